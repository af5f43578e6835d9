//! What the tests of transforms share: incidents in a few words, and tables as texts.

use chrono::NaiveDate;

use crate::domain::{Granularity, Incident, Loss, Period, Span, Usd};
use crate::tables::schema::Kind;
use crate::tables::{
    IncidentsTable, LabelsTable, read_dates, read_integers, read_lists, read_money, read_shares,
    read_texts,
};

use super::{Aggregate, History, View};

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

/// The table of incidents.
pub(crate) fn table(incidents: &[Incident]) -> IncidentsTable {
    IncidentsTable::new(incidents).unwrap()
}

/// What a transform gives for a period, when all these incidents are loaded.
pub(crate) fn viewed(
    span: &str,
    incidents: &[Incident],
    transform: impl Fn(&View<'_>) -> polars::prelude::PolarsResult<Aggregate>,
) -> Aggregate {
    let span = Span::parse(span).unwrap();
    let as_of: NaiveDate = incidents.iter().map(Incident::date).max().unwrap();
    let of = |keep: &dyn Fn(&Incident) -> bool| -> Vec<Incident> {
        incidents.iter().filter(|it| keep(it)).cloned().collect()
    };
    let within = of(&|it| span.contains(it.date()));
    let earlier = of(&|it| it.date() < span.first());
    let year = Span::around(Granularity::Year, span.last()).unwrap();
    let later = of(&|it| it.date() > span.last() && year.contains(it.date()));
    let history = History::new(&earlier, &within, &later).unwrap();
    let view = View {
        incidents: &table(&within),
        labels: &LabelsTable::new(&within).unwrap(),
        history: history.as_ref(),
        period: Period { from: Some(span.first()), to: Some(span.last()) },
        span,
        as_of,
        findings: &[],
    };
    transform(&view).unwrap()
}

/// The rows of a table: cells of some columns with blanks between them, `-` for none. Shares are
/// in millionths.
pub(crate) fn rows(aggregate: &Aggregate, columns: &[&str]) -> Vec<String> {
    let mut lines = vec![Vec::new(); aggregate.frame.height()];
    for name in columns {
        let column = aggregate.table.columns.iter().find(|it| it.name == *name).unwrap();
        for (line, cell) in lines.iter_mut().zip(cells(aggregate, name, column.kind)) {
            line.push(cell.unwrap_or_else(|| "-".into()));
        }
    }
    lines.iter().map(|line| line.join(" ")).collect()
}

fn cells(aggregate: &Aggregate, name: &str, kind: Kind) -> Vec<Option<String>> {
    fn shown<T: ToString>(cells: Vec<Option<T>>) -> Vec<Option<String>> {
        cells.into_iter().map(|cell| cell.map(|it| it.to_string())).collect()
    }
    let frame = &aggregate.frame;
    match kind {
        Kind::Text => shown(read_texts(frame, name).unwrap()),
        Kind::Date => shown(read_dates(frame, name).unwrap()),
        Kind::Integer => shown(read_integers(frame, name).unwrap()),
        Kind::Usd => shown(read_money(frame, name).unwrap()),
        Kind::Share => shown(read_shares(frame, name).unwrap()),
        Kind::TextList => {
            let lists = read_lists(frame, name).unwrap();
            shown(lists.into_iter().map(|it| it.map(|it| it.join("; "))).collect())
        }
    }
}
