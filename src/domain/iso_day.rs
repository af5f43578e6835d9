//! Days as tables and manifests have them: `2023-11-20`.

use chrono::{Datelike, NaiveDate};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use super::day::YEARS;

/// Reads a day, if a report may state it.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text && YEARS.contains(&day.year())).then_some(day)
}

/// Writes a day as a text.
///
/// # Errors
///
/// What the writer says.
pub fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Reads a day from a text.
///
/// # Errors
///
/// That the text is no such day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not a day")))
}

/// The same of a day that may be absent: null then.
pub mod optional {
    use super::{Deserialize, Deserializer, Error, NaiveDate, Serializer, parse};

    /// Writes a day as a text.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn serialize<S: Serializer>(
        day: &Option<NaiveDate>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a day from a text.
    ///
    /// # Errors
    ///
    /// That the text is no such day.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let read = |text: String| {
            parse(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not a day")))
        };
        text.map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_as_they_are_written() {
        for (text, is_read) in [
            ("2023-11-20", true),
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2023-11-2", false),
            ("0023-11-20", false),
            ("+2023-11-20", false),
            ("2023-11-20 ", false),
            ("", false),
        ] {
            assert_eq!(parse(text).is_some(), is_read, "{text:?}");
        }
    }
}
