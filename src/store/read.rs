//! The only reader of editions: which files lie below a folder, and their bytes.
//!
//! Only files that were found by walking the folder are opened, without following links: no path
//! that a manifest names leads anywhere else.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::store::MANIFEST;

use super::publish::DESKTOP_FILES;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 1 << 30;
/// The largest manifest that is read, in bytes: enough for a hundred thousand files.
const MOST_MANIFEST_BYTES: u64 = 32 << 20;

/// Why a folder cannot be read as an edition.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such folder.
    #[error("{}: {source}", path.display())]
    Unusable {
        /// The folder as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The path is a file.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// The path as given.
        path: PathBuf,
    },
    /// There is no manifest, or what has its name is no file.
    #[error("{} is not an edition: it has no {MANIFEST}", path.display())]
    NoManifest {
        /// The folder as given.
        path: PathBuf,
    },
    /// The manifest is too large.
    #[error("{} is not an edition: its {MANIFEST} has more than {MOST_MANIFEST_BYTES} bytes", path.display())]
    TooLarge {
        /// The folder as given.
        path: PathBuf,
    },
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file of so many bytes.
    File(u64),
    /// A symbolic link.
    Link,
    /// A pipe, a device, or anything else that is no file.
    Other,
}

/// The files below the folder of an edition.
#[derive(Clone, Debug)]
pub struct EditionFolder {
    root: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// Reads the manifest of a folder; no other file is looked at yet.
///
/// # Errors
///
/// [`ReadError`] if there is none that can be read.
pub fn manifest(root: &Path) -> Result<Vec<u8>, ReadError> {
    let path = || root.to_owned();
    let folder =
        fs::metadata(root).map_err(|source| ReadError::Unusable { path: path(), source })?;
    if !folder.is_dir() {
        return Err(ReadError::NotAFolder { path: path() });
    }
    let file = root.join(MANIFEST);
    // A link is no manifest: it may lead anywhere.
    match fs::symlink_metadata(&file) {
        Ok(found) if found.is_file() && found.len() > MOST_MANIFEST_BYTES => {
            Err(ReadError::TooLarge { path: path() })
        }
        Ok(found) if found.is_file() => read(&file, MOST_MANIFEST_BYTES)
            .map_err(|source| ReadError::Unusable { path: file.clone(), source }),
        _ => Err(ReadError::NoManifest { path: path() }),
    }
}

/// The folder that a folder lies in, whatever links lead to it.
pub fn above(folder: &Path) -> Option<PathBuf> {
    fs::canonicalize(folder).ok()?.parent().map(Path::to_owned)
}

impl EditionFolder {
    /// Lists the files of a folder.
    ///
    /// # Errors
    ///
    /// [`ReadError::Unusable`] if a folder below it may not be listed.
    pub fn open(root: &Path) -> Result<Self, ReadError> {
        let mut entries = BTreeMap::new();
        for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
            let entry = entry.map_err(|it| ReadError::Unusable {
                path: it.path().unwrap_or(root).to_owned(),
                source: it.into(),
            })?;
            let kind = entry.file_type();
            let desktop = DESKTOP_FILES.iter().any(|name| entry.file_name() == *name);
            // The root itself may be a link: the person named it.
            if kind.is_dir() || entry.depth() == 0 || (desktop && kind.is_file()) {
                continue;
            }
            let found = if kind.is_symlink() {
                Entry::Link
            } else if kind.is_file() {
                Entry::File(entry.metadata().map_or(0, |it| it.len()))
            } else {
                Entry::Other
            };
            entries.insert(below(entry.path(), root), found);
        }
        Ok(Self { root: root.to_owned(), entries })
    }

    /// What lies at a path below the folder, if anything does.
    pub fn entry(&self, path: &str) -> Option<Entry> {
        self.entries.get(path).copied()
    }

    /// The paths of everything below a part of the folder, sorted.
    pub fn paths<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.entries.keys().filter(move |it| it.starts_with(prefix)).map(String::as_str)
    }

    /// The bytes of a file that was found, up to [`MOST_BYTES`] of them.
    ///
    /// # Errors
    ///
    /// What the system says; also of a path that is not one of the files found.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.entry(path) {
            Some(Entry::File(_)) => read(&self.root.join(path), MOST_BYTES),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A path below the folder, with `/`. Names that are not UTF-8 are shown as they can be.
fn below(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = below
        .components()
        .filter_map(|it| match it {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    names.join("/")
}

/// Whether a path of a manifest leads to a place below its folder, and is written in its plain form.
pub fn leads_below(path: &str) -> bool {
    let plain = |name: &str| !matches!(name, "" | "." | "..");
    path.split('/').all(plain) && !path.contains(['\\', '\0']) && !Path::new(path).is_absolute()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_below_the_folder() {
        #[rustfmt::skip]
        let table = [
            ("report.md", true), ("tables/a.csv", true), (".hidden", true), ("a..b", true),
            ("../x", false), ("a/../../x", false), ("/etc/passwd", false), ("", false), ("a//b", false), ("./a", false), ("a/", false),
            ("a\\..\\..\\b", false), ("a\0", false),
        ];
        for (path, expected) in table {
            assert_eq!(leads_below(path), expected, "{path:?}");
        }
    }
}
