//! The running total of each year: `cumulative_loss_by_year`.

use chrono::{Datelike, NaiveDate};
use polars::prelude::*;

use crate::domain::{Granularity, Period, Usd};
use crate::tables::columns::shape;
use crate::tables::{counts, dates, money, read_counts, read_dates, read_money};

use super::by_period::losses_by_period;
use super::key_figures::reported;
use super::{Aggregate, CountedLoss, View};

/// Adds losses up month by month, anew each January, from the year of the first report to the end
/// of the period; not beyond the newest report if the period is not over. The columns are those of
/// [`shape::cumulative_loss_by_year`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn cumulative_loss_by_year(view: &View<'_>) -> PolarsResult<Aggregate> {
    let incidents = view.all_incidents();
    let first = CountedLoss::of(incidents)?.iter().map(|it| it.date).min();
    let from = first.map_or(view.span.first(), |first| first.min(view.span.first()));
    let january = NaiveDate::from_ymd_opt(from.year(), 1, 1);
    let period = Period { from: january, to: Some(reported(view.span, view.newest).last()) };
    let months = losses_by_period(incidents, Granularity::Month, period)?.frame;
    let first_days: Vec<NaiveDate> = read_dates(&months, "month")?.into_iter().flatten().collect();
    let losses = read_money(&months, "loss_usd")?;
    let mut total = Usd::ZERO;
    let cumulative: Vec<Option<Usd>> = first_days
        .iter()
        .zip(&losses)
        .map(|(first_day, loss)| {
            let before = if first_day.month() == 1 { Usd::ZERO } else { total };
            total = [before, loss.unwrap_or(Usd::ZERO)].into_iter().sum();
            Some(total)
        })
        .collect();
    let years = first_days.iter().map(|it| usize::try_from(it.year()).unwrap_or(0));
    let columns = vec![
        counts("year", years),
        dates("month", first_days.iter().copied().map(Some)),
        counts("incidents", read_counts(&months, "incidents")?.into_iter()),
        money("loss_usd", losses.into_iter()),
        money("cumulative_loss_usd", cumulative.into_iter()),
    ];
    let frame = DataFrame::new(first_days.len(), columns)?;
    Aggregate::new(shape::cumulative_loss_by_year(), &frame)
}
