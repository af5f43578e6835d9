//! Tables as CSV, cell by cell: which do not say what they should.

use std::collections::{BTreeMap, VecDeque};

use crate::tables::schema::TableSchema;

use super::files::ending;
use super::{FaultKind, Faults, quoted};

/// A table as CSV, as text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    columns: BTreeMap<String, usize>,
    heads: Vec<String>,
    pub(crate) rows: Vec<Line>,
}

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The line of the file on which it begins.
    pub(crate) number: usize,
    cells: Vec<String>,
}

/// Reads a table.
///
/// # Errors
///
/// What is wrong with it, and the line if it is known.
pub(crate) fn read(bytes: &[u8]) -> Result<Cells, (Option<usize>, String)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut table = Cells::default();
    let line_of = |it: Option<&csv::Position>| it.and_then(|it| usize::try_from(it.line()).ok());
    for (index, record) in reader.records().enumerate() {
        let record = record
            .map_err(|it| (line_of(it.position()), format!("cannot be read as CSV: {it}")))?;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if index == 0 {
            table.columns = cells.iter().cloned().enumerate().map(|(at, it)| (it, at)).collect();
            table.heads = cells;
        } else {
            table
                .rows
                .push(Line { number: line_of(record.position()).unwrap_or(index + 1), cells });
        }
    }
    Ok(table)
}

impl Cells {
    /// The names of the columns, in order.
    pub(crate) fn heads(&self) -> &[String] {
        &self.heads
    }

    /// A cell; `None` if there is no such row or column.
    pub(crate) fn cell(&self, row: usize, column: &str) -> Option<&str> {
        let at = *self.columns.get(column)?;
        self.rows.get(row)?.cells.get(at).map(String::as_str)
    }

    /// The cells of a row that tell it apart.
    pub(crate) fn key(&self, row: usize, columns: &[&str]) -> Vec<String> {
        columns.iter().map(|it| self.cell(row, it).unwrap_or_default().to_owned()).collect()
    }

    /// The rows by the cells that tell them apart; by their place where the table has no such
    /// columns.
    pub(crate) fn by_key(&self, columns: &[&str]) -> BTreeMap<Vec<String>, VecDeque<usize>> {
        let mut rows: BTreeMap<Vec<String>, VecDeque<usize>> = BTreeMap::new();
        for row in 0..self.rows.len() {
            let key = if columns.is_empty() {
                vec![format!("{:012}", row + 1)]
            } else {
                self.key(row, columns)
            };
            rows.entry(key).or_default().push_back(row);
        }
        rows
    }
}

/// Compares a table with what it should be. `path` is the file that is told of, `giver` what says
/// so: `the incidents give`. Gives whether a fault was told.
pub(crate) fn compare(
    path: &str,
    table: &TableSchema,
    found: &Cells,
    expected: &Cells,
    giver: &str,
    faults: &mut Faults,
) -> bool {
    let mut told = 0;
    let mut tell = |line: Option<usize>, message: String| {
        told += 1;
        // Only texts have lines.
        let line = line.filter(|_| ending(path) == "csv");
        faults.add(FaultKind::Cell, path, line, message);
    };
    for head in expected.heads().iter().filter(|it| !found.columns.contains_key(*it)) {
        tell(Some(1), format!("has no column {head}"));
    }
    for head in found.heads().iter().filter(|it| !expected.columns.contains_key(*it)) {
        tell(Some(1), format!("has a column {}, which is none of this table", quoted(head)));
    }
    let mut rows = found.by_key(&table.key);
    for (key, places) in expected.by_key(&table.key) {
        let about = named(table, &key);
        for place in places {
            let next = rows.get_mut(&key).and_then(VecDeque::pop_front);
            let Some(row) = next else {
                tell(None, format!("the row {about} is missing"));
                continue;
            };
            let line = found.rows.get(row).map(|it| it.number);
            for head in expected.heads().iter().filter(|it| found.columns.contains_key(*it)) {
                let should = expected.cell(place, head).unwrap_or_default();
                match found.cell(row, head) {
                    Some(is) if is == should => {}
                    Some(is) => tell(
                        line,
                        format!("{head} ({about}) is {}, {giver} {}", quoted(is), quoted(should)),
                    ),
                    None => tell(
                        line,
                        format!("{head} ({about}) is missing, {giver} {}", quoted(should)),
                    ),
                }
            }
        }
    }
    for (key, rows) in rows {
        for row in rows {
            let line = found.rows.get(row).map(|it| it.number);
            tell(line, format!("the row {} is too much: {giver} none", named(table, &key)));
        }
    }
    told > 0
}

/// A row in words: `month = 2023-11-01`, `3`.
fn named(table: &TableSchema, key: &[String]) -> String {
    if table.key.is_empty() {
        return key.concat().trim_start_matches('0').to_owned();
    }
    let parts = table.key.iter().zip(key).map(|(column, cell)| format!("{column} = {cell}"));
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::schema;

    fn told(table: &TableSchema, found: &str, expected: &str) -> Vec<String> {
        let read = |text: &str| read(text.as_bytes()).unwrap();
        let mut faults = Faults::new("");
        let any = compare(
            "t.csv",
            table,
            &read(found),
            &read(expected),
            "the incidents give",
            &mut faults,
        );
        let told: Vec<String> = faults
            .told()
            .into_iter()
            .map(|it| {
                format!("{}: {}", it.line.map_or_else(String::new, |it| it.to_string()), it.message)
            })
            .collect();
        assert_eq!(any, !told.is_empty());
        told
    }

    #[test]
    fn every_differing_cell_is_told() {
        let mut table = schema::findings_by_code();
        table.key = vec!["a"];
        let expected = "a,b\nx,1\ny,2\n";
        #[rustfmt::skip]
        let rows: [(&str, &[&str]); 9] = [
            (expected,               &[]),
            ("a,b\ny,2\nx,1\n",      &[]),
            ("a,b\nx,7\ny,2\n",      &["2: b (a = x) is \"7\", the incidents give \"1\""]),
            ("a,b\nx,1\n",           &[": the row a = y is missing"]),
            ("a,b\nx,1\ny,2\nz,3\n", &["4: the row a = z is too much: the incidents give none"]),
            ("a,b\nx,1\nx,1\ny,2\n", &["3: the row a = x is too much: the incidents give none"]),
            ("a,b\nx\ny,2\n",        &["2: b (a = x) is missing, the incidents give \"1\""]),
            ("a,c\nx,1\ny,2\n",      &["1: has no column b", "1: has a column \"c\", which is none of this table"]),
            ("a\nx\ny\n",            &["1: has no column b"]),
        ];
        for (found, expected_told) in rows {
            assert_eq!(told(&table, found, expected), expected_told, "{found}");
        }
        table.key = vec![];
        assert_eq!(
            told(&table, "a,b\nx,1\ny,3\n", expected),
            ["3: b (2) is \"3\", the incidents give \"2\""]
        );
    }

    #[test]
    fn of_many_cells_some_are_told_and_the_rest_is_counted() {
        let table = schema::findings();
        let text = |cell: &str| format!("a\n{}", format!("{cell}\n").repeat(30));
        let told = told(&table, &text("x"), &text("y"));
        assert_eq!(told.len(), 21);
        assert_eq!(told[20], ": and 10 more that do not hold in this file");
    }
}
