//! A report in Markdown, read back into its sentences: the inverse of [`super::markdown`], and what
//! facts are looked up in. Of a page, its numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::text::one_line;

/// One sentence of a report, or the content of a cell behind the words that say which cell it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The words, as in `facts.json`.
    pub text: String,
    /// Where in them the content begins: the bytes before it say which cell it is.
    pub content: usize,
}

/// A report that was read back.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What each line tells; empty lines tell nothing.
    lines: Vec<Vec<Told>>,
    /// The lines on which each sentence stands.
    places: BTreeMap<String, usize>,
    /// The lines that are points of a list, without the dash.
    points: Vec<(usize, String)>,
}

/// How many points of a list are searched for a figure: a report has a few dozen.
const MOST_POINTS: usize = 1000;

impl Reading {
    /// Reads a report.
    pub fn new(markdown: &str) -> Self {
        let mut reading = Self::default();
        let (mut caption, mut heads) = (String::new(), Vec::new());
        for (index, line) in markdown.lines().enumerate() {
            let told = if line.starts_with("| ") {
                row(line, &caption, &mut heads)
            } else {
                heads.clear();
                if let Some(named) = named_table(line) {
                    caption = named;
                }
                let mut told = sentences(line);
                told.extend(named_table(line).map(|text| Told { text, content: 0 }));
                if let (Some(point), true) = (told.first(), line.starts_with("- ")) {
                    reading.points.push((index, point.text.clone()));
                }
                told
            };
            for it in &told {
                reading.places.entry(it.text.clone()).or_insert(index);
            }
            reading.lines.push(told);
        }
        reading.points.truncate(MOST_POINTS);
        reading
    }

    /// What a line tells, by its index.
    pub fn line(&self, index: usize) -> &[Told] {
        self.lines.get(index).map_or(&[], Vec::as_slice)
    }

    /// The index of the line on which the sentence of a fact stands.
    pub fn find(&self, sentence: &str) -> Option<usize> {
        // As in the report, which has no control characters.
        let sentence: String = sentence.chars().map(printed).collect();
        let of_figure =
            || self.points.iter().find(|(_, point)| tells_figure(point, &sentence)).map(|it| it.0);
        self.places.get(&sentence).copied().or_else(of_figure)
    }
}

/// Whether a point such as `Total loss $403M: up 6.7%; down 2%` tells `Total loss: up 6.7%`.
fn tells_figure(point: &str, sentence: &str) -> bool {
    let Some((name, words)) = sentence.split_once(": ") else { return false };
    let behind = point.strip_prefix(name).and_then(|it| it.strip_prefix(' '));
    behind.is_some_and(|it| it.contains(words))
}

fn printed(letter: char) -> char {
    if letter.is_control() { ' ' } else { letter }
}

/// The caption of the table that follows, if this line is one.
fn named_table(line: &str) -> Option<String> {
    let folded = line.strip_prefix("<summary>").and_then(|it| it.strip_suffix("</summary>"));
    let bold = || line.strip_prefix("**").and_then(|it| it.strip_suffix("**"));
    folded.or_else(bold).map(plain)
}

/// What a line tells that is no row of a table: the whole, and of a term its meaning.
fn sentences(line: &str) -> Vec<Told> {
    let markers = ["> ", "- ", "## ", "# "];
    let text = markers.iter().find_map(|it| line.strip_prefix(it)).unwrap_or(line);
    if text.is_empty() {
        return Vec::new();
    }
    let told = |text: &str| Told { text: plain(text), content: 0 };
    let meaning = text.strip_prefix("**").and_then(|it| it.split_once("**: ")).map(|it| it.1);
    std::iter::once(told(text)).chain(meaning.map(told)).collect()
}

/// What a row of a table tells, cell by cell. The first row of a table is its head.
fn row(line: &str, caption: &str, heads: &mut Vec<String>) -> Vec<Told> {
    let cells: Vec<String> = cells(line).into_iter().map(plain).collect();
    if heads.is_empty() {
        let told = cells.iter().map(|it| Told { text: it.clone(), content: 0 }).collect();
        *heads = cells;
        return told;
    }
    let about = cells.first().cloned().unwrap_or_default();
    let told = cells.iter().zip(heads.iter()).enumerate().map(|(position, (cell, head))| {
        let place = match position {
            0 => format!("{caption}: "),
            _ => format!("{caption}: {about}: {head}: "),
        };
        let place = one_line(&place) + " ";
        Told { content: place.len(), text: place + cell }
    });
    told.collect()
}

/// The cells of a row: what stands between bars that mean themselves.
fn cells(line: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut start, mut at) = (1, 1);
    while let Some(letter) = line.get(at..).and_then(|it| it.chars().next()) {
        match letter {
            '|' => {
                let cell = &line[start..at];
                let cell = cell.strip_prefix(' ').unwrap_or(cell);
                cells.push(cell.strip_suffix(' ').unwrap_or(cell));
                start = at + 1;
                at += 1;
            }
            '\\' => at += 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
            '`' => at += code(&line[at..]).map_or(1, |(_, length)| length),
            _ => at += letter.len_utf8(),
        }
    }
    cells
}

/// The content of the code that a text begins with, and how long it is with its marks.
fn code(text: &str) -> Option<(&str, usize)> {
    let marks = text.len() - text.trim_start_matches('`').len();
    let (fence, rest) = text.split_at(marks);
    // It ends where as many marks stand, and no more.
    let mut from = 0;
    loop {
        let found = from + rest.get(from..)?.find(fence)?;
        let run = rest[found..].len() - rest[found..].trim_start_matches('`').len();
        if run == marks {
            let content = &rest[..found];
            let padded = content.strip_prefix(' ').and_then(|it| it.strip_suffix(' '));
            let content = if marks > 1 { padded.unwrap_or(content) } else { content };
            return Some((content, marks + found + marks));
        }
        from = found + run;
    }
}

/// A text without its markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut length = letter.len_utf8();
        match letter {
            '\\' => {
                let escaped = rest[1..].chars().next();
                plain.extend(escaped);
                length += escaped.map_or(0, char::len_utf8);
            }
            '*' | '[' => {}
            ']' => {
                length += rest[1..]
                    .find(">)")
                    .filter(|_| rest[1..].starts_with("(<"))
                    .map_or(0, |it| it + 2);
            }
            '`' => match code(rest) {
                Some((content, whole)) => {
                    plain.push_str(&content.replace("\\|", "|"));
                    length = whole;
                }
                None => plain.push('`'),
            },
            letter => plain.push(letter),
        }
        rest = &rest[length..];
    }
    plain
}

/// A text as pages and pictures have it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The numbers of a page: what is shown of each, and its value.
pub fn page_numbers(html: &str) -> BTreeSet<(String, String)> {
    let unescaped = |text: &str| {
        let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        marks.iter().fold(text.to_owned(), |text, (mark, letter)| text.replace(mark, letter))
    };
    let number = |data: &str| {
        let (value, behind) = data.split_once("\">")?;
        let (shown, _) = behind.split_once("</data>")?;
        Some((unescaped(shown), unescaped(value)))
    };
    html.split("<data value=\"").skip(1).filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::super::facts;
    use super::super::markdown::markdown;
    use super::super::model::{Align, Block, Cell, Document, Grid, Head, Section};
    use super::*;
    use crate::claims::report::key_figures::Figure;
    use crate::claims::{Form, Number, Part, Sentence, Source, Take};

    /// Texts that look like markup, each of which must come back as it was.
    const STRANGE: [&str; 14] = [
        "plain",
        "a | b",
        "**bold**",
        "`code`",
        "``",
        "a\\|b",
        "[x](<y>)",
        "<b>&amp;",
        "1. #x ~~y~~",
        "a_b _c_",
        "\\",
        "\\`|`\\",
        "ends with `",
        "naïve 中文",
    ];

    fn number(shown: &str) -> Number {
        let source = Source {
            table: "t".into(),
            take: Take::Cell,
            row: Vec::new(),
            except: Vec::new(),
            column: "c".into(),
            of: None,
        };
        Number { shown: shown.into(), value: shown.into(), form: Form::Plain, source }
    }

    /// A report with a strange text in every place where one can stand.
    fn document(text: &str) -> Document {
        let words = |shown: &str| {
            let words = |text: &str| Part::Text(text.to_owned());
            Sentence::of(vec![
                Part::Name(text.to_owned()),
                words(" is "),
                Part::Number(number(shown)),
                words(", "),
                Part::Code(text.to_owned()),
                words(" or "),
                Part::Link { text: text.to_owned(), href: "a/b.md".into(), days: None },
                words(" at "),
                Part::Strong(number(shown)),
            ])
        };
        let cell = |shown: &str| Cell { content: words(shown), order: None };
        let total = |shown: &str| {
            let content =
                Sentence::of(vec![Part::Text("Total: ".into()), Part::Strong(number(shown))]);
            Cell { content, order: None }
        };
        let head =
            |title: &str| Head { title: Sentence::default().name(title), align: Align::Right };
        let grid = |caption: &str| Grid {
            caption: Sentence::plain(caption).then(Sentence::plain(" ")).name(text),
            heads: vec![head("One"), head(text), head("")],
            rows: vec![
                vec![cell("1"), cell("2"), cell("3")],
                vec![cell("4"), cell("5"), cell("6")],
            ],
            // In a total no words of reports stand.
            total: Some(vec![total("7"), total("8"), total("9")]),
            sortable: true,
        };
        let figure = Figure {
            name: "Total loss",
            value: words("10"),
            notes: vec![words("11"), words("12")],
        };
        let blocks = vec![
            Block::Text(words("13")),
            Block::Note(words("14")),
            Block::Points(vec![words("15"), words("16")]),
            Block::Terms(vec![(text.into(), words("17"))]),
            Block::Figures(vec![figure]),
            Block::Grid(grid("A")),
            Block::Folded(grid("B")),
        ];
        let sections = vec![Section { id: "s", title: text.into(), blocks }];
        Document {
            title: Sentence::default().name(text),
            period: String::new(),
            lead: words("18"),
            sections,
        }
    }

    #[test]
    fn every_sentence_of_a_report_is_found_in_it() {
        for text in STRANGE {
            let document = document(text);
            let markdown = markdown(&document, &|_| None);
            let reading = Reading::new(&markdown);
            for statement in facts::facts(&document, []).statements {
                let line = reading.find(&statement.text);
                assert!(line.is_some(), "{text:?}: {:?} is not in\n{markdown}", statement.text);
                for fact in &statement.numbers {
                    let changed = statement.text.replace(&fact.shown, "99");
                    assert_eq!(reading.find(&changed), None, "{text:?}: {changed:?}");
                }
            }
        }
    }

    #[test]
    fn a_cell_is_told_behind_its_place() {
        let document = document("x");
        let markdown = markdown(&document, &|_| None);
        let reading = Reading::new(&markdown);
        let line = markdown.lines().position(|it| it.starts_with("| x is 1,")).unwrap();
        let told = &reading.line(line)[1];
        assert_eq!(&told.text[..told.content], "A x: x is 1, x or x at 1: x: ");
        assert_eq!(&told.text[told.content..], "x is 2, x or x at 2");
        assert!(
            reading.line(line - 1).is_empty() || !reading.line(line - 1)[0].text.contains("is")
        );
        assert!(reading.line(100_000).is_empty());
    }

    #[test]
    fn no_text_makes_the_reading_fail() {
        for text in [
            "",
            "|",
            "| ",
            "| \\",
            "| `",
            "| a",
            "**",
            "****",
            "<summary></summary>",
            "\\",
            "[](<",
            "](<",
            "é|`é`",
        ] {
            let _ = Reading::new(text);
            let _ = Reading::new(&format!("| a |\n| --- |\n{text}"));
        }
    }

    #[test]
    fn numbers_of_a_page() {
        let page = "<p>In <data value=\"1\">1</data> and <strong><data value=\"-0.5\">less &lt; 1 &amp;lt;</data></strong> <data value=\"x";
        let numbers = page_numbers(page);
        let expected = [("1", "1"), ("less < 1 &lt;", "-0.5")];
        assert!(numbers.iter().map(|(shown, value)| (shown.as_str(), value.as_str())).eq(expected));
    }
}
