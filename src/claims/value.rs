//! Values of cells, and how a text shows them. The only place where numbers become words.

use chrono::NaiveDate;

use crate::domain::usd::percent;
use crate::tables::{Share, Value};

/// A day as a sentence names it: `20 November 2023`.
pub fn day_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// How a value is written in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Money with three significant digits: `$403M`.
    Compact,
    /// Money to the cent: `$403,440,000.00`.
    Cents,
    /// Money to the cent, without cents where there are none: `$403,440,000`.
    Dollars,
    /// A count with groups of three digits, without a sign: `1,234`.
    Count,
    /// A small count in words, a large one as [`Form::Count`]: `ten`.
    Words,
    /// A number as it is: the rank `7`, the year `2023`.
    Plain,
    /// A ratio in percent, without a sign: `6.7%`.
    Percent,
    /// A change as a multiple of what was before: `2.1` for an increase of 110%, `17` from tenfold on.
    Times,
    /// A difference of shares in percentage points, without a sign: `6.8`.
    Points,
    /// A day: `2023-11-10`.
    Day,
    /// A day in words: `10 November 2023`.
    DayWords,
    /// A day in words, where room is short: `10 Nov 2023`.
    DayShort,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 12] = [
        Self::Compact,
        Self::Cents,
        Self::Dollars,
        Self::Count,
        Self::Words,
        Self::Plain,
        Self::Percent,
        Self::Times,
        Self::Points,
        Self::Day,
        Self::DayWords,
        Self::DayShort,
    ];

    /// The word in `facts.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Cents => "cents",
            Self::Dollars => "dollars",
            Self::Count => "count",
            Self::Words => "words",
            Self::Plain => "plain",
            Self::Percent => "percent",
            Self::Times => "times",
            Self::Points => "points",
            Self::Day => "day",
            Self::DayWords => "day-words",
            Self::DayShort => "day-short",
        }
    }
}

impl Value {
    /// How a text shows the value; `None` if there is none, or the form is not for such a value.
    ///
    /// ```
    /// # use lossbook::domain::Usd;
    /// # use lossbook::claims::Form;
    /// # use lossbook::tables::Value;
    /// let value = Value::Usd(Usd::from_cents(40_344_000_000));
    /// assert_eq!(value.shown(Form::Compact).as_deref(), Some("$403M"));
    /// assert_eq!(value.shown(Form::Cents).as_deref(), Some("$403,440,000.00"));
    /// ```
    pub fn shown(&self, form: Form) -> Option<String> {
        Some(match (self, form) {
            (Self::Usd(amount), Form::Compact) => amount.compact(),
            (Self::Usd(amount), Form::Cents) => amount.grouped(),
            (Self::Usd(amount), Form::Dollars) => {
                let grouped = amount.grouped();
                grouped.strip_suffix(".00").map_or_else(|| grouped.clone(), str::to_owned)
            }
            (Self::Count(count), Form::Count) => grouped(*count),
            (Self::Count(count), Form::Words) => in_words(*count),
            (Self::Count(count), Form::Plain) => count.to_string(),
            (Self::Share(Share(millionths)), Form::Percent) => percent(millionths.abs()),
            (Self::Share(Share(millionths)), Form::Times) => times(millionths + 1_000_000),
            (Self::Share(Share(millionths)), Form::Points) => {
                let tenths = (millionths.abs() + 500) / 1000;
                match tenths % 10 {
                    0 => (tenths / 10).to_string(),
                    rest => format!("{}.{rest}", tenths / 10),
                }
            }
            (Self::Day(day), Form::Day) => day.to_string(),
            (Self::Day(day), Form::DayWords) => day_words(*day),
            (Self::Day(day), Form::DayShort) => day.format("%-d %b %Y").to_string(),
            _ => return None,
        })
    }
}

/// A factor in millionths: `2.1`, and from ten on without a fraction: `17`, `1,405`. A tenth is as
/// exact as words should be, and there is one rule for all of them.
fn times(millionths: i128) -> String {
    let tenths = (millionths + 50_000) / 100_000;
    let whole = |count: i128| grouped(i64::try_from(count).unwrap_or(i64::MAX));
    match tenths % 10 {
        _ if tenths >= 100 => whole((millionths + 500_000) / 1_000_000),
        0 => whole(tenths / 10),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// A small count in words, a large one in digits.
fn in_words(count: i64) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = usize::try_from(count).ok().and_then(|it| WORDS.get(it));
    word.map_or_else(|| grouped(count), |word| (*word).to_owned())
}

/// A count with commas between groups of three digits, and without a sign.
fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Usd;

    #[test]
    fn values_as_texts_show_them() {
        let usd = |cents| Value::Usd(Usd::from_cents(cents));
        let day = Value::Day("2023-11-05".parse().unwrap());
        #[rustfmt::skip]
        let table = [
            (usd(1_234_567),            Form::Compact,  Some("$12.3k")),
            (usd(1_234_567),            Form::Dollars,  Some("$12,345.67")),
            (usd(1_234_500),            Form::Dollars,  Some("$12,345")),
            (usd(1_234_500),            Form::Cents,    Some("$12,345.00")),
            (Value::Count(1_234),       Form::Count,    Some("1,234")),
            (Value::Count(-3),          Form::Count,    Some("3")),
            (Value::Count(2023),        Form::Plain,    Some("2023")),
            (Value::Share(Share(67_029)),      Form::Percent,  Some("6.7%")),
            (Value::Share(Share(-889_332)),    Form::Percent,  Some("89%")),
            (Value::Share(Share(1_107_698)),   Form::Times,    Some("2.1")),
            (Value::Share(Share(2_000_000)),   Form::Times,    Some("3")),
            (Value::Share(Share(8_949_999)),   Form::Times,    Some("9.9")),
            (Value::Share(Share(8_950_000)),   Form::Times,    Some("10")),
            (Value::Share(Share(16_480_000)),  Form::Times,    Some("17")),
            (Value::Share(Share(1_404_199_900)), Form::Times,  Some("1,405")),
            (Value::Count(9),           Form::Words,    Some("nine")),
            (Value::Count(10_876),      Form::Words,    Some("10,876")),
            (Value::Share(Share(-68_093)),     Form::Points,   Some("6.8")),
            (day.clone(),               Form::Day,      Some("2023-11-05")),
            (day.clone(),               Form::DayWords, Some("5 November 2023")),
            (day,                       Form::Count,    None),
            (Value::Null,               Form::Compact,  None),
        ];
        for (value, form, shown) in table {
            assert_eq!(value.shown(form).as_deref(), shown, "{value:?} {form:?}");
        }
    }
}
