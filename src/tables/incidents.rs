//! The table `incidents`: one row for each report.

use polars::prelude::*;

use crate::domain::{Dimension, Incident};

use super::{dates, money, text_lists, texts};

/// The table `incidents`; its columns are those of [`super::columns::incidents`], its rows are
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
