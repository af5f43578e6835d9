//! One file of an edition: in memory, and what is known of it once it is written.

use serde::{Deserialize, Serialize};

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
    /// The size in bytes.
    pub fn size(&self) -> u64 {
        u64::try_from(self.bytes.len()).unwrap_or(u64::MAX)
    }

    /// The SHA-256 of the content, in hexadecimal.
    pub fn sha256(&self) -> String {
        checksum::sha256(&self.bytes)
    }
}

/// What is known of a file of an edition that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its path below the edition's folder, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its content.
    pub sha256: String,
}

impl Written {
    /// What will be known of a file.
    pub fn of(file: &Artifact) -> Self {
        Self { path: file.path.clone(), bytes: file.size(), sha256: file.sha256() }
    }
}
