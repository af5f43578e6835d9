//! Tables as files: CSV and Parquet, the workbook, the data package, the manifest, the findings.
//!
//! Each format makes [`crate::store::Artifact`]s in memory; writing them is the store's part.

pub mod csv;
pub mod datapackage;
pub mod facts;
pub mod findings;
pub mod manifest;
pub mod parquet;
pub mod settings;
pub mod xlsx;

/// Why an edition could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// polars could not compute or encode a table.
    #[error("the table {table} could not be encoded: {source}")]
    Table {
        /// The table.
        table: String,
        /// What polars says.
        source: polars::error::PolarsError,
    },
    /// A text could not be encoded.
    #[error("{path} could not be encoded: {reason}")]
    Text {
        /// The file.
        path: String,
        /// What the encoder says.
        reason: String,
    },
}
