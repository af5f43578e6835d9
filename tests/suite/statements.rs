//! The oracle for sentences: every statement of many editions is read by a closed grammar, and what it
//! says of amounts, counts, shares, changes, ranks and spans is computed again from all incidents.
//!
//! `LOSSBOOK_STATEMENTS_OF=DIR` has it read the editions of another folder of reports as well.

use crate::statements_oracle::collection::Collection;
use crate::statements_oracle::editions::{Outcome, assert_true, judge_all, taken_for_true};
use crate::statements_oracle::made_up::made_up;
use crate::support::{Project, Report, skipped};
use chrono::Datelike;

/// Flags of runs that every collection is tried with: each month, quarter and year it has.
const EVERY: [&str; 3] = ["--every month", "--every quarter", "--every year"];

fn owned(runs: &[&str]) -> Vec<String> {
    runs.iter().map(|it| (*it).to_owned()).collect()
}

/// Says how much was checked: a test that reads nothing must not look like one that does.
#[allow(clippy::print_stderr, reason = "how much it was belongs beside that it holds")]
fn counted(outcome: &Outcome, least: usize) {
    eprintln!("{} editions, {} statements", outcome.editions, outcome.statements);
    assert!(outcome.statements >= least, "too few to mean anything");
}

#[test]
fn what_editions_of_the_sample_reports_say_is_so() {
    let project = Project::new();
    let folder = format!("{}/data/reports", env!("CARGO_MANIFEST_DIR"));
    let collection = Collection::of(&project, &folder);
    let mut runs = owned(&EVERY);
    // Halves, cut months, days across years; what is not over; nothing reported, nothing known.
    let periods = [
        "2021-H1",
        "2021-H2",
        "2022-H1",
        "2022-H2",
        "2023-H1",
        "2023-H2",
        "2023-11-01..2023-11-15",
        "2022-11-20..2023-02-10",
        "2011..2024",
        "2024",
        "2024-Q2",
        "2024-H2",
        "2025",
        "2010",
        "2013-05",
    ];
    runs.extend(periods.map(|it| format!("-p {it}")));
    let outcome = judge_all(&collection, &runs);
    assert_true(&outcome);
    counted(&outcome, 50_000);
}

#[test]
fn what_editions_of_made_up_reports_say_is_so() {
    let project = Project::new();
    let collection = made_up(&project);
    let mut runs = owned(&EVERY);
    let periods = [
        // Cut months, a year with a huge loss, equal losses, unknown losses only, nothing at all.
        "2020-H1",
        "2021-H2",
        "2022-H1",
        "2021-01-15..2021-02-10",
        "2020-03-01..2020-03-31",
        "2022-12-20..2023-02-10",
        "2023-H2",
        "2023-10-01..2023-10-31",
        "2020..2023",
        "2021-06-15..2023-10-10",
        "2024",
        "2020-05..2021-02",
        "2019",
    ];
    runs.extend(periods.map(|it| format!("-p {it}")));
    let others = [
        "-p 2023-Q4 --as-of 2023-12-31",
        "-p 2022 --as-of 2022-06-10",
        "-p 2022-06 --as-of 2022-06-10",
        "-p 2022-H2 --as-of 2022-06-10",
        "--every quarter -p 2021-02..2022-08",
        "--every quarter --as-of 2022-05-20",
        "--every year -p 2020-06-01..2023-10-20",
        "-p 2024-02 --as-of 2024-02-29",
    ];
    runs.extend(owned(&others));
    let outcome = judge_all(&collection, &runs);
    assert_true(&outcome);
    counted(&outcome, 30_000);
}

/// More losses than a picture can show one by one.
#[test]
fn what_an_edition_of_very_many_reports_says_is_so() {
    let project = Project::new();
    for number in 0..3_300 {
        let date = format!("{}-{:02}-{:02}", 2012 + number % 11, 1 + number % 12, 1 + number % 28);
        let loss = if number % 50 == 0 { "unknown".into() } else { (number * number).to_string() };
        let target = format!("Target {number}");
        let mut report = Report::new(&date, &loss, &["Scam"], &["DeFi"]);
        report.targets = vec![target];
        project.write(&format!("many/{:02}/{number}.md", number % 40), report.to_string());
    }
    let collection = Collection::of(&project, project.path("many").to_str().unwrap());
    let outcome = judge_all(&collection, &owned(&["-p 2012..2022 --workbook none"]));
    assert_true(&outcome);
    counted(&outcome, 400);
}

/// The oracle must not let pass what is not so: each statement is made wrong in several ways.
#[test]
fn what_is_not_so_is_caught() {
    let project = Project::new();
    let folder = format!("{}/data/reports", env!("CARGO_MANIFEST_DIR"));
    let sample = Collection::of(&project, &folder);
    for period in ["2023-Q4", "2024-05"] {
        let (tried, taken) = taken_for_true(&sample, period);
        assert!(tried > 1000, "{period}: only {tried} wrong statements");
        assert!(taken.is_empty(), "{}", taken.join("\n"));
    }
}

/// Another folder of reports, if one is named.
#[test]
fn what_editions_of_another_folder_say_is_so() {
    let Ok(folder) = std::env::var("LOSSBOOK_STATEMENTS_OF") else {
        return skipped("LOSSBOOK_STATEMENTS_OF names no folder");
    };
    let project = Project::new();
    let collection = Collection::of(&project, &folder);
    let (oldest, newest) = (collection.oldest(), collection.newest());
    let mut runs = owned(&EVERY);
    for year in Datelike::year(&oldest)..=Datelike::year(&newest) {
        let odd = format!("{year}-02-11..{year}-08-20");
        runs.extend([format!("{year}-H1"), format!("{year}-H2"), odd].map(|it| format!("-p {it}")));
    }
    let year = Datelike::year(&newest);
    runs.extend([
        format!("-p {year}"),
        format!("-p {year}-12 --as-of {year}-12-31"),
        format!("-p {}-11-20..{year}-02-10", year - 1),
        format!("-p {}", year + 1),
        format!("-p {}..{year}", year - 3),
    ]);
    let outcome = judge_all(&collection, &runs);
    assert_true(&outcome);
    counted(&outcome, 1);
}
