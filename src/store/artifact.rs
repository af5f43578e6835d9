//! One file of an edition, in memory.

use crate::domain::checksum;

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the edition's folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// The SHA-256 of the content, in hexadecimal.
    pub fn sha256(&self) -> String {
        checksum::sha256(&self.bytes)
    }
}
