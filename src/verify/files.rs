//! The files of an edition against its manifest: there, of the size and with the checksum that it
//! says, and no others.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::checksum::sha256;
use crate::formats::manifest::{Listing, Manifest, checksum_holds};
use crate::store::read::{EditionFolder, Entry, MOST_BYTES, leads_below};
use crate::store::{GENERATOR, MANIFEST, Written};

use super::{FaultKind, Faults, json_fault};

/// An edition in a folder, by what its manifest lists.
pub(crate) struct Part<'a> {
    pub(crate) folder: &'a EditionFolder,
    /// Where it lies: empty, or the path of a folder with `/`.
    pub(crate) prefix: String,
    pub(crate) listing: Listing,
    /// The bytes of the manifest.
    pub(crate) bytes: Vec<u8>,
}

/// The files of an edition that could be read.
pub(crate) struct Files {
    /// The bytes of each file that is kept, by its path below the edition.
    pub(crate) contents: BTreeMap<String, Vec<u8>>,
    /// The files whose checksum holds.
    pub(crate) sound: BTreeSet<String>,
    /// The files that the manifest lists.
    pub(crate) listed: BTreeSet<String>,
    /// How many files were compared with their checksums.
    pub(crate) compared: usize,
}

impl Files {
    pub(crate) fn get(&self, path: &str) -> Option<&[u8]> {
        self.contents.get(path).map(Vec::as_slice)
    }

    /// The text of a file, if it is one.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.get(path).and_then(|it| std::str::from_utf8(it).ok())
    }
}

impl<'a> Part<'a> {
    pub(crate) fn new(
        folder: &'a EditionFolder,
        prefix: &str,
        bytes: Vec<u8>,
        listing: Listing,
    ) -> Self {
        Self { folder, prefix: prefix.to_owned(), listing, bytes }
    }

    /// The edition below a folder; `None` if its manifest cannot be read.
    pub(crate) fn below(folder: &'a EditionFolder, prefix: &str) -> Option<Self> {
        let bytes = folder.read(&format!("{prefix}{MANIFEST}")).ok()?;
        let listing: Listing = serde_json::from_slice(&bytes).ok()?;
        (listing.generator == GENERATOR).then(|| Self::new(folder, prefix, bytes, listing))
    }

    /// Everything that the manifest says, if it can be read; told otherwise.
    pub(crate) fn manifest(&self, faults: &mut Faults) -> Option<Manifest> {
        let text = String::from_utf8_lossy(&self.bytes);
        if checksum_holds(&text) == Some(false) {
            let message = "the manifest was changed after it was written: its own checksum (manifest_sha256) does not hold";
            faults.add(FaultKind::Manifest, MANIFEST, None, message.into());
        }
        match serde_json::from_slice::<Manifest>(&self.bytes) {
            Ok(manifest) => {
                if manifest.is_of_this_version()
                    && manifest.to_text().ok().as_deref() != Some(&*text)
                {
                    let message = "the manifest is not written as lossbook writes it: it has other fields, blanks or line ends";
                    faults.add(FaultKind::Manifest, MANIFEST, None, message.into());
                }
                Some(manifest)
            }
            Err(error) => {
                let line = Some(error.line()).filter(|it| *it > 0);
                let message = format!(
                    "nothing is made again, because the manifest cannot be read: {}",
                    json_fault(&error)
                );
                faults.add(FaultKind::Manifest, MANIFEST, line, message);
                None
            }
        }
    }

    /// Compares every listed file with its size and checksum, and tells of others. The contents of
    /// those that are asked for are kept.
    pub(crate) fn read(&self, faults: &mut Faults, keep: impl Fn(&str) -> bool) -> Files {
        let mut files = Files {
            contents: BTreeMap::new(),
            sound: BTreeSet::new(),
            listed: BTreeSet::new(),
            compared: 0,
        };
        for output in &self.listing.outputs {
            let path = output.path.as_str();
            if !leads_below(path) || path == MANIFEST {
                let message =
                    format!("lists {path:?}: not a path of another file below its folder");
                faults.add(FaultKind::Manifest, MANIFEST, None, message);
            } else if !files.listed.insert(path.to_owned()) {
                faults.add(FaultKind::Manifest, MANIFEST, None, format!("lists {path} twice"));
            } else if let Some(bytes) = self.read_file(path, faults) {
                files.compared += 1;
                if compare(output, &bytes, faults) {
                    files.sound.insert(path.to_owned());
                }
                if keep(path) {
                    files.contents.insert(path.to_owned(), bytes);
                }
            }
        }
        for path in self.folder.paths(&self.prefix) {
            let below = path.strip_prefix(&self.prefix).unwrap_or(path);
            if below != MANIFEST && !files.listed.contains(below) {
                let message = "the manifest does not list this file: it is no part of the edition";
                faults.add(FaultKind::Unlisted, below, None, message.into());
            }
        }
        files
    }

    fn read_file(&self, path: &str, faults: &mut Faults) -> Option<Vec<u8>> {
        let full = format!("{}{path}", self.prefix);
        let message = match self.folder.entry(&full) {
            Some(Entry::File(bytes)) if bytes > MOST_BYTES => {
                format!("has {bytes} bytes: more than {MOST_BYTES} are not read")
            }
            Some(Entry::File(_)) => match self.folder.read(&full) {
                Ok(bytes) => return Some(bytes),
                Err(error) => format!("cannot be read: {error}"),
            },
            Some(Entry::Link) => "is a symbolic link, which is not followed".into(),
            Some(Entry::Other) => "is not a file".into(),
            None => "the manifest lists this file, and it is not there".into(),
        };
        faults.add(FaultKind::Missing, path, None, message);
        None
    }
}

/// Whether a file has the size and the checksum that the manifest says.
fn compare(output: &Written, bytes: &[u8], faults: &mut Faults) -> bool {
    let found = sha256(bytes);
    let size = bytes.len() as u64;
    if size != output.bytes {
        let message = format!("has {size} bytes, the manifest says {}", output.bytes);
        faults.add(FaultKind::Checksum, &output.path, None, message);
    } else if found != output.sha256 {
        let message =
            "was changed after it was written: its SHA-256 is not the one in the manifest";
        faults.add(FaultKind::Checksum, &output.path, None, message.into());
    }
    size == output.bytes && found == output.sha256
}
/// What stands behind the last point of a path.
pub(crate) fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |it| it.1)
}
