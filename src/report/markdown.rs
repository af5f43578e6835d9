//! A report as Markdown: what is read in an editor or on a code host, and pasted into a newsletter.

use std::fmt::Write as _;

use crate::claims::report::key_figures::Figure;
use crate::claims::{Part, Sentence};

use super::model::{Align, Block, Cell, Document, Grid};

/// The name of the file.
pub const REPORT_MARKDOWN: &str = "report.md";
/// The name of the index of many reports.
pub const INDEX_MARKDOWN: &str = "index.md";

/// How a chart is shown, by its name: its title; `None` if it is not there.
pub type TitleOf<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Writes a report as Markdown (GitHub flavour: tables). `chart` gives the title of a chart that
/// stands in `charts/`; others are left out.
pub fn markdown(document: &Document, chart: TitleOf<'_>) -> String {
    let mut text = format!("# {}\n\n{}\n", inline(&document.title), inline(&document.lead));
    for section in &document.sections {
        let _ = write!(text, "\n## {}\n", escaped(&section.title));
        for block in &section.blocks {
            if let Some(block) = shown(block, chart) {
                let _ = write!(text, "\n{block}");
            }
        }
    }
    text
}

fn shown(block: &Block, chart: TitleOf<'_>) -> Option<String> {
    Some(match block {
        Block::Text(sentence) => format!("{}\n", inline(sentence)),
        Block::Note(sentence) => format!("> {}\n", inline(sentence)),
        Block::Points(it) => list(it.iter().map(inline)),
        Block::Terms(terms) => {
            list(terms.iter().map(|(term, it)| format!("**{}**: {}", escaped(term), inline(it))))
        }
        Block::Figures(figures) => list(figures.iter().map(figure)),
        Block::Grid(it) => grid(it),
        Block::Folded(it) => format!(
            "<details>\n<summary>{}</summary>\n\n{}\n</details>\n",
            inline(&it.caption),
            table(it)
        ),
        Block::Chart(name) => {
            let title = chart(name)?;
            format!("![{}](charts/{name}.svg)\n", escaped(&title))
        }
    })
}

fn list(points: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for point in points {
        text.push_str("- ");
        text.push_str(&point);
        text.push('\n');
    }
    text
}

fn figure(figure: &Figure) -> String {
    let notes: Vec<String> = figure.notes.iter().map(inline).collect();
    let notes = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
    format!("{} {}{notes}", escaped(figure.name), inline(&figure.value))
}

fn grid(grid: &Grid) -> String {
    format!("**{}**\n\n{}", inline(&grid.caption), table(grid))
}

fn table(grid: &Grid) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = grid.heads.iter().map(|head| inline(&head.title)).collect();
    let rules = grid.heads.iter().map(|head| match head.align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    });
    let cells = |row: &Vec<Cell>| row.iter().map(|cell| inline(&cell.content)).collect();
    let mut text = line(heads) + &line(rules.collect());
    text.extend(grid.rows.iter().map(|row| line(cells(row))));
    if let Some(total) = &grid.total {
        let bold = total.iter().map(|cell| match inline(&cell.content) {
            empty if empty.is_empty() => empty,
            content => format!("**{}**", content.replace("**", "")),
        });
        text += &line(bold.collect());
    }
    text
}

/// A sentence with its markup.
fn inline(sentence: &Sentence) -> String {
    let parts = sentence.parts().iter().map(|part| match part {
        Part::Text(text) | Part::Name(text) | Part::Span { shown: text, .. } => escaped(text),
        Part::Number(number) => escaped(&number.shown),
        Part::Strong(number) => format!("**{}**", escaped(&number.shown)),
        Part::Code(text) => code(text),
        Part::Link { text, href, .. } => format!("[{}](<{}>)", escaped(text), address(href)),
    });
    parts.collect()
}

/// A text in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let behind = letters.peek().copied().unwrap_or(' ');
        // Within a word an underscore means nothing: `losses_by_month`.
        let within_word = before.is_alphanumeric() && behind.is_alphanumeric();
        match letter {
            '_' if within_word => escaped.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
        before = letter;
    }
    escaped
}

/// A text as code: between more backticks than it holds in a row.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    // A bar would end the cell of a table, in code as well.
    let text = text.replace('|', "\\|");
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest > 0 { format!("{fence} {text} {fence}") } else { format!("{fence}{text}{fence}") }
}

/// An address between `<` and `>`.
fn address(href: &str) -> String {
    href.replace('<', "%3C").replace('>', "%3E").replace(['\n', '\r'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_reports_are_no_markup() {
        #[rustfmt::skip]
        let table = [
            ("plain words",              "plain words"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("a | b",                    "a \\| b"),
            ("*bold* _it_ `code`",       "\\*bold\\* \\_it\\_ \\`code\\`"),
            ("losses_by_month",          "losses_by_month"),
            ("[x](http://y)",            "\\[x\\](http://y)"),
            ("two\nlines",               "two lines"),
        ];
        for (text, expected) in table {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(address("a<b>\nc"), "a%3Cb%3Ec");
    }
}
