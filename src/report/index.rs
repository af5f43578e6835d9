//! The index of many reports: one row for each period, which leads to its report.

use crate::claims::report::index;
use crate::claims::{Form, Subject};
use crate::domain::Granularity;
use crate::tables::schema::Reports;
use crate::tables::{InTable, Table};

use super::model::{Block, Cell, Document, Section};
use super::sections::{cell, grid, money, numbers, value, words};

/// Puts the index of the reports of each month, quarter or year together, the newest first.
pub fn compose(
    subject: &Subject<'_>,
    reports: &Table<Reports>,
    granularity: Granularity,
) -> Document {
    let rows: Vec<Vec<Cell>> = reports.iter().filter_map(|row| cells(subject, row)).collect();
    let heads = vec![
        words("Period"),
        numbers("Incidents"),
        numbers("Loss unknown"),
        numbers("Loss"),
        numbers("Largest loss"),
    ];
    let table = grid(index::caption(granularity), heads, rows);
    let left_out = index::left_out(subject, granularity);
    Document {
        title: index::title(subject, granularity),
        period: subject.span.to_string(),
        lead: index::lead(subject, granularity),
        sections: vec![Section {
            id: "reports",
            title: "Reports".into(),
            blocks: table.map(Block::Grid).into_iter().chain(left_out.map(Block::Note)).collect(),
        }],
    }
}

fn cells(subject: &Subject<'_>, row: InTable<'_, Reports>) -> Option<Vec<Cell>> {
    let days = index::days(subject, row)?;
    // Where nothing is reported there is no report to lead to.
    let name = if row.incidents > 0 {
        days.linked(format!("{}/report.html", row.period.as_str()))
    } else {
        days.name()
    };
    Some(vec![
        Cell { order: Some(row.from.to_string()), ..cell(name) },
        value(row, Reports::INCIDENTS, Form::Count),
        value(row, Reports::INCIDENTS_UNKNOWN, Form::Count),
        money(row, Reports::LOSS_USD),
        value(row, Reports::MAX_LOSS_USD, Form::Dollars),
    ])
}
