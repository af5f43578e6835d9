//! Writes back what was read: the front matter of a report, mended, in the bytes of its file.
//!
//! Only what must change does: every other line, and the whole body, keeps its bytes. No repair is
//! trusted: a file counts as fixed only if it is then read as before, with fewer findings.
//!
//! `outline` writes what [`super::repair`] mends: fences, encoding, lines that are no YAML.
//! `values` writes what is YAML but spelled in another way: keys, dates, titles, labels.

mod outline;
mod values;

use std::collections::HashSet;

use crate::domain::{Code, Taxonomy};

use super::folder::{Head, head_of};
use super::normalize::Draft;
use super::read_head;

/// A file with its front matter mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// All bytes of the file.
    pub bytes: Vec<u8>,
    /// How many findings that had a repair are gone.
    pub repaired: usize,
    /// How many findings that have a repair are left: 0, unless the front matter is of a form that
    /// cannot be edited line by line.
    pub left: usize,
}

/// Mends the front matter of a file.
///
/// `None` if there is nothing to mend, or if the report is rejected.
#[must_use]
pub fn fixed(report: &str, bytes: &[u8], taxonomy: &Taxonomy) -> Option<Fixed> {
    let before = Understood::of(report, bytes, taxonomy)?;
    let mut fixed = Fixed { bytes: Vec::new(), repaired: 0, left: before.repairs };
    while fixed.left > 0 {
        let current = if fixed.repaired == 0 { bytes } else { fixed.bytes.as_slice() };
        let Some((better, left)) = step(report, current, &before, fixed.left, taxonomy) else {
            break;
        };
        fixed = Fixed { bytes: better, repaired: before.repairs - left, left };
    }
    (fixed.repaired > 0).then_some(fixed)
}

/// The first of several ways to mend the file that leaves fewer findings, and how many it leaves.
fn step(
    report: &str,
    bytes: &[u8],
    before: &Understood,
    left: usize,
    taxonomy: &Taxonomy,
) -> Option<(Vec<u8>, usize)> {
    let head = head(bytes)?;
    let outlines = outline::candidates(report, bytes, &head);
    let better = |candidate: Vec<u8>| {
        let after = Understood::of(report, &candidate, taxonomy)?;
        let same = after.draft == before.draft && after.kept == before.kept;
        (same && after.repairs < left).then_some((candidate, after.repairs))
    };
    if !outlines.is_empty() {
        return outlines.into_iter().find_map(better);
    }
    values::candidates(report, bytes, &head, &before.draft).into_iter().find_map(better)
}

/// What the loader makes of a file.
struct Understood {
    draft: Draft,
    /// How many findings have a repair.
    repairs: usize,
    /// The other findings, without their places, which a repair may move.
    kept: Vec<(Code, String)>,
}

impl Understood {
    fn of(report: &str, bytes: &[u8], taxonomy: &Taxonomy) -> Option<Self> {
        let reading = read_head(report, &head(bytes)?, taxonomy, &mut HashSet::new());
        let (repairable, others): (Vec<_>, Vec<_>) =
            reading.findings.into_iter().partition(|it| it.code.has_repair());
        let mut kept: Vec<_> = others.into_iter().map(|it| (it.code, it.fact)).collect();
        kept.sort_unstable();
        Some(Self { draft: reading.draft?, repairs: repairable.len(), kept })
    }
}

/// The head of a file in memory.
fn head(bytes: &[u8]) -> Option<Head> {
    head_of(bytes).ok()
}

#[cfg(test)]
mod tests;
