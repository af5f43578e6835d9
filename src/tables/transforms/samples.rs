//! What the tests of transforms share: incidents in a few words, and tables as texts.

use chrono::NaiveDate;

use crate::domain::{Incident, Loss, Period, Span, Usd};
use crate::tables::view::{Ranked, ranked};
use crate::tables::{Row, Selection, Share, Table, Value, View};

/// An incident of a day, named after it, with a loss in cents and labels with `, ` between them.
pub(crate) fn incident(day: &str, cents: Option<i128>, attacks: &str, entities: &str) -> Incident {
    let list = |labels: &str| labels.split(", ").map(str::to_owned).collect::<Vec<_>>();
    let loss = cents.map_or(Loss::Unknown, |cents| Loss::Known(Usd::from_cents(cents)));
    let labels = [list(attacks), list(entities), vec![], vec![format!("T of {day}")]];
    Incident::new(format!("{day}.md"), day.parse().unwrap(), day.into(), loss, labels)
}

/// Incidents of days, with losses in cents.
pub(crate) fn losses(rows: &[(&str, Option<i128>)]) -> Vec<Incident> {
    rows.iter().map(|(day, cents)| incident(day, *cents, "A", "E")).collect()
}

/// The incidents that are counted, the largest loss first.
pub(crate) fn sorted(incidents: &[Incident]) -> Ranked<'_> {
    ranked(incidents.iter())
}

/// What a transform gives for a period, when all these incidents are loaded.
pub(crate) fn viewed<R>(
    span: &str,
    incidents: &[Incident],
    transform: impl Fn(&View<'_>) -> Table<R>,
) -> Table<R> {
    let span = Span::parse(span).unwrap();
    let as_of: NaiveDate = incidents.iter().map(Incident::date).max().unwrap();
    let period = Period { from: Some(span.first()), to: Some(span.last()) };
    let selection = Selection::new(incidents, period, Some(as_of));
    transform(&View::new(&selection, &[]))
}

/// The rows of a table: cells of some columns with spaces between them, `-` for none. Shares are
/// in millionths.
pub(crate) fn rows<R: Row>(table: &Table<R>, columns: &[&str]) -> Vec<String> {
    let place = |name: &&str| table.schema.columns.iter().position(|it| it.name == *name).unwrap();
    let columns: Vec<usize> = columns.iter().map(place).collect();
    let shown = |value: Value| match value {
        Value::Null => "-".to_owned(),
        Value::Share(Share(millionths)) => millionths.to_string(),
        value => value.to_string(),
    };
    let line = |row: &R| {
        let cells: Vec<String> =
            columns.iter().map(|at| shown((R::COLUMNS[*at].value)(row))).collect();
        cells.join(" ")
    };
    table.rows.iter().map(line).collect()
}
