//! The numbers of a report, looked up one by one: each is in the cell that it names, is shown as
//! that value is shown, and stands in its sentence, which stands in the report.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::report::facts::{FACTS, Fact, Facts};
use crate::report::html::{INDEX_HTML, REPORT_HTML};
use crate::report::markdown::{INDEX_MARKDOWN, REPORT_MARKDOWN};
use crate::report::model::Form;
use crate::report::reading::{Reading, page_numbers};
use crate::report::sheet::Value;
use crate::report::{MANIFEST, OUTPUTS};
use crate::sinks::csv::guarded;
use crate::sinks::manifest::{self, GENERATOR};
use crate::tables::columns::{self, Kind, Table};

use super::cells::{self, Cells};
use super::files::{Files, Part};
use super::{FaultKind, Faults, json_fault, quoted};

/// The facts of a report that were compared with the tables.
pub(super) struct Checked {
    /// The facts; none if they cannot be read.
    pub(super) facts: Vec<Fact>,
    /// The line on which each begins, by its number.
    lines: BTreeMap<usize, usize>,
    /// The numbers of those that do not hold.
    pub(super) failed: BTreeSet<usize>,
}

impl Checked {
    /// Compares every fact with the cell that it names.
    pub(super) fn new(files: &Files, part: &Part<'_>, faults: &mut Faults) -> Self {
        let mut checked =
            Self { facts: Vec::new(), lines: BTreeMap::new(), failed: BTreeSet::new() };
        let Some(bytes) = files.get(FACTS) else { return checked };
        let read: Facts = match serde_json::from_slice(bytes) {
            Ok(read) => read,
            Err(error) => {
                let line = Some(error.line()).filter(|it| *it > 0);
                faults.add(
                    FaultKind::Fact,
                    FACTS,
                    line,
                    format!("cannot be read: {}", json_fault(&error)),
                );
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
        for fact in &read.facts {
            if let Some(message) = fault_of(fact, &tables) {
                checked.failed.insert(fact.id);
                faults.add(FaultKind::Fact, FACTS, checked.line(fact.id), message);
            }
        }
        checked.facts = read.facts;
        checked
    }

    /// The line of `facts.json` on which a fact begins.
    pub(super) fn line(&self, id: usize) -> Option<usize> {
        self.lines.get(&id).copied()
    }

    /// Looks for the sentence of every fact in the report, and for its number in the page; gives
    /// how many facts there are. What was told of already is not told again.
    pub(super) fn sentences(&self, files: &Files, faults: &mut Faults) -> usize {
        let reports = [(REPORT_MARKDOWN, REPORT_HTML), (INDEX_MARKDOWN, INDEX_HTML)];
        let told = faults.any(FaultKind::Fact, FACTS);
        for (markdown, page) in reports {
            if let Some(text) =
                files.text(markdown).filter(|_| !told && !faults.any(FaultKind::Text, markdown))
            {
                let reading = Reading::new(text);
                for fact in self.facts.iter().filter(|it| reading.find(&it.sentence).is_none()) {
                    let message = format!(
                        "does not say {} (fact {} of {FACTS})",
                        quoted(&fact.sentence),
                        fact.id
                    );
                    faults.add(FaultKind::Fact, markdown, None, message);
                }
            }
            if let Some(text) =
                files.text(page).filter(|_| !told && !faults.any(FaultKind::Text, page))
            {
                let numbers = page_numbers(text);
                let is_there = |it: &&Fact| numbers.contains(&(it.shown.clone(), it.value.clone()));
                for fact in self.facts.iter().filter(|it| !is_there(it)) {
                    let message = format!(
                        "does not have the number {} with the value {} (fact {} of {FACTS})",
                        quoted(&fact.shown),
                        quoted(&fact.value),
                        fact.id
                    );
                    faults.add(FaultKind::Fact, page, None, message);
                }
            }
        }
        self.facts.len()
    }
}

/// The line on which each fact begins: where its number stands.
fn lines(text: &str) -> BTreeMap<usize, usize> {
    let id = |line: &str| line.trim().strip_prefix("\"id\": ")?.strip_suffix(',')?.parse().ok();
    let found = text.lines().enumerate().filter_map(|(index, line)| Some((id(line)?, index + 1)));
    found.collect()
}

/// What does not hold of a fact, if anything: the first thing, for the rest follows from it.
fn fault_of(fact: &Fact, tables: &Tables<'_>) -> Option<String> {
    let Fact { id, sentence, shown, value, form, .. } = fact;
    let found = match tables.find(fact) {
        Ok(found) => found,
        Err(message) => return Some(format!("fact {id} cannot be looked up: {message}")),
    };
    if !found.holds(value) {
        let (value, cell) = (quoted(value), quoted(&found.cell));
        return Some(format!("fact {id} has the value {value}, {} has {cell}", found.place));
    }
    let by_name = Form::ALL.into_iter().find(|it| it.name() == form);
    let Some(right) = by_name.and_then(|form| Value::parse(value, found.kind)?.shown(form)) else {
        let (value, form) = (quoted(value), quoted(form));
        return Some(format!("fact {id} has a value that cannot be shown so: {value} as {form}"));
    };
    if right != *shown {
        let (shown, right) = (quoted(shown), quoted(&right));
        return Some(format!("fact {id} shows {shown}, its value {value} is shown as {right}"));
    }
    (!sentence.contains(shown.as_str())).then(|| {
        let (shown, sentence) = (quoted(shown), quoted(sentence));
        format!("the sentence of fact {id} does not hold {shown}: {sentence}")
    })
}

/// A cell that a fact names.
struct Found {
    /// Where it is, in words.
    place: String,
    cell: String,
    kind: Kind,
    /// Whether its text may be guarded against formulas.
    is_guarded: bool,
}

impl Found {
    fn holds(&self, value: &str) -> bool {
        self.cell == value || self.is_guarded && self.cell == guarded(value)
    }
}

/// The tables that facts name.
struct Tables<'a> {
    files: &'a Files,
    manifest: serde_json::Value,
    outputs: BTreeMap<&'a str, &'a manifest::Output>,
    /// What is known of each table, and its content once it was asked for.
    described: BTreeMap<String, (Table, OnceCell<Option<Content>>)>,
}

/// A table that was read, and the row of each key.
struct Content {
    cells: Cells,
    rows: BTreeMap<Vec<String>, usize>,
}

impl<'a> Tables<'a> {
    fn new(files: &'a Files, part: &'a Part<'_>) -> Self {
        let outputs = part.listing.outputs.iter().map(|it| (it.path.as_str(), it)).collect();
        let described =
            columns::all().into_iter().map(|it| (it.name.clone(), (it, OnceCell::new()))).collect();
        let manifest = serde_json::from_slice(&part.bytes).unwrap_or_default();
        Self { files, manifest, outputs, described }
    }

    /// The cell that a fact names; why there is none otherwise.
    fn find(&self, fact: &Fact) -> Result<Found, String> {
        let keys: BTreeMap<&str, &str> = fact
            .row
            .iter()
            .map(|(column, value)| (column.as_str(), value.as_str().unwrap_or_default()))
            .collect();
        match fact.table.as_str() {
            MANIFEST => self.in_manifest(&fact.column),
            OUTPUTS => self.in_outputs(keys.get("path").copied().unwrap_or_default(), &fact.column),
            table => self.in_table(table, &keys, &fact.column),
        }
    }

    fn in_manifest(&self, column: &str) -> Result<Found, String> {
        let field = column.split('.').try_fold(&self.manifest, |value, name| value.get(name));
        let cell = match field {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(serde_json::Value::Number(number)) => number.to_string(),
            _ => return Err(format!("{} has no number {column}", manifest::MANIFEST)),
        };
        let kind = if column.ends_with("_usd") { Kind::Usd } else { Kind::Integer };
        let place = format!("{} ({column})", manifest::MANIFEST);
        Ok(Found { place, cell, kind, is_guarded: false })
    }

    fn in_outputs(&self, path: &str, column: &str) -> Result<Found, String> {
        let place = format!("{} (outputs, path = {path}, {column})", manifest::MANIFEST);
        match self.outputs.get(path) {
            Some(it) if column == "bytes" => Ok(Found {
                place,
                cell: it.bytes.to_string(),
                kind: Kind::Integer,
                is_guarded: false,
            }),
            _ => Err(format!("there is no {place}")),
        }
    }

    fn in_table(
        &self,
        table: &str,
        keys: &BTreeMap<&str, &str>,
        column: &str,
    ) -> Result<Found, String> {
        let path = format!("tables/{table}.csv");
        let missing = || format!("there is no table {path}");
        let (described, content) = self.described.get(table).ok_or_else(missing)?;
        let content = content.get_or_init(|| self.content(&path, described));
        let Content { cells, rows } = content.as_ref().ok_or_else(missing)?;
        let words: Vec<String> = keys.iter().map(|(name, it)| format!("{name} = {it}")).collect();
        let place = format!("{path} ({}, {column})", words.join(", "));
        let key: Option<Vec<&str>> = described.key.iter().map(|it| keys.get(it).copied()).collect();
        let key = key.filter(|it| it.len() == keys.len());
        let row = key.and_then(|key| {
            let as_is: Vec<String> = key.iter().map(|it| (*it).to_owned()).collect();
            let guarded: Vec<String> = key.into_iter().map(guarded).collect();
            rows.get(&as_is).or_else(|| rows.get(&guarded)).copied()
        });
        let cell = row.and_then(|row| cells.cell(row, column));
        let kind = described.columns.iter().find(|it| it.name == column).map(|it| it.kind);
        match cell.zip(kind) {
            Some((cell, kind)) => {
                let is_guarded = matches!(kind, Kind::Text | Kind::TextList);
                Ok(Found { place, cell: cell.to_owned(), kind, is_guarded })
            }
            None => Err(format!("there is no {place}")),
        }
    }

    fn content(&self, path: &str, table: &Table) -> Option<Content> {
        let cells = cells::read(self.files.get(path)?).ok()?;
        let keyed = cells.by_key(&table.key);
        let rows =
            keyed.into_iter().filter_map(|(key, rows)| Some((key, *rows.front()?))).collect();
        Some(Content { cells, rows })
    }
}
