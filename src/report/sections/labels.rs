//! By attack type, by entity type, by both, and who is named in tags.

use crate::domain::{Dimension, Usd};
use crate::report::Subject;
use crate::report::model::{Block, Cell, Form, Grid, Section, Sentence};
use crate::report::sheet::{Row, Sheet};
use crate::report::words::{capital, plural};

use super::{cell, grid, money, numbers, value, words};

/// How many rows a table of the report shows; the rest is in the table of the edition.
const MOST_ROWS: usize = 40;
/// How many pairs and tags are shown.
const MOST_PAIRS: usize = 15;

pub(super) fn by_attack_type(subject: &Subject<'_>) -> Section {
    by_label(
        subject,
        Dimension::AttackType,
        "by-attack-type",
        "By attack type",
        "losses_by_attack_type",
    )
}

pub(super) fn by_entity_type(subject: &Subject<'_>) -> Section {
    by_label(
        subject,
        Dimension::EntityType,
        "by-entity-type",
        "By entity type",
        "losses_by_entity_type",
    )
}

fn by_label(
    subject: &Subject<'_>,
    dimension: Dimension,
    id: &'static str,
    title: &str,
    table: &'static str,
) -> Section {
    let sheet = subject.sheets.get(table);
    let any = sheet.rows().len() > 0;
    super::section(
        id,
        title,
        [
            Some(Block::Text(told(sheet, dimension))),
            any.then_some(Block::Chart(table)),
            (subject.manifest().count("incidents_known") > 0)
                .then(|| Block::Note(rule(subject, dimension))),
            by_label_grid(subject, sheet, dimension).map(Block::Grid),
            cut(sheet, MOST_ROWS, table),
        ],
    )
}

fn told(sheet: &Sheet, dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    let Some(first) = sheet.rows().next() else {
        return Sentence::plain("There is no incident in the period.");
    };
    if first.usd("allocated_loss_usd").is_none_or(|loss| loss == Usd::ZERO) {
        return Sentence::plain("No known loss above zero is to be divided among the ")
            .text(many)
            .text(".");
    }
    let count = first.count("incidents");
    let words = Sentence::default()
        .name(first.text(dimension.name()))
        .text(" cost the most: ")
        .number(first.number("allocated_loss_usd", Form::Compact))
        .text(", ")
        .number(first.number("allocated_share", Form::Percent))
        .text(" of the total, from ")
        .number(first.number("incidents", Form::Count))
        .text(plural(count, " incident.", " incidents."));
    let most = sheet.rows().rev().max_by_key(|row| row.count("incidents"));
    match most {
        Some(most) if most.count("incidents") > count => words
            .text(" The most frequent was ")
            .name(most.text(dimension.name()))
            .text(", with ")
            .number(most.number("incidents", Form::Count))
            .text(" incidents and ")
            .number(most.number("allocated_loss_usd", Form::Compact))
            .text("."),
        _ => words,
    }
}

const INVOLVED: &str = ". Involved loss counts each loss in full under each of them: it overlaps, and must not be added up.";
const ALLOCATED: &str =
    " Allocated loss divides each loss equally among them: it adds up to the total of the period, ";

/// What the two sums are, and what they are parts of.
fn rule(subject: &Subject<'_>, dimension: Dimension) -> Sentence {
    let (_, many) = dimension.words();
    Sentence::plain("An incident can have several ")
        .text(many)
        .text(INVOLVED)
        .text(ALLOCATED)
        .number(subject.manifest().number("total_loss_usd", Form::Dollars))
        .text(
            ", and shares are parts of that. Counts overlap like involved losses: the period has ",
        )
        .number(subject.manifest().number("incidents", Form::Count))
        .text(plural(subject.manifest().count("incidents"), " incident.", " incidents."))
}

fn by_label_grid(subject: &Subject<'_>, sheet: &Sheet, dimension: Dimension) -> Option<Grid> {
    let (one, _) = dimension.words();
    let rows: Vec<Vec<Cell>> = sheet
        .rows()
        .take(MOST_ROWS)
        .map(|row| {
            vec![
                cell(Sentence::default().name(row.text(dimension.name()))),
                value(row, "incidents", Form::Count),
                value(row, "incidents_unknown", Form::Count),
                money(row, "allocated_loss_usd"),
                value(row, "allocated_share", Form::Percent),
                money(row, "involved_loss_usd"),
                value(row, "median_loss_usd", Form::Dollars),
            ]
        })
        .collect();
    let heads = vec![
        words(&capital(one)),
        numbers("Incidents"),
        numbers("Loss unknown"),
        numbers("Allocated loss"),
        numbers("Share"),
        numbers("Involved loss"),
        numbers("Median loss"),
    ];
    let manifest = subject.manifest();
    let blank = || cell(Sentence::default());
    let whole = sheet.rows().len() <= MOST_ROWS;
    let total = whole.then(|| {
        vec![
            cell(Sentence::plain("Total")),
            value(manifest, "incidents", Form::Count),
            value(manifest, "incidents_unknown", Form::Count),
            // A sum of nothing known is not 0.
            match manifest.count("incidents_known") {
                0 => cell(Sentence::plain("unknown")),
                _ => money(manifest, "total_loss_usd"),
            },
            blank(),
            blank(),
            blank(),
        ]
    });
    let caption = format!("Losses by {one}, {}", subject.span.words());
    Some(Grid { total, ..grid(&caption, heads, rows)? })
}

/// What there is to say of rows that are not shown.
fn cut(sheet: &Sheet, most: usize, table: &str) -> Option<Block> {
    (sheet.rows().len() > most).then(|| {
        Block::Note(
            Sentence::plain("The table goes on in ").code(&format!("tables/{table}.csv")).text("."),
        )
    })
}

/// The pairs of attack type and entity type with the largest losses.
pub(super) fn pairs(subject: &Subject<'_>) -> Section {
    let table = "losses_by_attack_type_and_entity_type";
    let sheet = subject.sheets.get(table);
    let mut largest: Vec<Row<'_>> = sheet.rows().collect();
    largest.sort_by_key(|row| std::cmp::Reverse(row.usd("allocated_loss_usd")));
    let rows = largest.iter().take(MOST_PAIRS).map(|row| {
        vec![
            cell(Sentence::default().name(row.text("attack_type"))),
            cell(Sentence::default().name(row.text("entity_type"))),
            value(*row, "incidents", Form::Count),
            money(*row, "allocated_loss_usd"),
            money(*row, "involved_loss_usd"),
        ]
    });
    let heads = vec![
        words("Attack type"),
        words("Entity type"),
        numbers("Incidents"),
        numbers("Allocated loss"),
        numbers("Involved loss"),
    ];
    let told = match largest.first() {
        Some(first) if first.usd("allocated_loss_usd") > Some(Usd::ZERO) => {
            Sentence::plain("The costliest combination was ")
                .name(first.text("attack_type"))
                .text(" against ")
                .name(first.text("entity_type"))
                .text(": ")
                .number(first.number("allocated_loss_usd", Form::Compact))
                .text(" in ")
                .number(first.number("incidents", Form::Count))
                .text(plural(first.count("incidents"), " incident.", " incidents."))
        }
        Some(_) => Sentence::plain("No known loss above zero is to be divided."),
        None => Sentence::plain("There is no incident in the period."),
    };
    let caption = format!("Attack types against entity types, {}", subject.span.words());
    super::section(
        "attack-type-by-entity-type",
        "Attack type by entity type",
        [
            Some(Block::Text(told)),
            (largest.len() > 1).then_some(Block::Chart(table)),
            grid(&caption, heads, rows.collect()).map(Block::Grid),
            cut(sheet, MOST_PAIRS, table),
        ],
    )
}

/// Who is named in tags.
pub(super) fn tags(subject: &Subject<'_>) -> Section {
    let sheet = subject.sheets.get("losses_by_tag");
    let rows = sheet.rows().take(MOST_PAIRS).map(|row| {
        vec![
            cell(Sentence::default().name(row.text("tag"))),
            value(row, "incidents", Form::Count),
            money(row, "involved_loss_usd"),
            value(row, "first_date", Form::Day),
            value(row, "last_date", Form::Day),
        ]
    });
    let heads = vec![
        words("Tag"),
        numbers("Incidents"),
        numbers("Involved loss"),
        words("First"),
        words("Last"),
    ];
    let told = if sheet.rows().len() == 0 {
        Sentence::plain("No report of the period has a tag.")
    } else {
        Sentence::plain(
            "Tags are what the authors of the reports added, often the name of a suspect. A name here is a claim of a \
                         report, not a finding of ours. One incident can have several tags, so the sums overlap.",
        )
    };
    let caption = format!("Tags, {}", subject.span.words());
    super::section(
        "tags",
        "Who is named",
        [
            Some(Block::Text(told)),
            grid(&caption, heads, rows.collect()).map(Block::Grid),
            cut(sheet, MOST_PAIRS, "losses_by_tag"),
        ],
    )
}
