//! Which Rust type a column of each kind has, and its cells as a column.

use chrono::NaiveDate;

use crate::domain::Usd;

use super::described::Kind;
use super::value::{Share, Value};

/// The cells of one column, borrowed from the rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells<'a> {
    /// Texts.
    Text(Vec<Option<&'a str>>),
    /// Lists of texts.
    TextList(Vec<&'a [String]>),
    /// Days.
    Date(Vec<Option<NaiveDate>>),
    /// Counts, or differences of counts.
    Integer(Vec<Option<i64>>),
    /// Money.
    Usd(Vec<Option<Usd>>),
    /// Parts of a whole, or changes.
    Share(Vec<Option<Share>>),
}

/// The texts of a list with `; ` between them, where there are no lists; none of an empty list.
pub fn joined(list: &[String]) -> Option<String> {
    (!list.is_empty()).then(|| list.join("; "))
}

/// The type of a field of a row: what its column holds, and whether every row has a value.
pub trait Cell: Sized {
    /// What the column holds.
    const KIND: Kind;
    /// Whether every row has a value.
    const REQUIRED: bool = true;

    /// The value.
    fn value(&self) -> Value;

    /// The column.
    fn cells<'a>(column: impl Iterator<Item = &'a Self>) -> Cells<'a>
    where
        Self: 'a;
}

/// The same for a type and for what may be missing of it.
macro_rules! cell {
    ($type:ty, $kind:ident, $variant:ident, $owned:expr, $borrowed:expr) => {
        impl Cell for $type {
            const KIND: Kind = Kind::$kind;

            fn value(&self) -> Value {
                Value::$variant($owned(self))
            }

            fn cells<'a>(column: impl Iterator<Item = &'a Self>) -> Cells<'a> {
                Cells::$kind(column.map(|it| Some($borrowed(it))).collect())
            }
        }

        impl Cell for Option<$type> {
            const KIND: Kind = Kind::$kind;
            const REQUIRED: bool = false;

            fn value(&self) -> Value {
                self.as_ref().map_or(Value::Null, Cell::value)
            }

            fn cells<'a>(column: impl Iterator<Item = &'a Self>) -> Cells<'a> {
                Cells::$kind(column.map(|it| it.as_ref().map($borrowed)).collect())
            }
        }
    };
}

cell!(String, Text, Text, String::clone, String::as_str);
cell!(NaiveDate, Date, Day, NaiveDate::clone, NaiveDate::clone);
cell!(i64, Integer, Count, i64::clone, i64::clone);
cell!(Usd, Usd, Usd, Usd::clone, Usd::clone);
cell!(Share, Share, Share, Share::clone, Share::clone);

impl Cell for Vec<String> {
    const KIND: Kind = Kind::TextList;

    fn value(&self) -> Value {
        Value::List(self.clone())
    }

    fn cells<'a>(column: impl Iterator<Item = &'a Self>) -> Cells<'a> {
        Cells::TextList(column.map(Vec::as_slice).collect())
    }
}
