//! `edition.xlsx`: every table as a sheet of one workbook, with a first sheet that explains them.
//!
//! Dates, amounts and counts are typed cells, texts are always texts, and no cell is a formula. The
//! bytes depend on nothing but the edition: the document says that it was made on 1 January 2000,
//! as it must name a day and there is no clock here.

mod about;
mod cells;
mod charts;
mod meanings;
mod names;
mod sheet;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet, XlsxError};

use crate::domain::Finding;
use crate::store::Artifact;
use crate::tables::schema::{self, TableSchema};
use crate::tables::{AnyTable, FindingsTable};

use self::names::MEANINGS;
use self::sheet::Sheet;
use super::FormatError;
use super::manifest::Facts;
use super::settings::WorkbookTables;

/// The name of the file.
pub const WORKBOOK: &str = "edition.xlsx";
/// What the workbook is about.
const TITLE: &str = "Losses to security incidents";

/// What a workbook is made from.
#[derive(Clone, Copy)]
pub struct Workbook<'a> {
    /// The period in words; none if there is neither a period nor an incident.
    pub period: Option<&'a str>,
    /// Counts, totals and checks.
    pub facts: &'a Facts<'a>,
    /// The tables, in the order of the sheets.
    pub tables: &'a [&'a dyn AnyTable],
    /// What there is to say about the reports: the last table.
    pub findings: &'a [Finding],
}

/// The most rows of a table that has a sheet: more do not open with ease. The table is left to CSV and
/// Parquet, and the first sheet says so.
pub const MOST_ROWS: usize = 20_000;

/// A table without a sheet.
pub(crate) struct LeftOut<'a> {
    pub(crate) table: &'a TableSchema,
    pub(crate) rows: usize,
}

/// Encodes an edition as `edition.xlsx`; `None` if it is to have no workbook.
///
/// # Errors
///
/// [`FormatError`] with what the encoder says.
pub fn encode(edition: &Workbook<'_>) -> Result<Option<Artifact>, FormatError> {
    let choice = edition.facts.settings.settings.workbook;
    if choice == WorkbookTables::None {
        return Ok(None);
    }
    let findings = FindingsTable::new(edition.findings);
    let all = edition.tables.iter().copied().chain([&findings as &dyn AnyTable]);
    let (tables, others): (Vec<&dyn AnyTable>, Vec<&dyn AnyTable>) =
        all.partition(|table| has_sheet(choice, table.schema(), table.height()));
    let left_out =
        others.iter().map(|table| LeftOut { table: table.schema(), rows: table.height() });
    let left_out: Vec<LeftOut<'_>> = left_out.collect();
    let names = names::sheet_names(tables.iter().map(|table| table.schema().name.as_str()));
    let sheets: Vec<Sheet<'_>> = tables
        .par_iter()
        .zip(names)
        .map(|(table, name)| {
            let columns =
                table.columns(0..table.height()).into_iter().map(cells::of_column).collect();
            Sheet { name, table: table.schema(), columns }
        })
        .collect();
    let failed =
        |it: XlsxError| FormatError::Text { path: WORKBOOK.into(), reason: it.to_string() };
    let bytes = write(edition, &sheets, &left_out).map_err(failed)?;
    Ok(Some(Artifact { path: WORKBOOK.into(), bytes }))
}

/// Whether a table of so many rows has a sheet.
fn has_sheet(choice: WorkbookTables, table: &TableSchema, rows: usize) -> bool {
    let is_sums_only = choice == WorkbookTables::Summary;
    rows <= MOST_ROWS && !(is_sums_only && schema::has_row_for_each(&table.name))
}

fn write(
    edition: &Workbook<'_>,
    sheets: &[Sheet<'_>],
    left_out: &[LeftOut<'_>],
) -> Result<Vec<u8>, XlsxError> {
    let described = meanings::table();
    let meanings =
        Sheet { name: MEANINGS.into(), table: &described, columns: meanings::columns(sheets) };
    let written = sheets.par_iter().chain([&meanings]).map(|sheet| {
        let mut written = sheet.write()?;
        if let Some((chart, row, column)) = charts::placed(sheet) {
            written.insert_chart(row, column, &chart)?;
        }
        Ok(written)
    });
    let written: Vec<Worksheet> = written.collect::<Result<_, XlsxError>>()?;
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let generator = format!("lossbook {}", env!("CARGO_PKG_VERSION"));
    let properties =
        DocProperties::new().set_title(TITLE).set_author(generator).set_creation_datetime(&day);
    book.set_properties(&properties);
    book.push_worksheet(about::write(edition, sheets, left_out)?);
    for sheet in written {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    use crate::domain::FileCounts;
    use crate::domain::duplicate::OpenDuplicates;
    use crate::domain::{Span, Usd};
    use crate::formats::manifest::Recorded;
    use crate::tables::Table;
    use crate::tables::checks::Totals;
    use crate::tables::schema::ByLabel;

    #[test]
    fn tables_that_grow_with_the_reports_are_left_out_where_they_are_large() {
        use WorkbookTables::{Full, Summary};
        let (incidents, months) =
            (schema::incidents(), schema::losses_by_period(crate::domain::Granularity::Month));
        #[rustfmt::skip]
        let table = [
            (Full,    &incidents, MOST_ROWS,     true),
            (Full,    &incidents, MOST_ROWS + 1, false),
            (Full,    &months,    MOST_ROWS + 1, false),
            (Summary, &incidents, 1,             false),
            (Summary, &months,    MOST_ROWS,     true),
        ];
        for (choice, table, rows, is_there) in table {
            assert_eq!(
                has_sheet(choice, table, rows),
                is_there,
                "{choice:?} {} {rows}",
                table.name
            );
        }
    }

    /// The workbook of one table with a chart, encoded by so many threads.
    fn encoded(threads: usize) -> Vec<u8> {
        let row = |index: i64| ByLabel {
            label: format!("Label {index}"),
            incidents: index,
            incidents_known: index,
            incidents_unknown: 0,
            involved_loss_usd: None,
            allocated_loss_usd: Some(Usd::from_cents(i128::from(29 - index) * 1_000_001)),
            allocated_share: None,
            mean_loss_usd: None,
            median_loss_usd: None,
            max_loss_usd: None,
            largest_report: None,
            first_date: NaiveDate::default(),
            last_date: NaiveDate::default(),
        };
        let schema = schema::losses_by_label(crate::domain::Dimension::AttackType);
        let table = Table { schema, rows: (0..30).map(row).collect() };
        let (settings, newest) = (Recorded::default(), NaiveDate::default());
        let facts = Facts {
            files: FileCounts::default(),
            totals: &Totals::default(),
            outside_period: 0,
            open: OpenDuplicates::default(),
            span: Span::day(newest),
            newest,
            as_of: newest,
            checks: &[],
            settings: &settings,
            input_sha256: "",
        };
        let tables: [&dyn AnyTable; 1] = [&table];
        let edition =
            Workbook { period: Some("2023"), facts: &facts, tables: &tables, findings: &[] };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| encode(&edition)).unwrap().unwrap().bytes
    }

    #[test]
    fn the_same_edition_gives_the_same_bytes() {
        let first = encoded(1);
        assert!(first.starts_with(b"PK"));
        for threads in [1, 4] {
            assert!(encoded(threads) == first, "{threads} threads");
        }
    }
}
