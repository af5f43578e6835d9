//! Reads the duplicates file, applies its rules to the incidents, and warns of what they leave open.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::decision::{Decisions, Events, Rule, Verdict};
use crate::domain::duplicate::{
    self, MOST_PARTNERS, Pair, PossibleDuplicates, counted_twice, possible_duplicates,
};
use crate::domain::taxonomy::LineError;
use crate::domain::{Code, Failure, Finding, Incident, Usd};
use crate::loader::parse::guard::guard;
use crate::loader::parse::split::SourceText;
use crate::loader::{Loaded, newly_warned};

use super::report_names::{Names, composed};

/// The name of the file of rules, in the folder of reports or the one above it.
pub const RULES: &str = "duplicates.yaml";

/// How many names are compared in all to tell which report a rule may have meant.
const MOST_COMPARED: usize = 100_000;

/// Why a duplicates file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DuplicatesError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Several inputs have a file of their own beside them.
    #[error("there are two duplicates files next to the reports: {} and {}", first.display(), second.display())]
    TwoFiles {
        /// One file.
        first: PathBuf,
        /// Another file.
        second: PathBuf,
    },
    /// The text is no YAML, or has other keys.
    #[error("{name}{place}: {fact}")]
    NotRules {
        /// The file.
        name: String,
        /// `:line:column`, if known.
        place: String,
        /// What is wrong.
        fact: String,
    },
    /// Rules are incomplete, or contradict each other.
    #[error("the rules in the duplicates file cannot be applied:{}", LineError::list(errors, name))]
    Invalid {
        /// The file.
        name: String,
        /// What is wrong with them.
        errors: Vec<LineError>,
    },
}

impl Failure for DuplicatesError {
    fn help(&self) -> Option<&str> {
        match self {
            Self::Unreadable { .. } => Some(
                "check that it is a file that you have permission to read, or pass another with `--duplicates`",
            ),
            Self::TwoFiles { .. } => {
                Some("put the rules of both in one file, and pass it with `--duplicates`")
            }
            Self::NotRules { .. } => {
                Some("see \"Duplicates\" in data/README.md for how to write a rule")
            }
            // Each error has its own.
            Self::Invalid { .. } => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    same: Option<Vec<String>>,
    distinct: Option<Vec<String>>,
    because: Option<String>,
}

/// The rules of a duplicates file, as written; no path, text and rules if there is none.
#[derive(Clone, Debug, Default)]
pub struct DuplicatesFile {
    /// The path, as the person would write it.
    pub path: PathBuf,
    /// How an edition names the file: from the folder of reports, if it lies next to the reports;
    /// else by its last name.
    pub name: Option<String>,
    /// Whether it lies where it would be found if nobody named it.
    pub is_beside: bool,
    /// The text.
    pub text: Option<String>,
    rules: Vec<Rule>,
}

impl DuplicatesFile {
    /// How many rules there are.
    pub fn count(&self) -> usize {
        self.rules.len()
    }
}

/// Reads rules from a text. Contradictions show only once it is known which names mean the same
/// report: see [`settle`].
pub(crate) fn parse(path: &Path, text: String) -> Result<DuplicatesFile, DuplicatesError> {
    let name = path.display().to_string();
    // The mark is invisible and not part of YAML; the lines stay where they are.
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let not_rules =
        |place: String, fact| DuplicatesError::NotRules { name: name.clone(), place, fact };
    guard(SourceText { report: &name, text: yaml, shown: yaml, first_line: 1 }).map_err(
        |finding| {
            let place = finding
                .place
                .map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
            not_rules(place, finding.fact)
        },
    )?;
    let rules: Option<Vec<FileRule>> = serde_yaml::from_str(yaml).map_err(|error| {
        let place = error.location().map_or_else(String::new, |location| {
            format!(":{}:{}", location.line(), location.column())
        });
        let message = error.to_string();
        let fact = message.split(" at line ").next().unwrap_or(&message);
        not_rules(place, fact.trim_start_matches('.').to_owned())
    })?;
    let rules = rules.unwrap_or_default();
    let lines = lines_of_rules(yaml, rules.len());
    let mut errors = Vec::new();
    let rules = rules.into_iter().zip(lines).filter_map(|(rule, line)| {
        let rule = complete(rule, line);
        rule.map_err(|error| errors.push(error)).ok()
    });
    let rules = rules.collect();
    if errors.is_empty() {
        let path = path.to_owned();
        Ok(DuplicatesFile { path, text: Some(text), rules, ..DuplicatesFile::default() })
    } else {
        Err(DuplicatesError::Invalid { name, errors })
    }
}

/// The line on which each rule begins: that of its dash. The YAML crate does not say.
fn lines_of_rules(yaml: &str, count: usize) -> Vec<usize> {
    let dash = |line: &str| line.trim_start().starts_with("- ") || line.trim() == "-";
    let indent = |line: &str| line.len() - line.trim_start().len();
    let margin = yaml.lines().find(|line| dash(line)).map_or(0, indent);
    let begins = |(_, line): &(usize, &str)| dash(line) && indent(line) == margin;
    let lines: Vec<usize> =
        yaml.lines().enumerate().filter(begins).map(|(index, _)| index + 1).collect();
    // Rules in one pair of brackets, or something stranger: the first line is as good as any.
    if lines.len() == count { lines } else { vec![1; count] }
}

fn complete(rule: FileRule, line: usize) -> Result<Rule, LineError> {
    let error = |fact: &str, help: &str| LineError { line, fact: fact.into(), help: help.into() };
    let (verdict, reports) = match (rule.same, rule.distinct) {
        (Some(reports), None) => (Verdict::Same, reports),
        (None, Some(reports)) => (Verdict::Distinct, reports),
        (Some(_), Some(_)) => {
            return Err(error(
                "the rule has both `same` and `distinct`",
                "split it into two rules",
            ));
        }
        (None, None) => {
            let help = "write `same: [a.md, b.md]` or `distinct: [a.md, b.md]`";
            return Err(error("the rule has neither `same` nor `distinct`", help));
        }
    };
    if rule.because.is_none_or(|it| it.trim().is_empty()) {
        let help = "add `because:` with a few words, for the next person who reads the file";
        return Err(error("the rule does not say why", help));
    }
    Ok(Rule { line, verdict, reports })
}

/// What is known of duplicates after a run of [`settle`].
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// Which report is counted for each.
    pub events: Events,
    /// What the rules leave open.
    pub possible: PossibleDuplicates,
}

impl Settled {
    /// How many pairs may be one event, and the sum that may be counted twice, among the incidents
    /// that take part in sums.
    pub fn open(&self, incidents: &[Incident], counts: impl Fn(&Incident) -> bool) -> (usize, Usd) {
        let counted = |report: usize| counts(&incidents[self.events.of(report)]);
        let pairs = self.possible.pairs.iter().copied();
        let pairs: Vec<Pair> =
            pairs.filter(|pair| counted(pair.one) && counted(pair.other)).collect();
        (pairs.len(), duplicate::sum_counted_twice(&pairs, incidents, &self.events))
    }
}

/// Applies the rules: the reports not kept become duplicates. What remains gives warnings, and so
/// do notes on rules that name reports which are not there.
///
/// # Errors
///
/// [`DuplicatesError::Invalid`] if rules contradict each other.
pub fn settle(loaded: &mut Loaded, file: &DuplicatesFile) -> Result<Settled, DuplicatesError> {
    // Without rules, nobody asks for a name.
    let incidents: &[Incident] = if file.rules.is_empty() { &[] } else { &loaded.incidents };
    let names = Names::new(incidents);
    let mut findings = unknown_names(&names, file);
    let known = |name: &String| {
        let report = names.find(name).map(|position| Cow::Borrowed(names.report(position)));
        report.unwrap_or_else(|| composed(name)).into_owned()
    };
    let rules = file
        .rules
        .iter()
        .map(|rule| Rule { reports: rule.reports.iter().map(known).collect(), ..rule.clone() });
    let decisions = Decisions::new(rules.collect()).map_err(|errors| DuplicatesError::Invalid {
        name: file.path.display().to_string(),
        errors,
    })?;
    let events = decisions.apply(loaded.incidents.len(), |name| names.find(name));
    drop(names);

    let possible = possible_duplicates(&loaded.incidents, &events);
    // An edition does not say where a file is on this machine.
    let place = match (&file.name, file.is_beside) {
        (None, _) => format!("a file {RULES} next to the reports"),
        (Some(_), true) => format!("{RULES} next to the reports"),
        (Some(_), false) => "the file given with `--duplicates`".to_owned(),
    };
    let warnings = warnings(loaded, &events, &possible, &place);
    loaded.files.recovered += newly_warned(&loaded.findings, &warnings);
    findings.extend(warnings);
    loaded.findings.extend(findings);
    loaded.findings.sort_by(|one, other| one.order().cmp(&other.order()));

    for position in 0..loaded.incidents.len() {
        let kept = events.of(position);
        if kept != position {
            let report = loaded.incidents[kept].report().to_owned();
            let incident = loaded.incidents[position].clone();
            loaded.incidents[position] = incident.into_duplicate_of(report);
        }
    }
    Ok(Settled { events, possible })
}

/// A note for each name in the rules that means no report.
fn unknown_names(names: &Names<'_>, file: &DuplicatesFile) -> Vec<Finding> {
    let text = file.text.as_deref().unwrap_or_default();
    let shown = Some(file.path.display().to_string());
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let source = SourceText { report: &name, text, shown: text, first_line: 1 };
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
    let mut comparisons = MOST_COMPARED;
    let mut notes = Vec::new();
    for rule in &file.rules {
        let start = starts.get(rule.line - 1).copied().unwrap_or(0);
        let there = rule.reports.iter().filter(|report| names.find(report).is_some()).count();
        for name in rule.reports.iter().filter(|report| names.find(report).is_none()) {
            let (fact, help) = names.unknown(name, comparisons > 0);
            comparisons = comparisons.saturating_sub(names.count());
            let effect = if there < 2 { "has no effect" } else { "has no effect on it" };
            let span = text[start..]
                .find(name.as_str())
                .map_or(start..start + 1, |offset| start + offset..start + offset + name.len());
            let fact = format!("{fact}: the rule {effect}");
            let note = source.finding(Code::UnusedRule, span, fact, &help);
            notes.push(Finding { file: shown.clone(), ..note });
        }
    }
    notes
}

/// The warnings on both reports of each pair.
fn warnings(
    loaded: &Loaded,
    events: &Events,
    possible: &PossibleDuplicates,
    rules: &str,
) -> Vec<Finding> {
    let incidents = &loaded.incidents;
    let mut warned: HashMap<usize, usize> = HashMap::new();
    let mut findings = Vec::new();
    for pair in &possible.pairs {
        for (report, other) in [(pair.one, pair.other), (pair.other, pair.one)] {
            let already = warned.entry(report).or_default();
            *already += 1;
            if *already > MOST_PARTNERS {
                continue;
            }
            let (incident, other) = (&incidents[report], &incidents[other]);
            let at_stake = counted_twice(*pair, incidents, events);
            let sum = at_stake.map_or_else(
                || "the incident may be counted twice, but no known loss would be".into(),
                |sum| format!("{} may be counted twice", sum.grouped()),
            );
            let fact = format!(
                "this may be the same event as {} ({}): {sum}",
                other.report(),
                other.date()
            );
            let help = proposal(*pair, incidents, events, rules);
            let finding = Finding::about(Code::PossibleDuplicate, incident.report(), fact, &help);
            let (file, stake) = (loaded.file_of(incident.report()), at_stake);
            findings.push(Finding { file, stake, ..finding });
        }
    }
    findings
}

/// The two rules that would settle a pair, the earlier report first.
fn proposal(pair: Pair, incidents: &[Incident], events: &Events, rules: &str) -> String {
    let mut kept = [pair.one, pair.other].map(|report| &incidents[events.of(report)]);
    kept.sort_by_key(|incident| (incident.date(), incident.report()));
    let [one, other] = kept.map(|incident| quoted(incident.report()));
    format!(
        "add a rule to {rules}: `- {{ same: [{one}, {other}], because: \"WHY\" }}` counts only the first, `- {{ distinct: [{one}, {other}], because: \"WHY\" }}` counts both"
    )
}

/// A name as YAML reads it back in a list in brackets.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let is_text = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.contains(".m");
    if is_text && name.chars().all(plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}
