//! Losses by month: bars, or dots on a log axis where one month dwarfs the rest.

use chrono::{Datelike, NaiveDate};

use crate::domain::Usd;
use crate::domain::usd::percent;
use crate::tables::{read_counts, read_dates, read_money};
use crate::transforms::Aggregate;

use super::ChartError;
use super::axis::{Scale, year_step};
use super::frame::{self, BODY_TOP, LEFT, RIGHT, Scope, fitting_title};
use super::spec::{Anchor, Area, ChartSpec, Mark, TextMark};
use super::text::width;
use super::theme::{ACCENT, AXIS, Colour, FIRST_NAME, GRID, MUTED, NAME, REST, SERIES, TICK};

/// How many of the largest months are named.
const NAMED: usize = 4;
/// The radius of a dot.
const RADIUS: f64 = 8.0;
/// Up to so many months, each has its own label.
const MONTHS_NAMED: usize = 14;
/// The space a strip of months without an amount takes below the axis.
const STRIP: f64 = 42.0;
/// Where the time axis is labelled.
const TIME_BASELINE: f64 = 968.0;

struct Month {
    first: NaiveDate,
    incidents: usize,
    loss: Option<Usd>,
}

impl Month {
    fn is_unknown(&self) -> bool {
        self.loss.is_none()
    }
    /// A month with incidents in which nothing was lost.
    fn is_zero(&self) -> bool {
        self.incidents > 0 && self.loss == Some(Usd::ZERO)
    }
    fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }
    fn name(&self) -> String {
        self.first.format("%b %Y").to_string()
    }
}

/// A row of months without an amount: its name, and which months belong to it.
type Strip = (&'static str, fn(&Month) -> bool);

/// Where months and amounts lie on the page.
struct Plot {
    left: f64,
    /// How many months the axis begins before the first one: at the beginning of its year.
    offset: usize,
    bottom: f64,
    month_width: f64,
    scale: Scale,
}

impl Plot {
    #[expect(clippy::cast_precision_loss, reason = "there are a few thousand months at the most")]
    fn x(&self, month: usize) -> f64 {
        self.left + ((month + self.offset) as f64 + 0.5) * self.month_width
    }
    fn y(&self, amount: Usd) -> f64 {
        self.bottom - self.scale.height(amount) * (self.bottom - BODY_TOP - 30.0)
    }
}

/// Lays out `losses_by_month`.
///
/// # Errors
///
/// [`ChartError::Table`] if the aggregate is another table.
pub fn losses_by_month(aggregate: &Aggregate, scope: &Scope<'_>) -> Result<ChartSpec, ChartError> {
    let name = aggregate.table.name.clone();
    let failed = |source| ChartError::Table { name: name.clone(), source };
    let first_days = read_dates(&aggregate.frame, "month").map_err(failed)?;
    let counts = read_counts(&aggregate.frame, "incidents").map_err(failed)?;
    let losses = read_money(&aggregate.frame, "loss_usd").map_err(failed)?;
    let months: Vec<Month> = first_days
        .into_iter()
        .zip(counts)
        .zip(losses)
        .filter_map(|((first, incidents), loss)| Some(Month { first: first?, incidents, loss }))
        .collect();
    let amounts: Vec<Usd> = months.iter().filter_map(Month::positive).collect();
    let scale = Scale::fitting(&amounts);
    let is_log = matches!(scale, Scale::Log { .. });

    let title = title(&months, scope);
    let subtitle = scope.subtitle("Losses by month");
    let mark = if is_log { "dot" } else { "bar" };
    let footnote = format!(
        "Each {mark} is the sum of the known losses of one month; a month without a mark has no incident. {}",
        scope.source_words()
    );
    let mut marks = frame::marks(&title, &subtitle, &footnote);
    if months.is_empty() {
        marks.push(frame::nothing_to_draw());
    } else {
        draw(&months, scale, &mut marks);
    }
    let description = format!("{title}. {subtitle}. The numbers are in tables/{name}.csv.");
    Ok(ChartSpec { name, title, description, marks })
}

fn title(months: &[Month], scope: &Scope<'_>) -> String {
    let total = scope.totals.loss;
    let largest = months
        .iter()
        .rev()
        .filter(|month| month.positive().is_some())
        .max_by_key(|month| month.loss);
    let Some((month, loss)) = largest.and_then(|month| Some((month, month.loss?))) else {
        let nothing = match (scope.totals.incidents, scope.totals.known) {
            (0, _) => "No incident in this period",
            (_, 0) => "No loss is known in this period",
            _ => "No money was lost in this period",
        };
        return match scope.period_words() {
            Some(period) => format!("{nothing}, {period}"),
            None => "No incident to show".into(),
        };
    };
    if loss == total {
        return fitting_title(&[format!(
            "All of the {} was lost in {}",
            total.compact(),
            month.first.format("%B %Y")
        )]);
    }
    let share = loss.millionths_of(total).unwrap_or(0);
    let (name, short) = (month.first.format("%B %Y"), month.name());
    let finding = if share < frame::REMARKABLE {
        format!("{name} was the costliest month: {} of {}", loss.compact(), total.compact())
    } else {
        format!(
            "{name} alone saw {} of the {} lost: {}",
            percent(share),
            total.compact(),
            loss.compact()
        )
    };
    fitting_title(&[finding, format!("{short}: {} of {}", loss.compact(), total.compact())])
}

fn draw(months: &[Month], scale: Scale, marks: &mut Vec<Mark>) {
    let mut ticks: Vec<(Usd, String)> =
        scale.ticks().into_iter().map(|tick| (tick, tick.compact())).collect();
    if months.iter().all(|month| month.positive().is_none()) {
        // With nothing to measure there is the line of zero, and no other.
        ticks.truncate(1);
    }
    let strips: Vec<Strip> =
        [("no loss", Month::is_zero as fn(&Month) -> bool), ("unknown", Month::is_unknown)]
            .into_iter()
            .filter(|(_, belongs)| months.iter().any(belongs))
            .collect();
    let words =
        ticks.iter().map(|(_, label)| label.as_str()).chain(strips.iter().map(|(word, _)| *word));
    let label_column = words.map(|word| width(word, TICK)).fold(0.0, f64::max);
    let left = LEFT + label_column + 18.0;
    let (offset, on_axis) = axis_months(months);
    #[expect(clippy::cast_precision_loss, reason = "there are a few thousand months at the most")]
    let plot = Plot {
        left,
        offset,
        bottom: TIME_BASELINE - 44.0 - STRIP * strips.len() as f64,
        month_width: (RIGHT - left) / on_axis as f64,
        scale,
    };
    if let Some(words) = scale.words() {
        marks.push(Mark::text(LEFT, BODY_TOP - 2.0, Anchor::Start, TICK, words));
    }
    for (tick, label) in &ticks {
        let y = plot.y(*tick);
        let colour = if y >= plot.bottom - 0.5 { AXIS } else { GRID };
        marks.push(Mark::Line { from: (left, y), to: (RIGHT, y), colour, width: 2 });
        marks.push(axis_label(left, y, label));
    }
    for (position, (word, belongs)) in strips.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "there are two strips at the most")]
        let y = plot.bottom + STRIP * (position as f64 + 0.95);
        marks.push(axis_label(left, y, word));
        for (index, _) in months.iter().enumerate().filter(|(_, month)| belongs(month)) {
            marks.push(Mark::Dot {
                centre: (plot.x(index), y),
                radius: RADIUS - 1.0,
                colour: MUTED,
                filled: false,
            });
        }
    }
    draw_amounts(months, &plot, marks);
    draw_time_axis(months, &plot, marks);
}

/// How many months the axis begins before the first one, and how many it has in all: whole years,
/// so that each has room for its name, unless months are named.
fn axis_months(months: &[Month]) -> (usize, usize) {
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if months.len() > MONTHS_NAMED => {
            let (before, after) =
                (first.first.month0() as usize, 11 - last.first.month0() as usize);
            (before, before + months.len() + after)
        }
        _ => (0, months.len()),
    }
}

fn axis_label(left: f64, y: f64, word: &str) -> Mark {
    Mark::text(left - 14.0, y + TICK.size * 0.36, Anchor::End, TICK, word)
}

/// The bars or dots, and the names of the largest months where there is room.
fn draw_amounts(months: &[Month], plot: &Plot, marks: &mut Vec<Mark>) {
    let positive = |(index, month): (usize, &Month)| Some((index, month.positive()?));
    let mut largest: Vec<(usize, Usd)> = months.iter().enumerate().filter_map(positive).collect();
    largest.sort_by_key(|(index, loss)| (std::cmp::Reverse(*loss), *index));
    // The largest is drawn last, above the others.
    for (rank, (index, loss)) in largest.iter().enumerate().rev() {
        marks.push(amount(plot, *index, *loss, if rank == 0 { ACCENT } else { SERIES }));
    }
    // What a name must keep clear of: ticks, dots, bars, and the names before it.
    let mut taken: Vec<Area> = marks.iter().filter_map(Mark::area).collect();
    for (rank, (index, loss)) in largest.iter().take(NAMED).enumerate() {
        let words = format!("{} {}", months[*index].name(), loss.compact());
        let style = if rank == 0 { FIRST_NAME } else { NAME };
        let names = places(plot.x(*index), plot.y(*loss), plot.bottom)
            .into_iter()
            .map(|(x, baseline, anchor)| TextMark::new(x, baseline, anchor, style, words.as_str()));
        let free = |name: &TextMark| {
            let area = name.area();
            let inside = area.left >= plot.left && area.right <= RIGHT;
            inside && !taken.iter().any(|other| other.overlaps(&area))
        };
        if let Some(name) = names.into_iter().find(free) {
            // Room around a name, so that two lines do not read as one text.
            taken.push(name.area().widened(12.0, 8.0));
            marks.push(Mark::Text(name));
        }
    }
}

/// The dot or bar of a month.
fn amount(plot: &Plot, month: usize, loss: Usd, colour: Colour) -> Mark {
    let (x, y) = (plot.x(month), plot.y(loss));
    if matches!(plot.scale, Scale::Log { .. }) {
        return Mark::Dot { centre: (x, y), radius: RADIUS, colour, filled: true };
    }
    let half = (plot.month_width * 0.4).clamp(0.6, 40.0);
    let top = y.min(plot.bottom - 2.0);
    Mark::Bar { area: Area { left: x - half, top, right: x + half, bottom: plot.bottom }, colour }
}

/// Where the name of a mark may stand, the best place first.
fn places(x: f64, y: f64, bottom: f64) -> Vec<(f64, f64, Anchor)> {
    let (side, middle) = (RADIUS + 10.0, y + NAME.size * 0.36);
    let mut places = vec![
        (x + side, middle, Anchor::Start),
        (x - side, middle, Anchor::End),
        (x, y - side, Anchor::Middle),
        (x + side, y - side, Anchor::Start),
        (x - side, y - side, Anchor::End),
    ];
    places.retain(|(_, baseline, _)| *baseline < bottom - 8.0);
    places
}

/// Months by name if there are few, else years centred under their span.
fn draw_time_axis(months: &[Month], plot: &Plot, marks: &mut Vec<Mark>) {
    if months.len() > MONTHS_NAMED {
        return draw_years(months, plot, marks);
    }
    for (index, month) in months.iter().enumerate() {
        let with_year = index == 0 || month.first.month() == 1;
        let words = month.first.format(if with_year { "%b %Y" } else { "%b" }).to_string();
        marks.push(Mark::text(plot.x(index), TIME_BASELINE, Anchor::Middle, TICK, words));
    }
}

fn draw_years(months: &[Month], plot: &Plot, marks: &mut Vec<Mark>) {
    let edge = TIME_BASELINE - 30.0;
    let widest = width("2023", TICK) + 24.0;
    let step = year_step(plot.month_width * 12.0, widest);
    let mut years: Vec<(i32, usize)> =
        months.iter().enumerate().map(|(index, it)| (it.first.year(), index)).collect();
    years.dedup_by_key(|(year, _)| *year);
    for (year, first) in years {
        // Whole years: the first and the last may have begun before the data, or end behind it.
        let before = f64::from(months[first].first.month0()) + 0.5;
        let january = plot.x(first) - plot.month_width * before;
        let wanted = year % step == 0;
        if wanted || step == 1 {
            marks.push(Mark::Line {
                from: (january, edge),
                to: (january, edge + 8.0),
                colour: REST,
                width: 2,
            });
        }
        // A label wider than its year's span may run over the next years, which then have none.
        let middle = january + plot.month_width * 6.0;
        let fits = middle - widest / 2.0 >= LEFT && middle + widest / 2.0 <= RIGHT + 20.0;
        if wanted && fits {
            marks.push(Mark::text(middle, TIME_BASELINE, Anchor::Middle, TICK, year.to_string()));
        }
    }
}
