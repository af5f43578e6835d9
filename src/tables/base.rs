//! The base tables: a row for each incident or label, of the period and of what lies around it. All
//! other tables are computed from the same incidents.

use super::selection::Selection;
use super::table::AnyTable;
use super::{IncidentsTable, LabelsTable};

/// The base tables of the incidents that an edition is about.
#[derive(Clone, Debug)]
pub struct BaseTables<'a> {
    incidents: IncidentsTable<'a>,
    labels: LabelsTable<'a>,
    around: [IncidentsTable<'a>; 2],
}

impl<'a> BaseTables<'a> {
    /// Makes the tables.
    pub fn new(selection: &'a Selection<'_>) -> Self {
        let Selection { incidents, earlier, later, .. } = selection;
        Self {
            incidents: IncidentsTable::of_period(incidents),
            labels: LabelsTable::new(incidents),
            around: [IncidentsTable::earlier(earlier), IncidentsTable::later(later)],
        }
    }

    /// `incidents` and `incident_labels`.
    pub fn of_period(&self) -> Vec<&dyn AnyTable> {
        vec![&self.incidents, &self.labels]
    }

    /// `earlier_incidents` and `later_incidents`, if there are any.
    pub fn around(&self) -> Vec<&dyn AnyTable> {
        let all = self.around.iter().map(|table| table as &dyn AnyTable);
        all.filter(|table| table.height() > 0).collect()
    }
}
