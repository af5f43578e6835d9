//! The colours and marks of a grid, and the key that says what they mean.

use crate::charts::layout::area::Area;
use crate::charts::layout::axis::floor_power;
use crate::charts::layout::canvas::Canvas;
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::{Anchor, Fill, Mark};
use crate::charts::layout::text::width;
use crate::domain::Usd;

/// The powers of ten that cells are coloured by: the largest has the strongest ink.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bands {
    /// The power of ten, in cents, at which the lowest band begins; it holds what is below as well.
    bottom: u32,
    count: usize,
}

impl Bands {
    /// The bands of these amounts, all of them above zero.
    pub(crate) fn of(cells: impl Iterator<Item = Usd> + Clone) -> Self {
        let top = cells.clone().max().map_or(2, |it| floor_power(it.cents()));
        let least = cells.min().map_or(top, |it| floor_power(it.cents()));
        let most = u32::try_from(Ink::HEAT.len()).unwrap_or(1);
        let bottom = least.max((top + 1).saturating_sub(most));
        Self { bottom, count: (top - bottom + 1) as usize }
    }

    /// The ink of an amount.
    pub(crate) fn ink(self, loss: Usd) -> Ink {
        let band = (floor_power(loss.cents()).saturating_sub(self.bottom)) as usize;
        let first = Ink::HEAT.len() - self.count;
        Ink::HEAT.get(first + band).copied().unwrap_or(Ink::Heat6)
    }

    /// The amount at which a band begins.
    fn from(self, band: usize) -> Usd {
        Usd::from_cents(10_i128.pow(self.bottom + u32::try_from(band).unwrap_or(0)))
    }
}

/// What stands for losses that nobody knows.
pub(crate) fn unknown_mark(centre: (f64, f64), radius: f64) -> Mark {
    Mark::Dot { centre, radius, ink: Ink::Muted, fill: Fill::None }
}

/// What stands for a loss of zero.
pub(crate) fn zero_mark((x, y): (f64, f64), half: f64) -> Mark {
    Mark::Line { from: (x - half, y), to: (x + half, y), ink: Ink::Muted, width: 3 }
}

/// What the colours and marks mean.
pub(crate) struct Key {
    /// The bands, if there is an amount above zero.
    pub(crate) bands: Option<Bands>,
    /// Whether a cell has unknown losses only.
    pub(crate) has_unknown: bool,
    /// Whether a cell has losses of zero only.
    pub(crate) has_zero: bool,
}

impl Key {
    /// The marks of the key, and the height at which it ends.
    pub(crate) fn marks(&self, canvas: Canvas) -> (Vec<Mark>, f64) {
        let (tick, small) = (canvas.tick(), canvas.small());
        let (top, height) = (canvas.top, small * 0.9);
        let mut marks = Vec::new();
        let mut x = canvas.left();
        let mut bottom = top;
        if let Some(bands) = self.bands {
            marks.extend(band_marks(bands, canvas, top, height));
            #[expect(clippy::cast_precision_loss, reason = "there are six bands at the most")]
            let bands_width = swatch(canvas) * bands.count as f64;
            x += bands_width + small * 1.8;
            bottom = top + height + small * 1.5;
        }
        let shown = [
            (self.has_unknown, "unknown", unknown_mark as fn((f64, f64), f64) -> Mark),
            (self.has_zero, "no loss", zero_mark),
        ];
        let (mut middle, radius) = (top + height / 2.0, canvas.radius());
        for (_, word, mark) in shown.into_iter().filter(|(is_shown, ..)| *is_shown) {
            let needed = radius * 2.0 + small * 0.5 + width(word, tick);
            if x + needed > canvas.right() {
                // The next line, below the amounts of the bands.
                x = canvas.left();
                middle = bottom + height / 2.0;
            }
            marks.push(mark((x + radius + 1.0, middle), radius));
            let text_x = x + radius * 2.0 + small * 0.5;
            let baseline = middle + tick.below_middle();
            marks.push(Mark::text(text_x, baseline, Anchor::Start, tick, word));
            x += needed + small * 1.2;
            bottom = bottom.max(middle + small * 0.8);
        }
        (marks, bottom + small * 0.9)
    }
}

/// The width of a colour in the key.
fn swatch(canvas: Canvas) -> f64 {
    canvas.small() * 4.0
}

/// The colours side by side, and below them the amounts at which one ends and the next begins.
fn band_marks(bands: Bands, canvas: Canvas, top: f64, height: f64) -> Vec<Mark> {
    let tick = canvas.tick();
    let mut marks = Vec::new();
    let mut left = canvas.left();
    let baseline = top + height + tick.size * 1.15;
    for band in 0..bands.count {
        let right = left + swatch(canvas);
        let area = Area { left, top, right: right - 1.0, bottom: top + height };
        marks.push(Mark::Cell { area, ink: bands.ink(bands.from(band)) });
        // One band alone says where it begins; of several, each boundary has its amount.
        let words = bands.from(band).compact();
        if bands.count == 1 {
            let words = format!("from {words}");
            marks.push(Mark::text(left, baseline, Anchor::Start, tick, words));
        } else if band > 0 {
            marks.push(Mark::text(left, baseline, Anchor::Middle, tick, words));
        }
        left = right;
    }
    marks
}
