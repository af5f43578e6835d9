//! What the terminal tells of a run: the totals, what was left out, and the costliest labels.

use crate::claims::cells::Rows;
use crate::domain::Dimension;
use crate::tables::schema::ByLabel;
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::{Column, InTable, Table};

use super::sentence::{Sentence, plural};
use super::subject::Subject;
use super::value::Form;

/// How many labels of a dimension are named.
const NAMED: usize = 5;

/// A line of the summary: what it is about, the value, and what there is to say about it.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What it is about.
    pub name: Sentence,
    /// The value.
    pub value: Sentence,
    /// What there is to say.
    pub note: Sentence,
    /// Whether the line stands below the one before, as a part of it.
    pub is_part: bool,
}

impl Line {
    fn new(name: &str, value: Sentence, note: Sentence) -> Self {
        Self { name: Sentence::plain(name), value, note, is_part: false }
    }

    fn part(self) -> Self {
        Self { is_part: true, ..self }
    }
}

/// The totals and what was left out. `complete` is whether all possible duplicates were found.
pub fn totals(subject: &Subject<'_>, complete: bool) -> Vec<Line> {
    let manifest = subject.manifest;
    let number = |column: Column<ManifestFigures>| {
        Sentence::default().number(manifest.number(column, Form::Count))
    };
    let total =
        Sentence::default().number(manifest.number(ManifestFigures::TOTAL_LOSS_USD, Form::Cents));
    let days = Sentence::default().days(&subject.days());
    let unknown = match manifest.incidents_unknown {
        0 => Sentence::default(),
        _ => Sentence::plain("in no sum: unknown is not zero"),
    };
    let mut lines = vec![
        Line::new("Total loss", total, days),
        Line::new("Incidents", number(ManifestFigures::INCIDENTS), Sentence::default()),
        Line::new(
            "with a known loss",
            number(ManifestFigures::INCIDENTS_KNOWN),
            Sentence::default(),
        )
        .part(),
        Line::new("with an unknown loss", number(ManifestFigures::INCIDENTS_UNKNOWN), unknown)
            .part(),
    ];
    if manifest.duplicates > 0 {
        let note = twice(manifest, ManifestFigures::DUPLICATES_LOSS_USD, " not counted twice");
        lines.push(Line::new("Duplicate reports", number(ManifestFigures::DUPLICATES), note));
    }
    let pairs = manifest.possible_duplicates_pairs;
    if pairs > 0 {
        let value = Sentence::plain(if complete { "" } else { "at least " })
            .then(number(ManifestFigures::POSSIBLE_DUPLICATES_PAIRS))
            .text(plural(pairs, " pair", " pairs"));
        let note =
            twice(manifest, ManifestFigures::POSSIBLE_DUPLICATES_LOSS_USD, " may be counted twice");
        lines.push(Line::new("Possible duplicates", value, note));
    }
    if manifest.outside_period > 0 {
        let note = Sentence::plain("in no sum");
        lines.push(Line::new("Outside the period", number(ManifestFigures::OUTSIDE_PERIOD), note));
    }
    lines
}

fn twice(
    manifest: InTable<'_, ManifestFigures>,
    column: Column<ManifestFigures>,
    words: &str,
) -> Sentence {
    match manifest.fact(column).positive() {
        Some(_) => Sentence::default().number(manifest.number(column, Form::Cents)).text(words),
        None => Sentence::plain("no known loss is counted twice"),
    }
}

/// The costliest labels of a dimension, and the rest in one line; nothing if no incident has any.
pub fn labels(subject: &Subject<'_>, dimension: Dimension) -> Vec<Line> {
    let Some(sheet) = subject.tables.by_label(dimension).filter(|_| subject.has_labels(dimension))
    else {
        return Vec::new();
    };
    let line = |row: InTable<'_, ByLabel>| Line {
        name: Sentence::default().name(row.label.as_str()),
        value: Sentence::default().number(row.number(ByLabel::ALLOCATED_LOSS_USD, Form::Cents)),
        note: match row.number(ByLabel::ALLOCATED_SHARE, Form::Percent) {
            None => Sentence::default(),
            share => Sentence::default().number(share),
        },
        is_part: true,
    };
    let mut lines: Vec<Line> = sheet.iter().take(NAMED).map(line).collect();
    lines.extend(rest(sheet));
    lines
}

/// `16 others`, and their sum.
fn rest(sheet: &Table<ByLabel>) -> Option<Line> {
    let named = sheet.rows.iter().take(NAMED).map(|row| row.label.clone()).collect();
    let rows = Rows::all().except(ByLabel::LABEL, named);
    let count = sheet.count(&rows);
    let sum = sheet.sum(ByLabel::ALLOCATED_LOSS_USD, &rows).number(Form::Cents);
    (count.count() > 0).then(|| Line {
        name: Sentence::default().number(count.number(Form::Count)).text(plural(
            count.count(),
            " other",
            " others",
        )),
        value: Sentence::default().number(sum),
        note: Sentence::default(),
        is_part: true,
    })
}
