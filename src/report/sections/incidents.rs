//! The ten largest incidents.

use crate::claims::report::{caption, incidents};
use crate::claims::subject::target;
use crate::claims::{Form, Sentence, Subject};
use crate::report::link;
use crate::report::model::{Block, Cell, Section};

use super::{cell, grid, money, numbers, value, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let sheet = subject.sheets.get("largest_incidents");
    let rows: Vec<Vec<Cell>> = sheet
        .rows()
        .map(|row| {
            let report = row.text("report");
            vec![
                value(row, "rank", Form::Plain),
                value(row, "date", Form::Day),
                cell(Sentence::default().name(&target(row))),
                cell(Sentence::default().name(&row.list("attack_types").join(", "))),
                cell(Sentence::default().name(&row.list("entity_types").join(", "))),
                money(row, "loss_usd"),
                value(row, "loss_share", Form::Percent),
                cell(Sentence::default().link(report, link(subject, report))),
            ]
        })
        .collect();
    let heads = vec![
        numbers("Rank"),
        words("Date"),
        words("Target"),
        words("Attack types"),
        words("Entity types"),
        numbers("Loss"),
        numbers("Share"),
        words("Report"),
    ];
    let (several, title) = (rows.len() > 1, incidents::title(subject));
    let of = format!("{title} of ");
    super::section(
        "largest-incidents",
        title,
        [
            Some(Block::Text(incidents::make_up(subject))),
            several.then_some(Block::Chart("largest_incidents")),
            grid(caption(&of, subject), heads, rows).map(Block::Grid),
            several.then_some(Block::Chart("losses_over_time")),
        ],
    )
}
