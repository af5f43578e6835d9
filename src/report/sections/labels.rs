//! By attack type, by entity type, by both, and who is named in tags.

use crate::claims::report::{caption, labels};
use crate::claims::{Form, Row, Sentence, Sheet, Subject};
use crate::domain::Dimension;
use crate::report::model::{Block, Cell, Grid, Section};

use super::{cell, grid, money, numbers, value, words, words_of};

/// How many rows a table of the report shows; the rest is in the table of the edition.
const MOST_ROWS: usize = 40;
/// How many pairs and tags are shown.
const MOST_PAIRS: usize = 15;

pub(crate) fn by_attack_type(subject: &Subject<'_>) -> Section {
    by_label(
        subject,
        Dimension::AttackType,
        "by-attack-type",
        "By attack type",
        "losses_by_attack_type",
    )
}

pub(crate) fn by_entity_type(subject: &Subject<'_>) -> Section {
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
    if any && !subject.has_labels(dimension) {
        return super::section(id, title, [Some(Block::Text(labels::no_labels(dimension)))]);
    }
    let is_known = subject.manifest().count("incidents_known") > 0;
    super::section(
        id,
        title,
        [
            Some(Block::Text(labels::by_label(sheet, dimension))),
            any.then_some(Block::Chart(table)),
            is_known.then(|| Block::Note(labels::rule(subject, dimension))),
            labels::unclassified(sheet, dimension).map(Block::Note),
            by_label_grid(subject, sheet, dimension).map(Block::Grid),
            labels::goes_on(sheet, MOST_ROWS).map(Block::Note),
        ],
    )
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
        words_of(labels::head(dimension)),
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
    let caption = caption(&format!("Losses by {one}, "), subject);
    Some(Grid { total, ..grid(caption, heads, rows)? })
}

/// The pairs of attack type and entity type with the largest losses.
pub(crate) fn pairs(subject: &Subject<'_>) -> Section {
    const ID: &str = "attack-type-by-entity-type";
    const TITLE: &str = "Attack type by entity type";
    let table = "losses_by_attack_type_and_entity_type";
    let sheet = subject.sheets.get(table);
    let dimensions = [Dimension::AttackType, Dimension::EntityType];
    let unnamed = dimensions.into_iter().find(|it| !subject.has_labels(*it));
    if let Some(unnamed) = unnamed.filter(|_| sheet.rows().len() > 0) {
        return super::section(ID, TITLE, [Some(Block::Text(labels::no_labels(unnamed)))]);
    }
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
    let caption = caption("Attack types against entity types, ", subject);
    super::section(
        ID,
        TITLE,
        [
            Some(Block::Text(labels::costliest_pair(&largest))),
            (largest.len() > 1).then_some(Block::Chart(table)),
            grid(caption, heads, rows.collect()).map(Block::Grid),
            labels::goes_on(sheet, MOST_PAIRS).map(Block::Note),
        ],
    )
}

/// Who is named in tags.
pub(crate) fn tags(subject: &Subject<'_>) -> Section {
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
    let caption = caption("Tags, ", subject);
    super::section(
        "tags",
        "Who is named",
        [
            Some(Block::Text(labels::tags(sheet))),
            grid(caption, heads, rows.collect()).map(Block::Grid),
            labels::goes_on(sheet, MOST_PAIRS).map(Block::Note),
        ],
    )
}
