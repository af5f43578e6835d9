//! Whether a number as a text shows it is what an exact value rounds to: in whole cents and
//! fractions, never in floats.

/// Ratios stand in the tables in millionths: half of one may be lost before a text rounds again.
const LOST: i128 = 2_000_000;

/// `$403M`: three significant digits. `None` is `unknown`.
pub fn is_compact(text: &str, cents: Option<i128>) -> bool {
    let Some(cents) = cents else { return text == "unknown" };
    let Some(shown) = compact(text) else { return false };
    let mut step = 1;
    while cents / step >= 1000 {
        step *= 10;
    }
    (shown - cents).abs() * 2 <= if step == 1 { 0 } else { step }
}

/// `$403,440,000`, or with cents. `None` is `unknown`.
pub fn is_exact(text: &str, cents: Option<i128>) -> bool {
    let Some(cents) = cents else { return text == "unknown" };
    let Some(digits) = text.strip_prefix('$') else { return false };
    decimal(digits, 2) == Some(cents) && is_grouped(digits.split('.').next().unwrap_or(""))
}

/// `1,234`, or a small count in words.
pub fn count(text: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = WORDS.iter().position(|it| *it == text);
    word.or_else(|| text.replace(',', "").parse().ok().filter(|_| is_grouped(text)))
}

/// `30%` of a part in a whole: tenths below ten and above ninety-nine, else whole percents. `100%` is
/// all of it and `0%` nothing, but for what millionths cannot tell.
pub fn is_percent(text: &str, part: i128, whole: i128) -> bool {
    if whole <= 0 || part < 0 {
        return false;
    }
    let is_lost = |difference: i128| difference.abs() * LOST <= whole;
    match text {
        "less than 0.1%" => part > 0 && part * 1000 < whole,
        "more than 99.9%" => part < whole && part * 1000 > whole * 999,
        "0%" => is_lost(part),
        "100%" => is_lost(part - whole),
        _ => {
            let Some(tenths) = text.strip_suffix('%').and_then(|it| decimal(it, 1)) else {
                return false;
            };
            let step = if tenths < 100 || text.contains('.') { 1 } else { 10 };
            part < whole && is_near(part * 1000 - tenths * whole, step, whole)
        }
    }
}

/// `3.1` times: tenths below ten, else whole numbers.
pub fn is_times(text: &str, now: i128, then: i128) -> bool {
    let plain = text.replace(',', "");
    let Some(tenths) = decimal(&plain, 1).filter(|_| then > 0) else { return false };
    is_near(now * 10 - tenths * then, if tenths < 100 { 1 } else { 10 }, then)
}

/// `6.8` percentage points between two shares, each a part of a whole.
pub fn is_points(text: &str, now: (i128, i128), then: (i128, i128)) -> bool {
    const BILLION: i128 = 1_000_000_000;
    let share = |(part, whole): (i128, i128)| part * BILLION / whole.max(1);
    let Some(tenths) = decimal(text, 1) else { return false };
    let points = (share(now) - share(then)).abs();
    (points - tenths * BILLION / 1000).abs() <= BILLION / 2000 + 2000
}

/// Whether a difference, in units of `1/whole`, is at most half a step.
fn is_near(difference: i128, step: i128, whole: i128) -> bool {
    difference.abs() * 2 <= step * whole + 2000 * whole / LOST
}

fn compact(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('$')?;
    let unit = digits.chars().last()?;
    let factor = match unit {
        'k' => 1_000,
        'M' => 1_000_000,
        'B' => 1_000_000_000,
        'T' => 1_000_000_000_000,
        _ => return decimal(digits, 2),
    };
    Some(decimal(digits.strip_suffix(unit)?, 2)? * factor)
}

/// A decimal with at most so many places, in units of the last of them.
fn decimal(text: &str, places: usize) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let whole = whole.replace(',', "");
    let plain = !whole.is_empty() && is_number(&whole) && is_number(fraction);
    if !plain || fraction.len() > places || (text.contains('.') && fraction.is_empty()) {
        return None;
    }
    format!("{whole}{fraction:0<places$}").parse().ok()
}

fn is_grouped(digits: &str) -> bool {
    let groups: Vec<&str> = digits.split(',').collect();
    let is_head = (1..=3).contains(&groups[0].len());
    groups.concat().bytes().all(|it| it.is_ascii_digit())
        && is_head
        && groups[1..].iter().all(|it| it.len() == 3)
}
