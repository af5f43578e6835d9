//! The only writer of editions: each is built beside its place and then swapped in, whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::Failure;
use crate::store::{Artifact, GENERATOR, MANIFEST};

/// Files that desktop systems put into every folder they show: nobody misses them.
pub(crate) const DESKTOP_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// How many foreign files a message names.
const NAMED: usize = 3;

/// Why an edition was not published. The folder is then as it was before.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The system refused something.
    #[error("{}: cannot {action}: {source}", path.display())]
    Refused {
        /// What was tried, as a verb with its object.
        action: &'static str,
        /// The path it was tried on.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The path is a file.
    #[error("{} is a file, not a folder", path.display())]
    NotAFolder {
        /// The output as given.
        path: PathBuf,
    },
    /// The folder holds files that are not ours.
    #[error("{} holds files that are not part of an edition: {names}", path.display())]
    Foreign {
        /// The output as given.
        path: PathBuf,
        /// Some of the files.
        names: String,
    },
    /// Publishing would delete the reports, or the current folder.
    #[error("publishing to {} would delete {}", path.display(), held.display())]
    WouldDelete {
        /// The output as given.
        path: PathBuf,
        /// What lies in it.
        held: PathBuf,
    },
    /// The person pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

impl Failure for FolderError {
    fn help(&self) -> Option<&str> {
        Some(match self {
            Self::Refused { .. } => {
                "check that the folder is writable and that the disk has space; an earlier edition is untouched"
            }
            Self::NotAFolder { .. } => "choose another folder with `-o`",
            Self::Foreign { .. } => {
                "choose another folder with `-o`, or replace everything in it with `--force`"
            }
            Self::WouldDelete { .. } => "choose a folder of its own for the edition with `-o`",
            Self::Interrupted => "nothing was written; an earlier edition is untouched",
        })
    }
}

/// Why a new file was not written.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// There is a file of that name, which is left as it is.
    #[error("{} already exists", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system refused something.
    #[error("{}: cannot write: {source}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl Failure for CreateError {
    fn help(&self) -> Option<&str> {
        Some(match self {
            Self::Exists { .. } => "edit that file, or choose another folder with `-o`",
            Self::Refused { .. } => "check that the folder is writable and that the disk has space",
        })
    }
}

/// Writes a file that must not exist yet, and the folder that it lies in.
///
/// # Errors
///
/// [`CreateError`]; a file that already exists is never touched.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), CreateError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => CreateError::Exists { path: path.to_owned() },
        _ => CreateError::Refused { path: path.to_owned(), source },
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| CreateError::Refused { path: folder.to_owned(), source })?;
    }
    let mut file = File::options().write(true).create_new(true).open(path).map_err(refused)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        // Half a report is none.
        let _ = fs::remove_file(path);
    }
    written.map_err(refused)
}

fn refused(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    move |source| FolderError::Refused { action, path: path.to_owned(), source }
}

/// A place for an edition that was found fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The folder, with links resolved.
    folder: PathBuf,
}

/// Looks whether an edition may be published to `output`; nothing is written yet.
///
/// `keep` are the inputs of the run: a folder that holds one of them is refused even with `force`.
///
/// # Errors
///
/// [`FolderError`] if the path is a file, holds what must not be deleted, or, without `force`,
/// holds files that are not part of an edition.
pub fn check(output: &Path, keep: &[PathBuf], force: bool) -> Result<Target, FolderError> {
    if !output.exists() {
        let folder = std::path::absolute(output).map_err(refused("resolve the path", output))?;
        if let Some(file) = folder.ancestors().find(|it| it.exists()).filter(|it| !it.is_dir()) {
            return Err(FolderError::NotAFolder { path: file.to_owned() });
        }
        return Ok(Target { folder });
    }
    let folder = fs::canonicalize(output).map_err(refused("resolve the path", output))?;
    if !folder.is_dir() {
        return Err(FolderError::NotAFolder { path: output.to_owned() });
    }
    let here = std::env::current_dir().ok();
    for held in keep.iter().chain(&here) {
        if fs::canonicalize(held).is_ok_and(|held| held.starts_with(&folder)) {
            return Err(FolderError::WouldDelete { path: output.to_owned(), held: held.clone() });
        }
    }
    let foreign = if force { Vec::new() } else { foreign_files(&folder)? };
    if foreign.is_empty() {
        return Ok(Target { folder });
    }
    let mut names = foreign
        .iter()
        .take(NAMED)
        .map(|it| it.display().to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if foreign.len() > NAMED {
        names = format!("{names} and {} more", foreign.len() - NAMED);
    }
    Err(FolderError::Foreign { path: output.to_owned(), names })
}

/// The files below a folder that its manifest does not list, sorted.
fn foreign_files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let ours = listed_files(&folder.join(MANIFEST));
    let mut foreign = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|it| FolderError::Refused {
            action: "list the folder",
            path: folder.to_owned(),
            source: it.into(),
        })?;
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let desktop = DESKTOP_FILES.iter().any(|name| entry.file_name() == *name);
        if !entry.file_type().is_dir() && !desktop && !ours.contains(below) {
            foreign.push(below.to_owned());
        }
    }
    Ok(foreign)
}

/// The files that a manifest of ours lists, itself included; none if it is not ours.
fn listed_files(manifest: &Path) -> BTreeSet<PathBuf> {
    let Ok(text) = fs::read(manifest) else { return BTreeSet::new() };
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&text) else {
        return BTreeSet::new();
    };
    if value["generator"] != GENERATOR {
        return BTreeSet::new();
    }
    let outputs = value["outputs"].as_array().into_iter().flatten();
    let listed = outputs.filter_map(|output| output["path"].as_str()).map(PathBuf::from);
    listed.chain([PathBuf::from(MANIFEST)]).collect()
}

/// Writes all files beside the folder, then swaps them in.
///
/// # Errors
///
/// As [`Publication`].
pub fn publish(
    target: &Target,
    artifacts: &[Artifact],
    interrupted: &AtomicBool,
) -> Result<(), FolderError> {
    let publication = Publication::begin(target, interrupted)?;
    publication.write(artifacts)?;
    publication.finish()
}

/// An edition that is being written beside its place.
///
/// Killed at any moment, the old edition or the new one is there, whole; what a killed run left
/// behind is removed by the next.
///
/// # Errors
///
/// [`FolderError::Refused`] with what the system says, [`FolderError::Interrupted`] once
/// `interrupted` is set. The folder is then as it was.
pub struct Publication<'a> {
    folder: &'a Path,
    staging: Staging,
    interrupted: &'a AtomicBool,
}

impl<'a> Publication<'a> {
    /// Makes the folder that files are written to.
    pub fn begin(target: &'a Target, interrupted: &'a AtomicBool) -> Result<Self, FolderError> {
        let folder = target.folder.as_path();
        let parent = folder.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(parent).map_err(refused("create the folder", parent))?;
        remove_leftovers(folder, parent);
        Ok(Self { folder, staging: Staging::create(folder, parent)?, interrupted })
    }

    /// Writes files.
    pub fn write(&self, artifacts: &[Artifact]) -> Result<(), FolderError> {
        for artifact in artifacts {
            if self.interrupted.load(Ordering::Relaxed) {
                return Err(FolderError::Interrupted);
            }
            let path = self.staging.path.join(&artifact.path);
            if let Some(below) = path.parent() {
                fs::create_dir_all(below).map_err(refused("create the folder", below))?;
            }
            // The path that the person knows is that of the edition, not of the staging folder.
            fs::write(&path, &artifact.bytes)
                .map_err(refused("write", &self.folder.join(&artifact.path)))?;
        }
        Ok(())
    }

    /// Puts all that was written in its place.
    pub fn finish(self) -> Result<(), FolderError> {
        self.staging.swap_in(self.folder)
    }
}

/// The folder in which an edition is built. Removed when dropped: unfinished, or the old edition.
struct Staging {
    path: PathBuf,
    /// Held locked while this run lives, so that another does not take it for a leftover.
    _lock: Option<File>,
}

impl Staging {
    fn create(folder: &Path, parent: &Path) -> Result<Self, FolderError> {
        let path = parent.join(format!("{}{}", staging_prefix(folder), std::process::id()));
        fs::create_dir(&path).map_err(|source| FolderError::Refused {
            action: "create a folder next to it",
            path: folder.to_owned(),
            source,
        })?;
        let lock = File::open(&path).ok().filter(|it| it.try_lock().is_ok());
        Ok(Self { path, _lock: lock })
    }

    fn swap_in(self, folder: &Path) -> Result<(), FolderError> {
        let swap = refused("move the new edition into place", folder);
        let Ok(old) = fs::metadata(folder) else {
            return fs::rename(&self.path, folder).map_err(swap);
        };
        // The new folder is as open to others as the old one was.
        fs::set_permissions(&self.path, old.permissions())
            .map_err(refused("set the permissions", folder))?;
        match exchange(&self.path, folder) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                let aside = self.path.with_extension("old");
                fs::rename(folder, &aside)
                    .map_err(refused("move the old edition aside", folder))?;
                if let Err(error) = fs::rename(&self.path, folder) {
                    // Put the old edition back; if even that fails, it is left next to its place.
                    let _ = fs::rename(&aside, folder);
                    return Err(swap(error));
                }
                let _ = fs::remove_dir_all(&aside);
                Ok(())
            }
            result => result.map_err(swap),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing can be done about a failure here; the next run tries again.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
        _ => error.into(),
    })
}

/// Exchanges two folders in one step, where the system can.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn staging_prefix(folder: &Path) -> String {
    let name =
        folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!(".{name}.lossbook-")
}

/// Removes what killed runs left beside the folder: staging folders that nobody holds locked.
fn remove_leftovers(folder: &Path, parent: &Path) {
    let prefix = staging_prefix(folder);
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let suffix = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        let ours =
            suffix.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()));
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if ours && is_folder && File::open(entry.path()).is_ok_and(|it| it.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
