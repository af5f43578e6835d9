//! How losses spread over sizes, and how much the largest make up.

use crate::charts::ChartKind;
use crate::claims::report::{caption, sizes};
use crate::claims::{Form, Sentence, Subject};
use crate::domain::Usd;
use crate::report::model::{Block, Cell, Grid, Section};
use crate::tables::InTable;
use crate::tables::schema::{BySize, Concentration};
use crate::tables::transforms::by_size::UNKNOWN;
use crate::tables::transforms::largest::{ALL, WITHOUT_LARGEST};

use super::{cell, grid, money, numbers, value, value_or, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let any = subject.manifest.incidents > 0;
    super::section(
        "sizes",
        "Sizes and concentration",
        [
            Some(Block::Text(sizes::spread(subject))),
            any.then_some(Block::Chart(ChartKind::LossesBySize.name())),
            bands(subject).filter(|_| any).map(Block::Grid),
            concentration(subject).map(Block::Grid),
        ],
    )
}

fn bands(subject: &Subject<'_>) -> Option<Grid> {
    let rows = subject.tables.by_size.iter().map(|row| {
        let loss = match row.band.as_str() {
            UNKNOWN => value_or(row, BySize::LOSS_USD, Form::Dollars, "in no sum"),
            _ => money(row, BySize::LOSS_USD),
        };
        vec![
            cell(Sentence::default().name(row.band.as_str())),
            value(row, BySize::INCIDENTS, Form::Count),
            value(row, BySize::INCIDENT_SHARE, Form::Percent),
            loss,
            value(row, BySize::LOSS_SHARE, Form::Percent),
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
    let sheet = &subject.tables.concentration;
    let (mut rows, mut without): (Vec<Vec<Cell>>, Vec<InTable<'_, Concentration>>) =
        (Vec::new(), Vec::new());
    for row in sheet.iter() {
        if row.basis == WITHOUT_LARGEST {
            without.push(row);
        }
    }
    let positive = |row: &InTable<'_, Concentration>| row.of_loss_usd > Some(Usd::ZERO);
    for (row, rest) in sheet.iter().filter(|it| it.basis == ALL).zip(without) {
        if !positive(&row) {
            continue;
        }
        let words = sizes::largest(row);
        rows.push(vec![
            Cell { content: words, order: Some(row.largest.to_string()) },
            money(row, Concentration::LOSS_USD),
            value(row, Concentration::LOSS_SHARE, Form::Percent),
            value_or(rest, Concentration::LOSS_USD, Form::Dollars, "–"),
            value(rest, Concentration::LOSS_SHARE, Form::Percent),
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
