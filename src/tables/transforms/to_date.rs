//! Each year up to the day of the calendar that the period ends on: `loss_to_date_by_year`.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::{Granularity, Incident, Span, Usd};
use crate::tables::schema::{ToDateByYear, shape};
use crate::tables::table::Table;
use crate::tables::view::{View, count, known, sum};

use super::key_figures::change;

/// Adds each year up from its first day to the day that the period ends on, or what the reports
/// cover of it: the same days of each year, so that a year that is not over is compared with as
/// much of the others. The columns are those of [`shape::loss_to_date_by_year`].
pub fn loss_to_date_by_year(view: &View<'_>) -> Table<ToDateByYear> {
    let last = view.covered().unwrap_or(view.selection.span).last();
    let first_year = view.around.iter().map(|it| it.date().year()).min().unwrap_or(last.year());
    let mut rows: Vec<ToDateByYear> = (first_year.min(last.year())..=last.year())
        .filter_map(|year| to_date(year, last))
        .map(|span| row(span, &view.around, view.selection.as_of))
        .collect();
    if let Some((now, before)) = rows.split_last_mut() {
        for row in before {
            row.loss_change_share = change(row.loss_usd, now.loss_usd);
        }
    }
    Table { schema: shape::loss_to_date_by_year(), rows }
}

/// One year, compared with nothing.
fn row(to_date: Span, incidents: &[&Incident], as_of: NaiveDate) -> ToDateByYear {
    let (all, known, loss) = sums(to_date, incidents);
    let year = Span::around(Granularity::Year, to_date.first()).unwrap_or(to_date);
    ToDateByYear {
        year: i64::from(year.first().year()),
        from: to_date.first(),
        to: to_date.last(),
        incidents: count(all),
        incidents_known: count(known),
        incidents_unknown: count(all - known),
        loss_usd: loss,
        loss_change_share: None,
        whole_year_loss_usd: if year.last() <= as_of { sums(year, incidents).2 } else { None },
    }
}

/// Incidents, those with a known loss, and the sum of these; none if all losses are unknown.
fn sums(span: Span, incidents: &[&Incident]) -> (usize, usize, Option<Usd>) {
    let within: Vec<&Incident> =
        incidents.iter().copied().filter(|it| span.contains(it.date())).collect();
    let known = known(within.iter().copied());
    (within.len(), known.len(), sum(within.len(), &known))
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
