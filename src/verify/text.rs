//! Texts, line by line: which lines are not what they should be.

use super::quoted;

/// How much of a line is shown on each side of the first difference, in characters.
const AROUND: usize = 45;

/// Two lines that should be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference<'a> {
    /// The index of the line.
    pub(crate) index: usize,
    /// The line in the file; `None` if the file ends before it.
    pub(crate) found: Option<&'a str>,
    /// The line as it should be; `None` if the file should have ended.
    pub(crate) expected: Option<&'a str>,
}

/// The lines that differ: all if there are as many, else the first.
pub(crate) fn differences<'a>(found: &'a str, expected: &'a str) -> Vec<Difference<'a>> {
    // Line ends are part of the lines, so that another kind of end is a difference.
    let [is, should]: [Vec<&str>; 2] =
        [found, expected].map(|it| it.split_inclusive('\n').collect());
    let most = if is.len() == should.len() { usize::MAX } else { 1 };
    let longest = is.len().max(should.len());
    let differing = (0..longest).filter(|it| is.get(*it) != should.get(*it)).take(most);
    differing
        .map(|index| Difference {
            index,
            found: is.get(index).copied(),
            expected: should.get(index).copied(),
        })
        .collect()
}

impl Difference<'_> {
    /// Both sides in words, around the place where they begin to differ.
    pub(crate) fn words(&self) -> String {
        match (self.found, self.expected) {
            (Some(found), Some(expected)) => {
                let shared = shared(found, expected);
                let [found, expected] = [found, expected].map(|it| around(it, shared));
                format!("says {}, and should say {}", quoted(&found), quoted(&expected))
            }
            (Some(found), None) => {
                format!("goes on where it should end: {}", quoted(found.trim_end()))
            }
            (None, Some(expected)) => {
                format!("ends before {}", quoted(expected.trim_end()))
            }
            (None, None) => "is not what it should be".into(),
        }
    }
}

/// How many bytes at the beginning two texts share, up to the end of a character.
pub(crate) fn shared(one: &str, other: &str) -> usize {
    let same = one.char_indices().zip(other.chars()).take_while(|((_, one), other)| one == other);
    same.map(|((at, letter), _)| at + letter.len_utf8()).last().unwrap_or(0)
}

/// The part of a line around a place, with dots where it was cut.
fn around(line: &str, at: usize) -> String {
    let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
    let behind = behind.strip_suffix('\n').unwrap_or(behind);
    let skipped = before.chars().count().saturating_sub(AROUND);
    let start: String = before.chars().skip(skipped).collect();
    let end: String = behind.chars().take(AROUND).collect();
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{start}{end}{}", dots(skipped > 0), dots(end.len() < behind.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_in_words() {
        let long = "x".repeat(200);
        #[rustfmt::skip]
        let table = [
            ("a\nb\n",   "a\nb\n",   vec![]),
            ("a\nb\n",   "a\nc\n",   vec!["1: says \"b\", and should say \"c\"".to_owned()]),
            ("x\nb\ny\n", "a\nb\nc\n", vec!["0: says \"x\", and should say \"a\"".into(), "2: says \"y\", and should say \"c\"".into()]),
            ("a\n",      "a\nb\n",   vec!["1: ends before \"b\"".into()]),
            ("a\nb\nc",  "a\n",      vec!["1: goes on where it should end: \"b\"".into()]),
            ("a\r\n",    "a\n",      vec!["0: says \"a\r\", and should say \"a\"".into()]),
            ("é1",       "é2",       vec!["0: says \"é1\", and should say \"é2\"".into()]),
            ("",         "",         vec![]),
        ];
        for (found, expected, told) in table {
            let words: Vec<String> = differences(found, expected)
                .iter()
                .map(|it| format!("{}: {}", it.index, it.words()))
                .collect();
            assert_eq!(words, told, "{found:?} {expected:?}");
        }
        let (found, expected) = (format!("{long}1{long}"), format!("{long}2{long}"));
        let words = differences(&found, &expected)[0].words();
        let part = |digit| format!("\"…{}{digit}{}…\"", &long[..45], &long[..44]);
        assert_eq!(words, format!("says {}, and should say {}", part(1), part(2)));
    }
}
