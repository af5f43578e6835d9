//! By attack type, by entity type, by both, and who is named in tags.

use crate::claims::cells::Rows;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Dimension, UNCLASSIFIED};
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::schema::{ByLabel, ByPair};
use crate::tables::{InTable, Row, Table};

/// The head of the column of labels: `Attack type`.
pub fn head(dimension: Dimension) -> Sentence {
    Sentence::plain(dimension.words().0).capital()
}

/// What the largest and the most frequent label of a dimension are.
pub fn by_label(sheet: &Table<ByLabel>, dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    let mut rows = sheet.iter().filter(|row| row.label.as_str() != UNCLASSIFIED);
    let Some(first) = rows.next() else {
        return Sentence::plain("There is no incident in the period.");
    };
    if first.fact(ByLabel::ALLOCATED_LOSS_USD).positive().is_none() {
        return Sentence::plain("No known loss above zero is to be divided among the ")
            .text(many)
            .text(".");
    }
    let count = first.incidents;
    let cost = |row: InTable<'_, ByLabel>| {
        Sentence::default().number(row.number(ByLabel::ALLOCATED_LOSS_USD, Form::Compact))
    };
    let second = rows.next().map(|row| row.allocated_loss_usd);
    let verb = if second == Some(first.allocated_loss_usd) { " cost " } else { " cost the most: " };
    let words = Sentence::default()
        .name(first.label.as_str())
        .text(verb)
        .then(cost(first))
        .text(", ")
        .number(first.number(ByLabel::ALLOCATED_SHARE, Form::Percent))
        .text(" of the total, from ")
        .number(first.number(ByLabel::INCIDENTS, Form::Count))
        .text(plural(count, " incident.", " incidents."));
    let labelled = || sheet.iter().filter(|row| row.label.as_str() != UNCLASSIFIED);
    let most = labelled().map(|row| row.incidents).max().unwrap_or(0);
    let mut frequent = labelled().filter(|row| row.incidents == most);
    match (frequent.next(), frequent.next()) {
        (Some(row), None) if most > count => words
            .text(" The most frequent was ")
            .name(row.label.as_str())
            .text(", with ")
            .number(row.number(ByLabel::INCIDENTS, Form::Count))
            .text(" incidents and ")
            .then(cost(row))
            .text("."),
        _ => words,
    }
}

const INVOLVED: &str = ". Involved loss counts each loss in full under each of them: it overlaps, and must not be added up.";
const ALLOCATED: &str =
    " Allocated loss divides each loss equally among them: it adds up to the total of the period, ";

/// What the two sums are, and what they are parts of.
pub fn rule(subject: &Subject<'_>, dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    let manifest = subject.manifest;
    Sentence::plain("An incident can have several ")
        .text(many)
        .text(INVOLVED)
        .text(ALLOCATED)
        .number(manifest.number(ManifestFigures::TOTAL_LOSS_USD, Form::Dollars))
        .text(
            ", and shares are parts of that. Counts overlap like involved losses: the period has ",
        )
        .number(manifest.number(ManifestFigures::INCIDENTS, Form::Count))
        .text(plural(manifest.incidents, " incident.", " incidents."))
}

/// How many incidents of the period have no label of a dimension; nothing if all have one.
pub fn unclassified(sheet: &Table<ByLabel>, dimension: Dimension) -> Option<Sentence> {
    let (word, _) = dimension.words();
    let row = sheet.find(|it| it.label == UNCLASSIFIED)?;
    let count = row.incidents;
    Some(
        Sentence::default()
            .number(row.number(ByLabel::INCIDENTS, Form::Count))
            .text(plural(count, " incident has no ", " incidents have no "))
            .text(word)
            .text(plural(count, " and stands under ", " and stand under "))
            .code(UNCLASSIFIED)
            .text("."),
    )
}

/// What is said of a dimension that no incident of the period has.
pub fn no_labels(dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    Sentence::plain("The reports of the period name no ").text(many).text(".")
}

/// The costliest pair of attack type and entity type. `largest` are the pairs, the largest first.
pub fn costliest_pair(largest: &[InTable<'_, ByPair>]) -> Sentence {
    let is_said = |row: &&InTable<'_, ByPair>| {
        row.attack_type.as_str() != UNCLASSIFIED && row.entity_type.as_str() != UNCLASSIFIED
    };
    let mut said = largest.iter().filter(is_said);
    match (said.next(), said.next()) {
        (Some(first), second) if first.fact(ByPair::ALLOCATED_LOSS_USD).positive().is_some() => {
            let loss = first.allocated_loss_usd;
            let is_alone = second.is_none_or(|it| it.allocated_loss_usd < loss);
            let one = if is_alone {
                "The costliest combination was "
            } else {
                "A costly combination was "
            };
            Sentence::plain(one)
                .name(first.attack_type.as_str())
                .text(" against ")
                .name(first.entity_type.as_str())
                .text(": ")
                .number(first.number(ByPair::ALLOCATED_LOSS_USD, Form::Compact))
                .text(" in ")
                .number(first.number(ByPair::INCIDENTS, Form::Count))
                .text(plural(first.incidents, " incident.", " incidents."))
        }
        _ if largest.is_empty() => Sentence::plain("There is no incident in the period."),
        _ => Sentence::plain("No known loss above zero is to be divided."),
    }
}

/// What tags are; that there are none.
pub fn tags(sheet: &Table<ByLabel>) -> Sentence {
    if sheet.rows.is_empty() {
        return Sentence::plain("No report of the period has a tag.");
    }
    Sentence::plain(
        "Tags are what the authors of the reports added, often the name of a suspect. A name here is a claim of a report, not a finding of ours. One incident can have several tags, so the sums overlap.",
    )
}

/// What is said of rows that are not shown.
pub fn goes_on<R: Row>(sheet: &Table<R>, shown: usize) -> Option<Sentence> {
    let all = sheet.count(&Rows::all());
    (sheet.rows.len() > shown).then(|| {
        Sentence::plain("The table goes on: all ")
            .number(all.number(Form::Count))
            .text(" rows are in ")
            .code(&format!("tables/{}.csv", sheet.schema.name))
            .text(".")
    })
}
