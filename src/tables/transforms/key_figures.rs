//! The key figures of the period beside those of earlier spans: `key_figures`.

use polars::prelude::*;

use crate::domain::comparison::{self, Earlier};
use crate::domain::{Span, Usd};
use crate::tables::schema::shape;
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

/// Puts the key figures of the period beside those of the span before it and of the same span a
/// year before.
///
/// Of a period that is not over, only the days that the reports cover are looked at, and the others
/// are cut to be like it: see [`comparison`]. A span before the first report or behind what the
/// reports cover has no row: nobody knows what happened then. Nor has one that overlaps the period,
/// as the year before does of two years. The columns are those of [`shape::key_figures`].
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn key_figures(view: &View<'_>) -> PolarsResult<Aggregate> {
    let losses = CountedLoss::of(view.until_end())?;
    let covered = view.covered().unwrap_or(view.span);
    let first_report = losses.iter().map(|it| it.date).min();
    let mut rows = vec![Figures::new(PERIOD, covered, &losses)];
    for (name, other) in [
        (PREVIOUS, comparison::previous(view.span, covered)),
        (YEAR_BEFORE, comparison::year_before(view.span, covered)),
    ] {
        // Without reports from then there is nothing to compare with; nor is what overlaps.
        let is_known = |other: &Earlier| {
            let reached = first_report.is_some_and(|first| first <= other.covered.last());
            let before = other.span.last() < view.span.first();
            reached && before && other.covered.last() <= view.as_of
        };
        if let Some(other) = other.filter(is_known) {
            rows.push(Figures::new(name, other.covered, &losses));
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

#[cfg(test)]
mod tests {
    use super::super::samples::{losses, rows, viewed};
    use super::*;

    /// Three quarters with incidents, and one report from behind them all.
    const REPORTS: [(&str, Option<i128>); 7] = [
        ("2022-10-05", Some(10_000)),
        ("2023-07-01", Some(5_000)),
        ("2023-08-31", None),
        ("2023-10-10", Some(3_000)),
        ("2023-11-10", Some(1_001)),
        ("2023-12-31", Some(0)),
        ("2024-02-01", Some(77)),
    ];
    const UNKNOWN: [(&str, Option<i128>); 2] = [("2023-05-05", Some(100)), ("2023-11-10", None)];
    const NOTHING_LOST: [(&str, Option<i128>); 2] =
        [("2023-08-05", Some(0)), ("2023-11-10", Some(0))];

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn figures_of_each_span() {
        let columns = [
            "span",
            "from",
            "to",
            "incidents",
            "incidents_known",
            "incidents_unknown",
            "loss_usd",
            "mean_loss_usd",
            "median_loss_usd",
            "max_loss_usd",
            "largest_report",
            "largest_share",
        ];
        #[rustfmt::skip]
        let table: [(&str, &[(&str, Option<i128>)], &str, &[&str]); 9] = [
            ("a quarter, the one before, and that of the year before", &REPORTS, "2023-Q4", &[
                "period 2023-10-01 2023-12-31 3 3 0 40.01 13.34 10.01 30.00 2023-10-10.md 749813",
                "previous 2023-07-01 2023-09-30 2 1 1 50.00 50.00 50.00 50.00 2023-07-01.md 1000000",
                "year_before 2022-10-01 2022-12-31 1 1 0 100.00 100.00 100.00 100.00 2022-10-05.md 1000000",
            ]),
            // 41 days of each: the unknown loss of August lies behind them.
            ("a period that is not over is compared with as many days", &REPORTS[..5], "2023-Q4", &[
                "period 2023-10-01 2023-11-10 2 2 0 40.01 20.00 20.00 30.00 2023-10-10.md 749813",
                "previous 2023-07-01 2023-08-10 1 1 0 50.00 50.00 50.00 50.00 2023-07-01.md 1000000",
                "year_before 2022-10-01 2022-11-10 1 1 0 100.00 100.00 100.00 100.00 2022-10-05.md 1000000",
            ]),
            ("a year has the year before twice", &REPORTS, "2023", &[
                "period 2023-01-01 2023-12-31 5 4 1 90.01 22.50 20.00 50.00 2023-07-01.md 555494",
                "previous 2022-01-01 2022-12-31 1 1 0 100.00 100.00 100.00 100.00 2022-10-05.md 1000000",
                "year_before 2022-01-01 2022-12-31 1 1 0 100.00 100.00 100.00 100.00 2022-10-05.md 1000000",
            ]),
            ("of two years the year before overlaps", &REPORTS, "2023..2024", &[
                "period 2023-01-01 2024-02-01 6 5 1 90.78 18.16 10.01 50.00 2023-07-01.md 550782",
            ]),
            ("what lies before the first report is not known", &REPORTS, "2022-Q4", &[
                "period 2022-10-01 2022-12-31 1 1 0 100.00 100.00 100.00 100.00 2022-10-05.md 1000000",
            ]),
            ("nothing is reported, and that is known", &REPORTS, "2023-Q2", &[
                "period 2023-04-01 2023-06-30 0 0 0 0.00 - - - - -",
                "previous 2023-01-01 2023-03-31 0 0 0 0.00 - - - - -",
            ]),
            ("of unknown losses alone there is no sum", &UNKNOWN, "2023-11", &[
                "period 2023-11-01 2023-11-10 1 0 1 - - - - - -",
                "previous 2023-10-01 2023-10-10 0 0 0 0.00 - - - - -",
            ]),
            ("nothing was lost: a sum, and a share of nothing", &NOTHING_LOST, "2023-Q4", &[
                "period 2023-10-01 2023-11-10 1 1 0 0.00 0.00 0.00 0.00 2023-11-10.md -",
                "previous 2023-07-01 2023-08-10 1 1 0 0.00 0.00 0.00 0.00 2023-08-05.md -",
            ]),
            ("of equal losses the first report is the largest", &[("2023-01-02", Some(7)), ("2023-01-01", Some(7))], "2023-01-01..2023-01-02", &[
                "period 2023-01-01 2023-01-02 2 2 0 0.14 0.07 0.07 0.07 2023-01-01.md 500000",
            ]),
        ];
        for (about, reports, span, expected) in table {
            let found = viewed(span, &losses(reports), key_figures);
            assert_eq!(rows(&found, &columns), expected, "{about}");
        }
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn changes_are_parts_of_what_was_before() {
        let columns = [
            "span",
            "incidents_change",
            "incidents_known_change",
            "incidents_unknown_change",
            "loss_change_share",
            "median_change_share",
            "max_change_share",
            "largest_share_change",
        ];
        #[rustfmt::skip]
        let table: [(&str, &[(&str, Option<i128>)], &str, &[&str]); 4] = [
            // 40.01 of 50.00 and of 100.00; a median of 10.01; a largest of 30.00, which is 749813 millionths.
            ("down", &REPORTS, "2023-Q4", &[
                "period 0 0 0 - - - -",
                "previous 1 2 -1 -199800 -799800 -400000 -250187",
                "year_before 2 2 0 -599900 -899900 -700000 -250187",
            ]),
            ("up from nothing there is no share", &REPORTS, "2023-Q3", &[
                "period 0 0 0 - - - -",
                "previous 2 1 1 - - - -",
            ]),
            ("nobody knows", &UNKNOWN, "2023-11", &["period 0 0 0 - - - -", "previous 1 0 1 - - - -"]),
            ("a third more", &[("2023-01-05", Some(300)), ("2023-02-05", Some(400)), ("2023-03-01", None)], "2023-02", &[
                "period 0 0 0 - - - -",
                "previous 0 0 0 333333 333333 333333 0",
            ]),
        ];
        for (about, reports, span, expected) in table {
            let found = viewed(span, &losses(reports), key_figures);
            assert_eq!(rows(&found, &columns), expected, "{about}");
        }
    }
}
