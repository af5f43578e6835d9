//! `lossbook man`: a page of the manual, or all of them as files in a folder.

use std::path::{Path, PathBuf};

use crate::cli::ManArgs;
use crate::cli::manual::{self, Page};
use crate::domain::Failure;
use crate::store::publish as folder;
use crate::store::publish::CreateError;
use crate::store::replace::{ReplaceError, replace_file};

use super::Status;
use super::console::{Console, NotMade};
use super::texts::shown;

pub(crate) fn man(arguments: &ManArgs) -> Status {
    let pages = match &arguments.dir {
        None => manual::page(arguments.command.as_deref()).map(|page| vec![page]),
        Some(_) => manual::pages(),
    };
    let pages = match pages {
        Ok(pages) => pages,
        Err(error) => return Console::default().fail(&NotMade { what: "manual", error }),
    };
    shown(match &arguments.dir {
        None => Ok(pages.into_iter().map(|page| page.text).collect()),
        Some(folder) => write(&pages, folder)
            .map(|paths| paths.iter().map(|it| it.display().to_string() + "\n").collect()),
    })
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

impl Failure for ManualError {
    fn help(&self) -> Option<&str> {
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
