//! Method and definitions; files and checksums.

use crate::claims::report::method;
use crate::claims::{Form, Sentence, Subject};
use crate::report::model::{Block, Cell, Grid, Section};
use crate::tables::Table;
use crate::tables::schema::manifest::Output;

use super::{cell, grid, numbers, value, words};

pub(crate) fn definitions(subject: &Subject<'_>) -> Section {
    super::section(
        "method",
        "Method and definitions",
        [Some(Block::Terms(method::terms(subject))), Some(Block::Note(method::verifying()))],
    )
}

pub(crate) fn files(subject: &Subject<'_>) -> Section {
    let rows: Vec<Vec<Cell>> = subject
        .outputs
        .into_iter()
        .flat_map(Table::iter)
        .map(|row| {
            let path = row.path.as_str();
            vec![
                cell(Sentence::default().link(path, Some(path.to_owned()))),
                value(row, Output::BYTES, Form::Count),
                cell(Sentence::default().code(row.sha256.as_str())),
            ]
        })
        .collect();
    let heads = vec![words("File"), numbers("Bytes"), words("SHA-256")];
    super::section(
        "files",
        "Files and checksums",
        [
            Some(Block::Text(method::files())),
            grid(Sentence::plain("Files of the edition"), heads, rows)
                .map(|it| Block::Folded(Grid { sortable: false, ..it })),
        ],
    )
}
