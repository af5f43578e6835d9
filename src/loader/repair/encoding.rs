//! Bytes that are not UTF-8: read as Windows-1252, but only where that gives what a Western European
//! language writes. A text in another encoding decodes too, to letters that mean nothing.

use encoding_rs::WINDOWS_1252;

/// A line of the file, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The text, without its end.
    pub(crate) text: String,
    /// Where characters are that were decoded from bytes that are not UTF-8.
    decoded: Vec<usize>,
}

impl Line {
    /// Whether bytes of the line were not UTF-8.
    pub(crate) fn is_foreign(&self) -> bool {
        !self.decoded.is_empty()
    }
}

/// The lines of the file in UTF-8, each byte that is not UTF-8 read as Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Vec<Line> {
    let line = |raw: &[u8]| {
        let end = raw.iter().rev().take_while(|byte| **byte == b'\r').count();
        let mut line = Line::default();
        for chunk in raw[..raw.len() - end].utf8_chunks() {
            line.text.push_str(chunk.valid());
            let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
            let start = line.text.len();
            line.decoded.extend(decoded.char_indices().map(|(offset, _)| start + offset));
            line.text.push_str(&decoded);
        }
        line
    };
    bytes.split(|byte| *byte == b'\n').map(line).collect()
}

/// The letters beyond ASCII that each language writes, of those that Windows-1252 has. `æ` is no
/// longer French, and Portuguese has `õ` only before `e`.
const LANGUAGES: [&str; 10] = [
    "àâçéèêëîïôœùûüÿ", // French
    "äöüßé",           // German
    "áéíñóúü",         // Spanish
    "áàâãçéêíóôõúü",   // Portuguese
    "àèéìíîòóùú",      // Italian
    "àçèéíïòóúü",      // Catalan
    "áéèêëíïóöúü",     // Dutch
    "æøåéêóòôäöü",     // Danish, Norwegian
    "åäöéàüšž",        // Swedish, Finnish
    "áðéíóúýþæö",      // Icelandic
];

/// Marks that every language writes, whatever is next to them.
const MARKS: &str = "‘’‚“”„…–—•·€§©®™½×\u{a0}";

/// Pairs of letters beyond ASCII that may be adjacent: Portuguese, German, Spanish, French,
/// Finnish, Icelandic.
const PAIRS: &str =
    "çã çõ çá çó üß öß äß ñó ñí ñá ñé üí éé ää öö íð áð óð úð ýð æð öð þý þá þó þú ðá ðí ðó ðú";

/// Whether what was decoded is what one Western European language writes; else the first line that
/// is not, counted from 0.
pub(crate) fn first_that_is_not_western(lines: &[Line]) -> Option<usize> {
    let could_be = |language: &&&str| lines.iter().all(|line| writes(line, language));
    if LANGUAGES.iter().any(|language| could_be(&language)) {
        return None;
    }
    let alone = |line: &Line| LANGUAGES.iter().any(|language| writes(line, language));
    // Each line may be written in some language; all of them together are not.
    lines.iter().position(|line| !alone(line)).or_else(|| lines.iter().rposition(Line::is_foreign))
}

/// Whether a language may have every character that was decoded where it is.
fn writes(line: &Line, language: &str) -> bool {
    line.decoded.iter().all(|at| {
        let mut rest = line.text[*at..].chars();
        let character = rest.next().unwrap_or_default();
        let before = line.text[..*at].chars().next_back();
        fits(before, character, rest.next(), language)
    })
}

fn fits(before: Option<char>, it: char, next: Option<char>, language: &str) -> bool {
    let letter = |side: Option<char>| side.is_some_and(char::is_alphabetic);
    match it {
        // Signs at code points where other encodings have letters.
        '£' | '¥' | '»' => !letter(next),
        '¡' | '¿' | '«' => !letter(before),
        '°' | 'º' | 'ª' => before.is_some_and(|c| c.is_ascii_digit() || "nN".contains(c)),
        _ if MARKS.contains(it) => true,
        _ => {
            let small: String = it.to_lowercase().collect();
            let pair = |one: char, other: char| {
                let alike = one.is_lowercase() == other.is_lowercase();
                let pair: String = [one, other].iter().flat_map(|it| it.to_lowercase()).collect();
                alike && PAIRS.split(' ').any(|it| it == pair)
            };
            let beside = |side: Option<char>| side.filter(|c| c.is_alphabetic() && !c.is_ascii());
            it.is_alphabetic()
                && language.contains(&small)
                && (small != "õ" || matches!(next, Some('e' | 'E')))
                && !(it.is_uppercase() && before.is_some_and(char::is_lowercase))
                && beside(before).is_none_or(|before| pair(before, it))
                && beside(next).is_none_or(|next| pair(it, next))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_western(bytes: &[u8]) -> bool {
        first_that_is_not_western(&decode(bytes)).is_none()
    }

    #[test]
    fn what_western_europe_writes() {
        #[rustfmt::skip]
        let table: [(&str, &[u8]); 12] = [
            ("nothing",     b"Acme"),
            ("French",      b"Caf\xe9 pill\xe9, cl\xe9s d\xe9rob\xe9es \xe0 l\x92\xc9lys\xe9e"),
            ("German",      b"Gr\xf6\xdfter Raub der Gr\xfc\xdfe \x84\xc4\x93"),
            ("Spanish",     b"\xbfQu\xe9 pas\xf3 en Espa\xf1a? \xa1Compa\xf1\xeda!"),
            ("Portuguese",  b"Opera\xe7\xe3o e opera\xe7\xf5es"),
            ("capitals",    b"OPERA\xc7\xc3O"),
            ("Italian",     b"Pi\xf9 citt\xe0, cos\xec"),
            ("Danish",      b"K\xf8benhavns b\xf8rs \xe5ben"),
            ("Swedish",     b"Sk\xe5ne f\xf6r \xe4ra"),
            ("Icelandic",   b"\xdea\xf0 er \xfe\xfdtt"),
            ("marks",       b"\x93Acme\x94 \x96 \x805 \xa35 3\xb0 n\xba 5 \xab A \xbb \x85"),
            ("with UTF-8",  b"\xe4\xbd\xa0 caf\xe9"),
        ];
        for (about, bytes) in table {
            assert!(is_western(bytes), "{about}");
        }
    }

    #[test]
    fn what_it_does_not() {
        #[rustfmt::skip]
        let table: [(&str, &[u8]); 16] = [
            ("GBK",                 b"Acme \xb1\xbb\xb5\xc1 hacked"),
            ("GBK, one letter",     b"Acme \xb5\xc1 hacked"),
            ("GBK, letters only",   b"\xc4\xe3\xba\xc3"),
            ("Big5",                b"\xa7A\xa6n"),
            ("Shift JIS",           b"\x83r\x83b\x83g"),
            ("EUC-KR",              b"\xba\xf1\xc6\xae\xc4\xda\xc0\xce"),
            ("Cyrillic",            b"\xc1\xe8\xf2\xea\xee\xe8\xed"),
            ("KOI8-R",              b"\xe2\xc9\xd4\xcb\xcf\xc9\xce"),
            ("Greek",               b"\xcd\xdd\xe1"),
            ("Polish",              b"Gie\xb3da w \xa3odzi"),
            ("Polish, one sign",    b"\xa3\xf3d\xbc"),
            ("Polish, a z",         b"\xafabka, \xbfaba na \xb6wi\xeatach"),
            ("Czech",               b"\xc8esk\xe1 spo\xf8itelna"),
            ("Croatian",            b"Ivan\xe8i\xe6"),
            ("Hungarian",           b"\xc9l\xf5 t\xf5zsd\xe9n"),
            ("nothing at all",      b"\x81\x8d"),
        ];
        for (about, bytes) in table {
            assert!(!is_western(bytes), "{about}: {:?}", decode(bytes));
        }
    }

    #[test]
    fn languages_do_not_mix() {
        assert_eq!(first_that_is_not_western(&decode(b"\xe9\n\xf8 a\nb")), None);
        assert_eq!(first_that_is_not_western(&decode(b"\xf1\n\xf8 a\nb")), Some(1));
        assert_eq!(first_that_is_not_western(&decode(b"a\n\xb3\n\xe9")), Some(1));
    }
}
