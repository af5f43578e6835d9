//! Spans of days: what `--from` and `--to` name, and the months, quarters and years of a series.

use chrono::{Datelike, NaiveDate};

use super::span::Span;

/// The days a run looks at, both ends included; an end that is `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether all days of a span lie in the period.
    #[must_use]
    pub fn holds(&self, span: Span) -> bool {
        self.contains(span.first()) && self.contains(span.last())
    }
}

/// A text that names no year, half-year, quarter, month or day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a period; write 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20")]
pub struct NotAPeriod {
    found: String,
}

impl NotAPeriod {
    pub(super) fn new(found: &str) -> Self {
        Self { found: found.to_owned() }
    }
}

/// Reads the name of a span of days: its first day and its last.
///
/// # Errors
///
/// [`NotAPeriod`] for anything but `2023`, `2023-H1`, `2023-Q4`, `2023-11` and `2023-11-20`.
///
/// ```
/// # use lossbook::domain::period::parse_span;
/// let (first, last) = parse_span("2023-Q4").unwrap();
/// assert_eq!((first.to_string(), last.to_string()), ("2023-10-01".into(), "2023-12-31".into()));
/// ```
pub fn parse_span(text: &str) -> Result<(NaiveDate, NaiveDate), NotAPeriod> {
    span_of(text.trim()).ok_or_else(|| NotAPeriod::new(text))
}

fn span_of(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let digits = |part: &str, length: usize| -> Option<u32> {
        let right = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| part.parse().ok()).flatten()
    };
    let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
    let year = i32::try_from(digits(year, 4)?).ok()?;
    let (first_month, months) = match rest {
        None => (1, 12),
        Some(rest) => match rest.as_bytes() {
            [b'H' | b'h', half @ b'1'..=b'2'] => (u32::from(half - b'1') * 6 + 1, 6),
            [b'Q' | b'q', quarter @ b'1'..=b'4'] => (u32::from(quarter - b'1') * 3 + 1, 3),
            [_, _] => (digits(rest, 2)?, 1),
            _ => {
                let (month, day) = rest.split_once('-')?;
                let day = NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)?;
                return Some((day, day));
            }
        },
    };
    let first = NaiveDate::from_ymd_opt(year, first_month, 1)?;
    let last = first.checked_add_months(chrono::Months::new(months))?.pred_opt()?;
    Some((first, last))
}

/// The length of one row of a time series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granularity {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Granularity {
    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The first day of the span that a day lies in.
    #[must_use]
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let month = match self {
            Self::Month => day.month(),
            Self::Quarter => (day.month() - 1) / 3 * 3 + 1,
            Self::Year => 1,
        };
        NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
    }

    /// The first days of all spans from the one that `from` lies in to the one that `to` lies in.
    #[must_use]
    pub fn calendar(self, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        let months = chrono::Months::new(self.months());
        std::iter::successors(Some(self.first_day(from)), |first| first.checked_add_months(months))
            .take_while(|first| *first <= to)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        #[rustfmt::skip]
        let table = [
            ("2023",        Some(("2023-01-01", "2023-12-31"))),
            ("2023-H2",     Some(("2023-07-01", "2023-12-31"))),
            ("2023-q1",     Some(("2023-01-01", "2023-03-31"))),
            ("2024-02",     Some(("2024-02-01", "2024-02-29"))),
            ("2023-11-20",  Some(("2023-11-20", "2023-11-20"))),
            ("2023-Q5",     None),
            ("2023-13",     None),
            ("2023-2",      None),
            ("2023-02-30",  None),
            ("23",          None),
            ("2023-",       None),
            ("",            None),
            ("+023",        None),
            ("2023-é",      None),
        ];
        for (text, expected) in table {
            let found =
                parse_span(text).ok().map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(
                found,
                expected.map(|(first, last)| (first.to_owned(), last.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn a_calendar_has_no_gap_and_holds_both_ends() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let names = |granularity: Granularity, from, to| -> Vec<String> {
            granularity.calendar(day(from), day(to)).iter().map(NaiveDate::to_string).collect()
        };
        assert_eq!(
            names(Granularity::Month, "2023-11-30", "2024-01-01"),
            ["2023-11-01", "2023-12-01", "2024-01-01"]
        );
        assert_eq!(
            names(Granularity::Quarter, "2023-11-30", "2024-01-01"),
            ["2023-10-01", "2024-01-01"]
        );
        assert_eq!(
            names(Granularity::Year, "2023-11-30", "2024-01-01"),
            ["2023-01-01", "2024-01-01"]
        );
        assert!(names(Granularity::Month, "2024-01-01", "2023-01-01").is_empty());
    }

    #[test]
    fn an_open_end_holds_every_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let period = Period { from: Some(day("2023-01-01")), to: None };
        assert!(period.contains(day("2023-01-01")) && period.contains(day("2199-12-31")));
        assert!(!period.contains(day("2022-12-31")));
        assert!(Period::default().contains(day("1900-01-01")));
    }
}
