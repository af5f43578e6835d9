//! What is said of a collection as a whole: fields that stand in no report, days elsewhere, and
//! findings in the order of what they matter.

use crate::support::{Project, cells, manifest};

/// A report with these lines, and all that is not in question.
fn report(number: usize, lines: &str) -> String {
    format!("---\ntitle: Report {number}\ntarget-entities: Target {number}\n{lines}---\n")
}

const LABELS: &str = "attack-types: Scam\nentity-types: DeFi\n";

fn collection(count: usize, lines: impl Fn(usize) -> String) -> Project {
    let project = Project::new();
    for number in 0..count {
        project.write(&format!("reports/{number:02}.md"), report(number, &lines(number)));
    }
    project
}

/// Reports in the schema of a site that keeps the amount below another key.
#[test]
fn a_needed_key_that_stands_nowhere_is_told_first() {
    let project = collection(12, |number| {
        let amount =
            if number < 7 { format!("rekt:\n  amount: {number}5000000\n") } else { String::new() };
        format!("date: 2023-01-{:02}\n{LABELS}{amount}", number + 10)
    });
    // An error and a warning of great weight stand behind it.
    project.write("reports/bad.md", report(99, &format!("date: 11/12/2023\n{LABELS}")));
    let run = project.run(&["build", "reports"]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @r"
    warning[missing-everywhere]: none of the 13 reports has `loss`; `rekt.amount` holds numbers in 7
    --> reports
     = help: every loss is unknown: if `rekt.amount` is what was lost, in US dollars, write it as `loss: 26000000`

    error[bad-date]: the date `11/12/2023` cannot be used: it is ambiguous: 2023-11-12 or 2023-12-11, depending on the order of day and month
     --> reports/bad.md:4:7
      |
    4 | date: 11/12/2023
      |       ^^^^^^^^^^
      |
      = help: write the one you mean: `date: 2023-11-12` or `date: 2023-12-11`
    ");
    let edition = project.edition("output");
    let findings = cells(&edition, "findings", &["report", "line", "severity", "code"]);
    assert_eq!(findings[0], [".", "", "warning", "missing-everywhere"]);
    assert_eq!(findings.len(), 2, "single reports are not told of the same: {findings:?}");
    assert_eq!(manifest(&edition)["files"]["recovered"], 0);
    assert_eq!(project.run(&["verify", "output"]).status, Some(0));
    let quiet = project.run(&[
        "check",
        "reports",
        "--ignore",
        "missing-everywhere",
        "--only",
        "missing-loss",
    ]);
    assert!(quiet.stdout.starts_with("no findings in 13 reports\n"), "{}", quiet.stdout);
}

#[test]
fn a_loss_that_is_missing_is_told_and_a_word_silences_it() {
    #[rustfmt::skip]
    let table = [
        // what the row is about          the line of one report       codes
        ("no loss",                       "",                          vec!["missing-loss"]),
        ("the word",                      "loss: unknown\n",           vec![]),
        ("an empty loss",                 "loss:\n",                   vec![]),
        ("another spelling of the key",   "Loss: 5\n",                 vec!["key-spelling"]),
        ("an amount elsewhere",           "funds_lost: 5\n",           vec!["missing-loss"]),
    ];
    for (about, line, expected) in table {
        let project = collection(4, |number| {
            let loss = if number == 2 { line } else { "loss: 5\n" };
            format!("date: 2023-01-10\n{LABELS}{loss}")
        });
        assert_eq!(codes(&project), expected, "{about}");
    }
}

/// The codes of all findings, in the order of the files.
fn codes(project: &Project) -> Vec<String> {
    let run = project.run(&["check", "reports", "--format", "json"]);
    let code = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        finding["code"].as_str().unwrap().to_owned()
    };
    run.stdout.lines().map(code).collect()
}

#[test]
fn a_kind_of_label_that_no_report_has_is_one_note() {
    let project = collection(3, |_| "date: 2023-01-10\nloss: 5\nentity-types: DeFi\n".into());
    let run = project.run(&["check", "reports"]);
    insta::assert_snapshot!(run.stdout, @r"
    note[no-labels-anywhere]: none of the 3 reports has `attack-types`
    --> reports
     = help: nothing to do if the reports are not about that; otherwise add `attack-types:` with one `- label` per line

    1 note in 3 reports: 1 no-labels-anywhere
    what a code means, and what to do: `lossbook explain-code no-labels-anywhere`
    ");
    project.write("reports/00.md", report(0, &format!("date: 2023-01-10\nloss: 5\n{LABELS}")));
    assert_eq!(
        codes(&project),
        ["no-labels", "no-labels"],
        "one report has it, so the others miss it"
    );
    project.write(
        "reports/00.md",
        report(0, "date: 2023-01-10\nloss: 5\nentity-types: DeFi\ntechniques: [scam]\n"),
    );
    let run = project.run(&["check", "reports", "--only", "missing-everywhere"]);
    insta::assert_snapshot!(run.stdout.lines().next().unwrap(), @"warning[missing-everywhere]: none of the 3 reports has `attack-types`; `techniques` holds known attack types in 1");
    assert_eq!(project.run(&["check", "reports", "--deny", "warnings"]).status, Some(1));
}

#[test]
fn a_day_that_was_before_the_date_is_told() {
    let cloud = |number: usize| {
        format!(
            "date: 2023-04-{:02}\nincident_start_date: 2022-05-06\nloss: {number}\n{LABELS}",
            number + 1
        )
    };
    let project = collection(4, cloud);
    let run = project.run(&["build", "reports"]);
    insta::assert_snapshot!(run.stderr, @r"
    warning[earlier-day]: in all 4 reports, first in reports/03.md:5: `incident_start_date` says 2022-05-06, which is earlier than `date`, 2023-04-04
     |
     = help: if the event happened then, write `date: 2022-05-06`; 2023-04-04 was used
     = note: `lossbook check reports --only earlier-day` shows each of them
    ");
    assert_eq!(
        cells(&project.edition("output"), "findings", &["report"]).len(),
        4,
        "tables have each"
    );
    let only = project.run(&["check", "reports", "--only", "earlier-day"]);
    assert_eq!(only.stdout.matches("warning[earlier-day]").count(), 4, "{}", only.stdout);
    project.write("reports/03.md", report(3, &format!("date: 2022-05-06\nloss: 3\n{LABELS}")));
    let some = project.run(&["check", "reports"]);
    assert_eq!(some.stdout.matches("warning[earlier-day]").count(), 3, "{}", some.stdout);
}

#[test]
fn a_missing_date_names_the_keys_that_hold_days() {
    let project = collection(5, |_| {
        format!("start_time: 2010-07-01T18:17:00Z\nend_time: 2010-07-02\nloss: 5\n{LABELS}")
    });
    let run = project.run(&["build", "reports"]);
    assert_eq!(run.status, Some(1));
    insta::assert_snapshot!(run.stderr, @r"
    warning[missing-everywhere]: none of the 5 reports has `date`; `start_time` holds days in 5
    --> reports
     = help: if `start_time` is the day of the event, write it as `date: 2023-11-20`

    error[missing-date]: in all 5 reports, first in reports/00.md: there is no date, neither in `date` nor in the file name
     |
     = help: add the day of the event: `date: 2023-11-20`; `start_time` holds 2010-07-01T18:17:00Z
     = note: `lossbook check reports --only missing-date` shows each of them

    error: no report could be loaded: 5 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    ");
}

/// Thirty reports with a fault each; those with the most money are shown in full.
#[test]
fn the_findings_in_full_are_the_worst() {
    let project = collection(70, |number| {
        let (slash, loss) = (if number < 30 { '/' } else { '-' }, number * number);
        format!("date: 2023{slash}01{slash}10\nloss: {loss}\n{LABELS}")
    });
    let run = project.run(&["build", "reports"]);
    let shown = run.stderr.lines().filter_map(|it| it.trim().strip_prefix("--> reports/"));
    let shown: Vec<&str> =
        shown.filter_map(|it| it.split_once('.')).map(|(name, _)| name).collect();
    let expected: Vec<String> = (10..30).rev().map(|it| format!("{it:02}")).collect();
    assert_eq!(shown, expected);
    assert!(
        run.stderr.ends_with("... and 10 more: 10 warning[date-spelling]\n\n"),
        "{}",
        run.stderr
    );
    let order: Vec<String> = cells(&project.edition("output"), "findings", &["report"]).concat();
    assert!(order.is_sorted(), "the table keeps the order of files: {order:?}");
    let json = project.run(&["check", "reports", "--format", "json"]);
    let first: serde_json::Value =
        serde_json::from_str(json.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first["report"], "00.md");
}
