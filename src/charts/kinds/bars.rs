//! Horizontal bars, the largest first, the long tail gathered in one: allocated losses by label.

use crate::charts::layout::area::Area;
use crate::charts::layout::canvas::Canvas;
use crate::charts::layout::data::Data;
use crate::charts::layout::frame::{self, Drawing};
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::{Anchor, Mark, Run, TextMark};
use crate::charts::layout::text::{Style, fit, own_width, width};
use crate::claims::Sentence;
use crate::claims::charts::{Bar, by_label};
use crate::domain::{Dimension, Usd};

/// The part of the width that the column of labels takes at most; the next is tried where notes
/// would be cut.
const WIDEST_LABEL: [f64; 2] = [0.28, 0.22];
/// The part of the room beside the labels that the longest bar has at least, whatever the notes.
const LEAST_BAR: f64 = 0.45;
/// A note that is cut to fewer ems than this is left out.
const LEAST_NOTE: f64 = 3.0;

/// One bar, in the words that are drawn.
struct Row {
    bar: Bar,
    label: String,
    /// What stands behind the value; cut where there is too little room.
    note: String,
}

/// Lays out `losses_by_attack_type` or its like; `None` if no incident has such a label.
pub fn losses_by_label(data: &Data<'_>, dimension: Dimension) -> Option<Drawing> {
    let (words, bars) = by_label::losses_by_label(data.subject, dimension, data.top)?;
    Some(Drawing { words, marks: draw(bars, data.canvas) })
}

impl Row {
    fn new(bar: Bar) -> Self {
        let [label, note] = [&bar.label, &bar.note].map(Sentence::bare);
        Self { bar, label, note }
    }

    /// A loss above zero, in dollars.
    fn dollars(&self) -> Option<f64> {
        self.bar.loss.filter(|loss| *loss > Usd::ZERO).map(Usd::approximate_dollars)
    }

    fn ink(&self) -> Ink {
        if self.bar.is_rest { Ink::Rest } else { Ink::Series }
    }

    /// The amount: of what the bar is about.
    fn value(&self, canvas: Canvas) -> Vec<Run> {
        let style = if self.bar.loss.is_some() { canvas.value() } else { canvas.note() };
        let says = self.bar.label.clone().labels(&self.bar.value);
        Run::of(&self.bar.value, style, says)
    }

    /// The note and the day, behind something else; the note is this one, or cut to this.
    fn behind(&self, note: &str, style: Style) -> Vec<Run> {
        let about = |it: &Sentence| self.bar.label.clone().labels(it);
        let mut runs = if note == self.note {
            Run::of(&self.bar.note, style, about(&self.bar.note))
        } else {
            vec![Run::new(note, style)]
        };
        if let Some(day) = &self.bar.day {
            runs.extend((!note.is_empty()).then(|| Run::new(", ", style)));
            runs.extend(Run::of(day, style, about(day)));
        }
        runs.retain(|run| !run.text.is_empty());
        runs.into_iter()
            .enumerate()
            .map(|(at, run)| if at == 0 { run.apart() } else { run })
            .collect()
    }
}

/// Something with the note and the day of its row behind it, in one line; however little room there
/// is, the day is kept whole.
fn line(first: &[Run], row: &Row, style: Style, (x, baseline): (f64, f64), room: f64) -> TextMark {
    let line = |first: &[Run], note: &str| {
        TextMark::of(x, baseline, Anchor::Start, [first, &row.behind(note, style)].concat())
    };
    let whole = line(first, &row.note);
    if whole.own_width() <= room {
        return whole.within(room);
    }
    let without_note = line(first, "");
    let over = without_note.own_width() - room;
    if over > 0.0 {
        let first = TextMark::of(x, baseline, Anchor::Start, first.to_vec());
        let left = first.own_width() - over;
        return line(&first.within(left).runs, "").within(room);
    }
    let with_mark = line(first, "…");
    let left = room - with_mark.own_width() + own_width("…", style);
    if left < style.size * LEAST_NOTE {
        return without_note.within(room);
    }
    line(first, &fit(&row.note, style, left)).within(room)
}

/// The bars: labels beside them, or above them where the page is narrow.
pub fn draw(bars: Vec<Bar>, canvas: Canvas) -> Vec<Mark> {
    if bars.is_empty() {
        return vec![frame::nothing_to_draw(canvas)];
    }
    let rows: Vec<Row> = bars.into_iter().map(Row::new).collect();
    if canvas.is_narrow() { labels_above(&rows, canvas) } else { labels_beside(&rows, canvas) }
}

/// How many units a dollar takes, so that the longest bar leaves room for what stands behind every
/// bar.
fn per_dollar(rows: &[Row], room: impl Fn(&Row) -> f64) -> f64 {
    rows.iter()
        .filter_map(|row| Some(room(row).max(0.0) / row.dollars()?))
        .fold(f64::INFINITY, f64::min)
}

/// The bar of a row, and where it ends. A loss above zero is never invisible; one of zero has no bar.
fn bar(row: &Row, left: f64, per_dollar: f64, (top, bottom): (f64, f64)) -> (Option<Mark>, f64) {
    let Some(dollars) = row.dollars() else { return (None, left) };
    let right = left + (dollars * per_dollar).max(2.0);
    (Some(Mark::Bar { area: Area { left, top, right, bottom }, ink: row.ink() }), right)
}

/// Where bars begin, and how long they are.
struct Scale {
    zero: f64,
    per_dollar: f64,
}

impl Scale {
    /// All words in full if that leaves enough of the room to the longest bar; else labels and then
    /// notes give way.
    fn of(rows: &[Row], canvas: Canvas) -> Self {
        let gap = canvas.large() * 0.5;
        let dollars = rows.iter().filter_map(Row::dollars).fold(0.0, f64::max);
        let mut scale = Self { zero: canvas.left(), per_dollar: 0.0 };
        for widest in WIDEST_LABEL {
            let labels = rows.iter().map(|row| width(&row.label, canvas.label()));
            let column = labels.fold(0.0, f64::max).min(canvas.width * widest);
            scale.zero = canvas.left() + column + gap * 1.4;
            let room = canvas.right() - scale.zero;
            let behind = |row: &Row, note: &str| {
                let runs = [row.value(canvas), row.behind(note, canvas.note())].concat();
                gap + TextMark::of(0.0, 0.0, Anchor::Start, runs).width()
            };
            let whole = per_dollar(rows, |row| room - behind(row, &row.note));
            if dollars * whole >= room * LEAST_BAR || dollars <= 0.0 {
                return Self { per_dollar: whole, ..scale };
            }
            let least = per_dollar(rows, |row| room - behind(row, ""));
            scale.per_dollar = least.min(room * LEAST_BAR / dollars);
        }
        scale
    }
}

fn labels_beside(rows: &[Row], canvas: Canvas) -> Vec<Mark> {
    let label = canvas.label();
    let (gap, large) = (canvas.large() * 0.5, canvas.large());
    #[expect(clippy::cast_precision_loss, reason = "there are some dozen rows at the most")]
    let pitch = ((canvas.bottom - canvas.top) / rows.len() as f64).min(if canvas.is_slide {
        large * 2.5
    } else {
        large * 1.9
    });
    let Scale { zero, per_dollar } = Scale::of(rows, canvas);
    let mut marks = Vec::new();
    let mut top = canvas.top;
    for row in rows {
        let (middle, half) = (top + pitch / 2.0, pitch * 0.33);
        let baseline = middle + label.below_middle();
        let x = zero - gap * 1.4;
        let runs = Run::of(&row.bar.label, label, row.bar.label.clone());
        let words = TextMark::of(x, baseline, Anchor::End, runs);
        marks.push(Mark::Text(words.within(x - canvas.left())));
        let (bar, end) = bar(row, zero, per_dollar, (middle - half, middle + half));
        marks.extend(bar);
        let (place, room) = ((end + gap, baseline), canvas.right() - end - gap);
        marks.push(Mark::Text(line(&row.value(canvas), row, canvas.note(), place, room)));
        top += pitch;
    }
    let (from, to) = ((zero, canvas.top), (zero, top));
    marks.push(Mark::Line { from, to, ink: Ink::Axis, width: canvas.hairline() });
    marks
}

fn labels_above(rows: &[Row], canvas: Canvas) -> Vec<Mark> {
    let (label, large, left) = (canvas.label(), canvas.large(), canvas.left());
    let (gap, room) = (large * 0.5, canvas.right() - left);
    let value = |row: &Row, x: f64, baseline: f64| {
        TextMark::of(x, baseline, Anchor::Start, row.value(canvas))
    };
    let per_dollar = per_dollar(rows, |row| room - gap - value(row, 0.0, 0.0).width());
    let mut marks = Vec::new();
    let mut top = canvas.top;
    for row in rows {
        let name = Run::of(&row.bar.label, label, row.bar.label.clone());
        marks.push(Mark::Text(line(&name, row, canvas.tick(), (left, top + large * 0.9), room)));
        let (upper, lower) = (top + large * 1.3, top + large * 2.2);
        let (bar, end) = bar(row, left, per_dollar, (upper, lower));
        let x = if bar.is_some() { end + gap } else { left };
        marks.extend(bar);
        let baseline = f64::midpoint(upper, lower) + label.below_middle();
        marks.push(Mark::Text(value(row, x, baseline)));
        top += large * 2.9;
    }
    marks
}
