//! Two reports of one theft: the warning, the rule that settles it, and rules that contradict.

use crate::support::{Project, Report, cells, manifest};

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
    let rows = summary.lines().filter(|it| !it.starts_with("Rules"));
    let rows = rows.filter(|it| it.contains("uplicate") || it.contains("Total loss"));
    rows.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn an_undecided_pair_is_a_warning_on_both() {
    let project = project();
    let run = project.run(&["build", "reports"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    insta::assert_snapshot!(project.filtered(&run.stderr), @r#"
    warning[possible-duplicate]: this may be the same event as 2023-11-02-Acme-research.md (2023-11-02): $25,000,000.00 may be counted twice
    --> reports/2023-10-31-Acme.md
     = help: add a rule to a file duplicates.yaml next to the reports: `- { same: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts only the first, `- { distinct: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts both

    warning[possible-duplicate]: this may be the same event as 2023-10-31-Acme.md (2023-10-31): $25,000,000.00 may be counted twice
    --> reports/2023-11-02-Acme-research.md
     = help: add a rule to a file duplicates.yaml next to the reports: `- { same: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts only the first, `- { distinct: [2023-10-31-Acme.md, 2023-11-02-Acme-research.md], because: "WHY" }` counts both
    "#);
    assert_eq!(
        summary_rows(&run.stdout),
        [
            "Total loss $51,001,000.00 31 October to 2 November 2023",
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
    project.write("duplicates.yaml", SAME);
    let run = project.run(&["build", "reports"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        summary_rows(&run.stdout),
        [
            "Total loss $26,001,000.00 31 October to 2 November 2023",
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
    // Its labels are no rows of their own.
    let reports = cells(&edition, "incident_labels", &["report"]).concat();
    assert!(!reports.contains(&"2023-11-02-Acme-research.md".to_owned()), "{reports:?}");
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
    let expected = ["Total loss $25,001,000.00 1 to 2 November 2023"];
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
    error: the rules in the duplicates file cannot be applied:
      rules.yaml:5: "2023-11-02-Acme-research.md" and "2023-10-31-Acme.md" are distinct here, but the same on line 1
        help: delete one of the two rules, or remove one of the reports from it
    error: the rules in the duplicates file cannot be applied:
      rules.yaml:1: the rule names fewer than two reports
        help: name every report that the rule covers, or delete the rule
    error: rules.yaml:1:3: [0]: unknown field `smae`, expected one of `same`, `distinct`, `because`
    help: see "Duplicates" in data/README.md for how to write a rule
    error: missing.yaml: No such file or directory
    help: check that it is a file that you have permission to read, or pass another with `--duplicates`
    "#);
}

/// Two reports of one theft, a rule beside them, and the total from any folder.
#[test]
fn the_rules_are_those_beside_the_reports_wherever_one_stands() {
    let report = |date: &str| {
        let report = Report::new(date, "500", &["Scam"], &["DeFi"]);
        Report { targets: vec!["Acme".into()], ..report }.to_string()
    };
    let project = Project::with(&[
        ("p/data/reports/a.md", report("2023-01-10")),
        ("p/data/reports/b.md", report("2023-01-11")),
        ("p/data/duplicates.yaml", "- same: [a.md, b.md]\n  because: one theft\n".into()),
    ]);
    let root = project.path("");
    #[rustfmt::skip]
    let table = [
        // from       command                                                   the file as shown
        ("p",         "build -o OUT",                                           "data/duplicates.yaml"),
        (".",         "build p/data/reports -o OUT",                            "p/data/duplicates.yaml"),
        ("p/data",    "build reports -o OUT",                                   "duplicates.yaml"),
        ("p/data",    "build ./reports/ -o OUT",                                "duplicates.yaml"),
        ("p/data/reports", "build . -o OUT",                                    "../duplicates.yaml"),
        ("p/data/reports", "build a.md b.md -o OUT",                            "../duplicates.yaml"),
        ("p/data",    "build reports/a.md reports/b.md -o OUT",                 "duplicates.yaml"),
        (".",         "build ROOT/p/data/reports -o OUT",                       "[project]/p/data/duplicates.yaml"),
        (".",         "build p/data/reports --duplicates p/data/duplicates.yaml -o OUT", "p/data/duplicates.yaml"),
        ("p",         "report data/reports --period 2023 -o OUT",               "data/duplicates.yaml"),
    ];
    for (index, (from, command, shown)) in table.into_iter().enumerate() {
        let output = format!("out{index}");
        let path = project.path(&output).display().to_string();
        let command = command.replace("OUT", &path).replace("ROOT/", &root.display().to_string());
        let run = project.shell(&format!("cd {from} && \"$LOSSBOOK\" {command}"));
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{from}: {command}");
        let rules = format!("Rules    {shown} (1 rule)");
        assert!(project.filtered(&run.stdout).contains(&rules), "{rules}: {}", run.stdout);
        let manifest = manifest(&project.edition(&output));
        assert_eq!(manifest["total_loss_usd"], "500.00", "{from}: {command}");
        assert_eq!(manifest["settings"]["duplicates"], "../duplicates.yaml", "{from}: {command}");
        let verified = project.run(&["verify", &output]);
        assert_eq!(verified.status, Some(0), "{}", verified.stdout);
    }
    for (from, command) in [
        ("p", "check"),
        (".", "check p/data/reports"),
        (".", "chart losses_by_month p/data/reports -o month.svg"),
    ] {
        let run = project.shell(&format!("cd {from} && \"$LOSSBOOK\" {command}"));
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{from}: {command}");
        assert!(!run.stdout.contains("possible-duplicate"), "{}", run.stdout);
    }
    assert!(project.read("month.svg").contains("$500"));
}

#[test]
fn the_nearest_file_of_rules_counts_and_none_is_told() {
    let project = project();
    project.write("duplicates.yaml", SAME.replace("same", "distinct"));
    project.write("reports/duplicates.yaml", SAME);
    project.write("elsewhere/rules.yaml", SAME);
    let settings = |arguments: &[&str], rules: &str| {
        let run = project.run(&[&["build", "reports"], arguments].concat());
        assert!(run.stdout.contains(&format!("Rules    {rules}\n")), "{}", run.stdout);
        let manifest = manifest(&project.edition("output"));
        let duplicates = &manifest["settings"]["duplicates"];
        (duplicates.as_str().map(str::to_owned), manifest["duplicates"].as_u64().unwrap())
    };
    let told = settings(&[], "reports/duplicates.yaml (1 rule)");
    assert_eq!(told, (Some("duplicates.yaml".into()), 1), "beside a report, it is none itself");
    let told = settings(&["--duplicates", "duplicates.yaml"], "duplicates.yaml (1 rule)");
    assert_eq!(told, (Some("../duplicates.yaml".into()), 0));
    let told = settings(&["--duplicates", "elsewhere/rules.yaml"], "elsewhere/rules.yaml (1 rule)");
    assert_eq!(told, (Some("rules.yaml".into()), 1), "an edition tells nothing of this machine");
    for path in ["duplicates.yaml", "reports/duplicates.yaml"] {
        std::fs::remove_file(project.path(path)).unwrap();
    }
    let told = settings(&[], "none: no duplicates.yaml next to the reports");
    assert_eq!(told, (None, 0));
}

#[test]
fn several_inputs_have_one_file_of_rules() {
    let report = |date: &str| Report::new(date, "1", &["Scam"], &["DeFi"]).to_string();
    let rule = "- distinct: [x/a.md, y/b.md]\n  because: two thefts\n";
    let project = Project::with(&[
        ("one/x/a.md", report("2023-01-10")),
        ("one/y/b.md", report("2023-01-11")),
        ("two/z/c.md", report("2023-05-12")),
        ("three/v/d.md", report("2023-08-12")),
        ("one/duplicates.yaml", rule.into()),
        ("two/duplicates.yaml", "# nothing yet\n".into()),
    ]);
    let run = project.run(&["build", "one/x", "one/y", "three/v"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "one file, found twice");
    assert!(run.stdout.contains("Rules    one/duplicates.yaml (1 rule)\n"), "{}", run.stdout);
    let mut told = String::new();
    for command in [
        &["build", "one/x", "one/y", "two/z"][..],
        &["check", "one/x", "one/y", "two/z"],
        &["chart", "losses_by_month", "one/x", "two/z", "-o", "-"],
    ] {
        let run = project.run(command);
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
        told += &run.stderr;
    }
    insta::assert_snapshot!(told, @r"
    error: there are two duplicates files next to the reports: one/duplicates.yaml and two/duplicates.yaml
    help: put the rules of both in one file, and pass it with `--duplicates`
    error: there are two duplicates files next to the reports: one/duplicates.yaml and two/duplicates.yaml
    help: put the rules of both in one file, and pass it with `--duplicates`
    error: there are two duplicates files next to the reports: one/duplicates.yaml and two/duplicates.yaml
    help: put the rules of both in one file, and pass it with `--duplicates`
    ");
    let given = ["--duplicates", "one/duplicates.yaml"];
    let run = project.run(&[&["build", "one/x", "one/y", "two/z"][..], &given].concat());
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn what_lies_beside_the_reports_and_is_no_file_of_rules() {
    use std::os::unix::fs::symlink;
    let project = project();
    let beside = project.path("duplicates.yaml");
    let refused = || {
        let run = project.run(&["build", "reports"]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
        project.filtered(&run.stderr)
    };
    std::fs::create_dir(&beside).unwrap();
    let mut told = refused();
    std::fs::remove_dir(&beside).unwrap();
    symlink(project.path("nowhere.yaml"), &beside).unwrap();
    told += &refused();
    std::fs::remove_file(&beside).unwrap();
    assert_eq!(project.shell("mkfifo duplicates.yaml").status, Some(0));
    told += &refused();
    insta::assert_snapshot!(told, @r"
    error: duplicates.yaml: it is next to the reports, but it is not a file
    help: check that it is a file that you have permission to read, or pass another with `--duplicates`
    error: duplicates.yaml: it is next to the reports, but it is not a file
    help: check that it is a file that you have permission to read, or pass another with `--duplicates`
    error: duplicates.yaml: it is next to the reports, but it is not a file
    help: check that it is a file that you have permission to read, or pass another with `--duplicates`
    ");
    std::fs::remove_file(&beside).unwrap();
    project.write("rules.yaml", SAME);
    symlink("rules.yaml", &beside).unwrap();
    let manifest = manifest(&project.build(&["reports"]));
    assert_eq!(
        (&manifest["duplicates"], &manifest["settings"]["duplicates"]),
        (&1.into(), &"../duplicates.yaml".into())
    );
}

/// A folder that went over a Mac has the accents of its names apart from their letters.
#[test]
fn names_that_look_the_same_are_the_same() {
    const DECOMPOSED: [&str; 2] = ["Cafe\u{301}.md", "Zu\u{308}rich.md"];
    const COMPOSED: [&str; 2] = ["Caf\u{e9}.md", "Z\u{fc}rich.md"];
    let report = |date: &str| {
        let report = Report::new(date, "500", &["Scam"], &["DeFi"]);
        Report { targets: vec!["Acme".into()], ..report }.to_string()
    };
    for (files, names) in [(DECOMPOSED, COMPOSED), (COMPOSED, DECOMPOSED)] {
        for (verdict, total) in [("same", "500.00"), ("distinct", "1000.00")] {
            let project = Project::with(&[
                (&format!("reports/{}", files[0]), report("2023-01-10")),
                (&format!("reports/{}", files[1]), report("2023-01-11")),
            ]);
            if project.names("reports") != files {
                return crate::support::skipped("this file system changes the names of files");
            }
            let rule = format!("- {verdict}: [{}]\n  because: x\n", names.join(", "));
            project.write("duplicates.yaml", rule);
            let run = project.run(&["build", "reports"]);
            assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{verdict} {names:?}");
            let edition = project.edition("output");
            assert_eq!(manifest(&edition)["total_loss_usd"], total, "{verdict} {names:?}");
            let reports = cells(&edition, "incidents", &["report"]).concat();
            assert_eq!(reports, files, "as they are called on disk");
        }
    }
}
