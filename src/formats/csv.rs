//! Tables as CSV: RFC 4180, UTF-8, LF, ISO dates, plain decimals, an empty cell for null.

use std::fmt::{self, Write};

use crate::store::Artifact;
use crate::tables::AnyTable;
use crate::tables::cell::{Cells, joined};

use super::FormatError;

/// What stands before a text that a spreadsheet would run.
const GUARD: char = '\'';

/// Of how many rows the cells are in memory at once.
const ROWS_AT_ONCE: usize = 8192;

/// Whether texts that a spreadsheet would run as a formula are guarded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormulaGuard {
    /// They get a leading `'`.
    #[default]
    On,
    /// They are written as they are: for programs that read CSV.
    Off,
}

/// Encodes a table as `tables/<name>.csv`. The texts of a list are joined by `; `.
///
/// # Errors
///
/// [`FormatError::Text`] with what the CSV writer says.
pub fn encode(table: &dyn AnyTable, guard: FormulaGuard) -> Result<Artifact, FormatError> {
    let path = format!("tables/{}.csv", table.schema().name);
    let failed = |reason: String| FormatError::Text { path: path.clone(), reason };
    let bytes = written(table, guard).map_err(|error| failed(error.to_string()))?;
    let bytes = bytes.into_inner().map_err(|error| failed(error.to_string()))?;
    Ok(Artifact { path, bytes })
}

fn written(table: &dyn AnyTable, guard: FormulaGuard) -> csv::Result<csv::Writer<Vec<u8>>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.schema().columns.iter().map(|column| column.name))?;
    for first in (0..table.height()).step_by(ROWS_AT_ONCE) {
        let rows = first..table.height().min(first + ROWS_AT_ONCE);
        let height = rows.len();
        write_rows(&table.columns(rows), height, guard, &mut writer)?;
    }
    Ok(writer)
}

fn write_rows(
    columns: &[Cells<'_>],
    height: usize,
    guard: FormulaGuard,
    writer: &mut csv::Writer<Vec<u8>>,
) -> csv::Result<()> {
    let mut field = String::new();
    for row in 0..height {
        for cells in columns {
            field.clear();
            let is_text = matches!(cells, Cells::Text(_) | Cells::TextList(_));
            // A `String` takes all that is written to it.
            let _ = write_cell(cells, row, &mut field);
            if is_text && guard == FormulaGuard::On && needs_guard(&field) {
                field.insert(0, GUARD);
            }
            writer.write_field(&field)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// Writes a cell; nothing of one without a value.
fn write_cell(cells: &Cells<'_>, row: usize, field: &mut String) -> fmt::Result {
    fn write<T: fmt::Display>(cell: Option<T>, field: &mut String) -> fmt::Result {
        cell.map_or(Ok(()), |cell| write!(field, "{cell}"))
    }
    match cells {
        Cells::Text(texts) => {
            field.push_str(texts[row].unwrap_or_default());
            Ok(())
        }
        Cells::TextList(lists) => write(joined(lists[row]), field),
        Cells::Date(days) => write(days[row], field),
        Cells::Integer(counts) => write(counts[row], field),
        Cells::Usd(amounts) => write(amounts[row], field),
        Cells::Share(shares) => write(shares[row], field),
    }
}

/// A text as a cell that no spreadsheet runs: one that begins like a formula gets a leading `'`.
///
/// Plain numbers are not touched: `-5` is a number, `-5+cmd` is not.
///
/// # Source
///
/// OWASP, "CSV Injection": a cell that begins with `=`, `+`, `-`, `@`, tab or carriage return may
/// be run.
///
/// ```
/// # use lossbook::formats::csv::guarded;
/// assert_eq!(guarded("=1+1"), "'=1+1");
/// assert_eq!(guarded("-12.5"), "-12.5");
/// assert_eq!(guarded("51% Attack"), "51% Attack");
/// ```
pub fn guarded(text: &str) -> String {
    if needs_guard(text) { format!("{GUARD}{text}") } else { text.to_owned() }
}

fn needs_guard(text: &str) -> bool {
    if !text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return false;
    }
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_plain = number.starts_with(|first: char| first.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && number.matches('.').count() <= 1;
    !is_plain
}

/// A guarded text as it was. A text that was written `'=1` by its author is taken for a guarded one.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|text| guarded(text) == cell).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::domain::Usd;
    use crate::tables::schema::{ColumnSchema, Kind, TableSchema};

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        #[rustfmt::skip]
        let table = [
            ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("-5", "-5"), ("+5.25", "+5.25"), ("-5.2.5", "'-5.2.5"), ("-", "'-"),
            ("-.5", "'-.5"), ("", ""), ("51%", "51%"), ("a=1", "a=1"), ("'", "'"),
        ];
        for (text, expected) in table {
            assert_eq!(guarded(text), expected, "{text:?}");
            assert_eq!(unguarded(expected), text, "{text:?}");
        }
    }

    #[test]
    fn cells_of_every_kind() {
        struct Sample(TableSchema, [Vec<String>; 3]);
        impl AnyTable for Sample {
            fn schema(&self) -> &TableSchema {
                &self.0
            }
            fn height(&self) -> usize {
                3
            }
            fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>> {
                assert_eq!(rows, 0..3);
                let amount = |cents| Some(Usd::from_cents(cents));
                vec![
                    Cells::Text(vec![Some("say \"hi\"\nthere"), None, Some("=x")]),
                    Cells::TextList(self.1.iter().map(Vec::as_slice).collect()),
                    Cells::Date(vec!["2023-01-02".parse().ok(), None, "1999-12-31".parse().ok()]),
                    Cells::Usd(vec![amount(123_456_789_012_345), None, amount(0)]),
                ]
            }
        }
        let column =
            |name, kind| ColumnSchema { name, kind, required: false, meaning: String::new() };
        let columns = vec![
            column("text", Kind::Text),
            column("list", Kind::TextList),
            column("day", Kind::Date),
            column("usd", Kind::Usd),
        ];
        let schema = TableSchema { name: "t".into(), meaning: String::new(), columns, key: vec![] };
        let lists = [vec!["=a".to_owned(), "b, c".into()], vec![], vec!["x".into()]];
        let table = Sample(schema, lists);
        let text = |guard| String::from_utf8(encode(&table, guard).unwrap().bytes).unwrap();
        assert_eq!(
            text(FormulaGuard::On),
            "text,list,day,usd\n\"say \"\"hi\"\"\nthere\",\"'=a; b, c\",2023-01-02,1234567890123.45\n,,,\n'=x,x,1999-12-31,0.00\n"
        );
        assert!(text(FormulaGuard::Off).ends_with("\n=x,x,1999-12-31,0.00\n"));
    }
}
