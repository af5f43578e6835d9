//! Losses as dots over time, the largest by name: `losses_over_time`.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::charts::layout::area::Area;
use crate::charts::layout::axis::{Scale, ScaleChoice};
use crate::charts::layout::canvas::Canvas;
use crate::charts::layout::data::Data;
use crate::charts::layout::frame::{self, Drawing};
use crate::charts::layout::ink::Ink;
use crate::charts::layout::labels::{Named, Names};
use crate::charts::layout::plot::{Plot, Strip};
use crate::charts::layout::spec::{Fill, Mark, Run};
use crate::charts::layout::text::fit;
use crate::charts::layout::time_axis::TimeAxis;
use crate::claims::Subject;
use crate::claims::charts::scatter;
use crate::claims::events::{Event, Events};
use crate::domain::{Granularity, Usd};

use super::density;

/// Up to so many days, months have names.
const DAYS_OF_MONTHS: i64 = 13 * 31;
/// The most marks of a strip where losses are many.
const MOST_STRIP_MARKS: i64 = 250;
/// Up to so many dots, those that overlap are kept apart by their rims.
const MOST_RIMMED: usize = 1000;

/// Lays out `losses_over_time`: one dot for each incident with a loss, on a log axis.
pub fn losses_over_time(data: &Data<'_>) -> Drawing {
    let events = Events::of(data.subject.ranked);
    let words = scatter::losses_over_time(data.subject, &events);
    let amounts: Vec<Usd> = events.all().iter().filter_map(Event::positive).collect();
    let choice =
        if data.scale == ScaleChoice::Linear { ScaleChoice::Linear } else { ScaleChoice::Log };
    let scale = Scale::of(choice, &amounts);
    let marks = match days(events.all(), data.subject) {
        Some(days) if !events.all().is_empty() => draw(&events, scale, days, data.canvas),
        _ => vec![frame::nothing_to_draw(data.canvas)],
    };
    Drawing { words, marks }
}

/// The first and the last day of the axis.
fn days(events: &[Event<'_>], subject: &Subject<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let days = events.iter().map(|it| it.date);
    let covered = subject.days().covered();
    let first = subject.period.from.or(days.clone().min())?;
    let last = subject.period.to.map(|_| covered.last()).or(days.max())?;
    Some((first, last))
}

fn draw(
    events: &Events<'_>,
    scale: Scale,
    days: (NaiveDate, NaiveDate),
    canvas: Canvas,
) -> Vec<Mark> {
    let (events, is_crowded) = (events.all(), scatter::is_crowded(events));
    let is_short = (days.1 - days.0).num_days() <= DAYS_OF_MONTHS;
    let granularity = if is_short { Granularity::Month } else { Granularity::Year };
    let strip = |word, belongs: fn(&Event<'_>) -> bool| {
        let marks: BTreeSet<NaiveDate> =
            events.iter().filter(|it| belongs(it)).map(|it| it.date).collect();
        let mut last = None;
        // Where days are narrower than a mark, every mark would be many on one spot.
        let is_apart = |day: &NaiveDate| {
            let spot =
                (*day - days.0).num_days() * MOST_STRIP_MARKS / ((days.1 - days.0).num_days() + 1);
            !is_crowded || last.replace(spot) != Some(spot)
        };
        let marks = marks.into_iter().filter(is_apart).map(|day| (day, Ink::Muted)).collect();
        Strip { word, marks }
    };
    let mut strips = vec![
        strip("no loss", |it| it.loss == Some(Usd::ZERO)),
        strip("unknown", |it| it.loss.is_none()),
    ];
    strips.retain(|it| !it.marks.is_empty());
    let has_amounts = events.iter().any(|it| it.positive().is_some());
    let plot = Plot::new(canvas, scale, has_amounts, &strips);
    let axis = TimeAxis::new(granularity, days, (plot.area.left, plot.area.right), canvas);
    let plot = plot.above_axis(axis.height());
    let mut marks = plot.frame_marks();
    marks.extend(plot.strip_marks(&strips, |day| axis.day(day)));
    marks.extend(losses(events, is_crowded, &plot, &axis, &marks));
    marks.extend(axis.marks(plot.axis_top()));
    marks
}

/// The losses, the smallest first, as dots or as a shaded grid; then the names of the largest where there
/// is room.
fn losses(
    events: &[Event<'_>],
    is_crowded: bool,
    plot: &Plot,
    axis: &TimeAxis,
    others: &[Mark],
) -> Vec<Mark> {
    let canvas = plot.canvas;
    let placed: Vec<(&Event<'_>, (f64, f64))> = events
        .iter()
        .filter_map(|it| Some((it, (axis.day(it.date), plot.y(it.positive()?)))))
        .collect();
    // The more dots for the width, the smaller.
    let radius = match (placed.len(), canvas.is_narrow()) {
        (0..300, false) | (0..30, true) => canvas.radius(),
        (0..3000, false) | (0..300, true) => canvas.radius() * 0.7,
        // Those that are drawn over the grid.
        _ if is_crowded => canvas.radius() * 0.7,
        _ => canvas.radius() * 0.4,
    };
    // Rims of paper would hide where dots lie close together.
    let fill = if placed.len() < MOST_RIMMED { Fill::Rimmed } else { Fill::Full };
    let dot = |centre, ink| Mark::Dot { centre, radius, ink, fill };
    let all: Vec<Mark> = if is_crowded {
        density::cells(&placed.iter().map(|it| it.1).collect::<Vec<_>>(), plot.area)
    } else {
        placed.iter().map(|(_, centre)| dot(*centre, Ink::Series)).collect()
    };
    let bounds = Area {
        left: plot.area.left,
        top: canvas.top,
        right: canvas.right(),
        bottom: plot.area.bottom - 4.0,
    };
    let names = Names::new(bounds, &[others, &all].concat());
    // A name keeps clear of the cell that its dot lies in.
    let clear = if is_crowded { density::side(plot.area) + 1.0 } else { radius };
    let largest = placed.iter().take(most_named(canvas));
    let largest: Vec<Named> =
        largest.map(|(event, centre)| (*centre, clear, dot_name(event, canvas))).collect();
    let texts = names.place_all(&largest, canvas.name());
    let has_name = |rank: usize| texts.get(rank).is_some_and(Option::is_some);
    let mut marks = if is_crowded { all } else { Vec::new() };
    // Dots on the same spot are one.
    let mut seen = BTreeSet::new();
    for (rank, (_, centre)) in placed.iter().enumerate().rev() {
        let is_first = seen.insert((spot(centre.0), spot(centre.1)));
        if has_name(rank) {
            marks.push(dot(*centre, Ink::Accent));
        } else if !is_crowded && is_first {
            marks.push(dot(*centre, Ink::Series));
        }
    }
    marks.extend(texts.into_iter().flatten());
    marks
}

/// How many of the largest losses are named at the most.
fn most_named(canvas: Canvas) -> usize {
    if canvas.is_narrow() { 6 } else { 12 }
}

/// The name of a dot: that of the target, cut short if it is long, and the loss.
fn dot_name(event: &Event<'_>, canvas: Canvas) -> Vec<Run> {
    let name = fit(&event.name(), canvas.name(), canvas.width * 0.25);
    let shown = event.named(&name).unwrap_or_default();
    Run::of(&shown, canvas.name(), event.named(&event.name()).unwrap_or_default())
}

/// The spot of a place: two pixels wide.
#[expect(clippy::cast_possible_truncation, reason = "a page has some thousand pixels")]
fn spot(length: f64) -> i32 {
    (length / 2.0).round() as i32
}
