//! Texts as they stand on one line.

/// A text with one blank wherever blanks or line ends stood, and none around it.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
