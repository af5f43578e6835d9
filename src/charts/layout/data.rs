//! What a chart is laid out from: what the edition is about, and what was chosen.

use polars::prelude::PolarsResult;

use crate::claims::Subject;

use super::axis::ScaleChoice;
use super::canvas::Canvas;
use crate::charts::ChartError;

/// What one chart is laid out from.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// The name of the chart, for messages.
    pub chart: &'static str,
    /// What the edition is about.
    pub subject: &'a Subject<'a>,
    /// How many of the largest rows are shown, if that was chosen.
    pub top: Option<usize>,
    /// The scale that was chosen.
    pub scale: ScaleChoice,
    /// The page.
    pub canvas: Canvas,
}

impl Data<'_> {
    /// What was read from a table.
    ///
    /// # Errors
    ///
    /// [`ChartError::Table`] with what polars says.
    pub fn read<T>(&self, read: PolarsResult<T>) -> Result<T, ChartError> {
        read.map_err(|source| ChartError::Table { name: self.chart, source })
    }
}
