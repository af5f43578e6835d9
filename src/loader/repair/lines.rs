//! Mends the lines of a front matter: indentation, dashes, keys, stray quotes; [`super::values`]
//! mends what stands behind a key or a dash.

use std::ops::Range;

use crate::domain::{Code, Finding};
use crate::loader::fields::{Field, Key, read_key};
use crate::loader::split::SourceText;

use super::values;

/// Mends every line by the rules of this table. A rule that does not apply costs nothing and says
/// nothing; one that does leaves a warning with its code.
///
/// Returns the mended text, with as many lines as before, and the warnings.
#[must_use]
pub fn mend(source: SourceText<'_>) -> (String, Vec<Finding>) {
    let mut mender = Mender { source, findings: Vec::new(), line: 0..0, list: None, field: None };
    let mut text = String::with_capacity(source.text.len() + 16);
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let inner = line.strip_suffix('\n').unwrap_or(line);
        mender.line = start..start + inner.len();
        text.push_str(&mender.mend_line(inner));
        text.push('\n');
        start += line.len();
    }
    (text, mender.findings)
}

/// The state of a walk over the lines.
struct Mender<'a> {
    source: SourceText<'a>,
    findings: Vec<Finding>,
    /// Where the line stands.
    line: Range<usize>,
    /// The indentation of the list that is open: that of its first item.
    list: Option<String>,
    /// The field of the last key.
    field: Option<Field>,
}

/// A rule for what stands before an item or a key: its code, whether a text needs it, what is said.
struct BlankRule {
    code: Code,
    mark: char,
    fact: &'static str,
    help: &'static str,
}

const BLANK_RULES: [BlankRule; 2] = [
    BlankRule {
        code: Code::TabInYaml,
        mark: '\t',
        fact: "a tab stands where YAML wants blanks; it was read as a blank",
        help: "use blanks, never tabs, to indent and behind a colon",
    },
    BlankRule {
        code: Code::NoBreakSpace,
        mark: '\u{a0}',
        fact: "a no-break space stands where YAML wants a blank; it was read as one",
        help: "use plain blanks to indent and behind a colon",
    },
];

impl Mender<'_> {
    fn found(&mut self, code: Code, fact: &str, help: &str) {
        let finding = self.source.finding(code, self.line.clone(), fact.to_owned(), help);
        self.findings.push(finding);
    }

    fn mend_line(&mut self, line: &str) -> String {
        let inner = without_indent(line);
        if inner.is_empty() || inner.starts_with('#') {
            return if line.trim_matches(' ').is_empty() || inner.starts_with('#') {
                line.replace('\t', " ")
            } else {
                String::new()
            };
        }
        if self.field.is_some() && inner.trim_end().chars().all(|c| "\"'”’“‘".contains(c)) {
            self.found(
                Code::StrayLine,
                "this line holds nothing but a quote; it was passed over",
                "delete the line",
            );
            return String::new();
        }
        let indent = &line[..line.len() - inner.len()];
        if let Some(key) = key_of(line) {
            return self.mend_key(indent, key, inner);
        }
        if let (Some(rest), Some(_)) = (inner.strip_prefix('-'), self.field) {
            return self.mend_item(indent, rest);
        }
        line.to_owned()
    }

    /// Warns of tabs and no-break spaces in what should be blanks.
    fn check_blanks(&mut self, blanks: &str) {
        for rule in BLANK_RULES {
            if blanks.contains(rule.mark) {
                self.found(rule.code, rule.fact, rule.help);
            }
        }
    }

    /// A line `key: value`.
    fn mend_key(&mut self, indent: &str, key: &str, inner: &str) -> String {
        let read = read_key(key);
        self.field = match read {
            Key::Exact(field) | Key::Respelled(field) => Some(field),
            Key::NearMiss(_) | Key::Unknown => None,
        };
        self.list = None;
        let rest = &inner[key.len()..];
        let colons = rest.len() - rest.trim_start_matches(':').len();
        let behind = &rest[colons..];
        let value = without_indent(behind);
        let blanks = &behind[..behind.len() - value.len()];
        if self.field.is_none() && !indent.is_empty() {
            // An indented key that is none of ours: a continuation, or a mapping of somebody else.
            return format!("{indent}{inner}");
        }
        self.check_blanks(&format!("{indent}{blanks}"));
        if !indent.is_empty() {
            self.found(
                Code::IndentedKey,
                "the key is indented; it was read as if it began the line",
                "begin the line with the key",
            );
        }
        if blanks.is_empty() && !value.is_empty() {
            let fact = "no blank stands behind the colon; the line was read as key and value";
            self.found(Code::KeyWithoutBlank, fact, "put a blank behind the colon");
        }
        let mended = self.mend_value(value);
        let blank = if mended.is_empty() { "" } else { " " };
        format!("{key}{}{blank}{mended}", &rest[..colons])
    }

    /// A line `- item`; `rest` is what stands behind the dash.
    fn mend_item(&mut self, indent: &str, rest: &str) -> String {
        let item = without_indent(rest);
        let blanks = &rest[..rest.len() - item.len()];
        self.check_blanks(&format!("{indent}{blanks}"));
        if blanks.is_empty() && !item.is_empty() {
            let fact = "no blank stands behind the dash; the line was read as a list item";
            self.found(Code::DashWithoutBlank, fact, "put a blank behind the dash");
        }
        let clean = indent.chars().all(|c| c == ' ');
        let plain = if clean { indent.to_owned() } else { "  ".to_owned() };
        // All items of a list stand in one column: that of the first.
        let column = self.list.get_or_insert_with(|| plain.clone()).clone();
        if clean && plain != column {
            self.found(
                Code::IndentedKey,
                "the item is out of line with the others; it was read in line with them",
                "indent all items of a list alike",
            );
        }
        format!("{column}- {}", self.mend_value(item))
    }

    fn mend_value(&mut self, value: &str) -> String {
        let trimmed = value.trim_end_matches([' ', '\t', '\u{a0}']);
        // What follows ` #` belongs to a title; behind anything else it is a comment.
        let quoted = self.field == Some(Field::Title) || trimmed.starts_with(['"', '\'']);
        let end = if quoted { None } else { trimmed.find(" #") };
        let (text, comment) = trimmed.split_at(end.unwrap_or(trimmed.len()));
        let is_label = matches!(self.field, Some(Field::Labels(_)));
        match values::mend(text.trim_end(), is_label) {
            None => trimmed.to_owned(),
            Some((mended, code, fact, help)) => {
                self.found(code, fact, help);
                mended + comment
            }
        }
    }
}

/// The text without blanks, tabs and no-break spaces before it.
#[must_use]
pub fn without_indent(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}', '\u{2003}'])
}

/// The key of a line `key: value`, if it looks like one: letters, digits, blanks, `-`, `_` and `/`
/// before a colon, behind which stands a blank or nothing, or anything if the key is a field's.
#[must_use]
pub fn key_of(line: &str) -> Option<&str> {
    let inner = without_indent(line);
    let (key, rest) = inner.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/');
    let looks_like_one = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 40
        && key.chars().all(plain);
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}', ':']);
    let known = matches!(read_key(key), Key::Exact(_) | Key::Respelled(_));
    (looks_like_one && (apart || known)).then_some(key)
}
