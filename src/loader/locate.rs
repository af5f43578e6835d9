//! Where keys and texts stand in the front matter: the YAML crate does not tell.

use std::borrow::Cow;
use std::ops::Range;

use super::front_matter::{Entry, Spanned, Value};

/// The texts of a mapping, in the order of the file; `None` for a nested value.
pub type Texts = Vec<(String, Option<(bool, Vec<String>)>)>;

/// Finds the place of each key and text, top to bottom: the YAML crate does not tell.
#[must_use]
pub fn locate(text: &str, texts: Texts) -> Vec<Entry<'_>> {
    let mut cursor = 0;
    let keys: Vec<Range<usize>> = texts
        .iter()
        .map(|(key, _)| {
            let span = key_line(text, cursor, key).unwrap_or(cursor..cursor);
            cursor = span.end;
            span
        })
        .collect();
    let ends: Vec<usize> = keys.iter().skip(1).map(|next| next.start).chain([text.len()]).collect();
    let mut entries = Vec::with_capacity(texts.len());
    for (((key, value), span), end) in texts.into_iter().zip(keys).zip(ends) {
        let region = span.end..end.max(span.end);
        let value = match value {
            None => Value::Nested(within(text, region)),
            Some((true, items)) => {
                let mut from = region.start;
                let place = |item: String| {
                    let span = find(text, from..region.end, &item);
                    from = span.end;
                    Spanned { text: Cow::Owned(item), span }
                };
                Value::List(items.into_iter().map(place).collect())
            }
            Some((false, texts)) => {
                let span = within(text, region);
                Value::Scalar(Spanned { text: Cow::Owned(texts.concat()), span })
            }
        };
        entries.push(Entry { key: Spanned { text: Cow::Owned(key), span }, value });
    }
    entries
}

/// Where a key stands at the beginning of a line, from `from` on.
fn key_line(text: &str, from: usize, key: &str) -> Option<Range<usize>> {
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '{', '"', '\'']);
        let offset = start + line.len() - inner.len();
        let rest =
            inner.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'', ' ', '\t']));
        if !key.is_empty() && rest.is_some_and(|rest| rest.starts_with(':')) {
            return Some(offset..offset + key.len());
        }
        start += line.len();
    }
    None
}

/// The value behind a key's colon, without blanks around it.
fn within(text: &str, region: Range<usize>) -> Range<usize> {
    let raw = &text[region.clone()];
    let value = raw.trim_start_matches(['"', '\'', ' ', '\t']);
    let value = value.strip_prefix(':').unwrap_or(value).trim_start();
    let start = region.end - value.len();
    start..start + value.trim_end().len()
}

/// Where an item stands in the region; the region's first text if it is written in another way.
fn find(text: &str, region: Range<usize>, item: &str) -> Range<usize> {
    match text[region.clone()].find(item) {
        Some(offset) if !item.is_empty() => {
            region.start + offset..region.start + offset + item.len()
        }
        _ => region.start..region.start,
    }
}
