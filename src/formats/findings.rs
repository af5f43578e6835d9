//! `tables/findings.csv` read back: everything there is to say about the reports, one row each.

use crate::domain::{Code, Finding, Place};

use super::csv::{FormulaGuard, unguarded};

/// Why a table of findings cannot be read back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct NotFindings {
    /// The line, if it is known.
    pub line: Option<usize>,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads findings back. `is_report` says whether a report has this path: such a text is no guarded
/// one, whatever it looks like.
///
/// # Errors
///
/// [`NotFindings`] if the file is no table of findings that could have been written.
pub fn decode(
    bytes: &[u8],
    guard: FormulaGuard,
    is_report: impl Fn(&str) -> bool,
) -> Result<Vec<Finding>, NotFindings> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut findings = Vec::new();
    let text = |cell: &str| match guard {
        FormulaGuard::On if !is_report(cell) => unguarded(cell).to_owned(),
        _ => cell.to_owned(),
    };
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|it| NotFindings {
            line: it.position().and_then(|it| usize::try_from(it.line()).ok()),
            reason: format!("not a table: {it}"),
        })?;
        let line = record.position().and_then(|it| usize::try_from(it.line()).ok());
        let error = |reason: String| NotFindings { line, reason };
        let cells: Vec<&str> = record.iter().collect();
        let [path, at_line, at_column, _, code, fact, help] = cells[..] else {
            return Err(error(format!("{} columns instead of 7", cells.len())));
        };
        if index == 0 {
            continue;
        }
        let find = |it: &&Code| it.name() == code;
        let code = *Code::ALL
            .iter()
            .find(find)
            .ok_or_else(|| error(format!("there is no code `{code}`")))?;
        let place = match (at_line.parse(), at_column.parse()) {
            (Ok(line), Ok(column)) => Some(Place { line, column }),
            _ if at_line.is_empty() && at_column.is_empty() => None,
            _ => {
                return Err(error(format!(
                    "{at_line:?} and {at_column:?} are not a place in a file"
                )));
            }
        };
        findings
            .push(Finding { place, ..Finding::about(code, &text(path), text(fact), &text(help)) });
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::csv::encode;
    use crate::tables::FindingsTable;

    #[test]
    fn findings_are_read_back_as_they_were() {
        let place = Some(Place { line: 3, column: 9 });
        let about = |path: &str, fact: &str| {
            Finding::about(Code::BadLoss, path, fact.to_owned(), "say \"more\", please")
        };
        let findings = vec![
            Finding { place, ..about("a.md", "two\nlines; and, commas") },
            about("=b.md", "@cmd"),
            about("'=c.md", ""),
        ];
        for guard in [FormulaGuard::On, FormulaGuard::Off] {
            let bytes = encode(&FindingsTable::new(&findings), guard).unwrap().bytes;
            assert_eq!(decode(&bytes, guard, |path| path == "'=c.md").as_ref(), Ok(&findings));
        }
    }

    #[test]
    fn what_is_no_table_of_findings() {
        const HEAD: &str = "report,line,column,severity,code,fact,help\n";
        #[rustfmt::skip]
        let table = [
            ("report,line\n",                               Some(1), "2 columns instead of 7"),
            ("HEADa.md,1,1,error,no-such-code,f,h\n",        Some(2), "there is no code `no-such-code`"),
            ("HEADa.md,x,1,error,bad-loss,f,h\n",            Some(2), "\"x\" and \"1\" are not a place in a file"),
            ("HEADa.md,1,,error,bad-loss,f,h\n",             Some(2), "\"1\" and \"\" are not a place in a file"),
        ];
        for (text, line, reason) in table {
            let text = text.replace("HEAD", HEAD);
            let error = decode(text.as_bytes(), FormulaGuard::On, |_| false).unwrap_err();
            assert_eq!((error.line, error.reason.as_str()), (line, reason));
        }
        assert!(decode(b"\xff,,,,,,\n", FormulaGuard::On, |_| false).is_err());
        assert!(decode(format!("{HEAD}a,b\n").as_bytes(), FormulaGuard::On, |_| false).is_err());
    }
}
