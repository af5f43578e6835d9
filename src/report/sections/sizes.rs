//! How losses spread over sizes, and how much the largest make up.

use crate::claims::report::{caption, sizes};
use crate::claims::{Form, Row, Sentence, Subject};
use crate::domain::Usd;
use crate::report::model::{Block, Cell, Grid, Section};

use super::{cell, grid, money, numbers, value, value_or, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let any = subject.manifest().count("incidents") > 0;
    super::section(
        "sizes",
        "Sizes and concentration",
        [
            Some(Block::Text(sizes::spread(subject))),
            any.then_some(Block::Chart("losses_by_size")),
            bands(subject).filter(|_| any).map(Block::Grid),
            concentration(subject).map(Block::Grid),
        ],
    )
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
    let caption = caption("Incidents by size of the loss, ", subject);
    grid(caption, heads, rows.collect()).map(|it| Grid { sortable: false, ..it })
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
        let words = sizes::largest(row);
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
    let caption = caption("Concentration of losses, ", subject);
    grid(caption, heads, rows).map(|it| Grid { sortable: false, ..it })
}
