//! Incidents from the CSV files, where the Parquet files are missing or changed.

use std::collections::BTreeMap;

use crate::domain::{Dimension, Incident, Loss, Usd, iso_day};
use crate::formats;
use crate::formats::csv::{FormulaGuard, unguarded};
use crate::tables::schema::{self, names, shape};
use crate::tables::{AnyTable, IncidentsTable, LabelsTable};

use super::cells::{self, Cells};
use super::files::Files;

/// The incidents of an edition, and those around its period.
pub(crate) struct Around {
    pub(crate) incidents: Vec<Incident>,
    pub(crate) earlier: Vec<Incident>,
    pub(crate) later: Vec<Incident>,
}

/// The labels of a report: their dimension, and the report's path.
type Labels = BTreeMap<(String, String), Vec<String>>;

/// The incidents of an edition, and those around its period.
///
/// CSV joins lists, so labels are taken from `incident_labels`, which has them one by one. `None`
/// unless what was read gives the same CSV files again: then nothing was misread.
pub(crate) fn incidents(files: &Files, guard: FormulaGuard) -> Option<Around> {
    let path = |name: &str| format!("tables/{name}.csv");
    let table = |name: &str| cells::read(files.get(&path(name))?).ok();
    let as_it_was = |cell: &str| match guard {
        FormulaGuard::On => unguarded(cell).to_owned(),
        FormulaGuard::Off => cell.to_owned(),
    };
    let labels_table = schema::incident_labels();
    let labels = labels(&table(&labels_table.name)?, &as_it_was);
    let read = |name: &str| -> Option<Vec<Incident>> {
        let cells = table(name)?;
        (0..cells.rows.len()).map(|row| incident(&cells, row, &labels, &as_it_was)).collect()
    };
    let is_same = |table: &dyn AnyTable| {
        let again = formats::csv::encode(table, guard).ok();
        again.is_some_and(|it| files.get(&it.path) == Some(it.bytes.as_slice()))
    };
    let incidents = read(names::INCIDENTS)?;
    let borrowed: Vec<&Incident> = incidents.iter().collect();
    if !is_same(&IncidentsTable::of_period(&borrowed)) || !is_same(&LabelsTable::new(&borrowed)) {
        return None;
    }
    let around = |name: &str, is_same: &dyn Fn(&[&Incident]) -> bool| {
        if !files.listed.contains(&path(name)) {
            return Some(Vec::new());
        }
        let incidents = read(name)?;
        let borrowed: Vec<&Incident> = incidents.iter().collect();
        is_same(&borrowed).then_some(incidents)
    };
    let earlier = around(shape::EARLIER_INCIDENTS, &|it| is_same(&IncidentsTable::earlier(it)))?;
    let later = around(shape::LATER_INCIDENTS, &|it| is_same(&IncidentsTable::later(it)))?;
    Some(Around { incidents, earlier, later })
}

fn labels(cells: &Cells, as_it_was: &impl Fn(&str) -> String) -> Labels {
    let mut labels = Labels::new();
    for row in 0..cells.rows.len() {
        let text = |column| as_it_was(cells.cell(row, column).unwrap_or_default());
        labels.entry((text("dimension"), text("report"))).or_default().push(text("label"));
    }
    labels
}

/// One row as an incident; `None` if it is none.
fn incident(
    cells: &Cells,
    row: usize,
    labels: &Labels,
    as_it_was: &impl Fn(&str) -> String,
) -> Option<Incident> {
    let cell = |column| cells.cell(row, column);
    let report = as_it_was(cell(names::REPORT)?);
    let date = iso_day::parse(cell(names::DATE)?)?;
    let loss = match cell(names::LOSS_USD)? {
        "" => Loss::Unknown,
        amount => {
            let amount = Usd::from_plain(amount)?;
            (Usd::ZERO..=Usd::MAX_LOSS).contains(&amount).then_some(Loss::Known(amount))?
        }
    };
    let columns = [names::ATTACK_TYPES, names::ENTITY_TYPES, names::TAGS, names::TARGET_ENTITIES];
    let of_dimension = |(dimension, column): (Dimension, &str)| {
        let key = (dimension.name().to_owned(), report.clone());
        // Reports that are not counted have their labels in the list only.
        let list = || {
            let list = as_it_was(cells.cell(row, column).unwrap_or_default());
            list.split("; ").filter(|it| !it.is_empty()).map(str::to_owned).collect()
        };
        labels.get(&key).cloned().unwrap_or_else(list)
    };
    let mut all = Dimension::ALL.into_iter().zip(columns).map(of_dimension);
    let all = std::array::from_fn(|_| all.next().unwrap_or_default());
    let incident = Incident::new(report.clone(), date, as_it_was(cell(names::TITLE)?), loss, all);
    Some(match as_it_was(cell(names::DUPLICATE_OF)?) {
        original if original.is_empty() => incident,
        original => incident.into_duplicate_of(original),
    })
}
