//! Losses by month, quarter or year: bars, or dots on a log axis where one span dwarfs the rest.

use chrono::NaiveDate;

use crate::charts::layout::area::Area;
use crate::charts::layout::axis::Scale;
use crate::charts::layout::canvas::Canvas;
use crate::charts::layout::data::Data;
use crate::charts::layout::frame::{self, Drawing};
use crate::charts::layout::ink::Ink;
use crate::charts::layout::labels::Names;
use crate::charts::layout::plot::{Plot, Strip};
use crate::charts::layout::spec::{Fill, Mark, Run};
use crate::charts::layout::text::Style;
use crate::charts::layout::time_axis::{TimeAxis, months_in};
use crate::claims::charts::over_time::{self, SpanMark};
use crate::domain::{Granularity, Usd};

/// How many of the largest spans are named.
const NAMED: usize = 4;

/// A span none of whose losses is known.
fn is_unknown(span: &SpanMark) -> bool {
    span.loss.is_none()
}

/// A span with incidents in which nothing was lost.
fn is_zero(span: &SpanMark) -> bool {
    span.incidents > 0 && span.loss == Some(Usd::ZERO)
}

/// How many spans are shown at the most if some of them are earlier ones.
fn most_with_earlier(granularity: Granularity) -> usize {
    match granularity {
        Granularity::Month => 24,
        Granularity::Quarter => 12,
        Granularity::Year => usize::MAX,
    }
}

/// Lays out `losses_by_month`, `losses_by_quarter` or `losses_by_year`, with the spans before the
/// period that there is room for.
pub fn losses_by_span(data: &Data<'_>, granularity: Granularity) -> Drawing {
    let scale = |spans: &[SpanMark]| {
        let amounts: Vec<Usd> = spans.iter().filter_map(SpanMark::positive).collect();
        Scale::of(data.scale, &amounts)
    };
    let mark = |spans: &[SpanMark]| if scale(spans).is_log() { "dot" } else { "bar" };
    let most = most_with_earlier(granularity);
    let (words, spans) = over_time::losses_by_span(data.subject, granularity, most, mark);
    let marks = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => {
            draw(&spans, scale(&spans), granularity, (first.first, last.first), data.canvas)
        }
        _ => vec![frame::nothing_to_draw(data.canvas)],
    };
    Drawing { words, marks }
}

fn draw(
    spans: &[SpanMark],
    scale: Scale,
    granularity: Granularity,
    days: (NaiveDate, NaiveDate),
    canvas: Canvas,
) -> Vec<Mark> {
    let strips: Vec<Strip> =
        [("no loss", is_zero as fn(&SpanMark) -> bool), ("unknown", is_unknown)]
            .into_iter()
            .filter(|(_, belongs)| spans.iter().any(belongs))
            .map(|(word, belongs)| Strip {
                word,
                marks: spans
                    .iter()
                    .filter(|it| belongs(it))
                    .map(|it| (it.first, if it.is_earlier { Ink::Rest } else { Ink::Muted }))
                    .collect(),
            })
            .collect();
    let has_amounts = spans.iter().any(|span| span.positive().is_some());
    let plot = Plot::new(canvas, scale, has_amounts, &strips);
    let axis = TimeAxis::new(granularity, days, (plot.area.left, plot.area.right), canvas);
    let plot = plot.above_axis(axis.height());
    let mut marks = plot.frame_marks();
    marks.extend(plot.strip_marks(&strips, |first| axis.middle(first, granularity)));
    draw_amounts(spans, &plot, &axis, granularity, &mut marks);
    marks.extend(axis.marks(plot.axis_top()));
    marks
}

/// The bars or dots, and the names of the largest spans where there is room.
fn draw_amounts(
    spans: &[SpanMark],
    plot: &Plot,
    axis: &TimeAxis,
    granularity: Granularity,
    marks: &mut Vec<Mark>,
) {
    let mut largest: Vec<(&SpanMark, Usd)> =
        spans.iter().filter_map(|span| Some((span, span.positive()?))).collect();
    // Those of the period first, whatever was before it.
    largest.sort_by_key(|(span, loss)| (span.is_earlier, std::cmp::Reverse(*loss), span.first));
    let half = (axis.month() * f64::from(months_in(granularity)) * 0.38).clamp(0.6, 40.0);
    let place = |span: &SpanMark, loss: Usd| (axis.middle(span.first, granularity), plot.y(loss));
    // The largest is drawn last, above the others.
    for (rank, (span, loss)) in largest.iter().enumerate().rev() {
        let ink = match (span.is_earlier, rank) {
            (true, _) => Ink::Rest,
            (false, 0) => Ink::Accent,
            (false, _) => Ink::Series,
        };
        marks.push(amount(plot, place(span, *loss), half, ink));
    }
    let bounds = Area { bottom: plot.area.bottom - 4.0, ..plot.area };
    let mut names = Names::new(bounds, marks);
    let of_period = largest.iter().take(NAMED).filter(|(span, _)| !span.is_earlier).copied();
    // And what was larger before it, if anything was.
    let earlier = largest.iter().find(|(span, _)| span.is_earlier).copied();
    let earlier = earlier.filter(|(_, loss)| largest.first().is_some_and(|(_, it)| loss > it));
    for (rank, (span, loss)) in of_period.chain(earlier).enumerate() {
        let style = name_style(plot.canvas, span.is_earlier, rank);
        let words = Run::of(&span.label, style, span.label.clone());
        let at = place(span, loss);
        let name = if plot.scale.is_log() {
            names.place(at, plot.canvas.radius(), &words, style)
        } else {
            names.place_above(at, half, &words, style)
        };
        marks.extend(name);
    }
}

fn name_style(canvas: Canvas, is_earlier: bool, rank: usize) -> Style {
    match (is_earlier, rank) {
        (true, _) => canvas.tick(),
        (false, 0) => canvas.name().with_ink(Ink::Accent),
        (false, _) => canvas.name(),
    }
}

/// The dot or bar of a span.
fn amount(plot: &Plot, (x, y): (f64, f64), half: f64, ink: Ink) -> Mark {
    if plot.scale.is_log() {
        return Mark::Dot { centre: (x, y), radius: plot.canvas.radius(), ink, fill: Fill::Rimmed };
    }
    let top = y.min(plot.area.bottom - 2.0);
    let area = Area { left: x - half, top, right: x + half, bottom: plot.area.bottom };
    Mark::Bar { area, ink }
}
