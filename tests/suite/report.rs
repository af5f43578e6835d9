//! `lossbook report`: the periods it understands, what it says of them, and that each number of it
//! stands in a table.

use crate::support::{Edition, Project, Report, cells, manifest, text};
use serde_json::Value;

/// The reports of this repository.
fn sample() -> String {
    format!("{}/data/reports", env!("CARGO_MANIFEST_DIR"))
}

/// Five reports: one quarter before, one a year before, three in Q4 2023, of which one is unknown.
fn project() -> Project {
    let project = Project::new();
    let reports = [
        ("2022-11-02", "2000000", "Scam"),
        ("2023-09-30", "1000000", "Scam"),
        ("2023-10-01", "500000.01", "Phishing"),
        ("2023-11-15", "2500000", "Scam"),
        ("2023-12-31", "unknown", "Rug Pull"),
    ];
    for (date, loss, attack) in reports {
        let report = Report::new(date, loss, &[attack], &["DeFi"]);
        project.write(&format!("reports/{date}.md"), report.to_string());
    }
    project
}

/// Writes the report of a period, and gives its edition.
fn report(project: &Project, arguments: &[&str]) -> Edition {
    let run = project.run(&[&["report"], arguments].concat());
    assert_eq!(run.status, Some(0), "{arguments:?}: {}", run.stderr);
    project.edition("report")
}

#[test]
fn the_figures_of_two_quarters_are_those_of_the_reports() {
    let project = Project::new();
    // Added up by another program, from reports of the same events; one event that they date a
    // month early, with a loss of 126,000,000, lies in the third quarter here, and one that they
    // date at its seizure, ten years late, is not in 2022.
    let table = [
        ("2023-Q3", "13", "504096634.00", "7902519.00", "141000000.00"),
        ("2023-Q4", "10", "403440000.00", "16350000.00", "122980000.00"),
    ];
    let columns = ["incidents", "loss_usd", "median_loss_usd", "max_loss_usd"];
    for (period, incidents, loss, median, max) in table {
        let edition = report(&project, &[&sample(), "--period", period]);
        let row = &cells(&edition, "key_figures", &columns)[0];
        assert_eq!(row, &[incidents, loss, median, max], "{period}");
        assert_eq!(manifest(&edition)["total_loss_usd"], loss, "{period}");
    }
    let edition = report(&project, &[&sample(), "--period", "2023-Q4"]);
    let spans = cells(&edition, "key_figures", &["span", "from", "to", "loss_usd"]);
    let previous = ["previous", "2023-07-01", "2023-09-30", "504096634.00"];
    let year_before = ["year_before", "2022-10-01", "2022-12-31", "285500000.00"];
    assert_eq!(spans[1..], [previous, year_before]);
    let lead = text(&edition, "report.md").lines().nth(2).unwrap();
    insta::assert_snapshot!(lead, @"In Q4 2023, 10 reported incidents cost **$403M**, 20% less than in Q3 2023 and 41% more than in Q4 2022. The largest loss, at Poloniex on 10 November 2023, was $123M: 30% of the total.");
}

#[test]
fn periods_of_every_kind() {
    let project = project();
    #[rustfmt::skip]
    let table = [
        // period                    first day      last day       incidents  earlier
        ("2023-Q4",                  "2023-10-01",  "2023-12-31",  3,         2),
        ("2023-q4",                  "2023-10-01",  "2023-12-31",  3,         2),
        ("2023-11",                  "2023-11-01",  "2023-11-30",  1,         3),
        ("2023-H2",                  "2023-07-01",  "2023-12-31",  4,         1),
        ("2023",                     "2023-01-01",  "2023-12-31",  4,         1),
        ("2022-11-02",               "2022-11-02",  "2022-11-02",  1,         0),
        ("2022-11..2023-09",         "2022-11-01",  "2023-09-30",  2,         0),
        ("2023-10-02..2023-12-30",   "2023-10-02",  "2023-12-30",  1,         3),
        ("latest",                   "2023-10-01",  "2023-12-31",  3,         2),
        ("2021",                     "2021-01-01",  "2021-12-31",  0,         0),
        ("2024",                     "2024-01-01",  "2024-12-31",  0,         5),
    ];
    for (period, first, last, incidents, earlier) in table {
        let edition = report(&project, &["reports", "-p", period]);
        let facts = manifest(&edition);
        assert_eq!([&facts["first_day"], &facts["last_day"]], [first, last], "{period}");
        assert_eq!(facts["incidents"], incidents, "{period}");
        let rows = edition.get("tables/earlier_incidents.csv");
        let rows = rows.map_or(0, |it| it.split(|byte| *byte == b'\n').count() - 2);
        assert_eq!(rows, earlier, "{period}: earlier incidents");
    }
}

#[test]
fn wrong_periods_are_told_and_nothing_is_written() {
    let project = project();
    let table: [&[&str]; 6] = [
        &[],
        &["-p", "2023-Q5"],
        &["-p", "2024..2023"],
        &["-p", "last week"],
        &["--every", "week"],
        &["-p", "2023", "-p", "2022"],
    ];
    for flags in table {
        let run = project.run(&[&["report", "reports"], flags].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{flags:?}");
    }
    let run = project.run(&["report", "reports", "-p", "2023-Q5"]);
    insta::assert_snapshot!(run.stderr, @r#"
    error: invalid value '2023-Q5' for '--period <PERIOD>': "2023-Q5" is not a period; write 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20, A..B or latest

    For more information, try '--help'.
    "#);
    assert_eq!(project.names(""), ["reports"]);
}

/// What a number should be by the cells that it names: plain loops over the CSV files.
fn looked_up(edition: &Edition, fact: &Value) -> String {
    let column = fact["column"].as_str().unwrap();
    let value = match fact["table"].as_str().unwrap() {
        "manifest" => {
            let manifest = manifest(edition);
            let field = column.split('.').fold(&manifest, |value, part| &value[part]);
            field.as_str().map_or_else(|| field.to_string(), str::to_owned)
        }
        "manifest.outputs" => {
            let outputs = manifest(edition)["outputs"].clone();
            let same = |it: &&Value| it["path"] == fact["row"]["path"];
            outputs.as_array().unwrap().iter().find(same).unwrap()[column].to_string()
        }
        table => over_rows(edition, table, fact),
    };
    match fact.get("of") {
        None => value,
        Some(of) => {
            let whole = crate::support::cents(&looked_up(edition, of));
            let (part, whole) = (crate::support::cents(&value) * 1_000_000 * 2 + whole, whole * 2);
            let millionths = part.div_euclid(whole);
            format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
        }
    }
}

fn over_rows(edition: &Edition, table: &str, fact: &Value) -> String {
    let (row, empty) = (fact["row"].as_object().unwrap(), serde_json::Map::new());
    let except = fact.get("except").map_or(&empty, |it| it.as_object().unwrap());
    let column = fact["column"].as_str().filter(|it| !it.is_empty());
    let names: Vec<&str> =
        row.keys().chain(except.keys()).map(String::as_str).chain(column).collect();
    let is_meant = |cells: &[String]| {
        let (equal, rest) = cells.split_at(row.len());
        let differs = |(cell, values): (&String, &Value)| {
            values.as_array().unwrap().iter().all(|it| it.as_str().unwrap() != cell)
        };
        equal.iter().zip(row.values()).all(|(cell, value)| value.as_str().unwrap() == cell)
            && rest.iter().zip(except.values()).all(differs)
    };
    let found: Vec<Vec<String>> =
        cells(edition, table, &names).into_iter().filter(|it| is_meant(it)).collect();
    let amounts = found.iter().map(|it| it.last().unwrap()).filter(|it| !it.is_empty());
    match fact["take"].as_str().unwrap() {
        "rows" => found.len().to_string(),
        "sum" => {
            let sum: i128 = amounts.map(|it| crate::support::cents(it)).sum();
            format!("{}.{:02}", sum / 100, sum % 100)
        }
        _ => {
            assert_eq!(found.len(), 1, "{fact}");
            found[0].last().unwrap().clone()
        }
    }
}

#[test]
fn every_number_is_that_of_its_cells_and_stands_in_its_statement() {
    let project = project();
    for period in ["2023-Q4", "2023-11", "2023-H2"] {
        let edition = report(&project, &["reports", "-p", period]);
        let facts: Value = serde_json::from_slice(&edition["facts.json"]).unwrap();
        let markdown = text(&edition, "report.md").replace(['*', '\\', '`'], "");
        let statements = facts["statements"].as_array().unwrap();
        assert!(statements.len() > 100, "{}", statements.len());
        for (position, statement) in statements.iter().enumerate() {
            assert_eq!(statement["id"], position + 1);
            let said = statement["text"].as_str().unwrap();
            for fact in statement["numbers"].as_array().unwrap() {
                let value = fact["value"].as_str().unwrap();
                assert_eq!(looked_up(&edition, fact), value, "{statement}");
                assert!(said.contains(fact["shown"].as_str().unwrap()), "{statement}");
            }
            for span in statement["spans"].as_array().unwrap() {
                assert!(said.contains(span["shown"].as_str().unwrap()), "{statement}");
            }
            let is_of_picture = statement["place"].as_str().unwrap().contains('_');
            let told = said.rsplit(": ").next().unwrap();
            assert!(is_of_picture || markdown.contains(told), "{statement}");
        }
    }
}

#[test]
fn one_report_for_each_quarter_and_an_index() {
    let project = project();
    let edition = report(&project, &["reports", "--every", "quarter"]);
    let periods = ["2022-Q4", "2023-Q3", "2023-Q4"];
    let index = text(&edition, "index.md");
    let mut losses = 0;
    for period in periods {
        assert!(index.contains(&format!("](<{period}/report.html>)")), "{index}");
        for file in ["report.md", "facts.json", "manifest.json", "tables/incidents.csv"] {
            assert!(edition.contains_key(&format!("{period}/{file}")), "{period}/{file}");
        }
        let part: Value =
            serde_json::from_slice(&edition[&format!("{period}/manifest.json")]).unwrap();
        losses += crate::support::cents(part["total_loss_usd"].as_str().unwrap());
    }
    assert_eq!(
        losses,
        crate::support::cents(manifest(&edition)["total_loss_usd"].as_str().unwrap())
    );
    let folders: std::collections::BTreeSet<&str> =
        edition.keys().filter_map(|it| it.split_once('/')).map(|(folder, _)| folder).collect();
    assert_eq!(folders.into_iter().collect::<Vec<_>>(), [&periods[..], &["tables"]].concat());

    // With a period, only what lies in it; and the same folder may be written again.
    let edition = report(&project, &["reports", "--every", "month", "-p", "2023-H2"]);
    let index = text(&edition, "index.md");
    assert!(index.contains("2023-09/") && !index.contains("2022-11/"), "{index}");
}

#[test]
fn same_reports_same_bytes_on_any_number_of_threads() {
    let project = project();
    for flags in [&["-p", "2023-Q4"][..], &["--every", "year"]] {
        let one = report(&project, &[&["reports", "--threads", "1"], flags].concat());
        let many = report(&project, &[&["reports", "--threads", "4"], flags].concat());
        assert!(one == many, "{flags:?}");
    }
}

#[test]
fn titles_and_links_are_as_asked_for() {
    let project = Project::new();
    let hostile = "<script>alert(1)</script> | a [b](javascript:c)";
    let mut report_text = Report::new("2023-11-15", "5", &["Scam"], &["DeFi"]);
    report_text.targets = vec![hostile.into()];
    project.write("reports/a b.md", report_text.to_string());
    let flags = ["reports", "-p", "2023", "--title", "Our year", "--link-base", "https://x.org/i/"];
    let edition = report(&project, &flags);
    let markdown = text(&edition, "report.md");
    assert!(markdown.starts_with("# Our year\n"), "{markdown}");
    assert!(markdown.contains("[a b.md](<https://x.org/i/a%20b.md>)"), "{markdown}");
    let unescaped = markdown.replace("\\<", "").replace("\\]", "");
    assert!(!unescaped.contains("<script") && !unescaped.contains("](javascript"), "{markdown}");
    // Without a base, the way to the reports.
    let edition = report(&project, &["reports", "-p", "2023"]);
    assert!(text(&edition, "report.md").contains("](<../reports/a%20b.md>)"));
}
