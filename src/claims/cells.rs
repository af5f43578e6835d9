//! Cells of tables as facts: the values that statements are made of, each with where it stands.

use std::fmt::{self, Write};

use crate::tables::table::{Column, InTable, Row, Table};
use crate::tables::{Value, view};

use super::fact::{Fact, Number, Source, Take};
use super::value::Form;

/// Which rows of a table are meant.
pub struct Rows<R> {
    /// Columns, and the value that each has.
    equal: Vec<(Column<R>, String)>,
    /// Columns, and the values that each does not have.
    except: Vec<(Column<R>, Vec<String>)>,
}

impl<R: Row> Rows<R> {
    /// All rows.
    pub const fn all() -> Self {
        Self { equal: Vec::new(), except: Vec::new() }
    }

    /// Only those that have this value.
    pub fn equal(mut self, column: Column<R>, value: &str) -> Self {
        self.equal.push((column, value.to_owned()));
        self
    }

    /// Only those that have none of these values.
    pub fn except(mut self, column: Column<R>, values: Vec<String>) -> Self {
        self.except.push((column, values));
        self
    }

    fn hold(&self, row: &R) -> bool {
        let is = |column: &Column<R>, text: &str| is_shown_as(&(column.value)(row), text);
        self.equal.iter().all(|(column, value)| is(column, value))
            && self.except.iter().all(|(column, all)| !all.iter().any(|value| is(column, value)))
    }

    fn source(&self, table: &Table<R>, take: Take, column: &str) -> Source {
        let name = |column: &Column<R>| table.name_of(*column).to_owned();
        Source {
            table: table.schema.name.clone(),
            take,
            row: self.equal.iter().map(|(column, it)| (name(column), it.clone())).collect(),
            except: self.except.iter().map(|(column, it)| (name(column), it.clone())).collect(),
            column: column.to_owned(),
            of: None,
        }
    }
}

/// Whether a value is written like a text. Very many are compared, so none of them is written out.
fn is_shown_as(value: &Value, text: &str) -> bool {
    /// What is left of the text.
    struct Rest<'a>(&'a str);

    impl fmt::Write for Rest<'_> {
        fn write_str(&mut self, written: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(written).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut rest = Rest(text);
    write!(rest, "{value}").is_ok() && rest.0.is_empty()
}

impl<R: Row> Table<R> {
    /// The sum of a column over these rows; nothing known if no cell of them holds an amount.
    pub(crate) fn sum(&self, column: Column<R>, rows: &Rows<R>) -> Fact {
        let cells = self.rows.iter().filter(|it| rows.hold(it)).map(|it| (column.value)(it));
        let amounts = cells.filter_map(|it| match it {
            Value::Usd(amount) => Some(amount),
            _ => None,
        });
        let sum = amounts.reduce(|one, other| [one, other].into_iter().sum());
        let source = rows.source(self, Take::Sum, self.name_of(column));
        Fact { value: sum.map_or(Value::Null, Value::Usd), source }
    }

    /// How many rows these are.
    pub(crate) fn count(&self, rows: &Rows<R>) -> Fact {
        let count = self.rows.iter().filter(|it| rows.hold(it)).count();
        let value = Value::Count(view::count(count));
        Fact { value, source: rows.source(self, Take::Rows, "") }
    }
}

impl<R: Row> InTable<'_, R> {
    /// The value of a column, with the cell that it comes from.
    pub(crate) fn fact(self, column: Column<R>) -> Fact {
        let source = Source {
            table: self.table().schema.name.clone(),
            take: Take::Cell,
            row: self.key().map(|(name, value)| (name.to_owned(), value.to_string())).collect(),
            except: Vec::new(),
            column: self.table().name_of(column).to_owned(),
            of: None,
        };
        Fact { value: (column.value)(self.row()), source }
    }

    /// The value as a number of a text; `None` if there is none.
    pub(crate) fn number(self, column: Column<R>, form: Form) -> Option<Number> {
        self.fact(column).number(form)
    }
}
