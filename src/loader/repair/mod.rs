//! Repairs a broken front matter, where there is exactly one sensible reading. Strict first, repair
//! second: this is only asked once the strict reading has failed, and a well-formed report never
//! comes here.
//!
//! Every repair keeps the lines of the file, so that a place in the repaired text is a place in the
//! file. [`region`] finds out where the front matter is, and `encoding` in what letters; the
//! outline says what each line is; [`lines`] repairs those of our own fields, one named rule after
//! the other; [`proof`] has the last word. No rule makes up a value.

mod encoding;
pub mod lines;
pub mod proof;
pub mod region;
pub mod values;

use lines::RepairedLines;
use region::{End, Refusal, Region};

use crate::domain::{Code, Finding};

use super::parse::outline::{Outline, Unclear};
use super::parse::split::{Head, SourceText};

/// A front matter that was repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The repaired text, line for line.
    pub text: String,
    /// The text as it is in the file, decoded.
    pub original: String,
    /// The line of the file that the text begins on.
    pub first_line: usize,
    /// What follows its last line.
    pub end: End,
    /// One warning for each repair.
    pub findings: Vec<Finding>,
    /// Lines of the file that are not ours and not YAML: they are left out of the text.
    pub passed_over: Vec<usize>,
}

impl Repaired {
    fn of(region: &Region, repaired: RepairedLines) -> Self {
        let line = |line: &usize| region.first_line + line;
        Self {
            text: repaired.text,
            original: region.text.clone(),
            first_line: region.first_line,
            end: region.end,
            findings: region.findings.iter().cloned().chain(repaired.findings).collect(),
            passed_over: repaired.passed_over.iter().map(line).collect(),
        }
    }

    /// The repaired text, with the original to show.
    pub fn source<'a>(&'a self, report: &'a str) -> SourceText<'a> {
        SourceText { report, text: &self.text, shown: &self.original, first_line: self.first_line }
    }
}

/// Repairs the front matter of a report, in two steps: first only where it begins and ends and in
/// which encoding it is, then its lines too. Gives each step's result to `accept`, and stops at the
/// first that it accepts.
///
/// # Errors
///
/// The reason why the report cannot be repaired; `None` if the text is not that of a report, or if no
/// rule applies.
pub fn repair<T>(
    report: &str,
    head: &Head,
    mut accept: impl FnMut(&Repaired) -> Result<T, Box<Finding>>,
) -> Result<(Repaired, T), Refusal> {
    let region = region::find(report, head)?;
    let mut refusal = None;
    if !region.findings.is_empty() {
        let unchanged = RepairedLines { text: region.text.clone(), ..RepairedLines::default() };
        let outlined = Repaired::of(&region, unchanged);
        match accept(&outlined) {
            Ok(accepted) => return Ok((outlined, accepted)),
            Err(finding) => refusal = Some(finding),
        }
    }
    let text = region.text.as_str();
    let source = SourceText { report, text, shown: text, first_line: region.first_line };
    let outline = match Outline::of(text) {
        Ok(outline) => outline,
        Err(unclear) => return Err(Some(reason(source, unclear, refusal))),
    };
    let repaired = lines::repair(source, &outline)?;
    if repaired.findings.is_empty() {
        return Err(refusal);
    }
    if let Err(entry) = proof::prove(&outline, &repaired) {
        let entry = outline.entries.get(entry).ok_or(refusal)?;
        let text = outline.text_of(entry, text);
        return Err(Some(lines::why_not(source, entry, &outline, text)));
    }
    let repaired = Repaired::of(&region, repaired);
    let accepted = accept(&repaired)?;
    Ok((repaired, accepted))
}

/// Whether an error is about what no report may hold, repaired or not.
pub fn is_refused(code: Code) -> bool {
    matches!(code, Code::YamlAlias | Code::TooDeep | Code::NotAMapping)
}

/// The error that says what is unclear in a text; or the one that is known already, if that is about
/// what no report may hold.
fn reason(source: SourceText<'_>, unclear: Unclear, known: Refusal) -> Box<Finding> {
    if let Some(known) = known.filter(|finding| is_refused(finding.code)) {
        return known;
    }
    unclear.finding(source)
}
