//! Writes back what is YAML but not spelled as documented: keys, dates, titles in typographic
//! quotes or cut off at a `#`, and labels that are written as one text.

use std::fmt::Write as _;
use std::ops::Range;

use crate::domain::label::clean_label;
use crate::domain::{DayForm, Dimension, parse_day};
use crate::loader::normalize::Draft;
use crate::loader::parse;
use crate::loader::parse::fields::{Field, Key, read_key};
use crate::loader::parse::front_matter::{Entry, FrontMatter, Spanned, Value};
use crate::loader::parse::split::{self, Head, SourceText};

/// A part of the front matter and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    text: String,
}

/// The file with all edits made, and then with each of them alone, in case one of them cannot be
/// made. Empty if there is none.
pub(crate) fn candidates(report: &str, bytes: &[u8], head: &Head, draft: &Draft) -> Vec<Vec<u8>> {
    let Ok((source, _)) = split::split(report, head) else { return Vec::new() };
    let Ok(matter) = parse::front_matter(source) else { return Vec::new() };
    // The text begins after the first fence.
    let Some(start) = bytes.iter().position(|byte| *byte == b'\n').map(|end| end + 1) else {
        return Vec::new();
    };
    let edits = edits(&matter, draft);
    let alone = edits.iter().map(std::slice::from_ref).filter(|_| edits.len() > 1);
    let sets = std::iter::once(edits.as_slice()).filter(|edits| !edits.is_empty()).chain(alone);
    sets.filter_map(|edits| {
        let text = edited(source.text, edits)?;
        let after = bytes.get(start + source.text.len()..)?;
        Some([&bytes[..start], text.as_bytes(), after].concat())
    })
    .collect()
}

/// The text with edits made; `None` if they overlap.
fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut edited, mut end) = (String::with_capacity(text.len() + 64), 0);
    for Edit { range, text: new } in edits {
        edited.push_str(text.get(end..range.start)?);
        edited.push_str(new);
        end = range.end;
    }
    edited.push_str(text.get(end..)?);
    Some(edited)
}

/// Everything that has to be written differently.
fn edits(matter: &FrontMatter<'_>, draft: &Draft) -> Vec<Edit> {
    let editor = Editor { matter, text: matter.source.text };
    let mut edits: Vec<Edit> =
        matter.entries.iter().filter_map(|entry| editor.key(entry)).collect();
    edits.extend(editor.date(draft));
    edits.extend(editor.title(draft));
    for (dimension, labels) in Dimension::ALL.into_iter().zip(&draft.labels) {
        edits.extend(editor.labels(dimension, labels));
    }
    edits
}

struct Editor<'a> {
    matter: &'a FrontMatter<'a>,
    text: &'a str,
}

impl<'a> Editor<'a> {
    /// The entry that a field is read from.
    fn entry(&self, field: Field) -> Option<&'a Entry<'a>> {
        self.matter.entry(field)
    }

    /// The one text of a field.
    fn scalar(&self, field: Field) -> Option<&'a Spanned<'a>> {
        match &self.entry(field)?.value {
            Value::Scalar(text) => Some(text),
            Value::List(items) => items.first(),
            Value::Nested(_) => None,
        }
    }

    /// The documented key for another spelling of it.
    fn key(&self, entry: &Entry<'_>) -> Option<Edit> {
        let Key::Respelled(field) = read_key(&entry.key.text) else { return None };
        // An older name beside the documented one is for a person to decide.
        self.entry(field).filter(|used| used.key.span == entry.key.span)?;
        let range = entry.key.span.clone();
        (self.text.get(range.clone())? == entry.key.text)
            .then(|| Edit { range, text: field.key().to_owned() })
    }

    fn date(&self, draft: &Draft) -> Option<Edit> {
        let day = draft.date.to_string();
        let Some(text) = self.scalar(Field::Date) else {
            let first = self.matter.entries.first().map_or(0, |entry| entry.key.span.start);
            let line = self.line_start(first);
            let indent: String = self.text[line..first].chars().take_while(|c| *c == ' ').collect();
            let text = format!("{indent}date: {day}{}", self.line_end());
            return Some(Edit { range: 0..0, text });
        };
        if matches!(parse_day(&text.text), Ok((_, DayForm::Iso))) {
            return None;
        }
        if !text.text.trim().is_empty() {
            return Some(Edit { range: self.token(text), text: day });
        }
        let colon = self.after_colon(self.entry(Field::Date)?)?;
        let line = self.line_from(colon);
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let quotes = if line[spaces..].starts_with(['"', '\'']) {
            quoted_length(&line[spaces..])?
        } else {
            0
        };
        let end = if quotes > 0 { colon + spaces + quotes } else { colon };
        Some(Edit { range: colon..end, text: format!(" {day}") })
    }

    /// The title in double quotes, if it is read otherwise than YAML reads it.
    fn title(&self, draft: &Draft) -> Option<Edit> {
        let text = self.scalar(Field::Title).filter(|text| !text.text.trim().is_empty())?;
        let by_yaml: Vec<&str> =
            text.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if by_yaml.join(" ") == draft.title {
            return None;
        }
        let mut range = self.token(text);
        let after = self.line_from(range.end).trim_end();
        // What YAML takes for a comment belongs to the title.
        let is_plain = !self.text[range.clone()].starts_with(['"', '\'']);
        if is_plain && after.trim_start().starts_with('#') {
            range.end += after.len();
        }
        Some(Edit { range, text: quoted(&draft.title) })
    }

    /// One `- label` a line, if the labels are read otherwise than YAML reads them.
    fn labels(&self, dimension: Dimension, labels: &[String]) -> Option<Edit> {
        let entry = self.entry(Field::Labels(dimension))?;
        let (texts, is_list) = match &entry.value {
            Value::Scalar(text) => (std::slice::from_ref(text), false),
            Value::List(items) => (items.as_slice(), true),
            Value::Nested(_) => return None,
        };
        let by_yaml = texts.iter().map(|text| clean_label(&text.text));
        let by_yaml = by_yaml.filter(|label| !matches!(label.as_str(), "" | "~" | "null"));
        if by_yaml.eq(labels.iter().map(String::as_str)) {
            return None;
        }
        let [text] = texts else { return None };
        let (end_of_line, token) = (self.line_end(), self.token(text));
        let line = self.line_start(token.start);
        let before = &self.text[line..token.start];
        let rest = self.line_from(token.end).trim_end();
        let items = labels.iter().map(|label| item(label));
        if is_list && before.trim_matches(' ') == "-" {
            let lines: Vec<String> = items.collect();
            let text = lines.join(&format!("{end_of_line}{before}"));
            // A comment stays after the first label.
            let text = match text.split_once(end_of_line) {
                Some((first, others)) => format!("{first}{rest}{end_of_line}{others}"),
                None => return None,
            };
            return Some(Edit { range: token.start..token.end + rest.len(), text });
        }
        let colon = self.after_colon(entry)?;
        let same_line = line == self.line_start(colon);
        let comment = if same_line { rest.trim_start().trim_start_matches(']') } else { "" };
        let comment = comment.trim_start();
        let end = if same_line { token.end + rest.len() } else { token.end };
        let key_start = self.line_start(entry.key.span.start);
        let key_line = &self.text[key_start..entry.key.span.start];
        let indent: String = key_line.chars().take_while(|c| *c == ' ').collect();
        let mut text = if comment.is_empty() { String::new() } else { format!(" {comment}") };
        for item in items {
            text.extend([end_of_line, &indent, "  - ", &item]);
        }
        Some(Edit { range: colon..end, text })
    }

    /// The place after the colon of a key.
    fn after_colon(&self, entry: &Entry<'_>) -> Option<usize> {
        let after = self.line_from(entry.key.span.end);
        Some(entry.key.span.end + after.find(':')? + 1)
    }

    /// Where a text is, with its quotes and without a comment after it. If it goes on over
    /// several lines: all of them, up to a comment of its own.
    fn token(&self, text: &Spanned<'_>) -> Range<usize> {
        let Range { mut start, end } = text.span;
        // The place of an item in brackets is that of its text.
        let before = self.text[..start].chars().next_back();
        let line = self.line_from(start);
        let inside = before.is_some_and(|c| matches!(c, '"' | '\''))
            && line.strip_prefix(&*text.text).is_some_and(|rest| rest.starts_with(['"', '\'']));
        if inside {
            start -= 1;
        }
        let line = self.line_from(start);
        if line.starts_with(['"', '\'']) {
            if let Some(length) = quoted_length(line) {
                return start..start + length;
            }
        } else if !text.text.is_empty() && line.starts_with(text.text.trim_end_matches('\n')) {
            return start..start + text.text.trim_end_matches('\n').len();
        }
        let whole = &self.text[start..end.max(start)];
        let own = whole.find("\n#").map_or(whole, |comment| &whole[..comment]);
        start..start + own.trim_end().len()
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |end| end + 1)
    }

    /// The rest of the line from a place on, without its end.
    fn line_from(&self, offset: usize) -> &'a str {
        self.text[offset..].lines().next().unwrap_or_default()
    }

    /// How the lines of the front matter end.
    fn line_end(&self) -> &'static str {
        let first = self.text.split_inclusive('\n').next().unwrap_or_default();
        if first.ends_with("\r\n") { "\r\n" } else { "\n" }
    }
}

/// The length of the text in quotes that a line begins with, quotes included.
fn quoted_length(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let quote = *bytes.first()?;
    let mut position = 1;
    loop {
        let byte = *bytes.get(position)?;
        let doubled = quote == b'\'' && bytes.get(position + 1) == Some(&quote);
        match byte {
            b'\\' if quote == b'"' => position += 2,
            _ if byte == quote && doubled => position += 2,
            _ if byte == quote => return Some(position + 1),
            _ => position += 1,
        }
    }
}

/// A text in double quotes, in which nothing can be lost.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control()
                || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// A label as it is written after a dash: in quotes only if YAML would read it differently.
fn item(label: &str) -> String {
    let text = format!("a:\n  - {label}\n");
    let source = SourceText { report: "", text: &text, shown: &text, first_line: 1 };
    let alike = parse::front_matter(source).is_ok_and(|matter| match matter.entries.as_slice() {
        [Entry { value: Value::List(items), .. }] => {
            items.len() == 1 && items[0].text == label && !label.starts_with(['"', '\''])
        }
        _ => false,
    });
    if alike { label.to_owned() } else { quoted(label) }
}
