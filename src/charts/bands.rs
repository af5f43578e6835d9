//! Losses by size: for each band the incidents and the sum of their losses, side by side.

use crate::domain::Usd;
use crate::domain::usd::percent;

use super::ChartError;
use super::canvas::Canvas;
use super::data::{Data, Rows};
use super::frame::{self, Drawing, Scope, counted, grouped};
use super::spec::{Anchor, Area, Mark, Run, TextMark};
use super::text::width;
use super::theme::Ink;

/// One band of sizes.
struct Band {
    name: String,
    incidents: usize,
    /// None of the band of unknown losses.
    loss: Option<Usd>,
}

/// Lays out `losses_by_size`.
///
/// # Errors
///
/// [`ChartError`] if there is no such table, or it is not as described.
pub fn losses_by_size(data: &Data<'_>) -> Result<Drawing, ChartError> {
    let bands = read(&data.table("losses_by_size")?)?;
    let scope = data.scope;
    let largest = bands.iter().rev().find(|it| it.incidents > 0 && it.loss.is_some());
    let titles = match largest {
        Some(band) if scope.totals.loss > Usd::ZERO => titles(band, scope),
        _ => vec![scope.nothing_words()],
    };
    let subtitle = scope.subtitle("Incidents and losses by size of the loss");
    let footnote = format!(
        "Each incident is in one band: bars add up to all incidents and to the total. A loss of zero is known. {}",
        scope.source_words()
    );
    let shown = bands.iter().map(|band| {
        format!("{}: {}, {}", band.name, counted(band.incidents, "incident"), band.value())
    });
    let description = format!(
        "Two columns of bars, incidents and losses by size of the loss: {}. {}",
        shown.collect::<Vec<_>>().join("; "),
        data.numbers_words("losses_by_size")
    );
    let marks = if scope.totals.incidents == 0 {
        vec![frame::nothing_to_draw(data.canvas)]
    } else {
        draw(&bands, scope, data.canvas)
    };
    Ok(Drawing { titles, subtitle, footnote, description, marks })
}

/// The bands, the largest losses first; the unknown ones last, if there are any.
fn read(table: &Rows<'_>) -> Result<Vec<Band>, ChartError> {
    let rows = table.texts("band")?.into_iter();
    let rows = rows.zip(table.counts("incidents")?).zip(table.money("loss_usd")?);
    let bands = rows.map(|((name, incidents), loss)| Band { name, incidents, loss });
    Ok(bands.filter(|band| band.loss.is_some() || band.incidents > 0).collect())
}

fn titles(band: &Band, scope: &Scope<'_>) -> Vec<String> {
    let share = band.loss.and_then(|it| it.millionths_of(scope.totals.loss)).unwrap_or(0);
    let (count, all) = (grouped(band.incidents), grouped(scope.totals.incidents));
    let of = if band.name.starts_with("under") { "" } else { "of " };
    let name = &band.name;
    vec![
        format!("Losses {of}{name}: {count} of {all} incidents, {} of the money", percent(share)),
        format!("Losses {of}{name}: {} of the money", percent(share)),
    ]
}

impl Band {
    fn value(&self) -> String {
        self.loss.map_or_else(|| "unknown".to_owned(), Usd::compact)
    }
}

/// A bar, and what stands behind it.
struct Bar {
    length: f64,
    ink: Ink,
    value: String,
    share: Option<String>,
}

impl Bar {
    fn new(length: f64, ink: Ink, value: String, share: Option<i128>) -> Self {
        Self { length, ink, value, share: share.map(percent) }
    }

    /// The space that its value and its share take.
    fn behind(&self, canvas: Canvas) -> f64 {
        canvas.large() * 0.4 + self.words(0.0, 0.0, canvas).width()
    }

    /// The value and its share, in one line.
    fn words(&self, x: f64, baseline: f64, canvas: Canvas) -> TextMark {
        let style = if self.value == "unknown" { canvas.note() } else { canvas.value() };
        let share = self.share.iter().map(|it| Run::new(it, canvas.note()).apart());
        let runs = [Run::new(&self.value, style)].into_iter().chain(share);
        TextMark::of(x, baseline, Anchor::Start, runs.collect())
    }
}

fn draw(bands: &[Band], scope: &Scope<'_>, canvas: Canvas) -> Vec<Mark> {
    let (label, large) = (canvas.label(), canvas.large());
    let above = canvas.is_narrow();
    let label_column = if above {
        0.0
    } else {
        bands.iter().map(|it| width(&it.name, label)).fold(0.0, f64::max) + large
    };
    let left = canvas.left() + label_column;
    let gap = large * 1.6;
    let panel = (canvas.right() - left - gap) / 2.0;
    let panels = [left, left + panel + gap];
    let columns = [counts(bands, scope), losses(bands, scope)];
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
            let name = TextMark::new(left, top + large, Anchor::Start, label, &band.name);
            marks.push(Mark::Text(name.within(canvas.right() - left)));
        } else {
            let (x, baseline) = (left - large * 0.7, middle + label.below_middle());
            marks.push(Mark::text(x, baseline, Anchor::End, label, band.name.as_str()));
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
fn counts(bands: &[Band], scope: &Scope<'_>) -> Vec<Bar> {
    let all = Usd::from_cents(i128::try_from(scope.totals.incidents).unwrap_or(0));
    let bar = |band: &Band| {
        let count = Usd::from_cents(i128::try_from(band.incidents).unwrap_or(0));
        let ink = if band.loss.is_some() { Ink::Series } else { Ink::Rest };
        let share = count.millionths_of(all).filter(|_| band.incidents > 0);
        Bar::new(count.approximate_dollars(), ink, grouped(band.incidents), share)
    };
    bands.iter().map(bar).collect()
}

/// The bars of the losses.
fn losses(bands: &[Band], scope: &Scope<'_>) -> Vec<Bar> {
    let bar = |band: &Band| {
        let length = band.loss.map_or(0.0, Usd::approximate_dollars);
        let share = band.loss.filter(|it| *it > Usd::ZERO);
        // More than nothing is never shown as nothing.
        let share = share.and_then(|it| it.millionths_of(scope.totals.loss)).map(|it| it.max(1));
        Bar::new(length, Ink::Series, band.value(), share)
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
