//! Replaces one file of the person's own: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::Failure;

/// How many names are tried for the temporary file.
const ATTEMPTS: u32 = 16;

/// Why a file was not replaced. It is then as it was before, and nothing is left next to it.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The system refused something.
    #[error("{}: cannot {action}: {source}", path.display())]
    Refused {
        /// What was tried, as a verb with its object.
        action: &'static str,
        /// The file to replace.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The path is a symbolic link: the file that it points to may lie anywhere.
    #[error("{} is a symbolic link, which is not followed", path.display())]
    Link {
        /// The file to replace.
        path: PathBuf,
    },
    /// The path is a folder, a pipe or a device.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// The file to replace.
        path: PathBuf,
    },
    /// The file may not be written.
    #[error("{} is write-protected", path.display())]
    Protected {
        /// The file to replace.
        path: PathBuf,
    },
}

impl Failure for ReplaceError {
    fn help(&self) -> Option<&str> {
        Some(match self {
            Self::Refused { .. } => {
                "check that the folder is writable and that the disk has space; the file is untouched"
            }
            Self::Link { .. } => "name the file that it points to",
            Self::NotAFile { .. } => "name a file",
            Self::Protected { .. } => "make it writable, or fix it by hand",
        })
    }
}

/// Replaces the content of a file in one step, and keeps its permissions.
///
/// Killed at any moment, the old file or the new one is there, whole.
///
/// # Errors
///
/// [`ReplaceError`]; the file is then as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), ReplaceError> {
    let refused =
        |action| move |source| ReplaceError::Refused { action, path: path.to_owned(), source };
    let old = fs::symlink_metadata(path).map_err(refused("inspect the file"))?;
    if old.is_symlink() {
        return Err(ReplaceError::Link { path: path.to_owned() });
    }
    if !old.is_file() {
        return Err(ReplaceError::NotAFile { path: path.to_owned() });
    }
    if old.permissions().readonly() {
        return Err(ReplaceError::Protected { path: path.to_owned() });
    }
    let (temporary, mut file) =
        Temporary::create(path).map_err(refused("create a file next to it"))?;
    file.write_all(bytes).map_err(refused("write a file next to it"))?;
    file.set_permissions(old.permissions()).map_err(refused("keep the permissions"))?;
    file.sync_all().map_err(refused("write a file next to it"))?;
    drop(file);
    fs::rename(&temporary.path, path).map_err(refused("move the new file into place"))
}

/// A file beside the one to replace. Removed when dropped, unless it was renamed.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    fn create(beside: &Path) -> io::Result<(Self, File)> {
        let name = beside.file_name().unwrap_or_default().to_string_lossy();
        let mut result = Err(io::ErrorKind::AlreadyExists.into());
        for attempt in 0..ATTEMPTS {
            let name = format!(".{name}.lossbook-{}-{attempt}", std::process::id());
            let path = beside.with_file_name(name);
            // Nobody else may read it before it has the permissions of the old file.
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            result = options.open(&path).map(|file| (Self { path }, file));
            if !matches!(&result, Err(error) if error.kind() == io::ErrorKind::AlreadyExists) {
                break;
            }
        }
        result
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone if it was renamed; nothing can be done about any other failure here.
        let _ = fs::remove_file(&self.path);
    }
}
