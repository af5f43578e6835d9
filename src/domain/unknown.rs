//! The words by which authors say that they do not know: of a loss, or of a day.

use super::text::one_line;

/// The words that state nothing, in small letters. Programs write some of them for a missing value.
const NOT_KNOWN: [&str; 25] = [
    "",
    "unknown",
    "unknown yet",
    "not known",
    "not known yet",
    "not yet known",
    "unclear",
    "undisclosed",
    "not disclosed",
    "undetermined",
    "to be determined",
    "to be announced",
    "tbd",
    "tba",
    "tbc",
    "n/a",
    "na",
    "nan",
    "nat",
    "nil",
    "null",
    "~",
    "?",
    "-",
    "–",
];

/// Whether a text says that nobody knows, or says nothing. `none` is not among these words: it may
/// mean that there is none.
pub fn says_nothing(text: &str) -> bool {
    let words = one_line(text).to_lowercase();
    let plain = words.strip_suffix('.').filter(|rest| !rest.is_empty()).unwrap_or(&words);
    NOT_KNOWN.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_nothing() {
        for text in ["", " ", "Unknown", "not  disclosed", "TBD", "t.b.d", "N/A", "NaN", "?", "-"] {
            assert_eq!(says_nothing(text), text != "t.b.d", "{text:?}");
        }
        for text in ["0", "none", "no loss", "soon", "unknown amount of coins", "--5"] {
            assert!(!says_nothing(text), "{text:?}");
        }
    }
}
