//! The time of day that may follow a date: `14:30 UTC`, `at 2:30 pm`, `10:00:00 +0000`.

/// The names of zones that may follow a time of day.
const ZONES: [&str; 27] = [
    "utc", "gmt", "z", "est", "edt", "et", "cst", "cdt", "mst", "mdt", "pst", "pdt", "pt", "wet",
    "west", "cet", "cest", "eet", "eest", "bst", "ist", "jst", "kst", "hkt", "sgt", "aest", "aedt",
];

/// Whether words in small letters are a time of day: it is dropped, so only its shape matters.
pub(crate) fn is_time(words: &[&str]) -> bool {
    let words: Vec<&str> = words
        .iter()
        .map(|word| word.trim_matches(['(', ')']))
        .filter(|word| *word != "at")
        .collect();
    let Some((first, after)) = words.split_first() else { return false };
    let is_half = |word: &str| matches!(word, "am" | "pm" | "a.m." | "p.m.");
    let digits = first.bytes().take_while(|byte| !byte.is_ascii_alphabetic()).count();
    let (clock, mark) = first.split_at(digits);
    let is_offset = |word: &str| {
        let number = word.strip_prefix(['+', '-']).unwrap_or("x");
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    let is_clock = clock.starts_with(|c: char| c.is_ascii_digit())
        && clock.bytes().all(|byte| byte.is_ascii_digit() || b":.+-".contains(&byte))
        && (clock.contains(':')
            || is_half(mark)
            || after.first().is_some_and(|word| is_half(word)));
    let is_mark = |word: &str| is_half(word) || ZONES.contains(&word) || is_offset(word);
    is_clock && (mark.is_empty() || is_mark(mark)) && after.iter().all(|word| is_mark(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        #[rustfmt::skip]
        let table = [
            ("14:30",                 true),
            ("14:30:00z",             true),
            ("10:00:00.123+02:00",    true),
            ("10:00:00 +0000",        true),
            ("at 2pm (utc)",          true),
            ("2:30:00 p.m. cet",      true),
            ("2",                     false),
            ("pm",                    false),
            ("utc",                   false),
            ("10:00 or so",           false),
            ("- 10:00",               false),
            ("",                      false),
        ];
        for (text, expected) in table {
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(is_time(&words), expected, "{text:?}");
        }
    }
}
