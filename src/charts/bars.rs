//! Horizontal bars, the largest first, the long tail gathered in one: allocated losses by label.

use crate::claims::Sentence;
use crate::claims::charts::{Bar, by_label};
use crate::domain::{Dimension, Usd};

use super::canvas::Canvas;
use super::data::Data;
use super::frame::{self, Drawing};
use super::spec::{Anchor, Area, Mark};
use super::text::{Style, fit, width};
use super::theme::Ink;

/// The part of the width that the column of labels takes at most.
const WIDEST_LABEL: f64 = 0.28;
/// The part of what is left that a note behind a value takes at most.
const LONGEST_NOTE: f64 = 0.4;

/// One bar, in the words that are drawn.
struct Row {
    bar: Bar,
    label: String,
    value: String,
    note: String,
}

/// Lays out `losses_by_attack_type` or its like; `None` if no incident has such a label.
#[must_use]
pub fn losses_by_label(data: &Data<'_>, dimension: Dimension) -> Option<Drawing> {
    let (words, bars) = by_label::losses_by_label(data.subject, dimension, data.top)?;
    Some(Drawing { words, marks: draw(bars, data.canvas) })
}

impl Row {
    fn new(bar: Bar) -> Self {
        let [label, value, note] = [&bar.label, &bar.value, &bar.note].map(Sentence::bare);
        Self { bar, label, value, note }
    }

    /// A loss above zero, in dollars.
    fn dollars(&self) -> Option<f64> {
        self.bar.loss.filter(|loss| *loss > Usd::ZERO).map(Usd::approximate_dollars)
    }

    fn value_style(&self, canvas: Canvas) -> Style {
        if self.bar.loss.is_some() { canvas.value() } else { canvas.note() }
    }

    fn value_width(&self, canvas: Canvas) -> f64 {
        width(&self.value, self.value_style(canvas))
    }

    fn ink(&self) -> Ink {
        if self.bar.is_rest { Ink::Rest } else { Ink::Series }
    }

    /// What the label, the amount and the note say: the amount of what the bar is about.
    fn says(&self) -> [Sentence; 3] {
        let about = || self.bar.label.clone().text(": ");
        [
            self.bar.label.clone(),
            about().then(self.bar.value.clone()),
            about().then(self.bar.note.clone()),
        ]
    }
}

/// The bars: labels beside them, or above them where the page is narrow.
#[must_use]
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

fn labels_beside(rows: &[Row], canvas: Canvas) -> Vec<Mark> {
    let (label, note) = (canvas.label(), canvas.note());
    let (gap, large) = (canvas.large() * 0.5, canvas.large());
    #[expect(clippy::cast_precision_loss, reason = "there are some dozen rows at the most")]
    let pitch = ((canvas.bottom - canvas.top) / rows.len() as f64).min(if canvas.is_slide {
        large * 2.5
    } else {
        large * 1.9
    });
    let widest = canvas.width * WIDEST_LABEL;
    let labels: Vec<String> = rows.iter().map(|row| fit(&row.label, label, widest)).collect();
    let label_column = labels.iter().map(|it| width(it, label)).fold(0.0, f64::max);
    let zero = canvas.left() + label_column + gap * 1.4;
    // However long the notes, the bars keep half of the room.
    let longest = (canvas.right() - zero) * LONGEST_NOTE;
    let notes: Vec<String> = rows.iter().map(|row| fit(&row.note, note, longest)).collect();
    let behind = |row: &Row| {
        let note_width =
            if row.note.is_empty() { 0.0 } else { gap + width(&row.note, note).min(longest) };
        gap + row.value_width(canvas) + note_width
    };
    let per_dollar = per_dollar(rows, |row| canvas.right() - zero - behind(row));

    let mut marks = Vec::new();
    let mut top = canvas.top;
    for ((row, words), behind) in rows.iter().zip(labels).zip(notes) {
        let (middle, half) = (top + pitch / 2.0, pitch * 0.33);
        let baseline = middle + label.below_middle();
        let [of_label, of_value, of_note] = row.says();
        let words = Mark::text(zero - gap * 1.4, baseline, Anchor::End, label, words);
        marks.push(words.saying(of_label));
        let (bar, end) = bar(row, zero, per_dollar, (middle - half, middle + half));
        marks.extend(bar);
        let value = row.value_style(canvas);
        let amount = Mark::text(end + gap, baseline, Anchor::Start, value, row.value.as_str());
        marks.push(amount.saying(of_value));
        if !behind.is_empty() {
            let x = end + gap + row.value_width(canvas) + gap;
            marks.push(Mark::text(x, baseline, Anchor::Start, note, behind).saying(of_note));
        }
        top += pitch;
    }
    let (from, to) = ((zero, canvas.top), (zero, top));
    marks.push(Mark::Line { from, to, ink: Ink::Axis, width: canvas.hairline() });
    marks
}

fn labels_above(rows: &[Row], canvas: Canvas) -> Vec<Mark> {
    let (label, note, large) = (canvas.label(), canvas.tick(), canvas.large());
    let (gap, left) = (large * 0.5, canvas.left());
    let room = canvas.right() - left;
    let per_dollar = per_dollar(rows, |row| room - gap - row.value_width(canvas));
    let mut marks = Vec::new();
    let mut top = canvas.top;
    for row in rows {
        let baseline = top + large * 0.9;
        // The label has all the room; the note has what is left of the line.
        let words = fit(&row.label, label, room);
        let x = left + width(&words, label) + gap;
        let left_over = canvas.right() - x;
        let [of_label, of_value, of_note] = row.says();
        marks.push(Mark::text(left, baseline, Anchor::Start, label, words).saying(of_label));
        if !row.note.is_empty() && left_over > large * 4.0 {
            let words = fit(&row.note, note, left_over);
            marks.push(Mark::text(x, baseline, Anchor::Start, note, words).saying(of_note));
        }
        let (upper, lower) = (top + large * 1.3, top + large * 2.2);
        let (bar, end) = bar(row, left, per_dollar, (upper, lower));
        let x = if bar.is_some() { end + gap } else { left };
        marks.extend(bar);
        let baseline = f64::midpoint(upper, lower) + label.below_middle();
        let style = row.value_style(canvas);
        let amount = Mark::text(x, baseline, Anchor::Start, style, row.value.as_str());
        marks.push(amount.saying(of_value));
        top += large * 2.9;
    }
    marks
}
