//! Losses by label over time: `losses_by_attack_type_and_month` and its like.

use polars::prelude::*;

use crate::domain::{Dimension, Granularity};
use crate::tables::{LabelsTable, dates, read_dates, schema};

use super::{Aggregate, sum_of_known, sums};

/// Sums losses up by span and label; only pairs that occur, sorted by span, then by label.
///
/// The columns are those of [`schema::losses_by_label_and_period`].
///
/// # Errors
///
/// What polars says; on a table that this crate made there is nothing to say.
pub fn losses_by_label_and_period(
    labels: &LabelsTable,
    dimension: Dimension,
    granularity: Granularity,
) -> PolarsResult<Aggregate> {
    let span = schema::span_name(granularity);
    let mut frame = labels.of(dimension).collect()?;
    let days = read_dates(&frame, "date")?;
    frame.with_column(dates(
        span,
        days.into_iter().map(|day| day.map(|day| granularity.first_day(day))),
    ))?;
    let mut expressions = sums();
    expressions.push(sum_of_known("allocated_loss_usd"));
    let mut frame = frame
        .lazy()
        .group_by([col(span), col("label")])
        .agg(expressions)
        .sort([span, "label"], SortMultipleOptions::default())
        .collect()?;
    frame.rename("label", dimension.name().into())?;
    frame.rename("loss_usd", "involved_loss_usd".into())?;
    Aggregate::new(schema::losses_by_label_and_period(dimension, granularity), &frame)
}
