//! The table `findings`: one row for everything there is to say about the reports.

use std::ops::Range;

use crate::domain::{Finding, Place};

use super::cell::Cells;
use super::schema::{self, TableSchema};
use super::table::AnyTable;
use super::view::count;

/// Findings as a table, in their order; its columns are those of [`schema::findings`].
#[derive(Clone, Debug)]
pub struct FindingsTable<'a> {
    schema: TableSchema,
    findings: &'a [Finding],
}

impl<'a> FindingsTable<'a> {
    /// The table of these findings.
    pub fn new(findings: &'a [Finding]) -> Self {
        Self { schema: schema::findings(), findings }
    }
}

impl AnyTable for FindingsTable<'_> {
    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn height(&self) -> usize {
        self.findings.len()
    }

    fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>> {
        let all = || self.findings[rows.clone()].iter();
        let texts = |of: fn(&Finding) -> &str| Cells::Text(all().map(|it| Some(of(it))).collect());
        let places = |of: fn(Place) -> usize| {
            Cells::Integer(all().map(|it| it.place.map(|place| count(of(place)))).collect())
        };
        vec![
            texts(|finding| &finding.path),
            places(|place| place.line),
            places(|place| place.column),
            texts(|finding| finding.severity().name()),
            texts(|finding| finding.code.name()),
            texts(|finding| &finding.fact),
            texts(|finding| &finding.help),
        ]
    }
}
