//! The page that a chart is laid out on: a slide, or a picture in a page, wide or narrow.

use crate::charts::layout::ink::Ink;

use super::text::Style;
use super::typeface::Weight;

/// A page: its size, where the body of the chart lies, and how large its texts are.
///
/// Lengths are in units of the SVG. On a slide a unit is a pixel of 1920x1080; at 1280x720 the
/// smallest text is 14 px high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Canvas {
    /// The width.
    pub width: f64,
    /// The height; of a picture in a page the most that it is meant to get.
    pub height: f64,
    /// The space that stays empty at the left and right edge.
    margin: f64,
    /// The upper edge of the body.
    pub top: f64,
    /// The lower edge of the body.
    pub bottom: f64,
    /// The size of ticks, names and the footnote: the smallest text.
    small: f64,
    /// The size of labels and values.
    large: f64,
    /// Whether title, subtitle and footnote are part of the picture.
    pub is_slide: bool,
}

/// The title of a slide: what the picture shows.
pub const TITLE: Style = Style { size: 46.0, weight: Weight::Bold, ink: Ink::Text };

impl Canvas {
    /// A slide of 1920x1080 with title, subtitle and footnote.
    pub const SLIDE: Self = Self {
        width: 1920.0,
        height: 1080.0,
        margin: 72.0,
        top: 196.0,
        bottom: 976.0,
        small: 22.0,
        large: 28.0,
        is_slide: true,
    };
    /// The body alone, for a page as wide as a desk's screen.
    pub const WIDE: Self = Self {
        width: 1200.0,
        height: 640.0,
        margin: 2.0,
        top: 4.0,
        bottom: 632.0,
        small: 18.0,
        large: 20.0,
        is_slide: false,
    };
    /// The body alone, for a phone: shown 328 CSS pixels wide, its smallest text is 12 px high.
    pub const NARROW: Self = Self {
        width: 600.0,
        height: 720.0,
        margin: 2.0,
        top: 4.0,
        bottom: 712.0,
        small: 22.0,
        large: 24.0,
        is_slide: false,
    };

    /// The left edge of the content.
    pub const fn left(self) -> f64 {
        self.margin
    }

    /// The right edge of the content.
    pub const fn right(self) -> f64 {
        self.width - self.margin
    }

    /// The size of the smallest text.
    pub const fn small(self) -> f64 {
        self.small
    }

    /// The size of labels: what rows and gaps are measured with.
    pub const fn large(self) -> f64 {
        self.large
    }

    /// Whether there is too little width for two columns of words beside the marks.
    pub fn is_narrow(self) -> bool {
        self.width < 30.0 * self.large
    }

    const fn style(size: f64, weight: Weight, ink: Ink) -> Style {
        Style { size, weight, ink }
    }

    /// What stands behind a value, and the subtitle.
    pub const fn note(self) -> Style {
        Self::style(self.large, Weight::Regular, Ink::Muted)
    }

    /// What a bar is about.
    pub const fn label(self) -> Style {
        Self::style(self.large, Weight::Regular, Ink::Text)
    }

    /// The amount at a bar.
    pub const fn value(self) -> Style {
        Self::style(self.large, Weight::Bold, Ink::Text)
    }

    /// Ticks, keys and the footnote.
    pub const fn tick(self) -> Style {
        Self::style(self.small, Weight::Regular, Ink::Muted)
    }

    /// The name of a dot or a line.
    pub const fn name(self) -> Style {
        Self::style(self.small, Weight::Bold, Ink::Text)
    }

    /// The radius of a dot.
    pub fn radius(self) -> f64 {
        (self.small * 0.36).round()
    }

    /// The width of an axis or a grid line.
    pub const fn hairline(self) -> u32 {
        if self.is_slide { 2 } else { 1 }
    }
}
