//! What `manifest.json` counts and lists, as tables: statements take numbers from there too.

use crate::domain::Usd;
use crate::tables::table::{OneRow, Table, rows};

use super::{TableSchema, column, columns_of};

rows! {
    /// The counts and sums of the manifest: one row.
    ManifestFigures {
        FILES_SEEN files_seen: i64,
        FILES_LOADED files_loaded: i64,
        FILES_RECOVERED files_recovered: i64,
        FILES_REJECTED files_rejected: i64,
        FILES_SKIPPED files_skipped: i64,
        INCIDENTS incidents: i64,
        INCIDENTS_KNOWN incidents_known: i64,
        INCIDENTS_UNKNOWN incidents_unknown: i64,
        DUPLICATES duplicates: i64,
        DUPLICATES_LOSS_USD duplicates_loss_usd: Usd,
        POSSIBLE_DUPLICATES_PAIRS possible_duplicates_pairs: i64,
        POSSIBLE_DUPLICATES_COMPLETE possible_duplicates_complete: String,
        POSSIBLE_DUPLICATES_LOSS_USD possible_duplicates_loss_usd: Usd,
        OUTSIDE_PERIOD outside_period: i64,
        TOTAL_LOSS_USD total_loss_usd: Option<Usd>,
    }
}

rows! {
    /// One file of the edition.
    Output {
        PATH path: String,
        BYTES bytes: i64,
        SHA256 sha256: String,
    }
}

/// The name of the table of figures.
pub const MANIFEST: &str = "manifest";
/// The name of the table of files.
pub const OUTPUTS: &str = "manifest.outputs";

impl ManifestFigures {
    /// The table of this one row.
    pub fn into_table(self) -> OneRow<Self> {
        let name = |name| column(name, "");
        let columns = columns_of::<Self, _>([
            name("files.seen"),
            name("files.loaded"),
            name("files.recovered"),
            name("files.rejected"),
            name("files.skipped"),
            name("incidents"),
            name("incidents_known"),
            name("incidents_unknown"),
            name("duplicates"),
            name("duplicates_loss_usd"),
            name("possible_duplicates.pairs"),
            name("possible_duplicates.complete"),
            name("possible_duplicates.loss_usd"),
            name("outside_period"),
            name("total_loss_usd"),
        ]);
        let schema =
            TableSchema { name: MANIFEST.into(), meaning: String::new(), columns, key: vec![] };
        OneRow::new(schema, self)
    }
}

impl Output {
    /// The table of these files.
    pub fn table(rows: Vec<Self>) -> Table<Self> {
        let name = |name| column(name, "");
        let columns = columns_of::<Self, _>([name("path"), name("bytes"), name("sha256")]);
        let key = vec!["path"];
        let schema = TableSchema { name: OUTPUTS.into(), meaning: String::new(), columns, key };
        Table { schema, rows }
    }
}
