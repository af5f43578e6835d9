//! The typeface of the page, which it carries with it: the parts of Inter that it has letters of, so
//! that words take the room that they were measured for on every machine.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::domain::checksum::base64;

/// The parts that the typeface is split into, and the letters of each, as CSS writes them.
const PARTS: &str = include_str!("../../charts/layout/fonts/web/parts.txt");

macro_rules! files {
    ($($name:literal),*) => {
        [$(($name, [
            (400, include_bytes!(concat!("../../charts/layout/fonts/web/", $name, "-400.woff2"))),
            (700, include_bytes!(concat!("../../charts/layout/fonts/web/", $name, "-700.woff2"))),
        ])),*]
    };
}

/// The bytes of a part in one weight.
type Weighted = (u16, &'static [u8]);

/// The parts as WOFF2, in two weights. `tests/tools/web_fonts.py` makes them.
const FILES: [(&str, [Weighted; 2]); 6] =
    files!["basic", "latin", "latin-more", "greek", "cyrillic", "symbols"];

/// What the licence asks for.
const LICENCE: &str = "/* Inter, (c) 2020 The Inter Project Authors: SIL Open Font License 1.1, openfontlicense.org */\n";

/// A part of the typeface.
struct Part {
    letters: Vec<RangeInclusive<u32>>,
    /// The rules of its weights.
    css: String,
}

static ALL: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let lines = PARTS.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.filter_map(|line| line.split_once(' '));
    parts.map(|(name, ranges)| Part::new(name, ranges)).collect()
});

impl Part {
    fn new(name: &str, ranges: &str) -> Self {
        let letters = ranges.split(',').filter_map(range).collect();
        let files = FILES.iter().filter(|(of, _)| *of == name).flat_map(|(_, files)| files);
        let rule = |(weight, bytes): &Weighted| {
            format!(
                "@font-face {{ font-family: Inter; font-weight: {weight}; unicode-range: {ranges};\n\
                 src: url(data:font/woff2;base64,{}) format(\"woff2\"); }}\n",
                base64(bytes)
            )
        };
        Self { letters, css: files.map(rule).collect() }
    }

    fn has(&self, letter: char) -> bool {
        self.letters.iter().any(|range| range.contains(&u32::from(letter)))
    }
}

/// Reads `U+0020-007E` or `U+00A0`.
fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let text = text.trim().strip_prefix("U+")?;
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text| u32::from_str_radix(text, 16).ok();
    Some(number(first)?..=number(last)?)
}

/// The rules for the parts of the typeface that a text has letters of; the first in any case, for
/// what the style itself writes.
pub(crate) fn faces(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let needed = |(at, part): &(usize, &Part)| *at == 0 || letters.iter().any(|it| part.has(*it));
    let parts = ALL.iter().enumerate().filter(needed).map(|(_, part)| part.css.as_str());
    [LICENCE].into_iter().chain(parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::layout::typeface::{BOLD, REGULAR};
    use skrifa::{FontRef, MetadataProvider};

    #[test]
    fn every_letter_of_the_typeface_is_in_one_part() {
        for bytes in [REGULAR, BOLD] {
            let font = FontRef::new(bytes).unwrap();
            for (letter, _) in font.charmap().mappings() {
                let letter = char::from_u32(letter).unwrap();
                let parts = ALL.iter().filter(|part| part.has(letter)).count();
                assert_eq!(parts, 1, "{letter:?} U+{:04X}", letter as u32);
            }
        }
    }

    #[test]
    fn a_page_carries_what_it_has_letters_of() {
        #[rustfmt::skip]
        let table: [(&str, &[&str]); 5] = [
            // text                     parts behind the first
            ("Losses: $1.2M – 3 %",     &[]),
            ("Łódź",                    &["U+00A1"]),
            ("Ελλάδα",                  &["U+0370"]),
            ("Обмін é",                 &["U+00A1", "U+0400"]),
            ("漢字 עולם",                &[]),
        ];
        for (text, begins) in table {
            let css = faces(text);
            assert_eq!(css.matches("@font-face").count(), 2 + 2 * begins.len(), "{text}");
            for begin in [&["U+0020"], begins].concat() {
                assert_eq!(css.matches(&format!("unicode-range: {begin}")).count(), 2, "{text}");
            }
            assert!(css.starts_with("/* Inter, (c)"));
        }
        assert_eq!(ALL.len(), FILES.len());
        assert!(ALL.iter().all(|part| part.css.contains("base64,d09GM")), "WOFF2 begins with wOF2");
    }
}
