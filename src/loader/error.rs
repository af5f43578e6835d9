//! Why reports could not be loaded, and what to do about it.

use crate::domain::Failure;

use super::folder::InputError;
use super::rules::duplicates::DuplicatesError;
use super::rules::taxonomy_file::TaxonomyError;

/// Why loading stopped.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The taxonomy cannot be used.
    #[error(transparent)]
    Taxonomy(#[from] TaxonomyError),
    /// The rules about duplicates cannot be used.
    #[error(transparent)]
    Duplicates(#[from] DuplicatesError),
    /// An input cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Files were found, but not one of them could be loaded.
    #[error("no report could be loaded: {rejected} rejected, {skipped} skipped")]
    NothingLoaded {
        /// How many were rejected.
        rejected: usize,
        /// How many were skipped.
        skipped: usize,
    },
    /// The person pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

impl Failure for LoadError {
    fn help(&self) -> Option<&str> {
        match self {
            Self::Taxonomy(error) => error.help(),
            Self::Duplicates(error) => error.help(),
            Self::Input(error) => error.help(),
            Self::NothingLoaded { rejected: 0, .. } => Some(
                "pages about a folder (README.md, _index.md), hidden files and links are not incident reports: name the folder of reports, or write a first one with `lossbook new`",
            ),
            Self::NothingLoaded { .. } => Some(
                "fix the reports as listed above, or name another folder; an earlier edition is untouched",
            ),
            Self::Interrupted => Some("nothing was written; an earlier edition is untouched"),
        }
    }
}
