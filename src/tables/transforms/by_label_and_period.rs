//! Losses by label over time: `losses_by_attack_type_and_month` and its like.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Dimension, Granularity, Incident};
use crate::tables::allocation::parts;
use crate::tables::schema::{self, ByLabelAndPeriod};
use crate::tables::table::Table;

use super::Overlapping;

/// The sums of the labels of each month, from which those of quarters and years are added up.
pub struct Months<'a>(BTreeMap<(NaiveDate, &'a str), Overlapping>);

impl<'a> Months<'a> {
    /// Sums losses up by month and label.
    pub fn new(incidents: &[&'a Incident], dimension: Dimension) -> Self {
        let mut sums: BTreeMap<(NaiveDate, &str), Overlapping> = BTreeMap::new();
        for incident in incidents {
            let first_day = Granularity::Month.first_day(incident.date());
            for part in parts(incident, dimension) {
                let sums = sums.entry((first_day, part.label)).or_default();
                sums.add(incident.loss().known(), part.allocated);
            }
        }
        Self(sums)
    }
}

/// Sums losses up by span and label; only pairs that occur, sorted by span, then by label.
///
/// The columns are those of [`schema::losses_by_label_and_period`].
pub fn losses_by_label_and_period(
    months: &Months<'_>,
    dimension: Dimension,
    granularity: Granularity,
) -> Table<ByLabelAndPeriod> {
    let mut pairs: BTreeMap<(NaiveDate, &str), Overlapping> = BTreeMap::new();
    for ((month, label), sums) in &months.0 {
        pairs.entry((granularity.first_day(*month), label)).or_default().merge(sums);
    }
    let rows = pairs.into_iter().map(|((first_day, label), sums)| ByLabelAndPeriod {
        first_day,
        label: label.to_owned(),
        incidents: sums.incidents,
        incidents_known: sums.known,
        involved_loss_usd: sums.involved,
        allocated_loss_usd: sums.allocated,
    });
    let schema = schema::losses_by_label_and_period(dimension, granularity);
    Table { schema, rows: rows.collect() }
}
