//! Which incidents an edition is about, and which lie around its period. They are borrowed.

use chrono::NaiveDate;

use crate::domain::{Granularity, Incident, Period, Span};

/// The incidents of a period and those around it, each sorted by report.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    /// The days that were asked for.
    pub period: Period,
    /// The same days, with both ends.
    pub span: Span,
    /// The day of the newest report of all.
    pub newest: NaiveDate,
    /// The day up to which the reports are complete. What is after it is in no period.
    pub as_of: NaiveDate,
    /// The incidents of the period; duplicates included.
    pub incidents: Vec<&'a Incident>,
    /// Those before it.
    pub earlier: Vec<&'a Incident>,
    /// Those after it, to the end of the calendar year that it ends in.
    pub later: Vec<&'a Incident>,
    /// How many incidents lie outside of the period.
    pub outside: usize,
}

impl<'a> Selection<'a> {
    /// Sorts incidents out. Without a day up to which the reports are complete, that is the day of
    /// the newest one.
    pub fn new(
        all: impl IntoIterator<Item = &'a Incident, IntoIter: Clone>,
        period: Period,
        as_of: Option<NaiveDate>,
    ) -> Self {
        let all = all.into_iter();
        let newest = all.clone().map(Incident::date).max();
        let newest = newest.or(period.to).or(period.from).unwrap_or_default();
        let as_of = as_of.unwrap_or(newest);
        let covered = || all.clone().filter(|it| it.date() <= as_of);
        let span = span(period, as_of, covered().map(Incident::date).min());
        let of = |keep: &dyn Fn(NaiveDate) -> bool| -> Vec<&'a Incident> {
            covered().filter(|it| keep(it.date())).collect()
        };
        let incidents = of(&|day| period.contains(day));
        let year = Span::around(Granularity::Year, span.last()).unwrap_or(span);
        Self {
            period,
            span,
            newest,
            as_of,
            earlier: of(&|day| day < span.first()),
            later: of(&|day| day > span.last() && year.contains(day)),
            outside: all.count() - incidents.len(),
            incidents,
        }
    }
}

/// The days of a period, where an open end is the first report or the day up to which the reports
/// are complete.
fn span(period: Period, as_of: NaiveDate, oldest: Option<NaiveDate>) -> Span {
    let last = period.to.unwrap_or_else(|| period.from.map_or(as_of, |from| as_of.max(from)));
    let first = period.from.unwrap_or_else(|| oldest.unwrap_or(as_of).min(last));
    // The command line refuses a period that ends before it begins.
    Span::new(first, last).unwrap_or_else(|| Span::day(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Loss;

    fn incident(day: &str) -> Incident {
        let labels = [vec![], vec![], vec![], vec![]];
        Incident::new(day.into(), day.parse().unwrap(), day.into(), Loss::Unknown, labels)
    }

    #[test]
    fn incidents_are_in_the_period_or_around_it() {
        let all =
            ["2022-12-31", "2023-10-01", "2023-11-15", "2023-12-31", "2024-01-01"].map(incident);
        #[rustfmt::skip]
        let table = [
            // period               complete up to      span                      in the period  earlier  later  outside
            (Some("2023-11"),       None,               "2023-11",                1,             2,       1,     4),
            (Some("2023"),          None,               "2023",                   3,             1,       0,     2),
            (Some("2024"),          None,               "2024",                   1,             4,       0,     4),
            (Some("2025"),          None,               "2025",                   0,             5,       0,     5),
            (None,                  None,               "2022-12-31..2024-01-01", 5,             0,       0,     0),
            (None,                  Some("2024-02-10"), "2022-12-31..2024-02-10", 5,             0,       0,     0),
            (Some("2023-Q4"),       Some("2023-11-30"), "2023-Q4",                2,             1,       0,     3),
            (None,                  Some("2023-11-30"), "2022-12-31..2023-11-30", 3,             0,       0,     2),
        ];
        for (period, as_of, span, incidents, earlier, later, outside) in table {
            let asked = period.map(|it| Span::parse(it).unwrap());
            let period = Period { from: asked.map(Span::first), to: asked.map(Span::last) };
            let found = Selection::new(&all, period, as_of.map(|it| it.parse().unwrap()));
            assert_eq!(found.span.to_string(), span);
            let counts =
                [found.incidents.len(), found.earlier.len(), found.later.len(), found.outside];
            assert_eq!(counts, [incidents, earlier, later, outside], "{span}");
        }
        let none = Selection::new(&[], Period::default(), None);
        assert_eq!((none.outside, none.incidents.len()), (0, 0));
    }
}
