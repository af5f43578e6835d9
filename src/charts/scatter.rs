//! Losses as dots over time, the largest by name: `losses_over_time`.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::usd::percent;
use crate::domain::{Granularity, Usd};

use super::ChartError;
use super::axis::{Scale, ScaleChoice};
use super::canvas::Canvas;
use super::data::Data;
use super::events::{self, Event};
use super::frame::{self, Drawing, Scope, number_words};
use super::labels::{Named, Names};
use super::plot::{Plot, Strip};
use super::spec::{Area, Fill, Mark, Run};
use super::text::fit;
use super::theme::Ink;
use super::time_axis::TimeAxis;

/// Up to so many days, months have names.
const DAYS_OF_MONTHS: i64 = 13 * 31;
/// Up to so many dots, those that overlap are kept apart by their rims.
const MOST_RIMMED: usize = 1000;
/// The largest losses that make up this share, in millionths, are spoken of in the title.
const MOST_OF_THE_MONEY: i128 = 900_000;

/// Lays out `losses_over_time`: one dot for each incident with a loss, on a log axis.
///
/// # Errors
///
/// [`ChartError::Table`] if the table of incidents is not as described.
pub fn losses_over_time(data: &Data<'_>) -> Result<Drawing, ChartError> {
    let events = events::largest_first(data)?;
    let scope = data.scope;
    let titles = titles(&events, scope);
    let amounts: Vec<Usd> = events.iter().filter_map(Event::positive).collect();
    let choice =
        if data.scale == ScaleChoice::Linear { ScaleChoice::Linear } else { ScaleChoice::Log };
    let scale = Scale::of(choice, &amounts);
    let subtitle = scope.subtitle("Each dot is one incident: its loss by date");
    let title = titles.first().cloned().unwrap_or_default();
    let largest: Vec<String> = events.iter().take(10).filter_map(name).collect();
    let description = format!(
        "{title}. Dots over time; the largest: {}. {}",
        largest.join(", "),
        data.numbers_words("incidents")
    );
    let marks = match days(&events, scope) {
        Some(days) if !events.is_empty() => draw(&events, scale, days, data.canvas),
        _ => vec![frame::nothing_to_draw(data.canvas)],
    };
    let footnote = scope.source_words();
    Ok(Drawing { titles, subtitle, footnote, description, marks })
}

/// The first and the last day of the axis.
fn days(events: &[Event], scope: &Scope<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let days = events.iter().map(|it| it.date);
    let first = scope.period.from.or(days.clone().min())?;
    let last = scope.period.to.or(days.max())?;
    Some((first, last))
}

/// Half of the losses, and those that most of the money is in.
fn titles(events: &[Event], scope: &Scope<'_>) -> Vec<String> {
    let mut known: Vec<Usd> = events.iter().filter_map(|it| it.loss).collect();
    let total = scope.totals.loss;
    let Some(largest) = events.iter().find_map(name).filter(|_| total > Usd::ZERO) else {
        return vec![scope.nothing_words()];
    };
    let mut sum = Usd::ZERO;
    let mut count = 0;
    for loss in &known {
        if sum.millionths_of(total).unwrap_or(0) >= MOST_OF_THE_MONEY {
            break;
        }
        sum = [sum, *loss].into_iter().sum();
        count += 1;
    }
    known.sort_unstable();
    let median = Usd::median(&known).unwrap_or(Usd::ZERO).compact();
    let share = percent(sum.millionths_of(total).unwrap_or(0));
    let half = format!("Half of the known losses are {median} or less");
    let alone = vec![format!("The largest of {} losses: {largest}", known.len()), largest];
    if count * 4 > known.len() {
        return alone;
    }
    let few = number_words(count);
    let verb = if count == 1 { "makes" } else { "make" };
    [
        format!("{half}; {few} {verb} up {share} of the money"),
        format!("{half}; {few} {verb} up {share}"),
    ]
    .into_iter()
    .chain(alone)
    .collect()
}

/// What stands beside a dot.
fn name(event: &Event) -> Option<String> {
    Some(format!("{} {}", event.name, event.positive()?.compact()))
}

fn draw(events: &[Event], scale: Scale, days: (NaiveDate, NaiveDate), canvas: Canvas) -> Vec<Mark> {
    let is_short = (days.1 - days.0).num_days() <= DAYS_OF_MONTHS;
    let granularity = if is_short { Granularity::Month } else { Granularity::Year };
    let strip = |word, belongs: fn(&Event) -> bool| {
        let marks: BTreeSet<NaiveDate> =
            events.iter().filter(|it| belongs(it)).map(|it| it.date).collect();
        Strip { word, marks: marks.into_iter().map(|day| (day, Ink::Muted)).collect() }
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
    marks.extend(dots(events, &plot, &axis, &marks));
    marks.extend(axis.marks(plot.axis_top()));
    marks
}

/// The dots, the smallest loss first, then the names of the largest where there is room.
fn dots(events: &[Event], plot: &Plot, axis: &TimeAxis, others: &[Mark]) -> Vec<Mark> {
    let canvas = plot.canvas;
    let placed: Vec<(&Event, (f64, f64))> = events
        .iter()
        .filter_map(|it| Some((it, (axis.day(it.date), plot.y(it.positive()?)))))
        .collect();
    // The more dots for the width, the smaller.
    let radius = match (placed.len(), canvas.is_narrow()) {
        (0..300, false) | (0..30, true) => canvas.radius(),
        (0..3000, false) | (0..300, true) => canvas.radius() * 0.7,
        _ => canvas.radius() * 0.4,
    };
    // Rims of paper would hide where dots lie close together.
    let fill = if placed.len() < MOST_RIMMED { Fill::Rimmed } else { Fill::Full };
    let dot = |centre, ink| Mark::Dot { centre, radius, ink, fill };
    let grey: Vec<Mark> = placed.iter().map(|(_, centre)| dot(*centre, Ink::Series)).collect();
    let bounds = Area {
        left: plot.area.left,
        top: canvas.top,
        right: canvas.right(),
        bottom: plot.area.bottom - 4.0,
    };
    let names = Names::new(bounds, &[others, &grey].concat());
    let largest = placed.iter().take(most_named(canvas));
    let largest: Vec<Named> =
        largest.map(|(event, centre)| (*centre, radius, dot_name(event, canvas))).collect();
    let texts = names.place_all(&largest, canvas.name());
    let mut marks = Vec::new();
    // Dots on the same spot are one.
    let mut seen = BTreeSet::new();
    for (rank, (_, centre)) in placed.iter().enumerate().rev() {
        let has_name = texts.get(rank).is_some_and(Option::is_some);
        let ink = if has_name { Ink::Accent } else { Ink::Series };
        if seen.insert((spot(centre.0), spot(centre.1))) || ink == Ink::Accent {
            marks.push(dot(*centre, ink));
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
fn dot_name(event: &Event, canvas: Canvas) -> Vec<Run> {
    let loss = event.loss.map_or_else(String::new, Usd::compact);
    let words = format!("{} {loss}", fit(&event.name, canvas.name(), canvas.width * 0.25));
    vec![Run::new(words, canvas.name())]
}

/// The spot of a place: two pixels wide.
#[expect(clippy::cast_possible_truncation, reason = "a page has some thousand pixels")]
fn spot(length: f64) -> i32 {
    (length / 2.0).round() as i32
}
