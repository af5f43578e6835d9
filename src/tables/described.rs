//! What tables and columns are called, hold and mean.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A list of texts; in CSV joined by `; `.
    TextList,
    /// A day; in CSV `2023-11-20`.
    Date,
    /// A whole number.
    Integer,
    /// US dollars, a decimal with two places.
    Usd,
    /// A part of a whole, between 0 and 1, or a change as a part of what was before, which may be
    /// negative; a decimal with six places.
    Share,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSchema {
    /// The name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row has a value; else an empty cell or null means that there is none.
    pub required: bool,
    /// What it means, in one sentence without a full stop.
    pub meaning: String,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSchema {
    /// The name, which is also the name of its files.
    pub name: String,
    /// What a row is.
    pub meaning: String,
    /// The columns in order.
    pub columns: Vec<ColumnSchema>,
    /// The columns that identify a row.
    pub key: Vec<&'static str>,
}
