//! The days that a run looks at: what `--from` and `--to` name.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::iso_day;
use super::span::Span;

/// The days a run looks at, both ends included; an end that is `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    #[serde(with = "iso_day::optional")]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(with = "iso_day::optional")]
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether a day lies in the period.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether all days of a span lie in the period.
    pub fn holds(&self, span: Span) -> bool {
        self.contains(span.first()) && self.contains(span.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_end_holds_every_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let period = Period { from: Some(day("2023-01-01")), to: None };
        assert!(period.contains(day("2023-01-01")) && period.contains(day("2199-12-31")));
        assert!(!period.contains(day("2022-12-31")));
        assert!(Period::default().contains(day("1900-01-01")));
    }
}
