//! An edition against the one that was made again from it: tables cell by cell, texts line by line,
//! the rest byte by byte.

use serde_json::Value;

use crate::formats::manifest::Manifest;
use crate::formats::{self, parquet};
use crate::report::facts::{FACTS, Facts, Statement};
use crate::report::reading::Reading;
use crate::store::{Artifact, MANIFEST};
use crate::tables::frame::ReadTable;
use crate::tables::schema::manifest::MANIFEST as MANIFEST_TABLE;
use crate::tables::schema::{self, TableSchema, shape};

use super::facts::Checked;
use super::files::{Files, ending};
use super::rebuild::{Made, guard};
use super::text::{Difference, differences, shared};
use super::{FaultKind, Faults, cells, quoted};

/// Compares every file of an edition with what was made again; gives how many tables there are.
/// `facts` were compared with the tables before.
pub(crate) fn edition(
    files: &Files,
    manifest: &Manifest,
    made: &Made,
    facts: &Checked,
    faults: &mut Faults,
) -> usize {
    let described = schema::all();
    let whole = manifest.is_of_this_version();
    let comparison = Comparison { files, manifest, made, whole, described: &described };
    let mut tables = 0;
    // Tables first: whoever reads on knows where the report's numbers come from.
    for kind in [Compared::Csv, Compared::Parquet] {
        for artifact in made.artifacts.iter().filter(|it| ending(&it.path) == kind.ending()) {
            tables += usize::from(kind == Compared::Csv && files.get(&artifact.path).is_some());
            comparison.table(artifact, kind, faults);
        }
    }
    let facts_again = made.artifacts.iter().find(|it| it.path == FACTS);
    let facts_again: Option<Facts> =
        facts_again.and_then(|it| serde_json::from_slice(&it.bytes).ok());
    let facts_again = facts_again.map_or_else(Vec::new, |it| it.statements);
    if whole {
        compare_facts(facts, &facts_again, faults);
    }
    for artifact in &made.artifacts {
        let path = artifact.path.as_str();
        if path == MANIFEST {
            comparison.manifest(artifact, faults);
        } else if whole && !["csv", "parquet"].contains(&ending(path)) {
            comparison.rendered(artifact, &facts_again, faults);
        }
    }
    if whole {
        comparison.nothing_else(faults);
    }
    tables
}

/// How a table is encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compared {
    Csv,
    Parquet,
}

impl Compared {
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

struct Comparison<'a> {
    files: &'a Files,
    manifest: &'a Manifest,
    made: &'a Made,
    /// Whether every file is compared: this version of lossbook made the edition.
    whole: bool,
    described: &'a [TableSchema],
}

impl Comparison<'_> {
    /// Compares a table.
    fn table(&self, artifact: &Artifact, encoded: Compared, faults: &mut Faults) {
        let Some(bytes) = self.found(artifact, faults) else { return };
        let name = table_name(&artifact.path);
        let Some(table) = self.described.iter().find(|it| it.name == name) else { return };
        let again = self.made.artifacts.iter().find(|it| it.path == format!("tables/{name}.csv"));
        let Some(again) = again else { return };
        let path = artifact.path.as_str();
        let csv = match encoded {
            Compared::Csv => Ok(bytes.to_vec()),
            Compared::Parquet => parquet::decode(bytes, |frame| {
                let table = ReadTable::new(table.clone(), frame)?;
                let csv = formats::csv::encode(&table, guard(self.manifest));
                csv.map(|it| it.bytes)
                    .map_err(|it| polars::prelude::polars_err!(ComputeError: "{it}"))
            }),
        };
        let cells = csv.map_err(|it| (None, it.to_string())).and_then(|it| cells::read(&it));
        let told = match (cells, cells::read(&again.bytes)) {
            (Ok(found), Ok(expected)) => {
                cells::compare(path, table, &found, &expected, &self.giver(path), faults)
            }
            (Err((line, message)), _) => {
                faults.add(FaultKind::Cell, path, line, message);
                true
            }
            (_, Err(_)) => false,
        };
        if !told && self.whole {
            let line = match encoded {
                Compared::Csv => first_difference(bytes, &again.bytes),
                Compared::Parquet => None,
            };
            let message = "has the right cells, but is not written as lossbook writes it";
            faults.add(FaultKind::Cell, path, line, message.into());
        }
    }

    /// What says how a table should be.
    fn giver(&self, path: &str) -> String {
        let base = [schema::incidents().name, shape::EARLIER_INCIDENTS.into()];
        let name = table_name(path);
        if name == schema::findings().name {
            return "its other columns give".into();
        }
        if ending(path) == "csv" && base.iter().any(|it| it == name) {
            return format!("tables/{name}.{} says", self.made.read_from);
        }
        "the incidents give".into()
    }

    /// The bytes of a file, if they are not those that they should be. One that is listed and not
    /// there was told of already.
    fn found(&self, artifact: &Artifact, faults: &mut Faults) -> Option<&[u8]> {
        let path = &artifact.path;
        if !self.files.listed.contains(path) && self.whole {
            let message = "the manifest does not list this file, which lossbook writes";
            faults.add(FaultKind::Manifest, path, None, message.into());
        }
        self.files.get(path).filter(|bytes| **bytes != *artifact.bytes)
    }

    /// Compares the report, a chart, the data package or the workbook.
    fn rendered(&self, artifact: &Artifact, facts: &[Statement], faults: &mut Faults) {
        let Some(bytes) = self.found(artifact, faults) else { return };
        let path = artifact.path.as_str();
        let texts = std::str::from_utf8(bytes).ok().zip(std::str::from_utf8(&artifact.bytes).ok());
        let is_text = ["md", "html", "json", "svg"].contains(&ending(path));
        let Some((found, expected)) = texts.filter(|_| is_text) else {
            let message = "is not what its tables give";
            faults.add(FaultKind::File, path, None, message.into());
            return;
        };
        if path == FACTS && faults.any(FaultKind::Fact, FACTS) {
            return;
        }
        let differences = differences(found, expected);
        if ending(path) == "md" {
            let (is, should) = (Reading::new(found), Reading::new(expected));
            for difference in &differences {
                let told = in_report(difference, &is, &should, facts);
                let message = told.unwrap_or_else(|| difference.words());
                faults.add(FaultKind::Text, path, Some(difference.index + 1), message);
            }
        } else if let Some(first) = differences.first() {
            faults.add(FaultKind::Text, path, Some(first.index + 1), first.words());
        }
    }

    /// Compares what the manifest says, but for its list of files.
    fn manifest(&self, artifact: &Artifact, faults: &mut Faults) {
        let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
        let found = serde_json::to_value(self.manifest).ok();
        let Some((found, expected)) = found.zip(parsed(&artifact.bytes)) else { return };
        let mut told = Vec::new();
        fields("", &found, &expected, &mut told);
        for (field, is, should) in told {
            let aside = ["outputs", "manifest_sha256", "version"];
            let of_checks = field.starts_with("checks.") && !self.whole;
            if !aside.iter().any(|it| field.split('.').next() == Some(it)) && !of_checks {
                let message = format!("{field} is {is}, the incidents give {should}");
                faults.add(FaultKind::Manifest, MANIFEST, None, message);
            }
        }
    }

    /// Tells of files that the manifest lists and lossbook does not write.
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

/// The line of the first difference.
fn first_difference(found: &[u8], expected: &[u8]) -> Option<usize> {
    let same = found.iter().zip(expected).take_while(|(one, other)| one == other).count();
    Some(found.get(..same)?.split(|it| *it == b'\n').count())
}

/// The fields of a JSON value that are not as they should be: path, value, and right value.
fn fields(path: &str, found: &Value, expected: &Value, told: &mut Vec<(String, String, String)>) {
    let below =
        |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match (found, expected) {
        (Value::Object(is), Value::Object(should)) => {
            for (name, should) in should {
                fields(&below(name), is.get(name).unwrap_or(&Value::Null), should, told);
            }
        }
        (Value::Array(is), Value::Array(should)) if is.len() == should.len() => {
            for (position, (is, should)) in is.iter().zip(should).enumerate() {
                fields(&below(&(position + 1).to_string()), is, should, told);
            }
        }
        (is, should) if is == should => {}
        (Value::Array(is), Value::Array(should)) => {
            let count = |list: &[Value]| format!("a list of {}", list.len());
            told.push((path.to_owned(), count(is), count(should)));
        }
        (is, should) => told.push((path.to_owned(), quoted_json(is), quoted_json(should))),
    }
}

fn quoted_json(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), quoted)
}

/// Compares facts with those of the report that was made again. Those that do not hold by their own
/// tables were told of.
fn compare_facts(found: &Checked, expected: &[Statement], faults: &mut Faults) {
    if found.statements.is_empty() {
        return;
    }
    for (is, should) in found.statements.iter().zip(expected) {
        let told = found.failed.contains(&is.id);
        let values = serde_json::to_value(is).ok().zip(serde_json::to_value(should).ok());
        let Some((one, other)) = values.filter(|(one, other)| one != other && !told) else {
            continue;
        };
        let mut differing = Vec::new();
        fields("", &one, &other, &mut differing);
        for (field, is_so, should_be) in differing {
            let message = format!(
                "{field} of statement {} is {is_so}, the tables give {should_be}",
                should.id
            );
            faults.add(FaultKind::Fact, FACTS, found.line(is.id), message);
        }
    }
    if found.statements.len() != expected.len() {
        let message = format!(
            "has {} statements, the tables give {}",
            found.statements.len(),
            expected.len()
        );
        faults.add(FaultKind::Fact, FACTS, None, message);
    }
}

/// A difference of a line in a report in terms of the number that differs; `None` if it is none of a
/// number alone.
fn in_report(
    difference: &Difference<'_>,
    found: &Reading,
    expected: &Reading,
    facts: &[Statement],
) -> Option<String> {
    let index = difference.index;
    let (is, should) = (found.line(index), expected.line(index));
    let (is, should) = is.iter().zip(should).find(|(is, should)| is.text != should.text)?;
    let (is, should, content) = (&is.text, &should.text, should.content);
    let from = shared(is, should);
    let of_line = facts.iter().filter(|it| !it.is_of_picture());
    let of_line = of_line.filter(|it| expected.find(&it.text) == Some(index));
    // Of a row, only the statement of this cell; a point of figures tells several sentences.
    let candidates = of_line.filter(|it| content == 0 || it.text == *should);
    let mut numbers = candidates.flat_map(|it| &it.numbers);
    let mut behind = content;
    let (fact, start, end) = numbers.find_map(|fact| {
        let start = behind + should.get(behind..)?.find(&fact.shown)?;
        behind = start + fact.shown.len();
        (start <= from && from <= behind).then_some((fact, start, behind))
    })?;
    // Behind the number both lines must go on alike.
    let rest = should.get(end..)?;
    let said = is.get(start..)?.strip_suffix(rest)?;
    let row: Vec<String> = fact
        .from
        .row
        .iter()
        .map(|(column, value)| format!("{column} = {}", value.as_str().unwrap_or_default()))
        .chain([format!("{} = {}", fact.from.column, fact.value)])
        .collect();
    let table = match fact.from.table.split('.').next() {
        Some(MANIFEST_TABLE) => MANIFEST.to_owned(),
        _ => format!("tables/{}.csv", fact.from.table),
    };
    Some(format!(
        "the report says {}, {table} ({}) says {}",
        quoted(said),
        row.join(", "),
        quoted(&fact.shown)
    ))
}
