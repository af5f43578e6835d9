//! The reports that an index leads to: `reports`.

use chrono::NaiveDate;

use crate::domain::{Granularity, Period, Span};
use crate::tables::schema::{ByPeriod, Reports, shape};
use crate::tables::table::Table;

/// One row for each month, quarter or year that lies whole within the period, the newest first; the
/// figures are those of `by_period`, the table `losses_by_month` or its like. The columns are those of
/// [`shape::reports`].
pub fn reports(
    period: Period,
    as_of: NaiveDate,
    granularity: Granularity,
    by_period: &Table<ByPeriod>,
) -> Table<Reports> {
    let row = |row: &ByPeriod| {
        let span = Span::around(granularity, row.first_day)?;
        (period.holds(span) && span.first() <= as_of).then(|| Reports {
            period: span.to_string(),
            from: span.first(),
            to: span.up_to(as_of).unwrap_or(span).last(),
            incidents: row.incidents,
            incidents_known: row.incidents_known,
            incidents_unknown: row.incidents_unknown,
            loss_usd: row.loss_usd,
            max_loss_usd: row.max_loss_usd,
            largest_report: row.largest_report.clone(),
        })
    };
    Table { schema: shape::reports(), rows: by_period.rows.iter().rev().filter_map(row).collect() }
}
