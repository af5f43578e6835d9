//! Sums of losses: by label, by month, quarter and year, and by both. Tables in, [`Aggregate`]s out.
//!
//! Three traps of polars that every transform here steps around: a sum of nothing known is 0, not
//! null; the order of groups changes from run to run; the mean of decimals is a float.

pub mod by_label;
pub mod by_label_and_period;
pub mod by_period;

use polars::prelude::*;

use crate::domain::{Dimension, Granularity, Period};
use crate::tables::columns::Table;
use crate::tables::{IncidentsTable, LabelsTable};

/// A table that was computed, and what its columns mean.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// The name, the columns and their meaning.
    pub table: Table,
    /// The rows.
    pub frame: DataFrame,
}

impl Aggregate {
    /// Puts rows under the columns of the table, in its order.
    fn new(table: Table, frame: &DataFrame) -> PolarsResult<Self> {
        let frame = frame.select(table.columns.iter().map(|column| column.name))?;
        Ok(Self { table, frame })
    }
}

/// The dimensions that losses are summed up by.
pub const DIMENSIONS: [Dimension; 2] = [Dimension::AttackType, Dimension::EntityType];
/// The spans that losses are summed up by.
pub const SPANS: [Granularity; 3] = [Granularity::Month, Granularity::Quarter, Granularity::Year];

/// Every aggregate of an edition, in the order of the data package.
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn all(
    incidents: &IncidentsTable,
    labels: &LabelsTable,
    period: Period,
) -> PolarsResult<Vec<Aggregate>> {
    let mut aggregates = Vec::new();
    for dimension in DIMENSIONS {
        aggregates.push(by_label::losses_by_label(labels, dimension)?);
    }
    for span in SPANS {
        aggregates.push(by_period::losses_by_period(incidents, span, period)?);
    }
    for dimension in DIMENSIONS {
        for span in SPANS {
            aggregates
                .push(by_label_and_period::losses_by_label_and_period(labels, dimension, span)?);
        }
    }
    Ok(aggregates)
}

/// The counts and sums that all transforms share. A sum without a known loss is null.
fn sums() -> Vec<Expr> {
    vec![
        len().cast(DataType::Int64).alias("incidents"),
        col("loss_usd").count().cast(DataType::Int64).alias("incidents_known"),
        col("loss_usd").null_count().cast(DataType::Int64).alias("incidents_unknown"),
        sum_of_known("loss_usd"),
    ]
}

/// The sum of a column of money, or null if no loss of the group is known.
fn sum_of_known(column: &str) -> Expr {
    when(col("loss_usd").count().gt(lit(0)))
        .then(col(column).sum())
        .otherwise(lit(NULL))
        .alias(column)
}

/// The largest known loss and its report; of several, the one first by date and path.
/// The frame must be in the order of [`largest_first`].
fn largest() -> Vec<Expr> {
    vec![
        col("loss_usd").max().alias("max_loss_usd"),
        col("report").filter(col("loss_usd").is_not_null()).first().alias("largest_report"),
    ]
}

/// Sorts by loss, the largest first and unknown ones last, then by date and path.
fn largest_first(frame: LazyFrame) -> LazyFrame {
    let options = SortMultipleOptions::default()
        .with_order_descending_multi([true, false, false])
        .with_nulls_last(true);
    frame.sort(["loss_usd", "date", "report"], options)
}
