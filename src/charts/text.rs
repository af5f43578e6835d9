//! How wide a text is in the bundled typeface, so that nothing overlaps or runs off the page.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, ScaleFont};

use super::theme::Ink;

/// The typeface, Inter: SIL Open Font License, see `fonts/OFL.txt`.
pub const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.otf");
/// Its bold weight.
pub const BOLD: &[u8] = include_bytes!("fonts/Inter-Bold.otf");
/// What an SVG asks for: Inter where it is installed, else one that is no wider.
pub const FAMILY: &str = "Inter, Helvetica Neue, Arial, sans-serif";

/// The weights in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For most text.
    Regular,
    /// For titles and values.
    Bold,
}

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
    #[must_use]
    pub const fn with_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// How far below the middle of its capitals a text has its baseline.
    #[must_use]
    pub fn below_middle(self) -> f64 {
        self.size * 0.36
    }
}

static FONTS: LazyLock<Option<[FontRef<'static>; 2]>> = LazyLock::new(|| {
    Some([FontRef::try_from_slice(REGULAR).ok()?, FontRef::try_from_slice(BOLD).ok()?])
});

/// The width of a text in pixels, kerning included.
#[must_use]
pub fn width(text: &str, Style { size, weight, .. }: Style) -> f64 {
    let Some(fonts) = FONTS.as_ref() else {
        // A bundled font always parses; this keeps drawing free of panics all the same.
        return text.chars().map(|_| size * 0.6).sum();
    };
    let font = &fonts[weight as usize];
    // `size` is the em; ab_glyph scales by the height from descender to ascender.
    let em = font.units_per_em().unwrap_or(2048.0);
    #[expect(clippy::cast_possible_truncation, reason = "sizes of text are small numbers")]
    let scaled = font.as_scaled(size as f32 * font.height_unscaled() / em);
    let mut width = 0.0;
    let mut previous = None;
    for character in text.chars() {
        let glyph = font.glyph_id(character);
        if let Some(previous) = previous {
            width += scaled.kern(previous, glyph);
        }
        width += scaled.h_advance(glyph);
        previous = Some(glyph);
    }
    f64::from(width)
}

/// The text, or as much of it as fits with `…` at the end.
#[must_use]
pub fn fit(text: &str, style: Style, available: f64) -> String {
    if width(text, style) <= available {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(position, _)| position).collect();
    let shortened = |end: &usize| format!("{}…", text[..*end].trim_end());
    let fitting = ends.partition_point(|end| width(&shortened(end), style) <= available);
    fitting.checked_sub(1).map_or_else(|| "…".to_owned(), |last| shortened(&ends[last]))
}

/// The text in lines that fit; words are kept whole where they can be.
#[must_use]
pub fn wrap(text: &str, style: Style, available: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if width(&longer, style) <= available => {
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

    #[test]
    fn widths_grow_with_text_size_and_weight() {
        let plain = width("Losses", PLAIN);
        assert!(plain > 50.0 && plain < 80.0, "{plain}");
        assert!(width("Losses by", PLAIN) > plain);
        assert!(width("Losses", Style { weight: Weight::Bold, ..PLAIN }) > plain);
        assert!((width("Losses", Style { size: 40.0, ..PLAIN }) - 2.0 * plain).abs() < 0.01);
        assert!(width("", PLAIN) == 0.0);
    }

    #[test]
    fn a_long_text_is_cut_where_it_must_be() {
        assert_eq!(fit("Bank Run", PLAIN, 200.0), "Bank Run");
        let cut = fit("Signature Verification Issue", PLAIN, 120.0);
        assert!(cut.ends_with('…') && cut.starts_with("Signature"), "{cut}");
        assert!(width(&cut, PLAIN) <= 120.0);
        assert_eq!(fit("Bank Run", PLAIN, 1.0), "…");
        let long = "x".repeat(100);
        for line in wrap(&format!("one two {long} three"), PLAIN, 150.0) {
            assert!(width(&line, PLAIN) <= 150.0, "{line}");
        }
    }
}
