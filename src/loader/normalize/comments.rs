//! What YAML treats as a comment within one of our fields: there is a warning, since nobody sees it
//! in the tables. A comment on a line of its own is meant as one.

use std::ops::Range;

use crate::domain::Code;
use crate::loader::normalize::reader::Reader;
use crate::loader::parse::fields::{Field, field_of};
use crate::loader::parse::front_matter::Entry;
use crate::loader::parse::outline::lexer::{Kind, Lexer};

impl Reader<'_, '_> {
    /// Warns of each comment that follows a value of a field, or is there instead of it.
    pub(crate) fn warn_of_comments(&mut self) {
        let text = self.matter.source.text;
        // Most reports hold none, and pay next to nothing.
        if !text.contains('#') {
            return;
        }
        for comment in trailing_comments(text) {
            let begins = |entry: &&Entry<'_>| entry.key.span.start <= comment.start;
            let entries = self.matter.entries.iter().filter(begins);
            let Some(entry) = entries.max_by_key(|entry| entry.key.span.start) else { continue };
            match field_of(&entry.key.text) {
                // The title goes on: it is read up to the end of the line.
                None | Some(Field::Title) => {}
                Some(field) => {
                    let fact = format!(
                        "YAML treats `{}` as a comment: it is not part of `{}`",
                        text[comment.clone()].trim_end(),
                        field.key()
                    );
                    let help = "put the whole text in double quotes if this belongs to it; otherwise move the comment to a line of its own";
                    self.find(Code::CommentLeftOut, &comment, fact, help);
                }
            }
        }
    }
}

/// The comments that share a line with something else.
fn trailing_comments(text: &str) -> Vec<Range<usize>> {
    let (mut lexer, mut start, mut trailing) = (Lexer::default(), 0, Vec::new());
    for line in text.split_inclusive('\n') {
        let before = lexer.comments.len();
        let kind = lexer.line(line.trim_end_matches(['\n', '\r']), start);
        if kind != Kind::Comment {
            trailing.extend_from_slice(&lexer.comments[before..]);
        }
        start += line.len();
    }
    trailing
}

#[cfg(test)]
mod tests {
    use crate::domain::{Code, Taxonomy};
    use crate::loader::Noted;
    use crate::loader::normalize::normalize;
    use crate::loader::parse::front_matter as parse;
    use crate::loader::parse::split::SourceText;

    fn warnings(text: &str) -> String {
        let source = SourceText { report: "2023-11-20-a.md", text, shown: text, first_line: 2 };
        let (matter, mut findings) = (parse(source).unwrap(), Vec::new());
        normalize(&matter, &Taxonomy::default(), &mut Noted::new(), &mut findings);
        let warnings = findings.iter().filter(|finding| finding.code == Code::CommentLeftOut);
        let line = |it: &crate::domain::Finding| {
            let place = it.place.unwrap();
            format!("{}:{} {}\n", place.line, place.column, it.fact)
        };
        warnings.map(line).collect()
    }

    #[test]
    fn comments_within_fields() {
        #[rustfmt::skip]
        let table = [
            ("none",                    "tags: [a]\n",                             ""),
            ("within a word",           "tags: [a#b]\nloss: 5\n",                 ""),
            ("on its own line",         "# a\ntags:\n  # b\n  - c\n# d\n",        ""),
            ("in quotes",               "tags: [\"a #1\"]\ntitle: 'b #2'\n",     ""),
            ("of another program",      "x: 1 # y\nmore:\n  - a # b\n",           ""),
            ("in a block text",         "notes: |\n  a #1\n",                     ""),
            ("of a title",              "title: Acme #1\n",                       ""),
            ("after an item",           "tags:\n  - Ape #1\n  - b\n",             "3:9 YAML treats `#1` as a comment: it is not part of `tags`\n"),
            ("instead of an item",      "tags:\n  - #phishing\n",                 "3:5 YAML treats `#phishing` as a comment: it is not part of `tags`\n"),
            ("after a text",            "attack-types: Scam # or not\r\n",        "2:20 YAML treats `# or not` as a comment: it is not part of `attack-types`\n"),
            ("after a loss",            "loss: 5 # ETH\n",                        "2:9 YAML treats `# ETH` as a comment: it is not part of `loss`\n"),
            ("in brackets",             "tags: [a,\n  b #c\n  ]\n",              "3:5 YAML treats `#c` as a comment: it is not part of `tags`\n"),
        ];
        for (about, text, expected) in table {
            assert_eq!(warnings(text), expected, "{about}");
        }
    }
}
