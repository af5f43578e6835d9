//! Years beside each other: attack types by year, and the running total of this year.

use chrono::{Datelike, NaiveDate};

use crate::claims::report::{labels, years};
use crate::claims::{Form, Row, Sentence, Sheet, Subject};
use crate::domain::{Dimension, Usd};
use crate::report::model::{Block, Cell, Grid, Head, Section};

use super::{cell, grid, money, numbers, numbers_of, words};

/// How many attack types have a row.
const MOST_TYPES: usize = 12;
/// How many years have a column.
const MOST_YEARS: usize = 8;

/// Attack types by year, from the first report on.
pub(crate) fn heat_map(subject: &Subject<'_>) -> Section {
    const ID: &str = "attack-type-by-year";
    const TITLE: &str = "Attack type by year";
    if subject.manifest().count("incidents") > 0 && !subject.has_labels(Dimension::AttackType) {
        let none = Block::Text(labels::no_labels(Dimension::AttackType));
        return super::section(ID, TITLE, [Some(none)]);
    }
    let sheet = subject.history("losses_by_attack_type_and_year");
    let mut years: Vec<NaiveDate> = sheet.rows().filter_map(|row| row.day("year")).collect();
    years.sort_unstable();
    years.dedup();
    let ends = years.first().copied().zip(years.last().copied());
    super::section(
        ID,
        TITLE,
        [
            Some(Block::Text(years::by_year(subject, ends))),
            (years.len() > 1).then_some(Block::Chart("losses_by_attack_type_and_year")),
            by_year(subject, sheet, &years).map(Block::Grid),
            ends.map(|_| Block::Note(years::all_in(sheet))),
        ],
    )
}

/// The attack types with the largest losses over the last years.
fn by_year(subject: &Subject<'_>, sheet: &Sheet, years: &[NaiveDate]) -> Option<Grid> {
    let shown = &years[years.len().saturating_sub(MOST_YEARS)..];
    let mut types: Vec<(&str, Usd)> = Vec::new();
    for row in sheet.rows().filter(|row| row.day("year").is_some_and(|it| shown.contains(&it))) {
        let loss = row.usd("allocated_loss_usd").unwrap_or_default();
        let name = row.text("attack_type");
        match types.iter_mut().find(|(it, _)| *it == name) {
            Some((_, sum)) => *sum = [*sum, loss].into_iter().sum(),
            None => types.push((name, loss)),
        }
    }
    types.sort_by_key(|(name, sum)| (std::cmp::Reverse(*sum), *name));
    let rows = types.iter().take(MOST_TYPES).map(|(name, _)| {
        let of_year = |year: &NaiveDate| {
            sheet
                .rows()
                .find(|row| row.text("attack_type") == *name && row.day("year") == Some(*year))
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

fn compact(row: Row<'_>) -> Cell {
    super::value_or(row, "allocated_loss_usd", Form::Compact, "unknown")
}

/// This year's running total against those of earlier years, up to the same day.
pub(crate) fn cumulative(subject: &Subject<'_>) -> Section {
    let rows: Vec<Row<'_>> = subject.sheets.get("loss_to_date_by_year").rows().rev().collect();
    let is_whole = rows
        .first()
        .is_some_and(|row| row.day("to").is_some_and(|day| (day.month(), day.day()) == (12, 31)));
    let cells = rows.iter().take(MOST_YEARS).map(|row| {
        let mut cells = vec![super::value(*row, "year", Form::Plain), money(*row, "loss_usd")];
        if !is_whole {
            // Of a year that is not over there is no more than this.
            cells.push(super::value(*row, "whole_year_loss_usd", Form::Dollars));
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
                .then_some(Block::Chart("cumulative_loss_by_year")),
            grid(Sentence::plain("Losses since January, year by year"), heads, cells.collect())
                .filter(|_| subject.is_reached())
                .map(Block::Grid),
        ],
    )
}
