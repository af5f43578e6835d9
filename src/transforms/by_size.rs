//! Losses in bands of size: `losses_by_size`.

use polars::prelude::*;

use crate::domain::Usd;
use crate::tables::columns::shape;
use crate::tables::{IncidentsTable, counts, money, shares, texts};

use super::{Aggregate, CountedLoss, known};

/// The bands: name, smallest loss in millions of dollars, and that of the next band.
const BANDS: [(&str, i128, Option<i128>); 4] = [
    ("under $1M", 0, Some(1)),
    ("$1M to $10M", 1, Some(10)),
    ("$10M to $100M", 10, Some(100)),
    ("$100M and more", 100, None),
];
/// One row of the table.
struct Band {
    name: &'static str,
    from: Option<Usd>,
    below: Option<Usd>,
    incidents: usize,
    loss: Option<Usd>,
}

/// The row of the incidents whose loss nobody knows.
pub const UNKNOWN: &str = "unknown";

/// Counts incidents and adds up losses in bands of size; unknown losses are a row of their own. The
/// columns are those of [`shape::losses_by_size`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn losses_by_size(incidents: &IncidentsTable) -> PolarsResult<Aggregate> {
    let losses = CountedLoss::of(incidents)?;
    let known = known(&losses);
    let total: Usd = known.iter().copied().sum();
    let millions = |millions: i128| Usd::from_cents(millions * 100_000_000);
    let mut rows: Vec<Band> = Vec::new();
    for (name, from, below) in BANDS {
        let (from, below) = (millions(from), below.map(millions));
        let within =
            known.iter().filter(|loss| **loss >= from && below.is_none_or(|it| **loss < it));
        let sum: Usd = within.clone().copied().sum();
        let incidents = within.count();
        rows.push(Band { name, from: Some(from), below, incidents, loss: Some(sum) });
    }
    let unknown = losses.len() - known.len();
    rows.push(Band { name: UNKNOWN, from: None, below: None, incidents: unknown, loss: None });
    let part = |loss: Option<Usd>| loss.and_then(|it| it.millionths_of(total));
    let columns = vec![
        texts("band", rows.iter().map(|it| Some(it.name))),
        money("from_usd", rows.iter().map(|it| it.from)),
        money("below_usd", rows.iter().map(|it| it.below)),
        counts("incidents", rows.iter().map(|it| it.incidents)),
        shares("incident_share", rows.iter().map(|it| parts(it.incidents, losses.len()))),
        money("loss_usd", rows.iter().map(|it| it.loss)),
        shares("loss_share", rows.iter().map(|it| part(it.loss))),
    ];
    Aggregate::new(shape::losses_by_size(), &DataFrame::new(rows.len(), columns)?)
}

/// A count as a part of all, in millionths; `None` of none.
fn parts(count: usize, all: usize) -> Option<i128> {
    Usd::from_cents(count as i128).millionths_of(Usd::from_cents(all as i128))
}
