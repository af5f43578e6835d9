//! Decisions about duplicates: which reports describe one event, and which do not.

use std::collections::{BTreeMap, HashMap};

use super::taxonomy::LineError;

/// What a rule says of its reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They describe one event; the first is kept.
    Same,
    /// Each describes a different event.
    Distinct,
}

/// One rule of the duplicates file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The line of the file that the rule begins on.
    pub line: usize,
    /// What it says.
    pub verdict: Verdict,
    /// Of which reports.
    pub reports: Vec<String>,
}

/// Rules that do not contradict each other.
#[derive(Clone, Debug, Default)]
pub struct Decisions(Vec<Rule>);

impl Decisions {
    /// Puts rules together. One report must have one name in all of them.
    ///
    /// # Errors
    ///
    /// Every rule with fewer than two reports or with one of them twice, and every two rules that
    /// contradict each other.
    pub fn new(rules: Vec<Rule>) -> Result<Self, Vec<LineError>> {
        let mut errors = Vec::new();
        for rule in &rules {
            check_alone(rule, &mut errors);
        }
        let placed = place_same(&rules, &mut errors);
        check_distinct(&rules, &placed, &mut errors);
        errors.sort_by_key(|error| error.line);
        if errors.is_empty() { Ok(Self(rules)) } else { Err(errors) }
    }

    /// What the rules mean for reports in a given order: `position` gives the place of a report among
    /// `count`, or none if it is not there.
    ///
    /// Where the report that a rule keeps is not there, the first one that is there is kept.
    pub fn apply<'a>(
        &'a self,
        count: usize,
        position: impl Fn(&'a str) -> Option<usize>,
    ) -> Events {
        let mut kept: Vec<usize> = (0..count).collect();
        let mut first_there: HashMap<&str, usize> = HashMap::new();
        for rule in self.0.iter().filter(|rule| rule.verdict == Verdict::Same) {
            let event = rule.reports[0].as_str();
            for there in rule.reports.iter().filter_map(|report| position(report)) {
                kept[there] = *first_there.entry(event).or_insert(there);
            }
        }
        let mut distinct: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, rule) in self.0.iter().enumerate() {
            if rule.verdict == Verdict::Distinct {
                for there in rule.reports.iter().filter_map(|report| position(report)) {
                    distinct.entry(kept[there]).or_default().push(number);
                }
            }
        }
        Events { kept, distinct }
    }
}

/// Which reports describe which event, and which events are known to be distinct. An event goes by
/// the position of the report that is kept for it.
#[derive(Clone, Debug, Default)]
pub struct Events {
    kept: Vec<usize>,
    /// For each event the rules that make it distinct from others, ascending.
    distinct: HashMap<usize, Vec<usize>>,
}

impl Events {
    /// Every report describes a different event, and nothing is decided about any two.
    pub fn undecided(count: usize) -> Self {
        Decisions::default().apply(count, |_| None)
    }

    /// The event of a report: the position of the report that is kept.
    pub fn of(&self, report: usize) -> usize {
        self.kept[report]
    }

    /// The rules that make an event distinct from others: two events with a common one are distinct.
    pub fn distinct_by(&self, event: usize) -> &[usize] {
        self.distinct.get(&event).map_or(&[], Vec::as_slice)
    }

    /// Whether rules say if two reports describe one event.
    pub fn are_decided(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        let apart = self.distinct_by(other);
        one == other || self.distinct_by(one).iter().any(|rule| apart.binary_search(rule).is_ok())
    }
}

fn check_alone(rule: &Rule, errors: &mut Vec<LineError>) {
    let mut sorted: Vec<&String> = rule.reports.iter().collect();
    sorted.sort_unstable();
    if let Some([twice, _]) = sorted.array_windows().find(|[one, other]| one == other) {
        errors.push(LineError {
            line: rule.line,
            fact: format!("the rule names {twice:?} twice"),
            help: "name each report once".into(),
        });
    } else if sorted.len() < 2 {
        errors.push(LineError {
            line: rule.line,
            fact: "the rule names fewer than two reports".into(),
            help: "name every report that the rule covers, or delete the rule".into(),
        });
    }
}

/// The place of a report in the `same` rules.
#[derive(Clone, Copy)]
struct Placed<'a> {
    /// The report that is kept.
    kept: &'a str,
    line: usize,
}

/// The place of every report of a `same` rule. A report that is dropped for two others, or kept by
/// one rule and dropped by another, is an error.
fn place_same<'a>(rules: &'a [Rule], errors: &mut Vec<LineError>) -> HashMap<&'a str, Placed<'a>> {
    let mut placed: HashMap<&str, Placed<'_>> = HashMap::new();
    for rule in rules.iter().filter(|rule| rule.verdict == Verdict::Same) {
        let Some(kept) = rule.reports.first() else { continue };
        for report in &rule.reports {
            let here = Placed { kept, line: rule.line };
            let before = *placed.entry(report).or_insert(here);
            if before.kept == kept {
                continue;
            }
            let fact = if report == kept {
                format!(
                    "{report:?} is kept here, but line {} drops it in favour of {:?}",
                    before.line, before.kept
                )
            } else if report == before.kept {
                format!(
                    "{report:?} is dropped in favour of {kept:?} here, but kept on line {}",
                    before.line
                )
            } else {
                format!(
                    "{report:?} is dropped in favour of {kept:?} here, but in favour of {:?} on line {}",
                    before.kept, before.line
                )
            };
            let help =
                "put all reports of one event in one rule, with the one to keep first".into();
            errors.push(LineError { line: rule.line, fact, help });
        }
    }
    placed
}

/// Two reports that are the same by one rule and distinct by another are an error.
fn check_distinct(rules: &[Rule], placed: &HashMap<&str, Placed<'_>>, errors: &mut Vec<LineError>) {
    for rule in rules.iter().filter(|rule| rule.verdict == Verdict::Distinct) {
        let mut met: BTreeMap<&str, &str> = BTreeMap::new();
        for report in &rule.reports {
            let Some(place) = placed.get(report.as_str()) else { continue };
            let Some(other) = met.insert(place.kept, report) else { continue };
            if other == report {
                continue;
            }
            // The one that is kept may be in several rules; the other one says which is meant.
            let line = if report == place.kept { placed[other].line } else { place.line };
            errors.push(LineError {
                line: rule.line,
                fact: format!(
                    "{other:?} and {report:?} are distinct here, but the same on line {line}"
                ),
                help: "delete one of the two rules, or remove one of the reports from it".into(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule by its verdict and its reports.
    type Row<'a> = (Verdict, &'a [&'a str]);

    /// What the row is about, rules, and the errors with their lines.
    type Case<'a> = (&'a str, &'a [Row<'a>], &'a [(usize, &'a str)]);

    fn rules(table: &[Row<'_>]) -> Vec<Rule> {
        let rule = |(index, (verdict, reports)): (usize, &Row<'_>)| Rule {
            line: index + 1,
            verdict: *verdict,
            reports: reports.iter().map(|it| (*it).to_owned()).collect(),
        };
        table.iter().enumerate().map(rule).collect()
    }

    #[test]
    fn contradictions_name_both_lines() {
        use Verdict::{Distinct, Same};
        #[rustfmt::skip]
        let table: [Case<'_>; 11] = [
            ("nothing",                 &[],                                                   &[]),
            ("two rules, two events",   &[(Same, &["a", "b"]), (Same, &["c", "d"])],           &[]),
            ("one event in two rules",  &[(Same, &["a", "b"]), (Same, &["a", "c"])],           &[]),
            ("a pair given twice",      &[(Distinct, &["a", "b"]), (Distinct, &["b", "a"])],   &[]),
            ("one report",              &[(Same, &["a"]), (Distinct, &[])],
             &[(1, "the rule names fewer than two reports"), (2, "the rule names fewer than two reports")]),
            ("one report twice",        &[(Distinct, &["a", "b", "a"])],                       &[(1, "the rule names \"a\" twice")]),
            ("dropped for two others",  &[(Same, &["a", "c"]), (Same, &["b", "c"])],
             &[(2, "\"c\" is dropped in favour of \"b\" here, but in favour of \"a\" on line 1")]),
            ("kept, then dropped",      &[(Same, &["b", "c"]), (Same, &["a", "b"])],
             &[(2, "\"b\" is dropped in favour of \"a\" here, but kept on line 1")]),
            ("dropped, then kept",      &[(Same, &["a", "b"]), (Same, &["b", "c"])],
             &[(2, "\"b\" is kept here, but line 1 drops it in favour of \"a\"")]),
            ("same and distinct",       &[(Distinct, &["b", "a"]), (Same, &["a", "b"])],
             &[(1, "\"b\" and \"a\" are distinct here, but the same on line 2")]),
            ("the same by two rules",   &[(Same, &["a", "b"]), (Same, &["a", "c"]), (Distinct, &["b", "c"])],
             &[(3, "\"b\" and \"c\" are distinct here, but the same on line 2")]),
        ];
        for (about, given, expected) in table {
            let errors = Decisions::new(rules(given)).err().unwrap_or_default();
            let found: Vec<_> =
                errors.iter().map(|error| (error.line, error.fact.as_str())).collect();
            assert_eq!(found, expected, "{about}");
        }
    }

    #[test]
    fn the_first_report_that_is_there_is_kept() {
        use Verdict::{Distinct, Same};
        let given: &[Row<'_>] =
            &[(Same, &["x", "b", "a"]), (Same, &["x", "d"]), (Distinct, &["a", "c"])];
        let decisions = Decisions::new(rules(given)).unwrap();
        let there = ["a", "b", "c", "d", "e"];
        let events = decisions.apply(5, |name| there.iter().position(|report| *report == name));
        let kept: Vec<usize> = (0..5).map(|report| events.of(report)).collect();
        assert_eq!(kept, [1, 1, 2, 1, 4], "x is not there, so b is kept for a and d");
        assert!(events.are_decided(0, 3), "the same by two rules");
        assert!(events.are_decided(3, 2), "d describes the event of a, which c does not");
        assert!(!events.are_decided(3, 4));
    }
}
