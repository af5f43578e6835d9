//! Method and definitions; files and checksums.

use crate::report::Subject;
use crate::report::model::{Block, Cell, Form, Grid, Section, Sentence};

use super::{cell, grid, numbers, value, words};

/// What the words of a report mean.
const TERMS: [(&str, &str); 9] = [
    (
        "Loss",
        "US dollars at the time of the event, as the report states it; not adjusted for inflation, for later prices or for money that was returned. It is known, which includes zero, or unknown.",
    ),
    (
        "Unknown",
        "Nobody knows the loss. Such an incident counts as an incident and is in no sum, mean or median: unknown is not zero.",
    ),
    (
        "Involved loss",
        "A label's sum over all incidents that carry it, each in full. It overlaps between labels and is never added up.",
    ),
    (
        "Allocated loss",
        "A label's part when each loss is divided equally among the labels of its incident. Cents that are left over go one each to the labels first in alphabetical order. It adds up to the total, to the cent.",
    ),
    ("Median and mean", "Of known losses only, rounded to the cent, half to even."),
    (
        "Concentration",
        "The joint share of the largest losses in the total, as economists measure markets.",
    ),
    (
        "Comparison",
        "With the span of the same length before the period, and with the same span a year before. Of a period that is not over, the others are cut to the same number of days.",
    ),
    (
        "Duplicates",
        "Reports that share a target, lie within a week of each other, and whose losses are alike or partly unknown, are possible duplicates. Nothing is merged unless a rule, written down with its reason, says so.",
    ),
    (
        "Source",
        "Incident reports: one file for each incident. Every number of this report is in a table beside it, and each row names its reports.",
    ),
];

pub(super) fn definitions(subject: &Subject<'_>) -> Section {
    let span = subject.span;
    let period = Sentence::plain("From ")
        .name(&span.first().to_string())
        .text(" to ")
        .name(&span.last().to_string())
        .text(", both included. An incident belongs to the day that its report states.");
    let terms = TERMS.map(|(term, meaning)| (term.to_owned(), Sentence::plain(meaning)));
    let terms = std::iter::once(("Period".to_owned(), period)).chain(terms).collect();
    let verify =
        Sentence::plain("Each number of the text is listed with its table, row and column in ")
            .code("facts.json")
            .text(". ")
            .code("lossbook verify")
            .text(" computes all of them again.");
    super::section(
        "method",
        "Method and definitions",
        [Some(Block::Terms(terms)), Some(Block::Note(verify))],
    )
}

pub(super) fn files(subject: &Subject<'_>) -> Section {
    let rows: Vec<Vec<Cell>> = subject
        .sheets
        .get("manifest.outputs")
        .rows()
        .map(|row| {
            let path = row.text("path");
            vec![
                cell(Sentence::default().link(path, Some(path.to_owned()))),
                value(row, "bytes", Form::Count),
                cell(Sentence::default().code(row.text("sha256"))),
            ]
        })
        .collect();
    let heads = vec![words("File"), numbers("Bytes"), words("SHA-256")];
    let told = Sentence::plain("These files stand beside the report. ")
        .code("manifest.json")
        .text(" has the checksums of all of them and of the report itself.");
    super::section(
        "files",
        "Files and checksums",
        [
            Some(Block::Text(told)),
            grid("Files of the edition", heads, rows)
                .map(|it| Block::Folded(Grid { sortable: false, ..it })),
        ],
    )
}
