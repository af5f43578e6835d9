//! Grids of losses: `losses_by_attack_type_and_year`, and attack types by entity types.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::claims::cells::Rows;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::Sentence;
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Dimension, Granularity, Span, UNCLASSIFIED, Usd};
use crate::tables::schema::{ByLabelAndPeriod, ByPair};
use crate::tables::{Column, InTable, Row, Table, view};

use super::{ChartWords, amount};

/// What a cell says.
#[derive(Clone, Debug, Default)]
pub enum Cell {
    /// No incident.
    #[default]
    Empty,
    /// Incidents, but no loss of them is known.
    Unknown,
    /// The sum of the known losses; zero is a known loss.
    Known(Usd, Sentence),
}

/// The names above the columns.
#[derive(Clone, Debug)]
pub enum Headers {
    /// Years, without gaps, and the first one of the period; those before it are for comparison.
    Years {
        /// The years.
        years: Vec<i32>,
        /// What each is called: not all of it may be reported.
        names: Vec<Sentence>,
        /// The first year of the period, if earlier ones are shown.
        period_from: Option<i32>,
    },
    /// Labels.
    Labels(Vec<Sentence>),
}

/// A grid: rows of cells, each with a label and the sum of all its cells.
#[derive(Clone, Debug)]
pub struct LossGrid {
    /// The names of the columns.
    pub headers: Headers,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// One row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// What it is about.
    pub label: Sentence,
    /// As many cells as there are columns.
    pub cells: Vec<Cell>,
    /// All of them together.
    pub sum: Cell,
}

impl LossGrid {
    /// What a cell is about: its row and its column.
    pub fn about(&self, row: &GridRow, column: usize) -> Sentence {
        let name = match &self.headers {
            Headers::Years { names, .. } => names.get(column),
            Headers::Labels(labels) => labels.get(column),
        };
        row.label.clone().text(", ").then(name.cloned().unwrap_or_default())
    }
}

impl GridRow {
    /// What the sum of the row says.
    pub fn says_sum(&self, sum: &Sentence) -> Sentence {
        self.label.clone().text(", all: ").then(sum.clone())
    }
}

/// How many rows and columns are kept before the rest is gathered.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Rows.
    pub rows: usize,
    /// Columns of labels.
    pub columns: usize,
}

/// A row for each attack type, a column for each year, from the first report on; and the words.
/// `None` if no incident has an attack type.
pub fn losses_by_attack_type_and_year(
    subject: &Subject<'_>,
    room: Room,
) -> Option<(ChartWords, LossGrid)> {
    if is_without_labels(subject, Dimension::AttackType) {
        return None;
    }
    let of_period = &subject.tables.by_attack_type_and.year;
    let sheet = subject.tables.attack_types_by_year();
    let calendar = subject.calendar(Granularity::Year);
    let years = years(sheet, &calendar);
    let first = calendar.first().map(|it| it.first().year());
    let period_from = first.filter(|first| years.first().is_some_and(|it| it < first));
    let first_day = |year: &i32| format!("{year:04}-01-01");
    let columns: Vec<Part<ByLabelAndPeriod>> =
        years.iter().map(|it| Part::one(ByLabelAndPeriod::FIRST_DAY, first_day(it))).collect();
    let grid = LossGrid {
        rows: grid_rows(sheet, BY_YEAR, &columns, room.rows),
        headers: Headers::Years {
            names: years.iter().map(|it| year_name(subject, *it)).collect(),
            years,
            period_from,
        },
    };
    let quantity = Sentence::plain("Allocated losses by attack type and year");
    let subtitles = if period_from.is_some() {
        subject.subtitles_beside(&quantity, "Left of the line: earlier years")
    } else {
        subject.subtitles(&quantity)
    };
    let titles = titles(subject, of_period, BY_YEAR, "attack type", |row| {
        let span = Span::around(Granularity::Year, row.first_day)?;
        let days = subject.within(span);
        Some(if calendar.len() == 1 {
            Sentence::default()
        } else {
            Sentence::plain(" ").when(&days)
        })
    });
    let more =
        Sentence::plain("A grid with a row for each attack type and a column for each year. ")
            .then(numbers_in(&sheet.schema.name));
    let description = ChartWords::described(&titles, more);
    let footnote = footnote(subject, subject.cut_words(&calendar, "year"));
    Some((ChartWords { titles, subtitles, footnote, description }, grid))
}

/// A row for each attack type, a column for each entity type; and the words. `None` if no incident
/// has an attack type, or none an entity type.
pub fn losses_by_attack_type_and_entity_type(
    subject: &Subject<'_>,
    room: Room,
) -> Option<(ChartWords, LossGrid)> {
    let dimensions = [Dimension::AttackType, Dimension::EntityType];
    if dimensions.into_iter().any(|it| is_without_labels(subject, it)) {
        return None;
    }
    let sheet = &subject.tables.by_pair;
    let entity = ByPair::ENTITY_TYPE;
    let (kept, rest) = ordered(sheet, entity, ByPair::ALLOCATED_LOSS_USD, room.columns);
    let mut columns: Vec<Part<ByPair>> =
        kept.iter().map(|it| Part::one(entity, it.clone())).collect();
    let mut labels: Vec<Sentence> = kept.iter().map(|it| Sentence::default().name(it)).collect();
    if !rest.is_empty() {
        columns.push(Part::rest(entity, kept));
        labels.push(Sentence::plain("All other entity types"));
    }
    let grid = LossGrid {
        rows: grid_rows(sheet, BY_PAIR, &columns, room.rows),
        headers: Headers::Labels(labels),
    };
    let titles = titles(subject, sheet, BY_PAIR, "attack type with an entity type", |row| {
        let entity = row.row().entity_type.as_str();
        (entity != UNCLASSIFIED).then(|| Sentence::plain(" at ").name(entity))
    });
    let more = Sentence::plain(
        "A grid with a row for each attack type and a column for each entity type. ",
    )
    .then(numbers_in(&sheet.schema.name));
    let description = ChartWords::described(&titles, more);
    let words = ChartWords {
        titles,
        subtitles: subject
            .subtitles(&Sentence::plain("Allocated losses by attack type and entity type")),
        footnote: footnote(subject, Sentence::default()),
        description,
    };
    Some((words, grid))
}

fn is_without_labels(subject: &Subject<'_>, dimension: Dimension) -> bool {
    subject.manifest.incidents > 0 && !subject.has_labels(dimension)
}

fn footnote(subject: &Subject<'_>, cut: Sentence) -> Sentence {
    Sentence::plain(
        "A loss with several labels is divided equally among them. Empty cells: no incident. ",
    )
    .then(cut)
    .then(subject.source())
}

/// The largest pair of the period. `what` is what it is a pair of, `at` says where: `None` where there is
/// nothing to say of a pair.
fn titles<R: Row>(
    subject: &Subject<'_>,
    sheet: &Table<R>,
    axis: Axis<R>,
    what: &str,
    at: impl Fn(InTable<'_, R>) -> Option<Sentence>,
) -> Vec<Sentence> {
    let attack = |row: &InTable<'_, R>| (axis.label.value)(row.row()).to_string();
    let said = sheet.iter().filter(|row| attack(row) != UNCLASSIFIED && at(*row).is_some());
    let positive = said.filter(|row| row.fact(axis.loss).positive().is_some());
    let Some(largest) = positive.rev().max_by_key(|row| row.fact(axis.loss).usd()) else {
        return vec![subject.nothing_labelled(what)];
    };
    let (loss, total) = (largest.fact(axis.loss), subject.total());
    let name = || Sentence::default().name(&attack(&largest)).then(at(largest).unwrap_or_default());
    let share = loss.share_of(&total).and_then(|it| it.number(Form::Percent));
    vec![
        name()
            .text(" accounts for ")
            .number(share)
            .text(" of the ")
            .then(amount(&total))
            .text(" lost: ")
            .then(amount(&loss)),
        name().text(": ").then(amount(&loss)).text(" of ").then(amount(&total)),
        name(),
    ]
}

/// The years of the columns, without gaps: from the first one with an incident, or of the period, to
/// that in which the period ends.
fn years(sheet: &Table<ByLabelAndPeriod>, calendar: &[Span]) -> Vec<i32> {
    let Some((first, last)) = calendar.first().zip(calendar.last()) else { return Vec::new() };
    let of_rows = sheet.rows.iter().map(|row| row.first_day.year()).min();
    let first = first.first().year();
    (of_rows.map_or(first, |it| it.min(first))..=last.first().year()).collect()
}

/// What a year is called where the grid shows it whole, as far as the reports go.
fn year_name(subject: &Subject<'_>, year: i32) -> Sentence {
    let day = chrono::NaiveDate::from_ymd_opt(year, 1, 1);
    let span = day.and_then(|day| Span::around(Granularity::Year, day));
    span.map_or_else(Sentence::default, |it| {
        Sentence::default().short_days(&subject.coverage.days(it))
    })
}

/// Which columns of a table a grid has rows for, and adds up.
struct Axis<R> {
    label: Column<R>,
    loss: Column<R>,
}

impl<R> Clone for Axis<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Axis<R> {}

const BY_YEAR: Axis<ByLabelAndPeriod> =
    Axis { label: ByLabelAndPeriod::LABEL, loss: ByLabelAndPeriod::ALLOCATED_LOSS_USD };
const BY_PAIR: Axis<ByPair> = Axis { label: ByPair::ATTACK_TYPE, loss: ByPair::ALLOCATED_LOSS_USD };

/// Which rows of the table a row or a column of the grid adds up.
enum Part<R> {
    One(Column<R>, String),
    Rest(Column<R>, Vec<String>),
}

impl<R: Row> Part<R> {
    const fn one(column: Column<R>, value: String) -> Self {
        Self::One(column, value)
    }

    const fn rest(column: Column<R>, kept: Vec<String>) -> Self {
        Self::Rest(column, kept)
    }

    fn of(&self, rows: Rows<R>) -> Rows<R> {
        match self {
            Self::One(column, value) => rows.equal(*column, value),
            Self::Rest(column, kept) => rows.except(*column, kept.clone()),
        }
    }
}

/// The rows, the largest sum first; those for which there is no room are gathered in one.
fn grid_rows<R: Row>(
    sheet: &Table<R>,
    axis: Axis<R>,
    columns: &[Part<R>],
    most: usize,
) -> Vec<GridRow> {
    let (kept, rest) = ordered(sheet, axis.label, axis.loss, most);
    let row = |label: Sentence, part: &Part<R>| {
        let of_row = || part.of(Rows::all());
        GridRow {
            label,
            cells: columns.iter().map(|it| cell(sheet, axis.loss, &it.of(of_row()))).collect(),
            sum: cell(sheet, axis.loss, &of_row()),
        }
    };
    let mut rows: Vec<GridRow> = kept
        .iter()
        .map(|it| row(Sentence::default().name(it), &Part::one(axis.label, it.clone())))
        .collect();
    if !rest.is_empty() {
        let words = Sentence::plain("All other attack types");
        rows.push(row(words, &Part::rest(axis.label, kept)));
    }
    rows
}

/// The sum over some rows of the table.
fn cell<R: Row>(sheet: &Table<R>, loss: Column<R>, rows: &Rows<R>) -> Cell {
    if sheet.count(rows).count() == 0 {
        return Cell::Empty;
    }
    let loss = sheet.sum(loss, rows);
    match loss.usd() {
        Some(amount) => Cell::Known(amount, super::amount(&loss)),
        None => Cell::Unknown,
    }
}

/// The labels by their sum, the largest first, ties by name: those that are kept, and the rest. One
/// label more is kept rather than gathered alone.
fn ordered<R: Row>(
    sheet: &Table<R>,
    label: Column<R>,
    loss: Column<R>,
    most: usize,
) -> (Vec<String>, Vec<String>) {
    let mut sums: BTreeMap<String, Option<Usd>> = BTreeMap::new();
    for row in sheet.iter() {
        let sum = sums.entry((label.value)(row.row()).to_string()).or_default();
        *sum = view::add(*sum, row.fact(loss).usd());
    }
    let mut sums: Vec<(String, Option<Usd>)> = sums.into_iter().collect();
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let mut labels: Vec<String> = sums.into_iter().map(|(label, _)| label).collect();
    let kept = if labels.len() <= most + 1 { labels.len() } else { most };
    let rest = labels.split_off(kept);
    (labels, rest)
}
