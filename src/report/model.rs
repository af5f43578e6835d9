//! A report as plain data: sections of sentences, tables and charts, in which every number knows
//! where it comes from. Markdown, HTML and the facts are made from it.

use crate::claims::Sentence;
use crate::claims::report::key_figures::Figure;

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it says.
    pub title: Sentence,
    /// Where its cells stand.
    pub align: Align,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is shown.
    pub content: Sentence,
    /// What the column is sorted by, as a number or a text; the text of the content if `None`.
    pub order: Option<String>,
}

/// A table to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// What it shows, in a few words; the reader's name for it.
    pub caption: Sentence,
    /// The heads.
    pub heads: Vec<Head>,
    /// The rows; the first cell of each is what the row is about.
    pub rows: Vec<Vec<Cell>>,
    /// A row of totals below the others.
    pub total: Option<Vec<Cell>>,
    /// Whether readers gain by sorting it.
    pub sortable: bool,
}

/// One thing in a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(Sentence),
    /// A paragraph about the fine print.
    Note(Sentence),
    /// A list.
    Points(Vec<Sentence>),
    /// Terms and what they mean.
    Terms(Vec<(String, Sentence)>),
    /// The key figures.
    Figures(Vec<Figure>),
    /// A table.
    Grid(Grid),
    /// A table that few read: folded where that is possible.
    Folded(Grid),
    /// A chart, by its name.
    Chart(&'static str),
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its place in links: `key-figures`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: Sentence,
    /// The short name of its period: `2023-Q4`.
    pub period: String,
    /// What the period was like, in a sentence or three.
    pub lead: Sentence,
    /// The sections.
    pub sections: Vec<Section>,
}

/// A statement of a report: where it stands, what part it plays there, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The section: `lead`, `key-figures`, ...
    pub place: &'static str,
    /// Whether it is a `title`, a `text`, a `note`, a `figure`, a `caption`, a `head`, a `cell`, ...
    pub role: &'static str,
    /// What it says.
    pub sentence: Sentence,
}

impl Document {
    /// Whether a chart stands in the report.
    pub fn shows(&self, chart: &str) -> bool {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.into_iter().any(|block| matches!(block, Block::Chart(name) if *name == chart))
    }

    /// Everything that the report says, in its order. Of tables, the cells with a number: each
    /// behind the caption, what its row is about, and the head of its column.
    pub fn said(&self) -> Vec<Said> {
        let said =
            |place, role, sentence: &Sentence| Said { place, role, sentence: sentence.clone() };
        let mut all = vec![said("lead", "title", &self.title), said("lead", "text", &self.lead)];
        for section in &self.sections {
            let place = section.id;
            for block in &section.blocks {
                match block {
                    Block::Text(it) => all.push(said(place, "text", it)),
                    Block::Note(it) => all.push(said(place, "note", it)),
                    Block::Points(points) => {
                        all.extend(points.iter().map(|it| said(place, "point", it)));
                    }
                    Block::Terms(terms) => {
                        all.extend(terms.iter().map(|(_, it)| said(place, "term", it)));
                    }
                    Block::Figures(figures) => {
                        let of_figures = figures.iter().flat_map(sentences);
                        all.extend(of_figures.map(|it| said(place, "figure", &it)));
                    }
                    Block::Grid(grid) | Block::Folded(grid) => all.extend(grid.said(place)),
                    Block::Chart(_) => {}
                }
            }
        }
        all
    }
}

fn sentences(figure: &Figure) -> Vec<Sentence> {
    let named = |it: &Sentence| Sentence::plain(figure.name).labels(it);
    std::iter::once(&figure.value).chain(&figure.notes).map(named).collect()
}

impl Grid {
    fn said(&self, place: &'static str) -> Vec<Said> {
        let mut all = vec![Said { place, role: "caption", sentence: self.caption.clone() }];
        let dated = self.heads.iter().filter(|head| head.title.spans().next().is_some());
        all.extend(dated.map(|it| Said { place, role: "head", sentence: it.title.clone() }));
        for row in self.rows.iter().chain(&self.total) {
            for (position, (cell, head)) in row.iter().zip(&self.heads).enumerate() {
                let content = &cell.content;
                if content.numbers().next().is_none() && content.spans().next().is_none() {
                    continue;
                }
                let about = row.first().filter(|_| position > 0);
                let place_of_cell = match about {
                    None => self.caption.clone(),
                    Some(about) => {
                        let about = about.content.without_numbers();
                        self.caption.clone().labels(&about).labels(&head.title)
                    }
                };
                let sentence = place_of_cell.labels(content);
                all.push(Said { place, role: "cell", sentence });
            }
        }
        all
    }
}
