//! The sums that must hold before anything is published.

use polars::prelude::*;

use crate::domain::Usd;
use crate::loader::FileCounts;
use crate::tables::columns::Kind;
use crate::tables::{IncidentsTable, read_counts, read_money};
use crate::transforms::Aggregate;

/// One equation, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Reports that tell of an incident that another report is counted for.
    pub duplicates: usize,
    /// The sum of the known losses in those reports: not part of `loss`.
    pub duplicates_loss: Usd,
    /// The sum of all known losses.
    pub loss: Usd,
}

/// Adds up the table `incidents`.
///
/// # Errors
///
/// What polars says; on a table that this crate made there is nothing to say.
pub fn totals(incidents: &IncidentsTable) -> PolarsResult<Totals> {
    let counted = incidents.counted().collect()?;
    let losses = read_money(&counted, "loss_usd")?;
    let known: Vec<Usd> = losses.iter().flatten().copied().collect();
    let dropped = incidents.frame().clone().lazy().filter(col("duplicate_of").is_not_null());
    let dropped = read_money(&dropped.collect()?, "loss_usd")?;
    Ok(Totals {
        incidents: counted.height(),
        known: known.len(),
        unknown: counted.height() - known.len(),
        duplicates: incidents.frame().height() - counted.height(),
        duplicates_loss: dropped.into_iter().flatten().sum(),
        loss: known.into_iter().sum(),
    })
}

/// Compares every aggregate with the table `incidents`, and the files with each other.
///
/// `outside` is how many loaded reports lie outside of the chosen period.
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn check(
    files: FileCounts,
    outside: usize,
    totals: &Totals,
    aggregates: &[Aggregate],
) -> PolarsResult<Vec<Check>> {
    let accounted = files.loaded + files.rejected + files.skipped;
    let in_tables = totals.incidents + totals.duplicates + outside;
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
    for aggregate in aggregates {
        let name = &aggregate.table.name;
        let has = |column: &str| {
            aggregate.table.columns.iter().any(|it| it.name == column && it.kind == Kind::Usd)
        };
        let column = if has("allocated_loss_usd") { "allocated_loss_usd" } else { "loss_usd" };
        let sum: Usd = read_money(&aggregate.frame, column)?.into_iter().flatten().sum();
        checks.push(Check::new(
            format!("sum of {name}.{column} = total_loss_usd"),
            &sum,
            &totals.loss,
        ));
        // Labels overlap, so incidents add up only where a row is a span of time.
        if column == "loss_usd" {
            for (column, expected) in [
                ("incidents", totals.incidents),
                ("incidents_known", totals.known),
                ("incidents_unknown", totals.unknown),
            ] {
                let sum: usize = read_counts(&aggregate.frame, column)?.into_iter().sum();
                checks.push(Check::new(
                    format!("sum of {name}.{column} = {column}"),
                    &sum,
                    &expected,
                ));
            }
        }
    }
    Ok(checks)
}
