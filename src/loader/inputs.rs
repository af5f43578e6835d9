//! What a run reads: reports, the taxonomy that they are read by, and the rules about duplicates.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::domain::Taxonomy;
use crate::domain::checksum::sha256;

use super::error::LoadError;
use super::rules::duplicates::{self, DuplicatesFile, Settled};
use super::rules::{beside, taxonomy_file};
use super::{Loaded, Progress, load};

/// The files that a person names.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The folders of reports, and single reports.
    pub reports: Vec<PathBuf>,
    /// The taxonomy, if not the one that is compiled in.
    pub taxonomy: Option<PathBuf>,
    /// The rules about duplicates, if not those in the file next to the reports.
    pub duplicates: Option<PathBuf>,
}

/// What reports are read by.
pub struct Rules {
    /// The canonical labels.
    pub taxonomy: Taxonomy,
    /// The SHA-256 of the taxonomy's text.
    pub taxonomy_sha256: String,
    /// The rules about duplicates.
    pub duplicates: DuplicatesFile,
}

impl Inputs {
    /// Reads what the reports are read by.
    ///
    /// # Errors
    ///
    /// [`LoadError`] if the taxonomy or the rules about duplicates cannot be used.
    pub fn rules(&self) -> Result<Rules, LoadError> {
        let (taxonomy, text) = taxonomy_file::read(self.taxonomy.as_deref())?;
        let duplicates = beside::read_rules(&self.reports, self.duplicates.as_deref())?;
        Ok(Rules { taxonomy, taxonomy_sha256: sha256(text), duplicates })
    }

    /// Loads the reports, settles which of them are counted, and notes which entries of the taxonomy
    /// none of them uses; `progress` counts those that are read.
    ///
    /// # Errors
    ///
    /// [`LoadError`] if an input cannot be used, rules name reports that are not there, or
    /// `interrupted` is set.
    pub fn load(
        &self,
        rules: &Rules,
        interrupted: &AtomicBool,
        progress: &Progress,
    ) -> Result<(Loaded, Settled), LoadError> {
        let mut loaded = load(&self.reports, &rules.taxonomy, interrupted, progress)?;
        // Nobody who uses the built-in taxonomy expects all of it in their reports.
        if let Some(path) = &self.taxonomy {
            let unused = taxonomy_file::unused(&rules.taxonomy, path, &loaded.incidents);
            loaded.findings.extend(unused);
        }
        let settled = duplicates::settle(&mut loaded, &rules.duplicates)?;
        Ok((loaded, settled))
    }
}
