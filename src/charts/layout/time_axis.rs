//! A time axis: months or quarters by name where there is room, years centred under their span.

use chrono::{Datelike, NaiveDate};

use crate::charts::layout::ink::Ink;
use crate::domain::Granularity;

use super::canvas::Canvas;
use super::spec::{Anchor, Mark};
use super::text::width;

/// Up to so many months, months or quarters may have names of their own.
const MOST_NAMED: i32 = 60;

/// Where days lie between the left and the right edge of a plot.
#[derive(Clone, Copy, Debug)]
pub struct TimeAxis {
    canvas: Canvas,
    left: f64,
    right: f64,
    /// The first month, counted from the year 0.
    first: i32,
    /// How many months there are.
    months: i32,
    named: Option<Named>,
}

/// Which spans have names of their own: every so many months, in steps of whole spans.
#[derive(Clone, Copy, Debug)]
struct Named {
    step: i32,
    span: i32,
}

/// How many months a span has.
pub const fn months_in(granularity: Granularity) -> i32 {
    match granularity {
        Granularity::Month => 1,
        Granularity::Quarter => 3,
        Granularity::Year => 12,
    }
}

fn month_number(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

impl TimeAxis {
    /// The axis from the span that `first` lies in to that of `last`, between two edges. Without
    /// names of months or quarters it has whole years, so that each has room for its name.
    pub fn new(
        granularity: Granularity,
        (first, last): (NaiveDate, NaiveDate),
        (left, right): (f64, f64),
        canvas: Canvas,
    ) -> Self {
        let span = months_in(granularity);
        let begin = month_number(granularity.first_day(first));
        let end = month_number(granularity.first_day(last)) + span;
        let mut axis =
            Self { canvas, left, right, first: begin, months: (end - begin).max(1), named: None };
        axis.named = axis.naming(granularity);
        if axis.named.is_none() {
            axis.first = first.year() * 12;
            axis.months = ((last.year() + 1) * 12 - axis.first).max(12);
        }
        axis
    }

    fn naming(&self, granularity: Granularity) -> Option<Named> {
        let (widest, steps): (f64, &[i32]) = match granularity {
            Granularity::Month => (self.width_of("May"), &[1, 2, 3]),
            Granularity::Quarter => (self.width_of("Q4"), &[3]),
            Granularity::Year => return None,
        };
        let step = steps.iter().copied().find(|step| f64::from(*step) * self.month() >= widest)?;
        let span = months_in(granularity);
        (self.months <= MOST_NAMED).then_some(Named { step, span })
    }

    /// The width of a word on the axis, with room beside it.
    fn width_of(&self, word: &str) -> f64 {
        width(word, self.canvas.tick()) + self.canvas.small() * 0.5
    }

    /// The width of a month.
    pub fn month(&self) -> f64 {
        (self.right - self.left) / f64::from(self.months)
    }

    /// The height that the names below the plot take.
    pub fn height(&self) -> f64 {
        let lines = if self.named.is_some() { 2.0 } else { 1.0 };
        self.canvas.small() * (0.5 + 1.35 * lines)
    }

    /// The middle of the span that begins with this day.
    pub fn middle(&self, first: NaiveDate, granularity: Granularity) -> f64 {
        self.edge(month_number(first)) + self.month() * f64::from(months_in(granularity)) / 2.0
    }

    /// The place of a day.
    pub fn day(&self, day: NaiveDate) -> f64 {
        let days = f64::from(day.num_days_in_month());
        self.edge(month_number(day)) + self.month() * (f64::from(day.day0()) + 0.5) / days
    }

    /// The left edge of a month.
    fn edge(&self, month: i32) -> f64 {
        self.left + self.month() * f64::from(month - self.first)
    }

    /// The names of spans and years, below a plot that ends at `top`.
    pub fn marks(&self, top: f64) -> Vec<Mark> {
        let small = self.canvas.small();
        let mut marks = Vec::new();
        let baseline = top + small * 1.5;
        let Some(Named { step, span }) = self.named else {
            self.year_marks(top, baseline, &mut marks);
            return marks;
        };
        for month in self.first..self.first + self.months {
            if month.rem_euclid(step) != 0 {
                continue;
            }
            let middle = self.edge(month) + self.month() * f64::from(span) / 2.0;
            marks.push(self.word(middle, baseline, span_word(month, span)));
        }
        self.year_marks(top, baseline + small * 1.35, &mut marks);
        marks
    }

    fn word(&self, middle: f64, baseline: f64, word: String) -> Mark {
        Mark::text(middle, baseline, Anchor::Middle, self.canvas.tick(), word)
    }

    /// Years centred under their span, and a tick where each begins.
    fn year_marks(&self, top: f64, baseline: f64, marks: &mut Vec<Mark>) {
        let end = self.first + self.months;
        let (first_year, last_year) = (self.first.div_euclid(12), (end - 1).div_euclid(12));
        let step = year_step(self.month() * 12.0, self.width_of("2023"));
        let mut free_from = f64::INFINITY;
        let mut names = Vec::new();
        // From the last one back: where there is no room for all, the newest have names.
        for year in (first_year..=last_year).rev() {
            let (begin, after) = ((year * 12).max(self.first), (year * 12 + 12).min(end));
            let begins_here = begin == year * 12 && begin > self.first;
            if self.named.is_none() && year % step != 0 && step != 1 {
                continue;
            }
            if begins_here || self.named.is_none() {
                let x = self.edge(begin);
                let to = top + self.canvas.small() * 0.4;
                let width = self.canvas.hairline();
                marks.push(Mark::Line { from: (x, top), to: (x, to), ink: Ink::Axis, width });
            }
            let middle = f64::midpoint(self.edge(begin), self.edge(after));
            let half = width(&year.to_string(), self.canvas.tick()) / 2.0;
            let last = (self.canvas.right() - half).max(self.left + half);
            let middle = middle.clamp(self.left + half, last);
            if middle + half + self.canvas.small() * 0.3 <= free_from {
                free_from = middle - half;
                names.push(self.word(middle, baseline, year.to_string()));
            }
        }
        names.reverse();
        marks.extend(names);
    }
}

/// `Nov` or `Q4`, of a month counted from the year 0.
fn span_word(month: i32, span: i32) -> String {
    let of_year = month.rem_euclid(12);
    if span == 3 {
        return format!("Q{}", of_year / 3 + 1);
    }
    month_word(of_year).to_owned()
}

/// `Jan` of 0, `Dec` of 11.
pub fn month_word(of_year: i32) -> &'static str {
    const WORDS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(of_year).ok().and_then(|it| WORDS.get(it)).copied().unwrap_or_default()
}

/// Every how many years a label fits, given the width that a year takes.
fn year_step(year_width: f64, label_width: f64) -> i32 {
    [1, 2, 5, 10, 20, 50]
        .into_iter()
        .find(|step| f64::from(*step) * year_width >= label_width)
        .unwrap_or(100)
}
