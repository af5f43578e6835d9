//! The `loss:` field of a report: a known amount, or the statement that nobody knows.

use super::usd::Usd;

/// What a report says about the money lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// So many dollars at the time of the event; nothing lost is known, and is zero.
    Known(Usd),
    /// Not known. It is an empty cell in the tables, takes no part in sums, and is counted.
    Unknown,
}

impl Loss {
    /// The amount, where it is known.
    #[must_use]
    pub const fn known(self) -> Option<Usd> {
        match self {
            Self::Known(amount) => Some(amount),
            Self::Unknown => None,
        }
    }
}

/// Why a text is not read as a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALoss {
    /// A currency other than the US dollar.
    #[error("it is not in US dollars")]
    OtherCurrency,
    /// A sign.
    #[error("a loss has no sign")]
    Signed,
    /// A comma or point that one country reads as thousands and another as a decimal mark.
    #[error("it has two readings: the separator may mean thousands or decimals")]
    TwoReadings,
    /// Fractions of a cent.
    #[error("it is finer than a cent")]
    FinerThanACent,
    /// More than [`Usd::MAX_LOSS`].
    #[error("it is more than a quadrillion dollars")]
    TooLarge,
    /// Anything else.
    #[error("it is not an amount")]
    NotAnAmount,
}

/// The words that state that the loss is not known.
const UNKNOWN: [&str; 7] = ["", "unknown", "n/a", "undisclosed", "null", "~", "not disclosed"];
/// The words that state that nothing was lost.
const NOTHING: [&str; 3] = ["none", "no loss", "no monetary loss"];
/// The magnitudes, and by what power of ten each multiplies.
const MAGNITUDES: [(&str, u32); 8] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("mn", 6),
    ("bn", 9),
    ("k", 3),
    ("m", 6),
    ("b", 9),
];
/// Signs and codes of other currencies: such a loss is stated, but not in dollars.
const OTHER_CURRENCIES: [&str; 19] = [
    "€", "£", "¥", "₩", "₿", "eur", "gbp", "jpy", "cny", "krw", "btc", "eth", "bnb", "usdt",
    "usdc", "cad", "aud", "sgd", "chf",
];

/// Reads the `loss:` field of a report, given as the text in the file.
///
/// Accepted, without regard to case: digits with optional cents (`1500000`, `1500000.5`), with `_`
/// or correct thousands groups (`26,000,000`), with `$`, `US$` or `USD` on either side, and with a
/// magnitude (`1.6 million`, `$26M`, `250k`, `2bn`); `unknown`, `n/a`, `undisclosed` or nothing for
/// [`Loss::Unknown`]; `none`, `no loss` or `no monetary loss` for zero.
///
/// # Units
///
/// US dollars at the time of the event, exact to the cent.
///
/// # Errors
///
/// [`NotALoss`] for anything else. We do not guess: in `1,6M` the comma is a decimal mark in one
/// country and a slip of the finger in another.
///
/// ```
/// # use lossbook::domain::{Loss, Usd, parse_loss};
/// assert_eq!(parse_loss("$1.6 million"), Ok(Loss::Known(Usd::from_cents(160_000_000))));
/// assert_eq!(parse_loss("unknown"), Ok(Loss::Unknown));
/// assert!(parse_loss("1,6M").is_err());
/// ```
pub fn parse_loss(field: &str) -> Result<Loss, NotALoss> {
    let words = field.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if UNKNOWN.contains(&words.as_str()) {
        return Ok(Loss::Unknown);
    }
    if NOTHING.contains(&words.as_str()) {
        return Ok(Loss::Known(Usd::ZERO));
    }
    parse_amount(&words).map(Loss::Known)
}

/// Reads an amount of dollars in lower case: currency and magnitude around a number.
fn parse_amount(words: &str) -> Result<Usd, NotALoss> {
    let words = without_currency(words);
    if words.starts_with(['-', '+', '−', '–']) {
        return Err(NotALoss::Signed);
    }
    let (number, power) = split_magnitude(words);
    if number.is_empty()
        || !number.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b',' | b'.' | b'_'))
    {
        let foreign = OTHER_CURRENCIES.iter().any(|code| {
            words.starts_with(code) && !words[code.len()..].starts_with(char::is_alphabetic)
                || words.ends_with(code)
                    && words[..words.len() - code.len()].ends_with(|c: char| !c.is_alphabetic())
        });
        return Err(if foreign { NotALoss::OtherCurrency } else { NotALoss::NotAnAmount });
    }
    to_cents(number, power)
}

/// Drops one `$`, `US$` or `USD` before the amount and one after it.
fn without_currency(words: &str) -> &str {
    let before = ["us$", "usd", "$"];
    let words =
        before.iter().find_map(|mark| words.strip_prefix(mark)).unwrap_or(words).trim_start();
    // `USD $26M` is seen too.
    let words = words.strip_prefix('$').unwrap_or(words).trim_start();
    let after = ["usd", "$", "us dollars", "dollars"];
    after.iter().find_map(|mark| words.strip_suffix(mark)).unwrap_or(words).trim_end()
}

/// Splits `1.6 million` into its number and the power of ten.
fn split_magnitude(words: &str) -> (&str, u32) {
    for (name, power) in MAGNITUDES {
        if let Some(number) = words.strip_suffix(name) {
            return (number.trim_end(), power);
        }
    }
    (words, 0)
}

/// Turns digits, separators and a power of ten into cents, exactly.
fn to_cents(number: &str, power: u32) -> Result<Usd, NotALoss> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if number.ends_with('.') || fraction.contains(['.', ',', '_']) || whole.is_empty() {
        // `1.234.567` is a number in half of Europe.
        return Err(if fraction.contains('.') {
            NotALoss::TwoReadings
        } else {
            NotALoss::NotAnAmount
        });
    }
    check_separators(whole)?;
    // Without a magnitude more than two decimals are thousands in half of Europe: `1.234`.
    if power == 0 && fraction.len() == 3 && whole.len() <= 3 && whole != "0" {
        return Err(NotALoss::TwoReadings);
    }
    let places = power as usize + 2;
    let significant = fraction.trim_end_matches('0');
    if significant.len() > places {
        return Err(NotALoss::FinerThanACent);
    }
    let digits: String =
        whole.chars().filter(char::is_ascii_digit).chain(significant.chars()).collect();
    let digits = digits.trim_start_matches('0');
    let zeros = places - significant.len();
    if digits.len() + zeros > 30 {
        return Err(if digits.is_empty() { NotALoss::NotAnAmount } else { NotALoss::TooLarge });
    }
    let cents =
        digits.parse::<i128>().unwrap_or(0) * 10_i128.pow(u32::try_from(zeros).unwrap_or(0));
    let amount = Usd::from_cents(cents);
    if amount > Usd::MAX_LOSS { Err(NotALoss::TooLarge) } else { Ok(amount) }
}

/// Checks that commas stand between groups of three digits, and `_` between digits.
fn check_separators(whole: &str) -> Result<(), NotALoss> {
    if !whole.contains([',', '_']) {
        return Ok(());
    }
    if whole.contains(',') && whole.contains('_')
        || whole.starts_with(['_', ','])
        || whole.ends_with('_')
    {
        return Err(NotALoss::NotAnAmount);
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let correct = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if whole.contains(',') && !correct { Err(NotALoss::TwoReadings) } else { Ok(()) }
}

/// The dollar amounts that a headline names: `$` and a number, with or without a magnitude.
///
/// A number that has two readings is passed over: this serves a comparison, not a table.
///
/// ```
/// # use lossbook::domain::{Usd, loss::dollar_amounts};
/// let found = dollar_amounts("Acme lost $1.5 million, then $20,000.");
/// assert_eq!(found, [Usd::from_cents(150_000_000), Usd::from_cents(2_000_000)]);
/// ```
#[must_use]
pub fn dollar_amounts(headline: &str) -> Vec<Usd> {
    let lower = headline.to_lowercase();
    let after_signs = lower.split('$').skip(1);
    after_signs
        .filter_map(|rest| {
            let rest = rest.trim_start();
            let end = rest
                .find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '_'))
                .unwrap_or(rest.len());
            let (number, behind) = rest.split_at(end);
            let number = number.trim_end_matches(['.', ',']);
            let word = behind.trim_start_matches([' ', '-', '\u{a0}']);
            let word_end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
            // `$100 CAD` are no US dollars.
            if OTHER_CURRENCIES.contains(&&word[..word_end]) {
                return None;
            }
            let magnitude = MAGNITUDES.iter().find(|(name, _)| *name == &word[..word_end]);
            to_cents(number, magnitude.map_or(0, |(_, power)| *power)).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    #[expect(clippy::too_many_lines, reason = "one row a case")]
    fn loss_field() {
        let cents = |cents| Ok(Loss::Known(Usd::from_cents(cents)));
        let error = Err::<Loss, NotALoss>;
        #[rustfmt::skip]
        let table = [
            // what the row is about       field                    expected
            ("whole dollars",              "1500000",               cents(150_000_000)),
            ("blanks around",              "  42\t",                cents(4_200)),
            ("cents",                      "12.34",                 cents(1_234)),
            ("one decimal",                "12.3",                  cents(1_230)),
            ("zero is a known loss",       "0",                     cents(0)),
            ("leading zeros",              "010",                   cents(1_000)),
            ("underscores",                "1_000_000",             cents(100_000_000)),
            ("thousands groups",           "26,000,000",            cents(2_600_000_000)),
            ("groups and cents",           "26,000.50",             cents(2_600_050)),
            ("one group",                  "1,234",                 cents(123_400)),
            ("dollar sign",                "$26000000",             cents(2_600_000_000)),
            ("code before",                "USD 26,000,000",        cents(2_600_000_000)),
            ("code after",                 "26,000,000 usd",        cents(2_600_000_000)),
            ("country and sign",           "US$ 5",                 cents(500)),
            ("million",                    "1.6 million",           cents(160_000_000)),
            ("letter",                     "$26M",                  cents(2_600_000_000)),
            ("mn",                         "3mn",                   cents(300_000_000)),
            ("thousand",                   "250k",                  cents(25_000_000)),
            ("word thousand",              "1.5 Thousand",          cents(150_000)),
            ("billion",                    "2bn",                   cents(200_000_000_000)),
            ("letter b and dollars",       "2 B USD",               cents(200_000_000_000)),
            ("all digits of a million",    "1.23456789 million",    cents(123_456_789)),
            ("three decimals of a million", "1.234M",               cents(123_400_000)),
            ("unknown is not zero",        "Unknown",               Ok(Loss::Unknown)),
            ("empty",                      "",                      Ok(Loss::Unknown)),
            ("null",                       "~",                     Ok(Loss::Unknown)),
            ("n/a",                        "N/A",                   Ok(Loss::Unknown)),
            ("undisclosed",                "undisclosed",           Ok(Loss::Unknown)),
            ("none lost",                  "No monetary  loss",     cents(0)),
            ("none",                       "none",                  cents(0)),
            ("largest",                    "1000000000000000",      cents(100_000_000_000_000_000)),
            ("a cent too many",            "1000000000000000.01",   error(NotALoss::TooLarge)),
            ("far too many",               "9999999999999999999999999999999999999999", error(NotALoss::TooLarge)),
            ("comma as decimal mark",      "1,6M",                  error(NotALoss::TwoReadings)),
            ("wrong groups",               "12,34,567",             error(NotALoss::TwoReadings)),
            ("points as groups",           "1.234.567",             error(NotALoss::TwoReadings)),
            ("three decimals",             "1.234",                 error(NotALoss::TwoReadings)),
            ("a tenth of a cent",          "0.001",                 error(NotALoss::FinerThanACent)),
            ("finer than a cent",          "12345.678",             error(NotALoss::FinerThanACent)),
            ("finer, in thousands",        "1.123456k",             error(NotALoss::FinerThanACent)),
            ("negative",                   "-5",                    error(NotALoss::Signed)),
            ("negative dollars",           "$-5",                   error(NotALoss::Signed)),
            ("positive sign",              "+5",                    error(NotALoss::Signed)),
            ("euro",                       "€5",                    error(NotALoss::OtherCurrency)),
            ("coins",                      "4500 BTC",              error(NotALoss::OtherCurrency)),
            ("pounds by code",             "GBP 5",                 error(NotALoss::OtherCurrency)),
            ("words",                      "about 5 million",       error(NotALoss::NotAnAmount)),
            ("a magnitude alone",          "million",               error(NotALoss::NotAnAmount)),
            ("a dollar sign alone",        "$",                     error(NotALoss::NotAnAmount)),
            ("a point alone",              ".",                     error(NotALoss::NotAnAmount)),
            ("no digit before the point",  ".5",                    error(NotALoss::NotAnAmount)),
            ("exponent",                   "1e6",                   error(NotALoss::NotAnAmount)),
            ("range",                      "1-2 million",           error(NotALoss::NotAnAmount)),
            ("hexadecimal",                "0x1F",                  error(NotALoss::NotAnAmount)),
            ("mixed separators",           "1,000_000",             error(NotALoss::NotAnAmount)),
        ];
        for (about, field, expected) in table {
            assert_eq!(parse_loss(field), expected, "{about}: {field:?}");
        }
    }

    proptest! {
        #[test]
        fn what_we_write_we_read(cents in 0..=Usd::MAX_LOSS.cents()) {
            let amount = Usd::from_cents(cents);
            prop_assert_eq!(parse_loss(&amount.to_string()), Ok(Loss::Known(amount)));
            prop_assert_eq!(parse_loss(&amount.grouped()), Ok(Loss::Known(amount)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}", digits in "[0-9.,_$ kmb-]{0,40}") {
            let _ = (parse_loss(&text), parse_loss(&digits));
        }
    }
}
