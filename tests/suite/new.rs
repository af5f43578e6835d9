//! `lossbook new`: what it writes is read back exactly, and what is there is never touched.

use std::fs;
use std::sync::atomic::AtomicBool;

use crate::support::Project;
use lossbook::domain::label::clean_label;
use lossbook::domain::{Code, Dimension, Loss, Usd};
use lossbook::loader::new_report::{NewError, NewOptions, new};
use lossbook::loader::rules::taxonomy_file;
use lossbook::loader::{self, Progress};
use proptest::prelude::*;

const USUAL: [&str; 8] = [
    "new",
    "--date=2023-11-20",
    "--loss=26000000",
    "--attack-type=private key compromise",
    "--entity-type=cex",
    "--tag=Lazarus",
    "--title=Kronos: \"keys\" lost",
    "Kronos Research",
];

#[test]
fn a_report_is_written() {
    let project = Project::new();
    let run = project.run(&USUAL);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout, "data/reports/2023-11-20-Kronos-Research.md\n");
    insta::assert_snapshot!(project.read("data/reports/2023-11-20-Kronos-Research.md"), @r#"
    ---
    date: 2023-11-20
    target-entities:
      - Kronos Research
    entity-types:
      - Exchange
    attack-types:
      - Private Key Leak
    tags:
      - Lazarus
    title: "Kronos: \"keys\" lost"
    loss: 26000000
    ---

    ## Summary

    <!-- What happened, in two or three sentences: who lost what, when, and how. -->

    ## Attackers

    <!-- Who did it, as far as it is known: names, groups, addresses; or that nobody knows. -->

    ## Losses

    <!-- What was taken, in which currencies and from whom; what was paid back. -->

    ## Timeline

    <!-- One line per day or hour: `- **2023-11-20, 14:30 UTC:** what happened`. -->

    ## Security Failure Causes

    <!-- What made it possible, one line per cause: `- **Cause:** how it was used`. -->
    "#);
    let check = project.run(&["check", "--deny", "warnings"]);
    assert_eq!(check.stdout, "no findings in 1 report\n");
    project.build(&[]);
}

#[test]
fn a_report_that_is_there_is_never_touched() {
    let project = Project::new();
    let there = "reports/2023-11-20-Kronos-Research.md";
    project.write(there, "mine");
    let run = project.run(&[&USUAL[..], &["-o", "reports"]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    insta::assert_snapshot!(run.stderr, @r"
    error: reports/2023-11-20-Kronos-Research.md already exists
    help: edit that file, or choose another folder with `-o`
    ");
    assert_eq!(project.read(there), "mine");
    project.write("file", "");
    let run = project.run(&[&USUAL[..], &["-o", "file"]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
}

#[test]
fn what_deserves_a_look_is_told() {
    let project = Project::new();
    let arguments =
        ["new", "Acme", "--date=20 Nov 2023", "--loss=unknown", "--attack-type=Phising"];
    let run = project.run(&arguments);
    assert_eq!(run.status, Some(0));
    insta::assert_snapshot!(run.stderr, @r#"
    warning[no-labels]: no entity type is given; the incident is counted under (unclassified)
    --> data/reports/2023-11-20-Acme.md
     = help: add `entity-types:` with one `- label` per line

    note[unknown-label]: the attack type "Phising" is not in the taxonomy; it is kept
     --> data/reports/2023-11-20-Acme.md:6:5
      |
    6 |   - Phising
      |     ^^^^^^^
      |
      = help: did you mean "Phishing"? If so, correct the report; if both names mean the same, add "Phising" to its aliases
    "#);
    fs::remove_dir_all(project.path("data")).unwrap();
    let run = project.run(&[&arguments[..], &["--quiet"]].concat());
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn wrong_values_are_wrong_usage() {
    let usual = ["Acme", "--date=2023-11-20", "--loss=1", "--attack-type=Scam"];
    #[rustfmt::skip]
    let table: [(&str, usize, &str, &str); 12] = [
        // what the row is about       which   in its place              message
        ("a loss with two readings",   2,      "--loss=1,6M",            "it is ambiguous: $16,000,000.00 or $1,600,000.00"),
        ("a negative loss",            2,      "--loss=-5",              "a loss cannot have a sign"),
        ("another currency",           2,      "--loss=5 BTC",           "it is in BTC, not in US dollars"),
        ("a day with two readings",    1,      "--date=11/12/2023",      "it is ambiguous: 2023-11-12 or 2023-12-11"),
        ("no such day",                1,      "--date=2023-02-30",      "there is no such day"),
        ("a month",                    1,      "--date=2023-11",         "it does not name a day"),
        ("no attack type",             3,      "--tag=x",                "--attack-type"),
        ("an empty attack type",       3,      "--attack-type= ",        "one attack type is empty"),
        ("an empty entity",            0,      "",                       "one target entity is empty"),
        ("nothing as entity",          0,      "null",                   "means no value"),
        ("an empty title",             3,      "--title=",               "--attack-type"),
        ("too long",                   0,      &"x".repeat(20_000),      "too long"),
    ];
    for (about, which, other, message) in table {
        let project = Project::new();
        let mut arguments = usual;
        arguments[which] = other;
        let run = project.run(&[&["new"], &arguments[..]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{about}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{about}: {}", run.stderr);
        assert!(project.names("").is_empty(), "{about}: nothing is written");
    }
}

/// A text that the loader would read in another way, so that `new` must refuse it.
fn is_unwritable(options: &NewOptions) -> bool {
    let empty = |label: &String| matches!(clean_label(label).as_str(), "" | "~" | "null");
    let alone = |labels: &Vec<String>| labels.iter().any(|it| it.contains(','));
    let quoted = |title: &String| {
        title.trim().is_empty()
            || title.trim().starts_with(['“', '‘', '„', '”', '«', '‚', '‟', '‛', '»', '‹'])
    };
    options.labels.iter().any(|labels| labels.iter().any(empty) || alone(labels))
        || options.title.as_ref().is_some_and(quoted)
}

fn texts(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(any_text(), 1..=most)
}

/// Anything at all, and more often what YAML could take for its own.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,20}",
        any::<String>(),
        "[a-z:#'\"\\[\\]{}&*!|>%@`?,\\\\~ \n\r\t😀é\u{a0}\u{2028}\u{feff}-]{1,12}",
        "(yes|No|null|0x1F|1_000|1e3|---|\\.\\.\\.|<<|=|~)",
    ]
}

fn options() -> impl Strategy<Value = NewOptions> {
    let loss = prop_oneof![
        Just(Loss::Unknown),
        (0..=100_000_000_000_000_000_i128).prop_map(|it| Loss::Known(Usd::from_cents(it)))
    ];
    let title = prop::option::of(any_text());
    (0..100_000_i64, loss, title, [texts(3), texts(2), texts(2), texts(2)]).prop_map(
        |(day, loss, title, labels)| NewOptions {
            date: "1900-01-01".parse::<chrono::NaiveDate>().unwrap()
                + chrono::Days::new(day.cast_unsigned()),
            loss,
            title,
            labels,
            folder: "".into(),
            taxonomy: None,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]
    /// Whatever the texts: what is written is read back exactly.
    #[test]
    fn what_is_written_is_read_back(options in options()) {
        let project = Project::new();
        let options = NewOptions { folder: project.path("reports"), ..options };
        match new(&options) {
            Err(NewError::Unwritable(reason)) => prop_assert!(is_unwritable(&options), "{reason}"),
            Err(error) => prop_assert!(false, "{error}"),
            Ok(_) => {
                let (taxonomy, _) = taxonomy_file::read(None).unwrap();
                let loaded = loader::load(std::slice::from_ref(&options.folder), &taxonomy, &AtomicBool::new(false), &Progress::default()).unwrap();
                for finding in &loaded.findings {
                    // An amount that somebody wrote into a title may well be off, and any loss large.
                    let expected = matches!(finding.code, Code::UnknownLabel | Code::TitleLossDiffers | Code::LargeLoss);
                    prop_assert!(expected, "{finding:?}");
                }
                let [incident] = loaded.incidents.as_slice() else { panic!("one incident") };
                prop_assert_eq!(incident.date(), options.date);
                prop_assert_eq!(incident.loss(), options.loss);
                if let Some(title) = &options.title {
                    prop_assert!(incident.title().split_whitespace().eq(title.split_whitespace()));
                }
                for (dimension, given) in Dimension::ALL.into_iter().zip(&options.labels) {
                    let read = incident.labels(dimension);
                    let clean: Vec<String> = given.iter().map(|it| clean_label(it)).collect();
                    let unknown = matches!(dimension, Dimension::Tag | Dimension::TargetEntity);
                    prop_assert!(!unknown || read.iter().all(|it| clean.contains(it)), "{read:?}");
                    prop_assert!(!read.is_empty() && read.len() <= given.len());
                }
            }
        }
    }
}
