//! By attack type, by entity type, by both, and who is named in tags.

use crate::charts::ChartKind;
use crate::claims::report::{caption, labels};
use crate::claims::{Form, Sentence, Subject};
use crate::domain::Dimension;
use crate::report::model::{Block, Cell, Grid, Section};
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::schema::{ByLabel, ByPair};
use crate::tables::{InTable, Table};

use super::{cell, grid, money, numbers, value, words, words_of};

/// How many rows a table of the report shows; the rest is in the table of the edition.
const MOST_ROWS: usize = 40;
/// How many pairs and tags are shown.
const MOST_PAIRS: usize = 15;

pub(crate) fn by_attack_type(subject: &Subject<'_>) -> Section {
    let table = &subject.tables.by_attack_type;
    let chart = ChartKind::LossesByAttackType;
    by_label(subject, table, Dimension::AttackType, chart, "by-attack-type", "By attack type")
}

pub(crate) fn by_entity_type(subject: &Subject<'_>) -> Section {
    let table = &subject.tables.by_entity_type;
    let chart = ChartKind::LossesByEntityType;
    by_label(subject, table, Dimension::EntityType, chart, "by-entity-type", "By entity type")
}

fn by_label(
    subject: &Subject<'_>,
    sheet: &Table<ByLabel>,
    dimension: Dimension,
    chart: ChartKind,
    id: &'static str,
    title: &str,
) -> Section {
    let any = !sheet.rows.is_empty();
    if any && !subject.has_labels(dimension) {
        return super::section(id, title, [Some(Block::Text(labels::no_labels(dimension)))]);
    }
    let is_known = subject.manifest.incidents_known > 0;
    super::section(
        id,
        title,
        [
            Some(Block::Text(labels::by_label(sheet, dimension))),
            any.then_some(Block::Chart(chart.name())),
            is_known.then(|| Block::Note(labels::rule(subject, dimension))),
            labels::unclassified(sheet, dimension).map(Block::Note),
            by_label_grid(subject, sheet, dimension).map(Block::Grid),
            labels::goes_on(sheet, MOST_ROWS).map(Block::Note),
        ],
    )
}

fn by_label_grid(
    subject: &Subject<'_>,
    sheet: &Table<ByLabel>,
    dimension: Dimension,
) -> Option<Grid> {
    let (one, _) = dimension.words();
    let rows: Vec<Vec<Cell>> = sheet
        .iter()
        .take(MOST_ROWS)
        .map(|row| {
            vec![
                cell(Sentence::default().name(row.label.as_str())),
                value(row, ByLabel::INCIDENTS, Form::Count),
                value(row, ByLabel::INCIDENTS_UNKNOWN, Form::Count),
                money(row, ByLabel::ALLOCATED_LOSS_USD),
                value(row, ByLabel::ALLOCATED_SHARE, Form::Percent),
                money(row, ByLabel::INVOLVED_LOSS_USD),
                value(row, ByLabel::MEDIAN_LOSS_USD, Form::Dollars),
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
    let manifest = subject.manifest;
    let blank = || cell(Sentence::default());
    let whole = sheet.iter().len() <= MOST_ROWS;
    let total = whole.then(|| {
        vec![
            cell(Sentence::plain("Total")),
            value(manifest, ManifestFigures::INCIDENTS, Form::Count),
            value(manifest, ManifestFigures::INCIDENTS_UNKNOWN, Form::Count),
            // A sum of nothing known is not 0.
            match manifest.incidents_known {
                0 => cell(Sentence::plain("unknown")),
                _ => money(manifest, ManifestFigures::TOTAL_LOSS_USD),
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
    let sheet = &subject.tables.by_pair;
    let dimensions = [Dimension::AttackType, Dimension::EntityType];
    let unnamed = dimensions.into_iter().find(|it| !subject.has_labels(*it));
    if let Some(unnamed) = unnamed.filter(|_| sheet.iter().len() > 0) {
        return super::section(ID, TITLE, [Some(Block::Text(labels::no_labels(unnamed)))]);
    }
    let mut largest: Vec<InTable<'_, ByPair>> = sheet.iter().collect();
    largest.sort_by_key(|row| std::cmp::Reverse(row.allocated_loss_usd));
    let rows = largest.iter().take(MOST_PAIRS).map(|row| {
        vec![
            cell(Sentence::default().name(row.attack_type.as_str())),
            cell(Sentence::default().name(row.entity_type.as_str())),
            value(*row, ByPair::INCIDENTS, Form::Count),
            money(*row, ByPair::ALLOCATED_LOSS_USD),
            money(*row, ByPair::INVOLVED_LOSS_USD),
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
            (largest.len() > 1)
                .then_some(Block::Chart(ChartKind::LossesByAttackTypeAndEntityType.name())),
            grid(caption, heads, rows.collect()).map(Block::Grid),
            labels::goes_on(sheet, MOST_PAIRS).map(Block::Note),
        ],
    )
}

/// Who is named in tags.
pub(crate) fn tags(subject: &Subject<'_>) -> Section {
    let sheet = &subject.tables.by_tag;
    let rows = sheet.iter().take(MOST_PAIRS).map(|row| {
        vec![
            cell(Sentence::default().name(row.label.as_str())),
            value(row, ByLabel::INCIDENTS, Form::Count),
            money(row, ByLabel::INVOLVED_LOSS_USD),
            value(row, ByLabel::FIRST_DATE, Form::Day),
            value(row, ByLabel::LAST_DATE, Form::Day),
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
