//! Exact values and the cells that they come from: what the numbers of statements are made of.

use crate::domain::Usd;
use crate::tables::{Share, Value};

use super::value::Form;

/// What is taken from the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// The cell of a column in the one row that is meant.
    Cell,
    /// The sum of the cells of a column that hold a value; nothing if none does.
    Sum,
    /// How many rows there are.
    Rows,
}

impl Take {
    /// Everything that can be taken.
    pub const ALL: [Self; 3] = [Self::Cell, Self::Sum, Self::Rows];

    /// The word in `facts.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Sum => "sum",
            Self::Rows => "rows",
        }
    }
}

/// Where a value comes from: one cell, some cells that are added up, or a number of rows; and, of a
/// share, what it is a share of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The table, or `manifest`.
    pub table: String,
    /// What is taken from its rows.
    pub take: Take,
    /// Which rows are meant: columns and the value that each has there.
    pub row: Vec<(String, String)>,
    /// Which of these are left out: columns and the values that each must not have.
    pub except: Vec<(String, Vec<String>)>,
    /// The column; of the manifest the path of the field, with dots; empty for a number of rows.
    pub column: String,
    /// The whole, if the value is a part of it.
    pub of: Option<Box<Self>>,
}

/// An exact value, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// How the text shows it.
    pub shown: String,
    /// The value, as the CSV file has it.
    pub value: String,
    /// How it is shown.
    pub form: Form,
    /// Where it comes from.
    pub source: Source,
}

impl Fact {
    /// The value as a number of a text; `None` if there is none, or the form is not for it.
    pub fn number(&self, form: Form) -> Option<Number> {
        let (value, source) = (self.value.to_string(), self.source.clone());
        Some(Number { shown: self.value.shown(form)?, value, form, source })
    }

    /// The amount, if it is one that is known.
    pub fn usd(&self) -> Option<Usd> {
        match self.value {
            Value::Usd(amount) => Some(amount),
            _ => None,
        }
    }

    /// The amount, if it is known and above zero.
    pub fn positive(&self) -> Option<Usd> {
        self.usd().filter(|it| *it > Usd::ZERO)
    }

    /// The count; 0 if it is none.
    pub fn count(&self) -> i64 {
        match self.value {
            Value::Count(count) => count,
            _ => 0,
        }
    }

    /// The ratio, in millionths.
    pub fn share(&self) -> Option<i128> {
        match self.value {
            Value::Share(Share(millionths)) => Some(millionths),
            _ => None,
        }
    }

    /// This amount as a part of a whole, as [`Usd::part_of`] has it; `None` where one of them is
    /// unknown or the whole is nothing.
    pub fn share_of(&self, whole: &Self) -> Option<Self> {
        let share = self.usd()?.part_of(whole.usd()?)?;
        let of = Some(Box::new(whole.source.clone()));
        Some(Self {
            value: Value::Share(Share(share)),
            source: Source { of, ..self.source.clone() },
        })
    }
}
