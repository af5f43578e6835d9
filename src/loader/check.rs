//! `lossbook check`: loads the reports and lists what was found. No table is made.

use std::sync::atomic::AtomicBool;

use crate::domain::{Code, FileCounts, Finding, Severity};

use super::Progress;
use super::error::LoadError;
use super::fix::files::{FixMode, FixReport};
use super::inputs::Inputs;
use super::rules::taxonomy_file;

/// What a run of `check` is told.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// What is read.
    pub inputs: Inputs,
    /// The codes to list; all if there are none.
    pub only: Vec<Code>,
    /// The codes to leave out.
    pub ignore: Vec<Code>,
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct CheckReport {
    /// The findings that were asked for, sorted by path and place.
    pub findings: Vec<Finding>,
    /// How many findings were not asked for.
    pub left_out: usize,
    /// The accounting of files.
    pub files: FileCounts,
}

impl CheckReport {
    /// Whether the check fails: a report would be rejected, whatever was asked for; or there is a
    /// warning, and warnings are denied.
    pub fn fails(&self, deny_warnings: bool) -> bool {
        let warned = || self.findings.iter().any(|it| it.severity() == Severity::Warning);
        self.files.rejected > 0 || deny_warnings && warned()
    }
}

/// Fixes the reports that can be fixed, or finds out what would change; `progress` is told how many
/// reports are read.
///
/// # Errors
///
/// [`LoadError`] if the taxonomy or the inputs cannot be used: then no file was touched.
pub fn fix(
    inputs: &Inputs,
    mode: FixMode,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<FixReport, LoadError> {
    let (taxonomy, _) = taxonomy_file::read(inputs.taxonomy.as_deref())?;
    super::fix::files::fix(&inputs.reports, &taxonomy, mode, interrupted, progress)
}

/// Checks the reports; `progress` is told how many are read.
///
/// # Errors
///
/// [`LoadError`] if the taxonomy, the rules or the inputs cannot be used, or if no file is meant as a report.
pub fn check(
    options: &CheckOptions,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<CheckReport, LoadError> {
    let rules = options.inputs.rules()?;
    let (loaded, _) = options.inputs.load(&rules, interrupted, progress)?;
    let FileCounts { loaded: kept, rejected, skipped, .. } = loaded.files;
    if kept == 0 && rejected == 0 {
        return Err(LoadError::NothingLoaded { rejected, skipped });
    }
    let all = loaded.findings.len();
    let mut findings = loaded.findings;
    findings.retain(|it| {
        (options.only.is_empty() || options.only.contains(&it.code))
            && !options.ignore.contains(&it.code)
    });
    Ok(CheckReport { left_out: all - findings.len(), findings, files: loaded.files })
}
