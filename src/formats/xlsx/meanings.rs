//! The last sheet: every column of every table, and what it means.

use crate::tables::schema::{ColumnSchema, Kind, TableSchema};

use super::cells::{Cell, text};
use super::sheet::Sheet;

/// What the sheet shows, in the terms of a table.
pub(crate) fn table() -> TableSchema {
    let column = |name, meaning: &str| ColumnSchema {
        name,
        kind: Kind::Text,
        required: true,
        meaning: meaning.to_owned(),
    };
    TableSchema {
        name: "columns".into(),
        meaning: "One row for each column of each table".into(),
        columns: vec![
            column("sheet", "sheet that the column is in"),
            column("table", "name of the table, and of its CSV and Parquet files"),
            column("column", "name of the column"),
            column("type", "what it holds"),
            column("meaning", "what it means"),
        ],
        key: vec!["table", "column"],
    }
}

/// The rows, column by column.
pub(crate) fn columns<'a>(sheets: &'a [Sheet<'_>]) -> Vec<Vec<Option<Cell<'a>>>> {
    let rows =
        sheets.iter().flat_map(|sheet| sheet.table.columns.iter().map(move |it| (sheet, it)));
    let mut columns = vec![Vec::new(); table().columns.len()];
    for (sheet, column) in rows {
        let kind = type_words(column);
        let cells: [Cell<'a>; 5] = [
            text(&sheet.name),
            text(&sheet.table.name),
            text(column.name),
            Cell::Text(kind.into()),
            text(&column.meaning),
        ];
        for (cells, cell) in columns.iter_mut().zip(cells) {
            cells.push(Some(cell));
        }
    }
    columns
}

fn type_words(column: &ColumnSchema) -> String {
    let words = match column.kind {
        Kind::Text => "text",
        Kind::TextList => "texts, joined by semicolons",
        Kind::Date => "date",
        Kind::Integer => "integer",
        Kind::Usd => "US dollars",
        Kind::Share => "part of a whole",
    };
    format!("{words}{}", if column.required { "" } else { ", or empty" })
}
