//! Losses over time: `losses_by_month`, `losses_by_quarter`, `losses_by_year`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Granularity, Incident, Period, Usd};
use crate::tables::schema::{self, ByPeriod};
use crate::tables::table::Table;
use crate::tables::view::{count, known, sum};

/// Sums losses up by month, quarter or year, without gaps.
///
/// The rows go from the span of the period's first day, or of the first incident, to that of its
/// last day, or of the last incident. A span without incidents has a loss of 0; one whose losses
/// are all unknown has none. The columns are those of [`schema::losses_by_period`].
pub fn losses_by_period(
    ranked: &[&Incident],
    granularity: Granularity,
    period: Period,
) -> Table<ByPeriod> {
    let mut spans: BTreeMap<NaiveDate, Vec<&Incident>> = BTreeMap::new();
    for incident in ranked {
        spans.entry(granularity.first_day(incident.date())).or_default().push(incident);
    }
    let days = || ranked.iter().map(|it| it.date());
    let from = period.from.or_else(|| days().min());
    let to = period.to.or_else(|| days().max());
    let calendar = match (from, to) {
        (Some(from), Some(to)) => granularity.calendar(from, to),
        _ => Vec::new(),
    };
    let mut total = RunningTotal::default();
    let rows = calendar.into_iter().map(|first_day| {
        let within = spans.remove(&first_day).unwrap_or_default();
        row(first_day, &within, &mut total)
    });
    let rows = rows.collect();
    Table { schema: schema::losses_by_period(granularity), rows }
}

/// `within` are the incidents of the span, the largest loss first.
fn row(first_day: NaiveDate, within: &[&Incident], total: &mut RunningTotal) -> ByPeriod {
    let known = known(within.iter().copied());
    let loss = sum(within.len(), &known);
    let largest = within.first().filter(|_| !known.is_empty());
    ByPeriod {
        first_day,
        incidents: count(within.len()),
        incidents_known: count(known.len()),
        incidents_unknown: count(within.len() - known.len()),
        loss_usd: loss,
        cumulative_loss_usd: total.add(count(within.len()), loss),
        max_loss_usd: known.first().copied(),
        largest_report: largest.map(|it| it.report().to_owned()),
    }
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
    pub(crate) fn add(&mut self, incidents: i64, loss: Option<Usd>) -> Option<Usd> {
        self.loss = [self.loss, loss.unwrap_or_default()].into_iter().sum();
        self.has_known |= incidents > 0 && loss.is_some();
        self.has_unknown |= loss.is_none();
        (self.has_known || !self.has_unknown).then_some(self.loss)
    }
}
