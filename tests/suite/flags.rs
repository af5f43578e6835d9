//! The flags of `lossbook build`: periods, formulas in CSV, how much is printed and in which colours,
//! and wrong usage.

use crate::support::{Project, Report, cells, manifest, rows, text};

/// Labels that no taxonomy knows, so that there are notes to print; and a month between.
fn project() -> Project {
    Project::with(&[
        (
            "reports/a.md",
            Report::new("2023-01-10", "100.00", &["Bridge Hack"], &["Bridge"]).to_string(),
        ),
        (
            "reports/b.md",
            Report::new("2023-03-05", "unknown", &["Bridge Hack"], &["DeFi"]).to_string(),
        ),
    ])
}

const BAD: &str = "---\ndate: 2023-01-10\ntitle: Bad\nloss: 1,6M\n---\n";

#[test]
fn a_period_holds_both_its_ends() {
    let project = Project::new();
    for day in ["2023-01-31", "2023-03-31", "2024-02-29", "2024-03-01"] {
        project.write(
            &format!("reports/{day}.md"),
            Report::new(day, "1", &["Scam"], &["DeFi"]).to_string(),
        );
    }
    #[rustfmt::skip]
    let table: [(&str, &[&str], [i32; 2], [&str; 2], usize); 11] = [
        // what the row is about      flags                                     in, out  first and last month        months
        ("no period",                 &[],                                      [4, 0], ["2023-01-01", "2024-03-01"], 15),
        ("the last day of January",   &["--from", "2023-01-31"],                [4, 0], ["2023-01-01", "2024-03-01"], 15),
        ("the day after it",          &["--from", "2023-02-01"],                [3, 1], ["2023-02-01", "2024-03-01"], 14),
        ("to a day",                  &["--to", "2024-02-29"],                  [3, 1], ["2023-01-01", "2024-02-01"], 14),
        ("to the day before",         &["--to", "2024-02-28"],                  [2, 2], ["2023-01-01", "2024-02-01"], 14),
        ("to a month that leaps",     &["--to", "2024-02"],                     [3, 1], ["2023-01-01", "2024-02-01"], 14),
        ("to a quarter",              &["--to", "2023-Q1"],                     [2, 2], ["2023-01-01", "2023-03-01"], 3),
        ("to a year",                 &["--to", "2023"],                        [2, 2], ["2023-01-01", "2023-12-01"], 12),
        ("one month",                 &["--from", "2024-02", "--to", "2024-02"], [1, 3], ["2024-02-01", "2024-02-01"], 1),
        ("one day",                   &["--from", "2024-03-01", "--to", "2024-03-01"], [1, 3], ["2024-03-01", "2024-03-01"], 1),
        ("nothing happened",          &["--from", "2022-11", "--to", "2022-12"], [0, 4], ["2022-11-01", "2022-12-01"], 2),
    ];
    for (about, flags, [inside, outside], [first, last], count) in table {
        let edition = project.build(&[&["reports"], flags].concat());
        let facts = manifest(&edition);
        assert_eq!([&facts["incidents"], &facts["outside_period"]], [inside, outside], "{about}");
        assert_eq!(facts["total_loss_usd"], format!("{inside}.00"), "{about}");
        let months = cells(&edition, "losses_by_month", &["month"]).concat();
        assert_eq!([&months[0], &months[months.len() - 1]], [first, last], "{about}");
        assert_eq!(months.len(), count, "{about}");
        assert_eq!(
            rows(&edition, "incidents").len() - 1,
            usize::try_from(inside).unwrap(),
            "{about}"
        );
    }
}

#[test]
fn a_period_without_incidents_is_rows_of_zero() {
    let project = project();
    let edition = project.build(&["reports", "--from", "2030-01", "--to", "2030-02"]);
    insta::assert_snapshot!(text(&edition, "tables/losses_by_month.csv"), @r"
    month,incidents,incidents_known,incidents_unknown,loss_usd,cumulative_loss_usd,max_loss_usd,largest_report
    2030-01-01,0,0,0,0.00,0.00,,
    2030-02-01,0,0,0,0.00,0.00,,
    ");
    assert_eq!(rows(&edition, "losses_by_attack_type").len(), 1, "a header, and no label");
}

#[test]
fn wrong_usage() {
    let project = project();
    #[rustfmt::skip]
    let table: [(&str, &[&str], &str); 7] = [
        ("no command",          &[],                                                        "Usage: lossbook"),
        ("an unknown command",  &["bild"],                                                  "unrecognized subcommand 'bild'"),
        ("an unknown flag",     &["build", "reports", "--forse"],                           "'--force'"),
        ("from after to",       &["build", "reports", "--from", "2023-05", "--to", "2023-04"], "--from (2023-05-01) is later than --to (2023-04-30)"),
        ("not a period",        &["build", "reports", "--from", "2023-13"],                 "is not a period"),
        ("no such day",         &["build", "reports", "--to", "2023-02-29"],                "is not a period"),
        ("no threads",          &["build", "reports", "--threads", "0"],                    "'0'"),
    ];
    for (about, arguments, words) in table {
        let run = project.run(arguments);
        assert_eq!(run.status, Some(2), "{about}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{about}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{about}");
    }
    assert_eq!(project.names(""), ["reports"], "nothing is written");
}

#[test]
fn texts_that_look_like_formulas_are_guarded() {
    let project = Project::with(&[
        (
            "reports/=a.md",
            Report::new("2023-01-10", "5", &["+cmd|' /C calc'!A0"], &["-5"])
                .titled("=SUM(A1:A9)")
                .tagged(&["@x", "y"])
                .to_string(),
        ),
        ("reports/@bad.md", "---\nloss: -1\n---\n".into()),
    ]);
    #[rustfmt::skip]
    let table: [(&str, &[&str], [&str; 5], &str); 2] = [
        // what the row is about   flags          report    title            attack types             entity types, tags     finding
        ("guarded",                &[],           ["'=a.md", "'=SUM(A1:A9)", "'+cmd|' /C calc'!A0",   "-5", "'@x; y"],       "'@bad.md"),
        ("raw",                    &["--raw-csv"], ["=a.md", "=SUM(A1:A9)",  "+cmd|' /C calc'!A0",    "-5", "@x; y"],        "@bad.md"),
    ];
    for (about, flags, expected, finding) in table {
        let run = project.run(&[&["build", "reports"], flags].concat());
        assert_eq!(run.status, Some(3), "{about}");
        let edition = project.edition("output");
        let columns = ["report", "title", "attack_types", "entity_types", "tags"];
        assert_eq!(cells(&edition, "incidents", &columns), [expected], "{about}");
        assert_eq!(
            cells(&edition, "losses_by_attack_type", &["attack_type", "largest_report"]),
            [[expected[2], expected[0]]],
            "{about}"
        );
        assert!(
            cells(&edition, "findings", &["report"]).contains(&vec![finding.to_owned()]),
            "{about}"
        );
        assert_eq!(manifest(&edition)["settings"]["raw_csv"], about == "raw");
    }
}

#[test]
fn quiet_prints_errors_only() {
    let project = project();
    let run = project.run(&["build", "reports", "--quiet"]);
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (Some(0), "", ""),
        "notes are not printed"
    );
    project.write("reports/bad.md", BAD);
    let run = project.run(&["build", "reports", "-q"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(3), ""));
    insta::assert_snapshot!(run.stderr, @r"
    error[bad-loss]: the loss `1,6M` cannot be used: it is ambiguous: $16,000,000.00 or $1,600,000.00
     --> reports/bad.md:4:7
      |
    4 | loss: 1,6M
      |       ^^^^
      |
      = help: write US dollars in digits (`loss: 26000000`), or `loss: unknown`
    ");
}

#[test]
fn colour_is_only_where_it_was_asked_for() {
    let project = project();
    #[rustfmt::skip]
    let table: [(&str, &[&str], &str, bool); 6] = [
        // what the row is about     flags                  NO_COLOR  colour?
        ("a pipe is no terminal",    &[],                   "",       false),
        ("asked for",                &["--color=always"],   "",       true),
        ("refused",                  &["--color=never"],    "",       false),
        ("refused by environment",   &[],                   "1",      false),
        ("the flag is more precise", &["--color=always"],   "1",      true),
        ("refused twice",            &["--color=never"],    "1",      false),
    ];
    for (about, flags, no_colour, expected) in table {
        let mut command = project.command(crate::support::LOSSBOOK);
        command.args(["build", "reports"]).args(flags).env("NO_COLOR", no_colour);
        let run = crate::support::finish(command.spawn().unwrap());
        assert_eq!(run.status, Some(0), "{about}");
        assert!(!run.stderr.is_empty(), "{about}: there is something to colour");
        assert_eq!(run.stderr.contains('\u{1b}'), expected, "{about}: {}", run.stderr);
        assert!(!run.stdout.contains('\u{1b}'), "{about}: {}", run.stdout);
    }
}
