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

use polars::prelude::{DataFrame, PolarsResult};
use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet, XlsxError};

use crate::domain::Finding;
use crate::tables::schema;
use crate::tables::schema::Table;

use self::names::MEANINGS;
use self::sheet::Sheet;
use super::manifest::Facts;
use crate::store::Artifact;

use super::FormatError;

/// The name of the file.
pub const WORKBOOK: &str = "edition.xlsx";
/// What the workbook is about.
const TITLE: &str = "Losses to security incidents";

/// What a workbook is made from.
#[derive(Clone, Copy, Debug)]
pub struct Workbook<'a> {
    /// The period in words; none if there is neither a period nor an incident.
    pub period: Option<&'a str>,
    /// Counts, totals and checks.
    pub facts: &'a Facts<'a>,
    /// The tables, in the order of the sheets.
    pub tables: &'a [(&'a Table, &'a DataFrame)],
    /// What there is to say about the reports: the last table.
    pub findings: &'a [Finding],
}

/// Encodes an edition as `edition.xlsx`.
///
/// # Errors
///
/// [`FormatError`] with what polars or the encoder says.
pub fn encode(edition: &Workbook<'_>) -> Result<Artifact, FormatError> {
    let described = schema::findings();
    let tables = edition.tables.iter().map(|(table, _)| *table).chain([&described]);
    let names = names::sheet_names(tables.map(|table| table.name.as_str()));
    let mut sheets: Vec<Sheet<'_>> = edition
        .tables
        .par_iter()
        .zip(&names)
        .map(|((table, frame), name)| {
            let failed = |source| FormatError::Table { table: table.name.clone(), source };
            let columns = table.columns.iter().map(|column| cells::of_column(frame, column));
            let columns = columns.collect::<PolarsResult<_>>().map_err(failed)?;
            Ok(Sheet { name: name.clone(), table, columns })
        })
        .collect::<Result<_, FormatError>>()?;
    sheets.extend(names.into_iter().last().map(|name| Sheet {
        name,
        table: &described,
        columns: cells::of_findings(edition.findings),
    }));
    let failed =
        |it: XlsxError| FormatError::Text { path: WORKBOOK.into(), reason: it.to_string() };
    let bytes = write(edition, &sheets).map_err(failed)?;
    Ok(Artifact { path: WORKBOOK.into(), bytes })
}

fn write(edition: &Workbook<'_>, sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
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
    book.push_worksheet(about::write(edition, sheets)?);
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
    use crate::formats::manifest::Settings;
    use crate::tables::checks::Totals;
    use crate::tables::{money, texts};

    /// The workbook of one table with a chart, encoded by so many threads.
    fn encoded(threads: usize) -> Vec<u8> {
        let table = schema::losses_by_label(crate::domain::Dimension::AttackType);
        let labels: Vec<String> = (0..30).map(|it| format!("Label {it}")).collect();
        let filled = table.columns.iter().map(|column| match column.name {
            "attack_type" => texts(column.name, labels.iter().map(|it| Some(it.as_str()))),
            "allocated_loss_usd" => {
                money(column.name, (0..30).rev().map(|it| Some(Usd::from_cents(it * 1_000_001))))
            }
            name => empty(name, column.kind, labels.len()),
        });
        let frame = DataFrame::new(labels.len(), filled.collect()).unwrap();
        let (settings, newest) = (Settings::default(), NaiveDate::default());
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
        let tables = [(&table, &frame); 1];
        let edition =
            Workbook { period: Some("2023"), facts: &facts, tables: &tables, findings: &[] };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| encode(&edition)).unwrap().bytes
    }

    fn empty(name: &str, kind: schema::Kind, rows: usize) -> polars::prelude::Column {
        use crate::tables::{counts, dates, shares};
        use schema::Kind;
        match kind {
            Kind::Text | Kind::TextList => texts(name, (0..rows).map(|_| None)),
            Kind::Date => dates(name, (0..rows).map(|_| None)),
            Kind::Integer => counts(name, 0..rows),
            Kind::Usd => money(name, (0..rows).map(|_| None)),
            Kind::Share => shares(name, (0..rows).map(|_| None)),
        }
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
