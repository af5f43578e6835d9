//! Losses over the months, quarters or years of the period.

use crate::claims::report::series;
use crate::claims::{Form, Row, Subject};
use crate::domain::Granularity;
use crate::report::model::{Block, Cell, Section};
use crate::tables::schema::{losses_by_period, span_name};

use super::{cell, grid, money, numbers, value, words};

/// Up to so many rows are shown; of more, the next longer span.
const MOST_ROWS: usize = 24;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let granularity = granularity(subject);
    let span = span_name(granularity);
    let sheet = subject.sheets.get(&losses_by_period(granularity).name);
    let rows: Vec<Vec<Cell>> = rows(subject, granularity)
        .into_iter()
        .map(|row| cells(subject, row, granularity))
        .collect();
    let heads = vec![
        words(match granularity {
            Granularity::Month => "Month",
            Granularity::Quarter => "Quarter",
            Granularity::Year => "Year",
        }),
        numbers("Incidents"),
        numbers("Loss unknown"),
        numbers("Loss"),
        numbers("Running total"),
        numbers("Largest loss"),
    ];
    let chart = match granularity {
        Granularity::Month => "losses_by_month",
        Granularity::Quarter => "losses_by_quarter",
        Granularity::Year => "losses_by_year",
    };
    let several = rows.len() > 1 || subject.looks_back();
    super::section(
        "over-time",
        "Losses over time",
        [
            series::costliest(subject, sheet, granularity).map(Block::Text),
            several.then_some(Block::Chart(chart)),
            grid(series::caption(subject, granularity), heads, rows).map(Block::Grid),
            (span != "year" && subject.looks_back()).then_some(Block::Chart("losses_by_year")),
        ],
    )
}

/// The finest spans whose rows are few enough to read.
fn granularity(subject: &Subject<'_>) -> Granularity {
    let finer = [Granularity::Month, Granularity::Quarter];
    let few = |it: &Granularity| rows(subject, *it).len() <= MOST_ROWS;
    finer.into_iter().find(few).unwrap_or(Granularity::Year)
}

/// The rows that the reports reach: nothing is said of what nobody can have reported yet.
fn rows<'a>(subject: &Subject<'a>, granularity: Granularity) -> Vec<Row<'a>> {
    let (span, as_of) = (span_name(granularity), subject.coverage.as_of());
    let sheet = subject.sheets.get(&losses_by_period(granularity).name);
    sheet.rows().filter(|row| row.day(span).is_some_and(|day| day <= as_of)).collect()
}

fn cells(subject: &Subject<'_>, row: Row<'_>, granularity: Granularity) -> Vec<Cell> {
    let days = series::days(subject, row, granularity);
    let name = days.map(|it| it.name()).unwrap_or_default();
    let order = row.day(span_name(granularity)).map(|it| it.to_string());
    vec![
        Cell { order, ..cell(name) },
        value(row, "incidents", Form::Count),
        value(row, "incidents_unknown", Form::Count),
        money(row, "loss_usd"),
        money(row, "cumulative_loss_usd"),
        value(row, "max_loss_usd", Form::Dollars),
    ]
}
