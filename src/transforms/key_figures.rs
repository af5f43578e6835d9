//! The key figures of the period beside those of earlier spans: `key_figures`.

use chrono::NaiveDate;
use polars::prelude::*;

use crate::domain::{Span, Usd};
use crate::tables::columns::shape;
use crate::tables::{counts, dates, differences, money, shares, texts};

use super::{Aggregate, CountedLoss, View, known};

/// The spans that are compared, by their names in the column `span`.
pub const PERIOD: &str = "period";
/// The span of the same length before the period.
pub const PREVIOUS: &str = "previous";
/// The same span a year before.
pub const YEAR_BEFORE: &str = "year_before";

/// The figures of one span.
struct Figures {
    name: &'static str,
    span: Span,
    incidents: usize,
    known: usize,
    loss: Option<Usd>,
    mean: Option<Usd>,
    median: Option<Usd>,
    max: Option<Usd>,
    largest_report: Option<String>,
    /// In millionths.
    largest_share: Option<i128>,
}

impl Figures {
    /// `losses` are in the order of the largest first.
    fn new(name: &'static str, span: Span, losses: &[CountedLoss]) -> Self {
        let within: Vec<&CountedLoss> = losses.iter().filter(|it| span.contains(it.date)).collect();
        let mut ascending = known(within.iter().copied());
        ascending.reverse();
        let largest = within.iter().find(|it| it.loss.is_some());
        let loss: Usd = ascending.iter().copied().sum();
        let max = ascending.last().copied();
        Self {
            name,
            span,
            incidents: within.len(),
            known: ascending.len(),
            loss: (within.is_empty() || !ascending.is_empty()).then_some(loss),
            mean: Usd::mean(&ascending),
            median: Usd::median(&ascending),
            max,
            largest_report: largest.map(|it| it.report.clone()),
            largest_share: max.and_then(|max| max.millionths_of(loss)),
        }
    }
}

/// The part of a period that the reports tell of: all of it, or what lies before the newest report.
#[must_use]
pub fn reported(span: Span, newest: NaiveDate) -> Span {
    if span.contains(newest) { Span::new(span.first(), newest).unwrap_or(span) } else { span }
}

/// Puts the key figures of the period beside those of the span before it and of the same span a
/// year before.
///
/// A period that is not over, because the newest report lies in it, is compared with as many days
/// of the others. A span before the first report or behind the newest one has no row: nobody knows
/// what happened then. Nor has one that overlaps the period, as the year before does of two years.
/// The columns are those of [`shape::key_figures`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn key_figures(view: &View<'_>) -> PolarsResult<Aggregate> {
    let losses = CountedLoss::of(view.all_incidents())?;
    let span = reported(view.span, view.newest);
    let first_report = losses.iter().map(|it| it.date).min();
    let mut rows = vec![Figures::new(PERIOD, span, &losses)];
    for (name, other) in [(PREVIOUS, view.span.previous()), (YEAR_BEFORE, view.span.year_before())]
    {
        // Without reports from then there is nothing to compare with; nor is what overlaps.
        let known_of = |other: &Span| {
            let reached = first_report.is_some_and(|first| first <= other.last());
            reached && other.first() <= view.newest && other.last() < view.span.first()
        };
        if let Some(other) = other.filter(known_of) {
            let other = if span == view.span { other } else { other.first_days(span.days()) };
            rows.push(Figures::new(name, other, &losses));
        }
    }
    let frame = frame(&rows)?;
    Aggregate::new(shape::key_figures(), &frame)
}

fn frame(rows: &[Figures]) -> PolarsResult<DataFrame> {
    let period = &rows[0];
    let amounts = |name, of: fn(&Figures) -> Option<Usd>| money(name, rows.iter().map(of));
    let less = |name, of: fn(&Figures) -> usize| {
        let of = |it: &Figures| i64::try_from(of(it)).unwrap_or(i64::MAX);
        differences(name, rows.iter().map(|it| of(period) - of(it)))
    };
    let change = |name, of: fn(&Figures) -> Option<Usd>| {
        let row = |it: &Figures| {
            let (now, then) = of(period).zip(of(it)).filter(|_| it.name != PERIOD)?;
            Usd::from_cents(now.cents() - then.cents()).millionths_of(then)
        };
        shares(name, rows.iter().map(row))
    };
    let share_change = |it: &Figures| {
        let (now, then) = period.largest_share.zip(it.largest_share)?;
        (it.name != PERIOD).then(|| now - then)
    };
    let columns = vec![
        texts("span", rows.iter().map(|it| Some(it.name))),
        dates("from", rows.iter().map(|it| Some(it.span.first()))),
        dates("to", rows.iter().map(|it| Some(it.span.last()))),
        counts("incidents", rows.iter().map(|it| it.incidents)),
        counts("incidents_known", rows.iter().map(|it| it.known)),
        counts("incidents_unknown", rows.iter().map(|it| it.incidents - it.known)),
        amounts("loss_usd", |it| it.loss),
        amounts("mean_loss_usd", |it| it.mean),
        amounts("median_loss_usd", |it| it.median),
        amounts("max_loss_usd", |it| it.max),
        texts("largest_report", rows.iter().map(|it| it.largest_report.as_deref())),
        shares("largest_share", rows.iter().map(|it| it.largest_share)),
        less("incidents_change", |it| it.incidents),
        less("incidents_known_change", |it| it.known),
        less("incidents_unknown_change", |it| it.incidents - it.known),
        change("loss_change_share", |it| it.loss),
        change("median_change_share", |it| it.median),
        change("max_change_share", |it| it.max),
        shares("largest_share_change", rows.iter().map(share_change)),
    ];
    DataFrame::new(rows.len(), columns)
}
