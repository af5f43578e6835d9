//! Months, quarters and years: the rows of a time series.

use chrono::{Datelike, NaiveDate};

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
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The first day of the span that a day lies in.
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let month = match self {
            Self::Month => day.month(),
            Self::Quarter => (day.month() - 1) / 3 * 3 + 1,
            Self::Year => 1,
        };
        NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
    }

    /// The first days of all spans from the one that `from` lies in to the one that `to` lies in.
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
}
