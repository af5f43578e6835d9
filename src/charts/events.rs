//! The incidents that are counted, as charts of single incidents show them.

use chrono::NaiveDate;

use crate::domain::Usd;
use crate::domain::label::UNCLASSIFIED;

use super::ChartError;
use super::data::{Data, Rows};
use super::frame::one_line;

/// One incident.
#[derive(Clone, Debug)]
pub struct Event {
    /// The day.
    pub date: NaiveDate,
    /// Who was hit: the first target, or the title where none is named.
    pub name: String,
    /// How many more targets there are.
    pub others: usize,
    /// The attack types, joined by commas.
    pub attack: String,
    /// The loss; none if it is unknown.
    pub loss: Option<Usd>,
}

impl Event {
    /// A loss above zero.
    #[must_use]
    pub fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }
}

/// The incidents that are counted, the largest loss first and unknown ones last; equal ones by date
/// and path, as in the tables.
///
/// # Errors
///
/// [`ChartError::Table`] if the table of incidents is not as described.
pub fn largest_first(data: &Data<'_>) -> Result<Vec<Event>, ChartError> {
    let counted = data.incidents.counted().collect();
    let frame = counted.map_err(|source| ChartError::Table { name: data.chart, source })?;
    let rows = Rows::new(data.chart, &frame);
    let (targets, attacks) = (rows.lists("target_entities")?, rows.lists("attack_types")?);
    let who = targets.into_iter().zip(rows.texts("title")?);
    let columns = rows.days("date")?.into_iter().zip(who).zip(attacks).zip(rows.money("loss_usd")?);
    // The table is sorted by path, and the sort keeps that order among equals.
    let mut events: Vec<Event> = columns
        .filter_map(|(((date, (targets, title)), attack), loss)| {
            let attack = one_line(&attack.join(", "));
            let (name, others) = (name(&targets, title), targets.len().saturating_sub(1));
            Some(Event { date: date?, name, others, attack, loss })
        })
        .collect();
    events.sort_by_key(|it| (std::cmp::Reverse(it.loss), it.date));
    Ok(events)
}

fn name(targets: &[String], title: String) -> String {
    match targets.first().filter(|first| *first != UNCLASSIFIED) {
        Some(first) => one_line(first),
        None => title,
    }
}
