//! Why an edition was not written, and what to do about it.

use crate::charts::ChartError;
use crate::formats::FormatError;
use crate::loader::LoadError;
use crate::loader::rules::duplicates::DuplicatesError;
use crate::loader::rules::taxonomy_file::TaxonomyError;
use crate::store::publish::FolderError;
use crate::tables::checks::Check;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The taxonomy cannot be used.
    #[error(transparent)]
    Taxonomy(#[from] TaxonomyError),
    /// The rules about duplicates cannot be used.
    #[error(transparent)]
    Duplicates(#[from] DuplicatesError),
    /// The inputs cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Files were found, but not one of them could be loaded.
    #[error("no report could be loaded: {rejected} rejected, {skipped} skipped")]
    NothingLoaded {
        /// How many were rejected.
        rejected: usize,
        /// How many were skipped.
        skipped: usize,
    },
    /// Reports were rejected, and the run is strict.
    #[error("{rejected} of {seen} reports rejected, and `--strict` is set")]
    Strict {
        /// How many were rejected.
        rejected: usize,
        /// How many there are.
        seen: usize,
    },
    /// A sum does not hold: a fault of ours.
    #[error("a check failed: {}: {} is not {}", .0.name, .0.left, .0.right)]
    Check(Check),
    /// A chart could not be made.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A file could not be encoded.
    #[error(transparent)]
    Sink(#[from] FormatError),
    /// The edition could not be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl RunError {
    /// What the person can do next.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Taxonomy(error) => error.help(),
            Self::Duplicates(error) => error.help(),
            Self::Load(LoadError::Input(error)) => Some(error.help()),
            Self::Load(LoadError::Interrupted) => Some(FolderError::Interrupted.help()),
            Self::NothingLoaded { rejected: 0, .. } => Some(
                "pages about a folder (README.md, _index.md), hidden files and links are no reports: name the folder of reports, or write a first one with `lossbook new`",
            ),
            Self::NothingLoaded { .. } => Some(
                "mend the reports as told above, or name another folder; an earlier edition is untouched",
            ),
            Self::Strict { .. } => Some(
                "mend the reports as told above, or leave `--strict` out; an earlier edition is untouched",
            ),
            Self::Check(_) | Self::Chart(_) | Self::Sink(_) => Some(
                "this is a fault of lossbook: please report it with the input; an earlier edition is untouched",
            ),
            Self::Folder(error) => Some(error.help()),
        }
    }

    /// Whether the person stopped the run.
    pub fn is_interruption(&self) -> bool {
        matches!(self, Self::Load(LoadError::Interrupted) | Self::Folder(FolderError::Interrupted))
    }
}
