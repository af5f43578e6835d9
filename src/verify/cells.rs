//! Tables as CSV, cell by cell: which do not say what they should.

use csv::StringRecord;

use crate::tables::schema::TableSchema;

use super::files::ending;
use super::{FaultKind, Faults, quoted};

/// A table as CSV, as text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    heads: StringRecord,
    pub(crate) rows: Vec<StringRecord>,
}

/// Reads a table.
///
/// # Errors
///
/// What is wrong with it, and the line if it is known.
pub(crate) fn read(bytes: &[u8]) -> Result<Cells, (Option<usize>, String)> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let fault = |error: &csv::Error| {
        (error.position().and_then(line), format!("cannot be read as CSV: {error}"))
    };
    let heads = reader.headers().map_err(|it| fault(&it))?.clone();
    let rows = reader.records().collect::<Result<_, _>>().map_err(|it| fault(&it))?;
    Ok(Cells { heads, rows })
}

/// The line of the file on which a row begins.
fn line(position: &csv::Position) -> Option<usize> {
    usize::try_from(position.line()).ok()
}

impl Cells {
    /// A cell; `None` if there is no such row or column.
    pub(crate) fn cell(&self, row: usize, column: &str) -> Option<&str> {
        let at = self.heads.iter().position(|head| head == column)?;
        self.rows.get(row)?.get(at)
    }

    /// The cells of a row that tell it apart.
    fn key(&self, row: usize, columns: &[&str]) -> Vec<String> {
        columns.iter().map(|it| self.cell(row, it).unwrap_or_default().to_owned()).collect()
    }
}

/// Compares a table with what it should be, up to the first row that is another one. `path` is the
/// file that is reported, `source` what says so: `the incidents give`. Gives whether it differs.
pub(crate) fn compare(
    path: &str,
    table: &TableSchema,
    [found, expected]: [&Cells; 2],
    source: &str,
    faults: &mut Faults,
) -> bool {
    let mut any = false;
    let mut report = |line: Option<usize>, message: String| {
        any = true;
        // Only texts have lines.
        let line = line.filter(|_| ending(path) == "csv");
        faults.add(FaultKind::Cell, path, line, message);
    };
    if found.heads != expected.heads {
        let [is, should] =
            [found, expected].map(|it| quoted(&it.heads.iter().collect::<Vec<_>>().join(",")));
        report(Some(1), format!("has the columns {is}, {source} {should}"));
        return true;
    }
    for row in 0..found.rows.len().max(expected.rows.len()) {
        let [is, should] = [found, expected].map(|it| it.rows.get(row));
        let line = is.and_then(StringRecord::position).and_then(line);
        let about = |cells: &Cells| match table.key.as_slice() {
            [] => (row + 1).to_string(),
            key => {
                let cells = cells.key(row, key);
                let parts =
                    key.iter().zip(cells).map(|(column, cell)| format!("{column} = {cell}"));
                parts.collect::<Vec<_>>().join(", ")
            }
        };
        let (Some(is), Some(should)) = (is, should) else {
            report(
                line,
                match is {
                    Some(_) => format!("has a row {}, {source} none", about(found)),
                    None => format!("has no row {}, {source} one", about(expected)),
                },
            );
            break;
        };
        let [one, other] = [about(found), about(expected)];
        if one != other {
            report(line, format!("has a row {one} where {source} {other}"));
            break;
        }
        for (at, head) in expected.heads.iter().enumerate() {
            let [is, should] = [is, should].map(|cells| cells.get(at).unwrap_or_default());
            if is != should {
                let (is, should) = (quoted(is), quoted(should));
                report(line, format!("{head} ({one}) is {is}, {source} {should}"));
            }
        }
        if is.len() != should.len() {
            report(line, format!("has {} cells, {source} {}", is.len(), should.len()));
        }
    }
    any
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
            [&read(found), &read(expected)],
            "the incidents give",
            &mut faults,
        );
        let told: Vec<String> = faults
            .all()
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
            ("a,b\ny,2\nx,1\n",      &["2: has a row a = y where the incidents give a = x"]),
            ("a,b\nx,7\ny,2\n",      &["2: b (a = x) is \"7\", the incidents give \"1\""]),
            ("a,b\nx,7\ny,8\n",      &["2: b (a = x) is \"7\", the incidents give \"1\"", "3: b (a = y) is \"8\", the incidents give \"2\""]),
            ("a,b\nx,1\n",           &[": has no row a = y, the incidents give one"]),
            ("a,b\nx,1\ny,2\nz,3\n", &["4: has a row a = z, the incidents give none"]),
            ("a,b\nx,1\nx,1\ny,2\n", &["3: has a row a = x where the incidents give a = y"]),
            ("a,b\nx\ny,2\n",        &["2: b (a = x) is \"\", the incidents give \"1\"", "2: has 1 cells, the incidents give 2"]),
            ("a,c\nx,1\ny,2\n",      &["1: has the columns \"a,c\", the incidents give \"a,b\""]),
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
