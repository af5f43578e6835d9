//! The sums that must hold before anything is published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Dimension, FileCounts, Incident, Usd};

use super::cell::Cells;
use super::schema;
use super::schema::names::{ALLOCATED_LOSS_USD, LOSS_USD};
use super::table::AnyTable;
use super::transforms::{SPANS, Tables, largest};
use super::view::{self, View, known};

/// One equation, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What is compared, as an equation in words.
    pub name: String,
    /// Whether both sides are the same.
    pub holds: bool,
    /// The left side.
    pub left: String,
    /// The right side.
    pub right: String,
}

impl Check {
    fn new(name: String, left: &impl ToString, right: &impl ToString) -> Self {
        let (left, right) = (left.to_string(), right.to_string());
        Self { name, holds: left == right, left, right }
    }
}

/// The totals of an edition: what its tables must add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Incidents that are counted.
    pub incidents: usize,
    /// Those with a known loss.
    pub known: usize,
    /// Those with an unknown loss.
    pub unknown: usize,
    /// Reports about an incident that another report is counted for.
    pub duplicates: usize,
    /// The sum of the known losses in those reports: not part of `loss`.
    pub duplicates_loss: Usd,
    /// The sum of all known losses.
    pub loss: Usd,
}

impl Totals {
    /// The sum of all known losses; none if there are incidents and no loss of them is known.
    pub fn known_loss(&self) -> Option<Usd> {
        (self.known > 0 || self.incidents == 0).then_some(self.loss)
    }
}

/// Adds incidents up.
pub fn totals(incidents: &[&Incident]) -> Totals {
    let (counted, duplicates): (Vec<&Incident>, Vec<&Incident>) =
        incidents.iter().partition(|it| it.duplicate_of().is_none());
    let known = known(counted.iter().copied());
    Totals {
        incidents: counted.len(),
        known: known.len(),
        unknown: counted.len() - known.len(),
        duplicates: duplicates.len(),
        duplicates_loss: view::known(duplicates).into_iter().sum(),
        loss: known.into_iter().sum(),
    }
}

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The accounting of files.
    pub files: FileCounts,
    /// The totals of the period.
    pub totals: &'a Totals,
    /// What the tables were computed from.
    pub view: &'a View<'a>,
    /// The tables.
    pub tables: &'a Tables,
}

/// Compares every table with the incidents, and the files with each other.
pub fn check(compared: &Compared<'_>) -> Vec<Check> {
    let Compared { files, totals, view, tables } = *compared;
    let accounted = files.loaded + files.rejected + files.skipped;
    let in_tables = totals.incidents + totals.duplicates + view.selection.outside;
    let mut checks = vec![
        Check::new("files seen = loaded + rejected + skipped".into(), &files.seen, &accounted),
        Check::new(
            "files loaded = incidents + duplicates + outside the period".into(),
            &files.loaded,
            &in_tables,
        ),
        Check::new(
            "incidents = known + unknown".into(),
            &totals.incidents,
            &(totals.known + totals.unknown),
        ),
    ];
    let wholes = Wholes::of(totals, view);
    for table in tables.of_period().into_iter().chain(tables.of_history()) {
        if let Some((whole, words)) = wholes.of_table(&table.schema().name) {
            checks.extend(sums(table, whole, words));
        }
    }
    checks.push(tops(tables));
    checks
}

/// What tables add up to.
struct Wholes {
    total: Totals,
    /// The incidents that have a tag: a tag is no duty.
    tagged: Totals,
    /// The incidents of the period and those before it.
    until_end: Totals,
    /// All incidents to the end of the month, quarter and year that the period ends in.
    around: [(String, Totals); 3],
}

impl Wholes {
    fn of(total: &Totals, view: &View<'_>) -> Self {
        let tagged = view.ranked.iter().filter(|it| !it.labels(Dimension::Tag).is_empty());
        let around = SPANS.map(|span| {
            let end = view.end_of(span);
            let until: Vec<&Incident> =
                view.around.iter().copied().filter(|it| it.date() <= end).collect();
            (schema::span_name(span).to_owned(), totals(&until))
        });
        Self {
            total: *total,
            tagged: totals(&tagged.copied().collect::<Vec<_>>()),
            until_end: totals(&view.until_end),
            around,
        }
    }

    /// What a table adds up to, and what a check calls that; none of a table that is no partition.
    fn of_table(&self, name: &str) -> Option<(&Totals, &'static str)> {
        match name {
            "key_figures"
            | "findings_by_code"
            | "largest_incidents"
            | "loss_concentration"
            | "loss_to_date_by_year" => None,
            "losses_by_tag" => Some((&self.tagged, "losses of incidents with a tag")),
            "cumulative_loss_by_year" => {
                Some((&self.until_end, "losses up to the end of the period"))
            }
            _ if name.starts_with("history_by_") => {
                let of_span = self.around.iter().find(|(span, _)| name.ends_with(span.as_str()))?;
                Some((&of_span.1, "losses up to the end of the span that the period ends in"))
            }
            _ => Some((&self.total, "total_loss_usd")),
        }
    }
}

/// Whether a table adds up to its whole.
fn sums(table: &dyn AnyTable, whole: &Totals, words: &str) -> Vec<Check> {
    let name = &table.schema().name;
    let columns: BTreeMap<&str, Cells<'_>> = table
        .schema()
        .columns
        .iter()
        .map(|it| it.name)
        .zip(table.columns(0..table.height()))
        .collect();
    let money = |column: &str| match columns.get(column) {
        Some(Cells::Usd(amounts)) => Some(amounts.iter().flatten().copied().sum::<Usd>()),
        _ => None,
    };
    let allocated = money(ALLOCATED_LOSS_USD).map(|sum| (ALLOCATED_LOSS_USD, sum));
    let Some((column, sum)) = allocated.or_else(|| Some((LOSS_USD, money(LOSS_USD)?))) else {
        return Vec::new();
    };
    let mut checks =
        vec![Check::new(format!("sum of {name}.{column} = {words}"), &sum, &whole.loss)];
    // Labels overlap, so incidents add up only where a row is a span of time or a band of size.
    if column == LOSS_USD {
        for (column, expected) in [
            ("incidents", whole.incidents),
            ("incidents_known", whole.known),
            ("incidents_unknown", whole.unknown),
        ] {
            if let Some(Cells::Integer(counts)) = columns.get(column) {
                let sum: i64 = counts.iter().flatten().sum();
                let check = format!("sum of {name}.{column} = {column}");
                checks.push(Check::new(check, &sum, &expected));
            }
        }
    }
    checks
}

/// Whether the ten largest incidents are those whose concentration is given.
fn tops(tables: &Tables) -> Check {
    let sum: Usd = tables.largest_incidents.rows.iter().map(|it| it.loss_usd).sum();
    let of_all = tables.concentration.rows.iter().filter(|it| it.basis == largest::ALL);
    let top_ten = of_all.filter_map(|it| it.loss_usd).max();
    let name = "sum of largest_incidents.loss_usd = loss of the largest 10";
    Check::new(name.into(), &sum, &top_ten.unwrap_or_default())
}
