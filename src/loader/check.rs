//! `lossbook check`: loads the reports and tells what was found. No table is made.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::domain::{Code, FileCounts, Finding, Severity};
use crate::loader::folder::InputError;
use crate::loader::{LoadError, Progress};

use super::fix::files::{FixMode, FixReport};
use super::rules::beside;
use super::rules::duplicates::{self, DuplicatesError};
use super::rules::taxonomy_file::{self, TaxonomyError};

/// What a run of `check` is told.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The folders and files to load.
    pub inputs: Vec<PathBuf>,
    /// The taxonomy, if not the one that is compiled in.
    pub taxonomy: Option<PathBuf>,
    /// The rules about duplicates, if not those in the file beside the reports.
    pub duplicates: Option<PathBuf>,
    /// The codes to tell of; all if there are none.
    pub only: Vec<Code>,
    /// The codes to keep quiet about.
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

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The taxonomy cannot be used.
    #[error(transparent)]
    Taxonomy(#[from] TaxonomyError),
    /// The rules about duplicates cannot be used.
    #[error(transparent)]
    Duplicates(#[from] DuplicatesError),
    /// The inputs cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There are files, but none that is meant as a report.
    #[error("no report could be loaded: {rejected} rejected, {skipped} skipped")]
    NothingLoaded {
        /// How many were rejected.
        rejected: usize,
        /// How many were skipped.
        skipped: usize,
    },
}

impl CheckError {
    /// What the person can do next.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Taxonomy(error) => error.help(),
            Self::Duplicates(error) => error.help(),
            Self::Load(LoadError::Input(
                InputError::Unusable { .. } | InputError::NoReport { .. },
            ))
            | Self::NothingLoaded { .. } => {
                Some("name the folder of reports: `lossbook check FOLDER`")
            }
            Self::Load(LoadError::Input(error)) => Some(error.help()),
            Self::Load(LoadError::Interrupted) => None,
        }
    }
}

/// Mends the reports that can be mended, or finds out what would change; `progress` is told how many
/// reports are read.
///
/// # Errors
///
/// [`CheckError`] if the taxonomy or the inputs cannot be used: then no file was touched.
pub fn fix(
    options: &CheckOptions,
    mode: FixMode,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<FixReport, CheckError> {
    let (taxonomy, _) = taxonomy_file::read(options.taxonomy.as_deref())?;
    Ok(super::fix::files::fix(&options.inputs, &taxonomy, mode, interrupted, progress)?)
}

/// Checks the reports; `progress` is told how many are read.
///
/// # Errors
///
/// [`CheckError`] if the taxonomy, the rules or the inputs cannot be used, or if no file is meant as a report.
pub fn check(
    options: &CheckOptions,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<CheckReport, CheckError> {
    let path = options.taxonomy.as_deref();
    let (taxonomy, _) = taxonomy_file::read(path)?;
    let rules = beside::read_rules(&options.inputs, options.duplicates.as_deref())?;
    let mut loaded = super::load_by(&options.inputs, path, &taxonomy, interrupted, progress)?;
    let FileCounts { loaded: kept, rejected, skipped, .. } = loaded.files;
    if kept == 0 && rejected == 0 {
        return Err(CheckError::NothingLoaded { rejected, skipped });
    }
    duplicates::settle(&mut loaded, &rules)?;
    let all = loaded.findings.len();
    let mut findings = loaded.findings;
    findings.retain(|it| {
        (options.only.is_empty() || options.only.contains(&it.code))
            && !options.ignore.contains(&it.code)
    });
    Ok(CheckReport { left_out: all - findings.len(), findings, files: loaded.files })
}
