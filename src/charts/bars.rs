//! Horizontal bars, the largest first, the long tail gathered in one: allocated losses by label.

use crate::domain::usd::percent;
use crate::domain::{Dimension, Usd};

use super::ChartError;
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{self, Drawing, Scope, counted};
use super::spec::{Anchor, Area, Mark};
use super::text::{Style, fit, width};
use super::theme::Ink;

/// The most bars if nothing was chosen, the gathered one included.
const MOST_BARS: usize = 12;
/// The part of the width that the column of labels takes at most.
const WIDEST_LABEL: f64 = 0.28;
/// The part of what is left that a note behind a value takes at most.
const LONGEST_NOTE: f64 = 0.4;

/// One bar.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// Its length; none: no loss of it is known.
    pub loss: Option<Usd>,
    /// What stands behind the value.
    pub note: String,
    /// Its ink.
    pub ink: Ink,
}

/// Lays out `losses_by_attack_type` or its like.
///
/// # Errors
///
/// [`ChartError`] if there is no such table, or it is not as described.
pub fn losses_by_label(data: &Data<'_>, dimension: Dimension) -> Result<Drawing, ChartError> {
    let name = format!("losses_by_{}", dimension.name());
    let table = data.table(&name)?;
    let labels = table.texts(dimension.name())?;
    let losses = table.money("allocated_loss_usd")?;
    let counts = table.counts("incidents")?;
    let rows = labels.into_iter().zip(losses).zip(counts).map(|((label, loss), count)| Row {
        label,
        loss,
        note: counted(count, "incident"),
        ink: Ink::Series,
    });
    let rows: Vec<Row> = rows.collect();
    let (scope, (word, words)) = (data.scope, dimension.words());
    Ok(Drawing {
        titles: titles(&rows, dimension, scope),
        subtitle: scope.subtitle(&format!("Allocated losses by {word}")),
        footnote: format!(
            "A loss with several {words} is divided equally among them, so the bars add up to the total. {}",
            scope.source_words()
        ),
        description: description(&rows, word, data, &name),
        marks: draw(&gather(rows, words, data.top), data.canvas),
    })
}

/// Keeps the largest rows and gathers the rest in one, so that the bars still add up.
fn gather(mut rows: Vec<Row>, words: &str, top: Option<usize>) -> Vec<Row> {
    let (most, kept) = top.map_or((MOST_BARS, MOST_BARS - 1), |top| (top, top));
    if rows.len() <= most {
        return rows;
    }
    let rest = rows.split_off(kept);
    let known: Vec<Usd> = rest.iter().filter_map(|row| row.loss).collect();
    rows.push(Row {
        label: format!("{} other {words}", rest.len()),
        loss: (!known.is_empty()).then(|| known.into_iter().sum()),
        note: String::new(),
        ink: Ink::Rest,
    });
    rows
}

fn titles(rows: &[Row], dimension: Dimension, scope: &Scope<'_>) -> Vec<String> {
    let total = scope.totals.loss;
    let Some(first) = rows.first() else { return vec![scope.nothing_words()] };
    let Some(loss) = first.loss.filter(|loss| *loss > Usd::ZERO) else {
        let nothing = if scope.totals.known > 0 { "No money was lost" } else { "No loss is known" };
        return vec![format!("{nothing}: {}", counted(scope.totals.incidents, "incident"))];
    };
    let (label, whole, share) =
        (&first.label, total.compact(), loss.millionths_of(total).unwrap_or(0));
    let (word, words) = dimension.words();
    if rows.len() == 1 {
        return vec![format!("All of the {whole} was lost to one {word}: {label}")];
    }
    let finding = if share < frame::REMARKABLE {
        let count = rows.len();
        format!("{label} is the costliest of {count} {words}: {} of {whole}", loss.compact())
    } else {
        format!("{label} accounts for {} of the {whole} lost: {}", percent(share), loss.compact())
    };
    vec![finding, format!("{label}: {} of {whole}", loss.compact()), label.clone()]
}

/// The picture in words.
fn description(rows: &[Row], word: &str, data: &Data<'_>, table: &str) -> String {
    let shown =
        |row: &Row| format!("{} {}", row.label, row.loss.map_or("unknown".into(), Usd::compact));
    let largest: Vec<String> = rows.iter().take(MOST_BARS - 1).map(shown).collect();
    format!(
        "Horizontal bars of allocated losses by {word}{}, {} in all: {}. {}",
        data.scope.period_words().map_or_else(String::new, |period| format!(", {period}")),
        data.scope.totals.loss.compact(),
        largest.join(", "),
        data.numbers_words(table),
    )
}

impl Row {
    fn value(&self) -> String {
        self.loss.map_or_else(|| "unknown".to_owned(), Usd::compact)
    }

    /// A loss above zero, in dollars.
    fn dollars(&self) -> Option<f64> {
        self.loss.filter(|loss| *loss > Usd::ZERO).map(Usd::approximate_dollars)
    }

    fn value_style(&self, canvas: Canvas) -> Style {
        if self.loss.is_some() { canvas.value() } else { canvas.note() }
    }

    fn value_width(&self, canvas: Canvas) -> f64 {
        width(&self.value(), self.value_style(canvas))
    }
}

/// The bars: labels beside them, or above them where the page is narrow.
#[must_use]
pub fn draw(rows: &[Row], canvas: Canvas) -> Vec<Mark> {
    if rows.is_empty() {
        return vec![frame::nothing_to_draw(canvas)];
    }
    if canvas.is_narrow() { labels_above(rows, canvas) } else { labels_beside(rows, canvas) }
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
    (Some(Mark::Bar { area: Area { left, top, right, bottom }, ink: row.ink }), right)
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
        marks.push(Mark::text(zero - gap * 1.4, baseline, Anchor::End, label, words));
        let (bar, end) = bar(row, zero, per_dollar, (middle - half, middle + half));
        marks.extend(bar);
        let value = row.value_style(canvas);
        marks.push(Mark::text(end + gap, baseline, Anchor::Start, value, row.value()));
        if !behind.is_empty() {
            let x = end + gap + row.value_width(canvas) + gap;
            marks.push(Mark::text(x, baseline, Anchor::Start, note, behind));
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
        marks.push(Mark::text(left, baseline, Anchor::Start, label, words));
        if !row.note.is_empty() && left_over > large * 4.0 {
            let words = fit(&row.note, note, left_over);
            marks.push(Mark::text(x, baseline, Anchor::Start, note, words));
        }
        let (upper, lower) = (top + large * 1.3, top + large * 2.2);
        let (bar, end) = bar(row, left, per_dollar, (upper, lower));
        let x = if bar.is_some() { end + gap } else { left };
        marks.extend(bar);
        let baseline = f64::midpoint(upper, lower) + label.below_middle();
        marks.push(Mark::text(x, baseline, Anchor::Start, row.value_style(canvas), row.value()));
        top += large * 2.9;
    }
    marks
}
