//! By attack type, by entity type, by both, and who is named in tags.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::sheet::{Row, Rows, Sheet};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Dimension, UNCLASSIFIED};

/// The head of the column of labels: `Attack type`.
#[must_use]
pub fn head(dimension: Dimension) -> Sentence {
    Sentence::plain(dimension.words().0).capital()
}

/// What the largest and the most frequent label of a dimension are.
#[must_use]
pub fn by_label(sheet: &Sheet, dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    let name = dimension.name();
    let mut rows = sheet.rows().filter(|row| row.text(name) != UNCLASSIFIED);
    let Some(first) = rows.next() else {
        return Sentence::plain("There is no incident in the period.");
    };
    if first.fact("allocated_loss_usd").positive().is_none() {
        return Sentence::plain("No known loss above zero is to be divided among the ")
            .text(many)
            .text(".");
    }
    let count = first.count("incidents");
    let cost =
        |row: Row<'_>| Sentence::default().number(row.number("allocated_loss_usd", Form::Compact));
    let second = rows.next().map(|row| row.usd("allocated_loss_usd"));
    let verb =
        if second == Some(first.usd("allocated_loss_usd")) { " cost " } else { " cost the most: " };
    let words = Sentence::default()
        .name(first.text(name))
        .text(verb)
        .then(cost(first))
        .text(", ")
        .number(first.number("allocated_share", Form::Percent))
        .text(" of the total, from ")
        .number(first.number("incidents", Form::Count))
        .text(plural(count, " incident.", " incidents."));
    let labelled = || sheet.rows().filter(|row| row.text(name) != UNCLASSIFIED);
    let most = labelled().map(|row| row.count("incidents")).max().unwrap_or(0);
    let mut frequent = labelled().filter(|row| row.count("incidents") == most);
    match (frequent.next(), frequent.next()) {
        (Some(row), None) if most > count => words
            .text(" The most frequent was ")
            .name(row.text(name))
            .text(", with ")
            .number(row.number("incidents", Form::Count))
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
#[must_use]
pub fn rule(subject: &Subject<'_>, dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    let manifest = subject.manifest();
    Sentence::plain("An incident can have several ")
        .text(many)
        .text(INVOLVED)
        .text(ALLOCATED)
        .number(manifest.number("total_loss_usd", Form::Dollars))
        .text(
            ", and shares are parts of that. Counts overlap like involved losses: the period has ",
        )
        .number(manifest.number("incidents", Form::Count))
        .text(plural(manifest.count("incidents"), " incident.", " incidents."))
}

/// How many incidents of the period have no label of a dimension; nothing if all have one.
#[must_use]
pub fn unclassified(sheet: &Sheet, dimension: Dimension) -> Option<Sentence> {
    let (word, _) = dimension.words();
    let row = sheet.row(dimension.name(), UNCLASSIFIED)?;
    let count = row.count("incidents");
    Some(
        Sentence::default()
            .number(row.number("incidents", Form::Count))
            .text(plural(count, " incident has no ", " incidents have no "))
            .text(word)
            .text(plural(count, " and stands under ", " and stand under "))
            .code(UNCLASSIFIED)
            .text("."),
    )
}

/// What is said of a dimension that no incident of the period has.
#[must_use]
pub fn no_labels(dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    Sentence::plain("The reports of the period name no ").text(many).text(".")
}

/// The costliest pair of attack type and entity type. `largest` are the pairs, the largest first.
#[must_use]
pub fn costliest_pair(largest: &[Row<'_>]) -> Sentence {
    let is_said = |row: &&Row<'_>| {
        row.text("attack_type") != UNCLASSIFIED && row.text("entity_type") != UNCLASSIFIED
    };
    let mut said = largest.iter().filter(is_said);
    match (said.next(), said.next()) {
        (Some(first), second) if first.fact("allocated_loss_usd").positive().is_some() => {
            let loss = first.usd("allocated_loss_usd");
            let is_alone = second.is_none_or(|it| it.usd("allocated_loss_usd") < loss);
            let one = if is_alone {
                "The costliest combination was "
            } else {
                "A costly combination was "
            };
            Sentence::plain(one)
                .name(first.text("attack_type"))
                .text(" against ")
                .name(first.text("entity_type"))
                .text(": ")
                .number(first.number("allocated_loss_usd", Form::Compact))
                .text(" in ")
                .number(first.number("incidents", Form::Count))
                .text(plural(first.count("incidents"), " incident.", " incidents."))
        }
        _ if largest.is_empty() => Sentence::plain("There is no incident in the period."),
        _ => Sentence::plain("No known loss above zero is to be divided."),
    }
}

/// What tags are; that there are none.
#[must_use]
pub fn tags(sheet: &Sheet) -> Sentence {
    if sheet.rows().len() == 0 {
        return Sentence::plain("No report of the period has a tag.");
    }
    Sentence::plain(
        "Tags are what the authors of the reports added, often the name of a suspect. A name here is a claim of a report, not a finding of ours. One incident can have several tags, so the sums overlap.",
    )
}

/// What is said of rows that are not shown.
#[must_use]
pub fn goes_on(sheet: &Sheet, shown: usize) -> Option<Sentence> {
    let all = sheet.count(&Rows::default());
    (sheet.rows().len() > shown).then(|| {
        Sentence::plain("The table goes on: all ")
            .number(all.number(Form::Count))
            .text(" rows are in ")
            .code(&format!("tables/{}.csv", sheet.name))
            .text(".")
    })
}
