//! The running total of each year, one line a year: `cumulative_loss_by_year`.

use chrono::Datelike;

use crate::domain::Usd;

use super::ChartError;
use super::axis::{Scale, ScaleChoice};
use super::canvas::Canvas;
use super::compare::compared;
use super::data::{Data, Rows};
use super::frame::{self, Drawing, Scope};
use super::labels::Names;
use super::plot::Plot;
use super::spec::{Anchor, Area, Fill, Mark, Run};
use super::text::width;
use super::theme::Ink;
use super::time_axis::month_word;

/// The running total of a year at the end of each of its months.
struct Year {
    year: i32,
    totals: Vec<Usd>,
}

impl Year {
    fn last(&self) -> Usd {
        self.totals.last().copied().unwrap_or(Usd::ZERO)
    }
    fn is_over(&self) -> bool {
        self.totals.len() >= 12
    }
    fn label(&self) -> String {
        format!("{} {}", self.year, self.last().compact())
    }
}

/// Lays out `cumulative_loss_by_year`: the newest year stands out, earlier ones are grey.
///
/// # Errors
///
/// [`ChartError`] if there is no such table, or it is not as described.
pub fn cumulative_loss_by_year(data: &Data<'_>) -> Result<Drawing, ChartError> {
    const TABLE: &str = "cumulative_loss_by_year";
    let years = read(&data.table(TABLE)?)?;
    let scope = data.scope;
    let titles = titles(&years, scope);
    let quantity = "Running total of losses in each year";
    let subtitle = if data.optional_table("earlier_incidents").is_some() {
        scope.subtitle_with_earlier(quantity, "years")
    } else {
        scope.subtitle(quantity)
    };
    let footnote = format!(
        "Each line adds up the known losses of one year, month by month. {}",
        scope.source_words()
    );
    let labels: Vec<String> = years.iter().rev().take(12).map(Year::label).collect();
    let description = format!(
        "A line for each year, from January to December. Where they end: {}. {}",
        labels.join(", "),
        data.numbers_words(TABLE)
    );
    let marks = if years.iter().all(|year| year.last() == Usd::ZERO) {
        vec![frame::nothing_to_draw(data.canvas)]
    } else {
        draw(&years, scale(&years, data.scale), data.canvas)
    };
    Ok(Drawing { titles, subtitle, footnote, description, marks })
}

fn read(table: &Rows<'_>) -> Result<Vec<Year>, ChartError> {
    let mut years: Vec<Year> = Vec::new();
    for (month, total) in table.days("month")?.into_iter().zip(table.money("cumulative_loss_usd")?)
    {
        let (Some(month), Some(total)) = (month, total) else { continue };
        match years.last_mut().filter(|it| it.year == month.year()) {
            Some(year) => year.totals.push(total),
            None => years.push(Year { year: month.year(), totals: vec![total] }),
        }
    }
    Ok(years)
}

/// What the years end with decides whether one dwarfs the rest; every month has its place.
fn scale(years: &[Year], choice: ScaleChoice) -> Scale {
    let ends: Vec<Usd> = years.iter().map(Year::last).collect();
    let is_log = Scale::of(choice, &ends).is_log();
    let all: Vec<Usd> = years.iter().flat_map(|year| year.totals.iter().copied()).collect();
    Scale::of(if is_log { ScaleChoice::Log } else { ScaleChoice::Linear }, &all)
}

/// The newest year beside the one before it, at the same month.
fn titles(years: &[Year], scope: &Scope<'_>) -> Vec<String> {
    let Some(newest) = years.last().filter(|it| it.last() > Usd::ZERO) else {
        return match years.last() {
            Some(newest) if scope.totals.incidents > 0 => {
                vec![format!("No money was lost in {}, as far as known", newest.year)]
            }
            _ => vec![scope.nothing_words()],
        };
    };
    let (year, loss) = (newest.year, newest.last().compact());
    let months = newest.totals.len();
    let month = i32::try_from(months).unwrap_or(12) - 1;
    let until = if newest.is_over() {
        format!("{year}: {loss} lost")
    } else {
        format!("{year}: {loss} lost by {}", month_word(month))
    };
    let before = years.iter().rev().nth(1).and_then(|it| it.totals.get(months - 1));
    let compared =
        before.and_then(|before| compared(newest.last(), *before, &(year - 1).to_string()));
    let by_then = if newest.is_over() { "" } else { " by then" };
    compared.map(|it| format!("{until}, {it}{by_then}")).into_iter().chain([until]).collect()
}

fn draw(years: &[Year], scale: Scale, canvas: Canvas) -> Vec<Mark> {
    let gap = canvas.small() * 0.6;
    let widest = years.iter().map(|it| width(&it.label(), canvas.name())).fold(0.0, f64::max);
    let mut plot = Plot::new(canvas, scale, true, &[]).above_axis(canvas.small() * 1.9);
    plot.area.right = canvas.right() - widest - gap * 2.0;
    let month_width = (plot.area.right - plot.area.left) / 12.0;
    let mut marks = plot.frame_marks();
    let paths: Vec<Vec<(f64, f64)>> =
        years.iter().map(|year| path(year, &plot, month_width)).collect();
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

/// From zero in January to the end of the last month. On a log axis zero lies at the bottom.
fn path(year: &Year, plot: &Plot, month_width: f64) -> Vec<(f64, f64)> {
    let mut x = plot.area.left;
    let mut points = vec![(x, plot.area.bottom)];
    for total in &year.totals {
        x += month_width;
        let y = if *total > Usd::ZERO { plot.y(*total) } else { plot.area.bottom };
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
    years: &[Year],
    paths: &[Vec<(f64, f64)>],
    plot: &Plot,
    gap: f64,
    others: &[Mark],
) -> Vec<Mark> {
    let canvas = plot.canvas;
    let mut marks = Vec::new();
    let ends: Vec<(&Year, (f64, f64))> = years
        .iter()
        .zip(paths)
        .filter_map(|(year, points)| Some((year, points.last().copied()?)))
        .collect();
    let Some(((newest, end), earlier)) = ends.split_last() else { return marks };
    let radius = canvas.radius();
    marks.push(Mark::Dot { centre: *end, radius, ink: Ink::Accent, fill: Fill::Rimmed });
    let accent = canvas.name().with_ink(Ink::Accent);
    if newest.is_over() {
        marks.push(end_label(newest, end.1, plot, gap, accent.ink));
    } else {
        let right = canvas.right();
        let mut names = Names::new(Area { right, ..plot.area }, others);
        for points in paths {
            names.keep_clear_of(points);
        }
        let above = Names::new(Area { right, top: canvas.top, ..plot.area }, others);
        let label = [Run::new(newest.label(), accent)];
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
fn free_label(year: &Year, wanted: f64, taken: &[Area], plot: &Plot, gap: f64) -> Option<Mark> {
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

fn end_label(year: &Year, y: f64, plot: &Plot, gap: f64, ink: Ink) -> Mark {
    let style = if ink == Ink::Accent { plot.canvas.name() } else { plot.canvas.tick() };
    let (x, baseline) = (plot.area.right + gap * 1.4, y + style.below_middle());
    Mark::text(x, baseline, Anchor::Start, style.with_ink(ink), year.label())
}
