//! Losses by size: for each band the incidents and the sum of their losses, side by side.

use crate::charts::layout::area::Area;
use crate::charts::layout::canvas::Canvas;
use crate::charts::layout::data::Data;
use crate::charts::layout::frame::{self, Drawing};
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::{Anchor, Mark, Run, TextMark};
use crate::charts::layout::text::width;
use crate::claims::Sentence;
use crate::claims::charts::by_size::{self, Band};
use crate::domain::Usd;

/// Lays out `losses_by_size`.
pub fn losses_by_size(data: &Data<'_>) -> Drawing {
    let (words, bands) = by_size::losses_by_size(data.subject);
    let marks = if by_size::has_incidents(data.subject) {
        draw(&bands, data.canvas)
    } else {
        vec![frame::nothing_to_draw(data.canvas)]
    };
    Drawing { words, marks }
}

/// A bar, and what stands behind it.
struct Bar {
    length: f64,
    ink: Ink,
    about: Sentence,
    value: Sentence,
    share: Option<Sentence>,
}

impl Bar {
    /// The space that its value and its share take.
    fn behind(&self, canvas: Canvas) -> f64 {
        canvas.large() * 0.4 + self.words(0.0, 0.0, canvas).width()
    }

    /// The value and its share, in one line.
    fn words(&self, x: f64, baseline: f64, canvas: Canvas) -> TextMark {
        let is_unknown = frame::is_unknown(&self.value);
        let style = if is_unknown { canvas.note() } else { canvas.value() };
        let says = |it: &Sentence| self.about.clone().labels(it);
        let mut runs = Run::of(&self.value, style, says(&self.value));
        let share = self.share.iter().flat_map(|it| Run::of(it, canvas.note(), says(it)));
        runs.extend(share.enumerate().map(|(at, run)| if at == 0 { run.apart() } else { run }));
        TextMark::of(x, baseline, Anchor::Start, runs)
    }
}

fn draw(bands: &[Band], canvas: Canvas) -> Vec<Mark> {
    let (label, large) = (canvas.label(), canvas.large());
    let above = canvas.is_narrow();
    let label_column = if above {
        0.0
    } else {
        bands.iter().map(|it| width(&it.name.bare(), label)).fold(0.0, f64::max) + large
    };
    let left = canvas.left() + label_column;
    let gap = large * 1.6;
    let panel = (canvas.right() - left - gap) / 2.0;
    let panels = [left, left + panel + gap];
    let columns = [counts(bands), losses(bands)];
    let columns = columns.map(|bars| without_shares_that_crowd(bars, panel, canvas));
    let scales = columns.each_ref().map(|bars| per_unit(bars, panel, canvas));

    let mut marks = Vec::new();
    let baseline = canvas.top + large;
    for (x, words) in panels.into_iter().zip(["Incidents", "Sum of losses"]) {
        marks.push(Mark::text(x, baseline, Anchor::Start, canvas.value(), words));
    }
    let first = canvas.top + large * 1.9;
    #[expect(clippy::cast_precision_loss, reason = "there are five bands")]
    let room = (canvas.bottom - first) / bands.len() as f64;
    let pitch = match (canvas.is_slide, above) {
        (true, _) => room.min(large * 4.4),
        (false, true) => large * 3.0,
        (false, false) => large * 2.3,
    };
    let mut top = first;
    for (row, band) in bands.iter().enumerate() {
        let (bar_top, bar_bottom) = if above {
            (top + large * 1.4, top + large * 2.3)
        } else {
            (top + pitch * 0.19, top + pitch * 0.81)
        };
        let middle = f64::midpoint(bar_top, bar_bottom);
        if above {
            let name = TextMark::new(left, top + large, Anchor::Start, label, band.name.bare());
            marks.push(Mark::Text(name.within(canvas.right() - left)));
        } else {
            let (x, baseline) = (left - large * 0.7, middle + label.below_middle());
            marks.push(Mark::text(x, baseline, Anchor::End, label, band.name.bare()));
        }
        for ((x, bars), scale) in panels.iter().zip(&columns).zip(scales) {
            if let Some(bar) = bars.get(row) {
                marks.extend(bar_marks(bar, *x, scale, (bar_top, bar_bottom), canvas));
            }
        }
        top += pitch;
    }
    if !above {
        for x in panels {
            let (from, to) = ((x, first), (x, top));
            marks.push(Mark::Line { from, to, ink: Ink::Axis, width: canvas.hairline() });
        }
    }
    marks
}

/// The bars of the incidents.
fn counts(bands: &[Band]) -> Vec<Bar> {
    let bar = |band: &Band| Bar {
        length: Usd::from_cents(i128::from(band.incidents)).approximate_dollars(),
        ink: if band.loss.is_some() { Ink::Series } else { Ink::Rest },
        about: band.counts(),
        value: band.count.clone(),
        share: (band.incidents > 0).then(|| band.count_share.clone()).filter(|it| !it.is_empty()),
    };
    bands.iter().map(bar).collect()
}

/// The bars of the losses.
fn losses(bands: &[Band]) -> Vec<Bar> {
    let bar = |band: &Band| {
        let has_loss = band.loss.is_some_and(|it| it > Usd::ZERO);
        Bar {
            length: band.loss.map_or(0.0, Usd::approximate_dollars),
            ink: Ink::Series,
            about: band.losses(),
            value: band.value.clone(),
            share: has_loss.then(|| band.loss_share.clone()).filter(|it| !it.is_empty()),
        }
    };
    bands.iter().map(bar).collect()
}

/// Without shares, if they would leave too little room for the bars.
fn without_shares_that_crowd(mut bars: Vec<Bar>, panel: f64, canvas: Canvas) -> Vec<Bar> {
    if bars.iter().any(|bar| bar.behind(canvas) > panel * 0.7) {
        for bar in &mut bars {
            bar.share = None;
        }
    }
    bars
}

/// How many units of the page one of the bars' units takes.
fn per_unit(bars: &[Bar], panel: f64, canvas: Canvas) -> f64 {
    bars.iter()
        .filter(|bar| bar.length > 0.0)
        .map(|bar| (panel - bar.behind(canvas)).max(0.0) / bar.length)
        .fold(f64::INFINITY, f64::min)
}

fn bar_marks(
    bar: &Bar,
    left: f64,
    scale: f64,
    (top, bottom): (f64, f64),
    canvas: Canvas,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut x = left;
    if bar.length > 0.0 {
        x += (bar.length * scale).max(2.0);
        marks.push(Mark::Bar { area: Area { left, top, right: x, bottom }, ink: bar.ink });
    }
    let gap = canvas.large() * 0.4;
    let baseline = f64::midpoint(top, bottom) + canvas.value().below_middle();
    marks.push(Mark::Text(bar.words(x + gap, baseline, canvas)));
    marks
}
