//! Losses by label: `losses_by_attack_type`, `losses_by_entity_type`, `losses_by_tag`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::{Dimension, Incident, Usd};
use crate::tables::allocation::parts;
use crate::tables::schema::{self, ByLabel};
use crate::tables::table::Table;
use crate::tables::value::Share;
use crate::tables::view::{count, known};

/// The incidents that carry a label, the largest loss first, and the label's parts of their losses.
#[derive(Default)]
struct Carried<'a> {
    incidents: Vec<&'a Incident>,
    allocated: Vec<Usd>,
}

/// Sums losses up by the labels of a dimension, the largest allocated loss first, ties by label.
///
/// The columns are those of [`schema::losses_by_label`]. Means and medians are of known losses, to
/// the cent, half to even. A label of unknown losses alone has no sum.
pub fn losses_by_label(ranked: &[&Incident], dimension: Dimension) -> Table<ByLabel> {
    let mut labels: BTreeMap<&str, Carried<'_>> = BTreeMap::new();
    for incident in ranked {
        for part in parts(incident, dimension) {
            let carried = labels.entry(part.label).or_default();
            carried.incidents.push(incident);
            carried.allocated.extend(part.allocated);
        }
    }
    let total: Usd = labels.values().flat_map(|it| &it.allocated).copied().sum();
    let mut rows: Vec<ByLabel> =
        labels.into_iter().map(|(label, carried)| carried.row(label, total)).collect();
    // The sort keeps labels of equal losses in their order.
    rows.sort_by_key(|it| Reverse(it.allocated_loss_usd));
    Table { schema: schema::losses_by_label(dimension), rows }
}

impl Carried<'_> {
    fn row(&self, label: &str, total: Usd) -> ByLabel {
        let incidents = self.incidents.len();
        let mut ascending = known(self.incidents.iter().copied());
        ascending.reverse();
        let is_known = !ascending.is_empty();
        let allocated = is_known.then(|| self.allocated.iter().copied().sum::<Usd>());
        let days = || self.incidents.iter().map(|it| it.date());
        ByLabel {
            label: label.to_owned(),
            incidents: count(incidents),
            incidents_known: count(ascending.len()),
            incidents_unknown: count(incidents - ascending.len()),
            involved_loss_usd: is_known.then(|| ascending.iter().copied().sum()),
            allocated_loss_usd: allocated,
            allocated_share: allocated.and_then(|it| Share::of(it, total)),
            mean_loss_usd: Usd::mean(&ascending),
            median_loss_usd: Usd::median(&ascending),
            max_loss_usd: ascending.last().copied(),
            largest_report: self
                .incidents
                .first()
                .filter(|_| is_known)
                .map(|it| it.report().to_owned()),
            first_date: days().min().unwrap_or_default(),
            last_date: days().max().unwrap_or_default(),
        }
    }
}
