//! The tables of an edition as plain values, each of which knows the cell that it stands in: what
//! statements take their numbers from.

use chrono::NaiveDate;
use polars::prelude::PolarsResult;

use crate::domain::Usd;
use crate::tables::schema::{Kind, Table};
use crate::tables::transforms::Aggregate;
use crate::tables::{read_dates, read_integers, read_lists, read_money, read_shares, read_texts};

use super::fact::{Fact, Number, Source, Take};
use super::value::{Form, Value};

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
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator + Clone {
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

    /// The sum of a column over the rows that have these values, but for those that have one of the
    /// values to be left out; nothing known if no cell of them holds an amount.
    #[must_use]
    pub fn sum(&self, column: &str, rows: &Rows<'_>) -> Fact {
        let amounts = self.selected(rows).filter_map(|row| row.usd(column));
        let sum = amounts.reduce(|one, other| [one, other].into_iter().sum());
        let value = sum.map_or(Value::Null, Value::Usd);
        Fact { value, source: self.source(Take::Sum, rows, column) }
    }

    /// How many rows have these values, but for those that have one of the values to be left out.
    #[must_use]
    pub fn count(&self, rows: &Rows<'_>) -> Fact {
        let count = i64::try_from(self.selected(rows).count()).unwrap_or(i64::MAX);
        Fact { value: Value::Count(count), source: self.source(Take::Rows, rows, "") }
    }

    fn selected(&self, rows: &Rows<'_>) -> impl Iterator<Item = Row<'_>> {
        self.rows().filter(|row| {
            let shown = |column: &str| row.value(column).to_string();
            rows.equal.iter().all(|(column, value)| shown(column) == *value)
                && rows.except.iter().all(|(column, values)| {
                    let shown = shown(column);
                    !values.contains(&shown.as_str())
                })
        })
    }

    fn source(&self, take: Take, rows: &Rows<'_>, column: &str) -> Source {
        rows.source(&self.name, take, column)
    }
}

/// Which rows of a table are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows<'a> {
    /// Columns, and the value that each has.
    pub equal: Vec<(&'a str, String)>,
    /// Columns, and the values that each does not have.
    pub except: Vec<(&'a str, Vec<&'a str>)>,
}

impl Rows<'_> {
    /// The source of what is taken from these rows of a table.
    #[must_use]
    pub fn source(&self, table: &str, take: Take, column: &str) -> Source {
        let owned = |(column, value): &(&str, String)| ((*column).to_owned(), value.clone());
        let except = self.except.iter().map(|(column, values)| {
            ((*column).to_owned(), values.iter().map(|it| (*it).to_owned()).collect())
        });
        Source {
            table: table.to_owned(),
            take,
            row: self.equal.iter().map(owned).collect(),
            except: except.collect(),
            column: column.to_owned(),
            of: None,
        }
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

    /// The value, with the cell that it comes from.
    #[must_use]
    pub fn fact(&self, column: &str) -> Fact {
        let key = self.sheet.key.iter();
        let source = Source {
            table: self.sheet.name.clone(),
            take: Take::Cell,
            row: key.map(|name| ((*name).to_owned(), self.value(name).to_string())).collect(),
            except: Vec::new(),
            column: column.to_owned(),
            of: None,
        };
        Fact { value: self.value(column).clone(), source }
    }

    /// The value as a number of a text; `None` if there is none.
    #[must_use]
    pub fn number(&self, column: &str, form: Form) -> Option<Number> {
        self.fact(column).number(form)
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
