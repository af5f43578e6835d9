//! Tables of typed rows: a column that does not exist, or not in this table, does not compile.

use std::ops::{Deref, Range};

use super::cell::Cells;
use super::described::{Kind, TableSchema};
use super::value::Value;

/// A column of the rows `R`: where it is, and how its cells are read.
pub struct Column<R> {
    /// Its position.
    pub index: usize,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row has a value.
    pub required: bool,
    /// The cell of a row.
    pub value: fn(&R) -> Value,
    /// The cells of all rows.
    pub cells: for<'a> fn(&'a [R]) -> Cells<'a>,
}

impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<R> {}

/// A row of a table, a struct with a field for each column. Made by the macro `rows!`.
pub trait Row: Sized + Send + Sync + 'static {
    /// The columns, in order.
    const COLUMNS: &'static [Column<Self>];
}

/// Declares the rows of a table: a struct, and a constant for each column.
macro_rules! rows {
    ($(#[$doc:meta])* $row:ident { $($(#[$about:meta])* $column:ident $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $row {
            $(
                $(#[$about])*
                #[allow(missing_docs, reason = "the schema says what the column means")]
                pub $field: $type,
            )*
        }

        impl $row {
            $crate::tables::table::rows!(@columns $row, 0, [$($column $field $type,)*]);
        }

        impl $crate::tables::table::Row for $row {
            const COLUMNS: &'static [$crate::tables::table::Column<Self>] = &[$(Self::$column,)*];
        }
    };
    (@columns $row:ident, $index:expr, []) => {};
    (@columns $row:ident, $index:expr, [$column:ident $field:ident $type:ty, $($rest:tt)*]) => {
        #[allow(missing_docs, reason = "the schema says what the column means")]
        pub const $column: $crate::tables::table::Column<$row> = {
            fn value(row: &$row) -> $crate::tables::value::Value {
                $crate::tables::cell::Cell::value(&row.$field)
            }
            fn cells(rows: &[$row]) -> $crate::tables::cell::Cells<'_> {
                <$type as $crate::tables::cell::Cell>::cells(rows.iter().map(|row| &row.$field))
            }
            $crate::tables::table::Column {
                index: $index,
                kind: <$type as $crate::tables::cell::Cell>::KIND,
                required: <$type as $crate::tables::cell::Cell>::REQUIRED,
                value,
                cells,
            }
        };
        $crate::tables::table::rows!(@columns $row, $index + 1, [$($rest)*]);
    };
}
pub(crate) use rows;

/// A table: what its columns are called and mean, and its rows.
#[derive(Clone, Debug)]
pub struct Table<R> {
    /// The name, the columns and their meaning.
    pub schema: TableSchema,
    /// The rows.
    pub rows: Vec<R>,
}

/// A row, which knows the table that it is in.
#[derive(Debug)]
pub struct InTable<'a, R> {
    table: &'a Table<R>,
    row: &'a R,
}

impl<R> Clone for InTable<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for InTable<'_, R> {}

impl<R> Deref for InTable<'_, R> {
    type Target = R;

    fn deref(&self) -> &R {
        self.row
    }
}

impl<'a, R: Row> InTable<'a, R> {
    /// The table.
    pub fn table(self) -> &'a Table<R> {
        self.table
    }

    /// The row itself.
    pub fn row(self) -> &'a R {
        self.row
    }

    /// The names and values of the cells that identify the row.
    pub fn key(self) -> impl Iterator<Item = (&'static str, Value)> {
        let columns = self.table.schema.columns.iter().zip(R::COLUMNS);
        let keys = columns.filter(move |(it, _)| self.table.schema.key.contains(&it.name));
        keys.map(move |(it, column)| (it.name, (column.value)(self.row)))
    }
}

impl<R: Row> Table<R> {
    /// The rows in order.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = InTable<'_, R>> + ExactSizeIterator + Clone {
        self.rows.iter().map(|row| InTable { table: self, row })
    }

    /// The first row for which this is so.
    pub fn find(&self, is_it: impl Fn(&R) -> bool) -> Option<InTable<'_, R>> {
        self.iter().find(|row| is_it(row.row))
    }

    /// The name of a column.
    pub fn name_of(&self, column: Column<R>) -> &'static str {
        self.schema.columns.get(column.index).map_or("", |it| it.name)
    }
}

/// A table of one row, which is always there.
#[derive(Clone, Debug)]
pub struct OneRow<R> {
    table: Table<R>,
    row: R,
}

impl<R> OneRow<R> {
    /// The table of this row.
    pub const fn new(schema: TableSchema, row: R) -> Self {
        Self { table: Table { schema, rows: Vec::new() }, row }
    }

    /// The row.
    pub const fn row(&self) -> InTable<'_, R> {
        InTable { table: &self.table, row: &self.row }
    }
}

/// A table of any rows: what files are made of.
pub trait AnyTable: Sync {
    /// The name, the columns and their meaning.
    fn schema(&self) -> &TableSchema;

    /// How many rows there are.
    fn height(&self) -> usize;

    /// Some rows of the columns, in order. A large table is written in parts, so that its columns never
    /// stand in memory as a whole.
    fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>>;
}

impl<R: Row> AnyTable for Table<R> {
    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn height(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>> {
        let rows = &self.rows[rows];
        R::COLUMNS.iter().map(|column| (column.cells)(rows)).collect()
    }
}
