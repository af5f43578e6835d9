//! Money: US dollars as a whole number of cents, and the arithmetic the tables need.

use std::fmt;
use std::iter::Sum;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of US dollars, exact to the cent.
///
/// # Units
///
/// Cents, at the value of the day of the event; never adjusted for inflation. The integer has 128
/// bits and a single loss is at most [`Usd::MAX_LOSS`], so that no sum over any number of reports
/// that fits a computer can overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(i128);

impl Usd {
    /// No dollars.
    pub const ZERO: Self = Self(0);

    /// The largest loss that a report may state: one quadrillion dollars, ten times the yearly
    /// product of the world. More than that is a typing mistake.
    pub const MAX_LOSS: Self = Self(100_000_000_000_000_000);

    /// The amount of so many cents.
    pub const fn from_cents(cents: i128) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn cents(self) -> i128 {
        self.0
    }

    /// The amount in dollars as a float: good for the length of a bar, never for a sum.
    #[expect(clippy::cast_precision_loss, reason = "a pixel is coarser than a rounded cent")]
    pub fn approximate_dollars(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Reads plain dollars with two places, as [`Usd`] is displayed; `None` of any other text.
    ///
    /// ```
    /// # use lossbook::domain::Usd;
    /// assert_eq!(Usd::from_plain("26000000.50"), Some(Usd::from_cents(2_600_000_050)));
    /// assert_eq!(Usd::from_plain("26,000,000"), None);
    /// ```
    pub fn from_plain(text: &str) -> Option<Self> {
        parse_decimal(text, 2).map(Self)
    }

    /// Divides the amount into `parts` parts that add up to it exactly.
    ///
    /// The parts are equal but for the cents left over, which go one each to the first parts. With
    /// the labels of an incident in code point order this is the *allocated loss* of each.
    ///
    /// ```
    /// # use lossbook::domain::Usd;
    /// let parts: Vec<i128> = Usd::from_cents(100).allocate(3).map(Usd::cents).collect();
    /// assert_eq!(parts, [34, 33, 33]);
    /// ```
    pub fn allocate(self, parts: usize) -> impl Iterator<Item = Self> {
        let count = parts.max(1) as i128;
        let (equal, left_over) = (self.0.div_euclid(count), self.0.rem_euclid(count));
        (0..parts as i128).map(move |position| Self(equal + i128::from(position < left_over)))
    }

    /// The arithmetic mean of known losses, rounded to the cent, half to even; `None` of nothing.
    pub fn mean(losses: &[Self]) -> Option<Self> {
        let total: Self = losses.iter().copied().sum();
        (!losses.is_empty()).then(|| Self(divide_half_even(total.0, losses.len() as i128)))
    }

    /// The median of known losses in ascending order, rounded to the cent, half to even; `None` of
    /// nothing. Of an even number of losses it is the mean of the two in the middle.
    pub fn median(ascending: &[Self]) -> Option<Self> {
        let last = ascending.len().checked_sub(1)?;
        let (low, high) = (ascending[last / 2], ascending[ascending.len() / 2]);
        Some(Self(divide_half_even(low.0 + high.0, 2)))
    }

    /// This amount as a fraction of `whole` in millionths, half to even; `None` of a zero whole.
    pub fn millionths_of(self, whole: Self) -> Option<i128> {
        (whole.0 > 0).then(|| divide_half_even(self.0 * 1_000_000, whole.0))
    }

    /// The same for a text: never nothing where there is something, never all where something is
    /// left, which a millionth cannot always tell.
    pub fn part_of(self, whole: Self) -> Option<i128> {
        let millionths = self.millionths_of(whole)?;
        Some(match (self, millionths) {
            (part, 0) if part > Self::ZERO => 1,
            (part, 1_000_000) if part < whole => 999_999,
            _ => millionths,
        })
    }

    /// The amount as people read it: `$59,602,348,211.00`.
    pub fn grouped(self) -> String {
        let dollars = (self.0 / 100).unsigned_abs().to_string();
        let mut text = String::from(if self.0 < 0 { "-$" } else { "$" });
        for (position, digit) in dollars.chars().enumerate() {
            if position > 0 && (dollars.len() - position).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        format!("{text}.{:02}", self.0.unsigned_abs() % 100)
    }

    /// The amount with three significant digits, as charts show it: `$6.21B`, `$391M`, `$32.5k`,
    /// `$40B`. Amounts below a dollar are shown in full (`$0.05`); rounding is half to even.
    pub fn compact(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let rounded = round_to_three_digits(self.0.unsigned_abs());
        let (unit, suffix) =
            UNITS.into_iter().find(|(unit, _)| rounded >= *unit).unwrap_or((100, ""));
        let hundredths = rounded * 100 / unit;
        let (whole, fraction) = (hundredths / 100, hundredths % 100);
        let digits = match (fraction, fraction % 10, suffix) {
            (0, ..) => format!("{whole}"),
            // Dollars and cents keep both places: `$1.50`.
            (_, _, "") | (_, 1.., _) => format!("{whole}.{fraction:02}"),
            _ => format!("{whole}.{}", fraction / 10),
        };
        format!("{sign}${digits}{suffix}")
    }
}

/// The longest number that [`parse_decimal`] reads, in digits: more than any sum of losses has, and
/// few enough that nothing computed from it overflows.
const MOST_DIGITS: usize = 28;

/// Reads a decimal with exactly so many places, as the tables have it, as a whole number of its last
/// place; `None` of any other text.
pub fn parse_decimal(text: &str, places: usize) -> Option<i128> {
    let (whole, fraction) = text.strip_prefix('-').unwrap_or(text).split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let plain = digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    if !plain || fraction.len() != places || whole.len() + places > MOST_DIGITS {
        return None;
    }
    let size: i128 = format!("{whole}{fraction}").parse().ok()?;
    match text.starts_with('-') {
        // The tables have no negative zero.
        true if size == 0 => None,
        true => Some(-size),
        false => Some(size),
    }
}

/// The units of [`Usd::compact`], in cents.
const UNITS: [(u128, &str); 4] =
    [(100_000_000_000_000, "T"), (100_000_000_000, "B"), (100_000_000, "M"), (100_000, "k")];

/// Rounds to three significant digits, half to even.
fn round_to_three_digits(cents: u128) -> u128 {
    let mut step = 1;
    while cents / step >= 1000 {
        step *= 10;
    }
    let (quotient, rest) = (cents / step, cents % step);
    let up = rest * 2 > step || (rest * 2 == step && quotient % 2 == 1);
    (quotient + u128::from(up)) * step
}

/// Divides and rounds to the nearest whole, a half to the even neighbour (IEEE 754 calls it
/// `roundTiesToEven`; accountants call it banker's rounding).
fn divide_half_even(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend.div_euclid(divisor), dividend.rem_euclid(divisor));
    let up = rest * 2 > divisor || (rest * 2 == divisor && quotient % 2 != 0);
    quotient + i128::from(up)
}

/// A part of a whole in percent, with three significant digits at the most: `67%`, `0.4%`.
pub fn percent(millionths: i128) -> String {
    // Percent in tenths below ten, whole percents above; never `100%` for less than all.
    let tenths = (millionths + 500) / 1000;
    match tenths {
        _ if millionths > 0 && tenths == 0 => "less than 0.1%".into(),
        1000.. if millionths < 1_000_000 => "more than 99.9%".into(),
        990..1000 => format!("{}.{}%", tenths / 10, tenths % 10),
        100.. => format!("{}%", (millionths + 5000) / 10_000),
        _ if tenths % 10 == 0 => format!("{}%", tenths / 10),
        _ => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

impl fmt::Display for Usd {
    /// Plain dollars with two places and no separators, as in the CSV files: `26000000.00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(formatter, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Serialize for Usd {
    /// As plain dollars in quotes, for a number of JSON is read as a float.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_plain(&text)
            .ok_or_else(|| D::Error::custom(format!("{text:?} is not an amount")))
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(cents: &[i128]) -> Vec<Usd> {
        cents.iter().copied().map(Usd).collect()
    }

    #[test]
    fn means_and_medians_round_half_to_even() {
        type Row = (&'static str, &'static [i128], Option<i128>, Option<i128>);
        #[rustfmt::skip]
        let table: [Row; 8] = [
            // what the row is about        cents           mean        median
            ("nothing has neither",         &[],            None,       None),
            ("one loss is both",            &[7],           Some(7),    Some(7)),
            ("an exact half, down to even", &[2, 3],        Some(2),    Some(2)),
            ("an exact half, up to even",   &[3, 4],        Some(4),    Some(4)),
            ("below a half",                &[1, 1, 2],     Some(1),    Some(1)),
            ("above a half",                &[1, 2, 2],     Some(2),    Some(2)),
            ("zero is a known loss",        &[0, 0, 9],     Some(3),    Some(0)),
            ("two in the middle",           &[1, 2, 5, 90], Some(24),   Some(4)),
        ];
        for (about, cents, mean, median) in table {
            assert_eq!(Usd::mean(&usd(cents)).map(Usd::cents), mean, "mean: {about}");
            assert_eq!(Usd::median(&usd(cents)).map(Usd::cents), median, "median: {about}");
        }
    }

    #[test]
    fn amounts_as_people_read_them() {
        #[rustfmt::skip]
        let table = [
            // cents                plain                grouped                 compact
            (0,                     "0.00",              "$0.00",                "$0"),
            (5,                     "0.05",              "$0.05",                "$0.05"),
            (150,                   "1.50",              "$1.50",                "$1.50"),
            (99_999,                "999.99",            "$999.99",              "$1k"),
            (3_250_000,             "32500.00",          "$32,500.00",           "$32.5k"),
            (100_000_000,           "1000000.00",        "$1,000,000.00",        "$1M"),
            (39_051_234_567,        "390512345.67",      "$390,512,345.67",      "$391M"),
            (620_900_000_000,       "6209000000.00",     "$6,209,000,000.00",    "$6.21B"),
            (99_950_000_000,        "999500000.00",      "$999,500,000.00",      "$1B"),
            (99_850_000_000,        "998500000.00",      "$998,500,000.00",      "$998M"),
            (4_000_000_000_000,     "40000000000.00",    "$40,000,000,000.00",   "$40B"),
            (123_456_789_012_345,   "1234567890123.45",  "$1,234,567,890,123.45", "$1.23T"),
            (-123_456,              "-1234.56",          "-$1,234.56",           "-$1.23k"),
        ];
        for (cents, plain, grouped, compact) in table {
            let amount = Usd::from_cents(cents);
            assert_eq!(amount.to_string(), plain);
            assert_eq!(amount.grouped(), grouped);
            assert_eq!(amount.compact(), compact);
        }
    }

    #[test]
    fn decimals_are_read_as_the_tables_have_them_and_in_no_other_way() {
        #[rustfmt::skip]
        let table = [
            ("0.00", 2, Some(0)), ("0.05", 2, Some(5)), ("-0.05", 2, Some(-5)), ("12.34", 2, Some(1234)), ("-0.889332", 6, Some(-889_332)),
            ("1000000000000000.00", 2, Some(100_000_000_000_000_000)), ("-0.00", 2, None), ("00.05", 2, None), ("012.34", 2, None),
            ("12", 2, None), ("12.3", 2, None), ("12.345", 2, None), (".50", 2, None), ("1,000.00", 2, None), ("+1.00", 2, None), (" 1.00", 2, None),
            ("--1.00", 2, None), ("1e3.00", 2, None), ("", 2, None), ("99999999999999999999999999999999999999999.00", 2, None),
        ];
        for (text, places, expected) in table {
            assert_eq!(parse_decimal(text, places), expected, "{text:?}");
        }
    }

    #[test]
    fn a_share_is_in_millionths_of_the_whole() {
        let share = |part, whole| Usd(part).millionths_of(Usd(whole));
        assert_eq!(share(1, 3), Some(333_333));
        assert_eq!(share(2, 3), Some(666_667));
        assert_eq!(share(5, 5), Some(1_000_000));
        assert_eq!(share(0, 5), Some(0));
        assert_eq!(share(0, 0), None);
        let part = |part, whole| Usd(part).part_of(Usd(whole));
        let all = 100_000_000_000;
        assert_eq!([part(0, all), part(1, all), share(1, all)], [Some(0), Some(1), Some(0)]);
        assert_eq!([part(all, all), part(all - 1, all)], [Some(1_000_000), Some(999_999)]);
        assert_eq!(part(1, 3), Some(333_333));
    }

    #[test]
    fn percents() {
        let table = [
            (0, "0%"),
            (100, "less than 0.1%"),
            (4_000, "0.4%"),
            (50_000, "5%"),
            (55_000, "5.5%"),
            (671_114, "67%"),
            (994_000, "99.4%"),
            (999_999, "more than 99.9%"),
            (1_000_000, "100%"),
        ];
        for (millionths, expected) in table {
            assert_eq!(percent(millionths), expected, "{millionths}");
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_and_differ_by_a_cent_at_most(cents in 0..i128::from(u64::MAX), parts in 1_usize..50) {
            let shares: Vec<i128> = Usd(cents).allocate(parts).map(Usd::cents).collect();
            prop_assert_eq!(shares.len(), parts);
            prop_assert_eq!(shares.iter().sum::<i128>(), cents);
            prop_assert!(shares.is_sorted_by(|first, second| first >= second));
            prop_assert!(shares[0] - shares[parts - 1] <= 1);
        }

        #[test]
        fn rounding_stays_within_half_a_unit(dividend in -10_000_i128..10_000, divisor in 1_i128..100) {
            let error = divide_half_even(dividend, divisor) * divisor - dividend;
            prop_assert!(error.abs() * 2 <= divisor);
        }
    }
}
