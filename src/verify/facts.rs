//! What an edition says, looked up one by one: each number is in the cells that it names, is shown as
//! that value is shown, and stands in its statement, which stands where it is said to; and no span of
//! days has a name that says more than its days.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::claims::{Form, Take};
use crate::domain::Usd;
use crate::formats::csv::guarded;
use crate::report::facts::{FACTS, Fact, Facts, Place, Statement};
use crate::report::html::{INDEX_HTML, REPORT_HTML, number};
use crate::report::markdown::{INDEX_MARKDOWN, REPORT_MARKDOWN};
use crate::store::{GENERATOR, Written};
use crate::tables::schema::manifest::{MANIFEST, OUTPUTS};
use crate::tables::schema::{self, Kind, TableSchema};
use crate::tables::{Share, Value};

use super::cells::{self, Cells};
use super::files::{Files, Part};
use super::{FaultKind, Faults, json_fault, quoted, span_names};

/// How many different numbers are looked for in a text: a report has a few hundred.
const MOST_NUMBERS: usize = 1000;

/// The statements of an edition that were compared with the tables.
pub(crate) struct Checked {
    /// The statements; none if they cannot be read.
    pub(crate) statements: Vec<Statement>,
    /// The line on which each begins, by its number.
    lines: BTreeMap<usize, usize>,
    /// The numbers of those that do not hold.
    pub(crate) failed: BTreeSet<usize>,
}

impl Checked {
    /// Compares every number with the cells that it names, and every span with its days.
    pub(crate) fn new(files: &Files, part: &Part<'_>, faults: &mut Faults) -> Self {
        let mut checked =
            Self { statements: Vec::new(), lines: BTreeMap::new(), failed: BTreeSet::new() };
        let Some(bytes) = files.get(FACTS) else { return checked };
        let read: Facts = match serde_json::from_slice(bytes) {
            Ok(read) => read,
            Err(error) => {
                let line = Some(error.line()).filter(|it| *it > 0);
                let message = format!("cannot be read: {}", json_fault(&error));
                faults.add(FaultKind::Fact, FACTS, line, message);
                return checked;
            }
        };
        if read.generator != GENERATOR || read.version != part.listing.version {
            let message = format!(
                "is of {} {}, and the manifest of {GENERATOR} {}",
                read.generator, read.version, part.listing.version
            );
            faults.add(FaultKind::Fact, FACTS, None, message);
        }
        checked.lines = lines(&String::from_utf8_lossy(bytes));
        let tables = Tables::new(files, part);
        for statement in &read.statements {
            let of_numbers =
                statement.numbers.iter().find_map(|it| fault_of(statement, it, &tables));
            let of_spans = || span_names::fault_of(statement, tables.complete_to());
            if let Some(message) = of_numbers.or_else(of_spans) {
                checked.failed.insert(statement.id);
                faults.add(FaultKind::Fact, FACTS, checked.line(statement.id), message);
            }
        }
        checked.statements = read.statements;
        checked
    }

    /// The line of `facts.json` on which a statement begins.
    pub(crate) fn line(&self, id: usize) -> Option<usize> {
        self.lines.get(&id).copied()
    }

    /// How many numbers were looked up.
    pub(crate) fn count(&self) -> usize {
        self.statements.iter().map(|it| it.numbers.len()).sum()
    }

    /// Looks for every number in a report that is not made again: the page has it with its value, and
    /// the text as often as the facts say.
    pub(crate) fn in_reports(&self, files: &Files, faults: &mut Faults) {
        let said = self.statements.iter().filter(|it| !it.is_of_picture());
        let numbers: Vec<&Fact> = said.flat_map(|it| &it.numbers).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for number in &numbers {
            *counts.entry(&number.shown).or_default() += 1;
        }
        for path in [REPORT_MARKDOWN, INDEX_MARKDOWN] {
            // What Markdown escapes is the same text.
            let Some(text) = files.text(path).map(|it| it.replace('\\', "")) else { continue };
            let fewer = counts
                .iter()
                .take(MOST_NUMBERS)
                .find(|(shown, count)| text.matches(**shown).count() < **count);
            if let Some((shown, count)) = fewer {
                let shown = quoted(shown);
                let message =
                    format!("says {shown} fewer times than {FACTS}, which has it {count} times");
                faults.add(FaultKind::Fact, path, None, message);
            }
        }
        for path in [REPORT_HTML, INDEX_HTML] {
            let Some(page) = files.text(path) else { continue };
            let said: BTreeSet<&str> = page
                .split_inclusive("</data>")
                .filter_map(|it| Some(&it[it.rfind("<data")?..]))
                .collect();
            let is_absent = |it: &&&Fact| !said.contains(number(&it.value, &it.shown).0.as_str());
            if let Some(Fact { shown, value, .. }) = numbers.iter().find(is_absent) {
                let (shown, value) = (quoted(shown), quoted(value));
                let message = format!("does not say {shown} of the value {value}, as {FACTS} does");
                faults.add(FaultKind::Fact, path, None, message);
            }
        }
    }
}

/// The line on which each statement begins: where its number stands.
fn lines(text: &str) -> BTreeMap<usize, usize> {
    let id = |line: &str| line.trim().strip_prefix("\"id\": ")?.strip_suffix(',')?.parse().ok();
    let found = text.lines().enumerate().filter_map(|(index, line)| Some((id(line)?, index + 1)));
    found.collect()
}

/// What does not hold of a number, if anything: the first thing, for the rest follows from it.
fn fault_of(statement: &Statement, fact: &Fact, tables: &Tables<'_>) -> Option<String> {
    let (id, text, Fact { shown, value, form, from }) = (statement.id, &statement.text, fact);
    let found = match tables.find(from) {
        Ok(found) => found,
        Err(message) => return Some(format!("statement {id} cannot be looked up: {message}")),
    };
    if !found.holds(value) {
        let (value, cell) = (quoted(value), quoted(&found.cell));
        return Some(format!("statement {id} has the value {value}, {} has {cell}", found.place));
    }
    let by_name = Form::ALL.into_iter().find(|it| it.name() == form);
    let Some(right) = by_name.and_then(|form| Value::parse(value, found.kind)?.shown(form)) else {
        let (value, form) = (quoted(value), quoted(form));
        return Some(format!(
            "statement {id} has a value that cannot be shown so: {value} as {form}"
        ));
    };
    if right != *shown {
        let (shown, right) = (quoted(shown), quoted(&right));
        return Some(format!(
            "statement {id} shows {shown}, its value {value} is shown as {right}"
        ));
    }
    (!text.contains(shown.as_str())).then(|| {
        format!("the text of statement {id} does not hold {}: {}", quoted(shown), quoted(text))
    })
}

/// What a number names: a cell, or what some cells give.
struct Found {
    /// Where it is, in words.
    place: String,
    cell: String,
    kind: Kind,
}

impl Found {
    /// Whether this is the value; texts may be guarded against formulas.
    fn holds(&self, value: &str) -> bool {
        let is_text = matches!(self.kind, Kind::Text | Kind::TextList);
        self.cell == value || is_text && self.cell == guarded(value)
    }
}

/// The tables that numbers name.
struct Tables<'a> {
    files: &'a Files,
    manifest: serde_json::Value,
    outputs: BTreeMap<&'a str, &'a Written>,
    /// What is known of each table, and its cells once it was asked for.
    described: BTreeMap<String, (TableSchema, OnceCell<Option<Cells>>)>,
}

impl<'a> Tables<'a> {
    fn new(files: &'a Files, part: &'a Part<'_>) -> Self {
        let outputs = part.listing.outputs.iter().map(|it| (it.path.as_str(), it)).collect();
        let described =
            schema::all().into_iter().map(|it| (it.name.clone(), (it, OnceCell::new()))).collect();
        let manifest = serde_json::from_slice(&part.bytes).unwrap_or_default();
        Self { files, manifest, outputs, described }
    }

    /// The day up to which the reports are complete, as the manifest has it.
    fn complete_to(&self) -> &str {
        self.manifest.get("complete_to").and_then(|it| it.as_str()).unwrap_or_default()
    }

    /// What a number comes from; why there is nothing otherwise.
    fn find(&self, from: &Place) -> Result<Found, String> {
        let take = Take::ALL.into_iter().find(|it| it.name() == from.take);
        let take = take.ok_or_else(|| format!("nothing is taken by {}", quoted(&from.take)))?;
        let found = match from.table.as_str() {
            MANIFEST if take == Take::Cell => self.in_manifest(&from.column),
            OUTPUTS if take == Take::Cell => self.in_outputs(from),
            _ => self.in_table(from, take),
        }?;
        let Some(of) = &from.of else { return Ok(found) };
        let whole = self.find(of)?;
        let usd = |it: &Found| Usd::from_plain(&it.cell);
        let share = usd(&found).zip(usd(&whole)).and_then(|(part, whole)| part.part_of(whole));
        let place = format!("{} as a part of {}", found.place, whole.place);
        let cell = share.map_or_else(String::new, |it| Share(it).to_string());
        Ok(Found { place, cell, kind: Kind::Share })
    }

    fn in_manifest(&self, column: &str) -> Result<Found, String> {
        let field = column.split('.').try_fold(&self.manifest, |value, name| value.get(name));
        let cell = match field {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(serde_json::Value::Number(number)) => number.to_string(),
            _ => return Err(format!("{} has no number {column}", crate::store::MANIFEST)),
        };
        let kind = if column.ends_with("_usd") { Kind::Usd } else { Kind::Integer };
        Ok(Found { place: format!("{} ({column})", crate::store::MANIFEST), cell, kind })
    }

    fn in_outputs(&self, from: &Place) -> Result<Found, String> {
        let path = from.row.get("path").and_then(|it| it.as_str()).unwrap_or_default();
        let manifest = crate::store::MANIFEST;
        let place = format!("{manifest} (outputs, path = {path}, {})", from.column);
        match self.outputs.get(path).filter(|_| from.column == "bytes") {
            Some(output) => {
                Ok(Found { place, cell: output.bytes.to_string(), kind: Kind::Integer })
            }
            None => Err(format!("there is no {place}")),
        }
    }

    /// A cell of the row that is named, the sum of a column over the rows that are, or their number.
    fn in_table(&self, from: &Place, take: Take) -> Result<Found, String> {
        let path = format!("tables/{}.csv", from.table);
        let missing = || format!("there is no table {path}");
        let (described, cells) = self.described.get(&from.table).ok_or_else(missing)?;
        let cells = cells.get_or_init(|| cells::read(self.files.get(&path)?).ok());
        let cells = cells.as_ref().ok_or_else(missing)?;
        let mut rows = rows(cells, from);
        if take == Take::Rows {
            let place = format!("the number of rows of {path}");
            return Ok(Found { place, cell: rows.count().to_string(), kind: Kind::Integer });
        }
        if take == Take::Sum {
            let amounts = rows.filter_map(|row| cells.cell(row, &from.column));
            let amounts = amounts.filter_map(Usd::from_plain);
            let sum = amounts.reduce(|one, other| [one, other].into_iter().sum());
            let place = format!("the sum of {} over rows of {path}", from.column);
            let cell = sum.map_or_else(String::new, |it| it.to_string());
            return Ok(Found { place, cell, kind: Kind::Usd });
        }
        let words = from.row.iter().map(|(name, it)| format!("{name} = {}", text(it)));
        let words = words.collect::<Vec<_>>().join(", ");
        let place = format!("{path} ({words}, {})", from.column);
        // The row must be told apart from all others.
        let is_whole = described.key.iter().all(|it| from.row.contains_key(*it));
        let row = rows.next().filter(|_| is_whole);
        let cell = row.and_then(|row| cells.cell(row, &from.column));
        let kind = described.columns.iter().find(|it| it.name == from.column).map(|it| it.kind);
        match cell.zip(kind) {
            Some((cell, kind)) => Ok(Found { place, cell: cell.to_owned(), kind }),
            None => Err(format!("there is no {place}")),
        }
    }
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The rows that have what a place names, and not what it leaves out.
fn rows<'a>(cells: &'a Cells, from: &'a Place) -> impl Iterator<Item = usize> + 'a {
    let has = |row: usize, column: &str, value: &serde_json::Value| {
        let value = text(value);
        cells.cell(row, column).is_some_and(|it| it == value || it == guarded(value))
    };
    let is_named =
        move |row: &usize| from.row.iter().all(|(column, value)| has(*row, column, value));
    let is_left_out = move |row: usize| {
        from.except.iter().any(|(column, values)| {
            values.as_array().into_iter().flatten().any(|value| has(row, column, value))
        })
    };
    (0..cells.rows.len()).filter(is_named).filter(move |row| !is_left_out(*row))
}
