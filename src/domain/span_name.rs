//! Names of spans of days as flags have them: `2023-Q4`.

use chrono::NaiveDate;

/// A text that names no year, half-year, quarter, month or day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a period; write 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20")]
pub struct NotAPeriod {
    found: String,
}

impl NotAPeriod {
    pub(crate) fn new(found: &str) -> Self {
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
/// # use lossbook::domain::span_name::parse_span;
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
}
