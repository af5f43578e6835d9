//! A span of days: the period of a report, and the spans that it is compared with. What a sentence
//! calls it is in `claims::days`.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::granularity::Granularity;
use super::span_name::{NotAPeriod, parse_span};

/// The days from one to another, both included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: NaiveDate,
    last: NaiveDate,
}

/// What a span is in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One month.
    Month,
    /// A quarter of a year, from 1.
    Quarter(u32),
    /// A half of a year, from 1.
    Half(u32),
    /// One year.
    Year,
    /// Several years.
    Years,
    /// So many whole months that are none of these.
    Months(u32),
    /// Days that do not begin and end with a month.
    Days,
}

impl Span {
    /// The span between two days; `None` if the first is later than the last.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The span of one day.
    pub fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// The month, quarter or year that a day lies in; `None` at the end of the calendar.
    pub fn around(granularity: Granularity, day: NaiveDate) -> Option<Self> {
        let first = granularity.first_day(day);
        let after = first.checked_add_months(Months::new(granularity.months()))?;
        Self::new(first, after.pred_opt()?)
    }

    /// Reads `2023-Q4` and the other names of [`parse_span`], or two of them as `A..B`.
    ///
    /// # Errors
    ///
    /// [`NotAPeriod`] for any other text, and where `B` ends before `A` begins.
    ///
    /// ```
    /// # use lossbook::domain::Span;
    /// let span = Span::parse("2022-06..2023-Q1").unwrap();
    /// assert_eq!((span.first().to_string(), span.days()), ("2022-06-01".into(), 304));
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotAPeriod> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (parse_span(from)?.0, parse_span(to)?.1);
        Self::new(first, last).ok_or_else(|| NotAPeriod::new(text))
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// How many days it has.
    pub fn days(self) -> usize {
        usize::try_from((self.last - self.first).num_days()).unwrap_or(0) + 1
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// The span that ends on the day before this one begins and is as long: as many months if it
    /// has whole months, else as many days. `None` before the beginning of the calendar.
    pub fn previous(self) -> Option<Self> {
        let last = self.first.pred_opt()?;
        let first = match self.whole_months() {
            Some(months) => self.first.checked_sub_months(Months::new(months))?,
            None => self.first.checked_sub_days(Days::new(self.days() as u64))?,
        };
        Self::new(first, last)
    }

    /// The same span a year before.
    pub fn year_before(self) -> Option<Self> {
        let first = self.first.checked_sub_months(Months::new(12))?;
        let last = match self.whole_months() {
            Some(months) => first.checked_add_months(Months::new(months))?.pred_opt()?,
            None => self.last.checked_sub_months(Months::new(12))?,
        };
        Self::new(first, last)
    }

    /// The span's first `days` days; all of it if it has no more.
    pub fn first_days(self, days: usize) -> Self {
        let further = Days::new(days.max(1) as u64 - 1);
        let last = self.first.checked_add_days(further).unwrap_or(self.last);
        Self { last: last.min(self.last), ..self }
    }

    /// The days that two spans share; `None` if they share none.
    pub fn shared_with(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The span up to a day; `None` if it begins after that day.
    pub fn up_to(self, day: NaiveDate) -> Option<Self> {
        Self::new(self.first, self.last.min(day))
    }

    /// Whether all of another span lies in this one.
    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// How many months it has, if it begins and ends with a month.
    fn whole_months(self) -> Option<u32> {
        let after = self.last.succ_opt()?;
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        (self.first.day() == 1 && after.day() == 1)
            .then(|| u32::try_from(months(after) - months(self.first)).ok())
            .flatten()
    }

    /// What the span is in the calendar.
    pub fn shape(self) -> Shape {
        let month = self.first.month0();
        match self.whole_months() {
            None => Shape::Days,
            Some(1) => Shape::Month,
            Some(3) if month.is_multiple_of(3) => Shape::Quarter(month / 3 + 1),
            Some(6) if month.is_multiple_of(6) => Shape::Half(month / 6 + 1),
            Some(12) if month == 0 => Shape::Year,
            Some(months) if month == 0 && months.is_multiple_of(12) => Shape::Years,
            Some(months) => Shape::Months(months),
        }
    }
}

impl fmt::Display for Span {
    /// The shortest name that [`Span::parse`] reads: `2023-Q4`, `2023-11`, `2023`, `2023-H2`,
    /// `2022..2023`, `2023-11-02..2023-11-20`. It is also the name of a folder.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let year = first.year();
        match self.shape() {
            Shape::Month => write!(formatter, "{}", first.format("%Y-%m")),
            Shape::Quarter(quarter) => write!(formatter, "{year:04}-Q{quarter}"),
            Shape::Half(half) => write!(formatter, "{year:04}-H{half}"),
            Shape::Year => write!(formatter, "{year:04}"),
            Shape::Years => write!(formatter, "{year:04}..{:04}", last.year()),
            Shape::Months(_) => {
                write!(formatter, "{}..{}", first.format("%Y-%m"), last.format("%Y-%m"))
            }
            Shape::Days if first == last => write!(formatter, "{first}"),
            Shape::Days => write!(formatter, "{first}..{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_neighbours() {
        #[rustfmt::skip]
        let table = [
            // text                     name                      previous                  a year before
            ("2023-Q4",                 "2023-Q4",                "2023-Q3",                "2022-Q4"),
            ("2023-q1",                 "2023-Q1",                "2022-Q4",                "2022-Q1"),
            ("2024-02",                 "2024-02",                "2024-01",                "2023-02"),
            ("2023-H2",                 "2023-H2",                "2023-H1",                "2022-H2"),
            ("2024",                    "2024",                   "2023",                   "2023"),
            ("2021..2022",              "2021..2022",             "2019..2020",             "2020..2021"),
            ("2023-01..2023-03",        "2023-Q1",                "2022-Q4",                "2022-Q1"),
            ("2023-02..2023-04",        "2023-02..2023-04",       "2022-11..2023-01",       "2022-02..2022-04"),
            ("2022-06..2023-Q1",        "2022-06..2023-03",       "2021-08..2022-05",       "2021-06..2022-03"),
            ("2023-11-20",              "2023-11-20",             "2023-11-19",             "2022-11-20"),
            ("2024-02-20..2024-02-29",  "2024-02-20..2024-02-29", "2024-02-10..2024-02-19", "2023-02-20..2023-02-28"),
        ];
        for (text, name, previous, year_before) in table {
            let span = Span::parse(text).unwrap();
            assert_eq!(span.to_string(), name, "{text}");
            assert_eq!(span.previous().unwrap().to_string(), previous, "{text}");
            assert_eq!(span.year_before().unwrap().to_string(), year_before, "{text}");
            assert_eq!(Span::parse(name).unwrap(), span, "{text}");
        }
        for refused in ["2023..2022", "2023-Q5", "..", "2023..", "", "latest", "2023...2024"] {
            assert!(Span::parse(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn what_spans_share() {
        let span = |text: &str| Span::parse(text).unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(span("2023-Q4").shared_with(span("2023-11")), Some(span("2023-11")));
        assert_eq!(span("2023-H1").shared_with(span("2023-H2")), None);
        assert_eq!(span("2024").up_to(day("2024-02-29")), Some(span("2024-01..2024-02")));
        assert_eq!(span("2024").up_to(day("2025-06-01")), Some(span("2024")));
        assert_eq!(span("2024").up_to(day("2023-12-31")), None);
        assert!(span("2023").holds(span("2023-Q4")) && !span("2023-Q4").holds(span("2023")));
    }

    #[test]
    fn the_first_days_of_a_span() {
        let quarter = Span::parse("2023-Q4").unwrap();
        assert_eq!(quarter.days(), 92);
        assert_eq!(quarter.first_days(1).to_string(), "2023-10-01");
        assert_eq!(quarter.first_days(31).to_string(), "2023-10");
        assert_eq!(quarter.first_days(500), quarter);
    }
}
