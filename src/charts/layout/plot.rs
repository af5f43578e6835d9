//! A plot of amounts: the grid with its ticks, and below it strips for what has no amount.

use chrono::NaiveDate;

use crate::charts::layout::ink::Ink;
use crate::domain::Usd;

use super::area::Area;
use super::axis::Scale;
use super::canvas::Canvas;
use super::spec::{Anchor, Fill, Mark};
use super::text::width;

/// A row below the plot: its name, and the days that belong to it.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What its marks have in common.
    pub word: &'static str,
    /// Where its marks stand, and in which ink.
    pub marks: Vec<(NaiveDate, Ink)>,
}

/// Where amounts lie on the page.
#[derive(Clone, Debug)]
pub struct Plot {
    /// The page.
    pub canvas: Canvas,
    /// The area of the grid: amounts lie above its lower edge.
    pub area: Area,
    /// How amounts become heights.
    pub scale: Scale,
    ticks: Vec<(Usd, String)>,
    strips: usize,
}

impl Plot {
    /// A plot that leaves room for strips. Without amounts to measure there is the line of zero, and
    /// no other.
    pub fn new(canvas: Canvas, scale: Scale, has_amounts: bool, strips: &[Strip]) -> Self {
        let mut ticks: Vec<(Usd, String)> =
            scale.ticks().into_iter().map(|tick| (tick, tick.compact())).collect();
        if !has_amounts {
            ticks.truncate(1);
        }
        let words = ticks.iter().map(|(_, it)| it.as_str()).chain(strips.iter().map(|it| it.word));
        let column = words.map(|word| width(word, canvas.tick())).fold(0.0, f64::max);
        // The words of the axis, and half of the topmost tick.
        let head = canvas.small() * if scale.is_log() { 2.0 } else { 0.8 };
        #[expect(clippy::cast_precision_loss, reason = "there are two strips at the most")]
        let below = strip_height(canvas) * strips.len() as f64;
        let area = Area {
            left: canvas.left() + column + canvas.small() * 0.7,
            top: canvas.top + head,
            // A dot at the edge stays on the page.
            right: canvas.right() - if canvas.is_slide { 0.0 } else { canvas.radius() },
            bottom: canvas.bottom - below,
        };
        Self { canvas, area, scale, ticks, strips: strips.len() }
    }

    /// The same plot with room for an axis of that height below it.
    pub fn above_axis(self, height: f64) -> Self {
        let area = Area { bottom: self.area.bottom - height, ..self.area };
        Self { area, ..self }
    }

    /// The height of an amount on the page.
    pub fn y(&self, amount: Usd) -> f64 {
        self.area.bottom - self.scale.height(amount) * (self.area.bottom - self.area.top)
    }

    /// Where the axis below the strips begins.
    pub fn axis_top(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "there are two strips at the most")]
        let strips = self.strips as f64;
        self.area.bottom + strip_height(self.canvas) * strips
    }

    /// The grid, its ticks, and how the axis is read where that does not go without saying.
    pub fn frame_marks(&self) -> Vec<Mark> {
        let tick = self.canvas.tick();
        let words = self.scale.words().map(|words| {
            let baseline = self.canvas.top + tick.size * 0.8;
            Mark::text(self.canvas.left(), baseline, Anchor::Start, tick, words)
        });
        let mut marks: Vec<Mark> = words.into_iter().collect();
        for (amount, label) in &self.ticks {
            let y = self.y(*amount);
            let ink = if y >= self.area.bottom - 0.5 { Ink::Axis } else { Ink::Grid };
            let (from, to) = ((self.area.left, y), (self.area.right, y));
            marks.push(Mark::Line { from, to, ink, width: self.canvas.hairline() });
            marks.push(self.axis_label(y, label));
        }
        if self.strips > 0 {
            // What the ticks of the axis below stand on.
            let y = self.axis_top();
            let (from, to) = ((self.area.left, y), (self.area.right, y));
            marks.push(Mark::Line { from, to, ink: Ink::Grid, width: self.canvas.hairline() });
        }
        marks
    }

    /// The strips: their names, and a ring for each mark at the place that `x` gives.
    pub fn strip_marks(&self, strips: &[Strip], x: impl Fn(NaiveDate) -> f64) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut y = self.area.bottom + strip_height(self.canvas) * 0.62;
        for strip in strips {
            marks.push(self.axis_label(y, strip.word));
            let radius = self.canvas.radius() - 1.0;
            marks.extend(strip.marks.iter().map(|(day, ink)| Mark::Dot {
                centre: (x(*day), y),
                radius,
                ink: *ink,
                fill: Fill::None,
            }));
            y += strip_height(self.canvas);
        }
        marks
    }

    fn axis_label(&self, y: f64, word: &str) -> Mark {
        let tick = self.canvas.tick();
        let x = self.area.left - tick.size * 0.6;
        Mark::text(x, y + tick.below_middle(), Anchor::End, tick, word)
    }
}

/// The height of a strip.
fn strip_height(canvas: Canvas) -> f64 {
    canvas.small() * 2.0
}
