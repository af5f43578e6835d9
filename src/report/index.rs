//! The index of many reports: one row for each period, which leads to its report.

use crate::claims::report::index;
use crate::claims::{Form, Row, Subject};
use crate::domain::Granularity;

use super::model::{Block, Cell, Document, Section};
use super::sections::{cell, grid, money, numbers, value, words};

/// Puts the index of the reports of each month, quarter or year together, the newest first.
#[must_use]
pub fn compose(subject: &Subject<'_>, granularity: Granularity) -> Document {
    let rows = subject.sheets.get("reports").rows();
    let rows: Vec<Vec<Cell>> = rows.filter_map(|row| cells(subject, row)).collect();
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

fn cells(subject: &Subject<'_>, row: Row<'_>) -> Option<Vec<Cell>> {
    let days = index::days(subject, row)?;
    // Where nothing is reported there is no report to lead to.
    let name = if row.count("incidents") > 0 {
        days.linked(format!("{}/report.html", row.text("period")))
    } else {
        days.name()
    };
    Some(vec![
        Cell { order: row.day("from").map(|it| it.to_string()), ..cell(name) },
        value(row, "incidents", Form::Count),
        value(row, "incidents_unknown", Form::Count),
        money(row, "loss_usd"),
        value(row, "max_loss_usd", Form::Dollars),
    ])
}
