//! Editions in spreadsheets: the workbook as openpyxl and LibreOffice read it, and the CSV files as
//! LibreOffice opens them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Edition, Project, Report, finish, manifest, rows};
use lossbook::tables::schema::{self as columns, Kind};
use serde_json::Value;

/// Texts that a careless encoder or a spreadsheet would take for something else.
const TITLES: [&str; 12] = [
    "=1+1",
    "=HYPERLINK(\"http://example.com\",\"here\")",
    "@SUM(A1)",
    "-cmd|' /C calc'!A0",
    "+1+1",
    "<r>no markup & no end</r>",
    "a _x0041_ & <b>bold</b>",
    "2023",
    "2023-11-20",
    "http://example.com/",
    "Acme, \"the\" exchange: naïve 中文 😀",
    "TRUE",
];

/// Reports with those titles; every kind of loss; lists of none, one and several.
fn project() -> Project {
    let project = Project::new();
    let losses = ["0.05", "unknown", "0", "123456789012.34", "1000000000000000", "32500"];
    for (number, title) in TITLES.iter().enumerate() {
        let (date, loss) = (format!("2023-{:02}-20", number + 1), losses[number % losses.len()]);
        let mut report = Report::new(&date, loss, &["=Scam", "Wallet Hack"], &["DeFi"]);
        report = report.titled(title);
        if number > 0 {
            report = report.tagged(&["@APT38", "Lazarus Group"][..number % 3]);
        }
        project.write(&format!("reports/{number:02}.md"), report.to_string());
    }
    let first = Report::new("1900-01-02", "1", &["Scam"], &["DeFi"]);
    project.write("reports/first.md", first.to_string());
    project
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a script of `tests/tools` prints about a file. Nothing on stderr: no warning.
fn read(project: &Project, script: &str, path: &Path) -> Value {
    let python = root().join("target/test-tools/python/bin/python");
    let mut command = project.command(python.to_str().unwrap());
    command.args(["-W", "error"]).arg(root().join("tests/tools").join(script)).arg(path);
    let run = finish(command.spawn().unwrap_or_else(|it| panic!("{}: {it}", python.display())));
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{script}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// What is chosen when a CSV file is opened: comma, quotes, UTF-8, from the first row, dates are
/// found. And what is worst: texts that begin with `=` are run, as some versions do unasked.
const CSV: &str = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true";

/// Opens a file in LibreOffice and gives the sheets that come of it.
fn in_libreoffice(project: &Project, path: &str) -> Vec<Value> {
    let mut command: Command = project.command("soffice");
    let profile = project.path("profile");
    command.arg(format!("-env:UserInstallation=file://{}", profile.display()));
    command.args(["--headless", "--convert-to", "fods", "--outdir", "opened"]);
    command.args(path.strip_suffix(".csv").map(|_| CSV)).arg(path);
    let run = finish(command.spawn().unwrap());
    // Without Java some parts are missing that nobody needs here.
    let complaints = run.stderr.lines().filter(|it| !it.contains("javaldx"));
    assert_eq!((run.status, complaints.collect::<Vec<_>>()), (Some(0), vec![]), "{path}");
    let stem = Path::new(path).file_stem().unwrap().to_str().unwrap();
    let opened: PathBuf = project.path(&format!("opened/{stem}.fods"));
    read(project, "read_fods.py", &opened).as_array().unwrap().clone()
}

/// The sheets that hold tables, with the name of the table: all but the first and the last.
fn tables(edition: &Edition, sheets: &[Value]) -> Vec<(String, Value)> {
    let (first, last) = (&sheets[0], &sheets[sheets.len() - 1]);
    assert_eq!((&first["name"], &last["name"]), (&"About".into(), &"Columns".into()));
    // The last sheet says which table is where.
    let places = last["rows"].as_array().unwrap();
    let table_of = |sheet: &Value| {
        let row = places.iter().find(|row| row[0]["value"] == sheet["name"]).unwrap();
        row[1]["value"].as_str().unwrap().to_owned()
    };
    let sheets = &sheets[1..sheets.len() - 1];
    let tables: Vec<_> = sheets.iter().map(|it| (table_of(it), it.clone())).collect();
    let files = edition.keys().filter_map(|path| path.strip_suffix(".csv")).count();
    assert_eq!(tables.len(), files, "a sheet for each CSV file");
    tables
}

/// Compares a sheet with the CSV file, cell by cell; `agrees` says whether a cell shows a text.
fn compare(
    edition: &Edition,
    table: &str,
    sheet: &Value,
    agrees: impl Fn(&Value, Kind, &str) -> bool,
) {
    let (csv, described) = (rows(edition, table), columns::all());
    let described = described.iter().find(|it| it.name == *table).unwrap();
    let shown = sheet["rows"].as_array().unwrap();
    assert_eq!(shown.len(), csv.len(), "{table}: rows");
    for (number, (row, cells)) in csv.iter().zip(shown).enumerate() {
        for (position, text) in row.iter().enumerate() {
            // Programs leave out empty cells at the end of a row.
            let cell = &cells[position];
            let kind = described.columns[position].kind;
            let agrees = match (number, text.as_str()) {
                (0, name) => cell["value"] == name,
                (_, "") => cell.is_null(),
                (_, text) => agrees(cell, kind, text),
            };
            assert!(agrees, "{table}, row {number}: {cell} is not {text:?}");
        }
        let beyond = cells.as_array().unwrap().iter().skip(row.len());
        assert!(beyond.into_iter().all(Value::is_null), "{table}, row {number}: more cells");
    }
}

/// Whether a cell holds the number that a text names: exactly up to 15 digits, as near as
/// spreadsheets come to it beyond.
fn is_number(cell: &Value, text: &str) -> bool {
    let number = |it: &str| it.parse::<f64>().unwrap();
    let is_long = text.trim_start_matches(['0', '.']).replace('.', "").len() > 15;
    let (found, expected) = (cell["value"].as_str().map(number), number(text));
    found.is_some_and(|found| {
        found.to_bits() == expected.to_bits() || is_long && (found / expected - 1.0).abs() < 1e-14
    })
}

/// Before 1 March 1900 programs disagree on the number of a day, so that it is a text.
fn is_early(text: &str) -> bool {
    text < "1900-03-01"
}

#[test]
#[ignore = "needs openpyxl: run tests/run"]
fn openpyxl_reads_every_cell_as_csv_has_it() {
    let project = project();
    let edition = project.build(&["reports", "--raw-csv"]);
    let book = read(&project, "read_workbook.py", &project.path("output/edition.xlsx"));
    for (table, sheet) in tables(&edition, book["sheets"].as_array().unwrap()) {
        compare(&edition, &table, &sheet, |cell, kind, text| {
            let (expected, format) = match kind {
                Kind::Text | Kind::TextList => ("s", "@"),
                Kind::Date if is_early(text) => ("s", "yyyy-mm-dd"),
                Kind::Date => ("d", "yyyy-mm-dd"),
                Kind::Integer => ("n", "0"),
                Kind::Usd => ("n", "$#,##0.00"),
                Kind::Share => ("n", "0.0%"),
            };
            let is_same =
                if expected == "n" { is_number(cell, text) } else { cell["value"] == text };
            is_same && cell["type"] == expected && cell["format"] == format
        });
    }
}

#[test]
#[ignore = "needs openpyxl: run tests/run"]
fn sheets_are_made_for_reading() {
    let project = project();
    project.build(&["reports"]);
    let book = read(&project, "read_workbook.py", &project.path("output/edition.xlsx"));
    // No clock: the day is always the same, in the document and in its package.
    assert_eq!(book["days"], serde_json::json!(["2000-01-01", "2000-01-01"]));
    assert_eq!(book["packed"], serde_json::json!([[1980, 1, 1]]));
    let sheets = book["sheets"].as_array().unwrap();
    let names: Vec<&str> = sheets.iter().map(|it| it["name"].as_str().unwrap()).collect();
    for (position, sheet) in sheets.iter().enumerate() {
        let name = names[position];
        let rows = sheet["rows"].as_array().unwrap();
        let formulas =
            rows.iter().flat_map(|it| it.as_array().unwrap()).filter(|it| it["type"] == "f");
        assert_eq!(formulas.count(), 0, "{name}: formulas");
        assert_eq!(sheet["one_page_wide"], true, "{name}");
        let widths = sheet["widths"].as_array().unwrap().iter().map(|it| it.as_f64().unwrap());
        assert!(widths.into_iter().all(|it| (8.0..100.0).contains(&it)), "{name}: widths");
        if position > 0 {
            let last =
                char::from(b'A' + u8::try_from(rows[0].as_array().unwrap().len() - 1).unwrap());
            assert_eq!(sheet["frozen"], "A2", "{name}");
            assert_eq!(sheet["filters"], format!("A1:{last}{}", rows.len()), "{name}");
            assert_eq!(sheet["links"], serde_json::json!([]), "{name}: no text becomes a link");
        }
    }
}

#[test]
#[ignore = "needs openpyxl: run tests/run"]
fn the_first_sheet_explains() {
    let project = project();
    let edition = project.build(&["reports"]);
    let book = read(&project, "read_workbook.py", &project.path("output/edition.xlsx"));
    let (sheets, manifest) = (book["sheets"].as_array().unwrap(), manifest(&edition));
    let about = &sheets[0];
    assert_eq!(about["gridlines"], false);
    let value = |label: &str| {
        let rows = about["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row[0]["value"] == label);
        row.unwrap_or_else(|| panic!("no {label}"))[1].clone()
    };
    let total = value("Total loss");
    assert!(is_number(&total, manifest["total_loss_usd"].as_str().unwrap()), "{total}");
    assert_eq!(total["format"], "$#,##0.00");
    assert_eq!(value("Incidents")["value"], manifest["incidents"].to_string());
    assert_eq!(value("Reports found")["value"], manifest["files"]["seen"].to_string());
    for word in ["Known loss", "Unknown loss", "Involved loss", "Allocated loss", "Duplicate"] {
        assert_eq!(value(word)["type"], "s", "{word}");
    }
    let rows = about["rows"].as_array().unwrap();
    for check in manifest["checks"].as_array().unwrap() {
        let row = rows.iter().find(|row| row[2]["value"] == check["name"]);
        assert_eq!(row.unwrap()[0]["value"], "holds", "{check}");
    }
    // Every sheet can be reached from here, and so can the charts.
    let links: Vec<&str> =
        about["links"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    for sheet in &sheets[1..] {
        let name = sheet["name"].as_str().unwrap();
        let charts = sheet["charts"].as_array().unwrap().len();
        let to_it = links.iter().filter(|it| it.starts_with(&format!("'{name}'!")));
        assert_eq!(to_it.count(), 1 + charts, "{name}");
    }

    // A workbook of sums says where the other tables are.
    project.build(&["reports", "--workbook", "summary"]);
    let book = read(&project, "read_workbook.py", &project.path("output/edition.xlsx"));
    let sheets = book["sheets"].as_array().unwrap();
    let rows = sheets[0]["rows"].as_array().unwrap();
    for (table, file) in
        [("incidents", "incidents.csv and .parquet."), ("findings", "findings.csv.")]
    {
        assert!(sheets.iter().all(|sheet| sheet["name"] != table), "{table}");
        let row = rows.iter().find(|row| row[0]["value"] == table);
        let meaning = row.unwrap_or_else(|| panic!("no {table}"))[2]["value"].as_str().unwrap();
        assert!(meaning.ends_with(&format!(". It is in tables/{file}")), "{meaning}");
    }
}

#[test]
#[ignore = "needs openpyxl: run tests/run"]
fn the_three_main_tables_have_charts() {
    let project = Project::new();
    let reports = root().join("data/reports");
    project.build(&[reports.to_str().unwrap()]);
    let book = read(&project, "read_workbook.py", &project.path("output/edition.xlsx"));
    let mut told = String::new();
    for sheet in book["sheets"].as_array().unwrap() {
        for chart in sheet["charts"].as_array().unwrap() {
            let columns = sheet["rows"][0].as_array().unwrap().len();
            let beside = chart["column"].as_u64().unwrap() > u64::try_from(columns).unwrap();
            assert!(beside, "{}: the chart covers the table", sheet["name"]);
            assert_eq!(chart["legend"], false);
            let word = |key: &str| chart[key].as_str().unwrap();
            told += &format!("{} of {}: {}\n", word("kind"), word("colour"), word("title"));
            told += &format!("  {} by {}", word("values"), word("categories"));
            told += &format!(", {}\n", word("amounts"));
        }
    }
    insta::assert_snapshot!(told, @r#"
    bar of 1F5FBF: Allocated loss by attack type: the 12 largest of 20
      'by attack type'!$F$2:$F$13 by 'by attack type'!$A$2:$A$13, $#,##0,,,"B"
    bar of 1F5FBF: Allocated loss by entity type: the 12 largest of 21
      'by entity type'!$F$2:$F$13 by 'by entity type'!$A$2:$A$13, $#,##0,,,"B"
    col of 1F5FBF: Known losses by month, Oct 2011 to May 2024
      'by month'!$E$2:$E$153 by 'by month'!$A$2:$A$153, $#,##0,,,"B"
    "#);
}

#[test]
#[ignore = "needs LibreOffice: run tests/run"]
fn libreoffice_reads_every_cell_as_csv_has_it() {
    let project = project();
    let edition = project.build(&["reports", "--raw-csv"]);
    let sheets = in_libreoffice(&project, "output/edition.xlsx");
    assert_eq!(formulas(&sheets), Vec::<String>::new());
    for (table, sheet) in tables(&edition, &sheets) {
        compare(&edition, &table, &sheet, |cell, kind, text| {
            let expected = match kind {
                Kind::Text | Kind::TextList => "string",
                Kind::Date if is_early(text) => "string",
                Kind::Date => "date",
                Kind::Integer => "float",
                Kind::Usd => "currency",
                Kind::Share => "percentage",
            };
            let is_text = matches!(expected, "string" | "date");
            let is_same = if is_text { cell["value"] == text } else { is_number(cell, text) };
            is_same && cell["type"] == expected
        });
        let has_chart = ["losses_by_attack_type", "losses_by_entity_type", "losses_by_month"];
        assert_eq!(sheet["charts"], u64::from(has_chart.contains(&table.as_str())), "{table}");
    }
}

#[test]
#[ignore = "needs LibreOffice and openpyxl: run tests/run"]
fn an_edition_without_incidents_opens_too() {
    let project = project();
    let edition = project.build(&["reports", "--from", "2030", "--to", "2030"]);
    let book = read(&project, "read_workbook.py", &project.path("output/edition.xlsx"));
    let sheets = in_libreoffice(&project, "output/edition.xlsx");
    for sheets in [book["sheets"].as_array().unwrap(), &sheets] {
        for (table, sheet) in tables(&edition, sheets) {
            let rows = sheet["rows"].as_array().unwrap().len();
            assert_eq!(rows, self::rows(&edition, &table).len(), "{table}");
        }
    }
}

/// All formulas of some sheets.
fn formulas(sheets: &[Value]) -> Vec<String> {
    let rows = sheets.iter().flat_map(|it| it["rows"].as_array().unwrap());
    let cells = rows.flat_map(|it| it.as_array().unwrap());
    cells.filter_map(|it| it["formula"].as_str().map(str::to_owned)).collect()
}

#[test]
#[ignore = "needs LibreOffice: run tests/run"]
fn csv_opens_with_dates_and_numbers_and_without_formulas() {
    let project = project();
    let edition = project.build(&["reports"]);
    for table in ["incidents", "losses_by_attack_type", "incident_labels"] {
        let sheets = in_libreoffice(&project, &format!("output/tables/{table}.csv"));
        assert_eq!(formulas(&sheets), Vec::<String>::new(), "{table}");
        compare(&edition, table, &sheets[0], |cell, kind, text| match kind {
            Kind::Date => cell["type"] == "date" && cell["value"] == text,
            Kind::Integer | Kind::Usd | Kind::Share => {
                cell["type"] == "float" && is_number(cell, text)
            }
            // What looks like a number or a day is read as one: CSV has no types.
            Kind::Text | Kind::TextList => {
                ["2023", "2023-11-20", "TRUE"].contains(&text)
                    || cell["type"] == "string" && cell["value"] == text
            }
        });
    }
}

#[test]
#[ignore = "needs LibreOffice: run tests/run"]
fn the_guard_is_what_keeps_formulas_from_running() {
    let project = project();
    let path = "output/tables/incidents.csv";
    project.build(&["reports", "--raw-csv"]);
    let run = formulas(&in_libreoffice(&project, path));
    assert!(run.contains(&"of:=1+1".to_owned()), "{run:?}");
    assert!(run.iter().any(|it| it.starts_with("of:=HYPERLINK(")), "{run:?}");
    project.build(&["reports"]);
    let guarded = in_libreoffice(&project, path);
    assert_eq!(formulas(&guarded), Vec::<String>::new());
    let rows = guarded[0]["rows"].as_array().unwrap();
    let titles: Vec<&str> = rows.iter().filter_map(|row| row[2]["value"].as_str()).collect();
    for title in TITLES.iter().filter(|it| it.starts_with(['=', '+', '-', '@'])) {
        assert!(titles.contains(&format!("'{title}").as_str()), "{title}: {titles:?}");
    }
}
