//! Texts on one line.

/// A text with one space wherever it had white space or line ends, and none around it.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
