//! Losses over the months, quarters or years of the period.

use crate::charts::ChartKind;
use crate::claims::report::series;
use crate::claims::{Form, Subject};
use crate::domain::Granularity;
use crate::report::model::{Block, Cell, Section};
use crate::tables::InTable;
use crate::tables::schema::ByPeriod;

use super::{cell, grid, money, numbers, value, words};

/// Up to so many rows are shown; of more, the next longer span.
const MOST_ROWS: usize = 24;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let granularity = granularity(subject);
    let sheet = subject.tables.by_period.of(granularity);
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
        Granularity::Month => ChartKind::LossesByMonth,
        Granularity::Quarter => ChartKind::LossesByQuarter,
        Granularity::Year => ChartKind::LossesByYear,
    };
    let several = rows.len() > 1 || subject.looks_back;
    super::section(
        "over-time",
        "Losses over time",
        [
            series::costliest(subject, sheet, granularity).map(Block::Text),
            several.then_some(Block::Chart(chart.name())),
            grid(series::caption(subject, granularity), heads, rows).map(Block::Grid),
            (granularity != Granularity::Year && subject.looks_back)
                .then_some(Block::Chart(ChartKind::LossesByYear.name())),
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
fn rows<'a>(subject: &Subject<'a>, granularity: Granularity) -> Vec<InTable<'a, ByPeriod>> {
    let as_of = subject.coverage.as_of();
    let sheet = subject.tables.by_period.of(granularity);
    sheet.iter().filter(|row| row.first_day <= as_of).collect()
}

fn cells(subject: &Subject<'_>, row: InTable<'_, ByPeriod>, granularity: Granularity) -> Vec<Cell> {
    let days = series::days(subject, row, granularity);
    let name = days.map(|it| it.name()).unwrap_or_default();
    let order = Some(row.first_day.to_string());
    vec![
        Cell { order, ..cell(name) },
        value(row, ByPeriod::INCIDENTS, Form::Count),
        value(row, ByPeriod::INCIDENTS_UNKNOWN, Form::Count),
        money(row, ByPeriod::LOSS_USD),
        money(row, ByPeriod::CUMULATIVE_LOSS_USD),
        value(row, ByPeriod::MAX_LOSS_USD, Form::Dollars),
    ]
}
