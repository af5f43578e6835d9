//! The reports that an index leads to: `reports`.

use chrono::NaiveDate;
use polars::prelude::*;

use crate::domain::{Granularity, Period, Span};
use crate::tables::schema;
use crate::tables::schema::shape;
use crate::tables::{counts, dates, money, read_counts, read_dates, read_money, read_texts, texts};

use super::Aggregate;

/// One row for each month, quarter or year that lies whole within the period, the newest first; the
/// figures are those of `by_period`, the table `losses_by_month` or its like. The columns are those of
/// [`shape::reports`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn reports(
    period: Period,
    as_of: NaiveDate,
    granularity: Granularity,
    by_period: &Aggregate,
) -> PolarsResult<Aggregate> {
    let frame = &by_period.frame;
    let days = read_dates(frame, schema::span_name(granularity))?;
    let span = |day: &Option<NaiveDate>| {
        let span = Span::around(granularity, (*day)?)?;
        period.holds(span).then_some(span)
    };
    let mut rows: Vec<(usize, Span)> =
        days.iter().enumerate().filter_map(|(row, day)| Some((row, span(day)?))).collect();
    rows.retain(|(_, span)| span.first() <= as_of);
    rows.reverse();
    let (incidents, known) =
        (read_counts(frame, "incidents")?, read_counts(frame, "incidents_known")?);
    let unknown = read_counts(frame, "incidents_unknown")?;
    let (losses, most) = (read_money(frame, "loss_usd")?, read_money(frame, "max_loss_usd")?);
    let largest = read_texts(frame, "largest_report")?;
    let names: Vec<String> = rows.iter().map(|(_, span)| span.to_string()).collect();
    let last = |span: &Span| span.up_to(as_of).unwrap_or(*span).last();
    let columns = vec![
        texts("period", names.iter().map(|it| Some(it.as_str()))),
        dates("from", rows.iter().map(|(_, span)| Some(span.first()))),
        dates("to", rows.iter().map(|(_, span)| Some(last(span)))),
        counts("incidents", rows.iter().map(|(row, _)| incidents[*row])),
        counts("incidents_known", rows.iter().map(|(row, _)| known[*row])),
        counts("incidents_unknown", rows.iter().map(|(row, _)| unknown[*row])),
        money("loss_usd", rows.iter().map(|(row, _)| losses[*row])),
        money("max_loss_usd", rows.iter().map(|(row, _)| most[*row])),
        texts("largest_report", rows.iter().map(|(row, _)| largest[*row])),
    ];
    Aggregate::new(shape::reports(), &DataFrame::new(rows.len(), columns)?)
}
