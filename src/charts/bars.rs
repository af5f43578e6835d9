//! Horizontal bars, the largest first, the long tail gathered in one: allocated losses by label.

use crate::domain::usd::percent;
use crate::domain::{Dimension, Usd};

use super::ChartError;
use super::canvas::Canvas;
use super::data::Data;
use super::frame::{self, Drawing, Scope, counted};
use super::spec::{Anchor, Area, Mark, Run, TextMark};
use super::text::{Style, fit, own_width, width};
use super::theme::Ink;

/// The most bars if nothing was chosen, the gathered one included.
const MOST_BARS: usize = 12;
/// The part of the width that the column of labels takes at most; the next is tried where notes
/// would be cut.
const WIDEST_LABEL: [f64; 2] = [0.28, 0.22];
/// The part of the room beside the labels that the longest bar has at least, whatever the notes.
const LEAST_BAR: f64 = 0.45;
/// A note that is cut to fewer ems than this is left out.
const LEAST_NOTE: f64 = 3.0;

/// One bar.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// Its length; none: no loss of it is known.
    pub loss: Option<Usd>,
    /// What stands behind the value; cut where there is too little room.
    pub note: String,
    /// The day behind the note; never cut.
    pub day: Option<String>,
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
        day: None,
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
        day: None,
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
    /// A loss above zero, in dollars.
    fn dollars(&self) -> Option<f64> {
        self.loss.filter(|loss| *loss > Usd::ZERO).map(Usd::approximate_dollars)
    }

    fn value(&self, canvas: Canvas) -> Run {
        match self.loss {
            Some(loss) => Run::new(loss.compact(), canvas.value()),
            None => Run::new("unknown", canvas.note()),
        }
    }

    /// The note and the day, behind something else; the note is this one.
    fn behind(&self, note: &str, style: Style) -> Run {
        let day = self.day.as_deref().unwrap_or_default();
        let comma = if note.is_empty() || day.is_empty() { "" } else { ", " };
        Run::new(format!("{note}{comma}{day}"), style).apart()
    }
}

/// Something with the note and the day of its row behind it, in one line; however little room there
/// is, the day is kept whole.
fn line(first: &Run, row: &Row, style: Style, (x, baseline): (f64, f64), room: f64) -> TextMark {
    let line = |first: Run, note: &str| {
        TextMark::of(x, baseline, Anchor::Start, vec![first, row.behind(note, style)])
    };
    let whole = line(first.clone(), &row.note);
    if whole.own_width() <= room {
        return whole.within(room);
    }
    let without_note = line(first.clone(), "");
    let over = without_note.own_width() - room;
    if over > 0.0 {
        let text = fit(&first.text, first.style, own_width(&first.text, first.style) - over);
        return line(Run { text, ..first.clone() }, "").within(room);
    }
    let with_mark = line(first.clone(), "…");
    let left = room - with_mark.own_width() + own_width("…", style);
    if left < style.size * LEAST_NOTE {
        return without_note.within(room);
    }
    line(first.clone(), &fit(&row.note, style, left)).within(room)
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
                let runs = vec![row.value(canvas), row.behind(note, canvas.note())];
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
        let words = TextMark::new(x, baseline, Anchor::End, label, &row.label);
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
        TextMark::of(x, baseline, Anchor::Start, vec![row.value(canvas)])
    };
    let per_dollar = per_dollar(rows, |row| room - gap - value(row, 0.0, 0.0).width());
    let mut marks = Vec::new();
    let mut top = canvas.top;
    for row in rows {
        let name = Run::new(&row.label, label);
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
