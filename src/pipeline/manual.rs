//! `lossbook man --dir`: the pages of the manual, written to a folder.

use std::path::{Path, PathBuf};

use crate::sinks::folder::{self, CreateError};
use crate::sinks::replace::{ReplaceError, replace_file};

/// One page of the manual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name of its file: `lossbook-build.1`.
    pub name: String,
    /// What it says, in roff.
    pub text: String,
}

/// Why a page was not written. Those before it are.
#[derive(Debug, thiserror::Error)]
pub enum ManualError {
    /// A new page cannot be written.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// An older page cannot be replaced.
    #[error(transparent)]
    Replace(#[from] ReplaceError),
}

impl ManualError {
    /// What the person can do next.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Create(error) => error.help(),
            Self::Replace(error) => error.help(),
        }
    }
}

/// Writes the pages, and the folder if it is not there; gives their paths.
///
/// # Errors
///
/// [`ManualError`] for the first page that cannot be written.
pub fn write(pages: &[Page], folder: &Path) -> Result<Vec<PathBuf>, ManualError> {
    let mut paths = Vec::with_capacity(pages.len());
    for page in pages {
        let path = folder.join(&page.name);
        match folder::create(&path, page.text.as_bytes()) {
            Err(CreateError::Exists { .. }) => replace_file(&path, page.text.as_bytes())?,
            created => created?,
        }
        paths.push(path);
    }
    Ok(paths)
}
