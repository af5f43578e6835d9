//! Checksums, as everybody writes them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal digits in lower case.
///
/// ```
/// # use lossbook::domain::checksum::sha256;
/// assert!(sha256(b"").starts_with("e3b0c442"));
/// ```
#[must_use]
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
