//! A chart as plain data: marks with places, sizes and colours. What a test looks at, and what the
//! renderer draws.

use super::text::{self, Style};
use super::theme::{Colour, HEIGHT, WIDTH};

/// A chart that is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// The name of its files.
    pub name: String,
    /// What the picture shows: its title.
    pub title: String,
    /// What it shows, for those who do not see it: the `<desc>` of the SVG.
    pub description: String,
    /// The marks, drawn in this order.
    pub marks: Vec<Mark>,
}

/// A rectangle on the page; x grows to the right, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Whether two areas share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The area with so much more on the left and right, and above and below.
    #[must_use]
    pub fn widened(&self, sides: f64, ends: f64) -> Self {
        Self {
            left: self.left - sides,
            top: self.top - ends,
            right: self.right + sides,
            bottom: self.bottom + ends,
        }
    }

    /// Whether the area lies on the page.
    #[must_use]
    pub fn is_on_page(&self) -> bool {
        self.left >= 0.0
            && self.top >= 0.0
            && self.right <= f64::from(WIDTH)
            && self.bottom <= f64::from(HEIGHT)
    }
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// Where the anchor stands.
    pub x: f64,
    /// Where the letters stand: their baseline.
    pub baseline: f64,
    /// Which point of the text `x` is.
    pub anchor: Anchor,
    /// How it looks.
    pub style: Style,
    /// The text.
    pub text: String,
}

impl TextMark {
    /// A line of text whose anchor stands at `x` and whose letters stand on `baseline`.
    #[must_use]
    pub fn new(
        x: f64,
        baseline: f64,
        anchor: Anchor,
        style: Style,
        text: impl Into<String>,
    ) -> Self {
        Self { x, baseline, anchor, style, text: text.into() }
    }

    /// The area that the letters take, from the top of capitals to below the baseline.
    #[must_use]
    pub fn area(&self) -> Area {
        let width = text::width(&self.text, self.style);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area {
            left,
            top: self.baseline - self.style.size * 0.76,
            right: left + width,
            bottom: self.baseline + self.style.size * 0.22,
        }
    }
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Bar {
        /// Where.
        area: Area,
        /// Its colour.
        colour: Colour,
    },
    /// A straight line.
    Line {
        /// From, as x and y.
        from: (f64, f64),
        /// To, as x and y.
        to: (f64, f64),
        /// Its colour.
        colour: Colour,
        /// Its width.
        width: u32,
    },
    /// A circle.
    Dot {
        /// Its centre, as x and y.
        centre: (f64, f64),
        /// Its radius.
        radius: f64,
        /// Its colour.
        colour: Colour,
        /// Whether it is filled.
        filled: bool,
    },
    /// A text.
    Text(TextMark),
}

impl Mark {
    /// The area that the mark covers; none of a line, which may run behind a text.
    #[must_use]
    pub fn area(&self) -> Option<Area> {
        match self {
            Self::Bar { area, .. } => Some(*area),
            Self::Dot { centre: (x, y), radius, .. } => {
                Some(Area { left: *x, top: *y, right: *x, bottom: *y }.widened(*radius, *radius))
            }
            Self::Line { .. } => None,
            Self::Text(text) => Some(text.area()),
        }
    }

    /// A line of text, as [`TextMark::new`].
    #[must_use]
    pub fn text(
        x: f64,
        baseline: f64,
        anchor: Anchor,
        style: Style,
        text: impl Into<String>,
    ) -> Self {
        Self::Text(TextMark::new(x, baseline, anchor, style, text))
    }
}

impl ChartSpec {
    /// The texts of the chart.
    pub fn texts(&self) -> impl Iterator<Item = &TextMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) => Some(text),
            _ => None,
        })
    }

    /// What is wrong with the layout: texts that overlap each other or run off the page, and texts
    /// that a bar or a filled dot lies under. Empty for every chart that we draw.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (position, mark) in self.marks.iter().enumerate() {
            let Mark::Text(text) = mark else { continue };
            let area = text.area();
            if !area.is_on_page() {
                faults.push(format!("{:?} runs off the page: {area:?}", text.text));
            }
            for (other_position, other) in self.marks.iter().enumerate() {
                let covers = other.area().is_some_and(|taken| taken.overlaps(&area));
                if covers && other_position != position {
                    faults.push(format!("{:?} overlaps {other:?}", text.text));
                }
            }
        }
        faults
    }
}
