//! The running total of each year: `cumulative_loss_by_year`.

use chrono::{Datelike, NaiveDate};

use crate::domain::{Granularity, Period};
use crate::tables::schema::{CumulativeByYear, shape};
use crate::tables::table::Table;
use crate::tables::view::View;

use super::by_period::{RunningTotal, losses_by_period};

/// Adds losses up month by month, anew each January, from the year of the first report to the end
/// of the period; not beyond what the reports cover if the period is not over. The columns are those of
/// [`shape::cumulative_loss_by_year`].
pub fn cumulative_loss_by_year(view: &View<'_>) -> Table<CumulativeByYear> {
    let span = view.selection.span;
    let first = view.until_end.iter().map(|it| it.date()).min();
    let from = first.map_or(span.first(), |first| first.min(span.first()));
    let january = NaiveDate::from_ymd_opt(from.year(), 1, 1);
    let period = Period { from: january, to: Some(view.covered().unwrap_or(span).last()) };
    let mut total = RunningTotal::default();
    let months = losses_by_period(&view.until_end, Granularity::Month, period).rows.into_iter();
    let rows = months.map(|month| {
        if month.first_day.month() == 1 {
            total = RunningTotal::default();
        }
        CumulativeByYear {
            year: i64::from(month.first_day.year()),
            month: month.first_day,
            incidents: month.incidents,
            loss_usd: month.loss_usd,
            cumulative_loss_usd: total.add(month.incidents, month.loss_usd),
        }
    });
    let rows = rows.collect();
    Table { schema: shape::cumulative_loss_by_year(), rows }
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
        for (about, span, reports, after) in table {
            let expected: Vec<&str> = january_to_october
                .iter()
                .map(String::as_str)
                .chain(past)
                .chain(after.iter().copied())
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
