//! Tests of the duplicates file: how it is read, what its names mean, and what is said of it.

use std::path::Path;

use crate::domain::{Code, FileCounts, Finding, Incident, Loss, Usd};
use crate::loader::Loaded;

use super::duplicates::{DuplicatesFile, parse, settle};

fn rules(text: &str) -> DuplicatesFile {
    parse(Path::new("d.yaml"), text.to_owned()).unwrap()
}

/// Reports of one event each in one week, all of Acme: names and dollars.
fn loaded(reports: &[(&str, Option<i128>)]) -> Loaded {
    let incident = |(report, dollars): &(&str, Option<i128>)| {
        let loss =
            dollars.map_or(Loss::Unknown, |dollars| Loss::Known(Usd::from_cents(dollars * 100)));
        let labels = [vec![], vec![], vec![], vec!["Acme".to_owned()]];
        let date = "2023-11-18".parse().unwrap();
        Incident::new((*report).to_owned(), date, "T".into(), loss, labels)
    };
    Loaded {
        incidents: reports.iter().map(incident).collect(),
        findings: vec![],
        files: FileCounts::default(),
        skipped: vec![],
        input_sha256: String::new(),
        sources: vec![],
    }
}

fn shown(findings: &[Finding]) -> String {
    let line = |it: &Finding| {
        let place = it.place.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        format!("{}[{}]{place}: {}\n  help: {}\n", it.path, it.code.name(), it.fact, it.help)
    };
    findings.iter().map(line).collect()
}

#[test]
fn faults_of_the_file() {
    #[rustfmt::skip]
    let table = [
        ("no list",          "same: [a.md, b.md]\n",
         "d.yaml:1:1: invalid type: map, expected a sequence"),
        ("an unknown key",   "- same: [a.md, b.md]\n  because: x\n- smae: [a.md]\n",
         "d.yaml:3:3: [1]: unknown field `smae`, expected one of `same`, `distinct`, `because`"),
        ("no list of names", "- same: a.md\n",
         "d.yaml:1:9: [0].same: invalid type: string \"a.md\", expected a sequence"),
        ("an alias",         "- same: [*a, b.md]\n",
         "d.yaml:1:10: YAML anchors, aliases and tags are not accepted"),
        ("no reason",        "# x\n- same: [a.md, b.md]\n",
         "the rules in the duplicates file cannot be applied:\n  d.yaml:2: the rule does not say why\n    help: add `because:` with a few words, for the next person who reads the file"),
        ("an empty reason, and neither",  "- same: [a.md, b.md]\n  because: ' '\n\n- because: x\n",
         "the rules in the duplicates file cannot be applied:\n  d.yaml:1: the rule does not say why\n    help: add `because:` with a few words, for the next person who reads the file\n  d.yaml:4: the rule has neither `same` nor `distinct`\n    help: write `same: [a.md, b.md]` or `distinct: [a.md, b.md]`"),
        ("many in brackets", "- { same: [a.md, b.md, c.md, d.md, e.md, f.md, g.md, h.md, i.md, j.md], because: '' }\n",
         "the rules in the duplicates file cannot be applied:\n  d.yaml:1: the rule does not say why\n    help: add `because:` with a few words, for the next person who reads the file"),
        ("both",             "- { same: [a.md, b.md], distinct: [a.md, c.md], because: x }\n",
         "the rules in the duplicates file cannot be applied:\n  d.yaml:1: the rule has both `same` and `distinct`\n    help: split it into two rules"),
    ];
    for (about, text, expected) in table {
        let error = parse(Path::new("d.yaml"), text.to_owned()).unwrap_err();
        assert_eq!(error.to_string(), expected, "{about}");
    }
    for empty in ["", "# nothing\n", "[]\n", "\u{feff}"] {
        assert_eq!(rules(empty).text.as_deref(), Some(empty));
    }
}

#[test]
fn contradictions_show_once_names_are_known() {
    let text = "\
- same:
    - in/a.md
    - b.md
  because: one
- because: two, and `- in the reason`
  distinct:
  - b.md
  - a.md
";
    let mut loaded = loaded(&[("in/a.md", None), ("in/b.md", None)]);
    let error = settle(&mut loaded, &rules(text)).unwrap_err();
    insta::assert_snapshot!(error, @r#"
    the rules in the duplicates file cannot be applied:
      d.yaml:5: "in/b.md" and "in/a.md" are distinct here, but the same on line 1
        help: delete one of the two rules, or remove one of the reports from it
    "#);
}

#[test]
fn names_that_mean_no_report() {
    let text = "\
- same: [a/2023-11-18-Kronos.md, 2023-11-20-Kronos-reserch.md]
  because: a slip
- distinct: [x.md, 2023-11-20-Kronos-research.md, a/2023-11-18-Kronos.md]
  because: some are there
- distinct: [y.md, z.md]
  because: not in this folder
";
    let reports = [
        ("a/2023-11-18-Kronos.md", None),
        ("a/x.md", None),
        ("b/2023-11-20-Kronos-research.md", None),
        ("b/x.md", None),
    ];
    let mut loaded = loaded(&reports);
    settle(&mut loaded, &rules(text)).unwrap();
    loaded.findings.retain(|it| it.code == Code::UnusedRule);
    insta::assert_snapshot!(shown(&loaded.findings), @r#"
    d.yaml[unused-rule]:1:34: "2023-11-20-Kronos-reserch.md" is not among the loaded reports: the rule has no effect
      help: did you mean "b/2023-11-20-Kronos-research.md"?
    d.yaml[unused-rule]:3:14: 2 reports are named "x.md": the rule has no effect on it
      help: write the full path, as in `a/x.md` or `b/x.md`
    d.yaml[unused-rule]:5:14: "y.md" is not among the loaded reports: the rule has no effect
      help: nothing to do if it belongs to another folder; otherwise correct the name
    d.yaml[unused-rule]:5:20: "z.md" is not among the loaded reports: the rule has no effect
      help: nothing to do if it belongs to another folder; otherwise correct the name
    "#);
}

#[test]
fn what_a_rule_does() {
    let reports = [("a.md", Some(100)), ("b's.md", Some(95)), ("c.md", None)];
    let dropped = |text: &str| {
        let mut loaded = loaded(&reports);
        let settled = settle(&mut loaded, &rules(text)).unwrap();
        let dropped: Vec<_> =
            loaded.incidents.iter().map(|it| it.duplicate_of().map(str::to_owned)).collect();
        let (pairs, sum) = settled.open(&loaded.incidents, |_| true);
        // Of three reports all, of two with a third that is dropped two.
        assert_eq!(loaded.files.recovered, [0, 2, 3, 3][pairs], "{text}");
        (dropped, pairs, sum.to_string(), shown(&loaded.findings))
    };
    let a = || Some("a.md".to_owned());
    let (none, pairs, sum, findings) = dropped("");
    assert_eq!((none, pairs, sum.as_str()), (vec![None, None, None], 3, "95.00"));
    insta::assert_snapshot!(findings, @r#"
    a.md[possible-duplicate]: this may be the same event as b's.md (2023-11-18): $95.00 may be counted twice
      help: add a rule to a file duplicates.yaml next to the reports: `- { same: [a.md, 'b''s.md'], because: "WHY" }` counts only the first, `- { distinct: [a.md, 'b''s.md'], because: "WHY" }` counts both
    a.md[possible-duplicate]: this may be the same event as c.md (2023-11-18): the incident may be counted twice, but no known loss would be
      help: add a rule to a file duplicates.yaml next to the reports: `- { same: [a.md, c.md], because: "WHY" }` counts only the first, `- { distinct: [a.md, c.md], because: "WHY" }` counts both
    b's.md[possible-duplicate]: this may be the same event as a.md (2023-11-18): $95.00 may be counted twice
      help: add a rule to a file duplicates.yaml next to the reports: `- { same: [a.md, 'b''s.md'], because: "WHY" }` counts only the first, `- { distinct: [a.md, 'b''s.md'], because: "WHY" }` counts both
    b's.md[possible-duplicate]: this may be the same event as c.md (2023-11-18): the incident may be counted twice, but no known loss would be
      help: add a rule to a file duplicates.yaml next to the reports: `- { same: ['b''s.md', c.md], because: "WHY" }` counts only the first, `- { distinct: ['b''s.md', c.md], because: "WHY" }` counts both
    c.md[possible-duplicate]: this may be the same event as a.md (2023-11-18): the incident may be counted twice, but no known loss would be
      help: add a rule to a file duplicates.yaml next to the reports: `- { same: [a.md, c.md], because: "WHY" }` counts only the first, `- { distinct: [a.md, c.md], because: "WHY" }` counts both
    c.md[possible-duplicate]: this may be the same event as b's.md (2023-11-18): the incident may be counted twice, but no known loss would be
      help: add a rule to a file duplicates.yaml next to the reports: `- { same: ['b''s.md', c.md], because: "WHY" }` counts only the first, `- { distinct: ['b''s.md', c.md], because: "WHY" }` counts both
    "#);
    let one_event = dropped("- { same: [a.md, \"b's.md\", c.md], because: x }");
    assert_eq!(one_event, (vec![None, a(), a()], 0, "0.00".into(), String::new()));
    let three_events = dropped("- { distinct: [a.md, 'b''s.md', c.md], because: x }");
    assert_eq!(three_events, (vec![None, None, None], 0, "0.00".into(), String::new()));
    let (one, pairs, sum, _) = dropped("- { same: [a.md, \"b's.md\"], because: x }");
    assert_eq!((one, pairs, sum.as_str()), (vec![None, a(), None], 1, "0.00"));
}
