//! Losses by label: `losses_by_attack_type`, `losses_by_entity_type`.

use polars::prelude::*;

use crate::domain::{Dimension, Usd};
use crate::tables::{LabelsTable, money, read_money, schema, shares};

use super::{Aggregate, largest, largest_first, sum_of_known, sums};

/// Sums losses up by the labels of a dimension, the largest allocated loss first, ties by label.
///
/// The columns are those of [`schema::losses_by_label`]. Means and medians are of known losses, to
/// the cent, half to even.
///
/// # Errors
///
/// What polars says; on a table that this crate made there is nothing to say.
pub fn losses_by_label(labels: &LabelsTable, dimension: Dimension) -> PolarsResult<Aggregate> {
    let mut expressions = sums();
    expressions.push(sum_of_known("allocated_loss_usd"));
    expressions.extend(largest());
    expressions.extend([
        col("date").min().alias("first_date"),
        col("date").max().alias("last_date"),
        col("loss_usd").drop_nulls().alias("losses"),
    ]);
    let order = SortMultipleOptions::default()
        .with_order_descending_multi([true, false])
        .with_nulls_last(true);
    let mut frame = largest_first(labels.of(dimension))
        .group_by([col("label")])
        .agg(expressions)
        .sort(["allocated_loss_usd", "label"], order)
        .collect()?;
    add_statistics(&mut frame)?;
    frame.rename("label", dimension.name().into())?;
    frame.rename("loss_usd", "involved_loss_usd".into())?;
    Aggregate::new(schema::losses_by_label(dimension), &frame)
}

/// Adds the share of the total, the mean and the median: polars would make floats of them.
fn add_statistics(frame: &mut DataFrame) -> PolarsResult<()> {
    let (mut means, mut medians) = (Vec::new(), Vec::new());
    for losses in frame.column("losses")?.list()?.amortized_iter() {
        let mut known: Vec<Usd> = match losses {
            Some(losses) => {
                let losses = losses.as_ref().decimal()?.physical();
                losses.iter().flatten().map(Usd::from_cents).collect()
            }
            None => Vec::new(),
        };
        known.sort_unstable();
        means.push(Usd::mean(&known));
        medians.push(Usd::median(&known));
    }
    let allocated = read_money(frame, "allocated_loss_usd")?;
    let total: Usd = allocated.iter().flatten().copied().sum();
    let share = |part: Option<Usd>| part.and_then(|part| part.millionths_of(total));
    frame.with_column(shares("allocated_share", allocated.into_iter().map(share)))?;
    frame.with_column(money("mean_loss_usd", means.into_iter()))?;
    frame.with_column(money("median_loss_usd", medians.into_iter()))?;
    Ok(())
}
