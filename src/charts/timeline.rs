//! Losses by month, quarter or year: bars, or dots on a log axis where one span dwarfs the rest.

use chrono::NaiveDate;

use crate::domain::usd::percent;
use crate::domain::{Granularity, Usd};
use crate::tables::columns::span_name;

use super::ChartError;
use super::axis::Scale;
use super::canvas::Canvas;
use super::compare::compared;
use super::data::{Data, Rows};
use super::frame::{self, Drawing, Scope};
use super::labels::Names;
use super::plot::{Plot, Strip};
use super::spec::{Area, Fill, Mark, Run};
use super::text::Style;
use super::theme::Ink;
use super::time_axis::{TimeAxis, months_in};

/// How many of the largest spans are named.
const NAMED: usize = 4;

/// One month, quarter or year.
struct Span {
    first: NaiveDate,
    incidents: usize,
    loss: Option<Usd>,
    /// Whether it lies before the period, and is shown for comparison only.
    is_earlier: bool,
}

impl Span {
    fn is_unknown(&self) -> bool {
        self.loss.is_none()
    }
    /// A span with incidents in which nothing was lost.
    fn is_zero(&self) -> bool {
        self.incidents > 0 && self.loss == Some(Usd::ZERO)
    }
    fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }
}

/// How a title names a span: `November 2023`, `Q4 2023`, `2023`; or short, beside its dot.
fn span_words(first: NaiveDate, granularity: Granularity, is_short: bool) -> String {
    match granularity {
        Granularity::Month if is_short => first.format("%b %Y").to_string(),
        Granularity::Month => first.format("%B %Y").to_string(),
        Granularity::Quarter => format!("Q{} {}", first.format("%q"), first.format("%Y")),
        Granularity::Year => first.format("%Y").to_string(),
    }
}

/// How many spans are shown at the most if some of them are earlier ones.
fn most_with_earlier(granularity: Granularity) -> usize {
    match granularity {
        Granularity::Month => 24,
        Granularity::Quarter => 12,
        Granularity::Year => usize::MAX,
    }
}

/// Lays out `losses_by_month`, `losses_by_quarter` or `losses_by_year`. Spans before the period
/// come from `history_by_month` and its like, where it is there.
///
/// # Errors
///
/// [`ChartError`] if there is no such table, or it is not as described.
pub fn losses_by_span(data: &Data<'_>, granularity: Granularity) -> Result<Drawing, ChartError> {
    let span = span_name(granularity);
    let table = format!("losses_by_{span}");
    let mut spans = read(&data.table(&table)?, span, false)?;
    let of_period = titles(&spans, granularity, data.scope);
    let (earlier, whole) = earlier(data, granularity, &spans)?;
    let has_earlier = !earlier.is_empty();
    spans.splice(0..0, earlier);
    let begins_within = whole.is_some();
    let titles = match (whole, compared_with_before(&spans, granularity)) {
        (Some(whole), _) => {
            // The picture shows more of the span than the period has.
            let words = part_words(&spans, &whole, granularity, data.scope);
            for span in spans.iter_mut().filter(|it| it.first == whole.first) {
                *span = Span { is_earlier: false, ..whole };
            }
            words.map_or(of_period, |words| vec![words])
        }
        (None, Some(compared)) => [vec![compared], of_period].concat(),
        (None, None) => of_period,
    };
    let amounts: Vec<Usd> = spans.iter().filter_map(Span::positive).collect();
    let scale = Scale::of(data.scale, &amounts);
    let quantity = format!("Losses by {span}");
    let subtitle = if has_earlier {
        data.scope.subtitle_with_earlier(&quantity, &format!("{span}s"))
    } else {
        data.scope.subtitle(&quantity)
    };
    let mark = if scale.is_log() { "dot" } else { "bar" };
    let footnote = format!(
        "Each {mark} is the sum of the known losses of one {span}; a {span} without a mark has no incident. {}{}",
        if begins_within {
            format!("The {span} that the period begins in is shown whole. ")
        } else {
            String::new()
        },
        data.scope.source_words()
    );
    let title = titles.first().cloned().unwrap_or_default();
    let description = format!("{title}. {subtitle}. {}", data.numbers_words(&table));
    let marks = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => {
            let days = (first.first, last.first);
            draw(&spans, scale, granularity, days, data.canvas)
        }
        _ => vec![frame::nothing_to_draw(data.canvas)],
    };
    Ok(Drawing { titles, subtitle, footnote, description, marks })
}

fn read(table: &Rows<'_>, span: &str, is_earlier: bool) -> Result<Vec<Span>, ChartError> {
    let days = table.days(span)?.into_iter();
    let rows = days.zip(table.counts("incidents")?).zip(table.money("loss_usd")?);
    Ok(rows
        .filter_map(|((first, incidents), loss)| {
            Some(Span { first: first?, incidents, loss, is_earlier })
        })
        .collect())
}

/// The spans before the period that there is room for; and all of the span that the period begins
/// in, if it began before.
fn earlier(
    data: &Data<'_>,
    granularity: Granularity,
    spans: &[Span],
) -> Result<(Vec<Span>, Option<Span>), ChartError> {
    let span = span_name(granularity);
    let history = data.optional_table(&format!("history_by_{span}"));
    let (Some(history), Some(first)) = (history, spans.first().map(|it| it.first)) else {
        return Ok((Vec::new(), None));
    };
    let mut all = read(&history, span, true)?;
    let begins_within = data.scope.period.from.is_some_and(|from| from > first);
    let whole = all.iter().position(|it| it.first == first).filter(|_| begins_within);
    let whole = whole.map(|position| all.remove(position));
    all.retain(|it| it.first < first);
    let most = most_with_earlier(granularity).saturating_sub(spans.len());
    Ok((all.split_off(all.len().saturating_sub(most)), whole))
}

/// The period as a part of the one span that it lies in; `None` if there are several spans.
fn part_words(
    spans: &[Span],
    whole: &Span,
    granularity: Granularity,
    scope: &Scope<'_>,
) -> Option<String> {
    let only = spans.iter().filter(|it| !it.is_earlier).count() == 1;
    let (loss, period) = (whole.positive().filter(|_| only)?, scope.period_words()?);
    Some(format!(
        "{period}: {} of the {} lost in {}",
        scope.totals.loss.compact(),
        loss.compact(),
        span_words(whole.first, granularity, false)
    ))
}

/// The only span of the period beside the one before it.
fn compared_with_before(spans: &[Span], granularity: Granularity) -> Option<String> {
    let [.., before, only] = spans else { return None };
    if only.is_earlier || !before.is_earlier {
        return None;
    }
    let (now, loss) = (only.positive()?, before.positive()?);
    let words = compared(now, loss, &span_words(before.first, granularity, true))?;
    Some(format!("{}: {} lost, {words}", span_words(only.first, granularity, false), now.compact()))
}

fn titles(spans: &[Span], granularity: Granularity, scope: &Scope<'_>) -> Vec<String> {
    let total = scope.totals.loss;
    let largest =
        spans.iter().rev().filter(|span| span.positive().is_some()).max_by_key(|span| span.loss);
    let Some((first, loss)) = largest.and_then(|span| Some((span.first, span.loss?))) else {
        return vec![scope.nothing_words()];
    };
    let (name, short) =
        (span_words(first, granularity, false), span_words(first, granularity, true));
    if loss == total {
        return vec![format!("All of the {} was lost in {name}", total.compact())];
    }
    let share = loss.millionths_of(total).unwrap_or(0);
    let finding = if share < frame::REMARKABLE {
        let span = span_name(granularity);
        format!("{name} was the costliest {span}: {} of {}", loss.compact(), total.compact())
    } else {
        format!(
            "{name} alone saw {} of the {} lost: {}",
            percent(share),
            total.compact(),
            loss.compact()
        )
    };
    vec![finding, format!("{short}: {} of {}", loss.compact(), total.compact())]
}

fn draw(
    spans: &[Span],
    scale: Scale,
    granularity: Granularity,
    days: (NaiveDate, NaiveDate),
    canvas: Canvas,
) -> Vec<Mark> {
    let strips: Vec<Strip> =
        [("no loss", Span::is_zero as fn(&Span) -> bool), ("unknown", Span::is_unknown)]
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
    spans: &[Span],
    plot: &Plot,
    axis: &TimeAxis,
    granularity: Granularity,
    marks: &mut Vec<Mark>,
) {
    let mut largest: Vec<(&Span, Usd)> =
        spans.iter().filter_map(|span| Some((span, span.positive()?))).collect();
    // Those of the period first, whatever was before it.
    largest.sort_by_key(|(span, loss)| (span.is_earlier, std::cmp::Reverse(*loss), span.first));
    let half = (axis.month() * f64::from(months_in(granularity)) * 0.38).clamp(0.6, 40.0);
    let place = |span: &Span, loss: Usd| (axis.middle(span.first, granularity), plot.y(loss));
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
        let words = format!("{} {}", span_words(span.first, granularity, true), loss.compact());
        let style = name_style(plot.canvas, span.is_earlier, rank);
        let name = [Run::new(words, style)];
        let at = place(span, loss);
        marks.extend(if plot.scale.is_log() {
            names.place(at, plot.canvas.radius(), &name, style)
        } else {
            names.place_above(at, half, &name, style)
        });
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
