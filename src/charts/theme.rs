//! Colours, sizes and the page: one visual language for all charts.
//!
//! Lengths are in pixels of a page of 1920x1080; at 1280x720 the smallest text is 14 px high.

use super::text::{Style, Weight};

/// A colour, as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The width of the page.
pub const WIDTH: i32 = 1920;
/// The height of the page.
pub const HEIGHT: i32 = 1080;
/// The space that stays empty at the left and right edge.
pub const MARGIN: i32 = 72;

/// The page.
pub const PAPER: Colour = Colour(255, 255, 255);
/// Titles, labels and values: 17 to 1 against the paper.
pub const INK: Colour = Colour(15, 23, 42);
/// Subtitles, ticks and notes: 7.6 to 1 against the paper.
pub const MUTED: Colour = Colour(71, 85, 105);
/// Grid lines.
pub const GRID: Colour = Colour(226, 230, 236);
/// The axis that bars stand on.
pub const AXIS: Colour = Colour(148, 163, 184);
/// Bars and dots. With [`ACCENT`] it is told apart in all common kinds of colour blindness.
pub const SERIES: Colour = Colour(31, 95, 191);
/// What the picture points at.
pub const ACCENT: Colour = Colour(200, 72, 43);
/// What is gathered or left over.
pub const REST: Colour = Colour(166, 176, 190);

const fn style(size: f64, weight: Weight, colour: Colour) -> Style {
    Style { size, weight, colour }
}

/// The title: what the picture shows.
pub const TITLE: Style = style(46.0, Weight::Bold, INK);
/// The subtitle, and what stands behind a value.
pub const NOTE: Style = style(27.0, Weight::Regular, MUTED);
/// What a bar is about.
pub const LABEL: Style = style(27.0, Weight::Regular, INK);
/// The amount at a bar.
pub const VALUE: Style = style(27.0, Weight::Bold, INK);
/// Ticks and the footnote: the smallest text.
pub const TICK: Style = style(22.0, Weight::Regular, MUTED);
/// The name of a dot.
pub const NAME: Style = style(22.0, Weight::Bold, INK);
/// The name of the dot that the title speaks of.
pub const FIRST_NAME: Style = style(22.0, Weight::Bold, ACCENT);

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.2.
    fn luminance(Colour(red, green, blue): Colour) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(one: Colour, other: Colour) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[test]
    fn text_can_be_read_and_marks_can_be_seen() {
        for text in [INK, MUTED] {
            assert!(contrast(text, PAPER) >= 4.5, "{text:?}");
        }
        for mark in [SERIES, ACCENT] {
            assert!(contrast(mark, PAPER) >= 3.0, "{mark:?}");
        }
        // No colour alone: the two differ in lightness too, for those who see no hue.
        assert!(contrast(SERIES, REST) >= 2.0);
    }
}
