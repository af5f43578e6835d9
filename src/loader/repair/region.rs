//! Where a front matter is that lacks a fence, has blank lines before it, or is not UTF-8.
//!
//! A first line of three dashes after an opened front matter is its end, and so is one of three
//! points, whatever is before it. Where there is none, or where it is plainly a rule between
//! paragraphs of the body, an end is chosen: the first blank line or heading, provided that nothing
//! after it looks like a field.

use crate::domain::{Code, Finding, Place};
use crate::loader::parse::outline::Outline;
use crate::loader::parse::outline::keys::{
    SPACES, is_only_quotes, item, looks_like_a_field, margin_key, without_indent,
};
use crate::loader::parse::outline::lexer::{Lexer, Open};
use crate::loader::parse::split::{FRONT_MATTER_LIMIT, Head, excerpt};

use super::encoding::{Line, decode, first_that_is_not_western};

/// How a front matter ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a line of three dashes.
    Dashes,
    /// With a line of three points, which is the end of a document to YAML.
    Points,
    /// With the beginning of the body.
    Missing,
}

/// The lines of a front matter, and what was repaired to find them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The text between the fences, or where they should be.
    pub text: String,
    /// The line of the file that it begins on.
    pub first_line: usize,
    /// What follows its last line.
    pub end: End,
    /// One warning for each repair.
    pub findings: Vec<Finding>,
}

/// Why there is no region: it is unclear whether the file begins with a front matter, or there is an
/// error to report.
pub type Refusal = Option<Box<Finding>>;

/// Finds the front matter of a file whose strict reading has failed.
///
/// Without its first fence it must begin with a key and hold two fields, all of it YAML at first
/// sight; without both fences, three.
///
/// # Errors
///
/// A [`Refusal`] if the file is binary or not a report, or if it is unclear where the front matter ends.
pub fn find(report: &str, head: &Head) -> Result<Region, Refusal> {
    let bytes = head.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head.bytes);
    let lines = decode(bytes);
    let blank = lines.iter().take_while(|line| line.text.trim().is_empty()).count();
    let opened = lines.get(blank).ok_or(None)?.text.trim_end() == "---";
    let start = if opened { blank + 1 } else { blank };
    let fence = lines.iter().enumerate().skip(start).find_map(|(index, line)| {
        Some((index, closing(&line.text).filter(|end| opened || *end == End::Dashes)?))
    });
    let (end, closes) = match fence {
        Some((fence, closes)) if is_clear(&lines[start..fence]) => (fence, closes),
        Some((fence, closes)) => match body(&lines[start..]) {
            Ok(cut) if start + cut < fence && has_prose(&lines[start + cut..fence]) => {
                (start + cut, End::Missing)
            }
            _ => (fence, closes),
        },
        None => match body(&lines[start..]) {
            Ok(cut) => (start + cut, End::Missing),
            Err(line) if is_plain(&lines[start..], opened, false) => {
                return Err(Some(no_end(report, &lines[start + line].text, start + line + 1)));
            }
            Err(_) => return Err(None),
        },
    };
    let inside = lines.get(start..end).ok_or(None)?;
    let text = joined(inside);
    let plain = is_plain(inside, opened, closes != End::Missing);
    if !plain || text.len() > FRONT_MATTER_LIMIT || text.contains('\0') {
        return Err(None);
    }
    if let Some(line) = first_that_is_not_western(inside) {
        return Err(Some(not_western(report, &inside[line].text, start + line + 1)));
    }
    let marked = bytes.len() < head.bytes.len();
    let foreign = inside.iter().position(Line::is_foreign);
    let wrong: [(bool, Code, usize); 5] = [
        (marked, Code::ByteOrderMark, 1),
        (blank > 0 && opened, Code::BlankFirstLines, 1),
        (!opened, Code::NoOpeningFence, start + 1),
        (closes != End::Dashes, Code::NoClosingFence, end + usize::from(closes == End::Points)),
        (foreign.is_some(), Code::Windows1252, start + foreign.unwrap_or(0) + 1),
    ];
    let wrong = wrong.into_iter().filter(|(applies, ..)| *applies);
    let findings = wrong.map(|(_, code, line)| finding(report, code, line, closes)).collect();
    Ok(Region { text, first_line: start + 1, end: closes, findings })
}

/// How a line closes a front matter, if it does.
fn closing(line: &str) -> Option<End> {
    match line.trim_end() {
        "---" => Some(End::Dashes),
        "..." => Some(End::Points),
        _ => None,
    }
}

/// Whether every line can be a part of a front matter.
fn is_clear(lines: &[Line]) -> bool {
    Outline::of(&joined(lines)).is_ok()
}

/// The lines as one text.
fn joined(lines: &[Line]) -> String {
    lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
}

/// Whether the lines plainly are a front matter, given which of its fences are there.
fn is_plain(inside: &[Line], opened: bool, closed: bool) -> bool {
    let fields = inside.iter().filter(|line| looks_like_a_field(&line.text)).count();
    let begins = || inside.first().is_some_and(|line| margin_key(&line.text).is_some());
    match (opened, closed) {
        (true, true) => true,
        (true, false) => fields >= 2,
        (false, true) => fields >= 2 && begins() && is_clear(inside),
        (false, false) => fields >= 3 && begins(),
    }
}

/// Where the body begins that no fence divides from the front matter: at the first blank line or
/// heading. If what follows looks like front matter too: the line where that shows.
fn body(lines: &[Line]) -> Result<usize, usize> {
    let cut = first_blank_or_heading(lines);
    let after = || lines.iter().enumerate().skip(cut);
    let first = after().find(|(_, line)| !line.text.trim().is_empty());
    if let Some((index, Line { text, .. })) = first {
        let goes_on = margin_key(text).is_some()
            || text.starts_with(SPACES)
            || item(text).is_some_and(|rest| rest.starts_with(SPACES));
        if goes_on && !is_heading(text) {
            return Err(index);
        }
    }
    match after().find(|(_, line)| looks_like_a_field(&line.text)) {
        Some((index, _)) => Err(index),
        None => Ok(cut),
    }
}

fn first_blank_or_heading(lines: &[Line]) -> usize {
    let mut lexer = Lexer::default();
    for (index, Line { text, .. }) in lines.iter().enumerate() {
        let is_blank = text.trim().is_empty();
        // A blank line within a block text is a part of it.
        let in_block = match lexer.open {
            Open::Block(least, _) => {
                let next = lines[index..].iter().find(|line| !line.text.trim().is_empty());
                next.is_some_and(|line| {
                    line.text.len() - line.text.trim_start_matches(' ').len() >= least
                })
            }
            _ => false,
        };
        if !in_block && (is_blank || is_heading(text) && !is_comment(&lines[index..])) {
            return index;
        }
        if !is_blank && !text.starts_with(SPACES) {
            // What an open quote above may hold is not what this is about.
            lexer = Lexer::default();
        }
        lexer.line(text, 0);
    }
    lines.len()
}

fn is_heading(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    (1..=6).contains(&marks) && line[marks..].starts_with(' ')
}

/// Whether the first of the lines, which looks like a heading, is a comment: one `#`, and a key or
/// an item on the next line that is no comment.
fn is_comment(lines: &[Line]) -> bool {
    let next = lines.iter().find(|line| !line.text.starts_with('#'));
    !lines[0].text.starts_with("##")
        && next.is_some_and(|line| {
            let listed =
                item(without_indent(&line.text)).is_some_and(|rest| rest.starts_with(SPACES));
            margin_key(&line.text).is_some() || listed
        })
}

/// Whether a line among these is prose, which no front matter holds at the margin.
fn has_prose(lines: &[Line]) -> bool {
    lines.iter().any(|Line { text, .. }| {
        let other = text.trim().is_empty()
            || text.starts_with(SPACES)
            || text.starts_with(['#', '-', '"', '\'', '[', ']', '{', '}', '?', ':', '&', '*', '!'])
            || is_only_quotes(text)
            || margin_key(text).is_some();
        !other
    })
}

/// The error where a line after the end that would be chosen looks like front matter.
fn no_end(report: &str, line: &str, number: usize) -> Box<Finding> {
    let fact = "the front matter has no second `---`, and it is unclear where it ends: this line after a blank line or heading may belong to it".to_owned();
    let help = "add a line `---` after the last `key: value` line";
    at_line(Code::UnclosedFrontMatter, report, line, number, fact, help)
}

fn not_western(report: &str, line: &str, number: usize) -> Box<Finding> {
    let fact = "the line is not UTF-8, and read as Windows-1252 it is not in a Western European language: its encoding is unknown".to_owned();
    at_line(Code::NotUtf8, report, line, number, fact, "save the file as UTF-8")
}

fn at_line(
    code: Code,
    report: &str,
    line: &str,
    number: usize,
    fact: String,
    help: &str,
) -> Box<Finding> {
    Box::new(Finding {
        place: Some(Place { line: number, column: 1 }),
        excerpt: Some(excerpt(line, 0, line.len())),
        ..Finding::about(code, report, fact, help)
    })
}

/// The finding about a repair, at the beginning of a line.
fn finding(report: &str, code: Code, line: usize, end: End) -> Finding {
    let (fact, help) = match code {
        Code::ByteOrderMark => (
            "the file begins with a byte order mark, which was ignored",
            "save it as UTF-8 without a byte order mark: other tools fail to find the front matter",
        ),
        Code::BlankFirstLines => (
            "there are blank lines before the front matter; they were ignored",
            "begin the file with `---`",
        ),
        Code::NoOpeningFence => (
            "the front matter has no first `---`; it was read from here on",
            "add a line `---` before this one",
        ),
        Code::NoClosingFence if end == End::Points => (
            "the front matter ends with `...`, not with `---`; it was read up to this line",
            "write `---` instead of `...`",
        ),
        Code::NoClosingFence => (
            "the front matter has no second `---`; it was read up to this line",
            "add a line `---` after this one",
        ),
        _ => ("the text is not UTF-8; it was read as Windows-1252", "save the file as UTF-8"),
    };
    let place = Some(Place { line, column: 1 });
    Finding { place, ..Finding::about(code, report, fact.to_owned(), help) }
}
