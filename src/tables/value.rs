//! Values of cells, as CSV has them.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::Usd;
use crate::domain::usd::parse_decimal;

use super::described::Kind;

/// The decimal places of money.
pub const USD_SCALE: usize = 2;
/// The decimal places of a share.
pub const SHARE_SCALE: usize = 6;

/// A part of a whole, or a change as a part of what was before, in millionths; rounded half to even.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub i128);

impl Share {
    /// A sum as a part of another; `None` of nothing.
    pub fn of(part: Usd, whole: Usd) -> Option<Self> {
        part.millionths_of(whole).map(Self)
    }

    /// A count as a part of another; `None` of none.
    pub fn of_counts(part: usize, whole: usize) -> Option<Self> {
        Self::of(Usd::from_cents(part as i128), Usd::from_cents(whole as i128))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.abs());
        write!(formatter, "{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
    }
}

/// The value of a cell; as a text it is what the cell says in CSV, without a guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: the cell is empty.
    Null,
    /// A text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// A day.
    Day(NaiveDate),
    /// A count, or a difference of counts.
    Count(i64),
    /// Money.
    Usd(Usd),
    /// A part of a whole, or a change.
    Share(Share),
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => formatter.write_str(text),
            Self::List(texts) => formatter.write_str(&texts.join("; ")),
            Self::Day(day) => write!(formatter, "{day}"),
            Self::Count(count) => write!(formatter, "{count}"),
            Self::Usd(amount) => write!(formatter, "{amount}"),
            Self::Share(share) => write!(formatter, "{share}"),
        }
    }
}

impl Value {
    /// Reads the cell of a CSV file; `None` if it is not written as lossbook writes such a value.
    pub fn parse(text: &str, kind: Kind) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Null);
        }
        let value = match kind {
            Kind::Text => Self::Text(text.to_owned()),
            Kind::TextList => Self::List(vec![text.to_owned()]),
            Kind::Date => Self::Day(text.parse().ok()?),
            Kind::Integer => Self::Count(text.parse().ok()?),
            Kind::Usd => Self::Usd(Usd::from_plain(text)?),
            Kind::Share => Self::Share(Share(parse_decimal(text, SHARE_SCALE)?)),
        };
        (value.to_string() == text).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_they_are_written() {
        #[rustfmt::skip]
        let table = [
            ("12345.67",    Kind::Usd,      Some(Value::Usd(Usd::from_cents(1_234_567)))),
            ("-3",          Kind::Integer,  Some(Value::Count(-3))),
            ("-0.068093",   Kind::Share,    Some(Value::Share(Share(-68_093)))),
            ("2023-11-05",  Kind::Date,     Some(Value::Day("2023-11-05".parse().unwrap()))),
            ("",            Kind::Usd,      Some(Value::Null)),
            ("2023-11-5",   Kind::Date,     None),
            ("+3",          Kind::Integer,  None),
            ("12345.6",     Kind::Usd,      None),
        ];
        for (text, kind, value) in table {
            assert_eq!(Value::parse(text, kind), value, "{text}");
        }
        assert_eq!(Value::Share(Share(-68_093)).to_string(), "-0.068093");
        assert_eq!(Value::List(vec!["a".into(), "b".into()]).to_string(), "a; b");
    }
}
