//! Checksums, as everybody writes them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal digits in lower case.
///
/// ```
/// # use lossbook::domain::checksum::sha256;
/// assert!(sha256(b"").starts_with("e3b0c442"));
/// ```
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The SHA-256 of some bytes in base64, as browsers want it.
///
/// ```
/// # use lossbook::domain::checksum::sha256_base64;
/// assert_eq!(sha256_base64(b""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
/// ```
pub fn sha256_base64(bytes: impl AsRef<[u8]>) -> String {
    base64(&Sha256::digest(bytes))
}

/// Some bytes in base64.
///
/// # Source
///
/// RFC 4648, section 4.
pub fn base64(bytes: &[u8]) -> String {
    let digit = |value: u32| match u8::try_from(value & 63).unwrap_or_default() {
        value @ 0..26 => char::from(b'A' + value),
        value @ 26..52 => char::from(b'a' + value - 26),
        value @ 52..62 => char::from(b'0' + value - 52),
        62 => '+',
        _ => '/',
    };
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |position: usize| three.get(position).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let is_there = position <= three.len();
            text.push(if is_there { digit(bits >> (18 - 6 * position)) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_has_the_test_vectors_of_its_rfc() {
        #[rustfmt::skip]
        let table: [(&[u8], &str); 8] = [
            (b"",          ""),
            (b"f",         "Zg=="),
            (b"fo",        "Zm8="),
            (b"foo",       "Zm9v"),
            (b"foob",      "Zm9vYg=="),
            (b"fooba",     "Zm9vYmE="),
            (b"foobar",    "Zm9vYmFy"),
            (b"\xfb\xff0", "+/8w"),
        ];
        for (bytes, text) in table {
            assert_eq!(base64(bytes), text);
        }
    }
}
