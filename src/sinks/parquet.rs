//! Tables as Parquet: dates, lists, decimals and integers keep their types.

use polars::prelude::DataFrame;
use polars_io::parquet::write::ParquetWriter;

use crate::tables::columns::Table;

use super::{Artifact, SinkError};

/// Encodes a table as `tables/<name>.parquet`, compressed with Zstandard.
///
/// # Errors
///
/// [`SinkError::Table`] with what polars says.
pub fn encode(table: &Table, frame: &DataFrame) -> Result<Artifact, SinkError> {
    let mut bytes = Vec::new();
    // One thread: the order of pages in the file must not depend on their number.
    let written = ParquetWriter::new(&mut bytes).set_parallel(false).finish(&mut frame.clone());
    written.map_err(|source| SinkError::Table { table: table.name.clone(), source })?;
    Ok(Artifact { path: format!("tables/{}.parquet", table.name), bytes })
}
