//! Paths as parts of addresses: in links of a report, and in SARIF.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What does not stay as it is: all but letters, digits, the other unreserved characters of
/// RFC 3986 (section 2.3), and the stroke between the parts of a path.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path with everything that means something else in an address by its bytes: `%20` for a space.
pub fn percent_encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_address_gives_a_meaning_stays() {
        #[rustfmt::skip]
        let table = [
            // path                 in an address
            ("2023/a-b_c.d~e.md",  "2023/a-b_c.d~e.md"),
            ("a b%c?d#e",          "a%20b%25c%3Fd%23e"),
            ("é,[x](y)",           "%C3%A9%2C%5Bx%5D%28y%29"),
            ("C:\\x\u{7f}\n\0",     "C%3A%5Cx%7F%0A%00"),
            ("",                   ""),
        ];
        for (path, expected) in table {
            assert_eq!(percent_encoded(path), expected);
        }
    }
}
