//! The tables as plain values, each of which knows the cell that it stands in: what the report
//! takes its numbers from.

use std::fmt;

use chrono::NaiveDate;
use polars::prelude::PolarsResult;

use crate::charts::frame;
use crate::domain::Usd;
use crate::domain::span::day_words;
use crate::domain::usd::{parse_decimal, percent};
use crate::tables::columns::{Kind, Table};
use crate::tables::{
    SHARE_SCALE, read_dates, read_integers, read_lists, read_money, read_shares, read_texts,
};
use crate::transforms::Aggregate;

use super::model::{Form, Number, Source};

/// The value of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none.
    Null,
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A day.
    Day(NaiveDate),
    /// A whole number.
    Count(i64),
    /// US dollars.
    Usd(Usd),
    /// A ratio, in millionths.
    Share(i128),
}

impl fmt::Display for Value {
    /// As in the CSV files, unguarded.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => formatter.write_str(text),
            Self::List(texts) => formatter.write_str(&texts.join("; ")),
            Self::Day(day) => write!(formatter, "{day}"),
            Self::Count(count) => write!(formatter, "{count}"),
            Self::Usd(amount) => write!(formatter, "{amount}"),
            Self::Share(millionths) => {
                let (sign, size) = (if *millionths < 0 { "-" } else { "" }, millionths.abs());
                write!(formatter, "{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
            }
        }
    }
}

impl Value {
    /// Reads a value from the text of a cell, unguarded; `None` if no value of this kind is shown so.
    ///
    /// The texts of a list are not told apart: `a; b` may be one text or two.
    #[must_use]
    pub fn parse(text: &str, kind: Kind) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Null);
        }
        let value = match kind {
            Kind::Text => Self::Text(text.to_owned()),
            Kind::TextList => Self::List(vec![text.to_owned()]),
            Kind::Date => Self::Day(text.parse().ok()?),
            Kind::Integer => Self::Count(text.parse().ok()?),
            Kind::Usd => Self::Usd(Usd::from_plain(text)?),
            Kind::Share => Self::Share(parse_decimal(text, SHARE_SCALE)?),
        };
        (value.to_string() == text).then_some(value)
    }

    /// How a text shows the value; `None` if there is none, or the form is not for such a value.
    ///
    /// ```
    /// # use lossbook::domain::Usd;
    /// # use lossbook::report::model::Form;
    /// # use lossbook::report::sheet::Value;
    /// let value = Value::Usd(Usd::from_cents(40_344_000_000));
    /// assert_eq!(value.shown(Form::Compact).as_deref(), Some("$403M"));
    /// assert_eq!(value.shown(Form::Cents).as_deref(), Some("$403,440,000.00"));
    /// ```
    #[must_use]
    pub fn shown(&self, form: Form) -> Option<String> {
        Some(match (self, form) {
            (Self::Usd(amount), Form::Compact) => amount.compact(),
            (Self::Usd(amount), Form::Cents) => amount.grouped(),
            (Self::Usd(amount), Form::Dollars) => {
                let grouped = amount.grouped();
                grouped.strip_suffix(".00").map_or_else(|| grouped.clone(), str::to_owned)
            }
            (Self::Count(count), Form::Count) => grouped(*count),
            (Self::Count(count), Form::Plain) => count.to_string(),
            (Self::Share(millionths), Form::Percent) => percent(millionths.abs()),
            // 1.1077 more is 2.1 times as much; a tenth is as exact as words should be.
            (Self::Share(millionths), Form::Times) => {
                let tenths = (millionths + 1_000_000 + 50_000) / 100_000;
                match tenths % 10 {
                    0 => grouped(i64::try_from(tenths / 10).unwrap_or(i64::MAX)),
                    rest => format!(
                        "{}.{rest}",
                        grouped(i64::try_from(tenths / 10).unwrap_or(i64::MAX))
                    ),
                }
            }
            (Self::Share(millionths), Form::Points) => {
                let tenths = (millionths.abs() + 500) / 1000;
                match tenths % 10 {
                    0 => (tenths / 10).to_string(),
                    rest => format!("{}.{rest}", tenths / 10),
                }
            }
            (Self::Day(day), Form::Day) => day.to_string(),
            (Self::Day(day), Form::DayWords) => day_words(*day),
            (Self::Day(day), Form::Month) => day.format("%B %Y").to_string(),
            (Self::Day(day), Form::Year) => day.format("%Y").to_string(),
            _ => return None,
        })
    }
}

/// A count with commas between groups of three digits, and without a sign.
fn grouped(count: i64) -> String {
    frame::grouped(usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX))
}

/// One table, in rows.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name of the table.
    pub name: String,
    columns: Vec<&'static str>,
    key: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// Takes a table apart.
    ///
    /// # Errors
    ///
    /// What polars says; on tables that this crate made there is nothing to say.
    pub fn new(aggregate: &Aggregate) -> PolarsResult<Self> {
        let Table { name, columns, key, .. } = &aggregate.table;
        let mut by_column = Vec::new();
        for column in columns {
            by_column.push(values(aggregate, column.name, column.kind)?.into_iter());
        }
        let rows = (0..aggregate.frame.height())
            .map(|_| by_column.iter_mut().map(|it| it.next().unwrap_or(Value::Null)).collect())
            .collect();
        Ok(Self {
            name: name.clone(),
            columns: columns.iter().map(|it| it.name).collect(),
            key: key.clone(),
            rows,
        })
    }

    /// A table of one row that is told apart by nothing, such as the manifest.
    #[must_use]
    pub fn single(name: &str, cells: Vec<(&'static str, Value)>) -> Self {
        let (columns, row) = cells.into_iter().unzip();
        Self { name: name.into(), columns, key: Vec::new(), rows: vec![row] }
    }

    /// A table from its rows, such as the manifest's list of files.
    #[must_use]
    pub fn of_rows(
        name: &str,
        columns: &[&'static str],
        key: &[&'static str],
        rows: Vec<Vec<Value>>,
    ) -> Self {
        Self { name: name.into(), columns: columns.to_vec(), key: key.to_vec(), rows }
    }

    /// The rows in order.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        (0..self.rows.len()).map(|index| Row { sheet: self, index })
    }

    /// The first row; if there is none, one in which nothing stands.
    #[must_use]
    pub fn first(&self) -> Row<'_> {
        Row { sheet: self, index: 0 }
    }

    /// The row whose cell of a column is this text.
    #[must_use]
    pub fn row(&self, column: &str, text: &str) -> Option<Row<'_>> {
        self.rows().find(|row| row.value(column).to_string() == text)
    }
}

fn values(aggregate: &Aggregate, name: &str, kind: Kind) -> PolarsResult<Vec<Value>> {
    let frame = &aggregate.frame;
    Ok(match kind {
        Kind::Text => all(read_texts(frame, name)?, |text| Value::Text(text.to_owned())),
        Kind::TextList => all(read_lists(frame, name)?, Value::List),
        Kind::Date => all(read_dates(frame, name)?, Value::Day),
        Kind::Integer => all(read_integers(frame, name)?, Value::Count),
        Kind::Usd => all(read_money(frame, name)?, Value::Usd),
        Kind::Share => all(read_shares(frame, name)?, Value::Share),
    })
}

fn all<T>(cells: Vec<Option<T>>, make: impl Fn(T) -> Value) -> Vec<Value> {
    cells.into_iter().map(|cell| cell.map_or(Value::Null, &make)).collect()
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    index: usize,
}

impl<'a> Row<'a> {
    /// The value of a column; none if there is no such column.
    #[must_use]
    pub fn value(&self, column: &str) -> &'a Value {
        let position = self.sheet.columns.iter().position(|it| *it == column);
        let row = self.sheet.rows.get(self.index);
        row.zip(position).and_then(|(row, at)| row.get(at)).unwrap_or(&Value::Null)
    }

    /// The text of a column; empty if there is none.
    #[must_use]
    pub fn text(&self, column: &str) -> &'a str {
        match self.value(column) {
            Value::Text(text) => text,
            _ => "",
        }
    }

    /// The texts of a list.
    #[must_use]
    pub fn list(&self, column: &str) -> &'a [String] {
        match self.value(column) {
            Value::List(texts) => texts,
            _ => &[],
        }
    }

    /// The amount in a column.
    #[must_use]
    pub fn usd(&self, column: &str) -> Option<Usd> {
        match self.value(column) {
            Value::Usd(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The count in a column; 0 if there is none.
    #[must_use]
    pub fn count(&self, column: &str) -> i64 {
        match self.value(column) {
            Value::Count(count) => *count,
            _ => 0,
        }
    }

    /// The ratio in a column, in millionths.
    #[must_use]
    pub fn share(&self, column: &str) -> Option<i128> {
        match self.value(column) {
            Value::Share(millionths) => Some(*millionths),
            _ => None,
        }
    }

    /// The day in a column.
    #[must_use]
    pub fn day(&self, column: &str) -> Option<NaiveDate> {
        match self.value(column) {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The value as a number of the text, with the cell that it comes from; `None` if there is
    /// none.
    #[must_use]
    pub fn number(&self, column: &'static str, form: Form) -> Option<Number> {
        let value = self.value(column);
        let key = self.sheet.key.iter();
        let source = Source {
            table: self.sheet.name.clone(),
            row: key.map(|name| ((*name).to_owned(), self.value(name).to_string())).collect(),
            column: column.to_owned(),
        };
        Some(Number { shown: value.shown(form)?, value: value.to_string(), form, source })
    }
}

/// All tables of an edition.
#[derive(Clone, Debug, Default)]
pub struct Sheets {
    sheets: Vec<Sheet>,
    none: Sheet,
}

impl Sheets {
    /// Takes tables apart.
    ///
    /// # Errors
    ///
    /// What polars says; on tables that this crate made there is nothing to say.
    pub fn new(aggregates: &[Aggregate]) -> PolarsResult<Self> {
        let sheets = aggregates.iter().map(Sheet::new).collect::<PolarsResult<_>>()?;
        Ok(Self { sheets, none: Sheet::default() })
    }

    /// Adds a table that is not computed from others.
    pub fn push(&mut self, sheet: Sheet) {
        self.sheets.push(sheet);
    }

    /// The table of that name; one without rows if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &Sheet {
        self.sheets.iter().find(|it| it.name == name).unwrap_or(&self.none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_texts_show_them() {
        let usd = |cents| Value::Usd(Usd::from_cents(cents));
        let day = Value::Day("2023-11-05".parse().unwrap());
        #[rustfmt::skip]
        let table = [
            (usd(1_234_567),            Form::Compact,  Some("$12.3k")),
            (usd(1_234_567),            Form::Dollars,  Some("$12,345.67")),
            (usd(1_234_500),            Form::Dollars,  Some("$12,345")),
            (usd(1_234_500),            Form::Cents,    Some("$12,345.00")),
            (Value::Count(1_234),       Form::Count,    Some("1,234")),
            (Value::Count(-3),          Form::Count,    Some("3")),
            (Value::Count(2023),        Form::Plain,    Some("2023")),
            (Value::Share(67_029),      Form::Percent,  Some("6.7%")),
            (Value::Share(-889_332),    Form::Percent,  Some("89%")),
            (Value::Share(1_107_698),   Form::Times,    Some("2.1")),
            (Value::Share(2_000_000),   Form::Times,    Some("3")),
            (Value::Share(-68_093),     Form::Points,   Some("6.8")),
            (day.clone(),               Form::Day,      Some("2023-11-05")),
            (day.clone(),               Form::DayWords, Some("5 November 2023")),
            (day.clone(),               Form::Month,    Some("November 2023")),
            (day,                       Form::Count,    None),
            (Value::Null,               Form::Compact,  None),
        ];
        for (value, form, shown) in table {
            assert_eq!(value.shown(form).as_deref(), shown, "{value:?} {form:?}");
        }
        #[rustfmt::skip]
        let table = [
            ("12345.67",    Kind::Usd,      Some(usd(1_234_567))),
            ("-3",          Kind::Integer,  Some(Value::Count(-3))),
            ("-0.068093",   Kind::Share,    Some(Value::Share(-68_093))),
            ("2023-11-05",  Kind::Date,     Some(Value::Day("2023-11-05".parse().unwrap()))),
            ("",            Kind::Usd,      Some(Value::Null)),
            ("2023-11-5",   Kind::Date,     None),
            ("+3",          Kind::Integer,  None),
            ("12345.6",     Kind::Usd,      None),
        ];
        for (text, kind, value) in table {
            assert_eq!(Value::parse(text, kind), value, "{text}");
        }
        assert_eq!(Value::Share(-68_093).to_string(), "-0.068093");
        assert_eq!(Value::List(vec!["a".into(), "b".into()]).to_string(), "a; b");
    }
}
