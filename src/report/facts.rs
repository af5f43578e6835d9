//! `facts.json`: everything that a report and its pictures say, each number of it with the cells that
//! it comes from, and each span of days with the days that it means.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::charts::ChartKind;
use crate::charts::layout::spec::ChartSpec;
use crate::claims::{Number, Sentence, Source, Take};

use super::model::Document;

/// The name of the file.
pub const FACTS: &str = "facts.json";

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its number in the edition, from 1.
    pub id: usize,
    /// Where it appears: the section of the report (`lead`, `key-figures`, ...) or the chart.
    pub place: String,
    /// What part it plays there: `title`, `text`, `note`, `cell`, `subtitle`, `mark`, ...
    pub role: String,
    /// What it says. Of a cell: the caption of its table, what its row is about, the head of its
    /// column, and its content.
    pub text: String,
    /// Its numbers, in their order.
    pub numbers: Vec<Fact>,
    /// The spans of days that it names.
    pub spans: Vec<Span>,
}

/// A number of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// How the statement shows it.
    pub shown: String,
    /// The value, as the CSV file has it.
    pub value: String,
    /// How the value is shown: `compact`, `dollars`, `count`, `percent`, ...
    pub form: String,
    /// Where the value comes from.
    #[serde(flatten)]
    pub from: Place,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The table, `manifest`, or `manifest.outputs`.
    pub table: String,
    /// What is taken: the `cell` of a row, the `sum` of a column over some rows, how many `rows`.
    pub take: String,
    /// Which rows are meant: columns and the value that each has.
    pub row: serde_json::Map<String, serde_json::Value>,
    /// Which of these are left out: columns and the values that each must not have.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub except: serde_json::Map<String, serde_json::Value>,
    /// The column; of the manifest the path of the field, with dots; empty for a number of rows.
    pub column: String,
    /// The whole, if the value is a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Box<Self>>,
}

/// A span of days that a statement names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// How the statement names it.
    pub shown: String,
    /// The first day that is meant.
    pub from: String,
    /// The last day that is meant.
    pub to: String,
}

/// All statements of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Always `lossbook`.
    pub generator: String,
    /// The version that made the edition.
    pub version: String,
    /// The title of the report.
    pub title: String,
    /// Its period: `2023-Q4`.
    pub period: String,
    /// The statements: those of the report in its order, then those of the pictures.
    pub statements: Vec<Statement>,
}

/// Lists what a report and its pictures say. What a chart says on several canvases is listed once.
pub fn facts<'a>(document: &Document, charts: impl IntoIterator<Item = &'a ChartSpec>) -> Facts {
    let mut statements: Vec<Statement> = Vec::new();
    for said in document.said() {
        let id = statements.len() + 1;
        statements.push(Statement::new(id, said.place, said.role, &said.sentence));
    }
    let mut seen = BTreeSet::new();
    for chart in charts {
        for (role, sentence) in chart.statements() {
            let has_facts =
                sentence.numbers().next().is_some() || sentence.spans().next().is_some();
            if (role == "mark" && !has_facts)
                || !seen.insert((chart.name.clone(), role, sentence.bare()))
            {
                continue;
            }
            let id = statements.len() + 1;
            statements.push(Statement::new(id, &chart.name, role, sentence));
        }
    }
    Facts {
        generator: "lossbook".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        title: document.title.bare(),
        period: document.period.clone(),
        statements,
    }
}

impl Statement {
    /// Whether a picture says it, and not the text of the report.
    pub fn is_of_picture(&self) -> bool {
        ChartKind::ALL.into_iter().any(|it| it.name() == self.place)
    }

    fn new(id: usize, place: &str, role: &str, sentence: &Sentence) -> Self {
        let span = |(shown, days): (&str, crate::domain::Span)| Span {
            shown: shown.to_owned(),
            from: days.first().to_string(),
            to: days.last().to_string(),
        };
        Self {
            id,
            place: place.to_owned(),
            role: role.to_owned(),
            text: sentence.bare(),
            numbers: sentence.numbers().map(Fact::new).collect(),
            spans: sentence.spans().map(span).collect(),
        }
    }
}

impl Fact {
    fn new(number: &Number) -> Self {
        let Number { shown, value, form, source } = number;
        Self {
            shown: shown.clone(),
            value: value.clone(),
            form: form.name().to_owned(),
            from: Place::new(source),
        }
    }
}

impl Place {
    fn new(source: &Source) -> Self {
        let Source { table, take, row, except, column, of } = source;
        let row = row.iter().map(|(name, value)| (name.clone(), value.as_str().into()));
        let except = except.iter().map(|(name, values)| (name.clone(), values.clone().into()));
        Self {
            table: table.clone(),
            take: Take::name(*take).to_owned(),
            row: row.collect(),
            except: except.collect(),
            column: column.clone(),
            of: of.as_deref().map(|it| Box::new(Self::new(it))),
        }
    }
}
