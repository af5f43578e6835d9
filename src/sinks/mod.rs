//! The edition: tables as CSV and Parquet, the workbook, charts, the data package, the manifest,
//! the folder.
//!
//! Every sink makes [`Artifact`]s in memory; only [`folder`] writes them, all or none, and only
//! [`edition_reader`] reads them back. [`replace`]
//! writes a report back that was mended.

pub mod csv;
pub mod datapackage;
pub mod edition_reader;
pub mod facts;
pub mod findings;
pub mod folder;
pub mod manifest;
pub mod parquet;
pub mod replace;
pub mod report;
pub mod xlsx;

use crate::domain::checksum;

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the edition's folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// The SHA-256 of the content, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        checksum::sha256(&self.bytes)
    }
}

/// Why an edition could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
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
