//! Incidents as polars tables: the two base tables, and the columns of every table.
//!
//! Money is a decimal of scale 2 here, made from whole cents and read back as whole cents.

pub mod checks;
pub mod incident_labels;
pub mod incidents;
pub mod schema;
pub mod transforms;

use chrono::NaiveDate;
use polars::prelude::*;

use crate::domain::Usd;
pub use incident_labels::LabelsTable;
pub use incidents::IncidentsTable;

/// The decimal places of money.
pub const USD_SCALE: usize = 2;
/// The decimal places of a share.
pub const SHARE_SCALE: usize = 6;
/// The digits of every decimal: the most that there are, so that no sum overflows.
const PRECISION: usize = 38;

/// A column of texts.
pub fn texts<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    StringChunked::from_iter_options(name.into(), values).into_column()
}

/// A column of lists of texts.
pub fn text_lists<'a>(name: &str, values: impl ExactSizeIterator<Item = &'a [String]>) -> Column {
    let mut builder = ListStringChunkedBuilder::new(name.into(), values.len(), values.len() * 2);
    for list in values {
        builder.append_values_iter(list.iter().map(String::as_str));
    }
    builder.finish().into_column()
}

/// A column of days.
pub fn dates(name: &str, values: impl Iterator<Item = Option<NaiveDate>>) -> Column {
    DateChunked::from_naive_date_options(name.into(), values).into_column()
}

/// A column of counts.
pub fn counts(name: &str, values: impl Iterator<Item = usize>) -> Column {
    let values = values.map(|count| Some(i64::try_from(count).unwrap_or(i64::MAX)));
    Int64Chunked::from_iter_options(name.into(), values).into_column()
}

/// A column of differences of counts, which may be negative.
pub fn differences(name: &str, values: impl Iterator<Item = i64>) -> Column {
    Int64Chunked::from_iter_values(name.into(), values).into_column()
}

/// A column of money: decimals of scale 2.
pub fn money(name: &str, values: impl Iterator<Item = Option<Usd>>) -> Column {
    decimals(name, values.map(|amount| amount.map(Usd::cents)), USD_SCALE)
}

/// A column of shares of a whole: decimals of scale 6.
pub fn shares(name: &str, millionths: impl Iterator<Item = Option<i128>>) -> Column {
    decimals(name, millionths, SHARE_SCALE)
}

fn decimals(name: &str, values: impl Iterator<Item = Option<i128>>, scale: usize) -> Column {
    Int128Chunked::from_iter_options(name.into(), values)
        .into_decimal_unchecked(PRECISION, scale)
        .into_column()
}

/// The amounts of a column of money.
///
/// # Errors
///
/// If there is no such column, or it is not of money.
pub fn read_money(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<Usd>>> {
    let column = frame.column(name)?.decimal()?;
    Ok(column.physical().iter().map(|cents| cents.map(Usd::from_cents)).collect())
}

/// The texts of a column.
///
/// # Errors
///
/// If there is no such column, or it is not of texts.
pub fn read_texts<'a>(frame: &'a DataFrame, name: &str) -> PolarsResult<Vec<Option<&'a str>>> {
    Ok(frame.column(name)?.str()?.iter().collect())
}

/// The lists of texts of a column; a list that is missing is empty.
///
/// # Errors
///
/// If there is no such column, or it is not of lists of texts.
pub fn read_text_lists(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Vec<String>>> {
    Ok(read_lists(frame, name)?.into_iter().map(Option::unwrap_or_default).collect())
}

/// The days of a column.
///
/// # Errors
///
/// If there is no such column, or it is not of days.
pub fn read_dates(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<NaiveDate>>> {
    Ok(frame.column(name)?.date()?.as_date_iter().collect())
}

/// The counts of a column.
///
/// # Errors
///
/// If there is no such column, or it is not of counts.
pub fn read_counts(frame: &DataFrame, name: &str) -> PolarsResult<Vec<usize>> {
    let column = frame.column(name)?.i64()?;
    Ok(column
        .iter()
        .map(|count| count.and_then(|it| usize::try_from(it).ok()).unwrap_or(0))
        .collect())
}

/// The whole numbers of a column.
///
/// # Errors
///
/// If there is no such column, or it is not of whole numbers.
pub fn read_integers(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<i64>>> {
    Ok(frame.column(name)?.i64()?.iter().collect())
}

/// The shares of a column, in millionths.
///
/// # Errors
///
/// If there is no such column, or it is not of shares.
pub fn read_shares(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<i128>>> {
    Ok(frame.column(name)?.decimal()?.physical().iter().collect())
}

/// The lists of texts of a column.
///
/// # Errors
///
/// If there is no such column, or it is not of lists of texts.
pub fn read_lists(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<Vec<String>>>> {
    let lists = frame.column(name)?.list()?;
    let texts = |list: polars::series::amortized_iter::AmortSeries| {
        Ok(list.as_ref().str()?.iter().flatten().map(str::to_owned).collect())
    };
    lists.amortized_iter().map(|list| list.map(texts).transpose()).collect()
}
