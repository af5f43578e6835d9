//! Which known name a person most likely meant: one that anybody sees the likeness of, or none. A
//! hint that is wrong is worse than none: who follows it moves money to another label.

use std::collections::BTreeSet;

use super::label::LabelKey;

/// Labels longer than this are compared by whole words only, in bytes.
const LONGEST: usize = 200;

/// How like two names are: the less, the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same letters but for this many slips.
    Slips(usize),
    /// They share words: so many of each hundred are not shared.
    Words(usize),
}

/// The candidate that a person most likely meant, if there is one: it has the same words but for a
/// slip in some of them (a letter more, less, another or two swapped, for each four letters), or at
/// least two words and half of all are the same.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = LabelKey::of(word);
    let like = |candidate: &'a str| {
        Some((likeness(word.as_str(), LabelKey::of(candidate).as_str())?, candidate))
    };
    candidates.into_iter().filter_map(like).min().map(|(_, candidate)| candidate)
}

/// The same for a word and candidates in small letters: quicker, for what is asked of every report.
pub fn nearest_key<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let like = |candidate: &'a str| Some((likeness(word, candidate)?, candidate));
    candidates.into_iter().filter_map(like).min().map(|(_, candidate)| candidate)
}

fn likeness(one: &str, other: &str) -> Option<Likeness> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let (mine, theirs) = (words(one), words(other));
    if one.len().max(other.len()) <= LONGEST {
        // `rugpull` and `rug pull` are the same letters.
        let lengths = one.len().abs_diff(other.len()) <= 1 + mine.len().abs_diff(theirs.len());
        let letters = || slips(&mine.concat(), &theirs.concat()).filter(|slips| *slips <= 1);
        let whole = || if lengths { letters() } else { None };
        if let Some(slips) = by_words(&mine, &theirs).or_else(whole) {
            return Some(Likeness::Slips(slips));
        }
    }
    if mine.len() < 2 || theirs.len() < 2 {
        return None;
    }
    // Digits are no words: two files of one day have nothing in common.
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    let mine: BTreeSet<&str> = mine.into_iter().filter(is_word).collect();
    let theirs: BTreeSet<&str> = theirs.into_iter().filter(is_word).collect();
    let (shared, all) = (mine.intersection(&theirs).count(), mine.union(&theirs).count());
    let is_like = shared >= 2 && shared * 2 >= all;
    is_like.then(|| Likeness::Words((all - shared) * 100 / all))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The slips between as many words, if no word has too many.
fn by_words(mine: &[&str], theirs: &[&str]) -> Option<usize> {
    let pairs = mine.iter().zip(theirs);
    if mine.len() == theirs.len() {
        pairs.map(|(one, other)| slips(one, other)).sum()
    } else {
        None
    }
}

/// How many slips make one word of another, if they are few enough to be seen as such.
fn slips(one: &str, other: &str) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    let (mine, theirs) = (one.chars().count(), other.chars().count());
    let letters = mine.max(theirs);
    if mine.abs_diff(theirs) > letters / 4 {
        return None;
    }
    let slips = strsim::damerau_levenshtein(one, other);
    (slips <= letters / 4).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_likeness_that_a_person_sees() {
        let known = [
            "Phishing",
            "Rug Pull",
            "Private Key Leak",
            "Price Oracle Manipulation",
            "Flash Loan Attack",
            "Signature Verification Issue",
        ];
        #[rustfmt::skip]
        let table = [
            // what the row is about      what was written                  what is offered
            ("a letter less",             "Privat Key Leak",                Some("Private Key Leak")),
            ("letters swapped",           "Signarute verification issue",   Some("Signature Verification Issue")),
            ("no space",                  "rugpull",                        Some("Rug Pull")),
            ("by ear",                    "Fishing",                        Some("Phishing")),
            ("a word less",               "Oracle Manipulation",            Some("Price Oracle Manipulation")),
            ("another order",             "Attack (flash loan)",            Some("Flash Loan Attack")),
            ("one word of two",           "Bridge Attack",                  None),
            ("one word of three",         "Key Compromise",                 None),
            ("as long, and nothing more", "Governance Attack",              None),
            ("short",                     "x",                              None),
            ("nothing",                   "",                               None),
        ];
        for (about, word, expected) in table {
            assert_eq!(nearest(word, known), expected, "{about}: {word:?}");
        }
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("key key key", ["key", "leak"]), None);
        assert_eq!(nearest("2023-11-18-kronos", ["2023-11-18-atlas"]), None);
        assert_eq!(nearest("2023-11-18-kronos", ["2023-11-19-kronos"]), Some("2023-11-19-kronos"));
        assert_eq!(nearest("attack-date", ["attack-types", "date"]), None);
        assert_eq!(nearest("a".repeat(100_000).as_str(), ["a b"]), None);
    }
}
