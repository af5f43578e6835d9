//! The `loss:` field of a report: a known amount, or the statement that nobody knows.

use super::amount::{parse_amount, to_cents};
use super::text::one_line;
use super::unknown::says_nothing;
use super::usd::Usd;

pub use super::amount::{NotALoss, dollar_amounts};

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
    pub const fn known(self) -> Option<Usd> {
        match self {
            Self::Known(amount) => Some(amount),
            Self::Unknown => None,
        }
    }
}

/// The words that state that nothing was lost.
const NOTHING: [&str; 4] = ["no loss", "no losses", "no monetary loss", "nothing"];

/// Reads the `loss:` field of a report, given as the text in the file.
///
/// Accepted, without regard to case: digits with optional cents (`1500000`, `1500000.5`), with `_`
/// or correct thousands groups (`26,000,000`), with `$`, `US$` or `USD` on either side, and with a
/// magnitude (`1.6 million`, `$26M`, `250k`, `2bn`), their coins in brackets after it (`$26M (13,007
/// ETH)`); `unknown`, `n/a`, `undisclosed` or nothing for [`Loss::Unknown`]; `no loss` or `no monetary
/// loss` for zero.
///
/// # Units
///
/// US dollars at the time of the event, exact to the cent.
///
/// # Errors
///
/// [`NotALoss`] for anything else. We do not guess: in `1,6M` the comma is a decimal mark in one
/// country and a slip of the finger in another. Nor do we know what another currency was worth.
///
/// ```
/// # use lossbook::domain::{Loss, Usd, parse_loss};
/// assert_eq!(parse_loss("$1.6 million"), Ok(Loss::Known(Usd::from_cents(160_000_000))));
/// assert_eq!(parse_loss("unknown"), Ok(Loss::Unknown));
/// assert!(parse_loss("1,6M").is_err());
/// ```
pub fn parse_loss(field: &str) -> Result<Loss, NotALoss> {
    // Most reports say it in digits, and pay for nothing else.
    if !field.is_empty() && field.bytes().all(|it| it.is_ascii_digit()) {
        return to_cents(field, 0).map(Loss::Known);
    }
    if says_nothing(field) {
        return Ok(Loss::Unknown);
    }
    match one_line(field).to_lowercase().as_str() {
        "none" => Err(NotALoss::NothingOrUnknown),
        words if NOTHING.contains(&words) => Ok(Loss::Known(Usd::ZERO)),
        _ => parse_amount(field).map(Loss::Known),
    }
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
        let two = |one: &str, other: &str| error(NotALoss::TwoReadings(one.into(), other.into()));
        #[rustfmt::skip]
        let table = [
            // what the row is about       field                    expected
            ("whole dollars",              "1500000",               cents(150_000_000)),
            ("spaces around",              "  42\t",                cents(4_200)),
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
            ("a part of a million",        "0.125M",                cents(12_500_000)),
            ("groups before a magnitude",  "1,234.5M",              cents(123_450_000_000)),
            ("groups before a thousand",   "1,234,567k",            cents(123_456_700_000)),
            ("trillion",                   "1.2 trillion",          cents(120_000_000_000_000)),
            ("coins in brackets",          "$26,000,000 (13,007 ETH)", cents(2_600_000_000)),
            ("dollars twice",              "USD $26M",              cents(2_600_000_000)),
            ("unknown is not zero",        "Unknown",               Ok(Loss::Unknown)),
            ("empty",                      "",                      Ok(Loss::Unknown)),
            ("null",                       "~",                     Ok(Loss::Unknown)),
            ("n/a",                        "N/A",                   Ok(Loss::Unknown)),
            ("undisclosed",                "undisclosed",           Ok(Loss::Unknown)),
            ("none lost",                  "No monetary  loss",     cents(0)),
            ("none has two readings",      "None",                  error(NotALoss::NothingOrUnknown)),
            ("nobody knows yet",           "TBD",                   Ok(Loss::Unknown)),
            ("largest",                    "1000000000000000",      cents(100_000_000_000_000_000)),
            ("a cent too many",            "1000000000000000.01",   error(NotALoss::TooLarge)),
            ("far too many",               "9999999999999999999999999999999999999999", error(NotALoss::TooLarge)),
            ("comma as decimal mark",      "1,6M",                  two("$16,000,000.00", "$1,600,000.00")),
            ("comma and three digits",     "1,234M",                two("$1,234,000,000.00", "$1,234,000.00")),
            ("point and three digits",     "1.250 billion",         two("$1,250,000,000,000.00", "$1,250,000,000.00")),
            ("the same, shorter",          "$1.234M",               two("$1,234,000,000.00", "$1,234,000.00")),
            ("wrong groups",               "12,34,567",             error(NotALoss::OddSeparators)),
            ("points as groups",           "1.234.567",             error(NotALoss::OddSeparators)),
            ("three decimals",             "1.234",                 two("$1,234.00", "$1.234")),
            ("a tenth of a cent",          "0.001",                 error(NotALoss::FinerThanACent)),
            ("finer than a cent",          "12345.678",             error(NotALoss::FinerThanACent)),
            ("finer, in thousands",        "1.123456k",             error(NotALoss::FinerThanACent)),
            ("negative",                   "-5",                    error(NotALoss::Signed)),
            ("negative dollars",           "$-5",                   error(NotALoss::Signed)),
            ("positive sign",              "+5",                    error(NotALoss::Signed)),
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

    #[test]
    #[expect(clippy::too_many_lines, reason = "one row a case")]
    fn other_currencies_and_coins() {
        #[rustfmt::skip]
        let table = [
            // a letter of a name is no magnitude
            ("628.45 BUSD",                  "BUSD"),
            ("628.45BUSD",                   "BUSD"),
            ("10 mUSD",                      "mUSD"),
            ("10mUSD",                       "mUSD"),
            ("2160000 busd",                 "busd"),
            ("5 TUSD",                       "TUSD"),
            ("5 sUSD",                       "sUSD"),
            ("5 cUSD",                       "cUSD"),
            ("5 GUSD",                       "GUSD"),
            ("5 kUSD",                       "kUSD"),
            ("5 million USDT",               "USDT"),
            ("5M USDT",                      "USDT"),
            ("$5M USDT",                     "USDT"),
            // on either side, with and without a space
            ("USDT 500",                     "USDT"),
            ("500 USDT",                     "USDT"),
            ("500usdt",                      "usdt"),
            ("1000 DAI",                     "DAI"),
            ("1000 dai",                     "dai"),
            ("500 frax",                     "frax"),
            ("4500 BTC",                     "BTC"),
            ("1,234.567 wstETH",             "wstETH"),
            ("300 1INCH",                    "1INCH"),
            // other dollars and other money
            ("HK$1.4M",                      "HK$"),
            ("C$5M",                         "C$"),
            ("A$ 5 million",                 "A$"),
            ("R$5",                          "R$"),
            ("$100 CAD",                     "CAD"),
            ("€5",                           "€"),
            ("5€",                           "€"),
            ("5 M€",                         "€"),
            ("£1.4 million",                 "£"),
            ("GBP 5",                        "GBP"),
            ("¥1,000,000",                   "¥"),
            ("5 million euros",              "euros"),
            ("5 Canadian dollars",           "Canadian dollars"),
            // several
            ("4500 BTC and 100 ETH",         "BTC and ETH"),
            ("4,500 BTC + 100 ETH",          "BTC and ETH"),
            ("$5M and 100 ETH",              "partly ETH"),
            ("120 ETH, 5 BTC",               "ETH and BTC"),
        ];
        for (field, name) in table {
            let name = name
                .strip_prefix("partly ")
                .map_or_else(|| format!("in {name}"), |name| format!("partly in {name}"));
            let expected = Err(NotALoss::OtherCurrency(name));
            assert_eq!(parse_loss(field), expected, "{field:?}");
        }
        let none = [
            "about 5 million",
            "5 million or so",
            "25 mil",
            "25 MIL",
            "5 crore",
            "5 approx",
            "5 e6",
            "5 each",
            "ABOUT 5",
            "5 people",
            "5 lost",
            "5 users",
            "$5M and $3M",
            "5 M M",
            "5 BTC BTC BTC BTC",
            "BTC",
            "5M+",
        ];
        for field in none {
            assert_eq!(parse_loss(field), Err(NotALoss::NotAnAmount), "{field:?}");
        }
        assert_eq!(parse_loss("-5 BTC"), Err(NotALoss::Signed));
        assert_eq!(parse_loss("BTC -5"), Err(NotALoss::Signed));
    }

    #[test]
    fn dollars_of_a_headline() {
        #[rustfmt::skip]
        let table: [(&str, &[i128]); 9] = [
            ("Acme lost $1.5 million, then $20,000.", &[150_000_000, 2_000_000]),
            ("US$5M of Acme",                         &[500_000_000]),
            ("HK$5M and C$1",                         &[]),
            ("$5 CAD, $6 BUSD",                       &[]),
            ("$5 for Acme",                           &[500]),
            ("$5-million hack",                       &[500_000_000]),
            ("a $1,6M loss",                          &[]),
            ("$, $x and 5$",                          &[]),
            ("$5B",                                   &[500_000_000_000]),
        ];
        for (headline, cents) in table {
            let found: Vec<i128> = dollar_amounts(headline).iter().map(|it| it.cents()).collect();
            assert_eq!(found, cents, "{headline:?}");
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
            let _ = (parse_loss(&text), parse_loss(&digits), dollar_amounts(&text));
        }
    }
}
