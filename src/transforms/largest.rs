//! The largest losses, and how much of the total they make up: `largest_incidents`,
//! `loss_concentration`.

use polars::prelude::*;

use crate::domain::Usd;
use crate::tables::columns::shape;
use crate::tables::{IncidentsTable, counts, money, shares, texts};

use super::{Aggregate, CountedLoss, known, largest_first};

/// How many incidents are named.
const NAMED: usize = 10;
/// How many of the largest losses are added up.
const TOPS: [usize; 3] = [1, 5, 10];

/// The ten largest losses above zero, with what their reports say. The columns are those of
/// [`shape::largest_incidents`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn largest_incidents(incidents: &IncidentsTable) -> PolarsResult<Aggregate> {
    let losses = CountedLoss::of(incidents)?;
    let total: Usd = known(&losses).into_iter().sum();
    let above_zero = known(&losses).into_iter().filter(|loss| *loss > Usd::ZERO);
    let largest: Vec<Usd> = above_zero.take(NAMED).collect();
    let mut frame = largest_first(incidents.counted())
        .limit(u32::try_from(largest.len()).unwrap_or(0))
        .collect()?;
    frame.with_column(counts("rank", 1..=largest.len()))?;
    frame
        .with_column(shares("loss_share", largest.iter().map(|loss| loss.millionths_of(total))))?;
    Aggregate::new(shape::largest_incidents(), &frame)
}

/// How much of the total the largest 1, 5 and 10 losses make up, with and without the largest of
/// all. The columns are those of [`shape::loss_concentration`].
///
/// # Source
///
/// The concentration ratio of industrial economics, CR(n): the joint share of the n largest.
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn loss_concentration(incidents: &IncidentsTable) -> PolarsResult<Aggregate> {
    let losses = known(&CountedLoss::of(incidents)?);
    let mut rows = Vec::new();
    for (basis, losses) in
        [("all", &losses[..]), ("without_largest", losses.get(1..).unwrap_or(&[]))]
    {
        let whole: Usd = losses.iter().copied().sum();
        for top in TOPS {
            let taken = &losses[..top.min(losses.len())];
            rows.push((basis, top, taken.len(), taken.iter().copied().sum::<Usd>(), whole));
        }
    }
    let columns = vec![
        texts("basis", rows.iter().map(|(basis, ..)| Some(*basis))),
        counts("largest", rows.iter().map(|(_, top, ..)| *top)),
        counts("incidents", rows.iter().map(|(_, _, count, ..)| *count)),
        money("loss_usd", rows.iter().map(|(.., loss, _)| Some(*loss))),
        money("of_loss_usd", rows.iter().map(|(.., whole)| Some(*whole))),
        shares("loss_share", rows.iter().map(|(.., loss, whole)| loss.millionths_of(*whole))),
    ];
    Aggregate::new(shape::loss_concentration(), &DataFrame::new(rows.len(), columns)?)
}
