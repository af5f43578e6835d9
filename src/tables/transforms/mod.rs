//! Sums of losses: by label, by time, by both, by size; what is largest, and what came before.
//! Tables in, [`Aggregate`]s out.
//!
//! Three traps of polars that every transform here steps around: a sum of nothing known is 0, not
//! null; the order of groups changes from run to run; the mean of decimals is a float.

pub mod by_label;
pub mod by_label_and_period;
pub mod by_pair;
pub mod by_period;
pub mod by_size;
pub mod cumulative;
pub mod findings_by_code;
pub mod key_figures;
pub mod largest;
pub mod reports;
#[cfg(test)]
mod samples;
pub mod to_date;

use chrono::NaiveDate;
use polars::prelude::*;

use super::schema::{Table, shape};
use crate::domain::{Dimension, Finding, Granularity, Incident, Period, Span, Usd};
use crate::tables::{IncidentsTable, LabelsTable, read_dates, read_money, read_texts};

/// A table that was computed, and what its columns mean.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// The name, the columns and their meaning.
    pub table: Table,
    /// The rows.
    pub frame: DataFrame,
}

impl Aggregate {
    /// Puts rows under the columns of the table, in its order.
    fn new(table: Table, frame: &DataFrame) -> PolarsResult<Self> {
        let frame = frame.select(table.columns.iter().map(|column| column.name))?;
        Ok(Self { table, frame })
    }
}

/// The dimensions that losses are summed up by.
pub const DIMENSIONS: [Dimension; 2] = [Dimension::AttackType, Dimension::EntityType];
/// The spans that losses are summed up by.
pub const SPANS: [Granularity; 3] = [Granularity::Month, Granularity::Quarter, Granularity::Year];

/// What lies around the period: for comparisons, for series that reach back, and for the spans that
/// the period cuts.
#[derive(Clone, Debug)]
pub struct History {
    /// The incidents before the period.
    pub earlier: IncidentsTable,
    /// Those behind it, to the end of the calendar year that it ends in.
    pub later: IncidentsTable,
    /// Those before the period and those in it.
    pub until_end: IncidentsTable,
    /// All three.
    pub around: IncidentsTable,
    /// The labels of all three.
    pub labels: LabelsTable,
}

impl History {
    /// Makes the tables; `None` if nothing lies around the period.
    ///
    /// # Errors
    ///
    /// What polars says; on incidents that the loader made there is nothing to say.
    pub fn new(
        earlier: &[Incident],
        incidents: &[Incident],
        later: &[Incident],
    ) -> PolarsResult<Option<Self>> {
        if earlier.is_empty() && later.is_empty() {
            return Ok(None);
        }
        let until_end = [earlier, incidents].concat();
        let around = [&until_end[..], later].concat();
        Ok(Some(Self {
            earlier: IncidentsTable::new(earlier)?,
            later: IncidentsTable::new(later)?,
            until_end: IncidentsTable::new(&until_end)?,
            around: IncidentsTable::new(&around)?,
            labels: LabelsTable::new(&around)?,
        }))
    }
}

/// What the transforms look at.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The incidents of the period.
    pub incidents: &'a IncidentsTable,
    /// Their labels.
    pub labels: &'a LabelsTable,
    /// What lies around the period, if anything does.
    pub history: Option<&'a History>,
    /// The days that were asked for; an end that is open is where the incidents begin or end.
    pub period: Period,
    /// The same days, with both ends.
    pub span: Span,
    /// The day up to which the reports are complete.
    pub as_of: NaiveDate,
    /// What there is to say about all reports.
    pub findings: &'a [Finding],
}

impl<'a> View<'a> {
    /// The incidents from the first report to the end of the period.
    #[must_use]
    pub fn until_end(&self) -> &'a IncidentsTable {
        self.history.map_or(self.incidents, |it| &it.until_end)
    }

    /// These, and those behind the period, to the end of the calendar year that it ends in.
    #[must_use]
    pub fn around(&self) -> &'a IncidentsTable {
        self.history.map_or(self.incidents, |it| &it.around)
    }

    /// The days of the period that the reports cover; `None` if it begins behind all of them.
    #[must_use]
    pub fn covered(&self) -> Option<Span> {
        self.span.up_to(self.as_of)
    }

    /// The last day of the month, quarter or year that the period ends in, as far as the reports go.
    #[must_use]
    pub fn end_of(&self, granularity: Granularity) -> NaiveDate {
        let last = self.covered().map_or(self.span.last(), Span::last);
        Span::around(granularity, last).map_or(last, Span::last).min(self.as_of.max(last))
    }
}

/// Every aggregate of an edition, in the order of the data package.
///
/// # Errors
///
/// What polars says; on tables that this crate made there is nothing to say.
pub fn all(view: &View<'_>) -> PolarsResult<Vec<Aggregate>> {
    let View { incidents, labels, .. } = *view;
    let mut aggregates = Vec::new();
    for dimension in DIMENSIONS {
        aggregates.push(by_label::losses_by_label(labels, dimension)?);
    }
    for span in SPANS {
        aggregates.push(by_period::losses_by_period(incidents, span, view.period)?);
    }
    for dimension in DIMENSIONS {
        for span in SPANS {
            aggregates
                .push(by_label_and_period::losses_by_label_and_period(labels, dimension, span)?);
        }
    }
    aggregates.push(by_label::losses_by_label(labels, Dimension::Tag)?);
    aggregates.push(by_pair::losses_by_attack_type_and_entity_type(labels)?);
    aggregates.push(key_figures::key_figures(view)?);
    aggregates.push(largest::largest_incidents(incidents)?);
    aggregates.push(by_size::losses_by_size(incidents)?);
    aggregates.push(largest::loss_concentration(incidents)?);
    aggregates.push(cumulative::cumulative_loss_by_year(view)?);
    aggregates.push(to_date::loss_to_date_by_year(view)?);
    aggregates.push(findings_by_code::findings_by_code(view.findings)?);
    if let Some(history) = view.history {
        aggregates.extend(around(history, view)?);
    }
    Ok(aggregates)
}

/// The incidents around the period, and the tables that begin with the first report. They end with
/// the month, quarter or year that the period ends in, so that what it cuts is known as a whole.
fn around(history: &History, view: &View<'_>) -> PolarsResult<Vec<Aggregate>> {
    let mut aggregates = Vec::new();
    for (table, incidents) in
        [(shape::earlier_incidents(), &history.earlier), (shape::later_incidents(), &history.later)]
    {
        if incidents.frame().height() > 0 {
            aggregates.push(Aggregate::new(table, incidents.frame())?);
        }
    }
    for span in SPANS {
        let period = Period { from: None, to: Some(view.end_of(span)) };
        let Aggregate { frame, .. } = by_period::losses_by_period(&history.around, span, period)?;
        aggregates.push(Aggregate { table: shape::history_by_period(span), frame });
    }
    let (dimension, span) = (Dimension::AttackType, Granularity::Year);
    let Aggregate { frame, .. } =
        by_label_and_period::losses_by_label_and_period(&history.labels, dimension, span)?;
    let table = shape::history_by_label_and_period(dimension, span);
    aggregates.push(Aggregate { table, frame });
    Ok(aggregates)
}

/// One incident that is counted, and its loss.
#[derive(Clone, Debug)]
struct CountedLoss {
    report: String,
    date: NaiveDate,
    loss: Option<Usd>,
}

impl CountedLoss {
    /// All that are counted, the largest loss first and unknown ones last, then by date and path.
    fn of(incidents: &IncidentsTable) -> PolarsResult<Vec<Self>> {
        let frame = largest_first(incidents.counted()).collect()?;
        let reports = read_texts(&frame, "report")?.into_iter().map(Option::unwrap_or_default);
        let rows = reports.zip(read_dates(&frame, "date")?).zip(read_money(&frame, "loss_usd")?);
        Ok(rows
            .filter_map(|((report, date), loss)| {
                Some(Self { report: report.to_owned(), date: date?, loss })
            })
            .collect())
    }
}

/// The known losses, in the order of the incidents.
fn known<'a>(losses: impl IntoIterator<Item = &'a CountedLoss>) -> Vec<Usd> {
    losses.into_iter().filter_map(|it| it.loss).collect()
}

/// The counts and sums that all transforms share. A sum without a known loss is null.
fn sums() -> Vec<Expr> {
    vec![
        len().cast(DataType::Int64).alias("incidents"),
        col("loss_usd").count().cast(DataType::Int64).alias("incidents_known"),
        col("loss_usd").null_count().cast(DataType::Int64).alias("incidents_unknown"),
        sum_of_known("loss_usd"),
    ]
}

/// The sum of a column of money, or null if no loss of the group is known.
fn sum_of_known(column: &str) -> Expr {
    when(col("loss_usd").count().gt(lit(0)))
        .then(col(column).sum())
        .otherwise(lit(NULL))
        .alias(column)
}

/// The largest known loss and its report; of several, the one first by date and path.
/// The frame must be in the order of [`largest_first`].
fn largest() -> Vec<Expr> {
    vec![
        col("loss_usd").max().alias("max_loss_usd"),
        col("report").filter(col("loss_usd").is_not_null()).first().alias("largest_report"),
    ]
}

/// Sorts by loss, the largest first and unknown ones last, then by date and path.
fn largest_first(frame: LazyFrame) -> LazyFrame {
    let options = SortMultipleOptions::default()
        .with_order_descending_multi([true, false, false])
        .with_nulls_last(true);
    frame.sort(["loss_usd", "date", "report"], options)
}
