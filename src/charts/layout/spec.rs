//! A chart as plain data: marks with places, sizes and inks. What a test looks at, and what the
//! renderer draws in the colours of a theme.

use crate::charts::layout::ink::Ink;
use crate::claims::Sentence;

use super::area::Area;
use super::text::Style;

pub use super::text_mark::{Anchor, Run, TextMark};

/// A chart that is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// The name of its files.
    pub name: String,
    /// What the picture shows.
    pub title: Sentence,
    /// The quantity, its unit, the period, and how many incidents there are.
    pub subtitle: Sentence,
    /// The rule, the source, and what is left out.
    pub footnote: Sentence,
    /// What it shows, for those who do not see it: the `<desc>` of the SVG.
    pub description: Sentence,
    /// The width of the picture.
    pub width: f64,
    /// The height of the picture.
    pub height: f64,
    /// The marks, drawn in this order. Of a slide, title, subtitle and footnote are among them.
    pub marks: Vec<Mark>,
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Bar {
        /// Where.
        area: Area,
        /// Its ink.
        ink: Ink,
    },
    /// A filled rectangle that a text may stand in.
    Cell {
        /// Where.
        area: Area,
        /// Its ink.
        ink: Ink,
    },
    /// A straight line.
    Line {
        /// From, as x and y.
        from: (f64, f64),
        /// To, as x and y.
        to: (f64, f64),
        /// Its ink.
        ink: Ink,
        /// Its width.
        width: u32,
    },
    /// A line through several points.
    Path {
        /// The points, as x and y.
        points: Vec<(f64, f64)>,
        /// Its ink.
        ink: Ink,
        /// Its width.
        width: u32,
    },
    /// A circle.
    Dot {
        /// Its centre, as x and y.
        centre: (f64, f64),
        /// Its radius.
        radius: f64,
        /// Its ink.
        ink: Ink,
        /// How it is filled.
        fill: Fill,
    },
    /// A text.
    Text(TextMark),
}

/// How a circle is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// It is a ring.
    None,
    /// It is a disc.
    Full,
    /// It is a disc with a rim of paper, so that discs that overlap stay apart.
    Rimmed,
}

impl Mark {
    /// The area that the mark covers; none of a line, which may run behind a text.
    pub fn area(&self) -> Option<Area> {
        match self {
            Self::Bar { area, .. } | Self::Cell { area, .. } => Some(*area),
            Self::Dot { centre: (x, y), radius, .. } => {
                Some(Area { left: *x, top: *y, right: *x, bottom: *y }.widened(*radius, *radius))
            }
            Self::Line { .. } | Self::Path { .. } => None,
            Self::Text(text) => Some(text.area()),
        }
    }

    /// The lower edge of the mark.
    pub fn lower_edge(&self) -> f64 {
        match self {
            Self::Line { from, to, .. } => from.1.max(to.1),
            Self::Path { points, .. } => points.iter().map(|it| it.1).fold(0.0, f64::max),
            _ => self.area().map_or(0.0, |area| area.bottom),
        }
    }

    /// A line of text, as [`TextMark::new`].
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

    /// What the picture says: its role, and the statement.
    pub fn statements(&self) -> impl Iterator<Item = (&'static str, &Sentence)> {
        let around = [
            ("title", &self.title),
            ("subtitle", &self.subtitle),
            ("footnote", &self.footnote),
            ("description", &self.description),
        ];
        let runs = self.texts().flat_map(|text| &text.runs);
        let marks = runs.filter_map(|run| Some(("mark", run.says.as_ref()?)));
        around.into_iter().filter(|(_, it)| !it.is_empty()).chain(marks)
    }

    /// The whole picture.
    pub fn page(&self) -> Area {
        Area { left: 0.0, top: 0.0, right: self.width, bottom: self.height }
    }

    /// What is wrong with the layout: marks that run off the page, texts that overlap each other,
    /// texts that a bar or a dot lies under, and texts that run out of their cell, all in the typeface
    /// in which they are widest. Empty for every chart that we draw.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let areas: Vec<Option<Area>> = self.marks.iter().map(Mark::area).collect();
        for (position, mark) in self.marks.iter().enumerate() {
            if areas[position].is_some_and(|area| !area.is_within(&self.page())) {
                faults.push(format!("{mark:?} runs off the page"));
            }
            let Mark::Text(text) = mark else { continue };
            let area = text.area();
            if text.own_width() > area.right - area.left + 0.01 {
                faults.push(format!("{:?} has too little room in our own typeface", text.text()));
            }
            for (other_position, other) in self.marks.iter().enumerate() {
                let covers = areas[other_position].is_some_and(|taken| taken.overlaps(&area));
                let in_cell =
                    matches!(other, Mark::Cell { area: cell, .. } if area.is_within(cell));
                if covers && !in_cell && other_position != position {
                    faults.push(format!("{:?} overlaps {other:?}", text.text()));
                }
            }
        }
        faults
    }
}
