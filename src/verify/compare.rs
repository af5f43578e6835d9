//! An edition against the one that was made again from it: byte by byte, and of a file that differs,
//! the cells, fields or first line that do.

use serde_json::Value;

use crate::formats::manifest::Manifest;
use crate::formats::{self, parquet};
use crate::report::facts::FACTS;
use crate::store::{Artifact, MANIFEST};
use crate::tables::frame::ReadTable;
use crate::tables::schema::{self, TableSchema, shape};

use super::files::{Files, ending};
use super::rebuild::Made;
use super::{FaultKind, Faults, NOT_LISTED, cells, quoted};

/// Compares every file of an edition with what was made again; gives how many tables there are.
pub(crate) fn edition(
    files: &Files,
    manifest: &Manifest,
    made: &Made,
    faults: &mut Faults,
) -> usize {
    let whole = manifest.is_of_this_version();
    let comparison = Comparison { files, manifest, made, whole, described: schema::all() };
    for artifact in &made.artifacts {
        match (artifact.path.as_str(), ending(&artifact.path)) {
            (MANIFEST, _) => comparison.manifest(artifact, faults),
            (_, "csv" | "parquet") => comparison.table(artifact, faults),
            _ if whole => comparison.rendered(artifact, faults),
            _ => {}
        }
    }
    if whole {
        comparison.nothing_else(faults);
    }
    let is_table = |it: &&Artifact| ending(&it.path) == "csv" && files.get(&it.path).is_some();
    made.artifacts.iter().filter(is_table).count()
}

struct Comparison<'a> {
    files: &'a Files,
    manifest: &'a Manifest,
    made: &'a Made,
    /// Whether every file is compared: this version of lossbook made the edition.
    whole: bool,
    described: Vec<TableSchema>,
}

impl Comparison<'_> {
    /// The bytes of a file, if they are not those that they should be. One that is listed and not
    /// there was reported already.
    fn found(&self, artifact: &Artifact, faults: &mut Faults) -> Option<&[u8]> {
        let path = &artifact.path;
        if !self.files.listed.contains(path) && self.whole {
            faults.add(FaultKind::Manifest, path, None, NOT_LISTED.into());
        }
        self.files.get(path).filter(|bytes| **bytes != *artifact.bytes)
    }

    /// Compares a table cell by cell, a Parquet file as the CSV file that it would be.
    fn table(&self, artifact: &Artifact, faults: &mut Faults) {
        let Some(bytes) = self.found(artifact, faults) else { return };
        let path = artifact.path.as_str();
        let name = table_name(path);
        let csv_path = format!("tables/{name}.csv");
        let Some(table) = self.described.iter().find(|it| it.name == name) else { return };
        let Some(again) = self.made.artifacts.iter().find(|it| it.path == csv_path) else { return };
        let is_csv = ending(path) == "csv";
        let found = if is_csv { Ok(bytes.to_vec()) } else { self.as_csv(table, bytes) };
        let is_reported = match found.map(|csv| (cells::read(&csv), cells::read(&again.bytes))) {
            Ok((Ok(found), Ok(expected))) => {
                let source = self.source(name, is_csv);
                cells::compare(path, table, [&found, &expected], &source, faults)
            }
            Ok((Err((line, message)), _)) => {
                faults.add(FaultKind::Cell, path, line, message);
                true
            }
            Ok((_, Err(_))) => false,
            Err(message) => {
                faults.add(FaultKind::Cell, path, None, message);
                true
            }
        };
        if !is_reported && self.whole {
            let line = is_csv.then(|| first_difference(bytes, &again.bytes));
            let message = "has the right cells, but is not written as lossbook writes it";
            faults.add(FaultKind::Cell, path, line, message.into());
        }
    }

    fn as_csv(&self, table: &TableSchema, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let decoded = parquet::decode(bytes, |frame| ReadTable::new(table.clone(), frame));
        let table = decoded.map_err(|error| error.to_string())?;
        let csv = formats::csv::encode(&table, self.manifest.settings.settings.guard());
        csv.map(|it| it.bytes).map_err(|error| error.to_string())
    }

    /// What says how a table should be.
    fn source(&self, name: &str, is_csv: bool) -> String {
        let is_base = name == schema::incidents().name || name == shape::EARLIER_INCIDENTS;
        if name == schema::findings().name {
            "its other columns give".into()
        } else if let Some(ending) = self.made.read_from.filter(|_| is_csv && is_base) {
            format!("tables/{name}.{ending} says")
        } else {
            "the incidents give".into()
        }
    }

    /// Compares the report, a chart, the data package or the workbook.
    fn rendered(&self, artifact: &Artifact, faults: &mut Faults) {
        let Some(found) = self.found(artifact, faults) else { return };
        let (path, expected) = (artifact.path.as_str(), artifact.bytes.as_slice());
        if path == FACTS && faults.any(FaultKind::Fact, FACTS) {
            return;
        }
        let texts = std::str::from_utf8(found).ok().zip(std::str::from_utf8(expected).ok());
        let Some((is, should)) = texts else {
            faults.add(FaultKind::File, path, None, "is not what its tables give".into());
            return;
        };
        let json = |text: &str| serde_json::from_str::<Value>(text).ok();
        let is_reported = json(is).zip(json(should)).is_some_and(|(found, expected)| {
            fields(&found, &expected, &mut |field, is, should| {
                let message = format!("{field} is {is}, the tables give {should}");
                faults.add(FaultKind::Text, path, None, message);
            })
        });
        if !is_reported {
            let line = first_difference(found, expected);
            faults.add(FaultKind::Text, path, Some(line), both_lines(line, is, should));
        }
    }

    /// Compares what the manifest says, but for its list of files.
    fn manifest(&self, artifact: &Artifact, faults: &mut Faults) {
        let found = serde_json::to_value(self.manifest).ok();
        let Some((found, expected)) = found.zip(serde_json::from_slice(&artifact.bytes).ok())
        else {
            return;
        };
        fields(&found, &expected, &mut |field, is, should| {
            let first = field.split('.').next().unwrap_or_default();
            let aside = ["outputs", "manifest_sha256", "version"].contains(&first);
            if !aside && (self.whole || first != "checks") {
                let message = format!("{field} is {is}, the incidents give {should}");
                faults.add(FaultKind::Manifest, MANIFEST, None, message);
            }
        });
    }

    /// Reports files that the manifest lists and lossbook does not write.
    fn nothing_else(&self, faults: &mut Faults) {
        for path in self.files.contents.keys() {
            if self.made.artifacts.iter().all(|it| it.path != *path) {
                let message = "the manifest lists this file, which is none that lossbook writes";
                faults.add(FaultKind::Unlisted, path, None, message.into());
            }
        }
    }
}

fn table_name(path: &str) -> &str {
    let name = path.strip_prefix("tables/").unwrap_or(path);
    name.rsplit_once('.').map_or(name, |it| it.0)
}

/// The line of the first difference, from 1.
fn first_difference(found: &[u8], expected: &[u8]) -> usize {
    let same = found.iter().zip(expected).take_while(|(one, other)| one == other);
    1 + same.filter(|(byte, _)| **byte == b'\n').count()
}

/// A line of two texts, around the place where it begins to differ.
fn both_lines(line: usize, found: &str, expected: &str) -> String {
    /// How much of a line is shown on each side of the difference, in characters.
    const AROUND: usize = 45;
    // The ends of lines are part of them, so that another kind of end is a difference.
    let [is, should] = [found, expected].map(|text| text.split_inclusive('\n').nth(line - 1));
    let (is, should) = match (is, should) {
        (Some(is), Some(should)) => (is, should),
        (Some(is), None) => {
            return format!("goes on where it should end: {}", quoted(is.trim_end()));
        }
        (None, should) => {
            return format!("ends before {}", quoted(should.unwrap_or_default().trim_end()));
        }
    };
    let same = is.chars().zip(should.chars()).take_while(|(one, other)| one == other).count();
    let skipped = same.saturating_sub(AROUND);
    let around = |line: &str| {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let shown: String = line.chars().skip(skipped).take(same - skipped + AROUND).collect();
        let begin = if skipped > 0 { "…" } else { "" };
        let end = if line.ends_with(&shown) { "" } else { "…" };
        quoted(&format!("{begin}{shown}{end}"))
    };
    format!("says {}, and should say {}", around(is), around(should))
}

/// Calls for each field of a JSON value that is not as it should be: path, value, right value. Gives
/// whether there are any.
fn fields(found: &Value, expected: &Value, report: &mut dyn FnMut(&str, String, String)) -> bool {
    let mut open = vec![(String::new(), found, expected)];
    let mut any = false;
    while let Some((path, found, expected)) = open.pop() {
        let below = |name: &str| format!("{path}{}{name}", if path.is_empty() { "" } else { "." });
        let shown = |value: &Value| match value {
            Value::Array(list) => format!("a list of {}", list.len()),
            value => value.as_str().map_or_else(|| value.to_string(), quoted),
        };
        match (found, expected) {
            (Value::Object(is), Value::Object(should)) => {
                let absent = |name| is.get(name).unwrap_or(&Value::Null);
                let inner = should.iter().map(|(name, it)| (below(name), absent(name), it));
                open.extend(inner.rev());
            }
            (Value::Array(is), Value::Array(should)) if is.len() == should.len() => {
                let inner = (1..).zip(is.iter().zip(should));
                let inner = inner
                    .map(|(at, (is, should)): (usize, _)| (below(&at.to_string()), is, should));
                open.extend(inner.collect::<Vec<_>>().into_iter().rev());
            }
            (is, should) if is == should => {}
            (is, should) => {
                report(&path, shown(is), shown(should));
                any = true;
            }
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_in_words() {
        let long = "x".repeat(200);
        #[rustfmt::skip]
        let table = [
            ("a\nb\n",    "a\nc\n",    2, "says \"b\", and should say \"c\"".to_owned()),
            ("x\nb\ny\n", "a\nb\nc\n", 1, "says \"x\", and should say \"a\"".into()),
            ("a\n",       "a\nb\n",    2, "ends before \"b\"".into()),
            ("a\nb\nc",   "a\n",       2, "goes on where it should end: \"b\"".into()),
            ("a\r\n",     "a\n",       1, "says \"a\r\", and should say \"a\"".into()),
            ("é1",        "é2",        1, "says \"é1\", and should say \"é2\"".into()),
        ];
        for (found, expected, line, words) in table {
            assert_eq!(first_difference(found.as_bytes(), expected.as_bytes()), line, "{found:?}");
            assert_eq!(both_lines(line, found, expected), words, "{found:?}");
        }
        let (found, expected) = (format!("{long}1{long}"), format!("{long}2{long}"));
        let part = |digit| format!("\"…{}{digit}{}…\"", &long[..45], &long[..44]);
        let words = format!("says {}, and should say {}", part(1), part(2));
        assert_eq!(both_lines(1, &found, &expected), words);
    }

    #[test]
    fn fields_that_differ() {
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        #[rustfmt::skip]
        let table: [(&str, &str, &[&str]); 5] = [
            (r#"{"a":1}"#,           r#"{"a":1}"#,           &[]),
            (r#"{"a":[{"b":"x"}]}"#, r#"{"a":[{"b":"y"}]}"#, &["a.1.b is \"x\", not \"y\""]),
            (r#"{"a":1}"#,           r#"{"a":1,"b":2}"#,     &["b is null, not 2"]),
            (r#"{"a":[1,2]}"#,       r#"{"a":[1]}"#,         &["a is a list of 2, not a list of 1"]),
            (r#"{"a":1,"b":2}"#,     r#"{"a":3,"b":4}"#,     &["a is 1, not 3", "b is 2, not 4"]),
        ];
        for (found, expected, differing) in table {
            let mut reported = Vec::new();
            let any = fields(&json(found), &json(expected), &mut |field, is, should| {
                reported.push(format!("{field} is {is}, not {should}"));
            });
            assert_eq!(
                (any, reported),
                (!differing.is_empty(), differing.iter().map(|it| (*it).to_owned()).collect())
            );
        }
    }
}
