//! How good the data is: what was read, found, left out and may be counted twice.

use crate::claims::report::quality;
use crate::claims::{Form, Sentence, Subject};
use crate::report::model::{Block, Section};
use crate::tables::schema::FindingsByCode;

use super::{cell, grid, numbers, value, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let rows = subject.tables.findings_by_code.iter().map(|row| {
        vec![
            cell(Sentence::default().code(row.code.as_str())),
            cell(Sentence::default().name(row.severity.as_str())),
            value(row, FindingsByCode::REPORTS, Form::Count),
            value(row, FindingsByCode::FINDINGS, Form::Count),
            cell(quality::meaning(row)),
        ]
    });
    let heads = vec![
        words("Code"),
        words("Severity"),
        numbers("Reports"),
        numbers("Findings"),
        words("Meaning"),
    ];
    let clean = Block::Text(quality::no_findings());
    let caption = Sentence::plain("Findings in all reports that were read");
    let found = grid(caption, heads, rows.collect());
    super::section(
        "data-quality",
        "Data quality",
        [Some(Block::Points(quality::points(subject))), Some(found.map_or(clean, Block::Grid))],
    )
}
