//! Losses by month, quarter or year: `losses_by_month` and its like.
//!
//! Spans that the period cuts are shown whole, where anything lies around the period, so that like
//! stands beside like; titles speak of the days of the period, or of the whole span, and say which.

use chrono::NaiveDate;

use crate::claims::fact::Fact;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::Sentence;
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Granularity, Span, Usd};
use crate::tables::schema::{ByPeriod, KeyFigures, span_name};
use crate::tables::{InTable, Table};

use super::{ChartWords, REMARKABLE, amount, compared_titles, lost};

/// One month, quarter or year that is drawn.
#[derive(Clone, Debug)]
pub struct SpanMark {
    /// Its first day.
    pub first: NaiveDate,
    /// How many incidents.
    pub incidents: i64,
    /// The sum of their known losses; none if all are unknown.
    pub loss: Option<Usd>,
    /// Whether it lies before the period, and is shown for comparison only.
    pub is_earlier: bool,
    /// What stands beside it: `May 2022 $40B`.
    pub label: Sentence,
}

impl SpanMark {
    /// A loss above zero.
    pub fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }
}

/// The spans of the period, and as many before it as `most` leaves room for; and the words. `mark`
/// is how a span is drawn: `bar` or `dot`.
pub fn losses_by_span(
    subject: &Subject<'_>,
    granularity: Granularity,
    most: usize,
    mark: impl Fn(&[SpanMark]) -> &'static str,
) -> (ChartWords, Vec<SpanMark>) {
    let span = span_name(granularity);
    let of_period = subject.tables.by_period.of(granularity);
    let history = subject.tables.series(granularity);
    let calendar = subject.calendar(granularity);
    let marks = marks(subject, history, granularity, &calendar, most);
    let titles = titles(subject, of_period, history, &calendar, span);
    let quantity = Sentence::plain("Losses by ").text(span);
    let subtitles = if marks.iter().any(|it| it.is_earlier) {
        subject.subtitles_beside(&quantity, &format!("Grey: earlier {span}s"))
    } else {
        subject.subtitles(&quantity)
    };
    let footnote = Sentence::plain("Each ")
        .text(mark(&marks))
        .text(" is the sum of the known losses of one ")
        .text(span)
        .text("; a ")
        .text(span)
        .text(" without a mark has no incident. ")
        .then(subject.cut_words(&calendar, span))
        .then(subject.source());
    let shown = subtitles.first().cloned().unwrap_or_default();
    let more = shown.text(". ").then(numbers_in(&history.schema.name));
    let description = ChartWords::described(&titles, more);
    (ChartWords { titles, subtitles, footnote, description }, marks)
}

/// The spans to draw, from the first one to that in which the period, or what is reported, ends.
fn marks(
    subject: &Subject<'_>,
    history: &Table<ByPeriod>,
    granularity: Granularity,
    calendar: &[Span],
    most: usize,
) -> Vec<SpanMark> {
    let first = calendar.first().map(|it| it.first());
    let last = calendar.last().map(|it| it.first());
    let mark = |row: InTable<'_, ByPeriod>| {
        let day = Some(row.first_day).filter(|day| last.is_some_and(|last| *day <= last))?;
        let days = subject.coverage.days(Span::around(granularity, day)?);
        let loss = row.fact(ByPeriod::LOSS_USD);
        Some(SpanMark {
            first: day,
            incidents: row.incidents,
            loss: loss.usd(),
            is_earlier: first.is_some_and(|first| day < first),
            label: Sentence::default().short_days(&days).text(" ").then(amount(&loss)),
        })
    };
    let mut marks: Vec<SpanMark> = history.iter().filter_map(mark).collect();
    let earlier = marks.iter().filter(|it| it.is_earlier).count();
    let room = most.saturating_sub(marks.len() - earlier);
    marks.drain(..earlier.saturating_sub(room));
    marks
}

fn titles(
    subject: &Subject<'_>,
    of_period: &Table<ByPeriod>,
    history: &Table<ByPeriod>,
    calendar: &[Span],
    span: &'static str,
) -> Vec<Sentence> {
    let total = subject.total();
    if total.positive().is_none() {
        return vec![subject.nothing()];
    }
    match calendar {
        [only] if subject.holds(*only) => whole_span(subject, *only, &total),
        [only] => part_of_span(subject, history, *only, &total),
        _ => largest_span(subject, of_period, calendar, span, &total),
    }
}

/// The period is one whole span, as far as the reports go: it stands beside the one before it.
fn whole_span(subject: &Subject<'_>, span: Span, total: &Fact) -> Vec<Sentence> {
    let days = subject.coverage.days(span);
    let comparisons = subject.comparisons();
    let alike = comparisons.first().filter(|_| days == subject.days());
    let by = alike.map(|it| it.row.fact(KeyFigures::LOSS_CHANGE_SHARE));
    compared_titles(total, &days, by.as_ref().zip(alike.map(|it| &it.days)))
}

/// The period is a part of one span: how much of that.
fn part_of_span(
    subject: &Subject<'_>,
    history: &Table<ByPeriod>,
    span: Span,
    total: &Fact,
) -> Vec<Sentence> {
    let period = || Sentence::default().days(&subject.days()).text(": ").then(amount(total));
    let whole = history.find(|it| it.first_day == span.first());
    let whole = whole.map(|row| row.fact(ByPeriod::LOSS_USD)).filter(|it| it.positive().is_some());
    let of = |whole: Fact| {
        period()
            .text(" of the ")
            .then(amount(&whole))
            .text(" lost ")
            .when(&subject.coverage.days(span))
    };
    // Without anything around the period, its part is all that is known of the span.
    let of = whole.filter(|_| subject.tables.history.is_some()).map(of);
    of.into_iter().chain([lost(total, &subject.days())]).collect()
}

/// The costliest of several spans. Where the period cuts one of them, they are not alike, and none
/// is called the costliest.
fn largest_span(
    subject: &Subject<'_>,
    of_period: &Table<ByPeriod>,
    calendar: &[Span],
    column: &'static str,
    total: &Fact,
) -> Vec<Sentence> {
    let row = |span: &Span| {
        let row = of_period.find(|it| it.first_day == span.first())?;
        let loss = row.fact(ByPeriod::LOSS_USD);
        Some((*span, loss.positive()?, loss))
    };
    let rows: Vec<(Span, Usd, Fact)> = calendar.iter().filter_map(row).collect();
    let Some((span, most, loss)) = rows.iter().rev().max_by_key(|it| it.1) else {
        return vec![subject.nothing()];
    };
    let days = subject.within(*span);
    if Some(*most) == total.usd() {
        let all = || Sentence::plain("All of the ").then(amount(total)).text(" was lost ");
        return vec![all().when(&days), all().short_when(&days)];
    }
    let share = loss.share_of(total);
    let is_small = share.as_ref().and_then(Fact::share).unwrap_or(0) < REMARKABLE;
    let is_alone = rows.iter().filter(|it| it.1 == *most).count() == 1;
    let are_whole =
        calendar.iter().all(|it| subject.holds(*it) && subject.coverage.days(*it).is_whole());
    let finding = if is_small && is_alone && are_whole {
        Sentence::default()
            .days(&days)
            .text(" was the costliest ")
            .text(column)
            .text(": ")
            .then(amount(loss))
            .text(" of ")
            .then(amount(total))
    } else {
        let is_whole = subject.holds(*span) && days.is_whole();
        let alone = if is_small || !is_whole { " saw " } else { " alone saw " };
        Sentence::default()
            .days(&days)
            .text(alone)
            .number(share.and_then(|it| it.number(Form::Percent)))
            .text(" of the ")
            .then(amount(total))
            .text(" lost: ")
            .then(amount(loss))
    };
    let short = Sentence::default()
        .short_days(&days)
        .text(": ")
        .then(amount(loss))
        .text(" of ")
        .then(amount(total));
    vec![finding.capital(), short]
}
