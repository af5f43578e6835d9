//! Where keys and texts are in the front matter: the YAML crate does not say.

use std::borrow::Cow;
use std::ops::Range;

use super::front_matter::{Entry, Spanned, Value};
use super::outline::{self, Outline};

/// The texts of a mapping, in the order of the file; `None` for a nested value.
pub type Texts = Vec<(String, Option<(bool, Vec<String>)>)>;

/// Finds the place of each key and text, top to bottom: the YAML crate does not say. The outline of
/// the text says where the keys are, unless it is of a form that has none, such as a mapping in
/// braces.
pub fn locate<'a>(text: &'a str, texts: Texts, outline: Option<&Outline<'_>>) -> Vec<Entry<'a>> {
    let known = outline.and_then(|outline| outlined(text, &texts, outline));
    let keys = known.unwrap_or_else(|| searched(text, &texts));
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

/// The places of the keys at the margin; `None` if they are others than those of the texts.
fn outlined(text: &str, texts: &Texts, outline: &Outline<'_>) -> Option<Vec<Range<usize>>> {
    let place = |((key, _), entry): (&(String, _), &outline::Entry<'_>)| {
        let line = &outline.lines[entry.lines.start];
        let inner = line.text.strip_prefix(outline.margin)?;
        let quotes = usize::from(inner.starts_with(['"', '\'']));
        let start = line.start + outline.margin.len() + quotes;
        let plain = entry.key.text == key;
        let other = entry.key.text.is_empty();
        let end = if plain { start + key.len() } else { start };
        (plain || other).then(|| text.get(start..end).map(|_| start..end))?
    };
    let alike = texts.len() == outline.entries.len();
    alike.then(|| texts.iter().zip(&outline.entries).map(place).collect())?
}

/// The places of the keys as far as they can be found by their names.
fn searched(text: &str, texts: &Texts) -> Vec<Range<usize>> {
    let mut cursor = 0;
    let place = |(key, _): &(String, _)| {
        let span = key_line(text, cursor, key).unwrap_or(cursor..cursor);
        cursor = span.end;
        span
    };
    texts.iter().map(place).collect()
}

/// Where a key is at the beginning of a line, from `from` on.
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

/// The value after a key's colon, without spaces around it.
fn within(text: &str, region: Range<usize>) -> Range<usize> {
    let raw = &text[region.clone()];
    let value = raw.trim_start_matches(['"', '\'', ' ', '\t']);
    let value = value.strip_prefix(':').unwrap_or(value).trim_start();
    let start = region.end - value.len();
    start..start + value.trim_end().len()
}

/// Where an item is in the region; the region's first text if it is written differently.
fn find(text: &str, region: Range<usize>, item: &str) -> Range<usize> {
    match text[region.clone()].find(item) {
        Some(offset) if !item.is_empty() => {
            region.start + offset..region.start + offset + item.len()
        }
        _ => region.start..region.start,
    }
}
