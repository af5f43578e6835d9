//! The table `incident_labels`: one row for each label of each incident that is counted.

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::{Dimension, Incident, Usd};

use super::allocation::parts;
use super::cell::Cells;
use super::schema::{self, TableSchema};
use super::table::AnyTable;
use super::view::count;

/// The table `incident_labels`; its columns are those of [`schema::incident_labels`], its rows are in
/// the order of the incidents, of [`Dimension::ALL`], and of the author's labels.
#[derive(Clone, Debug)]
pub struct LabelsTable<'a> {
    schema: TableSchema,
    incidents: Vec<&'a Incident>,
    /// The first row of each incident, and at last the number of rows.
    starts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct LabelRow<'a> {
    report: &'a str,
    date: NaiveDate,
    dimension: Dimension,
    label: &'a str,
    labels: i64,
    loss: Option<Usd>,
    allocated: Option<Usd>,
}

impl<'a> LabelsTable<'a> {
    /// The table of the labels of incidents.
    pub fn new(incidents: &[&'a Incident]) -> Self {
        let counted = incidents.iter().copied().filter(|it| it.duplicate_of().is_none());
        let incidents: Vec<&Incident> = counted.collect();
        let mut starts = vec![0];
        for incident in &incidents {
            let labels = Dimension::ALL.map(|dimension| incident.labels(dimension).len());
            starts.push(starts[starts.len() - 1] + labels.iter().sum::<usize>());
        }
        Self { schema: schema::incident_labels(), incidents, starts }
    }

    /// Some rows; each loss is allocated to its labels.
    fn rows(&self, rows: &Range<usize>) -> Vec<LabelRow<'a>> {
        let first = self.starts.partition_point(|start| *start <= rows.start) - 1;
        let before = rows.start - self.starts[first];
        let all = self.incidents[first..].iter().flat_map(|incident| label_rows(incident));
        all.skip(before).take(rows.len()).collect()
    }
}

/// The rows of an incident.
fn label_rows(incident: &Incident) -> impl Iterator<Item = LabelRow<'_>> {
    Dimension::ALL.into_iter().flat_map(move |dimension| {
        let parts = parts(incident, dimension);
        let labels = count(parts.len());
        parts.into_iter().map(move |part| LabelRow {
            report: incident.report(),
            date: incident.date(),
            dimension,
            label: part.label,
            labels,
            loss: incident.loss().known(),
            allocated: part.allocated,
        })
    })
}

impl AnyTable for LabelsTable<'_> {
    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn height(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>> {
        let rows = self.rows(&rows);
        let all = || rows.iter();
        vec![
            Cells::Text(all().map(|it| Some(it.report)).collect()),
            Cells::Date(all().map(|it| Some(it.date)).collect()),
            Cells::Text(all().map(|it| Some(it.dimension.name())).collect()),
            Cells::Text(all().map(|it| Some(it.label)).collect()),
            Cells::Integer(all().map(|it| Some(it.labels)).collect()),
            Cells::Usd(all().map(|it| it.loss).collect()),
            Cells::Usd(all().map(|it| it.allocated).collect()),
        ]
    }
}
