//! `lossbook check`: findings in every format, which are chosen, and the exit status.

use crate::support::{Project, good};
use serde_json::Value;

const BAD: &str = "---\ndate: 2023-01-10\ntitle: Bad\nloss: 1,6M\ntarget-entities: A\nentity-types: DeFi\nattack-types: Scam\n---\n";
const WARNED: &str = "---\ndate: 2023/01/10\ntitle: Warned\nloss: 1\ntarget-entities: A\nentity-types: DeFi\nattack-types: Scam\n---\n";
const NOTED: &str = "---\ndate: 2023-01-10\ntitle: Noted\nloss: 1\ntarget-entities: B\nentity-types: DeFi\nattack-types: Phising\n---\n";

/// A report without a finding, and one for each severity.
fn project() -> Project {
    Project::with(&[
        ("data/reports/bad.md", BAD.into()),
        ("data/reports/good.md", good()),
        ("data/reports/noted.md", NOTED.into()),
        ("data/reports/warned.md", WARNED.into()),
    ])
}

#[test]
fn people_read_findings_and_what_they_come_to() {
    let project = project();
    let run = project.run(&["check"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(run.stdout, @r#"
    error[bad-loss]: the loss `1,6M` cannot be used: it is ambiguous: $16,000,000.00 or $1,600,000.00
     --> data/reports/bad.md:4:7
      |
    4 | loss: 1,6M
      |       ^^^^
      |
      = help: write US dollars in digits (`loss: 26000000`), or `loss: unknown`

    warning[date-spelling]: the date `2023/01/10` was read as 2023-01-10
     --> data/reports/warned.md:2:7
      |
    2 | date: 2023/01/10
      |       ^^^^^^^^^^
      |
      = help: write `date: 2023-01-10`

    note[unknown-label]: the attack type "Phising" is not in the taxonomy; it is kept
     --> data/reports/noted.md:7:15
      |
    7 | attack-types: Phising
      |               ^^^^^^^
      |
      = help: did you mean "Phishing"? If so, correct the report; if both names mean the same, add "Phising" to its aliases

    1 error, 1 warning, 1 note in 4 reports: 1 bad-loss, 1 date-spelling, 1 unknown-label
    1 report would be rejected: left out of every table
    what a code means, and what to do: `lossbook explain-code bad-loss`
    "#);
    assert_eq!(project.names(""), ["data"], "nothing is written");
}

#[test]
fn the_exit_status_tells_whether_a_report_would_be_rejected() {
    let all = project();
    let warned = Project::with(&[("data/reports/a.md", WARNED.into())]);
    let clean = Project::with(&[("data/reports/a.md", good())]);
    let empty = Project::with(&[("data/reports/a.txt", String::new())]);
    let skipped = Project::with(&[("data/reports/README.md", String::new())]);
    let nothing = Project::new();
    #[rustfmt::skip]
    let table: [(&str, &Project, &[&str], i32); 19] = [
        // what the row is about          project    arguments                                    status
        ("a report is rejected",          &all,      &[],                                         1),
        ("in any format",                 &all,      &["--format", "json"],                       1),
        ("in any format",                 &all,      &["--format", "github"],                     1),
        ("in any format",                 &all,      &["--format", "sarif"],                      1),
        ("also if nobody asked",          &all,      &["--only", "date-spelling"],                1),
        ("also if nobody asked",          &all,      &["--ignore", "bad-loss"],                   1),
        ("a warning",                     &warned,   &[],                                         0),
        ("warnings are denied",           &warned,   &["--deny", "warnings"],                     1),
        ("quiet, and denied",             &warned,   &["--deny", "warnings", "-q"],               1),
        ("denied, but not asked for",     &warned,   &["--deny=warnings", "--ignore=date-spelling"], 0),
        ("a clean folder",                &clean,    &["--deny", "warnings"],                     0),
        ("one report",                    &all,      &["data/reports/good.md"],                   0),
        ("no folder",                     &nothing,  &[],                                         1),
        ("no report",                     &empty,    &[],                                         1),
        ("nothing meant as a report",     &skipped,  &[],                                         1),
        ("a taxonomy that is not there",  &clean,    &["--taxonomy", "x.yaml"],                   1),
        ("an unknown code",               &clean,    &["--only", "bad-los"],                      2),
        ("an unknown format",             &clean,    &["--format", "xml"],                        2),
        ("an unknown thing to deny",      &clean,    &["--deny", "notes"],                        2),
    ];
    for (about, project, arguments, status) in table {
        let run = project.run(&[&["check"], arguments].concat());
        assert_eq!(
            run.status,
            Some(status),
            "{about}: {arguments:?}: {}{}",
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn what_cannot_be_checked_is_told_as_by_build() {
    let told = |files: &[(&str, String)], arguments: &[&str]| {
        let project = Project::with(files);
        let run = project.run(&[&["check"], arguments].concat());
        assert_eq!(run.stdout, "");
        project.filtered(&run.stderr)
    };
    insta::assert_snapshot!(told(&[], &["nowhere"]), @r"
    error: nowhere: No such file or directory
    help: name the folder of reports after the command
    ");
    insta::assert_snapshot!(told(&[("a/x.txt", String::new())], &["a"]), @r"
    error: no incident reports in a: an incident report is a file named *.md or *.markdown
    help: name the folder of reports after the command
    ");
    insta::assert_snapshot!(told(&[("a/README.md", String::new())], &["a"]), @r"
    error: no report could be loaded: 0 rejected, 1 skipped
    help: pages about a folder (README.md, _index.md), hidden files and links are not incident reports: name the folder of reports, or write a first one with `lossbook new`
    ");
    insta::assert_snapshot!(told(&[("a/x.md", good())], &["a", "--ignore", "bad-loss,datespelling"]), @r"
    error: invalid value 'datespelling' for '--ignore <CODE>': there is no code `datespelling`; did you mean `date-spelling`?

    For more information, try '--help'.
    ");
}

/// The codes that are told, one a finding.
fn codes(project: &Project, arguments: &[&str]) -> Vec<String> {
    let run = project.run(&[&["check", "--format", "json"], arguments].concat());
    let line = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    let code = |it: Value| it["code"].as_str().unwrap().to_owned();
    run.stdout.lines().map(|it| code(line(it))).collect()
}

#[test]
fn codes_are_chosen() {
    let project = project();
    #[rustfmt::skip]
    let table: [(&[&str], &[&str]); 7] = [
        (&[],                                               &["bad-loss", "unknown-label", "date-spelling"]),
        (&["--only", "bad-loss"],                           &["bad-loss"]),
        (&["--only", "bad-loss,date-spelling"],             &["bad-loss", "date-spelling"]),
        (&["--only", "bad-loss", "--only=unknown-label"],   &["bad-loss", "unknown-label"]),
        (&["--ignore", "bad-loss,unknown-label"],           &["date-spelling"]),
        (&["--only", "bad-loss", "--ignore", "bad-loss"],   &[]),
        (&["--quiet"],                                      &["bad-loss"]),
    ];
    for (arguments, expected) in table {
        assert_eq!(codes(&project, arguments), expected, "{arguments:?}");
    }
    let run = project.run(&["check", "--only", "no-labels"]);
    insta::assert_snapshot!(run.stdout, @r"
    no findings in 4 reports
    3 findings left out by `--only` or `--ignore`
    1 report would be rejected: left out of every table
    ");
    let run = project.run(&["check", "--limit", "0"]);
    insta::assert_snapshot!(run.stdout, @r"
    ... and 3 more: 1 error[bad-loss], 1 warning[date-spelling], 1 note[unknown-label]

    1 error, 1 warning, 1 note in 4 reports: 1 bad-loss, 1 date-spelling, 1 unknown-label
    1 report would be rejected: left out of every table
    what a code means, and what to do: `lossbook explain-code bad-loss`
    ");
}

#[test]
fn a_taxonomy_of_ones_own_is_compared_with_the_reports() {
    let project = Project::with(&[
        ("data/reports/a.md", good()),
        ("mine.yaml", "attack-types:\n  - name: Scam\n  - name: Private Key Leek\nentity-types:\n  - name: DeFi\n".into()),
    ]);
    assert_eq!(codes(&project, &["--taxonomy", "mine.yaml"]), ["unused-label"]);
    assert!(codes(&project, &[]).is_empty(), "nobody expects all of the built-in one");
}

#[cfg(unix)]
#[test]
fn a_report_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::with(&[("data/reports/a.md", good()), ("data/reports/b.md", good())]);
    let path = project.path("data/reports/b.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        crate::support::skipped("this user may read every file");
        return;
    }
    assert_eq!(codes(&project, &[]), ["unreadable"]);
}

#[test]
fn scripts_read_one_object_a_line() {
    let run = project().run(&["check", "--format", "json"]);
    insta::assert_snapshot!(run.stdout, @r#"
    {"report":"bad.md","file":"data/reports/bad.md","line":4,"column":7,"end_column":11,"severity":"error","code":"bad-loss","fact":"the loss `1,6M` cannot be used: it is ambiguous: $16,000,000.00 or $1,600,000.00","help":"write US dollars in digits (`loss: 26000000`), or `loss: unknown`","excerpt":"loss: 1,6M"}
    {"report":"noted.md","file":"data/reports/noted.md","line":7,"column":15,"end_column":22,"severity":"note","code":"unknown-label","fact":"the attack type \"Phising\" is not in the taxonomy; it is kept","help":"did you mean \"Phishing\"? If so, correct the report; if both names mean the same, add \"Phising\" to its aliases","excerpt":"attack-types: Phising"}
    {"report":"warned.md","file":"data/reports/warned.md","line":2,"column":7,"end_column":17,"severity":"warning","code":"date-spelling","fact":"the date `2023/01/10` was read as 2023-01-10","help":"write `date: 2023-01-10`","excerpt":"date: 2023/01/10"}
    "#);
}

#[test]
fn github_shows_findings_beside_the_lines() {
    let run = project().run(&["check", "--format", "github"]);
    insta::assert_snapshot!(run.stdout, @r#"
    ::error file=data/reports/bad.md,line=4,col=7,endColumn=11,title=bad-loss::the loss `1,6M` cannot be used: it is ambiguous: $16,000,000.00 or $1,600,000.00%0Ahelp: write US dollars in digits (`loss: 26000000`), or `loss: unknown`
    ::notice file=data/reports/noted.md,line=7,col=15,endColumn=22,title=unknown-label::the attack type "Phising" is not in the taxonomy; it is kept%0Ahelp: did you mean "Phishing"? If so, correct the report; if both names mean the same, add "Phising" to its aliases
    ::warning file=data/reports/warned.md,line=2,col=7,endColumn=17,title=date-spelling::the date `2023/01/10` was read as 2023-01-10%0Ahelp: write `date: 2023-01-10`
    "#);
}

#[test]
fn sarif_has_what_the_standard_requires() {
    let project = project();
    for arguments in [
        &["check", "--format", "sarif"][..],
        &["check", "--format", "sarif", "--only", "no-labels"],
    ] {
        let run = project.run(arguments);
        let log: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(log["version"], "2.1.0");
        assert!(log["$schema"].as_str().unwrap().ends_with("/sarif-schema-2.1.0.json"));
        let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "lossbook");
        assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = driver["rules"].as_array().unwrap();
        for rule in rules {
            for text in ["shortDescription", "fullDescription", "help"] {
                assert!(rule[text]["text"].as_str().is_some_and(|it| !it.is_empty()), "{rule}");
            }
            assert!(is_level(&rule["defaultConfiguration"]["level"]), "{rule}");
        }
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(is_level(&result["level"]), "{result}");
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.starts_with("data/reports/"), "{uri}");
            let region = &place["region"];
            assert!(region["startLine"].as_u64().unwrap() >= 1);
            assert!(region["endColumn"].as_u64() >= region["startColumn"].as_u64(), "{region}");
        }
    }
}

fn is_level(level: &Value) -> bool {
    ["error", "warning", "note"].iter().any(|it| level == it)
}

#[test]
fn the_result_goes_to_stdout_with_the_colours_of_stdout() {
    let project = project();
    let coloured = project.run(&["check", "--color", "always"]);
    assert!(coloured.stdout.contains('\u{1b}'));
    let plain = project.run(&["check"]);
    assert!(!plain.stdout.contains('\u{1b}'));
    let quiet = project.run(&["check", "--quiet"]);
    assert!(quiet.stdout.starts_with("error[bad-loss]") && !quiet.stdout.contains("warning"));
    let one = project.run(&["check", "--threads", "1"]);
    assert_eq!(one.stdout, plain.stdout);
}

#[test]
fn a_diff_is_shown_and_a_fix_is_written_once() {
    const BROKEN: &str = "date: 2023/01/10\ntitle: Acme: hacked\nloss: 1\ntarget-entities: A\nentity-types: DeFi\nattack-types:\n\t- Scam\n---\n\nBody \u{201c}as it was\u{201d}.\n";
    let project =
        Project::with(&[("data/reports/a.md", BROKEN.into()), ("data/reports/b.md", good())]);
    let diff = project.run(&["check", "--diff"]);
    assert_eq!(diff.status, Some(1), "there is something to fix");
    let head =
        "--- a/data/reports/a.md\n+++ b/data/reports/a.md\n@@ -1,10 +1,11 @@\n-date: 2023/01/10\n";
    assert!(diff.stdout.starts_with(head), "{}", diff.stdout);
    let after = "+---\n+date: 2023-01-10\n+title: \"Acme: hacked\"\n";
    assert!(diff.stdout.contains(after), "{}", diff.stdout);
    assert_eq!(diff.stderr, "would fix 4 findings in 1 file: run `lossbook check --fix`\n");
    assert_eq!(project.read("data/reports/a.md"), BROKEN, "a diff changes nothing");

    let fix = project.run(&["check", "--fix"]);
    assert_eq!(fix.status, Some(0), "{}", fix.stdout);
    assert_eq!(fix.stderr, "fixed 4 findings in 1 file\n");
    assert_eq!(fix.stdout, "no findings in 2 reports\n");
    assert!(
        project.read("data/reports/a.md").ends_with("\n---\n\nBody \u{201c}as it was\u{201d}.\n")
    );
    assert_eq!(project.names("data/reports"), ["a.md", "b.md"], "nothing is left behind");

    let again = project.run(&["check", "--fix"]);
    assert_eq!((again.status, again.stderr.as_str()), (Some(0), "nothing to fix\n"));
    assert_eq!(project.run(&["check", "--diff"]).status, Some(0));
    assert_eq!(project.run(&["check", "--fix", "--only", "bad-loss"]).status, Some(2));
}
