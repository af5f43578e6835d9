//! What the terminal tells of a run: the totals, what was left out, and the costliest labels.

use super::sentence::{Sentence, plural};
use super::sheet::{Row, Rows, Sheet};
use super::subject::Subject;
use super::value::Form;
use crate::domain::Dimension;

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
#[must_use]
pub fn totals(subject: &Subject<'_>, complete: bool) -> Vec<Line> {
    let manifest = subject.manifest();
    let number =
        |column: &'static str| Sentence::default().number(manifest.number(column, Form::Count));
    let some = |column: &'static str, words: &str| match manifest.count(column) {
        0 => Sentence::default(),
        _ => Sentence::plain(words),
    };
    let total = Sentence::default().number(manifest.number("total_loss_usd", Form::Cents));
    let days = Sentence::default().days(&subject.days());
    let unknown = some("incidents_unknown", "in no sum: unknown is not zero");
    let mut lines = vec![
        Line::new("Total loss", total, days),
        Line::new("Incidents", number("incidents"), Sentence::default()),
        Line::new("with a known loss", number("incidents_known"), Sentence::default()).part(),
        Line::new("with an unknown loss", number("incidents_unknown"), unknown).part(),
    ];
    if manifest.count("duplicates") > 0 {
        let note = twice(manifest, "duplicates_loss_usd", " not counted twice");
        lines.push(Line::new("Duplicate reports", number("duplicates"), note));
    }
    let pairs = manifest.count("possible_duplicates.pairs");
    if pairs > 0 {
        let value = Sentence::plain(if complete { "" } else { "at least " })
            .then(number("possible_duplicates.pairs"))
            .text(plural(pairs, " pair", " pairs"));
        let note = twice(manifest, "possible_duplicates.loss_usd", " may be counted twice");
        lines.push(Line::new("Possible duplicates", value, note));
    }
    if manifest.count("outside_period") > 0 {
        let note = Sentence::plain("in no sum");
        lines.push(Line::new("Outside the period", number("outside_period"), note));
    }
    lines
}

fn twice(manifest: Row<'_>, column: &'static str, words: &str) -> Sentence {
    match manifest.fact(column).positive() {
        Some(_) => Sentence::default().number(manifest.number(column, Form::Cents)).text(words),
        None => Sentence::plain("no known loss is counted twice"),
    }
}

/// The costliest labels of a dimension, and the rest in one line; nothing if no incident has any.
#[must_use]
pub fn labels(subject: &Subject<'_>, dimension: Dimension) -> Vec<Line> {
    let sheet = subject.sheets.get(&format!("losses_by_{}", dimension.name()));
    if !subject.has_labels(dimension) {
        return Vec::new();
    }
    let column = dimension.name();
    let line = |row: Row<'_>| Line {
        name: Sentence::default().name(row.text(column)),
        value: Sentence::default().number(row.number("allocated_loss_usd", Form::Cents)),
        note: match row.number("allocated_share", Form::Percent) {
            None => Sentence::default(),
            share => Sentence::default().number(share),
        },
        is_part: true,
    };
    let mut lines: Vec<Line> = sheet.rows().take(NAMED).map(line).collect();
    lines.extend(rest(sheet, column));
    lines
}

/// `16 others`, and their sum.
fn rest(sheet: &Sheet, column: &'static str) -> Option<Line> {
    let named = sheet.rows().take(NAMED).map(|row| row.text(column)).collect();
    let rows = Rows { equal: Vec::new(), except: vec![(column, named)] };
    let count = sheet.count(&rows);
    let sum = sheet.sum("allocated_loss_usd", &rows).number(Form::Cents);
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
