//! A report as plain data: sections of sentences, tables and charts, in which every number knows
//! where it comes from. Markdown, HTML and the facts are made from it.

/// How a value is written in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Money with three significant digits: `$403M`.
    Compact,
    /// Money to the cent: `$403,440,000.00`.
    Cents,
    /// Money to the cent, without cents where there are none: `$403,440,000`.
    Dollars,
    /// A count with groups of three digits, without a sign: `1,234`.
    Count,
    /// A number as it is: the rank `7`, the year `2023`.
    Plain,
    /// A ratio in percent, without a sign: `6.7%`.
    Percent,
    /// A change as a multiple of what was before: `2.1` for an increase of 110%.
    Times,
    /// A difference of shares in percentage points, without a sign: `6.8`.
    Points,
    /// A day: `2023-11-10`.
    Day,
    /// A day in words: `10 November 2023`.
    DayWords,
    /// The month of a day: `November 2023`.
    Month,
    /// The year of a day: `2023`.
    Year,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 12] = [
        Self::Compact,
        Self::Cents,
        Self::Dollars,
        Self::Count,
        Self::Plain,
        Self::Percent,
        Self::Times,
        Self::Points,
        Self::Day,
        Self::DayWords,
        Self::Month,
        Self::Year,
    ];

    /// The word in `facts.json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Cents => "cents",
            Self::Dollars => "dollars",
            Self::Count => "count",
            Self::Plain => "plain",
            Self::Percent => "percent",
            Self::Times => "times",
            Self::Points => "points",
            Self::Day => "day",
            Self::DayWords => "day-words",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The cell that a number comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The table, or `manifest`.
    pub table: String,
    /// What tells the row apart: columns and their values.
    pub row: Vec<(String, String)>,
    /// The column; of the manifest the path of the field, with dots.
    pub column: String,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// How the text shows it.
    pub shown: String,
    /// The value, as the CSV file has it.
    pub value: String,
    /// How it is shown.
    pub form: Form,
    /// Where it comes from.
    pub source: Source,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words of ours; no digit stands in them.
    Text(String),
    /// Words from the reports or the calendar: a label, a target, a period.
    Name(String),
    /// A name or a file that stands for itself, such as a column.
    Code(String),
    /// A name that leads somewhere.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        href: String,
    },
    /// A number.
    Number(Number),
    /// A number that the sentence is about.
    Strong(Number),
}

/// Some words and numbers in a row: a sentence or more, or the content of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Part>);

impl Sentence {
    /// A sentence without a number.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self::default().text(text)
    }

    /// Adds words of ours.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.0.push(Part::Text(text.to_owned()));
        self
    }

    /// Adds words from the reports or the calendar.
    #[must_use]
    pub fn name(mut self, text: &str) -> Self {
        // One line, whatever the report has: a line break would end a row of a table.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.push(Part::Name(text));
        self
    }

    /// Adds a name that stands for itself.
    #[must_use]
    pub fn code(mut self, text: &str) -> Self {
        self.0.push(Part::Code(text.to_owned()));
        self
    }

    /// Adds a number, or `unknown` if there is none.
    #[must_use]
    pub fn number(self, number: Option<Number>) -> Self {
        self.number_or(number, "unknown")
    }

    /// Adds a number, or these words if there is none.
    #[must_use]
    pub fn number_or(mut self, number: Option<Number>, otherwise: &str) -> Self {
        self.0.push(number.map_or_else(|| Part::Text(otherwise.to_owned()), Part::Number));
        self
    }

    /// Adds a number that the sentence is about, or `unknown` if there is none.
    #[must_use]
    pub fn strong(mut self, number: Option<Number>) -> Self {
        self.0.push(number.map_or_else(|| Part::Text("unknown".to_owned()), Part::Strong));
        self
    }

    /// Adds a link, or only its text if it leads nowhere.
    #[must_use]
    pub fn link(mut self, text: &str, href: Option<String>) -> Self {
        let text = text.to_owned();
        self.0.push(match href {
            Some(href) => Part::Link { text, href },
            None => Part::Code(text),
        });
        self
    }

    /// Adds all parts of another.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The numbers in it.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.0.iter().filter_map(|part| match part {
            Part::Number(number) | Part::Strong(number) => Some(number),
            _ => None,
        })
    }

    /// The words and numbers without any markup.
    #[must_use]
    pub fn bare(&self) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Text(text) | Part::Name(text) | Part::Code(text) | Part::Link { text, .. } => {
                text
            }
            Part::Number(number) | Part::Strong(number) => &number.shown,
        });
        parts.map(String::as_str).collect()
    }
}

/// One of the figures that a report begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is: `Total loss`.
    pub name: &'static str,
    /// The figure: `$403M`.
    pub value: Sentence,
    /// What there is to say about it, each a short sentence without a full stop.
    pub notes: Vec<Sentence>,
}

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
    pub title: String,
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
    pub caption: String,
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
    pub title: String,
    /// The short name of its period: `2023-Q4`.
    pub period: String,
    /// What the period was like, in a sentence or three.
    pub lead: Sentence,
    /// The sections.
    pub sections: Vec<Section>,
}

impl Document {
    /// The sentences of a block with what they are about: each is the place of some facts.
    pub(super) fn sentences(&self) -> Vec<(&'static str, Sentence)> {
        let mut sentences = vec![("lead", self.lead.clone())];
        for section in &self.sections {
            for block in &section.blocks {
                let of_block = match block {
                    Block::Text(sentence) | Block::Note(sentence) => vec![sentence.clone()],
                    Block::Points(points) => points.clone(),
                    Block::Terms(terms) => terms.iter().map(|(_, it)| it.clone()).collect(),
                    Block::Figures(figures) => figures.iter().flat_map(Figure::sentences).collect(),
                    Block::Grid(grid) | Block::Folded(grid) => grid.sentences(),
                    Block::Chart(_) => Vec::new(),
                };
                sentences.extend(of_block.into_iter().map(|sentence| (section.id, sentence)));
            }
        }
        sentences
    }
}

impl Figure {
    fn sentences(&self) -> Vec<Sentence> {
        let named = |it: &Sentence| Sentence::plain(self.name).text(": ").then(it.clone());
        std::iter::once(&self.value).chain(&self.notes).map(named).collect()
    }
}

impl Grid {
    /// A sentence for each cell: what the row is about, the head of the column, the content.
    fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for row in self.rows.iter().chain(&self.total) {
            let about = row.first().map(|it| it.content.bare()).unwrap_or_default();
            for (position, (cell, head)) in row.iter().zip(&self.heads).enumerate() {
                let place = if position == 0 {
                    Sentence::default().name(&format!("{}: ", self.caption))
                } else {
                    Sentence::default()
                        .name(&format!("{}: {about}: {}: ", self.caption, head.title))
                };
                sentences.push(place.text(" ").then(cell.content.clone()));
            }
        }
        sentences
    }
}
