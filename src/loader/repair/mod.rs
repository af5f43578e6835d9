//! Mends a broken front matter, where there is exactly one sensible reading. Strict first, repair
//! second: this is only asked once the strict reading has failed, and a well-formed report never
//! comes here.
//!
//! Every repair keeps the lines of the file, so that a place in the mended text is a place in the
//! file. [`region`] finds out where the front matter is; [`lines`] mends its lines, one named rule
//! after the other; no rule makes up a value.

pub mod lines;
pub mod region;
pub mod values;

use crate::domain::Finding;

use super::folder::Head;
use super::split::SourceText;

/// A front matter that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The mended text, line for line.
    pub text: String,
    /// The text as it stands in the file, decoded.
    pub original: String,
    /// The line of the file that the text begins on.
    pub first_line: usize,
    /// One warning for each repair.
    pub findings: Vec<Finding>,
}

impl Repaired {
    /// The mended text, with the original to show.
    #[must_use]
    pub fn source<'a>(&'a self, report: &'a str) -> SourceText<'a> {
        SourceText { report, text: &self.text, shown: &self.original, first_line: self.first_line }
    }
}

/// Mends the front matter of a report, in two steps: first only where it begins and ends and in
/// which encoding it is, then its lines too. Gives each step's result to `accept`, and stops at the
/// first that it accepts.
///
/// Returns `None` if the text is none of a report, or if no rule applies.
pub fn repair<T>(
    report: &str,
    head: &Head,
    mut accept: impl FnMut(&Repaired) -> Option<T>,
) -> Option<(Repaired, T)> {
    let region = region::find(report, head)?;
    if !region.findings.is_empty() {
        let outlined = Repaired {
            text: region.text.clone(),
            original: region.text.clone(),
            first_line: region.first_line,
            findings: region.findings.clone(),
        };
        if let Some(accepted) = accept(&outlined) {
            return Some((outlined, accepted));
        }
    }
    let source = SourceText {
        report,
        text: &region.text,
        shown: &region.text,
        first_line: region.first_line,
    };
    let (text, findings) = lines::mend(source);
    if findings.is_empty() {
        return None;
    }
    let mended = Repaired {
        text,
        original: region.text,
        first_line: region.first_line,
        findings: region.findings.into_iter().chain(findings).collect(),
    };
    accept(&mended).map(|accepted| (mended, accepted))
}
