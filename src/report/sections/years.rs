//! Years beside each other: attack types by year, and the running total of this year.

use chrono::{Datelike, NaiveDate};

use crate::charts::ChartKind;
use crate::claims::report::{labels, years};
use crate::claims::{Form, Sentence, Subject};
use crate::domain::{Dimension, Usd};
use crate::report::model::{Block, Cell, Grid, Head, Section};
use crate::tables::schema::{ByLabelAndPeriod, ToDateByYear};
use crate::tables::{InTable, Table};

use super::{cell, grid, money, numbers, numbers_of, words};

/// How many attack types have a row.
const MOST_TYPES: usize = 12;
/// How many years have a column.
const MOST_YEARS: usize = 8;

/// Attack types by year, from the first report on.
pub(crate) fn heat_map(subject: &Subject<'_>) -> Section {
    const ID: &str = "attack-type-by-year";
    const TITLE: &str = "Attack type by year";
    if subject.manifest.incidents > 0 && !subject.has_labels(Dimension::AttackType) {
        let none = Block::Text(labels::no_labels(Dimension::AttackType));
        return super::section(ID, TITLE, [Some(none)]);
    }
    let sheet = subject.tables.attack_types_by_year();
    let mut years: Vec<NaiveDate> = sheet.rows.iter().map(|row| row.first_day).collect();
    years.sort_unstable();
    years.dedup();
    let ends = years.first().copied().zip(years.last().copied());
    super::section(
        ID,
        TITLE,
        [
            Some(Block::Text(years::by_year(subject, ends))),
            (years.len() > 1).then_some(Block::Chart(ChartKind::LossesByAttackTypeAndYear.name())),
            by_year(subject, sheet, &years).map(Block::Grid),
            ends.map(|_| Block::Note(years::all_in(sheet))),
        ],
    )
}

/// The attack types with the largest losses over the last years.
fn by_year(
    subject: &Subject<'_>,
    sheet: &Table<ByLabelAndPeriod>,
    years: &[NaiveDate],
) -> Option<Grid> {
    let shown = &years[years.len().saturating_sub(MOST_YEARS)..];
    let mut types: Vec<(&str, Usd)> = Vec::new();
    for row in sheet.rows.iter().filter(|row| shown.contains(&row.first_day)) {
        let loss = row.allocated_loss_usd.unwrap_or_default();
        let name = row.label.as_str();
        match types.iter_mut().find(|(it, _)| *it == name) {
            Some((_, sum)) => *sum = [*sum, loss].into_iter().sum(),
            None => types.push((name, loss)),
        }
    }
    types.sort_by_key(|(name, sum)| (std::cmp::Reverse(*sum), *name));
    let rows = types.iter().take(MOST_TYPES).map(|(name, _)| {
        let of_year = |year: &NaiveDate| {
            sheet.iter().find(|row| row.label == *name && row.first_day == *year)
        };
        let cells = shown.iter().map(|year| of_year(year).map_or_else(empty, compact));
        std::iter::once(cell(Sentence::default().name(name))).chain(cells).collect()
    });
    let heads: Vec<Head> = std::iter::once(words("Attack type"))
        .chain(shown.iter().map(|year| numbers_of(years::year(subject, *year).name())))
        .collect();
    grid(Sentence::plain("Allocated losses by attack type and year"), heads, rows.collect())
}

fn empty() -> Cell {
    Cell { content: Sentence::default(), order: Some(String::new()) }
}

fn compact(row: InTable<'_, ByLabelAndPeriod>) -> Cell {
    super::value_or(row, ByLabelAndPeriod::ALLOCATED_LOSS_USD, Form::Compact, "unknown")
}

/// This year's running total against those of earlier years, up to the same day.
pub(crate) fn cumulative(subject: &Subject<'_>) -> Section {
    let rows: Vec<InTable<'_, ToDateByYear>> =
        subject.tables.to_date_by_year.iter().rev().collect();
    let is_whole = rows.first().is_some_and(|row| (row.to.month(), row.to.day()) == (12, 31));
    let cells = rows.iter().take(MOST_YEARS).map(|row| {
        let mut cells = vec![
            super::value(*row, ToDateByYear::YEAR, Form::Plain),
            money(*row, ToDateByYear::LOSS_USD),
        ];
        if !is_whole {
            // Of a year that is not over there is no more than this.
            cells.push(super::value(*row, ToDateByYear::WHOLE_YEAR_LOSS_USD, Form::Dollars));
        }
        cells
    });
    let mut heads = vec![words("Year"), numbers_of(years::to_date_head(subject))];
    if !is_whole {
        heads.push(numbers("Whole year"));
    }
    super::section(
        "year-against-years",
        "This year against earlier years",
        [
            years::against_years(subject).map(Block::Text),
            (rows.len() > 1 && subject.is_reached())
                .then_some(Block::Chart(ChartKind::CumulativeLossByYear.name())),
            grid(Sentence::plain("Losses since January, year by year"), heads, cells.collect())
                .filter(|_| subject.is_reached())
                .map(Block::Grid),
        ],
    )
}
