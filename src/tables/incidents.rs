//! The table `incidents`: one row for each report.

use chrono::Datelike;
use polars::prelude::*;

use crate::domain::day::YEARS;
use crate::domain::{Dimension, Incident, Loss, Usd};

use super::{
    USD_SCALE, dates, money, read_dates, read_lists, read_money, read_texts, text_lists, texts,
};

/// The table `incidents`; its columns are those of [`super::schema::incidents`], its rows are
/// sorted by report.
#[derive(Clone, Debug)]
pub struct IncidentsTable(DataFrame);

impl IncidentsTable {
    /// Makes the table from incidents.
    ///
    /// # Errors
    ///
    /// What polars says; on incidents that the loader made there is nothing to say.
    pub fn new(incidents: &[Incident]) -> PolarsResult<Self> {
        let lists =
            |name, dimension| text_lists(name, incidents.iter().map(|it| it.labels(dimension)));
        let columns = vec![
            texts("report", incidents.iter().map(|it| Some(it.report()))),
            dates("date", incidents.iter().map(|it| Some(it.date()))),
            texts("title", incidents.iter().map(|it| Some(it.title()))),
            lists("target_entities", Dimension::TargetEntity),
            lists("entity_types", Dimension::EntityType),
            lists("attack_types", Dimension::AttackType),
            lists("tags", Dimension::Tag),
            money("loss_usd", incidents.iter().map(|it| it.loss().known())),
            texts("duplicate_of", incidents.iter().map(Incident::duplicate_of)),
        ];
        let frame = DataFrame::new(incidents.len(), columns)?;
        Ok(Self(frame.sort(["report"], SortMultipleOptions::default())?))
    }

    /// All rows.
    #[must_use]
    pub fn frame(&self) -> &DataFrame {
        &self.0
    }

    /// The rows that take part in sums: all but the duplicates.
    pub fn counted(&self) -> LazyFrame {
        self.0.clone().lazy().filter(col("duplicate_of").is_null())
    }
}

/// Reads the incidents of a table back, in its order.
///
/// # Errors
///
/// If a column is missing or of another type, or a row is no incident that the loader could have
/// made: without a date, or with a loss out of bounds.
pub fn read_incidents(frame: &DataFrame) -> PolarsResult<Vec<Incident>> {
    if frame.column("loss_usd")?.decimal()?.scale() != USD_SCALE {
        polars_bail!(ComputeError: "loss_usd is not in cents");
    }
    let mut reports = read_texts(frame, "report")?.into_iter();
    let mut dates = read_dates(frame, "date")?.into_iter();
    let mut titles = read_texts(frame, "title")?.into_iter();
    let mut losses = read_money(frame, "loss_usd")?.into_iter();
    let mut originals = read_texts(frame, "duplicate_of")?.into_iter();
    // In the order of `Dimension::ALL`.
    let columns = ["attack_types", "entity_types", "tags", "target_entities"];
    let mut labels = Vec::with_capacity(columns.len());
    for column in columns {
        labels.push(read_lists(frame, column)?.into_iter());
    }
    let mut incidents = Vec::with_capacity(frame.height());
    for row in 1..=frame.height() {
        let report = reports.next().flatten();
        let (date, title) = (dates.next().flatten(), titles.next().flatten());
        let Some(((report, date), title)) = report.zip(date).zip(title) else {
            polars_bail!(ComputeError: "row {row} has no report, no date or no title");
        };
        let loss = match losses.next().flatten() {
            None => Loss::Unknown,
            Some(loss) if (Usd::ZERO..=Usd::MAX_LOSS).contains(&loss) => Loss::Known(loss),
            Some(_) => polars_bail!(ComputeError: "row {row} has a loss that no report may state"),
        };
        if !YEARS.contains(&date.year()) {
            polars_bail!(ComputeError: "row {row} has a date that no report may state");
        }
        let mut of_row = labels.iter_mut().map(|it| it.next().flatten().unwrap_or_default());
        let of_row = std::array::from_fn(|_| of_row.next().unwrap_or_default());
        let incident = Incident::new(report.to_owned(), date, title.to_owned(), loss, of_row);
        incidents.push(match originals.next().flatten() {
            Some(original) => incident.into_duplicate_of(original.to_owned()),
            None => incident,
        });
    }
    Ok(incidents)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incidents() -> Vec<Incident> {
        let owned = |labels: &[&str]| labels.iter().map(|it| (*it).to_owned()).collect();
        let incident = |report: &str, loss| {
            let labels = [owned(&["a; b", "=x"]), owned(&["E"]), vec![], owned(&["T", "U"])];
            Incident::new(report.into(), "2023-01-02".parse().unwrap(), "T".into(), loss, labels)
        };
        vec![
            incident("a.md", Loss::Known(Usd::from_cents(5))),
            incident("b.md", Loss::Unknown),
            incident("c.md", Loss::Known(Usd::MAX_LOSS)).into_duplicate_of("a.md".into()),
        ]
    }

    #[test]
    fn incidents_are_read_back_as_they_were() {
        let table = IncidentsTable::new(&incidents()).unwrap();
        assert_eq!(read_incidents(table.frame()).unwrap(), incidents());
        let none = IncidentsTable::new(&[]).unwrap();
        assert_eq!(read_incidents(none.frame()).unwrap(), []);
    }

    #[test]
    fn rows_that_no_report_could_have_made() {
        let day = |text: &str| text.parse().ok();
        let cents = |cents| Some(Usd::from_cents(cents));
        #[rustfmt::skip]
        let table = [
            ("no date",         dates("date", [None; 3].into_iter())),
            ("a date long ago", dates("date", [day("0999-01-01"); 3].into_iter())),
            ("a negative loss", money("loss_usd", [cents(-1); 3].into_iter())),
            ("too much",        money("loss_usd", [cents(Usd::MAX_LOSS.cents() + 1); 3].into_iter())),
            ("another type",    texts("loss_usd", [Some("1"); 3].into_iter())),
            ("no title",        texts("title", [None; 3].into_iter())),
        ];
        for (about, column) in table {
            let mut frame = IncidentsTable::new(&incidents()).unwrap().frame().clone();
            frame.with_column(column).unwrap();
            assert!(read_incidents(&frame).is_err(), "{about}");
        }
    }
}
