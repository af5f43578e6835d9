//! Losses over time: `losses_by_month`, `losses_by_quarter`, `losses_by_year`.

use chrono::NaiveDate;
use polars::prelude::*;

use crate::domain::{Granularity, Period, Usd};
use crate::tables::{IncidentsTable, dates, money, read_dates, read_money, schema};

use super::{Aggregate, largest, largest_first, sums};

/// Sums losses up by month, quarter or year, without gaps.
///
/// The rows go from the span of the period's first day, or of the first incident, to that of its
/// last day, or of the last incident. A span without incidents has a loss of 0; one whose losses
/// are all unknown has none. The columns are those of [`schema::losses_by_period`].
///
/// # Errors
///
/// What polars says; on a table that this crate made there is nothing to say.
pub fn losses_by_period(
    incidents: &IncidentsTable,
    granularity: Granularity,
    period: Period,
) -> PolarsResult<Aggregate> {
    let span = schema::span_name(granularity);
    let mut counted =
        incidents.counted().select([col("report"), col("date"), col("loss_usd")]).collect()?;
    let days: Vec<NaiveDate> = read_dates(&counted, "date")?.into_iter().flatten().collect();
    counted.with_column(dates(span, days.iter().map(|day| Some(granularity.first_day(*day)))))?;

    let from = period.from.or(days.iter().min().copied());
    let to = period.to.or(days.iter().max().copied());
    let calendar = match (from, to) {
        (Some(from), Some(to)) => granularity.calendar(from, to),
        _ => Vec::new(),
    };
    let calendar =
        DataFrame::new(calendar.len(), vec![dates(span, calendar.iter().copied().map(Some))])?;

    let mut expressions = sums();
    expressions.extend(largest());
    let grouped = largest_first(counted.lazy()).group_by([col(span)]).agg(expressions);
    let count = |name: &str| col(name).fill_null(lit(0_i64));
    let mut frame = calendar
        .lazy()
        .join(grouped, [col(span)], [col(span)], JoinArgs::new(JoinType::Left))
        .with_columns([count("incidents"), count("incidents_known"), count("incidents_unknown")])
        .sort([span], SortMultipleOptions::default())
        .collect()?;
    add_cumulative(&mut frame)?;
    Aggregate::new(schema::losses_by_period(granularity), &frame)
}

/// Makes the loss of spans without incidents 0, and adds the running total.
fn add_cumulative(frame: &mut DataFrame) -> PolarsResult<()> {
    let counts = crate::tables::read_counts(frame, "incidents")?;
    let losses: Vec<Option<Usd>> = read_money(frame, "loss_usd")?
        .into_iter()
        .zip(&counts)
        .map(|(loss, incidents)| if *incidents == 0 { Some(Usd::ZERO) } else { loss })
        .collect();
    let mut total = RunningTotal::default();
    let cumulative: Vec<Option<Usd>> =
        counts.iter().zip(&losses).map(|(incidents, loss)| total.add(*incidents, *loss)).collect();
    frame.with_column(money("loss_usd", losses.into_iter()))?;
    frame.with_column(money("cumulative_loss_usd", cumulative.into_iter()))?;
    Ok(())
}

/// A sum that goes on from row to row, and is unknown as long as every loss in it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RunningTotal {
    loss: Usd,
    has_known: bool,
    has_unknown: bool,
}

impl RunningTotal {
    /// Adds a row: its incidents, and the sum of their known losses. Gives the sum so far.
    pub(crate) fn add(&mut self, incidents: usize, loss: Option<Usd>) -> Option<Usd> {
        self.loss = [self.loss, loss.unwrap_or_default()].into_iter().sum();
        self.has_known |= incidents > 0 && loss.is_some();
        self.has_unknown |= loss.is_none();
        (self.has_known || !self.has_unknown).then_some(self.loss)
    }
}
