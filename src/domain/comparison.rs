//! What a period is compared with: the span before it, and the same span a year before. Only like
//! with like: whole spans with whole ones, days with as many days.

use chrono::{Months, NaiveDate};

use super::span::Span;

/// In what way two spans are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Both are whole.
    Whole,
    /// The period is not over; the other span is cut to the same days of the calendar.
    SameDays,
    /// The period is not over; the other span is cut to as many days.
    FirstDays,
}

/// An earlier span that a period may be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// All of the earlier span.
    pub span: Span,
    /// The days of it that are like those of the period: all, if the period is over.
    pub covered: Span,
    /// In what way they are alike.
    pub likeness: Likeness,
}

/// The span before the period, if there is one that is like it. `covered` is what the reports cover
/// of the period.
pub fn previous(period: Span, covered: Span) -> Option<Earlier> {
    let span = period.previous()?;
    if covered == period {
        return Some(Earlier { span, covered: span, likeness: Likeness::Whole });
    }
    if Some(span) == period.year_before() {
        return year_before(period, covered);
    }
    // February has no first 30 days.
    let first_days = span.first_days(covered.days());
    (first_days.days() == covered.days()).then_some(Earlier {
        span,
        covered: first_days,
        likeness: Likeness::FirstDays,
    })
}

/// The same span a year before the period. `covered` is what the reports cover of the period.
pub fn year_before(period: Span, covered: Span) -> Option<Earlier> {
    let span = period.year_before()?;
    if covered == period {
        return Some(Earlier { span, covered: span, likeness: Likeness::Whole });
    }
    let covered = span.up_to(a_year_before(covered.last())?)?;
    Some(Earlier { span, covered, likeness: Likeness::SameDays })
}

/// The same day a year before; of 29 February the day before.
fn a_year_before(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_is_compared_with_like() {
        #[rustfmt::skip]
        let table = [
            // about                                 period      up to         previous                                   a year before
            ("a quarter that is over",               "2023-Q4",  "2024-01-03", "2023-Q3 whole",                           "2022-Q4 whole"),
            ("a month that ends today",              "2023-11",  "2023-11-30", "2023-10 whole",                           "2022-11 whole"),
            ("a quarter that is not over",           "2024-Q2",  "2024-05-14", "2024-01-01..2024-02-13 first days",       "2023-04-01..2023-05-14 same days"),
            ("of a year both are the year before",   "2024",     "2024-05-14", "2023-01-01..2023-05-14 same days",        "2023-01-01..2023-05-14 same days"),
            ("a leap day has the day before",        "2024",     "2024-02-29", "2023-01..2023-02 same days",              "2023-01..2023-02 same days"),
            ("February has no first 30 days",        "2023-03",  "2023-03-30", "none",                                    "2022-03-01..2022-03-30 same days"),
            ("two years overlap the year before",    "2022..2023", "2024-01-01", "2020..2021 whole",                      "2021..2022 whole"),
            ("any days",                             "2023-11-01..2023-11-15", "2024-01-01", "2023-10-17..2023-10-31 whole", "2022-11-01..2022-11-15 whole"),
        ];
        let shown = |earlier: Option<Earlier>| match earlier {
            None => "none".to_owned(),
            Some(Earlier { covered, likeness, .. }) => match likeness {
                Likeness::Whole => format!("{covered} whole"),
                Likeness::SameDays => format!("{covered} same days"),
                Likeness::FirstDays => format!("{covered} first days"),
            },
        };
        for (about, period, as_of, before, year) in table {
            let period = Span::parse(period).unwrap();
            let covered = period.up_to(as_of.parse().unwrap()).unwrap();
            assert_eq!(shown(previous(period, covered)), before, "{about}");
            assert_eq!(shown(year_before(period, covered)), year, "{about}");
        }
    }
}
