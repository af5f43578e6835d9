//! Losses over the months, quarters or years of the period.

use crate::domain::{Granularity, Span, Usd};
use crate::report::Subject;
use crate::report::model::{Block, Form, Section, Sentence};
use crate::report::sheet::Sheet;
use crate::report::words::plural;

use super::{cell, grid, money, numbers, value, words};

/// Up to so many rows are shown; of more, the next longer span.
const MOST_ROWS: usize = 24;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let (name, span) = granularity(subject);
    let sheet = subject.sheets.get(name);
    let form = if span == "year" { Form::Year } else { Form::Month };
    let rows: Vec<_> = sheet
        .rows()
        .map(|row| {
            let day = row.day(span);
            let head = match (span, day) {
                ("quarter", Some(day)) => {
                    let quarter = Span::around(Granularity::Quarter, day).map(Span::words);
                    cell(Sentence::default().name(&quarter.unwrap_or_default()))
                }
                _ => value(row, span, form),
            };
            let head = super::Cell { order: day.map(|it| it.to_string()), ..head };
            vec![
                head,
                value(row, "incidents", Form::Count),
                value(row, "incidents_unknown", Form::Count),
                money(row, "loss_usd"),
                money(row, "cumulative_loss_usd"),
                value(row, "max_loss_usd", Form::Dollars),
            ]
        })
        .collect();
    let heads = vec![
        words(match span {
            "month" => "Month",
            "quarter" => "Quarter",
            _ => "Year",
        }),
        numbers("Incidents"),
        numbers("Loss unknown"),
        numbers("Loss"),
        numbers("Running total"),
        numbers("Largest loss"),
    ];
    let chart = match span {
        "month" => "losses_by_month",
        "quarter" => "losses_by_quarter",
        _ => "losses_by_year",
    };
    let caption = format!("Losses by {span}, {}", subject.span.words());
    let several = sheet.rows().len() > 1 || subject.looks_back();
    super::section(
        "over-time",
        "Losses over time",
        [
            told(sheet, span).map(Block::Text),
            several.then_some(Block::Chart(chart)),
            grid(&caption, heads, rows).map(Block::Grid),
            (span != "year" && subject.looks_back()).then_some(Block::Chart("losses_by_year")),
        ],
    )
}

/// The table to show: the finest whose rows are few enough to read.
fn granularity(subject: &Subject<'_>) -> (&'static str, &'static str) {
    let tables = [("losses_by_month", "month"), ("losses_by_quarter", "quarter")];
    let few = |(name, _): &(&str, &str)| subject.sheets.get(name).rows().len() <= MOST_ROWS;
    tables.into_iter().find(few).unwrap_or(("losses_by_year", "year"))
}

fn told(sheet: &Sheet, span: &'static str) -> Option<Sentence> {
    let positive = sheet.rows().filter(|row| row.usd("loss_usd") > Some(Usd::ZERO));
    let worst = positive.rev().max_by_key(|row| row.usd("loss_usd"));
    let Some(worst) = worst else {
        let any = sheet.rows().any(|row| row.count("incidents") > 0);
        return Some(Sentence::plain(if any {
            "There is no known loss above zero in the period."
        } else {
            "There is no incident in the period."
        }));
    };
    if sheet.rows().len() < 2 {
        return None;
    }
    let form = if span == "year" { Form::Year } else { Form::Month };
    let words = Sentence::plain("The costliest ").text(span);
    let words = if span == "quarter" { words.text(" began in ") } else { words.text(" was ") };
    let count = worst.count("incidents");
    Some(
        words
            .number(worst.number(span, form))
            .text(": ")
            .number(worst.number("loss_usd", Form::Compact))
            .text(" in ")
            .number(worst.number("incidents", Form::Count))
            .text(plural(count, " incident.", " incidents.")),
    )
}
