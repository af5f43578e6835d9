//! The ten largest incidents.

use crate::charts::ChartKind;
use crate::claims::report::{caption, incidents};
use crate::claims::subject::target;
use crate::claims::{Form, Sentence, Subject};
use crate::report::link;
use crate::report::model::{Block, Cell, Section};
use crate::tables::schema::LargestIncident;

use super::{cell, grid, money, numbers, value, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let sheet = &subject.tables.largest_incidents;
    let rows: Vec<Vec<Cell>> = sheet
        .iter()
        .map(|row| {
            let report = row.report.as_str();
            vec![
                value(row, LargestIncident::RANK, Form::Plain),
                value(row, LargestIncident::DATE, Form::Day),
                cell(Sentence::default().name(&target(&row))),
                cell(Sentence::default().name(&row.attack_types.join(", "))),
                cell(Sentence::default().name(&row.entity_types.join(", "))),
                money(row, LargestIncident::LOSS_USD),
                value(row, LargestIncident::LOSS_SHARE, Form::Percent),
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
            several.then_some(Block::Chart(ChartKind::LargestIncidents.name())),
            grid(caption(&of, subject), heads, rows).map(Block::Grid),
            several.then_some(Block::Chart(ChartKind::LossesOverTime.name())),
        ],
    )
}
