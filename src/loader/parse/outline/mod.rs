//! A model of the text of a front matter, made line by line before anything is repaired: the
//! keys at the margin, ours and those of other programs; what is open below each of them, be it
//! a list, a mapping, a block text, a text that goes on, quotes or brackets; comments; blank lines.
//!
//! It knows no more of YAML than where things begin and end. A text in which that is ambiguous is
//! [`Unclear`], and nothing is repaired in it. What the model says is never trusted alone: see
//! [`crate::loader::repair::proof`].

pub mod keys;
pub mod lexer;
#[cfg(test)]
mod tests;

use std::ops::Range;

use keys::{MarginKey, SPACES, is_only_quotes, item, margin_key, without_indent};
use lexer::{Kind, Lexer, Open};

use crate::domain::{Code, Finding};
use crate::loader::parse::split::SourceText;

/// One line of the text.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its text without its end.
    pub text: &'a str,
    /// Where it begins.
    pub start: usize,
    /// What it is.
    pub kind: Kind,
}

/// A key at the margin with all that is below it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The key.
    pub key: MarginKey<'a>,
    /// Its lines: that of the key and those below, up to the last that is neither blank nor a
    /// comment.
    pub lines: Range<usize>,
}

/// The lines of a text, and the entries that they make up.
#[derive(Clone, Debug)]
pub struct Outline<'a> {
    /// The lines.
    pub lines: Vec<Line<'a>>,
    /// The entries, in the order of the text.
    pub entries: Vec<Entry<'a>>,
    /// What is before every key: nothing, or the same spaces before all of them.
    pub margin: &'a str,
}

/// A text in which it is unclear what belongs to what, and the line where that shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// The line, counted from 0.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why it is unclear what belongs to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The line is neither a key nor a part of the entry above.
    NoKey,
    /// The line is indented less than the first key.
    OutOfMargin,
    /// A quote or bracket of another program opens here and never closes, or text follows it.
    NeverCloses,
    /// A quote or bracket opens here, and what looks like a key is on this line before it
    /// closes.
    Swallows(usize),
    /// A line ends with a character that is a line end to YAML and to no one else.
    LineEnd,
}

impl Unclear {
    /// The error that reports it.
    pub fn finding(self, source: SourceText<'_>) -> Box<Finding> {
        let (start, line) = lines(source.text).nth(self.line).unwrap_or_default();
        let (fact, help) = match self.why {
            Why::NoKey => (
                "this line is neither `key: value` nor part of the lines above".to_owned(),
                "delete it, or begin it with `#`; text belongs after the second `---`",
            ),
            Why::OutOfMargin => (
                "this line is indented less than the first key".to_owned(),
                "begin every key at the left margin",
            ),
            Why::NeverCloses => (
                "the quote or bracket that opens here is never closed, or is followed by something else"
                    .to_owned(),
                "close it where the text ends",
            ),
            Why::Swallows(other) => {
                let other = source.first_line + other;
                let fact = format!(
                    "the quote or bracket that opens here closes after line {other}, which would become part of it"
                );
                (fact, "close it where the text ends, or indent what belongs to it")
            }
            Why::LineEnd => (
                "the line contains a character that ends a line in YAML but not in an editor"
                    .to_owned(),
                "delete the carriage return, or the line or paragraph separator",
            ),
        };
        Box::new(source.finding(Code::BadYaml, start..start + line.len(), fact, help))
    }
}

/// The lines of a text without their ends, and where each begins.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut position = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = position;
        position += line.len();
        (start, line.trim_end_matches(['\r', '\n']))
    })
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| SPACES.contains(&c))
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).starts_with('#')
}

impl<'a> Outline<'a> {
    /// Makes the outline of a text.
    ///
    /// # Errors
    ///
    /// [`Unclear`] if it is unclear what belongs to what.
    pub fn of(text: &'a str) -> Result<Self, Unclear> {
        let lines: Vec<Line<'a>> =
            lines(text).map(|(start, text)| Line { text, start, kind: Kind::Blank }).collect();
        let breaks = ['\r', '\u{85}', '\u{2028}', '\u{2029}'];
        if let Some(line) = lines.iter().position(|line| line.text.contains(breaks)) {
            return Err(Unclear { line, why: Why::LineEnd });
        }
        let first = lines.iter().find(|line| !is_blank(line.text) && !is_comment(line.text));
        let margin = first
            .map_or("", |line| &line.text[..line.text.len() - without_indent(line.text).len()]);
        let mut outline = Self { lines, entries: Vec::new(), margin };
        let mut at = 0;
        while at < outline.lines.len() {
            let line = outline.lines[at].text;
            if is_blank(line) || is_comment(line) {
                outline.lines[at].kind = if is_blank(line) { Kind::Blank } else { Kind::Comment };
                at += 1;
                continue;
            }
            let Some(inner) = line.strip_prefix(margin) else {
                return Err(Unclear { line: at, why: Why::OutOfMargin });
            };
            let Some(key) = margin_key(inner) else {
                return Err(Unclear { line: at, why: Why::NoKey });
            };
            at = outline.entry(at, key)?;
        }
        Ok(outline)
    }

    /// The line without the margin.
    fn inner(&self, line: usize) -> &'a str {
        let text = self.lines[line].text;
        text.strip_prefix(self.margin).unwrap_or(text)
    }

    /// Takes the entry that begins on a line; returns the line after it.
    fn entry(&mut self, first: usize, key: MarginKey<'a>) -> Result<usize, Unclear> {
        let ours = key.field.is_some();
        let explicit = self.inner(first).starts_with('?');
        let mut lexer = Lexer::default();
        let (mut at, mut after) = (first, first + 1);
        while let Some(line) = self.lines.get(at) {
            let inner = self.inner(at);
            let goes_on = lexer.open.holds_any_line();
            if at > first && !goes_on && !belongs(inner, ours, explicit) {
                break;
            }
            let kind = lexer.line(inner, line.start + line.text.len() - inner.len());
            self.lines[at].kind = kind;
            if !matches!(kind, Kind::Blank | Kind::Comment) {
                after = at + 1;
            }
            if !goes_on && lexer.open.holds_any_line() && !self.closes(at, &lexer, ours)? {
                lexer.open = Open::Nothing;
            }
            at += 1;
        }
        self.entries.push(Entry { key, lines: first..after });
        Ok(after)
    }

    /// Whether the quote or bracket that a line leaves open closes further down, with nothing
    /// after it and no key swallowed. Our own fields may be repaired if it does not.
    fn closes(&self, line: usize, lexer: &Lexer, ours: bool) -> Result<bool, Unclear> {
        let quoted = matches!(lexer.open, Open::Quoted(_));
        let mut ahead = Lexer::within(lexer.open);
        let below = line + 1..self.lines.len();
        let last = below.clone().find(|at| {
            ahead.line(self.inner(*at), 0);
            !ahead.open.holds_any_line()
        });
        let Some(last) = last.filter(|_| ahead.errors.is_empty()) else {
            let unclear = Unclear { line, why: Why::NeverCloses };
            return if ours { Ok(false) } else { Err(unclear) };
        };
        // In a mapping in braces the fields are meant.
        let braces = self.inner(line).starts_with('{');
        let is_key = |at: &usize| {
            let key = margin_key(self.inner(*at));
            !braces && key.is_some_and(|key| key.field.is_some() || ours && quoted)
        };
        match below.take_while(|at| *at <= last).find(is_key) {
            Some(swallowed) => Err(Unclear { line, why: Why::Swallows(swallowed) }),
            None => Ok(true),
        }
    }

    /// The text of an entry, its line ends included.
    pub fn text_of(&self, entry: &Entry<'_>, text: &'a str) -> &'a str {
        let start = self.lines[entry.lines.start].start;
        let end = self.lines.get(entry.lines.end).map_or(text.len(), |it| it.start);
        &text[start..end]
    }
}

/// Whether a line below a key belongs to it. A quote alone, or an item without a space after its
/// dash, can only be part of one of our fields: in another program's text it is not YAML.
fn belongs(line: &str, ours: bool, explicit: bool) -> bool {
    let listed = line == "-" || line.starts_with("- ") || line.starts_with("-\t");
    let valued = explicit && line.starts_with(':');
    let repairable =
        || ours && margin_key(line).is_none() && (item(line).is_some() || is_only_quotes(line));
    is_blank(line)
        || line.starts_with('#')
        || line.starts_with(SPACES)
        || listed
        || valued
        || repairable()
}
