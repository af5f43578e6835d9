//! The index of many reports: one row for each period, which leads to its report.

use crate::domain::{Granularity, Span};
use crate::tables::columns::{self, span_name};

use super::Subject;
use super::model::{Block, Cell, Document, Form, Section, Sentence};
use super::sections::{cell, grid, money, numbers, value, words};
use super::words::plural;

/// Puts the index of the reports of each month, quarter or year together, the newest first.
#[must_use]
pub fn compose(subject: &Subject<'_>, granularity: Granularity) -> Document {
    let span = span_name(granularity);
    let sheet = subject.sheets.get(&columns::losses_by_period(granularity).name);
    let rows: Vec<Vec<Cell>> = sheet
        .rows()
        .rev()
        .filter_map(|row| {
            let period = Span::around(granularity, row.day(span)?)?;
            // Where nothing is reported there is no report to lead to.
            let name = if row.count("incidents") > 0 {
                Sentence::default().link(&period.words(), Some(format!("{period}/report.html")))
            } else {
                Sentence::default().name(&period.words())
            };
            Some(vec![
                Cell { order: Some(period.first().to_string()), ..cell(name) },
                value(row, "incidents", Form::Count),
                value(row, "incidents_unknown", Form::Count),
                money(row, "loss_usd"),
                value(row, "max_loss_usd", Form::Dollars),
            ])
        })
        .collect();
    let heads = vec![
        words("Period"),
        numbers("Incidents"),
        numbers("Loss unknown"),
        numbers("Loss"),
        numbers("Largest loss"),
    ];
    let manifest = subject.manifest();
    let incidents = plural(manifest.count("incidents"), " incident from ", " incidents from ");
    let lead = Sentence::default()
        .number(manifest.number("incidents", Form::Count))
        .text(incidents)
        .name(&subject.span.words())
        .text(" cost ")
        .strong(manifest.number("total_loss_usd", Form::Compact))
        .text(". There is a report for each ")
        .text(span)
        .text(" that has incidents.");
    let usual = format!("Losses to security incidents by {span}, {}", subject.span.words());
    let table = grid(&format!("Reports by {span}"), heads, rows);
    Document {
        title: subject.title.map_or(usual, str::to_owned),
        period: subject.span.to_string(),
        lead,
        sections: vec![Section {
            id: "reports",
            title: "Reports".into(),
            blocks: table.map(Block::Grid).into_iter().collect(),
        }],
    }
}
