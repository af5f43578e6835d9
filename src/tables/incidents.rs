//! The table `incidents`, and those of the same columns: one row for each report.

use std::ops::Range;

use crate::domain::{Dimension, Incident};

use super::cell::Cells;
use super::schema::{self, TableSchema, shape};
use super::table::AnyTable;

/// Incidents as a table; its columns are those of [`schema::incidents`], its rows are sorted by report.
#[derive(Clone, Debug)]
pub struct IncidentsTable<'a> {
    schema: TableSchema,
    incidents: &'a [&'a Incident],
}

impl<'a> IncidentsTable<'a> {
    /// The table `incidents`: those of the period.
    pub fn of_period(incidents: &'a [&'a Incident]) -> Self {
        Self { schema: schema::incidents(), incidents }
    }

    /// The table `earlier_incidents`: those before the period.
    pub fn earlier(incidents: &'a [&'a Incident]) -> Self {
        Self { schema: shape::earlier_incidents(), incidents }
    }

    /// The table `later_incidents`: those after the period.
    pub fn later(incidents: &'a [&'a Incident]) -> Self {
        Self { schema: shape::later_incidents(), incidents }
    }
}

impl AnyTable for IncidentsTable<'_> {
    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn height(&self) -> usize {
        self.incidents.len()
    }

    fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>> {
        let all = || self.incidents[rows.clone()].iter();
        let texts =
            |of: fn(&Incident) -> Option<&str>| Cells::Text(all().map(|it| of(it)).collect());
        let lists = |dimension| Cells::TextList(all().map(|it| it.labels(dimension)).collect());
        vec![
            texts(|it| Some(it.report())),
            Cells::Date(all().map(|it| Some(it.date())).collect()),
            texts(|it| Some(it.title())),
            lists(Dimension::TargetEntity),
            lists(Dimension::EntityType),
            lists(Dimension::AttackType),
            lists(Dimension::Tag),
            Cells::Usd(all().map(|it| it.loss().known()).collect()),
            texts(Incident::duplicate_of),
        ]
    }
}
