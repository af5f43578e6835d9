//! What the tests of statements share: the tables of some incidents and a period, to speak of.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Incident, Period, Span, Usd};
use crate::tables::cell::Cells;
use crate::tables::schema::manifest::{ManifestFigures, Output};
use crate::tables::table::OneRow;
use crate::tables::view::{Ranked, count, ranked};
use crate::tables::{AnyTable, Row, Selection, Table, Tables, Value, View, checks};

use super::days::Coverage;
use super::subject::Subject;

/// The tables of an edition.
pub(crate) struct Sample<'a> {
    pub(crate) tables: Tables,
    figures: OneRow<ManifestFigures>,
    outputs: Table<Output>,
    ranked: Ranked<'a>,
    looks_back: bool,
    period: Period,
    span: Span,
    as_of: NaiveDate,
}

/// The rows of a table, each with its values by the names of their columns.
pub(crate) type Values = Vec<BTreeMap<&'static str, Value>>;

impl<'a> Sample<'a> {
    /// The tables of a period of some incidents, complete up to a day, or to the newest of them.
    pub(crate) fn new(all: &'a [Incident], period: Period, as_of: Option<NaiveDate>) -> Self {
        let selection = Selection::new(all, period, as_of);
        let Selection { span, as_of, .. } = selection;
        let totals = checks::totals(&selection.incidents);
        let figures = ManifestFigures {
            files_seen: 0,
            files_loaded: 0,
            files_recovered: 0,
            files_rejected: 0,
            files_skipped: 0,
            incidents: count(totals.incidents),
            incidents_known: count(totals.known),
            incidents_unknown: count(totals.unknown),
            duplicates: 1,
            duplicates_loss_usd: Usd::from_cents(700),
            possible_duplicates_pairs: 1,
            possible_duplicates_complete: true.to_string(),
            possible_duplicates_loss_usd: Usd::from_cents(900),
            outside_period: count(selection.outside),
            total_loss_usd: totals.known_loss(),
        };
        let file = Output { path: "tables/a.csv".into(), bytes: 7, sha256: "ab12".into() };
        Self {
            tables: Tables::new(&View::new(&selection, &[])),
            figures: figures.into_table(),
            outputs: Output::table(vec![file]),
            ranked: ranked(selection.incidents.iter().copied()),
            looks_back: !selection.earlier.is_empty(),
            period,
            span,
            as_of,
        }
    }

    /// The tables of a period that is named.
    pub(crate) fn of_span(all: &'a [Incident], span: &str) -> Self {
        let span = Span::parse(span).unwrap();
        Self::new(all, Period { from: Some(span.first()), to: Some(span.last()) }, None)
    }

    /// What statements are about.
    pub(crate) fn subject(&self) -> Subject<'_> {
        Subject {
            tables: &self.tables,
            manifest: self.figures.row(),
            outputs: Some(&self.outputs),
            ranked: &self.ranked,
            looks_back: self.looks_back,
            period: self.period,
            span: self.span,
            coverage: Coverage::up_to(self.as_of),
            title: None,
            link_base: Some("https://x.org/"),
        }
    }

    /// All tables, by their names.
    pub(crate) fn values(&self) -> BTreeMap<String, Values> {
        let mut all: Vec<&dyn AnyTable> = self.tables.of_period();
        all.extend(self.tables.of_history());
        all.push(&self.outputs);
        let mut values: BTreeMap<String, Values> =
            all.into_iter().map(|it| (it.schema().name.clone(), values(it))).collect();
        let figures = self.figures.row();
        let names = figures.table().schema.columns.iter().map(|it| it.name);
        let row =
            names.zip(ManifestFigures::COLUMNS).map(|(name, it)| (name, (it.value)(figures.row())));
        values.insert(figures.table().schema.name.clone(), vec![row.collect()]);
        values
    }
}

fn values(table: &dyn AnyTable) -> Values {
    fn all<T>(cells: Vec<Option<T>>, value: impl Fn(T) -> Value) -> Vec<Value> {
        cells.into_iter().map(|it| it.map_or(Value::Null, &value)).collect()
    }
    let mut rows: Values = vec![BTreeMap::new(); table.height()];
    for (column, cells) in table.schema().columns.iter().zip(table.columns(0..table.height())) {
        let values = match cells {
            Cells::Text(texts) => all(texts, |it| Value::Text(it.to_owned())),
            Cells::TextList(lists) => {
                lists.into_iter().map(|it| Value::List(it.to_vec())).collect()
            }
            Cells::Date(days) => all(days, Value::Day),
            Cells::Integer(counts) => all(counts, Value::Count),
            Cells::Usd(amounts) => all(amounts, Value::Usd),
            Cells::Share(shares) => all(shares, Value::Share),
        };
        for (row, value) in rows.iter_mut().zip(values) {
            row.insert(column.name, value);
        }
    }
    rows
}
