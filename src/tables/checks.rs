//! The sums that must hold before anything is published.

use polars::prelude::*;

use super::schema;
use super::schema::shape;
use super::transforms::{Aggregate, SPANS, View};
use crate::domain::FileCounts;
use crate::domain::{Dimension, Usd};
use crate::tables::{IncidentsTable, read_counts, read_money};

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

impl Totals {
    /// The sum of all known losses; none if there are incidents and no loss of them is known.
    #[must_use]
    pub fn known_loss(&self) -> Option<Usd> {
        (self.known > 0 || self.incidents == 0).then_some(self.loss)
    }
}

/// Adds up the table `incidents`.
///
/// # Errors
///
/// What polars says; on a table that this crate made there is nothing to say.
pub fn totals(incidents: &IncidentsTable) -> PolarsResult<Totals> {
    totals_of(incidents.frame())
}

fn totals_of(incidents: &DataFrame) -> PolarsResult<Totals> {
    let lazy = || incidents.clone().lazy();
    let counted = lazy().filter(col("duplicate_of").is_null()).collect()?;
    let losses = read_money(&counted, "loss_usd")?;
    let known: Vec<Usd> = losses.iter().flatten().copied().collect();
    let dropped = lazy().filter(col("duplicate_of").is_not_null());
    let dropped = read_money(&dropped.collect()?, "loss_usd")?;
    Ok(Totals {
        incidents: counted.height(),
        known: known.len(),
        unknown: counted.height() - known.len(),
        duplicates: incidents.height() - counted.height(),
        duplicates_loss: dropped.into_iter().flatten().sum(),
        loss: known.into_iter().sum(),
    })
}

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The accounting of files.
    pub files: FileCounts,
    /// How many loaded reports lie outside of the chosen period.
    pub outside: usize,
    /// The totals of the period.
    pub totals: &'a Totals,
    /// What the tables were computed from.
    pub view: &'a View<'a>,
    /// The tables.
    pub aggregates: &'a [Aggregate],
}

/// Compares every aggregate with the table `incidents`, and the files with each other.
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn check(compared: &Compared<'_>) -> PolarsResult<Vec<Check>> {
    let Compared { files, outside, totals, view, aggregates } = *compared;
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
    let wholes = Wholes::of(totals, view)?;
    for aggregate in aggregates {
        if let Some((whole, words)) = wholes.of_table(&aggregate.table.name) {
            checks.extend(sums(aggregate, whole, words)?);
        }
    }
    checks.extend(tops(aggregates)?);
    Ok(checks)
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
    fn of(total: &Totals, view: &View<'_>) -> PolarsResult<Self> {
        let tags = view.labels.of(Dimension::Tag).group_by([col("report")]);
        let tagged = tags.agg([col("loss_usd").first()]).collect()?;
        let losses = read_money(&tagged, "loss_usd")?;
        let tagged = Totals { loss: losses.into_iter().flatten().sum(), ..Totals::default() };
        let mut around = SPANS.map(|span| (schema::span_name(span).to_owned(), Totals::default()));
        for ((_, of_span), span) in around.iter_mut().zip(SPANS) {
            let end = lit(view.end_of(span));
            let frame = view.around().frame().clone().lazy().filter(col("date").lt_eq(end));
            *of_span = totals_of(&frame.collect()?)?;
        }
        Ok(Self { total: *total, tagged, until_end: totals(view.until_end())?, around })
    }

    /// What a table adds up to, and what a check calls that; none of a table that is no partition.
    fn of_table(&self, name: &str) -> Option<(&Totals, &'static str)> {
        match name {
            "key_figures"
            | "findings_by_code"
            | "largest_incidents"
            | "loss_concentration"
            | "loss_to_date_by_year"
            | shape::EARLIER_INCIDENTS
            | shape::LATER_INCIDENTS => None,
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
fn sums(aggregate: &Aggregate, whole: &Totals, words: &str) -> PolarsResult<Vec<Check>> {
    let (name, columns) = (&aggregate.table.name, &aggregate.table.columns);
    let has = |column: &str| columns.iter().any(|it| it.name == column);
    let column = if has("allocated_loss_usd") { "allocated_loss_usd" } else { "loss_usd" };
    let sum: Usd = read_money(&aggregate.frame, column)?.into_iter().flatten().sum();
    let mut checks =
        vec![Check::new(format!("sum of {name}.{column} = {words}"), &sum, &whole.loss)];
    // Labels overlap, so incidents add up only where a row is a span of time or a band of size.
    if column == "loss_usd" {
        for (column, expected) in [
            ("incidents", whole.incidents),
            ("incidents_known", whole.known),
            ("incidents_unknown", whole.unknown),
        ] {
            if has(column) {
                let sum: usize = read_counts(&aggregate.frame, column)?.into_iter().sum();
                let check = format!("sum of {name}.{column} = {column}");
                checks.push(Check::new(check, &sum, &expected));
            }
        }
    }
    Ok(checks)
}

/// Whether the ten largest incidents are those whose concentration is told.
fn tops(aggregates: &[Aggregate]) -> PolarsResult<Option<Check>> {
    let named = |name: &str| aggregates.iter().find(|it| it.table.name == name);
    let Some((largest, tops)) = named("largest_incidents").zip(named("loss_concentration")) else {
        return Ok(None);
    };
    let sum: Usd = read_money(&largest.frame, "loss_usd")?.into_iter().flatten().sum();
    let of_all = tops.frame.clone().lazy().filter(col("basis").eq(lit("all")));
    let top_ten = read_money(&of_all.collect()?, "loss_usd")?.into_iter().flatten().max();
    let name = "sum of largest_incidents.loss_usd = loss of the largest 10";
    Ok(Some(Check::new(name.into(), &sum, &top_ten.unwrap_or_default())))
}
