//! Reads the duplicates file, applies its rules to the incidents, and warns of what they leave open.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::decision::{Decisions, Events, Rule, Verdict};
use crate::domain::duplicate::{
    self, MOST_PARTNERS, Pair, PossibleDuplicates, counted_twice, possible_duplicates,
};
use crate::domain::label::nearest;
use crate::domain::taxonomy::Fault;
use crate::domain::{Code, Finding, Incident, Severity, Usd};

use super::Loaded;
use super::folder;
use super::guard::guard;
use super::split::SourceText;

/// The file that is read if none is named, where it is present.
pub const DEFAULT: &str = "data/duplicates.yaml";
/// The largest duplicates file that is read, in bytes.
const LARGEST: usize = 1024 * 1024;
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
    #[error("the rules about duplicates cannot be followed:{}", Fault::list(faults, name))]
    Faults {
        /// The file.
        name: String,
        /// What is wrong with them.
        faults: Vec<Fault>,
    },
}

impl DuplicatesError {
    /// What the person can do next.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable { .. } => Some("check the path given with `--duplicates`"),
            Self::NotRules { .. } => {
                Some("see \"Duplicates\" in data/README.md for how a rule is written")
            }
            // Each fault has its own.
            Self::Faults { .. } => None,
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

/// The rules of a duplicates file, as written.
#[derive(Clone, Debug, Default)]
pub struct DuplicatesFile {
    /// The path, as given: rules are proposed for it.
    pub path: PathBuf,
    /// The text; none if there is no file.
    pub text: Option<String>,
    rules: Vec<Rule>,
}

/// Reads the rules from a file; without one from [`DEFAULT`], where that is present.
///
/// # Errors
///
/// [`DuplicatesError`] if the file cannot be read, or a rule is incomplete; each with its line.
/// Contradictions show only once it is known which names mean the same report: see [`settle`].
pub fn read(path: Option<&Path>) -> Result<DuplicatesFile, DuplicatesError> {
    let (path, named) = path.map_or((Path::new(DEFAULT), false), |path| (path, true));
    match folder::read_text(path, LARGEST) {
        Ok(text) => parse(path, text),
        Err(error) if !named && error.kind() == io::ErrorKind::NotFound => {
            Ok(DuplicatesFile { path: path.to_owned(), ..DuplicatesFile::default() })
        }
        Err(source) => Err(DuplicatesError::Unreadable { path: path.to_owned(), source }),
    }
}

pub(super) fn parse(path: &Path, text: String) -> Result<DuplicatesFile, DuplicatesError> {
    let name = path.display().to_string();
    // The mark is a blank to the eye and no part of YAML; the lines stay where they are.
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let not_rules =
        |place: String, fact| DuplicatesError::NotRules { name: name.clone(), place, fact };
    guard(SourceText { report: &name, text: yaml, shown: yaml, first_line: 1 }).map_err(
        |finding| {
            let place =
                finding.place.map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column));
            not_rules(place, finding.fact)
        },
    )?;
    let rules: Option<Vec<FileRule>> = serde_yaml::from_str(yaml).map_err(|error| {
        let place = error
            .location()
            .map_or_else(String::new, |it| format!(":{}:{}", it.line(), it.column()));
        let message = error.to_string();
        let fact = message.split(" at line ").next().unwrap_or(&message);
        not_rules(place, fact.trim_start_matches('.').to_owned())
    })?;
    let rules = rules.unwrap_or_default();
    let lines = lines_of_rules(yaml, rules.len());
    let mut faults = Vec::new();
    let rules = rules.into_iter().zip(lines).filter_map(|(rule, line)| {
        let rule = complete(rule, line);
        rule.map_err(|fault| faults.push(fault)).ok()
    });
    let rules = rules.collect();
    if faults.is_empty() {
        Ok(DuplicatesFile { path: path.to_owned(), text: Some(text), rules })
    } else {
        Err(DuplicatesError::Faults { name, faults })
    }
}

/// The line on which each rule begins: that of its dash. The YAML crate does not tell.
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

fn complete(rule: FileRule, line: usize) -> Result<Rule, Fault> {
    let fault = |fact: &str, help: &str| Fault { line, fact: fact.into(), help: help.into() };
    let (verdict, reports) = match (rule.same, rule.distinct) {
        (Some(reports), None) => (Verdict::Same, reports),
        (None, Some(reports)) => (Verdict::Distinct, reports),
        (Some(_), Some(_)) => {
            return Err(fault("the rule says both `same` and `distinct`", "make two rules of it"));
        }
        (None, None) => {
            let help = "write `same: [a.md, b.md]` or `distinct: [a.md, b.md]`";
            return Err(fault("the rule says neither `same` nor `distinct`", help));
        }
    };
    if rule.because.is_none_or(|it| it.trim().is_empty()) {
        let help = "add `because:` with a few words, for whoever reads the file next";
        return Err(fault("the rule does not say why", help));
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
    #[must_use]
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
/// [`DuplicatesError::Faults`] if rules contradict each other.
pub fn settle(loaded: &mut Loaded, file: &DuplicatesFile) -> Result<Settled, DuplicatesError> {
    let names = Names::new(&loaded.incidents);
    let mut findings = unknown_names(&names, file);
    let known = |name: &String| {
        names.find(name).map_or_else(|| name.clone(), |it| names.reports[it].to_owned())
    };
    let rules = file
        .rules
        .iter()
        .map(|rule| Rule { reports: rule.reports.iter().map(known).collect(), ..rule.clone() });
    let decisions = Decisions::new(rules.collect()).map_err(|faults| DuplicatesError::Faults {
        name: file.path.display().to_string(),
        faults,
    })?;
    let events = decisions.apply(loaded.incidents.len(), |name| names.find(name));
    drop(names);

    let possible = possible_duplicates(&loaded.incidents, &events);
    // An edition does not tell where a file lies on this machine.
    let is_default = file.path == Path::new(DEFAULT);
    let place = if is_default { DEFAULT } else { "the file given with `--duplicates`" };
    let warnings = warnings(loaded, &events, &possible, place);
    let warned: HashSet<&str> = loaded
        .findings
        .iter()
        .filter(|it| it.severity() == Severity::Warning)
        .map(|it| it.path.as_str())
        .collect();
    let newly: HashSet<&str> =
        warnings.iter().map(|it| it.path.as_str()).filter(|it| !warned.contains(it)).collect();
    loaded.files.recovered += newly.len();
    findings.extend(warnings);
    loaded.findings.extend(findings);
    loaded.findings.sort_by(|one, other| one.order().cmp(&other.order()));

    let reports: Vec<String> = loaded.incidents.iter().map(|it| it.report().to_owned()).collect();
    let incidents = std::mem::take(&mut loaded.incidents).into_iter().enumerate();
    let apply = |(position, incident): (usize, Incident)| match events.of(position) {
        kept if kept == position => incident,
        kept => incident.into_duplicate_of(reports[kept].clone()),
    };
    loaded.incidents = incidents.map(apply).collect();
    Ok(Settled { events, possible })
}

/// The names by which rules can mean a report: its path, and the last part of it where no other
/// report has the same.
struct Names<'a> {
    reports: Vec<&'a str>,
    by_path: HashMap<&'a str, usize>,
    /// How many reports end in a name, and the last of them.
    by_last: HashMap<&'a str, (usize, usize)>,
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last part of a path without its ending: what makes two names alike.
fn stem(path: &str) -> &str {
    last(path).rsplit_once('.').map_or(last(path), |(stem, _)| stem)
}

impl<'a> Names<'a> {
    fn new(incidents: &'a [Incident]) -> Self {
        let reports: Vec<&str> = incidents.iter().map(Incident::report).collect();
        let mut by_last: HashMap<&str, (usize, usize)> = HashMap::new();
        for (position, report) in reports.iter().enumerate() {
            let entry = by_last.entry(last(report)).or_insert((0, position));
            *entry = (entry.0 + 1, position);
        }
        let by_path = reports.iter().enumerate().map(|(position, path)| (*path, position));
        Self { by_path: by_path.collect(), reports, by_last }
    }

    fn find(&self, name: &str) -> Option<usize> {
        let unique = || self.by_last.get(name).filter(|(count, _)| *count == 1);
        self.by_path.get(name).copied().or_else(|| unique().map(|(_, position)| *position))
    }

    /// What to say about a name that means no report: the fact, and what to do.
    fn unknown(&self, name: &str, may_compare: bool) -> (String, String) {
        if let Some((count, _)) = self.by_last.get(name) {
            let same = |it: &&&str| last(it) == name;
            let paths: Vec<&str> = self.reports.iter().filter(same).take(3).copied().collect();
            return (
                format!("{count} reports are called {name:?}"),
                format!("write the whole path, as in {:?}", paths.join("` or `")).replace('"', "`"),
            );
        }
        let length = stem(name).len();
        let near = |it: &&str| it.len().abs_diff(length) * 3 <= it.len().max(length);
        let candidates = self.reports.iter().map(|it| stem(it)).filter(near);
        let meant = if may_compare { nearest(stem(name), candidates) } else { None };
        let meant = meant.and_then(|meant| self.reports.iter().find(|it| stem(it) == meant));
        (
            format!("{name:?} is not among the loaded reports"),
            meant.map_or_else(
                || "nothing to do if it belongs to another folder; else correct the name".into(),
                |report| format!("did you mean {report:?}?"),
            ),
        )
    }
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
        let there = rule.reports.iter().filter(|it| names.find(it).is_some()).count();
        for name in rule.reports.iter().filter(|it| names.find(it).is_none()) {
            let (fact, help) = names.unknown(name, comparisons > 0);
            comparisons = comparisons.saturating_sub(names.reports.len());
            let effect = if there < 2 { "does nothing" } else { "does nothing for it" };
            let span = text[start..]
                .find(name.as_str())
                .map_or(start..start + 1, |it| start + it..start + it + name.len());
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
            let sum = counted_twice(*pair, incidents, events).map_or_else(
                || "the incident may be counted twice, but no known loss is".into(),
                |sum| format!("{} may be counted twice", sum.grouped()),
            );
            let fact =
                format!("this may be the event of {} ({}): {sum}", other.report(), other.date());
            let help = proposal(*pair, incidents, events, rules);
            let finding = Finding::about(Code::PossibleDuplicate, incident.report(), fact, &help);
            findings.push(Finding { file: loaded.file_of(incident.report()), ..finding });
        }
    }
    findings
}

/// The two rules that would settle a pair, the earlier report first.
fn proposal(pair: Pair, incidents: &[Incident], events: &Events, rules: &str) -> String {
    let mut kept = [pair.one, pair.other].map(|it| &incidents[events.of(it)]);
    kept.sort_by_key(|it| (it.date(), it.report()));
    let [one, other] = kept.map(|it| quoted(it.report()));
    format!(
        "add a rule to {rules}: `- {{ same: [{one}, {other}], because: \"WHY\" }}` counts the first only, `- {{ distinct: [{one}, {other}], because: \"WHY\" }}` counts both"
    )
}

/// A name as YAML reads it back in a list in brackets.
fn quoted(name: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-' | '/');
    let is_text = name.starts_with(|it: char| it.is_ascii_alphanumeric()) && name.contains(".m");
    if is_text && name.chars().all(plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}
