//! The largest losses, one bar each: `largest_incidents`.

use crate::domain::Usd;
use crate::domain::usd::percent;

use super::ChartError;
use super::bars::{self, Row};
use super::data::Data;
use super::events::{self, Event};
use super::frame::{Drawing, counted, number_words};
use super::theme::Ink;

/// How many are shown if nothing was chosen.
const TOP: usize = 10;

/// Lays out `largest_incidents`: the target, the loss, the attack and the day; the rest in one bar.
///
/// # Errors
///
/// [`ChartError::Table`] if the table of incidents is not as described.
pub fn largest_incidents(data: &Data<'_>) -> Result<Drawing, ChartError> {
    let mut events = events::largest_first(data)?;
    let without_loss = events.iter().filter(|it| it.loss == Some(Usd::ZERO)).count();
    events.retain(|it| it.positive().is_some());
    let scope = data.scope;
    let total = scope.totals.loss;
    let titles = match events.first().and_then(|it| Some((&it.name, it.loss?))) {
        None => vec![scope.nothing_words()],
        Some((name, loss)) => {
            let share = percent(loss.millionths_of(total).unwrap_or(0));
            let (loss, total) = (loss.compact(), total.compact());
            vec![
                format!("{name} is the largest loss: {loss}, {share} of the {total} lost"),
                format!("{name}: {loss} of {total}, {share}"),
                format!("The largest loss: {loss} of {total}, {share}"),
            ]
        }
    };
    let top = data.top.unwrap_or(TOP);
    let subtitle = scope.subtitle("The largest losses");
    let footnote = format!(
        "Each bar is one incident, with its attack types and its day. {}",
        scope.source_words()
    );
    let description = format!(
        "Horizontal bars of the largest losses: {}. {}",
        events.iter().take(top).map(event_words).collect::<Vec<_>>().join("; "),
        data.numbers_words("largest_incidents")
    );
    let rows = rows(&events, top, without_loss);
    Ok(Drawing { titles, subtitle, footnote, description, marks: bars::draw(&rows, data.canvas) })
}

fn event_words(event: &Event) -> String {
    let loss = event.loss.map_or_else(String::new, Usd::compact);
    format!("{} {loss}, {}, {}", event.name, event.attack, day(event))
}

fn label(event: &Event) -> String {
    match event.others {
        0 => event.name.clone(),
        1 => format!("{} and another", event.name),
        others => format!("{} and {} others", event.name, number_words(others)),
    }
}

fn day(event: &Event) -> String {
    event.date.format("%-d %b %Y").to_string()
}

/// The largest, the sum of all others as the last bar, and those that are known to have cost nothing.
fn rows(events: &[Event], top: usize, without_loss: usize) -> Vec<Row> {
    let (largest, rest) = events.split_at(top.min(events.len()));
    let row = |event: &Event| Row {
        label: label(event),
        loss: event.loss,
        note: event.attack.clone(),
        day: Some(day(event)),
        ink: Ink::Series,
    };
    let mut rows: Vec<Row> = largest.iter().map(row).collect();
    if !rest.is_empty() {
        rows.push(Row {
            label: counted(rest.len(), "other incident"),
            loss: Some(rest.iter().filter_map(|it| it.loss).sum()),
            note: String::new(),
            day: None,
            ink: Ink::Rest,
        });
    }
    if without_loss > 0 && !events.is_empty() {
        rows.push(Row {
            label: format!("{} without a loss", counted(without_loss, "incident")),
            loss: Some(Usd::ZERO),
            note: String::new(),
            day: None,
            ink: Ink::Rest,
        });
    }
    rows
}
