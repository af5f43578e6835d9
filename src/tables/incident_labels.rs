//! The table `incident_labels`: one row for each label of each incident that is counted.

use chrono::NaiveDate;
use polars::prelude::*;

use crate::domain::{Dimension, Incident, Usd};

use super::{counts, dates, money, texts};

/// The table `incident_labels`; its columns are those of [`super::schema::incident_labels`], its
/// rows are in the order of the incidents, of [`Dimension::ALL`], and of the author's labels.
#[derive(Clone, Debug)]
pub struct LabelsTable(DataFrame);

struct Row<'a> {
    report: &'a str,
    date: NaiveDate,
    dimension: Dimension,
    label: &'a str,
    labels: usize,
    loss: Option<Usd>,
    allocated: Option<Usd>,
}

impl LabelsTable {
    /// Makes the table from incidents, and allocates each loss to its labels.
    ///
    /// # Errors
    ///
    /// What polars says; on incidents that the loader made there is nothing to say.
    pub fn new(incidents: &[Incident]) -> PolarsResult<Self> {
        let mut rows = Vec::with_capacity(incidents.len() * 6);
        let counted = incidents.iter().filter(|incident| incident.duplicate_of().is_none());
        for incident in counted {
            for dimension in Dimension::ALL {
                push_rows(&mut rows, incident, dimension);
            }
        }
        let columns = vec![
            texts("report", rows.iter().map(|row| Some(row.report))),
            dates("date", rows.iter().map(|row| Some(row.date))),
            texts("dimension", rows.iter().map(|row| Some(row.dimension.name()))),
            texts("label", rows.iter().map(|row| Some(row.label))),
            counts("labels", rows.iter().map(|row| row.labels)),
            money("loss_usd", rows.iter().map(|row| row.loss)),
            money("allocated_loss_usd", rows.iter().map(|row| row.allocated)),
        ];
        Ok(Self(DataFrame::new(rows.len(), columns)?))
    }

    /// All rows.
    #[must_use]
    pub fn frame(&self) -> &DataFrame {
        &self.0
    }

    /// The rows of one dimension.
    pub fn of(&self, dimension: Dimension) -> LazyFrame {
        self.0.clone().lazy().filter(col("dimension").eq(lit(dimension.name())))
    }
}

fn push_rows<'a>(rows: &mut Vec<Row<'a>>, incident: &'a Incident, dimension: Dimension) {
    let labels = incident.labels(dimension);
    let loss = incident.loss().known();
    // The cents left over go to the labels first in code point order, wherever the author put them.
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_unstable_by_key(|position| &labels[*position]);
    let mut parts = vec![None; labels.len()];
    if let Some(loss) = loss {
        for (position, part) in order.into_iter().zip(loss.allocate(labels.len())) {
            parts[position] = Some(part);
        }
    }
    rows.extend(labels.iter().zip(parts).map(|(label, allocated)| Row {
        report: incident.report(),
        date: incident.date(),
        dimension,
        label,
        labels: labels.len(),
        loss,
        allocated,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Loss;
    use crate::tables::read_money;

    #[test]
    fn left_over_cents_go_by_code_point_order() {
        let labels = [
            vec!["b".to_owned(), "a".into(), "B".into()],
            vec!["x".into()],
            vec![],
            vec!["t".into()],
        ];
        let loss = Loss::Known(Usd::from_cents(101));
        let incident =
            Incident::new("r.md".into(), "2023-01-02".parse().unwrap(), "T".into(), loss, labels);
        let table = LabelsTable::new(&[incident]).unwrap();
        let allocated = read_money(table.frame(), "allocated_loss_usd").unwrap();
        let cents: Vec<_> = allocated.iter().map(|part| part.unwrap().cents()).collect();
        assert_eq!(cents, [33, 34, 34, 101, 101]);
    }
}
