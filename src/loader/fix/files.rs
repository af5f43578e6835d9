//! `lossbook check --fix` and `--diff`: fixes the files in which something can be fixed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::domain::{Failure, Finding, Severity, Taxonomy};
use crate::loader::fix::{self, Outcome};
use crate::loader::folder::{self, REPORT_LIMIT};
use crate::loader::{self, LoadError, Progress};
use crate::store::replace::{ReplaceError, replace_file};

/// What is done with the fixed files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixMode {
    /// They are written.
    Write,
    /// What would change is shown; no file is touched.
    Diff,
}

/// One file that was fixed, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The report's path in tables and messages.
    pub report: String,
    /// Where the file is.
    pub file: PathBuf,
    /// How many findings are gone.
    pub repaired: usize,
    /// How many findings that have a repair are left.
    pub left: usize,
    /// With [`FixMode::Diff`], the file as it is: up to some lines after the last that changes.
    pub before: Vec<u8>,
    /// With [`FixMode::Diff`], the same part of the file as it would be.
    pub after: Vec<u8>,
}

/// One file that was not touched, though it has findings with a repair: no fix could be proved to
/// mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// The report's path in tables and messages.
    pub report: String,
    /// Where the file is.
    pub file: PathBuf,
    /// Why.
    pub why: String,
}

/// Why a file was not fixed; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum FixFailure {
    /// It cannot be read.
    #[error("{}: cannot read the file: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] ReplaceError),
}

impl Failure for FixFailure {
    fn help(&self) -> Option<&str> {
        match self {
            Self::Read { .. } => {
                Some("check that it exists and that you have permission to read it")
            }
            Self::Write(error) => error.help(),
        }
    }
}

/// The result of a run of `--fix` or `--diff`.
#[derive(Debug, Default)]
pub struct FixReport {
    /// The files that were fixed, or would be, sorted by report.
    pub changes: Vec<Change>,
    /// The files that were left as they are, sorted by report.
    pub left_alone: Vec<LeftAlone>,
    /// The files that could not be read or written, sorted by report.
    pub failures: Vec<FixFailure>,
    /// Whether the person stopped the run: files not in `changes` are as they were.
    pub interrupted: bool,
}

impl FixReport {
    /// How many findings are gone, or would be.
    pub fn repaired(&self) -> usize {
        self.changes.iter().map(|change| change.repaired).sum()
    }
}

/// Fixes every report below the inputs that has a finding with a repair and is not rejected. Only
/// these files are read as a whole. `progress` counts the reports that are read.
///
/// # Errors
///
/// [`LoadError`] if the inputs cannot be loaded: then no file was touched. Errors of single files
/// are in the report.
pub fn fix(
    inputs: &[PathBuf],
    taxonomy: &Taxonomy,
    mode: FixMode,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<FixReport, LoadError> {
    let loaded = loader::load(inputs, taxonomy, interrupted, progress)?;
    let with = |wanted: fn(&Finding) -> bool| -> BTreeSet<&str> {
        loaded
            .findings
            .iter()
            .filter(|finding| wanted(finding))
            .map(|finding| finding.path.as_str())
            .collect()
    };
    let rejected = with(|finding| finding.severity() == Severity::Error);
    let repairable = with(|finding| finding.code.has_repair());
    let reports: BTreeSet<&str> = repairable.difference(&rejected).copied().collect();
    if reports.is_empty() {
        return Ok(FixReport::default());
    }
    let results: Vec<_> = loaded
        .sources
        .par_iter()
        .filter(|source| reports.contains(source.report.as_str()))
        .map(|source| {
            let stopped = interrupted.load(Ordering::Relaxed);
            (!stopped).then(|| fix_file(&source.report, &source.file, taxonomy, mode))
        })
        .collect();
    let mut report = FixReport::default();
    for result in results {
        match result {
            None => report.interrupted = true,
            Some(Ok(FileOutcome::Nothing)) => {}
            Some(Ok(FileOutcome::Change(change))) => report.changes.push(change),
            Some(Ok(FileOutcome::LeftAlone(left))) => report.left_alone.push(left),
            Some(Err(failure)) => report.failures.push(failure),
        }
    }
    Ok(report)
}

/// The outcome for one file.
enum FileOutcome {
    Nothing,
    Change(Change),
    LeftAlone(LeftAlone),
}

fn fix_file(
    report: &str,
    file: &Path,
    taxonomy: &Taxonomy,
    mode: FixMode,
) -> Result<FileOutcome, FixFailure> {
    let bytes = folder::read_whole(file, REPORT_LIMIT)
        .map_err(|source| FixFailure::Read { path: file.to_owned(), source })?;
    let (report, file) = (report.to_owned(), file.to_owned());
    let fixed = match fix::fixed(&report, &bytes, taxonomy) {
        Outcome::Nothing => return Ok(FileOutcome::Nothing),
        Outcome::LeftAlone(why) => {
            return Ok(FileOutcome::LeftAlone(LeftAlone { report, file, why }));
        }
        Outcome::Fixed(fixed) => fixed,
    };
    let mut change = Change {
        report,
        file,
        repaired: fixed.repaired,
        left: fixed.left,
        before: Vec::new(),
        after: Vec::new(),
    };
    match mode {
        FixMode::Write => replace_file(&change.file, &fixed.bytes)?,
        FixMode::Diff => {
            let tail = hidden_tail(&bytes, &fixed.bytes);
            change.before = bytes[..bytes.len() - tail].to_vec();
            change.after = fixed.bytes[..fixed.bytes.len() - tail].to_vec();
        }
    }
    Ok(FileOutcome::Change(change))
}

/// The length of the end that both texts share and that no diff shows: it begins some lines of
/// context after the last difference.
fn hidden_tail(one: &[u8], other: &[u8]) -> usize {
    const CONTEXT: usize = 4;
    let pairs = one.iter().rev().zip(other.iter().rev());
    let same = pairs.take_while(|(one, other)| one == other).count();
    let tail = &one[one.len() - same..];
    let context: usize =
        tail.split_inclusive(|byte| *byte == b'\n').take(CONTEXT + 1).map(<[u8]>::len).sum();
    same - context
}

#[cfg(test)]
mod tests {
    use super::hidden_tail;

    #[test]
    fn some_lines_behind_the_last_difference_are_told() {
        #[rustfmt::skip]
        let table: [(&[u8], &[u8], &[u8]); 3] = [
            (b"a\nb\nc",                   b"x\nb\nc",                   b""),
            (b"a\n1\n2\n3\n4\n5\n6",       b"x\n1\n2\n3\n4\n5\n6",       b"5\n6"),
            (b"a",                         b"a",                         b""),
        ];
        for (one, other, expected) in table {
            assert_eq!(&one[one.len() - hidden_tail(one, other)..], expected);
        }
    }
}
