//! How good the data is: what was read, found, left out and may be counted twice.

use crate::domain::Usd;
use crate::report::Subject;
use crate::report::model::{Block, Form, Section, Sentence};
use crate::report::sheet::Row;
use crate::report::words::plural;

use super::{cell, grid, numbers, value, words};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let rows = subject.sheets.get("findings_by_code").rows().map(|row| {
        vec![
            cell(Sentence::default().code(row.text("code"))),
            cell(Sentence::default().name(row.text("severity"))),
            value(row, "reports", Form::Count),
            value(row, "findings", Form::Count),
            cell(Sentence::default().name(row.text("meaning"))),
        ]
    });
    let heads = vec![
        words("Code"),
        words("Severity"),
        numbers("Reports"),
        numbers("Findings"),
        words("Meaning"),
    ];
    let clean = Block::Text(Sentence::plain("There is nothing to say against any report."));
    let found = grid("Findings in all reports that were read", heads, rows.collect());
    super::section(
        "data-quality",
        "Data quality",
        [Some(Block::Points(points(subject))), Some(found.map_or(clean, Block::Grid))],
    )
}

fn points(subject: &Subject<'_>) -> Vec<Sentence> {
    let manifest = subject.manifest();
    let number = |column: &'static str| manifest.number(column, Form::Count);
    let mut points = vec![
        Sentence::plain("Files: ")
            .number(number("files.seen"))
            .text(" seen, of which ")
            .number(number("files.loaded"))
            .text(" loaded, ")
            .number(number("files.rejected"))
            .text(" rejected and ")
            .number(number("files.skipped"))
            .text(" skipped. ")
            .number(number("files.recovered"))
            .text(plural(
                manifest.count("files.recovered"),
                " of the loaded has",
                " of the loaded have",
            ))
            .text(" a warning: a fault that was mended, or something that deserves a look."),
        unknown(manifest),
    ];
    if manifest.count("duplicates") > 0 {
        points.push(
            Sentence::plain("Duplicates: ")
                .number(number("duplicates"))
                .text(plural(manifest.count("duplicates"), " report tells", " reports tell"))
                .text(" of an incident that another report is counted for; ")
                .number(manifest.number("duplicates_loss_usd", Form::Dollars))
                .text(" is not counted twice."),
        );
    }
    points.push(possible_duplicates(manifest));
    if manifest.count("outside_period") > 0 {
        points.push(
            Sentence::plain("Outside of the period: ")
                .number(number("outside_period"))
                .text(plural(manifest.count("outside_period"), " loaded report", " loaded reports"))
                .text(", in no sum of it; those before it serve for comparison."),
        );
    }
    points
}

fn unknown(manifest: Row<'_>) -> Sentence {
    let number = |column: &'static str| manifest.number(column, Form::Count);
    if manifest.count("incidents_unknown") == 0 {
        return Sentence::plain("Unknown losses: none in the period.");
    }
    Sentence::plain("Unknown losses: ")
        .number(number("incidents_unknown"))
        .text(" of ")
        .number(number("incidents"))
        .text(plural(manifest.count("incidents"), " incident", " incidents"))
        .text(" of the period. They are counted as incidents and are in no sum, mean or median.")
}

fn possible_duplicates(manifest: Row<'_>) -> Sentence {
    let number = |column: &'static str| manifest.number(column, Form::Count);
    match manifest.count("possible_duplicates.pairs") {
        0 => Sentence::plain("Possible duplicates: none is left open."),
        pairs => {
            let words = Sentence::plain("Possible duplicates: ")
                .number(number("possible_duplicates.pairs"))
                .text(plural(pairs, " pair of reports may tell", " pairs of reports may tell"))
                .text(" of one event, and no rule says whether; ");
            if manifest.usd("possible_duplicates.loss_usd") > Some(Usd::ZERO) {
                words
                    .number(manifest.number("possible_duplicates.loss_usd", Form::Dollars))
                    .text(" may be counted twice.")
            } else {
                words.text("no known loss is counted twice.")
            }
        }
    }
}
