//! Two amounts beside each other, in words.

use crate::domain::Usd;
use crate::domain::usd::percent;

use super::frame::grouped;

/// How an amount compares with an earlier one, as `38% less than in 2022`; nothing compares with
/// zero. `when` says when the earlier one was.
#[must_use]
pub fn compared(now: Usd, before: Usd, when: &str) -> Option<String> {
    let ratio = now.millionths_of(before)?;
    Some(match ratio {
        ..990_000 => format!("{} less than in {when}", percent(1_000_000 - ratio)),
        990_000..=1_010_000 => format!("as much as in {when}"),
        1_010_001..2_000_000 => format!("{} more than in {when}", percent(ratio - 1_000_000)),
        _ => format!("{} times as much as in {when}", times(ratio)),
    })
}

/// A factor of two or more, in millionths: `2.3`, `17`, `1,200`.
fn times(ratio: i128) -> String {
    let tenths = (ratio + 50_000) / 100_000;
    match usize::try_from(tenths) {
        Ok(tenths) if tenths < 100 && !tenths.is_multiple_of(10) => {
            format!("{}.{}", tenths / 10, tenths % 10)
        }
        Ok(tenths) => grouped((tenths + 5) / 10),
        Err(_) => "very many".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_words() {
        #[rustfmt::skip]
        let table = [
            // now, before  words
            (62,    100,    Some("38% less than in 2022")),
            (0,     100,    Some("100% less than in 2022")),
            (100,   100,    Some("as much as in 2022")),
            (1009,  1000,   Some("as much as in 2022")),
            (138,   100,    Some("38% more than in 2022")),
            (200,   100,    Some("2 times as much as in 2022")),
            (234,   100,    Some("2.3 times as much as in 2022")),
            (1740,  100,    Some("17 times as much as in 2022")),
            (120_000, 100,  Some("1,200 times as much as in 2022")),
            (100,   0,      None),
        ];
        for (now, before, words) in table {
            let [now, before] = [now, before].map(Usd::from_cents);
            assert_eq!(compared(now, before, "2022").as_deref(), words, "{now} {before}");
        }
    }
}
