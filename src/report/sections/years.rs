//! Years beside each other: attack types by year, and the running total of this year.

use chrono::{Datelike, NaiveDate};

use crate::domain::Usd;
use crate::report::Subject;
use crate::report::model::{Block, Cell, Form, Grid, Head, Section, Sentence};
use crate::report::sheet::{Row, Sheet};

use super::{cell, grid, money, numbers, words};

/// How many attack types have a row.
const MOST_TYPES: usize = 12;
/// How many years have a column.
const MOST_YEARS: usize = 8;

/// Attack types by year, from the first report on.
pub(super) fn heat_map(subject: &Subject<'_>) -> Section {
    let table = if subject.looks_back() {
        "history_by_attack_type_and_year"
    } else {
        "losses_by_attack_type_and_year"
    };
    let sheet = subject.sheets.get(table);
    let mut years: Vec<NaiveDate> = sheet.rows().filter_map(|row| row.day("year")).collect();
    years.sort_unstable();
    years.dedup();
    let first = years.first().map(|it| it.year().to_string()).unwrap_or_default();
    let told = match years.len() {
        0 => Sentence::plain("There is no incident up to the end of the period."),
        _ => Sentence::plain("Allocated losses of each attack type by year, from ").name(&first)
            .text(" to the end of the period. Empty means no incident; unknown means that no loss of the year is known."),
    };
    super::section(
        "attack-type-by-year",
        "Attack type by year",
        [
            Some(Block::Text(told)),
            (years.len() > 1).then_some(Block::Chart("losses_by_attack_type_and_year")),
            by_year(sheet, &years).map(Block::Grid),
            Some(Block::Note(
                Sentence::plain("All types and years are in ")
                    .code(&format!("tables/{table}.csv"))
                    .text("."),
            ))
            .filter(|_| !years.is_empty()),
        ],
    )
}

/// The attack types with the largest losses over the last years.
fn by_year(sheet: &Sheet, years: &[NaiveDate]) -> Option<Grid> {
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
        .chain(shown.iter().map(|year| numbers(&year.year().to_string())))
        .collect();
    grid("Allocated losses by attack type and year", heads, rows.collect())
}

fn empty() -> Cell {
    Cell { content: Sentence::default(), order: Some(String::new()) }
}

fn compact(row: Row<'_>) -> Cell {
    super::value_or(row, "allocated_loss_usd", Form::Compact, "unknown")
}

/// This year's running total against those of earlier years, up to the same month.
pub(super) fn cumulative(subject: &Subject<'_>) -> Section {
    let sheet = subject.sheets.get("cumulative_loss_by_year");
    let months: Vec<(NaiveDate, Row<'_>)> =
        sheet.rows().filter_map(|row| Some((row.day("month")?, row))).collect();
    let last = months.last().copied();
    let month = last.map_or(12, |(day, _)| day.month());
    let name = last.map(|(day, _)| day.format("%B").to_string()).unwrap_or_default();
    let mut same: Vec<(NaiveDate, Row<'_>, Row<'_>)> = Vec::new();
    for (day, row) in months.iter().filter(|(day, _)| day.month() == month) {
        let whole = months.iter().rfind(|(other, _)| other.year() == day.year());
        same.push((*day, *row, whole.map_or(*row, |(_, row)| *row)));
    }
    same.reverse();
    let is_whole = month == 12;
    let rows = same.iter().take(MOST_YEARS).enumerate().map(|(position, (_, row, whole))| {
        let mut cells =
            vec![super::value(*row, "year", Form::Plain), money(*row, "cumulative_loss_usd")];
        if !is_whole {
            // Of the last year there is no more than this.
            cells.push(if position == 0 {
                cell(Sentence::plain("–"))
            } else {
                money(*whole, "cumulative_loss_usd")
            });
        }
        cells
    });
    let mut heads = vec![words("Year"), numbers(&format!("January to {name}"))];
    if is_whole {
        heads[1] = numbers("January to December");
    } else {
        heads.push(numbers("Whole year"));
    }
    let several = same.len() > 1;
    super::section(
        "year-against-years",
        "This year against earlier years",
        [
            told(&same, &name).map(Block::Text),
            several.then_some(Block::Chart("cumulative_loss_by_year")),
            grid("Losses since January, year by year", heads, rows.collect()).map(Block::Grid),
        ],
    )
}

fn told(same: &[(NaiveDate, Row<'_>, Row<'_>)], month: &str) -> Option<Sentence> {
    let (_, this, _) = same.first()?;
    let year = |row: &Row<'_>| row.number("year", Form::Plain);
    let loss = |row: &Row<'_>| row.number("cumulative_loss_usd", Form::Compact);
    let words = Sentence::plain("By the end of ")
        .name(month)
        .text(", ")
        .number(year(this))
        .text(" had cost ")
        .number(loss(this));
    let Some((_, before, _)) = same.get(1) else { return Some(words.text(".")) };
    let words = words
        .text("; ")
        .number(year(before))
        .text(" had cost ")
        .number(loss(before))
        .text(" by then");
    let positive = |row: &Row<'_>| row.usd("cumulative_loss_usd") > Some(Usd::ZERO);
    let others = same[1..].iter().filter(|(_, row, _)| positive(row));
    let worst = others.max_by_key(|(_, row, _)| row.usd("cumulative_loss_usd"));
    Some(match worst {
        Some((day, row, _)) if day.year() != same[1].0.year() => words
            .text(", and the costliest year, ")
            .number(year(row))
            .text(", ")
            .number(loss(row))
            .text("."),
        _ => words.text("."),
    })
}
