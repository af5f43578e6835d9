//! The key figures of the period beside those of earlier spans: `key_figures`.

use crate::domain::comparison::{self, Earlier};
use crate::domain::{Incident, Span, Usd};
use crate::tables::schema::{KeyFigures, shape};
use crate::tables::table::Table;
use crate::tables::value::Share;
use crate::tables::view::{View, count, known, sum};

/// The spans that are compared, by their names in the column `span`.
pub const PERIOD: &str = "period";
/// The span of the same length before the period.
pub const PREVIOUS: &str = "previous";
/// The same span a year before.
pub const YEAR_BEFORE: &str = "year_before";

/// Puts the key figures of the period beside those of the span before it and of the same span a
/// year before.
///
/// Of a period that is not over, only the days that the reports cover are looked at, and the others
/// are cut to be like it: see [`comparison`]. A span before the first report or after what the
/// reports cover has no row: nobody knows what happened then. Nor has one that overlaps the period,
/// as the year before does of two years. The columns are those of [`shape::key_figures`].
pub fn key_figures(view: &View<'_>) -> Table<KeyFigures> {
    let (span, as_of) = (view.selection.span, view.selection.as_of);
    let covered = view.covered().unwrap_or(span);
    let first_report = view.until_end.iter().map(|it| it.date()).min();
    let period = figures(PERIOD, covered, &view.until_end);
    let mut rows = vec![period.clone()];
    for (name, other) in [
        (PREVIOUS, comparison::previous(span, covered)),
        (YEAR_BEFORE, comparison::year_before(span, covered)),
    ] {
        // Without reports from then there is nothing to compare with; nor is what overlaps.
        let is_known = |other: &Earlier| {
            let reached = first_report.is_some_and(|first| first <= other.covered.last());
            let before = other.span.last() < span.first();
            reached && before && other.covered.last() <= as_of
        };
        if let Some(other) = other.filter(is_known) {
            rows.push(compared(figures(name, other.covered, &view.until_end), &period));
        }
    }
    Table { schema: shape::key_figures(), rows }
}

/// The figures of one span, compared with nothing. `ranked` are in the order of the largest first.
fn figures(name: &str, span: Span, ranked: &[&Incident]) -> KeyFigures {
    let within: Vec<&Incident> =
        ranked.iter().copied().filter(|it| span.contains(it.date())).collect();
    let mut ascending = known(within.iter().copied());
    ascending.reverse();
    let loss = sum(within.len(), &ascending);
    let max = ascending.last().copied();
    let largest = within.first().filter(|_| max.is_some());
    KeyFigures {
        span: name.to_owned(),
        from: span.first(),
        to: span.last(),
        incidents: count(within.len()),
        incidents_known: count(ascending.len()),
        incidents_unknown: count(within.len() - ascending.len()),
        loss_usd: loss,
        mean_loss_usd: Usd::mean(&ascending),
        median_loss_usd: Usd::median(&ascending),
        max_loss_usd: max,
        largest_report: largest.map(|it| it.report().to_owned()),
        largest_share: max.zip(loss).and_then(|(max, loss)| Share::of(max, loss)),
        incidents_change: 0,
        incidents_known_change: 0,
        incidents_unknown_change: 0,
        loss_change_share: None,
        median_change_share: None,
        max_change_share: None,
        largest_share_change: None,
    }
}

/// The figures of an earlier span, with what changed from then to the period.
fn compared(then: KeyFigures, now: &KeyFigures) -> KeyFigures {
    let share = now.largest_share.zip(then.largest_share);
    KeyFigures {
        incidents_change: now.incidents - then.incidents,
        incidents_known_change: now.incidents_known - then.incidents_known,
        incidents_unknown_change: now.incidents_unknown - then.incidents_unknown,
        loss_change_share: change(then.loss_usd, now.loss_usd),
        median_change_share: change(then.median_loss_usd, now.median_loss_usd),
        max_change_share: change(then.max_loss_usd, now.max_loss_usd),
        largest_share_change: share.map(|(now, then)| Share(now.0 - then.0)),
        ..then
    }
}

/// How an amount changed, as a part of what it was.
pub(crate) fn change(then: Option<Usd>, now: Option<Usd>) -> Option<Share> {
    let (now, then) = now.zip(then)?;
    Share::of(Usd::from_cents(now.cents() - then.cents()), then)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{losses, rows, viewed};
    use super::*;

    /// Three quarters with incidents, and one report from after all of them.
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
            // 41 days of each: the unknown loss of August is after them.
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
