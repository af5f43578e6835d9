//! The Parquet files say what the CSV files say, with types: dates, lists, decimals, integers.

use std::fs::File;
use std::path::Path;

use crate::support::{Edition, Project, Report, cells, rows};
use lossbook::tables::schema as columns;
use polars::prelude::*;
use polars_io::prelude::{ParquetReader, SerReader};

/// Every kind of cell: an unknown loss, zero, cents, the largest amount, lists of none, one and
/// several, texts that CSV quotes, letters beyond ASCII.
fn project() -> Project {
    let quoted = Report::new(
        "2023-01-10",
        "0.05",
        &["Wallet Hack", "Scam", "Zero, Day"],
        &["DeFi", "Exchange"],
    )
    .titled("Acme, \"the\" exchange: naïve 中文")
    .tagged(&["APT38", "Lazarus Group"]);
    let unknown =
        Report::new("2023-03-05", "unknown", &["Bridge Hack"], &["Bridge"]).titled("=1+1");
    let zero = Report::new("1999-12-31", "0", &["Scam"], &["DeFi"]).tagged(&["x"]);
    let largest = Report::new("2023-03-06", "1000000000000000", &["Scam"], &["DeFi"]);
    Project::with(&[
        ("reports/quoted.md", quoted.to_string()),
        ("reports/sub/unknown.md", unknown.to_string()),
        ("reports/zero.md", zero.to_string()),
        ("reports/largest.md", largest.to_string()),
    ])
}

/// The type that a column has in Parquet, by its name and that of its table alone.
#[allow(clippy::match_same_arms, reason = "a year is a number in one table, and a day elsewhere")]
fn expected_type(table: &str, column: &str) -> DataType {
    match (table, column) {
        // The calendar year; elsewhere its first day.
        ("cumulative_loss_by_year" | "loss_to_date_by_year", "year") => DataType::Int64,
        (_, "date" | "first_date" | "last_date" | "month" | "quarter" | "year" | "from" | "to") => {
            DataType::Date
        }
        (_, "target_entities" | "entity_types" | "attack_types" | "tags") => {
            DataType::List(Box::new(DataType::String))
        }
        (_, "labels" | "rank" | "largest" | "reports" | "findings") => DataType::Int64,
        (_, share) if share.ends_with("_share") || share == "largest_share_change" => {
            DataType::Decimal(38, 6)
        }
        (_, count) if count.starts_with("incidents") => DataType::Int64,
        (_, usd) if usd.ends_with("_usd") => DataType::Decimal(38, 2),
        _ => DataType::String,
    }
}

/// A value as CSV shows it: nothing for null.
fn shown(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Int64(number) => number.to_string(),
        AnyValue::Date(days) => {
            let day = chrono::NaiveDate::default() + chrono::Duration::days(i64::from(*days));
            day.to_string()
        }
        AnyValue::Decimal(number, _, places) => {
            let scale = 10_i128.pow(u32::try_from(*places).unwrap());
            let (sign, number) = (if *number < 0 { "-" } else { "" }, number.abs());
            format!("{sign}{}.{:0places$}", number / scale, number % scale)
        }
        AnyValue::List(texts) => {
            let texts: Vec<&str> = texts.str().unwrap().iter().map(Option::unwrap).collect();
            texts.join("; ")
        }
        other => panic!("a value of no kind that the design names: {other:?}"),
    }
}

fn read(path: &Path) -> DataFrame {
    ParquetReader::new(File::open(path).unwrap()).finish().unwrap()
}

/// The tables of an edition that are Parquet files.
fn parquet_tables(edition: &Edition) -> Vec<String> {
    let names =
        edition.keys().filter_map(|path| path.strip_prefix("tables/")?.strip_suffix(".parquet"));
    names.map(str::to_owned).collect()
}

/// Compares every table, cell by cell.
fn compare(project: &Project, edition: &Edition) {
    for table in parquet_tables(edition) {
        let frame = read(&project.path(&format!("output/tables/{table}.parquet")));
        let rows = rows(edition, &table);
        assert!(
            frame.get_column_names().into_iter().eq(&rows[0]),
            "{table}: the columns and their order"
        );
        assert_eq!(frame.height(), rows.len() - 1, "{table}: the number of rows");
        for (position, column) in frame.columns().iter().enumerate() {
            let name = column.name();
            assert_eq!(*column.dtype(), expected_type(&table, name), "{table}.{name}: the type");
            for (index, row) in rows[1..].iter().enumerate() {
                let value = column.get(index).unwrap();
                assert_eq!(shown(&value), row[position], "{table}.{name}, row {}", index + 1);
            }
        }
    }
}

#[test]
fn every_cell_is_the_same_in_both_formats() {
    let project = project();
    let edition = project.build(&["reports", "--raw-csv"]);
    compare(&project, &edition);
    // A period with a past has more tables, and changes below zero.
    let edition = project.build(&["reports", "--raw-csv", "--from", "2023-03-06"]);
    compare(&project, &edition);
    let changes = cells(&edition, "key_figures", &["incidents_unknown_change"]).concat();
    assert_eq!(changes, ["0", "-1", "0"]);
}

#[test]
fn tables_without_rows_keep_their_types() {
    let project = project();
    let edition = project.build(&["reports", "--raw-csv", "--from", "2030", "--to", "2030"]);
    assert_eq!(rows(&edition, "incidents").len(), 1);
    compare(&project, &edition);
}

#[test]
fn the_guard_against_formulas_is_for_csv_alone() {
    let project = project();
    let edition = project.build(&["reports"]);
    assert!(cells(&edition, "incidents", &["title"]).concat().contains(&"'=1+1".to_owned()));
    let frame = read(&project.path("output/tables/incidents.parquet"));
    let titles: Vec<_> = frame.column("title").unwrap().str().unwrap().iter().collect();
    assert!(titles.contains(&Some("=1+1")) && !titles.contains(&Some("'=1+1")), "{titles:?}");
}

#[test]
fn nothing_is_null_and_nothing_is_not() {
    let project = project();
    project.build(&["reports"]);
    let frame = read(&project.path("output/tables/incidents.parquet"));
    #[rustfmt::skip]
    let table = [
        // the order of reports: largest, quoted, sub/unknown, zero
        ("loss_usd",     [false, false, true,  false]),
        ("duplicate_of", [true,  true,  true,  true]),
        ("tags",         [false, false, false, false]),
        ("title",        [false, false, false, false]),
    ];
    for (name, expected) in table {
        let column = frame.column(name).unwrap();
        let nulls: Vec<bool> = column.is_null().iter().map(Option::unwrap).collect();
        assert_eq!(nulls, expected, "{name}");
    }
    // No tags are an empty list, not a list of one empty text.
    let tags = frame.column("tags").unwrap().list().unwrap();
    let lengths: Vec<usize> =
        (0..tags.len()).map(|row| tags.get_as_series(row).unwrap().len()).collect();
    assert_eq!(lengths, [0, 2, 0, 1]);
}

#[test]
fn every_table_but_the_findings_is_there_in_both_formats() {
    let project = project();
    let described: Vec<String> = columns::all().into_iter().map(|it| it.name).collect();
    let looks_back =
        |name: &String| name.ends_with("er_incidents") || name.starts_with("history_by_");
    for (arguments, has_past) in [(&["reports"][..], false), (&["reports", "--from", "2023"], true)]
    {
        let edition = project.build(arguments);
        let csv =
            edition.keys().filter_map(|path| path.strip_prefix("tables/")?.strip_suffix(".csv"));
        let csv: Vec<&str> = csv.filter(|name| *name != "findings").collect();
        assert_eq!(csv, parquet_tables(&edition), "{arguments:?}");
        let mut expected: Vec<&String> = described
            .iter()
            .filter(|it| {
                !["findings", "reports"].contains(&it.as_str())
                    && (has_past && *it != "later_incidents" || !looks_back(it))
            })
            .collect();
        expected.sort_unstable();
        assert!(csv.iter().eq(expected.iter()), "{arguments:?}: {csv:?}");
    }
}
