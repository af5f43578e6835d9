//! How losses spread over sizes, and how much the largest make up.

use crate::domain::Usd;
use crate::report::Subject;
use crate::report::model::{Block, Cell, Form, Grid, Section, Sentence};
use crate::report::words::plural;

use super::{Row, cell, grid, money, numbers, value, value_or, words};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let any = subject.manifest().count("incidents") > 0;
    super::section(
        "sizes",
        "Sizes and concentration",
        [
            Some(Block::Text(told(subject))),
            any.then_some(Block::Chart("losses_by_size")),
            bands(subject).filter(|_| any).map(Block::Grid),
            concentration(subject).map(Block::Grid),
        ],
    )
}

fn told(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest();
    if manifest.count("incidents") == 0 {
        return Sentence::plain("There is no incident in the period.");
    }
    if manifest.count("incidents_known") == 0 {
        return Sentence::plain("No loss is known, so there are no sizes to compare.");
    }
    let bands = subject.sheets.get("losses_by_size");
    let largest = bands.rows().rev().find(|it| it.usd("loss_usd") > Some(Usd::ZERO));
    let Some(band) = largest else {
        return Sentence::plain("No incident of the period cost any money.");
    };
    let count = band.count("incidents");
    let words = Sentence::default()
        .number(band.number("incidents", Form::Count))
        .text(plural(count, " incident", " incidents"))
        .text(" with a loss of ")
        .name(band.text("band"))
        .text(plural(count, " makes up ", " make up "))
        .number(band.number("loss_share", Form::Percent))
        .text(" of the total.");
    let concentration = subject.sheets.get("loss_concentration");
    let of = |basis: &str, largest: i64| {
        concentration.rows().find(|it| it.text("basis") == basis && it.count("largest") == largest)
    };
    match of("all", 5).zip(of("without_largest", 5)) {
        Some((all, rest)) if rest.count("incidents") > 0 && all.count("incidents") == 5 => words
            .text(" The ")
            .number(all.number("largest", Form::Plain))
            .text(" largest losses together make up ")
            .number(all.number("loss_share", Form::Percent))
            .text(". Without the largest of all, ")
            .number(rest.number("of_loss_usd", Form::Compact))
            .text(" is left."),
        _ => words,
    }
}

fn bands(subject: &Subject<'_>) -> Option<Grid> {
    let rows = subject.sheets.get("losses_by_size").rows().map(|row| {
        let loss = match row.text("band") {
            "unknown" => value_or(row, "loss_usd", Form::Dollars, "in no sum"),
            _ => money(row, "loss_usd"),
        };
        vec![
            cell(Sentence::default().name(row.text("band"))),
            value(row, "incidents", Form::Count),
            value(row, "incident_share", Form::Percent),
            loss,
            value(row, "loss_share", Form::Percent),
        ]
    });
    let heads = vec![
        words("Loss"),
        numbers("Incidents"),
        numbers("Share of incidents"),
        numbers("Sum of losses"),
        numbers("Share of the total"),
    ];
    let caption = format!("Incidents by size of the loss, {}", subject.span.words());
    grid(&caption, heads, rows.collect()).map(|it| Grid { sortable: false, ..it })
}

/// A row for each number of largest losses; beside it the same without the largest of all.
fn concentration(subject: &Subject<'_>) -> Option<Grid> {
    let sheet = subject.sheets.get("loss_concentration");
    let (mut rows, mut without): (Vec<Vec<Cell>>, Vec<Row<'_>>) = (Vec::new(), Vec::new());
    for row in sheet.rows() {
        if row.text("basis") == "without_largest" {
            without.push(row);
        }
    }
    let positive = |row: &Row<'_>| row.usd("of_loss_usd") > Some(Usd::ZERO);
    for (row, rest) in sheet.rows().filter(|it| it.text("basis") == "all").zip(without) {
        if !positive(&row) {
            continue;
        }
        let words = match row.count("largest") {
            1 => Sentence::plain("The largest"),
            _ => {
                Sentence::plain("The ").number(row.number("largest", Form::Plain)).text(" largest")
            }
        };
        rows.push(vec![
            Cell { content: words, order: Some(row.count("largest").to_string()) },
            money(row, "loss_usd"),
            value(row, "loss_share", Form::Percent),
            value_or(rest, "loss_usd", Form::Dollars, "–"),
            value(rest, "loss_share", Form::Percent),
        ]);
    }
    let heads = vec![
        words("Losses"),
        numbers("Sum"),
        numbers("Share of the total"),
        numbers("Sum without the largest of all"),
        numbers("Share of what is left"),
    ];
    let caption = format!("Concentration of losses, {}", subject.span.words());
    grid(&caption, heads, rows).map(|it| Grid { sortable: false, ..it })
}
