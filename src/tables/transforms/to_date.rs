//! Each year up to the day of the calendar that the period ends on: `loss_to_date_by_year`.

use chrono::{Datelike, Months, NaiveDate};
use polars::prelude::*;

use crate::domain::{Granularity, Span, Usd};
use crate::tables::schema::shape;
use crate::tables::{counts, dates, money, shares};

use super::{Aggregate, CountedLoss, View, known};

/// One year.
struct Row {
    year: i32,
    to_date: Span,
    incidents: usize,
    known: usize,
    loss: Option<Usd>,
    /// Of the whole year; none where the reports do not go to its end.
    whole_loss: Option<Usd>,
}

impl Row {
    fn new(to_date: Span, losses: &[CountedLoss], as_of: NaiveDate) -> Self {
        let (incidents, known, loss) = sums(to_date, losses);
        let year = Span::around(Granularity::Year, to_date.first()).unwrap_or(to_date);
        let whole_loss = if year.last() <= as_of { sums(year, losses).2 } else { None };
        Self { year: year.first().year(), to_date, incidents, known, loss, whole_loss }
    }
}

/// Incidents, those with a known loss, and the sum of these; none if all losses are unknown.
fn sums(span: Span, losses: &[CountedLoss]) -> (usize, usize, Option<Usd>) {
    let within: Vec<&CountedLoss> = losses.iter().filter(|it| span.contains(it.date)).collect();
    let known = known(within.iter().copied());
    let loss = (within.is_empty() || !known.is_empty()).then(|| known.iter().copied().sum());
    (within.len(), known.len(), loss)
}

/// Adds each year up from its first day to the day that the period ends on, or what the reports
/// cover of it: the same days of each year, so that a year that is not over is compared with as
/// much of the others. The columns are those of [`shape::loss_to_date_by_year`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn loss_to_date_by_year(view: &View<'_>) -> PolarsResult<Aggregate> {
    let losses = CountedLoss::of(view.around())?;
    let last = view.covered().unwrap_or(view.span).last();
    let first_year = losses.iter().map(|it| it.date.year()).min().unwrap_or(last.year());
    let rows: Vec<Row> = (first_year.min(last.year())..=last.year())
        .filter_map(|year| to_date(year, last))
        .map(|span| Row::new(span, &losses, view.as_of))
        .collect();
    let now = rows.last().and_then(|it| it.loss);
    let change = |row: &Row| {
        let (now, then) = now.zip(row.loss).filter(|_| row.year != last.year())?;
        Usd::from_cents(now.cents() - then.cents()).millionths_of(then)
    };
    let columns = vec![
        counts("year", rows.iter().map(|it| usize::try_from(it.year).unwrap_or(0))),
        dates("from", rows.iter().map(|it| Some(it.to_date.first()))),
        dates("to", rows.iter().map(|it| Some(it.to_date.last()))),
        counts("incidents", rows.iter().map(|it| it.incidents)),
        counts("incidents_known", rows.iter().map(|it| it.known)),
        counts("incidents_unknown", rows.iter().map(|it| it.incidents - it.known)),
        money("loss_usd", rows.iter().map(|it| it.loss)),
        shares("loss_change_share", rows.iter().map(change)),
        money("whole_year_loss_usd", rows.iter().map(|it| it.whole_loss)),
    ];
    Aggregate::new(shape::loss_to_date_by_year(), &DataFrame::new(rows.len(), columns)?)
}

/// A year up to the same day of the calendar; of 29 February the day before.
fn to_date(year: i32, last: NaiveDate) -> Option<Span> {
    let back = u32::try_from(last.year() - year).ok()?;
    let last = last.checked_sub_months(Months::new(back * 12))?;
    Span::new(NaiveDate::from_ymd_opt(year, 1, 1)?, last)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{losses, rows, viewed};
    use super::*;

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn the_same_days_of_each_year() {
        let reports = [
            ("2021-05-14", Some(100)),
            ("2021-05-15", Some(1000)),
            ("2022-12-31", None),
            ("2023-02-28", Some(300)),
            ("2023-05-15", Some(7)),
            ("2024-02-29", Some(150)),
        ];
        let columns = [
            "year",
            "to",
            "incidents",
            "incidents_known",
            "loss_usd",
            "loss_change_share",
            "whole_year_loss_usd",
        ];
        #[rustfmt::skip]
        let table: [(&str, &str, usize, &[&str]); 4] = [
            ("a year that is not over", "2024", 6, &[
                "2021 2021-02-28 0 0 0.00 - 11.00", "2022 2022-02-28 0 0 0.00 - -",
                "2023 2023-02-28 1 1 3.00 -500000 3.07", "2024 2024-02-29 1 1 1.50 - -",
            ]),
            ("a day within a year that is over", "2023-05-01..2023-05-14", 6, &[
                "2021 2021-05-14 1 1 1.00 2000000 11.00", "2022 2022-05-14 0 0 0.00 - -", "2023 2023-05-14 1 1 3.00 - 3.07",
            ]),
            ("a year", "2022", 6, &["2021 2021-12-31 2 2 11.00 - 11.00", "2022 2022-12-31 1 0 - - -"]),
            ("a period before all reports", "2020", 6, &["2020 2020-12-31 0 0 0.00 - 0.00"]),
        ];
        for (about, span, count, expected) in table {
            let found = viewed(span, &losses(&reports[..count]), loss_to_date_by_year);
            assert_eq!(rows(&found, &columns), expected, "{about}");
        }
    }
}
