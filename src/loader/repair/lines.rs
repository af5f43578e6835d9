//! Repairs the lines of our own fields: indentation, dashes, keys, stray quotes; [`super::values`]
//! repairs the text after a key or a dash. Lines of other programs, comments and block texts are
//! left as they are.

use std::ops::Range;

use crate::domain::{Code, Finding};
use crate::loader::parse;
use crate::loader::parse::fields::Field;
use crate::loader::parse::outline::keys::{
    SPACES, is_only_quotes, item, looks_like_a_field, without_indent,
};
use crate::loader::parse::outline::lexer::Kind;
use crate::loader::parse::outline::{Entry, Outline};
use crate::loader::parse::split::SourceText;
use crate::loader::parse::tree::pairs;

use super::values;

/// A text with its lines repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairedLines {
    /// The text, with as many lines as before.
    pub text: String,
    /// One warning for each repair.
    pub findings: Vec<Finding>,
    /// Lines that are not ours and not YAML, counted from 0: they are left out of the text.
    pub passed_over: Vec<usize>,
}

/// Repairs the entries that are ours and not YAML, by named rules. A rule that does not apply costs
/// nothing and says nothing; one that does leaves a warning with its code.
///
/// # Errors
///
/// A finding that says why nothing can be repaired: an entry of another program is not YAML, or a key
/// of ours is indented.
pub fn repair(
    source: SourceText<'_>,
    outline: &Outline<'_>,
) -> Result<RepairedLines, Box<Finding>> {
    let mut repairer =
        Repairer { source, findings: Vec::new(), line: 0..0, field: None, list: None };
    let mut lines: Vec<String> = outline.lines.iter().map(|it| it.text.to_owned()).collect();
    let mut passed_over = Vec::new();
    repairer.margins(outline, &mut lines);
    for entry in &outline.entries {
        let text: String =
            lines[entry.lines.clone()].iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        if pairs(&text).is_some_and(|pairs| pairs.len() == 1) {
            continue;
        }
        if entry.key.field.is_some() {
            repairer.entry(entry, outline, &mut lines);
        } else if is_plain(entry, &text) {
            repairer.pass_over(entry, outline);
            lines[entry.lines.start].clear();
            passed_over.push(entry.lines.start);
        } else {
            return Err(why_not(source, entry, outline, &text));
        }
    }
    let text = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    Ok(RepairedLines { text, findings: repairer.findings, passed_over })
}

/// Whether an entry of another program is on one line, and nothing on it opens what could hold
/// other lines: then it is clear where it ends, whatever it means.
fn is_plain(entry: &Entry<'_>, line: &str) -> bool {
    let value = without_indent(line.get(entry.key.value..).unwrap_or_default());
    let opens = ['"', '\'', '[', '{', '|', '>', '&', '*', '!'];
    entry.lines.len() == 1 && !entry.key.text.is_empty() && !value.starts_with(opens)
}

/// Why an entry cannot be read.
pub(crate) fn why_not(
    source: SourceText<'_>,
    entry: &Entry<'_>,
    outline: &Outline<'_>,
    text: &str,
) -> Box<Finding> {
    let below = entry.lines.start + 1..entry.lines.end;
    let is_key = |line: &usize| {
        let kind = outline.lines[*line].kind;
        matches!(kind, Kind::Structure | Kind::Continued)
            && looks_like_a_field(outline.lines[*line].text)
    };
    if let Some(line) = below.into_iter().find(is_key) {
        let line = &outline.lines[line];
        let key = line.text.trim().split(':').next().unwrap_or_default();
        let above = entry.key.text;
        let fact = format!(
            "the key `{key}` is indented, so it is unclear whether it belongs to `{above}` or to the report"
        );
        let span = line.start..line.start + line.text.len();
        let help = "begin the line with the key if it is a field of the report";
        return Box::new(source.finding(Code::BadYaml, span, fact, help));
    }
    let first_line = source.first_line + entry.lines.start;
    let alone = SourceText { text, shown: text, first_line, ..source };
    parse::front_matter(alone).err().unwrap_or_else(|| {
        let line = &outline.lines[entry.lines.start];
        let span = line.start..line.start + line.text.len();
        let fact = "it is unclear what belongs to this key".to_owned();
        Box::new(source.finding(Code::BadYaml, span, fact, "write one `key: value` per line"))
    })
}

/// The state of a walk over the lines.
struct Repairer<'a> {
    source: SourceText<'a>,
    findings: Vec<Finding>,
    /// Where the line is.
    line: Range<usize>,
    /// The field of the entry.
    field: Option<Field>,
    /// The indentation of the list that is open, and whether it consists of spaces only.
    list: Option<(String, bool)>,
}

impl Repairer<'_> {
    fn found(&mut self, code: Code, fact: &str, help: &str) {
        let finding = self.source.finding(code, self.line.clone(), fact.to_owned(), help);
        self.findings.push(finding);
    }

    fn at(&mut self, outline: &Outline<'_>, line: usize) {
        let line = &outline.lines[line];
        self.line = line.start..line.start + line.text.len();
    }

    /// Warns of tabs and other white space where there should be spaces.
    fn check_spaces(&mut self, spaces: &str) {
        if spaces.contains('\t') {
            let fact = "there is a tab where YAML requires spaces; it was read as a space";
            self.found(
                Code::TabInYaml,
                fact,
                "use spaces, not tabs, for indentation and after a colon",
            );
        }
        if spaces.contains(|c| !matches!(c, ' ' | '\t')) {
            let fact =
                "there is a no-break space where YAML requires a plain space; it was read as one";
            self.found(
                Code::NoBreakSpace,
                fact,
                "use plain spaces for indentation and after a colon",
            );
        }
    }

    /// Removes what is before every key, if it is not only spaces; and empties blank lines.
    fn margins(&mut self, outline: &Outline<'_>, lines: &mut [String]) {
        let wide = outline.margin.contains(|c| c != ' ');
        for (index, line) in lines.iter_mut().enumerate() {
            let blank = outline.lines[index].kind == Kind::Blank && line.contains(|c| c != ' ');
            let inner = line.strip_prefix(outline.margin).filter(|_| wide);
            let (inner, spaces) = match (blank, inner) {
                (true, _) => (String::new(), line.clone()),
                (false, Some(inner)) => (inner.to_owned(), outline.margin.to_owned()),
                (false, None) => continue,
            };
            *line = inner;
            self.at(outline, index);
            self.check_spaces(&spaces);
        }
    }

    fn pass_over(&mut self, entry: &Entry<'_>, outline: &Outline<'_>) {
        self.at(outline, entry.lines.start);
        let key = entry.key.text;
        let fact = format!(
            "the text after `{key}` contains a character that is special in YAML; `{key}` is not a field of a report and was ignored"
        );
        self.found(Code::UnquotedText, &fact, "put the text in double quotes");
    }

    /// Repairs the lines of one of our entries.
    fn entry(&mut self, entry: &Entry<'_>, outline: &Outline<'_>, lines: &mut [String]) {
        (self.field, self.list) = (entry.key.field, None);
        let first = entry.lines.start;
        let margin = if outline.margin.contains(|c| c != ' ') { "" } else { outline.margin };
        let stray = |line: &str| is_only_quotes(without_indent(line));
        let below = first + 1..entry.lines.end;
        let goes_on = below.clone().any(|at| {
            outline.lines[at].kind != Kind::Comment
                && !lines[at].trim().is_empty()
                && !stray(&lines[at])
        });
        self.at(outline, first);
        let inner = lines[first].strip_prefix(margin).unwrap_or(&lines[first]).to_owned();
        let (key, after) = inner.split_at(entry.key.value);
        let repaired = self.after_key(after, goes_on);
        let is_list = matches!(self.field, Some(Field::Labels(_)))
            && (repaired.trim().is_empty() || repaired.trim_start().starts_with('#'));
        lines[first] = format!("{margin}{key}{repaired}");
        let mut texts = 0;
        for at in below {
            if outline.lines[at].kind == Kind::Comment {
                continue;
            }
            self.at(outline, at);
            let line = lines[at].strip_prefix(margin).unwrap_or(&lines[at]).to_owned();
            let inside = without_indent(&line);
            let indent = &line[..line.len() - inside.len()];
            let repaired = if inside.is_empty() {
                String::new()
            } else if stray(&line) {
                let fact = "this line contains only a quote; it was ignored";
                self.found(Code::StrayLine, fact, "delete the line");
                lines[at].clear();
                continue;
            } else if let Some(rest) = item(inside).filter(|_| is_list) {
                self.item(indent, rest)
            } else if repaired.trim().is_empty() && texts == 0 && indent.contains(|c| c != ' ') {
                texts += 1;
                self.check_spaces(indent);
                format!("  {inside}")
            } else {
                line.clone()
            };
            lines[at] = format!("{margin}{repaired}");
        }
    }

    /// The text after the colon of a key. A text that goes on below is not repaired.
    fn after_key(&mut self, after: &str, goes_on: bool) -> String {
        let value = without_indent(after);
        let spaces = &after[..after.len() - value.len()];
        if value.trim().is_empty() {
            return String::new();
        }
        self.check_spaces(spaces);
        if spaces.is_empty() {
            let fact = "there is no space after the colon; the line was read as key and value";
            self.found(Code::KeyWithoutBlank, fact, "put a space after the colon");
        }
        let comment = value.starts_with('#') && !spaces.is_empty();
        let repaired = if goes_on || comment { value.to_owned() } else { self.value(value) };
        format!(" {repaired}")
    }

    /// A line `- item`; `rest` is the text after the dash.
    fn item(&mut self, indent: &str, rest: &str) -> String {
        let text = without_indent(rest);
        let spaces = &rest[..rest.len() - text.len()];
        let clean = indent.chars().all(|c| c == ' ');
        let plain = if clean { indent.to_owned() } else { "  ".to_owned() };
        // All items of a list are in one column: that of the first.
        let (column, first) = self.list.get_or_insert_with(|| (plain.clone(), clean)).clone();
        if clean && first && plain.len() > column.len() {
            // To YAML the text above goes on.
            return format!("{indent}-{rest}");
        }
        self.check_spaces(&format!("{indent}{spaces}"));
        if spaces.is_empty() && !text.is_empty() {
            let fact = "there is no space after the dash; the line was read as a list item";
            self.found(Code::DashWithoutBlank, fact, "put a space after the dash");
        }
        if clean && plain != column {
            self.found(
                Code::IndentedKey,
                "the item is not aligned with the others; it was read as if it were",
                "indent all items of a list by the same amount",
            );
        }
        // A list or mapping in a list is YAML, but not a label; nor is a comment.
        let nested = ["- ", "? "].iter().any(|mark| text.starts_with(mark))
            || !text.starts_with(['"', '\'']) && (text.contains(": ") || text.ends_with(':'))
            || text.starts_with('#') && !spaces.is_empty();
        let repaired = if nested { text.to_owned() } else { self.value(text) };
        format!("{column}- {repaired}")
    }

    fn value(&mut self, value: &str) -> String {
        let trimmed = value.trim_end_matches(SPACES);
        // What follows ` #` belongs to a title; after anything else it is a comment.
        let quoted = self.field == Some(Field::Title) || trimmed.starts_with(['"', '\'']);
        let end = if quoted { None } else { trimmed.find(" #") };
        let (text, comment) = trimmed.split_at(end.unwrap_or(trimmed.len()));
        let is_label = matches!(self.field, Some(Field::Labels(_)));
        match values::repair(text.trim_end(), is_label) {
            None => trimmed.to_owned(),
            Some((repaired, code, fact, help)) => {
                self.found(code, fact, help);
                repaired + comment
            }
        }
    }
}
