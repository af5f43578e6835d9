//! What a chart is laid out from: the tables, what the edition is about, and what was chosen.

use chrono::NaiveDate;
use polars::prelude::{DataFrame, PolarsResult};

use crate::domain::Usd;
use crate::tables::{self, IncidentsTable};
use crate::transforms::Aggregate;

use super::ChartError;
use super::axis::ScaleChoice;
use super::canvas::Canvas;
use super::frame::Scope;

/// What one chart is laid out from.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// The name of the chart, for messages.
    pub chart: &'static str,
    /// The tables that were computed.
    pub tables: &'a [Aggregate],
    /// The incidents.
    pub incidents: &'a IncidentsTable,
    /// What the edition is about.
    pub scope: &'a Scope<'a>,
    /// How many of the largest rows are shown, if that was chosen.
    pub top: Option<usize>,
    /// The scale that was chosen.
    pub scale: ScaleChoice,
    /// The page.
    pub canvas: Canvas,
}

impl<'a> Data<'a> {
    /// A table that the chart cannot do without.
    ///
    /// # Errors
    ///
    /// [`ChartError::NoTable`] if it was not computed.
    pub fn table(&self, name: &str) -> Result<Rows<'a>, ChartError> {
        self.optional_table(name)
            .ok_or_else(|| ChartError::NoTable { name: self.chart, table: name.to_owned() })
    }

    /// A table, if it was computed.
    #[must_use]
    pub fn optional_table(&self, name: &str) -> Option<Rows<'a>> {
        let aggregate = self.tables.iter().find(|it| it.table.name == name)?;
        Some(Rows::new(self.chart, &aggregate.frame))
    }

    /// The words that say where the numbers are.
    #[must_use]
    pub fn numbers_words(&self, table: &str) -> String {
        format!("The numbers are in tables/{table}.csv.")
    }
}

/// The rows of a table, read column by column.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    chart: &'static str,
    frame: &'a DataFrame,
}

impl<'a> Rows<'a> {
    /// The rows of a frame; `chart` is the name of the chart, for messages.
    #[must_use]
    pub const fn new(chart: &'static str, frame: &'a DataFrame) -> Self {
        Self { chart, frame }
    }

    fn read<T>(&self, column: PolarsResult<T>) -> Result<T, ChartError> {
        column.map_err(|source| ChartError::Table { name: self.chart, source })
    }

    /// A column of texts, each on one line.
    ///
    /// # Errors
    ///
    /// [`ChartError::Table`] if there is no such column, as of all methods here.
    pub fn texts(&self, column: &str) -> Result<Vec<String>, ChartError> {
        let texts = self.read(tables::read_texts(self.frame, column))?;
        Ok(texts.into_iter().map(|it| super::frame::one_line(it.unwrap_or_default())).collect())
    }

    /// A column of lists of texts.
    ///
    /// # Errors
    ///
    /// [`ChartError::Table`]
    pub fn lists(&self, column: &str) -> Result<Vec<Vec<String>>, ChartError> {
        self.read(tables::read_text_lists(self.frame, column))
    }

    /// A column of money.
    ///
    /// # Errors
    ///
    /// [`ChartError::Table`]
    pub fn money(&self, column: &str) -> Result<Vec<Option<Usd>>, ChartError> {
        self.read(tables::read_money(self.frame, column))
    }

    /// A column of days.
    ///
    /// # Errors
    ///
    /// [`ChartError::Table`]
    pub fn days(&self, column: &str) -> Result<Vec<Option<NaiveDate>>, ChartError> {
        self.read(tables::read_dates(self.frame, column))
    }

    /// A column of counts.
    ///
    /// # Errors
    ///
    /// [`ChartError::Table`]
    pub fn counts(&self, column: &str) -> Result<Vec<usize>, ChartError> {
        self.read(tables::read_counts(self.frame, column))
    }
}
