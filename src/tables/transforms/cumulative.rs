//! The running total of each year: `cumulative_loss_by_year`.

use chrono::{Datelike, NaiveDate};
use polars::prelude::*;

use crate::domain::{Granularity, Period, Usd};
use crate::tables::schema::shape;
use crate::tables::{counts, dates, money, read_counts, read_dates, read_money};

use super::by_period::{RunningTotal, losses_by_period};
use super::{Aggregate, CountedLoss, View};

/// Adds losses up month by month, anew each January, from the year of the first report to the end
/// of the period; not beyond what the reports cover if the period is not over. The columns are those of
/// [`shape::cumulative_loss_by_year`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn cumulative_loss_by_year(view: &View<'_>) -> PolarsResult<Aggregate> {
    let reports = view.until_end();
    let first = CountedLoss::of(reports)?.iter().map(|it| it.date).min();
    let from = first.map_or(view.span.first(), |first| first.min(view.span.first()));
    let january = NaiveDate::from_ymd_opt(from.year(), 1, 1);
    let last = view.covered().unwrap_or(view.span).last();
    let period = Period { from: january, to: Some(last) };
    let months = losses_by_period(reports, Granularity::Month, period)?.frame;
    let first_days: Vec<NaiveDate> = read_dates(&months, "month")?.into_iter().flatten().collect();
    let losses = read_money(&months, "loss_usd")?;
    let incidents = read_counts(&months, "incidents")?;
    let mut total = RunningTotal::default();
    let cumulative: Vec<Option<Usd>> = first_days
        .iter()
        .zip(incidents.iter().zip(&losses))
        .map(|(first_day, (incidents, loss))| {
            if first_day.month() == 1 {
                total = RunningTotal::default();
            }
            total.add(*incidents, *loss)
        })
        .collect();
    let years = first_days.iter().map(|it| usize::try_from(it.year()).unwrap_or(0));
    let columns = vec![
        counts("year", years),
        dates("month", first_days.iter().copied().map(Some)),
        counts("incidents", incidents.into_iter()),
        money("loss_usd", losses.into_iter()),
        money("cumulative_loss_usd", cumulative.into_iter()),
    ];
    let frame = DataFrame::new(first_days.len(), columns)?;
    Aggregate::new(shape::cumulative_loss_by_year(), &frame)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{losses, rows, viewed};
    use super::*;

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn each_january_begins_anew() {
        let reports = [
            ("2022-11-05", Some(300)),
            ("2022-12-31", None),
            ("2023-01-01", Some(50)),
            ("2023-02-10", Some(0)),
            ("2023-03-20", Some(7)),
        ];
        let columns = ["year", "month", "incidents", "loss_usd", "cumulative_loss_usd"];
        let of = |span: &str, reports: &[(&str, Option<i128>)]| {
            rows(&viewed(span, &losses(reports), cumulative_loss_by_year), &columns)
        };
        let january_to_october: Vec<String> =
            (1..=10).map(|month| format!("2022 2022-{month:02}-01 0 0.00 0.00")).collect();
        let past = [
            "2022 2022-11-01 1 3.00 3.00",
            // Nobody knows the loss of the month: the total stays as it is.
            "2022 2022-12-01 1 - 3.00",
            "2023 2023-01-01 1 0.50 0.50",
        ];
        #[rustfmt::skip]
        let table: [(&str, &str, &[(&str, Option<i128>)], &[&str]); 4] = [
            ("up to the end of the period",    "2023-01", &reports,      &[]),
            ("a zero adds nothing",            "2023-02", &reports,      &["2023 2023-02-01 1 0.00 0.50"]),
            ("a year, up to the newest report", "2023",   &reports,      &["2023 2023-02-01 1 0.00 0.50", "2023 2023-03-01 1 0.07 0.57"]),
            ("nothing happened",               "2023-Q2", &[&reports[..], &[("2023-08-01", None)]].concat(),
             &["2023 2023-02-01 1 0.00 0.50", "2023 2023-03-01 1 0.07 0.57", "2023 2023-04-01 0 0.00 0.57", "2023 2023-05-01 0 0.00 0.57", "2023 2023-06-01 0 0.00 0.57"]),
        ];
        for (about, span, reports, behind) in table {
            let expected: Vec<&str> = january_to_october
                .iter()
                .map(String::as_str)
                .chain(past)
                .chain(behind.iter().copied())
                .collect();
            assert_eq!(of(span, reports), expected, "{about}");
        }
        // Without a past the year begins in January all the same.
        assert_eq!(
            of("2023-02", &reports[3..]),
            ["2023 2023-01-01 0 0.00 0.00", "2023 2023-02-01 1 0.00 0.00"]
        );
    }
}
