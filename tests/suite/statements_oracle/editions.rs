//! Makes editions of a collection and holds every statement of theirs against the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use serde_json::Value;

use crate::support::{Edition, Project, text};

use super::calendar::{Days, named, period};
use super::collection::Collection;
use super::grammar::{Index, Report};
use super::judge::{Grammar, Trial, resolved};
use super::surfaces;
use super::truth::Truth;
use super::wrong::variants;

/// What came of the statements of some editions.
#[derive(Default)]
pub struct Outcome {
    pub editions: usize,
    pub statements: usize,
    pub failures: Vec<String>,
}

/// Runs the program once for each line of flags, on two threads, and judges what it writes.
pub fn judge_all(collection: &Collection, runs: &[String]) -> Outcome {
    let (next, outcome) = (AtomicUsize::new(0), Mutex::new(Outcome::default()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(flags) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = judge_run(collection, flags);
                    let mut all = outcome.lock().unwrap();
                    all.editions += one.editions;
                    all.statements += one.statements;
                    all.failures.extend(one.failures);
                }
            });
        }
    });
    outcome.into_inner().unwrap()
}

/// Makes each statement of an edition of a period wrong in several ways, and gives how many were tried
/// and those that the oracle takes for true.
pub fn taken_for_true(collection: &Collection, asked: &str) -> (usize, Vec<String>) {
    let project = Project::new();
    let run = project.run(&["report", &collection.folder, "-q", "--pictures=svg", "-p", asked]);
    assert!(matches!(run.status, Some(0 | 3)), "{asked}: {}", run.stderr);
    let edition = project.edition("report");
    let mut truth = Truth::new(collection, period(asked).unwrap(), None);
    truth.files = sizes(&edition);
    let facts: Value = serde_json::from_str(text(&edition, "facts.json")).unwrap();
    let (mut tried, mut taken) = (0, Vec::new());
    let statements = facts["statements"].as_array().unwrap();
    for statement in statements {
        let field = |name: &str| statement[name].as_str().unwrap();
        let (place, said) = (field("place"), field("text"));
        let spans = statement["spans"].as_array().unwrap().iter();
        let spans: Vec<&str> = spans.map(|it| it["shown"].as_str().unwrap()).collect();
        // What is said elsewhere may well be true, such as the rank of another row.
        let is_said = |it: &String| statements.iter().any(|other| other["text"] == it.as_str());
        for wrong in variants(said, &spans).into_iter().filter(|it| !is_said(it)) {
            let mut trial = Trial {
                truth: &truth,
                grammar: &Report,
                place,
                entity: entity(statement),
                reasons: BTreeSet::new(),
            };
            tried += 1;
            if trial.holds(&Report.of(place, field("role")), &wrong) {
                taken.push(format!("{place}: {wrong:?} for {said:?}"));
            }
        }
    }
    (tried, taken)
}

/// Prints nothing and returns where all is so; else fails with the first sentences that are not.
pub fn assert_true(outcome: &Outcome) {
    let first: Vec<&str> = outcome.failures.iter().take(25).map(String::as_str).collect();
    assert!(
        outcome.failures.is_empty(),
        "{} of {} statements do not hold:\n{}",
        outcome.failures.len(),
        outcome.statements,
        first.join("\n")
    );
}

fn judge_run(collection: &Collection, flags: &str) -> Outcome {
    let project = Project::new();
    let arguments: Vec<&str> = flags.split(' ').collect();
    let folder = collection.folder.as_str();
    let run =
        project.run(&[&["report", folder, "-q", "--pictures=svg"], arguments.as_slice()].concat());
    assert!(matches!(run.status, Some(0 | 3)), "{flags}: {}", run.stderr);
    let value =
        |flag: &str| arguments.iter().position(|it| *it == flag).map(|at| arguments[at + 1]);
    let as_of: Option<NaiveDate> = value("--as-of").map(|it| it.parse().unwrap());
    let asked = value("-p").map(|it| period(it).unwrap());
    let edition = project.edition("report");
    if !arguments.contains(&"--every") {
        let mut truth = Truth::new(collection, asked.unwrap(), as_of);
        truth.files = sizes(&edition);
        return judge_edition(&edition, &truth, &Report, flags);
    }
    let (root, parts) = split(&edition);
    let newest = as_of.unwrap_or_else(|| collection.newest());
    let whole = asked.unwrap_or(Days { first: collection.oldest(), last: newest });
    let mut index = Truth::new(collection, whole, as_of);
    index.files = sizes(&edition);
    let mut all = judge_edition(&root, &index, &Index, flags);
    for (name, part) in parts {
        let mut truth = Truth::new(collection, period(&name).unwrap(), as_of);
        truth.files = sizes(&part);
        let one = judge_edition(&part, &truth, &Report, &format!("{flags} {name}"));
        all.editions += one.editions;
        all.statements += one.statements;
        all.failures.extend(one.failures);
    }
    all
}

fn sizes(edition: &Edition) -> BTreeMap<String, usize> {
    edition.iter().map(|(path, bytes)| (path.clone(), bytes.len())).collect()
}

/// The index, and the reports below it by the name of their folder.
fn split(edition: &Edition) -> (Edition, BTreeMap<String, Edition>) {
    let (mut root, mut parts) = (Edition::new(), BTreeMap::<String, Edition>::new());
    for (path, bytes) in edition {
        match path.split_once('/').filter(|(folder, _)| period(folder).is_some()) {
            Some((folder, below)) => {
                let part = parts.entry(folder.to_owned()).or_default();
                part.insert(below.to_owned(), bytes.clone());
            }
            None => {
                root.insert(path.clone(), bytes.clone());
            }
        }
    }
    (root, parts)
}

fn judge_edition(
    edition: &Edition,
    truth: &Truth<'_>,
    grammar: &dyn Grammar,
    about: &str,
) -> Outcome {
    let facts: Value = serde_json::from_str(text(edition, "facts.json")).unwrap();
    let statements = facts["statements"].as_array().unwrap();
    let mut outcome = Outcome { editions: 1, statements: statements.len(), failures: Vec::new() };
    let mut failed = |place: &str, said: &str, why: &str| {
        outcome.failures.push(format!("{about}: {place}: {said:?}: {why}"));
    };
    for statement in statements {
        let field = |name: &str| statement[name].as_str().unwrap();
        let (place, role, said) = (field("place"), field("role"), field("text"));
        let mut trial =
            Trial { truth, grammar, place, entity: entity(statement), reasons: BTreeSet::new() };
        if !trial.holds(&grammar.of(place, role), said) {
            let reasons: Vec<String> = trial.reasons.into_iter().take(4).collect();
            let why = if reasons.is_empty() { "no shape".into() } else { reasons.join("; ") };
            failed(&format!("{place} ({role})"), said, &why);
        }
        for span in statement["spans"].as_array().unwrap() {
            if let Err(why) = span_means(span, truth) {
                failed(place, said, &why);
            }
        }
    }
    for unlisted in surfaces::unlisted(edition, statements) {
        failed("facts.json", &unlisted, "stands nowhere in it");
    }
    outcome
}

/// The entity type of the row that the first number of a statement is from.
fn entity(statement: &Value) -> &str {
    statement["numbers"][0]["row"]["entity_type"].as_str().unwrap_or("")
}

/// The name of a span must mean the days that facts.json tells for it.
fn span_means(span: &Value, truth: &Truth<'_>) -> Result<(), String> {
    let shown = span["shown"].as_str().unwrap();
    let day = |name: &str| span[name].as_str().unwrap().parse::<NaiveDate>().unwrap();
    let told = Days { first: day("from"), last: day("to") };
    let named = named(shown).ok_or_else(|| format!("{shown:?} is no span"))?;
    let means = resolved(named, truth)?;
    let holds = means == told;
    if holds { Ok(()) } else { Err(format!("{shown:?} means {means:?}, but it is {told:?}")) }
}
