//! The largest losses, one bar each: `largest_incidents`.

use crate::charts::layout::data::Data;
use crate::charts::layout::frame::Drawing;
use crate::claims::charts::largest;
use crate::claims::events::Events;

use super::bars;

/// Lays out `largest_incidents`: the target, the loss, the attack and the day; the rest in one bar.
pub fn largest_incidents(data: &Data<'_>) -> Drawing {
    let events = Events::of(data.subject.ranked);
    let (words, bars) = largest::largest_incidents(data.subject, &events, data.top);
    Drawing { words, marks: bars::draw(bars, data.canvas) }
}
