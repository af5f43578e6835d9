//! Writes back what was read: the front matter of a report, fixed, in the bytes of its file.
//!
//! Only what must change does: every other line, and the whole body, keeps its bytes. No repair is
//! trusted: a file counts as fixed only if it is then read as before, with fewer findings, and if
//! `proof` holds, which reads the result in a different way than the loader.
//!
//! `rebuild` writes what [`super::repair`] repairs: fences, encoding, lines that are not YAML.
//! `values` writes what is YAML but not spelled as documented: keys, dates, titles, labels.

pub mod files;
mod proof;
mod rebuild;
#[cfg(test)]
mod tests;
mod values;

use std::collections::HashSet;

use proof::Authored;

use crate::domain::{Code, Taxonomy};

use super::folder::head_of;
use super::normalize::Draft;
use super::parse::split::Head;
use super::read_head;

/// The outcome for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing to fix, or the report is rejected.
    Nothing,
    /// It can be fixed.
    Fixed(Fixed),
    /// There is something to fix, but no fix could be proved to mean the same: why.
    LeftAlone(String),
}

/// A file with its front matter fixed.
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

/// Fixes the front matter of a file.
pub fn fixed(report: &str, bytes: &[u8], taxonomy: &Taxonomy) -> Outcome {
    let Some(before) =
        Understood::of(report, bytes, taxonomy).filter(|understood| understood.repairs > 0)
    else {
        return Outcome::Nothing;
    };
    let original = match Authored::of(report, bytes) {
        Ok(authored) => Original { report, taxonomy, before, authored },
        Err(why) => return Outcome::LeftAlone(why),
    };
    let left = original.before.repairs;
    let mut fixed = Fixed { bytes: bytes.to_vec(), repaired: 0, left };
    let mut why = "no way to write the fix was found".to_owned();
    while fixed.left > 0 {
        match original.step(&fixed.bytes, fixed.left) {
            Ok((better, left)) => {
                fixed = Fixed { bytes: better, repaired: original.before.repairs - left, left };
            }
            Err(reason) => {
                why = reason.unwrap_or(why);
                break;
            }
        }
    }
    if fixed.repaired > 0 { Outcome::Fixed(fixed) } else { Outcome::LeftAlone(why) }
}

/// What a file said before it was fixed.
struct Original<'a> {
    report: &'a str,
    taxonomy: &'a Taxonomy,
    before: Understood,
    authored: Authored<'a>,
}

impl Original<'_> {
    /// The first candidate that leaves fewer findings and is proved, and how many findings it leaves.
    /// An error says why a candidate that leaves fewer is not proved.
    fn step(&self, bytes: &[u8], left: usize) -> Result<(Vec<u8>, usize), Option<String>> {
        let head = head(bytes).ok_or(None)?;
        let repaired = proof::repaired(self.report, &head);
        let mut candidates = rebuild::candidates(bytes, &head, repaired.as_ref());
        if candidates.is_empty() {
            candidates = values::candidates(self.report, bytes, &head, &self.before.draft);
        }
        let mut why = None;
        for candidate in candidates {
            let Some(after) = Understood::of(self.report, &candidate, self.taxonomy) else {
                continue;
            };
            let same = after.draft == self.before.draft && after.kept == self.before.kept;
            if !same || after.repairs >= left {
                continue;
            }
            match self.authored.holds(&candidate, self.report, &self.before.draft, self.taxonomy) {
                Ok(()) => return Ok((candidate, after.repairs)),
                Err(reason) => why = Some(reason),
            }
        }
        Err(why)
    }
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
            reading.findings.into_iter().partition(|finding| finding.code.has_repair());
        let mut kept: Vec<_> =
            others.into_iter().map(|finding| (finding.code, finding.fact)).collect();
        kept.sort_unstable();
        Some(Self { draft: reading.draft?, repairs: repairable.len(), kept })
    }
}

/// The head of a file in memory.
fn head(bytes: &[u8]) -> Option<Head> {
    head_of(bytes).ok()
}
