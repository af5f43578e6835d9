//! The running total of each year, one line a year: `cumulative_loss_by_year`.

use chrono::{Datelike, NaiveDate};

use crate::charts::layout::area::Area;
use crate::charts::layout::axis::{Scale, ScaleChoice};
use crate::charts::layout::data::Data;
use crate::charts::layout::frame::{self, Drawing};
use crate::charts::layout::ink::Ink;
use crate::charts::layout::labels::Names;
use crate::charts::layout::plot::Plot;
use crate::charts::layout::spec::{Anchor, Fill, Mark, Run, TextMark};
use crate::charts::layout::text::width;
use crate::charts::layout::time_axis::month_word;
use crate::claims::charts::running_total::{self, YearLine};
use crate::domain::{Granularity, Span, Usd};

/// Lays out `cumulative_loss_by_year`: the newest year stands out, earlier ones are grey.
pub fn cumulative_loss_by_year(data: &Data<'_>) -> Drawing {
    let (words, years) = running_total::cumulative_loss_by_year(data.subject);
    let marks = if years.iter().all(|year| year.last() == Usd::ZERO) {
        vec![frame::nothing_to_draw(data.canvas)]
    } else {
        let last = data.subject.days().covered().last();
        draw(&years, part_of_month(last), scale(&years, data.scale), data)
    };
    Drawing { words, marks }
}

/// Which part of its month lies up to a day, that day included.
#[expect(clippy::cast_precision_loss, reason = "a month has some thirty days")]
fn part_of_month(day: NaiveDate) -> f64 {
    let month = Span::around(Granularity::Month, day).map_or(30, Span::days);
    f64::from(day.day()) / month as f64
}

/// What the years end with decides whether one dwarfs the rest; every month has its place.
fn scale(years: &[YearLine], choice: ScaleChoice) -> Scale {
    let ends: Vec<Usd> = years.iter().map(YearLine::last).collect();
    let is_log = Scale::of(choice, &ends).is_log();
    let all: Vec<Usd> =
        years.iter().flat_map(|year| year.totals.iter().flatten().copied()).collect();
    Scale::of(if is_log { ScaleChoice::Log } else { ScaleChoice::Linear }, &all)
}

fn draw(years: &[YearLine], last_part: f64, scale: Scale, data: &Data<'_>) -> Vec<Mark> {
    let canvas = data.canvas;
    let gap = canvas.small() * 0.6;
    let over = years.iter().filter(|it| it.is_over);
    let widest = over.map(|it| width(&it.label.bare(), canvas.name())).fold(0.0, f64::max);
    let mut plot = Plot::new(canvas, scale, true, &[]).above_axis(canvas.small() * 1.9);
    plot.area.right = canvas.right() - widest - gap * 2.0;
    let month_width = (plot.area.right - plot.area.left) / 12.0;
    let mut marks = plot.frame_marks();
    let paths: Vec<Vec<(f64, f64)>> =
        years.iter().map(|year| path(year, &plot, month_width, last_part)).collect();
    for (position, points) in paths.iter().enumerate() {
        let is_newest = position + 1 == paths.len();
        let (ink, width) = if is_newest { (Ink::Accent, 3) } else { (Ink::Rest, 1) };
        let width = width * canvas.hairline();
        marks.push(Mark::Path { points: points.clone(), ink, width });
    }
    marks.extend(month_names(&plot, month_width));
    marks.extend(end_marks(years, &paths, &plot, gap, &marks));
    marks
}

/// From zero in January to the last day. On a log axis zero lies at the bottom.
fn path(year: &YearLine, plot: &Plot, month_width: f64, last_part: f64) -> Vec<(f64, f64)> {
    let mut x = plot.area.left;
    let mut points = vec![(x, plot.area.bottom)];
    for (position, total) in year.totals.iter().enumerate() {
        let is_last = position + 1 == year.totals.len();
        x += if is_last && !year.is_over { month_width * last_part } else { month_width };
        let y = total.filter(|it| *it > Usd::ZERO).map_or(plot.area.bottom, |it| plot.y(it));
        points.push((x, y));
    }
    points
}

fn month_names(plot: &Plot, month_width: f64) -> Vec<Mark> {
    let tick = plot.canvas.tick();
    let fits = |step: i32| f64::from(step) * month_width > width("May", tick) + tick.size * 0.4;
    let step = [1, 2, 3, 6].into_iter().find(|step| fits(*step)).unwrap_or(12);
    let baseline = plot.area.bottom + tick.size * 1.5;
    (0..12)
        .filter(|month| month % step == 0)
        .map(|month| {
            let x = plot.area.left + month_width * (f64::from(month) + 0.5);
            Mark::text(x, baseline, Anchor::Middle, tick, month_word(month))
        })
        .collect()
}

/// The dot at the end of the newest line, and the names of the lines where they end: the newest
/// first, then the largest; those that find no room have none.
fn end_marks(
    years: &[YearLine],
    paths: &[Vec<(f64, f64)>],
    plot: &Plot,
    gap: f64,
    others: &[Mark],
) -> Vec<Mark> {
    let canvas = plot.canvas;
    let mut marks = Vec::new();
    let ends: Vec<(&YearLine, (f64, f64))> = years
        .iter()
        .zip(paths)
        .filter_map(|(year, points)| Some((year, points.last().copied()?)))
        .collect();
    let Some(((newest, end), earlier)) = ends.split_last() else { return marks };
    let radius = canvas.radius();
    marks.push(Mark::Dot { centre: *end, radius, ink: Ink::Accent, fill: Fill::Rimmed });
    let accent = canvas.name().with_ink(Ink::Accent);
    if newest.is_over {
        marks.push(end_label(newest, end.1, plot, gap, accent.ink));
    } else {
        let right = canvas.right();
        let mut names = Names::new(Area { right, ..plot.area }, others);
        for points in paths {
            names.keep_clear_of(points);
        }
        let above = Names::new(Area { right, top: canvas.top, ..plot.area }, others);
        let label = Run::of(&newest.label, accent, newest.label.clone());
        let placed = names.place(*end, radius, &label, accent);
        let placed = placed.or_else(|| { above }.place(*end, radius, &label, accent));
        marks.extend(placed);
    }
    let mut earlier: Vec<_> = earlier.iter().filter(|(year, _)| year.last() > Usd::ZERO).collect();
    earlier.sort_by_key(|(year, _)| (std::cmp::Reverse(year.last()), year.year));
    let mut taken: Vec<Area> = marks.iter().filter_map(Mark::area).collect();
    for (year, (_, y)) in earlier {
        if let Some(label) = free_label(year, *y, &taken, plot, gap) {
            taken.extend(label.area());
            marks.push(label);
        }
    }
    marks
}

/// The name of an earlier line near the height where it ends, clear of what is taken.
fn free_label(year: &YearLine, wanted: f64, taken: &[Area], plot: &Plot, gap: f64) -> Option<Mark> {
    let line = plot.canvas.small() * 1.15;
    let shifts = [0.0, -0.25, 0.25, -0.5, 0.5].into_iter();
    shifts.map(|shift| end_label(year, wanted + shift * line, plot, gap, Ink::Muted)).find(
        |label| {
            label.area().is_some_and(|area| {
                let room = area.widened(0.0, plot.canvas.small() * 0.08);
                let inside = area.top > plot.canvas.top && area.bottom < plot.area.bottom + line;
                inside && !taken.iter().any(|other| other.overlaps(&room))
            })
        },
    )
}

fn end_label(year: &YearLine, y: f64, plot: &Plot, gap: f64, ink: Ink) -> Mark {
    let style = if ink == Ink::Accent { plot.canvas.name() } else { plot.canvas.tick() };
    let (x, baseline) = (plot.area.right + gap * 1.4, y + style.below_middle());
    let runs = Run::of(&year.label, style.with_ink(ink), year.label.clone());
    Mark::Text(TextMark::of(x, baseline, Anchor::Start, runs))
}
