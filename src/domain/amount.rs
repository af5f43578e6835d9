//! An amount of money as people write it: a number, perhaps a magnitude, and what it is counted in.
//!
//! ```text
//! amount    = [unit] number [magnitude] [unit]      spaces between them are optional
//! magnitude = thousand | k | million | m | mn | billion | b | bn | trillion | tn
//! unit      = $ | US$ | USD | dollars, or another currency or coin
//! ```
//!
//! A magnitude is a word of its own: no letter of a currency's name is one, be it `BUSD` or `mUSD`.

use super::text::one_line;
use super::usd::Usd;

/// Why a text is not read as a loss.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALoss {
    /// A currency or coin other than the US dollar, as written: `in BUSD`, `partly in ETH`.
    #[error("it is {0}, not in US dollars")]
    OtherCurrency(String),
    /// `none`: nothing was lost, or nobody wrote down how much.
    #[error("it may mean that nothing was lost or that the amount is unknown")]
    NothingOrUnknown,
    /// A sign.
    #[error("a loss cannot have a sign")]
    Signed,
    /// A comma or point that one country reads as thousands and another as a decimal mark.
    #[error("it is ambiguous: {0} or {1}")]
    TwoReadings(String, String),
    /// Commas or points that are not between groups of three digits.
    #[error("its commas and points are not placed as in 26,000,000.50")]
    OddSeparators,
    /// Fractions of a cent.
    #[error("it has fractions of a cent")]
    FinerThanACent,
    /// More than [`Usd::MAX_LOSS`].
    #[error("it is more than a quadrillion dollars")]
    TooLarge,
    /// Anything else.
    #[error("it is not an amount")]
    NotAnAmount,
}

impl NotALoss {
    /// Whether the report is kept all the same, its loss unknown: it says something about the loss,
    /// but not how many dollars it was.
    pub const fn leaves_unknown(&self) -> bool {
        matches!(self, Self::OtherCurrency(_) | Self::NothingOrUnknown)
    }
}

/// The magnitudes, and by what power of ten each multiplies.
const MAGNITUDES: [(&str, u32); 10] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("mn", 6),
    ("bn", 9),
    ("tn", 12),
    ("k", 3),
    ("m", 6),
    ("b", 9),
];
/// How US dollars are named, before a number or after it.
const DOLLARS: [&str; 12] = [
    "$",
    "us$",
    "us $",
    "usd",
    "usd$",
    "usd $",
    "$ usd",
    "$usd",
    "dollar",
    "dollars",
    "us dollar",
    "us dollars",
];
/// The signs of other currencies.
const OTHER_SIGNS: &str = "€£¥₩₿₹₽₺₴₫₱₦₪₡₲₵฿₸₮₭₼₾৳﷼Ξ¢";
/// Currencies and coins that are also written in small letters.
const OTHER_NAMES: &str = " eur euro euros gbp pound pounds sterling jpy yen cny rmb yuan krw won inr \
    rupee rupees chf franc francs cad aud nzd sgd hkd twd brl try rub btc bitcoin bitcoins eth ether \
    ethers ethereum bnb sol solana usdt usdc tether dai weth wbtc steth trx tron xrp ltc litecoin doge \
    dogecoin ada matic avax dot near eos xmr monero satoshi satoshis wei gwei coin coins token tokens nft \
    nfts ";
/// Words next to a number that are not a coin.
const NO_COINS: &str = " about all almost and approx around at bln both bucks cents circa crore crores \
    days each est gone hours in items lac lakh lakhs least less lost max maybe mil mill min mio mln mm \
    month more most near net of only or out over per plus some sum tba tbc tbd than the time times total \
    under up used users value worth year years ";
/// The longest name of a coin.
const LONGEST_COIN: usize = 10;

/// One amount, read.
enum Amount {
    /// US dollars.
    Dollars(Usd),
    /// So many of something else: of what, as written.
    Other(String),
}

/// What an amount is counted in.
enum Unit {
    /// US dollars, named or not.
    Dollars,
    /// Something else, as written.
    Other(String),
}

/// Reads an amount of US dollars.
///
/// # Errors
///
/// Why it is none; [`NotALoss::OtherCurrency`] if it is an amount of something else.
pub(crate) fn parse_amount(text: &str) -> Result<Usd, NotALoss> {
    let text = one_line(text);
    match parse_one(&text) {
        Ok(Amount::Dollars(usd)) => return Ok(usd),
        Ok(Amount::Other(unit)) => return Err(NotALoss::OtherCurrency(format!("in {unit}"))),
        Err(NotALoss::NotAnAmount) => {}
        Err(reason) => return Err(reason),
    }
    if let Some((dollars, inside)) = text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        // `$26,000,000 (13,007 ETH)`: the dollars, and what coins they were.
        return match (parse_one(dollars)?, parse_one(inside.trim())) {
            (Amount::Dollars(usd), Ok(Amount::Other(_))) => Ok(usd),
            (Amount::Dollars(usd), Ok(Amount::Dollars(same))) if same == usd => Ok(usd),
            (Amount::Other(unit), _) => Err(NotALoss::OtherCurrency(format!("in {unit}"))),
            _ => Err(NotALoss::NotAnAmount),
        };
    }
    Err(in_several(&text).unwrap_or(NotALoss::NotAnAmount))
}

/// What several amounts with `and`, `+`, `&` or a comma between them are counted in, if not all of
/// it is dollars: nobody can add them up.
fn in_several(text: &str) -> Option<NotALoss> {
    let parts = |mark: &str| -> Option<NotALoss> {
        let parts: Vec<&str> = text.split(mark).collect();
        let (mut others, mut dollars) = (Vec::new(), false);
        for part in parts.iter().filter(|_| parts.len() > 1) {
            match parse_one(part.trim()) {
                Ok(Amount::Dollars(_)) => dollars = true,
                Ok(Amount::Other(unit)) => others.push(unit),
                Err(_) => return None,
            }
        }
        let how = if dollars { "partly in" } else { "in" };
        let reason = NotALoss::OtherCurrency(format!("{how} {}", others.join(" and ")));
        (!others.is_empty()).then_some(reason)
    };
    [" and ", " + ", "+", " & ", ", ", "; "].into_iter().find_map(parts)
}

fn parse_one(text: &str) -> Result<Amount, NotALoss> {
    let start = text.find(|c: char| c.is_ascii_digit()).ok_or(NotALoss::NotAnAmount)?;
    let (before, rest) = text.split_at(start);
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '_'))
        .unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let before = without_sign(before.trim_end())?;
    let (power, unit_after) = magnitude(after);
    let units = [
        unit(before, true).ok_or(NotALoss::NotAnAmount)?,
        unit(unit_after, after.starts_with(' ') || power > 0).ok_or(NotALoss::NotAnAmount)?,
    ];
    for unit in units {
        if let Unit::Other(name) = unit {
            return Ok(Amount::Other(name));
        }
    }
    to_cents(number, power).map(Amount::Dollars)
}

/// The text before a number, if it has no sign.
fn without_sign(before: &str) -> Result<&str, NotALoss> {
    let is_sign = |c: char| matches!(c, '-' | '+' | '−' | '–');
    let rest = before.trim_matches(|c: char| is_sign(c) || c == ' ');
    let is_signed = before.contains(is_sign) && unit(rest, true).is_some();
    if is_signed { Err(NotALoss::Signed) } else { Ok(before) }
}

/// The power of ten after a number, and the text after that.
fn magnitude(after: &str) -> (u32, &str) {
    let word = after.trim_start();
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    let (name, rest) = word.split_at(end);
    let is = |(word, _): &&(&str, u32)| word.eq_ignore_ascii_case(name);
    match MAGNITUDES.iter().find(is) {
        Some((_, power)) => (*power, rest.trim_start()),
        None => (0, word),
    }
}

/// What a text before or after a number names; `None` if it is not a unit. A name with digits in it is
/// separated from the number by a space: `1e6` and `0x1F` are no coins.
fn unit(text: &str, is_apart: bool) -> Option<Unit> {
    if text.is_empty() || DOLLARS.iter().any(|name| name.eq_ignore_ascii_case(text)) {
        return Some(Unit::Dollars);
    }
    let other = Some(Unit::Other(text.to_owned()));
    let is_sign = |c: char| OTHER_SIGNS.contains(c);
    // `HK$`, `C$`; `€`, `EUR €`.
    let letters = text.trim_end_matches(|c: char| c == '$' || c == ' ' || is_sign(c));
    let is_name = |name: &str| name.chars().all(char::is_alphabetic) && name.len() <= LONGEST_COIN;
    if letters.len() < text.len() {
        return other.filter(|_| is_name(letters));
    }
    let words: Vec<&str> = text.split(' ').collect();
    match words.as_slice() {
        [sign, name] if sign.chars().all(|c| c == '$' || is_sign(c)) => unit(name, true).and(other),
        [name] => other.filter(|_| is_coin(name) && (is_apart || is_name(name))),
        // `Canadian dollars`, `Swiss francs`.
        [.., last] if words.len() <= 3 => {
            let is_word = |word: &&str| word.chars().all(char::is_alphabetic);
            let is_dollars = last.to_lowercase().starts_with("dollar");
            let is_no_coin = |word: &&str| is_among(NO_COINS, word);
            let named = words.iter().all(is_word) && !words.iter().any(is_no_coin);
            other.filter(|_| named && (is_among(OTHER_NAMES, last) || is_dollars))
        }
        _ => None,
    }
}

fn is_among(names: &str, name: &str) -> bool {
    names.contains(&format!(" {} ", name.to_lowercase()))
}

/// Whether a word after a number is the name of a currency or coin: one that is known, one in
/// capitals, or one that is as long as such names are, as `frax`.
fn is_coin(name: &str) -> bool {
    let is_ticker =
        (3..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_named_coin(name) || is_ticker && !is_among(NO_COINS, name)
}

/// Whether a word can be nothing but the name of a currency or coin.
fn is_named_coin(name: &str) -> bool {
    let is_short = (2..=LONGEST_COIN).contains(&name.chars().count());
    let shaped = name.bytes().all(|it| it.is_ascii_alphanumeric());
    let capitals = name.bytes().filter(u8::is_ascii_uppercase).count();
    let small = name.bytes().filter(u8::is_ascii_lowercase).count();
    let lower = name.to_lowercase();
    let of_dollars =
        ["usd", "usdt", "usdc", "eth", "btc"].iter().any(|ending| lower.ends_with(ending));
    let is_known = is_among(OTHER_NAMES, &lower) || of_dollars && lower != "usd";
    // `wstETH`, `DAI`; but not `Approx`.
    let in_capitals = capitals >= 2 && (small == 0 || capitals + 3 >= small);
    is_short && shaped && !is_among(NO_COINS, &lower) && (is_known || in_capitals)
}

/// Turns digits, separators and a power of ten into cents, exactly.
pub(crate) fn to_cents(number: &str, power: u32) -> Result<Usd, NotALoss> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if number.ends_with('.') || fraction.contains(['.', ',', '_']) || whole.is_empty() {
        // `1.234.567` is a number in half of Europe.
        return Err(if fraction.contains('.') {
            NotALoss::OddSeparators
        } else {
            NotALoss::NotAnAmount
        });
    }
    check_separators(whole, fraction, power)?;
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

/// Checks that commas are between groups of three digits, `_` between digits, and that no mark is
/// ambiguous.
fn check_separators(whole: &str, fraction: &str, power: u32) -> Result<(), NotALoss> {
    let two_readings = |whole: &str, fraction: &str| {
        let dollars = |number: &str| {
            to_cents(number, power).map_or_else(|_| format!("${number}"), Usd::grouped)
        };
        let of_decimals = format!("{whole}.{fraction}");
        let decimals = match to_cents(&format!("{of_decimals}0"), power) {
            Ok(usd) => usd.grouped(),
            Err(_) => format!("${of_decimals}"),
        };
        NotALoss::TwoReadings(dollars(&format!("{whole}{fraction}")), decimals)
    };
    // `1.234`, `1.250 billion`: three decimals are thousands in half of Europe. Not in `0.125M`.
    if fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
        return Err(two_readings(whole, fraction));
    }
    if !whole.contains([',', '_']) {
        return Ok(());
    }
    if whole.contains(',') && whole.contains('_')
        || whole.starts_with(['_', ','])
        || whole.ends_with('_')
    {
        return Err(NotALoss::NotAnAmount);
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let [first, rest @ ..] = groups.as_slice() else { return Ok(()) };
    let correct = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    // `1,6M`, `1,234M`: one comma before a magnitude is ambiguous. Not in `1,234.5M`.
    match rest {
        [one] if fraction.is_empty() && (!correct || power > 0) => Err(two_readings(first, one)),
        [_, ..] if !correct => Err(NotALoss::OddSeparators),
        _ => Ok(()),
    }
}

/// The dollar amounts that a headline names: `$` and a number, with or without a magnitude.
///
/// A number that has two readings is passed over, as is `HK$5M`: this serves a comparison, not a
/// table.
///
/// ```
/// # use lossbook::domain::{Usd, loss::dollar_amounts};
/// let found = dollar_amounts("Acme lost $1.5 million, then $20,000.");
/// assert_eq!(found, [Usd::from_cents(150_000_000), Usd::from_cents(2_000_000)]);
/// ```
pub fn dollar_amounts(headline: &str) -> Vec<Usd> {
    let signs = headline.match_indices('$');
    let amount = |(at, _): (usize, &str)| {
        let before: String = {
            let letters = headline[..at].chars().rev().take_while(|c| c.is_alphabetic());
            letters.take(LONGEST_COIN).collect()
        };
        if !before.is_empty() && !before.eq_ignore_ascii_case("su") {
            return None;
        }
        let rest = headline[at + 1..].trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '_'));
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        let after = if number.ends_with(['.', ',']) { "" } else { after };
        let (power, rest) = magnitude(after.strip_prefix('-').unwrap_or(after));
        // `$100 CAD` are no US dollars.
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if is_named_coin(word) {
            return None;
        }
        to_cents(number.trim_end_matches(['.', ',']), power).ok()
    };
    signs.filter_map(amount).collect()
}
