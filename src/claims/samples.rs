//! What the tests of statements share: the tables of some incidents and a period, to speak of.

use chrono::NaiveDate;

use crate::domain::{Granularity, Incident, Period, Span, Usd};
use crate::tables::checks;
use crate::tables::transforms;
use crate::tables::transforms::{Aggregate, History, View};
use crate::tables::{IncidentsTable, LabelsTable};

use super::days::Coverage;
use super::sheet::{Sheet, Sheets};
use super::subject::{MANIFEST, OUTPUTS, Subject};
use super::value::Value;

/// The tables of an edition.
pub(crate) struct Sample {
    sheets: Sheets,
    aggregates: Vec<Aggregate>,
    incidents: IncidentsTable,
    period: Period,
    span: Span,
    as_of: NaiveDate,
}

impl Sample {
    /// The tables of a period of some incidents, complete up to a day, or to the newest of them.
    pub(crate) fn new(all: &[Incident], period: Period, as_of: Option<NaiveDate>) -> Self {
        let days = all.iter().map(Incident::date);
        let newest = days.clone().max().or(period.to).or(period.from).unwrap_or_default();
        let as_of = as_of.unwrap_or(newest);
        let last = period.to.unwrap_or(period.from.map_or(as_of, |from| from.max(as_of)));
        let first = period.from.unwrap_or_else(|| days.min().unwrap_or(last).min(last));
        let span = Span::new(first, last).unwrap();
        let year = Span::around(Granularity::Year, last).unwrap();
        let of = |keep: &dyn Fn(NaiveDate) -> bool| -> Vec<Incident> {
            all.iter().filter(|it| it.date() <= as_of && keep(it.date())).cloned().collect()
        };
        let within = of(&|day| period.contains(day));
        let incidents = IncidentsTable::new(&within).unwrap();
        let labels = LabelsTable::new(&within).unwrap();
        let (earlier, later) =
            (of(&|day| day < first), of(&|day| day > last && year.contains(day)));
        let history = History::new(&earlier, &within, &later).unwrap();
        let view = View {
            incidents: &incidents,
            labels: &labels,
            history: history.as_ref(),
            period,
            span,
            as_of,
            findings: &[],
        };
        let aggregates = transforms::all(&view).unwrap();
        let mut sheets = Sheets::new(&aggregates).unwrap();
        let totals = checks::totals(&incidents).unwrap();
        let count = |count: usize| Value::Count(i64::try_from(count).unwrap());
        let counts = vec![
            ("incidents", count(totals.incidents)),
            ("incidents_known", count(totals.known)),
            ("incidents_unknown", count(totals.unknown)),
            ("outside_period", count(all.len() - within.len())),
            ("duplicates", count(1)),
            ("duplicates_loss_usd", Value::Usd(Usd::from_cents(700))),
            ("possible_duplicates.pairs", count(1)),
            ("possible_duplicates.loss_usd", Value::Usd(Usd::from_cents(900))),
            ("total_loss_usd", totals.known_loss().map_or(Value::Null, Value::Usd)),
        ];
        sheets.push(Sheet::single(MANIFEST, counts));
        let file = vec![Value::Text("tables/a.csv".into()), count(7), Value::Text("ab12".into())];
        sheets.push(Sheet::of_rows(OUTPUTS, &["path", "bytes", "sha256"], &["path"], vec![file]));
        Self { sheets, aggregates, incidents, period, span, as_of }
    }

    /// The tables of a period that is named.
    pub(crate) fn of_span(all: &[Incident], span: &str) -> Self {
        let span = Span::parse(span).unwrap();
        Self::new(all, Period { from: Some(span.first()), to: Some(span.last()) }, None)
    }

    /// Adds a table.
    pub(crate) fn push(&mut self, sheet: Sheet) {
        self.sheets.push(sheet);
    }

    /// A table that was computed.
    pub(crate) fn aggregate(&self, name: &str) -> Aggregate {
        self.aggregates.iter().find(|it| it.table.name == name).unwrap().clone()
    }

    /// All tables.
    pub(crate) fn sheets(&self) -> &Sheets {
        &self.sheets
    }

    /// What statements are about.
    pub(crate) fn subject(&self) -> Subject<'_> {
        Subject {
            sheets: &self.sheets,
            incidents: &self.incidents,
            period: self.period,
            span: self.span,
            coverage: Coverage::up_to(self.as_of),
            title: None,
            link_base: Some("https://x.org/"),
        }
    }
}
