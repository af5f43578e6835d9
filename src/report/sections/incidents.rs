//! The ten largest incidents.

use crate::domain::Usd;
use crate::report::model::{Block, Cell, Form, Section, Sentence};
use crate::report::words::plural;
use crate::report::{Subject, target};

use super::{cell, grid, money, numbers, value, words};

pub(super) fn section(subject: &Subject<'_>) -> Section {
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
                cell(Sentence::default().link(report, subject.link(report))),
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
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let title = match count {
        10 => "The ten largest incidents",
        _ => "The largest incidents",
    };
    super::section(
        "largest-incidents",
        title,
        [
            Some(Block::Text(told(subject, count))),
            (count > 1).then_some(Block::Chart("largest_incidents")),
            grid(&format!("{title} of {}", subject.span.words()), heads, rows).map(Block::Grid),
            (count > 1).then_some(Block::Chart("losses_over_time")),
        ],
    )
}

fn told(subject: &Subject<'_>, count: i64) -> Sentence {
    let manifest = subject.manifest();
    let known = manifest.count("incidents_known");
    if count == 0 {
        return Sentence::plain(match (manifest.count("incidents"), known) {
            (0, _) => "There is no incident to name.",
            (_, 0) => "No loss is known, so that none can be called the largest.",
            _ => "No incident of the period cost any money.",
        });
    }
    let top_ten =
        subject.sheets.get("loss_concentration").rows().rfind(|it| it.text("basis") == "all");
    let Some(row) = top_ten else { return Sentence::default() };
    if count == 1 {
        return Sentence::plain("One incident of the period cost money.");
    }
    let all =
        row.usd("loss_usd") == row.usd("of_loss_usd") && row.usd("loss_usd") > Some(Usd::ZERO);
    let words = if all && known > count {
        Sentence::plain("These incidents are all that cost money: ")
    } else if all {
        Sentence::plain("These are all incidents of the period with a known loss: ")
    } else {
        let one = plural(count, "This incident makes up ", "These incidents make up ");
        let words = Sentence::plain(one).number(row.number("loss_share", Form::Percent));
        return words
            .text(" of the total of the period: ")
            .number(row.number("loss_usd", Form::Compact))
            .text(" of ")
            .number(row.number("of_loss_usd", Form::Compact))
            .text(".");
    };
    words.number(row.number("loss_usd", Form::Compact)).text(".")
}
