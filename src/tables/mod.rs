//! Tables: what their columns are called and mean, typed rows, and how they are computed.
//!
//! Every table that is computed has a struct for its rows in [`schema`], and a constant for each
//! column: a column that does not exist does not compile. Names of tables and columns are only in this
//! room. Only [`frame`] knows polars.

pub mod allocation;
pub mod base;
pub mod cell;
pub mod checks;
pub mod described;
pub mod findings;
pub mod frame;
pub mod incident_labels;
pub mod incidents;
pub mod schema;
pub mod selection;
pub mod table;
pub mod transforms;
pub mod value;
pub mod view;

pub use base::BaseTables;
pub use findings::FindingsTable;
pub use incident_labels::LabelsTable;
pub use incidents::IncidentsTable;
pub use selection::Selection;
pub use table::{AnyTable, Column, InTable, Row, Table};
pub use transforms::Tables;
pub use value::{Share, Value};
pub use view::View;
