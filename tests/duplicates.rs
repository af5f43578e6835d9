//! Two reports of one theft: the warning, the rule that settles it, and rules that contradict.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::type_complexity,
    reason = "a test fails by panicking, and favours the plain word"
)]

mod support;

use support::{Project, Report, cells, manifest, rows};

/// One theft, reported twice with two days between, and another theft.
fn project() -> Project {
    let report = |date: &str, loss: &str, target: &str| {
        let report = Report::new(date, loss, &["Wallet Hack"], &["Exchange"]);
        Report { targets: vec![target.into()], ..report }.to_string()
    };
    Project::with(&[
        ("reports/2023-10-31-Acme.md", report("2023-10-31", "26000000", "Acme Research")),
        ("reports/2023-11-02-Acme-research.md", report("2023-11-02", "25000000", "ACME-Research")),
        ("reports/2023-11-02-Beta.md", report("2023-11-02", "1000", "Beta")),
    ])
}

const SAME: &str = "\
- same: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md]
  because: one theft, reported twice
";

fn summary_rows(summary: &str) -> Vec<String> {
    let rows = summary.lines().filter(|it| it.contains("uplicate") || it.contains("Total loss"));
    rows.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn an_undecided_pair_is_a_warning_on_both() {
    let project = project();
    let run = project.run(&["build", "reports"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(project.filtered(&run.stderr), @r#"
    warning[possible-duplicate]: this may be the event of 2023-11-02-Acme-research.md (2023-11-02): $25,000,000.00 may be counted twice
    --> reports/2023-10-31-Acme.md
     = help: add a rule to data/duplicates.yaml: `- { same: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts the first only, `- { distinct: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts both

    warning[possible-duplicate]: this may be the event of 2023-10-31-Acme.md (2023-10-31): $25,000,000.00 may be counted twice
    --> reports/2023-11-02-Acme-research.md
     = help: add a rule to data/duplicates.yaml: `- { same: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts the first only, `- { distinct: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts both
    "#);
    assert_eq!(
        summary_rows(&run.stdout),
        [
            "Total loss $51,001,000.00 2023-10-31 to 2023-11-02",
            "Possible duplicates 1 pair $25,000,000.00 may be counted twice",
        ]
    );
    let edition = project.edition("output");
    assert_eq!(manifest(&edition)["duplicates"], 0);
    assert!(manifest(&edition)["settings"]["duplicates_sha256"].is_null());
    let findings = cells(&edition, "findings", &["report", "severity", "code"]);
    assert_eq!(
        findings,
        [
            ["2023-10-31-Acme.md", "warning", "possible-duplicate"],
            ["2023-11-02-Acme-research.md", "warning", "possible-duplicate"],
        ]
    );
}

#[test]
fn a_rule_counts_the_event_once_and_says_so() {
    let project = project();
    project.write("data/duplicates.yaml", SAME);
    let run = project.run(&["build", "reports"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        summary_rows(&run.stdout),
        [
            "Total loss $26,001,000.00 2023-10-31 to 2023-11-02",
            "Duplicate reports 1 $25,000,000.00 not counted twice",
        ]
    );
    let edition = project.edition("output");
    let manifest = manifest(&edition);
    assert_eq!((&manifest["incidents"], &manifest["duplicates"]), (&2.into(), &1.into()));
    assert_eq!(manifest["total_loss_usd"], "26001000.00");
    assert_eq!(manifest["settings"]["duplicates_sha256"].as_str().unwrap().len(), 64);
    assert_eq!(
        cells(&edition, "incidents", &["report", "loss_usd", "duplicate_of"]),
        [
            ["2023-10-31-Acme.md", "26000000.00", ""],
            ["2023-11-02-Acme-research.md", "25000000.00", "2023-10-31-Acme.md"],
            ["2023-11-02-Beta.md", "1000.00", ""],
        ]
    );
    assert_eq!(
        cells(&edition, "losses_by_month", &["month", "incidents", "loss_usd"]),
        [["2023-10-01", "1", "26000000.00"], ["2023-11-01", "1", "1000.00"]]
    );
    assert!(!rows(&edition, "incident_labels").concat().contains(&"ACME-Research".to_owned()));
}

#[test]
fn an_event_counts_on_the_day_of_the_report_that_is_kept() {
    let project = project();
    project.write("rules.yaml", SAME);
    let november = ["reports", "--from", "2023-11", "-o", "november"];
    let edition = project.build(&[&november[..], &["--duplicates", "rules.yaml"]].concat());
    assert_eq!(manifest(&edition)["total_loss_usd"], "1000.00");
    assert_eq!(manifest(&edition)["duplicates"], 1);
    let run = project.run(&[&["build"], &november[..]].concat());
    let expected = ["Total loss $25,001,000.00 2023-11-02 to 2023-11-02"];
    assert_eq!(summary_rows(&run.stdout), expected, "the other report is in no sum here");
}

#[test]
fn several_inputs_and_distinct_thefts() {
    let project = project();
    project.write("more/2023-11-01-Acme.md", project.read("reports/2023-10-31-Acme.md"));
    let pairs = "[2023-10-31-Acme.md, 2023-11-02-Acme-research.md, more/2023-11-01-Acme.md]";
    project.write("rules.yaml", format!("- distinct: {pairs}\n  because: three thefts\n"));
    let run = project.run(&["build", "reports", "more", "--duplicates", "rules.yaml"]);
    assert_eq!(run.status, Some(0));
    assert!(!run.stderr.contains("possible-duplicate"), "{}", run.stderr);
    assert_eq!(summary_rows(&run.stdout).len(), 1);
}

#[test]
fn rules_that_cannot_be_followed() {
    let project = project();
    let contradiction = format!(
        "{SAME}\n# Others say:\n- distinct:\n    - 2023-11-02-Acme-research.md\n    - 2023-10-31-Acme.md\n  because: two thefts\n"
    );
    let mut told = String::new();
    for rules in [contradiction.as_str(), "- same: [a.md]\n  because: x\n", "- smae: [a.md]\n"] {
        project.write("rules.yaml", rules);
        let run = project.run(&["build", "reports", "--duplicates", "rules.yaml"]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
        told += &run.stderr;
    }
    let run = project.run(&["build", "reports", "--duplicates", "missing.yaml"]);
    assert_eq!(run.status, Some(1));
    told += &run.stderr;
    assert!(!project.path("output").exists());
    insta::assert_snapshot!(project.filtered(&told), @r#"
    error: the rules about duplicates cannot be followed:
      rules.yaml:5: "2023-11-02-Acme-research.md" and "2023-10-31-Acme.md" are distinct here, and the same by line 1
        help: delete one of the two rules, or take one of the reports out of it
    error: the rules about duplicates cannot be followed:
      rules.yaml:1: the rule names fewer than two reports
        help: name all reports that it is about, or delete the rule
    error: rules.yaml:1:3: [0]: unknown field `smae`, expected one of `same`, `distinct`, `because`
    help: see "Duplicates" in data/README.md for how a rule is written
    error: missing.yaml: No such file or directory
    help: check the path given with `--duplicates`
    "#);
}
