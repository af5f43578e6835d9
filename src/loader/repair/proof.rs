//! Proves a repair: it is accepted only if all that it did not change means the same as before, and
//! what it did change holds the letters that the author wrote, and no others.
//!
//! The model of the text ([`crate::loader::parse::outline`]) says where each entry begins and ends; the
//! YAML crate must agree: each entry, read alone, must mean what it means in the whole.

use crate::loader::parse::fields::{Field, field_of};
use crate::loader::parse::front_matter::Value;
use crate::loader::parse::outline::keys::{SPACES, is_only_quotes, item, without_indent};
use crate::loader::parse::outline::lexer::Kind;
use crate::loader::parse::outline::{Entry, Outline};
use crate::loader::parse::split::SourceText;
use crate::loader::parse::tree::pairs;
use crate::loader::parse::yaml;

use super::lines::RepairedLines;

/// Proves a repaired text against the outline of what the author wrote.
///
/// # Errors
///
/// The entry that is not proved, by its place in the outline.
pub fn prove(outline: &Outline<'_>, repaired: &RepairedLines) -> Result<(), usize> {
    let lines: Vec<&str> = repaired.text.lines().collect();
    let mut alone = Vec::with_capacity(outline.entries.len());
    for (index, entry) in outline.entries.iter().enumerate() {
        if repaired.passed_over.contains(&entry.lines.start) {
            continue;
        }
        let entry_lines = lines.get(entry.lines.clone()).ok_or(index)?;
        let text: String = entry_lines.iter().flat_map(|line| [line, "\n"]).collect();
        let pairs = pairs(&text).filter(|pairs| pairs.len() == 1).ok_or(index)?;
        let key = pairs[0].0.text().map(field_of);
        if key != Some(entry.key.field) && !entry.key.text.is_empty() {
            return Err(index);
        }
        let written = |at: usize| outline.lines[at].text;
        let unchanged = |(at, line): (usize, &&str)| {
            let written = written(at);
            *line == written || written.strip_prefix(outline.margin) == Some(line)
        };
        if !entry.lines.clone().zip(entry_lines.iter()).all(unchanged) {
            let same = entry.key.field.is_some() && same_letters(outline, entry, &text);
            same.then_some(()).ok_or(index)?;
        }
        alone.extend(pairs);
    }
    let whole = pairs(&repaired.text);
    if whole.as_ref() == Some(&alone) {
        return Ok(());
    }
    // The first entry that means something else in the whole than alone.
    let differs =
        whole.unwrap_or_default().iter().zip(&alone).position(|(one, other)| one != other);
    Err(differs.unwrap_or(outline.entries.len().saturating_sub(1)))
}

/// Whether a repaired entry holds the letters that the author wrote, text for text.
fn same_letters(outline: &Outline<'_>, entry: &Entry<'_>, repaired: &str) -> bool {
    let source = SourceText { report: "", text: repaired, shown: repaired, first_line: 1 };
    let Ok(entries) = yaml::parse(source) else { return false };
    let read: Vec<String> = match entries.as_slice() {
        [it] => match &it.value {
            Value::Scalar(text) => vec![bare(&text.text)],
            Value::List(items) => items.iter().map(|item| bare(&item.text)).collect(),
            Value::Nested(_) => return false,
        },
        _ => return false,
    };
    let is_title = entry.key.field == Some(Field::Title);
    let written = written(outline, entry);
    let same = |written: &String, read: &String| {
        let text = bare(written);
        let after = text.strip_prefix(read.as_str());
        let comment = || {
            written.char_indices().any(|(at, it)| {
                it == '#' && written[..at].ends_with(SPACES) && after == Some(&bare(&written[at..]))
            })
        };
        after == Some("") || !is_title && comment()
    };
    match written.as_slice() {
        // `"A", "B"`: the commas stood between the texts.
        [one] if read.len() > 1 => bare(one) == read.join(","),
        [] => read.iter().all(String::is_empty),
        written => {
            written.len() == read.len()
                && written.iter().zip(&read).all(|(one, other)| same(one, other))
        }
    }
}

/// The texts of an entry as the author wrote them: the text after the key, or each item of a list,
/// each with what goes on below it; with the spaces before it, which make a comment of a `#`.
fn written(outline: &Outline<'_>, entry: &Entry<'_>) -> Vec<String> {
    let inner = |line: usize| {
        let text = outline.lines[line].text;
        text.strip_prefix(outline.margin).unwrap_or(text)
    };
    let after = inner(entry.lines.start).get(entry.key.value..).unwrap_or_default();
    let text = without_indent(after);
    // Without a space before it, a `#` begins no comment.
    let nothing = text.is_empty() || text.starts_with('#') && text.len() < after.len();
    let mut texts: Vec<String> = if nothing { Vec::new() } else { vec![after.to_owned()] };
    for at in entry.lines.start + 1..entry.lines.end {
        let line = without_indent(inner(at));
        if outline.lines[at].kind == Kind::Comment || line.is_empty() || is_only_quotes(line) {
            continue;
        }
        match (item(line).filter(|_| nothing), texts.last_mut()) {
            (Some(text), _) => texts.push(text.to_owned()),
            (None, Some(last)) => last.extend([" ", line]),
            (None, None) => texts.push(line.to_owned()),
        }
    }
    texts
}

/// A text without spaces, quotes of any kind and backslashes.
fn bare(text: &str) -> String {
    let dropped = |c: &char| !SPACES.contains(c) && !"\"'`\\“”„‘’«»".contains(*c);
    text.chars().filter(dropped).collect()
}
