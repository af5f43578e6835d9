//! Which lines at the margin begin an entry, and what their key is.

use crate::loader::parse::fields::{Field, field_of};

use super::lexer::closing;

/// The key that a line at the margin begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarginKey<'a> {
    /// The key without its quotes; empty if it has another form than a word, such as `? [a, b]`.
    pub text: &'a str,
    /// Where the text after the colon begins.
    pub value: usize,
    /// The field of ours that the key means.
    pub field: Option<Field>,
}

/// Spaces, and what looks like them: tabs and spaces of other widths.
pub const SPACES: [char; 5] = [' ', '\t', '\u{a0}', '\u{3000}', '\u{2003}'];

/// The text without spaces, tabs and spaces of other widths before it.
pub fn without_indent(line: &str) -> &str {
    line.trim_start_matches(SPACES)
}

/// The key of a line at the margin, whatever its form: in quotes, in another script, with points or
/// colons in it. Its colon is followed by a space or nothing; or by anything, if the key is a field's.
pub fn margin_key(line: &str) -> Option<MarginKey<'_>> {
    let first = line.chars().next()?;
    if matches!(first, '"' | '\'') {
        return quoted_key(line, first);
    }
    if other_form(line) {
        return Some(MarginKey { text: "", value: 0, field: None });
    }
    // `-x: y` and `:x: y` are keys to YAML, `- x: y` is an item.
    let marks = matches!(first, '-' | ':') && line[1..].chars().next().is_none_or(is_space);
    if marks || "#,[]{}|>%@`&*!".contains(first) || is_space(first) {
        return None;
    }
    let ends =
        |(at, c): &(usize, char)| *c == ':' && line[at + 1..].chars().next().is_none_or(is_space);
    let comment = line.find(" #").or_else(|| line.find("\t#")).unwrap_or(line.len());
    let apart = line.char_indices().find(ends).map(|(at, _)| at).filter(|at| *at < comment);
    // `loss:26000000`: only a name of ours is a key without a space.
    let close = || {
        let at = line.find(':').filter(|at| field_of(line[..*at].trim_end()).is_some())?;
        // A second colon belongs to the key, as in `title:: Acme`.
        let after = &line[at + 1..];
        Some(at + after.len() - after.trim_start_matches(':').len())
    };
    let colon = apart.or_else(close)?;
    let text = line[..colon].trim_end_matches(SPACES);
    Some(MarginKey { text, value: colon + 1, field: field_of(text) })
}

fn is_space(character: char) -> bool {
    SPACES.contains(&character)
}

fn quoted_key(line: &str, quote: char) -> Option<MarginKey<'_>> {
    let end = closing(line.as_bytes(), 1, quote as u8)?;
    let rest = line[end..].trim_start_matches([' ', '\t']).strip_prefix(':')?;
    // Escapes are for the YAML crate to read.
    let text = Some(&line[1..end - 1]).filter(|text| !text.contains(['\\', '\'']));
    rest.chars().next().is_none_or(is_space).then(|| MarginKey {
        text: text.unwrap_or_default(),
        value: line.len() - rest.len(),
        field: text.and_then(field_of),
    })
}

/// A key that is no word: `? key`, `&a key:`, `!!str key:`, `*a : x`, `[a, b]: x`, `{a: b}: x`.
fn other_form(line: &str) -> bool {
    let explicit = line == "?" || line.starts_with("? ") || line.starts_with("?\t");
    let marked = line.starts_with(['&', '*', '!', '[', '{']);
    let colon = line.ends_with(':') || line.contains(": ") || line.contains(":\t");
    explicit || marked && colon
}

/// Whether a line, at the margin or not, looks like a field of ours.
pub fn looks_like_a_field(line: &str) -> bool {
    margin_key(without_indent(line)).is_some_and(|key| key.field.is_some())
}

/// The text after the dash of an item, with the space between them if there is one.
///
/// `--` is no item: it is what was left of a line of dashes, or a text.
pub fn item(inner: &str) -> Option<&str> {
    inner.strip_prefix('-').filter(|rest| !rest.starts_with('-'))
}

/// Whether a line holds nothing but quotes of whatever kind.
pub fn is_only_quotes(inner: &str) -> bool {
    let inner = inner.trim_end();
    !inner.is_empty() && inner.chars().all(|c| "\"'”’“‘„«»".contains(c))
}
