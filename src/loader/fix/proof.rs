//! Proves what would be written: read by the YAML crate alone, between two fences, it must say of
//! every field what was loaded, and keep every line of other programs, and the body, as they were.

use std::collections::HashSet;

use crate::domain::Taxonomy;
use crate::loader::normalize::{Draft, normalize};
use crate::loader::parse::fields::field_of;
use crate::loader::parse::front_matter::FrontMatter;
use crate::loader::parse::outline::Outline;
use crate::loader::parse::split::{self, Head, SourceText};
use crate::loader::parse::tree::{Pair, pairs};
use crate::loader::parse::{self, yaml};
use crate::loader::repair::region::End;
use crate::loader::repair::{Repaired, repair};

/// What the author of a file wrote besides the fields of a report.
pub(crate) struct Authored<'a> {
    /// The keys and values of other programs.
    foreign: Vec<Pair>,
    /// The lines that they are on.
    lines: Vec<String>,
    /// What follows the front matter.
    body: &'a [u8],
}

/// How the front matter of a file is repaired; `None` if it is read strictly, or not at all.
pub(crate) fn repaired(report: &str, head: &Head) -> Option<Repaired> {
    let strict = split::split(report, head).and_then(|(source, _)| parse::front_matter(source));
    if strict.is_ok() {
        return None;
    }
    let parses = |repaired: &Repaired| parse::front_matter(repaired.source(report)).map(drop);
    Some(repair(report, head, parses).ok()?.0)
}

impl<'a> Authored<'a> {
    /// What is in a file; an error says what of it cannot be kept.
    pub(crate) fn of(report: &str, bytes: &'a [u8]) -> Result<Self, String> {
        let unread = || "it cannot be read".to_owned();
        let head = super::head(bytes).ok_or_else(unread)?;
        if let Some(repaired) = repaired(report, &head) {
            if let Some(line) = repaired.passed_over.first() {
                return Err(format!(
                    "line {line} is neither a field of a report nor valid YAML: fix it by hand"
                ));
            }
            let inside = repaired.original.matches('\n').count();
            let fence = usize::from(repaired.end != End::Missing);
            let lines = repaired.first_line - 1 + inside + fence;
            let body = lines_from(bytes, lines);
            return Ok(Self::with(&repaired.original, &repaired.text, body));
        }
        let (source, _) = split::split(report, &head).map_err(|_| unread())?;
        let lines = 1 + source.text.matches('\n').count() + 1;
        Ok(Self::with(source.text, source.text, lines_from(bytes, lines)))
    }

    /// `original` is the text as it is in the file, `text` the same as YAML.
    fn with(original: &str, text: &str, body: &'a [u8]) -> Self {
        let mut lines = Vec::new();
        if let Ok(outline) = Outline::of(original) {
            // If something other than spaces is before every key, it is taken off every line.
            let wide = outline.margin.contains(|c| c != ' ');
            let inner = |line: &str| match line.strip_prefix(outline.margin) {
                Some(inner) if wide => inner.to_owned(),
                _ => line.to_owned(),
            };
            for entry in outline.entries.iter().filter(|it| it.key.field.is_none()) {
                lines
                    .extend(outline.lines[entry.lines.clone()].iter().map(|line| inner(line.text)));
            }
        }
        Self { foreign: foreign(pairs(text).unwrap_or_default()), lines, body }
    }

    /// Whether a file says the same, read in a different way than by the loader.
    ///
    /// # Errors
    ///
    /// In what it differs.
    pub(crate) fn holds(
        &self,
        bytes: &[u8],
        report: &str,
        draft: &Draft,
        taxonomy: &Taxonomy,
    ) -> Result<(), String> {
        let (text, body) = fenced(bytes).ok_or("it would not be between two lines of `---`")?;
        if body != self.body {
            return Err("the text after the front matter would change".to_owned());
        }
        let whole = pairs(text).ok_or("it would not be valid YAML")?;
        if foreign(whole) != self.foreign {
            return Err("the meaning of lines that other programs wrote would change".to_owned());
        }
        let mut lines = text.lines();
        if let Some(gone) = self.lines.iter().find(|gone| !lines.any(|line| line == gone.as_str()))
        {
            return Err(format!("the line `{gone}`, which another program wrote, would change"));
        }
        let source = SourceText { report, text, shown: text, first_line: 2 };
        let entries = yaml::parse(source).map_err(|_| "it would not be valid YAML")?;
        let matter = FrontMatter { source, entries };
        let read = normalize(&matter, taxonomy, &mut HashSet::new(), &mut Vec::new());
        if read.as_ref() != Some(draft) {
            return Err("a field would be read differently".to_owned());
        }
        Ok(())
    }
}

/// The keys that are no fields of a report.
fn foreign(pairs: Vec<Pair>) -> Vec<Pair> {
    let is_foreign = |pair: &Pair| pair.0.text().and_then(field_of).is_none();
    pairs.into_iter().filter(is_foreign).collect()
}

/// What follows a number of lines.
fn lines_from(bytes: &[u8], lines: usize) -> &[u8] {
    let length: usize =
        bytes.split_inclusive(|byte| *byte == b'\n').take(lines).map(<[u8]>::len).sum();
    &bytes[length..]
}

/// The text between a first line of three dashes and the next, and what follows.
fn fenced(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let is_fence = |line: &&[u8]| line.trim_ascii_end() == b"---";
    let start = lines.next().filter(is_fence)?.len();
    let mut end = start;
    for line in lines {
        if is_fence(&line) {
            return Some((str::from_utf8(&bytes[start..end]).ok()?, &bytes[end + line.len()..]));
        }
        end += line.len();
    }
    None
}
