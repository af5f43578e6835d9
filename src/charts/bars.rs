//! Allocated losses by label: horizontal bars, the largest first, the long tail gathered in one.

use crate::domain::usd::percent;
use crate::domain::{Dimension, Usd};
use crate::tables::{read_counts, read_money, read_texts};
use crate::transforms::Aggregate;

use super::ChartError;
use super::frame::{self, BODY_BOTTOM, BODY_TOP, LEFT, RIGHT, Scope, counted, fitting_title};
use super::spec::{Anchor, Area, ChartSpec, Mark};
use super::text::{Style, fit, width};
use super::theme::{AXIS, LABEL, NOTE, REST, SERIES, VALUE};

/// The most bars, the gathered one included.
const MOST_BARS: usize = 12;
/// The widest that the column of labels gets.
const WIDEST_LABEL: f64 = 520.0;
/// The most that a bar with its gap takes of the height.
const TALLEST_ROW: f64 = 72.0;
/// The space between a bar, its value and its count.
const GAP: f64 = 14.0;

struct Row {
    label: String,
    /// None: no loss of it is known.
    loss: Option<Usd>,
    /// What stands behind the value.
    note: String,
    gathered: bool,
}

/// Lays out the bars of `losses_by_attack_type` or its like.
///
/// # Errors
///
/// [`ChartError::Table`] if the aggregate is another table.
pub fn losses_by_label(
    aggregate: &Aggregate,
    dimension: Dimension,
    scope: &Scope<'_>,
) -> Result<ChartSpec, ChartError> {
    let name = aggregate.table.name.clone();
    let failed = |source| ChartError::Table { name: name.clone(), source };
    let labels = read_texts(&aggregate.frame, dimension.name()).map_err(failed)?;
    let losses = read_money(&aggregate.frame, "allocated_loss_usd").map_err(failed)?;
    let counts = read_counts(&aggregate.frame, "incidents").map_err(failed)?;
    let all = labels.into_iter().zip(losses).zip(counts).map(|((label, loss), count)| Row {
        label: label.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
        loss,
        note: counted(count, "incident"),
        gathered: false,
    });
    let all: Vec<Row> = all.collect();
    let title = title(&all, dimension, scope);
    let description = description(&all, dimension, scope, &aggregate.table.name);
    let rows = gather(all, dimension);

    let (word, words) = dimension.words();
    let subtitle = scope.subtitle(&format!("Allocated losses by {word}"));
    let footnote = format!(
        "A loss with several {words} is divided equally among them, so the bars add up to the total. {}",
        scope.source_words()
    );
    let mut marks = frame::marks(&title, &subtitle, &footnote);
    marks.extend(bars(&rows));
    Ok(ChartSpec { name, title, description, marks })
}

/// Keeps the largest rows and gathers the rest in one, so that the bars still add up.
fn gather(mut rows: Vec<Row>, dimension: Dimension) -> Vec<Row> {
    if rows.len() <= MOST_BARS {
        return rows;
    }
    let rest = rows.split_off(MOST_BARS - 1);
    let known: Vec<Usd> = rest.iter().filter_map(|row| row.loss).collect();
    let words = dimension.words().1;
    rows.push(Row {
        label: format!("{} other {words}", rest.len()),
        loss: (!known.is_empty()).then(|| known.into_iter().sum()),
        note: String::new(),
        gathered: true,
    });
    rows
}

fn title(rows: &[Row], dimension: Dimension, scope: &Scope<'_>) -> String {
    let total = scope.totals.loss;
    let Some(first) = rows.first() else {
        return scope.period_words().map_or_else(
            || "No incident to show".into(),
            |period| format!("No incident in this period, {period}"),
        );
    };
    let Some(loss) = first.loss.filter(|loss| *loss > Usd::ZERO) else {
        let nothing = if scope.totals.known > 0 { "No money was lost" } else { "No loss is known" };
        return format!("{nothing}: {}", counted(scope.totals.incidents, "incident"));
    };
    let (label, whole, share) =
        (&first.label, total.compact(), loss.millionths_of(total).unwrap_or(0));
    if rows.len() == 1 {
        return fitting_title(&[format!(
            "All of the {whole} was lost to one {}: {label}",
            dimension.words().0
        )]);
    }
    let finding = if share < frame::REMARKABLE {
        format!(
            "{label} is the costliest of {} {}: {} of {whole}",
            rows.len(),
            dimension.words().1,
            loss.compact()
        )
    } else {
        format!("{label} accounts for {} of the {whole} lost: {}", percent(share), loss.compact())
    };
    fitting_title(&[finding, format!("{label}: {} of {whole}", loss.compact()), label.clone()])
}

/// The picture in words.
fn description(rows: &[Row], dimension: Dimension, scope: &Scope<'_>, table: &str) -> String {
    let shown =
        |row: &Row| format!("{} {}", row.label, row.loss.map_or("unknown".into(), Usd::compact));
    let largest: Vec<String> = rows.iter().take(MOST_BARS - 1).map(shown).collect();
    format!(
        "Horizontal bars of allocated losses by {}{}, {} in all: {}. The numbers are in tables/{table}.csv.",
        dimension.words().0,
        scope.period_words().map_or_else(String::new, |period| format!(", {period}")),
        scope.totals.loss.compact(),
        largest.join(", ")
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

    fn value_style(&self) -> Style {
        if self.loss.is_some() { VALUE } else { NOTE }
    }

    /// The space that the value and the note behind the bar take.
    fn behind(&self) -> f64 {
        GAP + width(&self.value(), self.value_style()) + GAP + width(&self.note, NOTE)
    }
}

fn bars(rows: &[Row]) -> Vec<Mark> {
    let mut marks = Vec::new();
    if rows.is_empty() {
        marks.push(frame::nothing_to_draw());
        return marks;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are a dozen rows at the most")]
    let pitch = ((BODY_BOTTOM - BODY_TOP) / rows.len() as f64).min(TALLEST_ROW);
    let labels: Vec<String> = rows.iter().map(|row| fit(&row.label, LABEL, WIDEST_LABEL)).collect();
    let label_column = labels.iter().map(|label| width(label, LABEL)).fold(0.0, f64::max);
    let zero = LEFT + label_column + 20.0;
    // The longest bar is as long as leaves room for what stands behind every bar.
    let per_dollar = rows
        .iter()
        .filter_map(|row| Some((RIGHT - zero - row.behind()) / row.dollars()?))
        .fold(f64::INFINITY, f64::min);

    let mut top = BODY_TOP;
    for (row, label) in rows.iter().zip(labels) {
        let (middle, half) = (top + pitch / 2.0, pitch * 0.33);
        let baseline = middle + LABEL.size * 0.36;
        marks.push(Mark::text(zero - 20.0, baseline, Anchor::End, LABEL, label));
        let mut x = zero;
        if let Some(dollars) = row.dollars() {
            // A loss above zero is never invisible; a loss of zero has no bar.
            x += (dollars * per_dollar).max(2.0);
            let area = Area { left: zero, top: middle - half, right: x, bottom: middle + half };
            marks.push(Mark::Bar { area, colour: if row.gathered { REST } else { SERIES } });
        }
        x += GAP;
        marks.push(Mark::text(x, baseline, Anchor::Start, row.value_style(), row.value()));
        if !row.note.is_empty() {
            x += width(&row.value(), row.value_style()) + GAP;
            marks.push(Mark::text(x, baseline, Anchor::Start, NOTE, row.note.as_str()));
        }
        top += pitch;
    }
    marks.push(Mark::Line { from: (zero, BODY_TOP), to: (zero, top), colour: AXIS, width: 2 });
    marks
}
