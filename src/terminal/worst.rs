//! Which findings a person sees, and in what order: the worst first, and a code that most reports
//! have as one entry.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::domain::{Code, Finding};

/// The folder that is read if none is named.
const DEFAULT: &str = "data/reports";
/// From so many reports on a code that all of them have is one entry: fewer are soon read.
const FEW: usize = 3;
/// From so many reports on it is enough if most of them have it.
const MANY: usize = 10;

/// What findings are shown among.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<'a> {
    /// How many reports the findings are about, rejected ones included.
    pub reports: usize,
    /// The codes of which every finding is shown, because they were asked for by name.
    pub in_full: &'a [Code],
    /// The folders and files that were read, as given.
    pub inputs: &'a [PathBuf],
}

impl View<'_> {
    /// The command that shows every finding of a code.
    pub(crate) fn command_for_all(&self, code: Code) -> String {
        let is_default = |it: &&PathBuf| it.as_path() != Path::new(DEFAULT);
        let inputs: String =
            self.inputs.iter().filter(is_default).map(|it| quoted(it) + " ").collect();
        format!("lossbook check {inputs}--only {}", code.name())
    }
}

/// A path as a shell reads it back.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |it: char| it.is_alphanumeric() || "/._-+,:@".contains(it);
    if path.starts_with('-') || !path.chars().all(is_plain) {
        format!("'{}'", path.replace('\'', "'\\''"))
    } else {
        path
    }
}

/// Something to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown<'a> {
    /// A finding.
    One(&'a Finding),
    /// All findings of a code that most reports have.
    Many(Many<'a>),
}

/// The findings of a code that most reports have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Many<'a> {
    /// The one with the most money at stake, else the first by path and place.
    pub(crate) first: &'a Finding,
    /// How many there are.
    pub(crate) findings: usize,
    /// How many reports have one.
    pub(crate) reports: usize,
}

/// The findings as a person sees them: severity, money at stake, path and place. Within a severity
/// what is said of all reports together comes first, then what is said of most; and fields that no
/// report states before all else, for much of what follows comes of it.
pub(crate) fn shown<'a>(findings: &'a [Finding], view: &View<'_>) -> Vec<Shown<'a>> {
    let most = codes_of_most(findings, view);
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|it| {
        let is_first = it.code == Code::MissingEverywhere;
        let is_of_few = !most.contains_key(&it.code);
        let rank = (!is_first, it.severity(), !it.is_about_all(), is_of_few);
        (rank, Reverse(it.stake), it.order())
    });
    let mut seen: BTreeSet<Code> = BTreeSet::new();
    let entry = |first: &'a Finding| match most.get(&first.code) {
        None => Some(Shown::One(first)),
        Some((findings, reports)) => {
            let many = Many { first, findings: *findings, reports: *reports };
            seen.insert(first.code).then_some(Shown::Many(many))
        }
    };
    sorted.into_iter().filter_map(entry).collect()
}

/// The codes that all or most reports have: how many findings, and in how many reports.
fn codes_of_most(findings: &[Finding], view: &View<'_>) -> BTreeMap<Code, (usize, usize)> {
    let mut codes: BTreeMap<Code, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for finding in findings.iter().filter(|it| !it.is_about_all()) {
        let (count, paths) = codes.entry(finding.code).or_default();
        *count += 1;
        paths.insert(finding.path.as_str());
    }
    let counted = codes.into_iter().map(|(code, (count, paths))| (code, (count, paths.len())));
    let is_of_most = |(code, (_, reports)): &(Code, (usize, usize))| {
        let all = view.reports >= FEW && *reports >= view.reports;
        let most = view.reports >= MANY && reports * 2 > view.reports;
        (all || most) && !view.in_full.contains(code)
    };
    counted.filter(is_of_most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Usd;

    fn finding(code: Code, path: &str, dollars: Option<i128>) -> Finding {
        let stake = dollars.map(|it| Usd::from_cents(it * 100));
        Finding { stake, ..Finding::about(code, path, "x".into(), "y") }
    }

    fn listed(findings: &[Finding], view: &View<'_>) -> Vec<String> {
        let one = |it: &Shown<'_>| match it {
            Shown::One(it) => format!("{} {}", it.path, it.code.name()),
            Shown::Many(it) => format!(
                "{} {}, {} in {}",
                it.first.path,
                it.first.code.name(),
                it.findings,
                it.reports
            ),
        };
        shown(findings, view).iter().map(one).collect()
    }

    #[test]
    fn the_worst_come_first() {
        let findings = [
            finding(Code::DateDiffers, "a.md", Some(5)),
            finding(Code::BadDate, "b.md", None),
            finding(Code::DateDiffers, "c.md", None),
            finding(Code::TimeOfDay, "d.md", Some(500)),
            finding(Code::DateDiffers, "e.md", Some(0)),
            finding(Code::UnknownLabel, "f.md", Some(9000)),
            finding(Code::BadDate, "g.md", Some(7)),
            Finding::about_all(Code::NoLabelsAnywhere, "x".into(), "y"),
            Finding::about_all(Code::MissingEverywhere, "x".into(), "y"),
        ];
        assert_eq!(
            listed(&findings, &View { reports: 9, ..View::default() }),
            [
                ". missing-everywhere",
                "g.md bad-date",
                "b.md bad-date",
                "d.md time-of-day",
                "a.md date-differs",
                "e.md date-differs",
                "c.md date-differs",
                ". no-labels-anywhere",
                "f.md unknown-label",
            ]
        );
    }

    #[test]
    fn a_code_of_most_reports_is_one_entry() {
        let all = |count: usize| -> Vec<Finding> {
            let name = |it: usize| format!("{it:02}.md");
            let stake = |it: usize| i128::try_from(it).ok();
            (0..count).map(|it| finding(Code::NoLabels, &name(it), stake(it))).collect()
        };
        #[rustfmt::skip]
        let table = [
            // what the row is about    findings   reports  asked for               entries
            ("two reports",             all(2),    2,       &[] as &[Code],          2),
            ("all of three",            all(3),    3,       &[],                     1),
            ("most of nine",            all(8),    9,       &[],                     8),
            ("half of ten",             all(5),    10,      &[],                     5),
            ("most of ten",             all(6),    10,      &[],                     1),
            ("asked for by name",       all(6),    6,       &[Code::NoLabels],       6),
        ];
        for (about, findings, reports, in_full, entries) in table {
            assert_eq!(
                listed(&findings, &View { reports, in_full, inputs: &[] }).len(),
                entries,
                "{about}"
            );
        }
        let twice = [all(3), all(3)].concat();
        let view = View { reports: 3, ..View::default() };
        assert_eq!(listed(&twice, &view), ["02.md no-labels, 6 in 3"], "two findings in each");
        let beside = [all(10), vec![finding(Code::DateDiffers, "05.md", Some(500))]].concat();
        let view = View { reports: 10, ..View::default() };
        let expected = ["09.md no-labels, 10 in 10", "05.md date-differs"];
        assert_eq!(listed(&beside, &view), expected, "what most have comes first");
    }

    #[test]
    fn the_command_that_shows_all_reads_the_same_reports() {
        #[rustfmt::skip]
        let table: [(&[&str], &str); 5] = [
            (&["data/reports"],         "lossbook check --only no-labels"),
            (&["my/reports"],           "lossbook check my/reports --only no-labels"),
            (&["a", "my reports"],      "lossbook check a 'my reports' --only no-labels"),
            (&["it's"],                 "lossbook check 'it'\\''s' --only no-labels"),
            (&[],                       "lossbook check --only no-labels"),
        ];
        for (inputs, expected) in table {
            let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
            let view = View { inputs: &inputs, ..View::default() };
            assert_eq!(view.command_for_all(Code::NoLabels), expected);
        }
    }
}
