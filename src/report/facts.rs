//! `facts.json`: every number of a report, with the sentence it stands in and the cell that it
//! comes from.

use serde::{Deserialize, Serialize};

use super::model::{Document, Number, Source};

/// The name of the file.
pub const FACTS: &str = "facts.json";

/// One number of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its number in the report, from 1.
    pub id: usize,
    /// The section it stands in: `lead`, `key-figures`, ...
    pub section: String,
    /// The sentence; of a cell the caption of its table, what its row and its column are about, and
    /// what it says.
    pub sentence: String,
    /// How the sentence shows the number.
    pub shown: String,
    /// The value, as the CSV file has it.
    pub value: String,
    /// How the value is shown: `compact`, `dollars`, `count`, `percent`, ...
    pub form: String,
    /// The table, `manifest`, or `manifest.outputs`.
    pub table: String,
    /// What tells the row apart: columns and their values.
    pub row: serde_json::Map<String, serde_json::Value>,
    /// The column; of the manifest the path of the field, with dots.
    pub column: String,
}

/// All numbers of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Always `lossbook`.
    pub generator: String,
    /// The version that made the report.
    pub version: String,
    /// The title of the report.
    pub title: String,
    /// Its period: `2023-Q4`.
    pub period: String,
    /// The numbers, in the order of the report.
    pub facts: Vec<Fact>,
}

/// Lists the numbers of a report, in its order.
#[must_use]
pub fn facts(document: &Document) -> Facts {
    let mut facts = Vec::new();
    for (section, sentence) in document.sentences() {
        let bare = sentence.bare();
        for number in sentence.numbers() {
            facts.push(fact(facts.len() + 1, section, &bare, number));
        }
    }
    Facts {
        generator: "lossbook".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        title: document.title.clone(),
        period: document.period.clone(),
        facts,
    }
}

fn fact(id: usize, section: &str, sentence: &str, number: &Number) -> Fact {
    let Number { shown, value, form, source: Source { table, row, column } } = number;
    Fact {
        id,
        section: section.to_owned(),
        sentence: sentence.to_owned(),
        shown: shown.clone(),
        value: value.clone(),
        form: form.name().to_owned(),
        table: table.clone(),
        row: row.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect(),
        column: column.clone(),
    }
}
