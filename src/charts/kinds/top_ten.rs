//! The largest losses, one bar each: `largest_incidents`.

use crate::claims::charts::largest;
use crate::claims::events::Events;

use super::bars;
use crate::charts::ChartError;
use crate::charts::layout::data::Data;
use crate::charts::layout::frame::Drawing;

/// Lays out `largest_incidents`: the target, the loss, the attack and the day; the rest in one bar.
///
/// # Errors
///
/// [`ChartError::Table`] if the table of incidents is not as described.
pub fn largest_incidents(data: &Data<'_>) -> Result<Drawing, ChartError> {
    let events = data.read(Events::of(data.subject.incidents))?;
    let (words, bars) = largest::largest_incidents(data.subject, &events, data.top);
    Ok(Drawing { words, marks: bars::draw(bars, data.canvas) })
}
