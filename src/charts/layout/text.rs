//! How wide a text is: in the bundled typeface, and in those that machines without it show instead.
//! So that nothing overlaps or runs off the page, wherever it is looked at.

use std::sync::LazyLock;

use skrifa::charmap::Charmap;
use skrifa::metrics::GlyphMetrics;
use skrifa::prelude::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::charts::layout::ink::Ink;

use super::other_typefaces;
use super::typeface::{BOLD, REGULAR, Weight};

/// The width of a letter that the typeface lacks, in ems: that of an ideograph or an emoji, which
/// every machine draws in a typeface of its own.
const FOREIGN: f64 = 1.3;

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The size: that of the em, in pixels.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
    /// The ink.
    pub ink: Ink,
}

impl Style {
    /// The same in another ink.
    pub const fn with_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// How far below the middle of its capitals a text has its baseline.
    pub fn below_middle(self) -> f64 {
        self.size * 0.36
    }
}

/// A weight of the typeface, read as resvg reads it, and how wide its commonest letters are, in ems.
struct Face {
    glyphs: Charmap<'static>,
    advances: GlyphMetrics<'static>,
    units_per_em: f64,
    ascii: Vec<f64>,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let (size, location) = (Size::unscaled(), LocationRef::default());
        let mut face = Self {
            glyphs: font.charmap(),
            advances: font.glyph_metrics(size, location),
            units_per_em: font.metrics(size, location).units_per_em.into(),
            ascii: Vec::new(),
        };
        face.ascii = (0..128_u8).map(|it| face.look_up(char::from(it))).collect();
        Some(face)
    }

    fn look_up(&self, letter: char) -> f64 {
        let advance = self.glyphs.map(letter).and_then(|it| self.advances.advance_width(it));
        advance.map_or(FOREIGN, |it| f64::from(it) / self.units_per_em)
    }
}

static FACES: LazyLock<Option<[Face; 2]>> =
    LazyLock::new(|| Some([Face::new(REGULAR)?, Face::new(BOLD)?]));

/// The width of a letter in the bundled typeface, in ems. Kerning is left out: it brings letters
/// closer to each other by a third of a percent, a page that carries the typeface in parts does
/// without it between two of them, and a shaper takes twenty times as long.
fn own_advance(letter: char, weight: Weight) -> f64 {
    // A bundled font always parses; this keeps drawing free of panics all the same.
    let Some(faces) = FACES.as_ref() else { return 0.6 };
    let face = &faces[weight as usize];
    let known = face.ascii.get(letter as usize).copied();
    known.unwrap_or_else(|| face.look_up(letter))
}

/// The width of a text in pixels, in the bundled typeface.
pub fn own_width(text: &str, Style { size, weight, .. }: Style) -> f64 {
    text.chars().map(|letter| own_advance(letter, weight)).sum::<f64>() * size
}

/// The width in pixels that a text may get: in the bundled typeface, or in one that a machine shows
/// in its place. What layouts leave room for.
pub fn width(text: &str, Style { size, weight, .. }: Style) -> f64 {
    let (mut own, mut other) = (0.0, 0.0);
    for letter in text.chars() {
        let advance = own_advance(letter, weight);
        own += advance;
        other += other_typefaces::advance(letter, weight, advance);
    }
    f64::max(own, other) * size
}

/// The text, or as much of it as fits with `…` at the end, in the bundled typeface.
pub fn fit(text: &str, style: Style, available: f64) -> String {
    if own_width(text, style) <= available {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(position, _)| position).collect();
    let shortened = |end: &usize| format!("{}…", text[..*end].trim_end());
    let fitting = ends.partition_point(|end| own_width(&shortened(end), style) <= available);
    fitting.checked_sub(1).map_or_else(|| "…".to_owned(), |last| shortened(&ends[last]))
}

/// The text in lines that fit in the bundled typeface; words are kept whole where they can be.
pub fn wrap(text: &str, style: Style, available: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if own_width(&longer, style) <= available => {
                lines.pop();
                lines.push(longer);
            }
            _ => lines.push(fit(word, style, available)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    const PLAIN: Style = Style { size: 20.0, weight: Weight::Regular, ink: Ink::Text };
    const BOLD: Style = Style { weight: Weight::Bold, ..PLAIN };

    #[test]
    fn widths_grow_with_text_size_and_weight() {
        for width in [own_width, width] {
            let plain = width("Losses", PLAIN);
            assert!(plain > 50.0 && plain < 80.0, "{plain}");
            assert!(width("Losses by", PLAIN) > plain);
            assert!(width("Losses", BOLD) > plain);
            let large = Style { size: 40.0, ..PLAIN };
            assert!((width("Losses", large) - 2.0 * plain).abs() < 0.01);
            assert!(width("", PLAIN) == 0.0);
        }
    }

    #[test]
    fn other_typefaces_and_foreign_letters_have_room() {
        #[rustfmt::skip]
        let table = [
            // text      style  ours below so many ems, the widest above so many
            ("2011",     BOLD,  2.4,  2.7),
            ("WWWW",     PLAIN, 4.2,  3.9),
            ("Łódź",     PLAIN, 2.4,  2.6),
            ("漢字",      PLAIN, 2.7,  2.6),
            ("👾",        BOLD,  1.4,  1.3),
        ];
        for (text, style, below, above) in table {
            let (own, widest) = (own_width(text, style) / 20.0, width(text, style) / 20.0);
            assert!(own < below && widest > above && widest >= own, "{text}: {own} {widest}");
        }
    }

    #[test]
    fn a_long_text_is_cut_where_it_must_be() {
        assert_eq!(fit("Bank Run", PLAIN, 200.0), "Bank Run");
        let cut = fit("Signature Verification Issue", PLAIN, 120.0);
        assert!(cut.ends_with('…') && cut.starts_with("Signature"), "{cut}");
        assert!(own_width(&cut, PLAIN) <= 120.0);
        assert_eq!(fit("Bank Run", PLAIN, 1.0), "…");
        let long = "x".repeat(100);
        for line in wrap(&format!("one two {long} three"), PLAIN, 150.0) {
            assert!(own_width(&line, PLAIN) <= 150.0, "{line}");
        }
    }
}
