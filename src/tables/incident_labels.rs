//! The table `incident_labels`: one row for each label of each incident that is counted.

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
    rows: Vec<LabelRow<'a>>,
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
    /// Makes the table from incidents, and allocates each loss to its labels.
    pub fn new(incidents: &[&'a Incident]) -> Self {
        let mut rows = Vec::with_capacity(incidents.len() * 6);
        for incident in incidents.iter().filter(|it| it.duplicate_of().is_none()) {
            for dimension in Dimension::ALL {
                let parts = parts(incident, dimension);
                let labels = count(parts.len());
                rows.extend(parts.into_iter().map(|part| LabelRow {
                    report: incident.report(),
                    date: incident.date(),
                    dimension,
                    label: part.label,
                    labels,
                    loss: incident.loss().known(),
                    allocated: part.allocated,
                }));
            }
        }
        Self { schema: schema::incident_labels(), rows }
    }
}

impl AnyTable for LabelsTable<'_> {
    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn height(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self) -> Vec<Cells<'_>> {
        let all = || self.rows.iter();
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
