//! Tables as Parquet: dates, lists, decimals and integers keep their types.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use polars::prelude::{CompatLevel, DataFrame, PolarsResult, SchemaExt};
use polars_io::parquet::write::{KeyValueMetadata, ParquetWriter};
use polars_io::prelude::{ParquetReader, SerReader};
use polars_parquet::read::RowGroupMetadata;
use polars_parquet::write::schema_to_metadata_key;

use crate::store::Artifact;
use crate::tables::AnyTable;
use crate::tables::frame::frame_of;
use crate::tables::schema::TableSchema;

use super::FormatError;

/// Encodes a table as `tables/<name>.parquet`, compressed with Zstandard. The file carries the
/// meaning of its rows as metadata.
///
/// # Errors
///
/// [`FormatError::Table`] with what polars says.
pub fn encode(table: &dyn AnyTable) -> Result<Artifact, FormatError> {
    let schema = table.schema();
    let failed = |source| FormatError::Table { table: schema.name.clone(), source };
    let bytes = written(table).map_err(failed)?;
    Ok(Artifact { path: format!("tables/{}.parquet", schema.name), bytes })
}

/// How many rows a group has at the least, if there are so many: as many as polars takes. Of a group,
/// the frame is in memory.
const ROWS_OF_GROUP: usize = 512 * 512;

fn written(table: &dyn AnyTable) -> PolarsResult<Vec<u8>> {
    let groups = (table.height() / ROWS_OF_GROUP).max(1);
    let size = table.height() / groups;
    let end = |group: usize| if group == groups { table.height() } else { group * size };
    let group = |group: usize| frame_of(table, end(group)..end(group + 1));
    let first = group(0)?;
    let mut bytes = Vec::new();
    // One thread: the order of pages in the file must not depend on their number.
    let mut writer = ParquetWriter::new(&mut bytes)
        .with_key_value_metadata(Some(metadata(table.schema(), &first)))
        .set_parallel(false)
        .batched(first.schema())?;
    writer.write_batch(&first)?;
    drop(first);
    for later in 1..groups {
        writer.write_batch(&group(later)?)?;
    }
    writer.finish()?;
    Ok(bytes)
}

/// What is in the footer besides the columns: the name and meaning of the table, and its types
/// in Arrow's terms.
///
/// Left to itself, polars asks readers built on Arrow to load texts as "string views", and pandas
/// cannot read lists of those. So the types are described in the oldest terms, which all know.
fn metadata(table: &TableSchema, frame: &DataFrame) -> KeyValueMetadata {
    let types = frame.schema().to_arrow(CompatLevel::oldest());
    let described = schema_to_metadata_key(&types);
    KeyValueMetadata::from_static(vec![
        (described.key, described.value.unwrap_or_default()),
        ("title".into(), table.name.clone()),
        ("description".into(), table.meaning.clone()),
    ])
}

/// How many rows a table may have for each byte of its file. Parquet stores a repeated value once,
/// but every row of ours has a value of its own in some column.
const MOST_ROWS_PER_BYTE: usize = 64;
/// How large a column may become for each byte of the file.
const MOST_EXPANSION: i64 = 10_000;

/// Why a Parquet file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it cannot be read as Parquet: {reason}")]
pub struct NotParquet {
    /// What the decoder says.
    pub reason: String,
}

/// Decodes a table, and hands it to `read`.
///
/// The bytes may be anything: where polars panics on what is malformed, here or in `read`, that is
/// an error like any other, and nothing is printed.
///
/// # Errors
///
/// [`NotParquet`] with what polars or `read` say.
pub fn decode<T>(
    bytes: &[u8],
    read: impl FnOnce(&DataFrame) -> PolarsResult<T>,
) -> Result<T, NotParquet> {
    let decoded = quietly(|| {
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let metadata = reader.get_metadata()?;
        // What the file says of its own size is looked at before room is made for it.
        let rows = metadata.row_groups.iter().map(RowGroupMetadata::num_rows).max().unwrap_or(0);
        let most = i64::try_from(bytes.len()).unwrap_or(i64::MAX).saturating_mul(MOST_EXPANSION);
        let columns = metadata.row_groups.iter().flat_map(RowGroupMetadata::parquet_columns);
        let too_large =
            columns.into_iter().any(|it| it.uncompressed_size() > most || it.num_values() > most);
        if too_large || rows.max(metadata.num_rows) > bytes.len().saturating_mul(MOST_ROWS_PER_BYTE)
        {
            return Ok(None);
        }
        read(&reader.finish()?).map(Some)
    });
    let reason = match decoded {
        Some(Ok(Some(table))) => return Ok(table),
        Some(Ok(None)) => "it claims to be larger than it can be".to_owned(),
        Some(Err(error)) => error.to_string(),
        None => "it is malformed".to_owned(),
    };
    Err(NotParquet { reason })
}

/// Runs something that may panic; `None` if it does. The message of the panic is not printed.
fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(AssertUnwindSafe(run)).ok();
    panic::set_hook(hook);
    result
}
