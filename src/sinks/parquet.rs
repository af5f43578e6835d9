//! Tables as Parquet: dates, lists, decimals and integers keep their types.

use polars::prelude::{CompatLevel, DataFrame, SchemaExt};
use polars_io::parquet::write::{KeyValueMetadata, ParquetWriter};
use polars_parquet::write::schema_to_metadata_key;

use crate::tables::columns::Table;

use super::{Artifact, SinkError};

/// Encodes a table as `tables/<name>.parquet`, compressed with Zstandard. The file carries the
/// meaning of its rows as metadata.
///
/// # Errors
///
/// [`SinkError::Table`] with what polars says.
pub fn encode(table: &Table, frame: &DataFrame) -> Result<Artifact, SinkError> {
    let failed = |source| SinkError::Table { table: table.name.clone(), source };
    let metadata = metadata(table, frame);
    let mut bytes = Vec::new();
    // One thread: the order of pages in the file must not depend on their number.
    ParquetWriter::new(&mut bytes)
        .with_key_value_metadata(Some(metadata))
        .set_parallel(false)
        .finish(&mut frame.clone())
        .map_err(failed)?;
    Ok(Artifact { path: format!("tables/{}.parquet", table.name), bytes })
}

/// What stands in the footer besides the columns: the name and meaning of the table, and its types
/// in Arrow's terms.
///
/// Left to itself, polars asks readers built on Arrow to load texts as "string views", and pandas
/// cannot read lists of those. So the types are described in the oldest terms, which all know.
fn metadata(table: &Table, frame: &DataFrame) -> KeyValueMetadata {
    let types = frame.schema().to_arrow(CompatLevel::oldest());
    let described = schema_to_metadata_key(&types);
    KeyValueMetadata::from_static(vec![
        (described.key, described.value.unwrap_or_default()),
        ("title".into(), table.name.clone()),
        ("description".into(), table.meaning.clone()),
    ])
}
