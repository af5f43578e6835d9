//! Where a front matter is that lacks a fence, has blank lines before it, or is not UTF-8.

use encoding_rs::WINDOWS_1252;

use crate::domain::{Code, Finding, Place};
use crate::loader::fields::{Field, Key, read_key};
use crate::loader::folder::{FRONT_MATTER_LIMIT, Head};

use super::lines::{key_of, without_indent};

/// The lines of a front matter, and what was mended to find them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The text between the fences, or where they should be.
    pub text: String,
    /// The line of the file that it begins on.
    pub first_line: usize,
    /// One warning for each repair.
    pub findings: Vec<Finding>,
}

/// A line of the file, decoded, and whether it was in another encoding.
struct Line {
    text: String,
    foreign: bool,
}

/// Finds the front matter of a file whose strict reading has failed.
///
/// `None` if the file is binary, or if nothing makes plain that it begins with a front matter:
/// without its first fence it must begin with the key of a field, and hold two fields; without both
/// fences, three.
#[must_use]
pub fn find(report: &str, head: &Head) -> Option<Region> {
    let bytes = head.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head.bytes);
    let lines = decode(bytes)?;
    let blank = lines.iter().take_while(|line| line.text.trim().is_empty()).count();
    let opened = lines.get(blank)?.text.trim_end() == "---";
    let start = if opened { blank + 1 } else { blank };
    let (end, closed) = end(&lines, start);
    let inside = lines.get(start..end)?;

    let fields = inside.iter().filter(|line| field_of(&line.text).is_some()).count();
    let enough = match (opened, closed) {
        (true, true) => true,
        (true, false) => fields >= 2,
        (false, true) => fields >= 2 && begins_with_field(inside),
        (false, false) => fields >= 3 && begins_with_field(inside),
    };
    let text: String = inside.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    if !enough || text.len() > FRONT_MATTER_LIMIT || text.contains('\0') {
        return None;
    }
    let marked = bytes.len() < head.bytes.len();
    let foreign = inside.iter().position(|line| line.foreign);
    let wrong: [(bool, Code, usize); 5] = [
        (marked, Code::ByteOrderMark, 1),
        (blank > 0 && opened, Code::BlankFirstLines, 1),
        (!opened, Code::NoOpeningFence, start + 1),
        (!closed, Code::NoClosingFence, end),
        (foreign.is_some(), Code::Windows1252, start + foreign.unwrap_or(0) + 1),
    ];
    let wrong = wrong.into_iter().filter(|(applies, ..)| *applies);
    let findings = wrong.map(|(_, code, line)| finding(report, code, line)).collect();
    Some(Region { text, first_line: start + 1, findings })
}

/// What is said of a repair, at the beginning of a line.
fn finding(report: &str, code: Code, line: usize) -> Finding {
    let (fact, help) = match code {
        Code::ByteOrderMark => (
            "the file begins with a byte order mark, which was passed over",
            "save it as UTF-8 without a byte order mark: other tools do not see the front matter",
        ),
        Code::BlankFirstLines => (
            "blank lines stand before the front matter; they were passed over",
            "begin the file with `---`",
        ),
        Code::NoOpeningFence => (
            "the front matter has no first `---`; it was read from here on",
            "add a line `---` before this one",
        ),
        Code::NoClosingFence => (
            "the front matter has no second `---`; it was read up to this line",
            "add a line `---` behind this one",
        ),
        _ => ("the text is not UTF-8; it was read as Windows-1252", "save the file as UTF-8"),
    };
    let place = Some(Place { line, column: 1 });
    Finding { place, ..Finding::about(code, report, fact.to_owned(), help) }
}

/// The lines of the file in UTF-8, each byte that is not UTF-8 read as Windows-1252. `None` if a
/// byte of the front matter's reach means nothing there either.
fn decode(bytes: &[u8]) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for raw in bytes.split(|byte| *byte == b'\n') {
        let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
        let mut line = Line { text: String::with_capacity(raw.len()), foreign: false };
        for chunk in raw.utf8_chunks() {
            line.text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
                line.text.push_str(&decoded);
                line.foreign = true;
            }
        }
        // What Windows-1252 does not define decodes to a control character.
        if line.foreign
            && line.text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c))
            && lines.len() < 40
        {
            return None;
        }
        lines.push(line);
    }
    Some(lines)
}

/// The line behind the front matter's last, and whether a fence stands there.
///
/// A fence closes it only if all lines before look like front matter: else it is a rule between
/// paragraphs of the body, and the front matter ends before the first blank line or heading.
fn end(lines: &[Line], start: usize) -> (usize, bool) {
    let behind = || lines.iter().enumerate().skip(start);
    let fence = behind().find(|(_, line)| line.text.trim_end() == "---").map(|(index, _)| index);
    if let Some(fence) =
        fence.filter(|fence| lines[start..*fence].iter().all(|line| belongs(&line.text)))
    {
        return (fence, true);
    }
    let cut = behind().find(|(_, line)| line.text.trim().is_empty() || is_heading(&line.text));
    match (cut, fence) {
        (Some((cut, _)), _) => (cut, false),
        (None, Some(fence)) => (fence, true),
        (None, None) => (lines.len(), false),
    }
}

fn is_heading(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&marks) && line[marks..].starts_with(' ')
}

/// Whether a line may stand in a front matter: a key, a list item, a comment, a blank line, an
/// indented continuation, or a lone closing quote.
fn belongs(line: &str) -> bool {
    let inner = without_indent(line);
    let quote_alone = inner.chars().all(|c| "\"'”’“‘".contains(c));
    let comment = inner.starts_with('#') && !is_heading(line);
    quote_alone
        || comment
        || inner.starts_with('-')
        || inner.len() < line.len()
        || key_of(line).is_some()
}

fn field_of(line: &str) -> Option<Field> {
    match read_key(key_of(line)?) {
        Key::Exact(field) | Key::Respelled(field) => Some(field),
        Key::NearMiss(_) | Key::Unknown => None,
    }
}

fn begins_with_field(inside: &[Line]) -> bool {
    inside.first().is_some_and(|line| field_of(&line.text).is_some())
}
