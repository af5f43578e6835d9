//! A folder of reports as the oracle knows it: all incidents of a plain `build`, and the files.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use crate::support::{Edition, Project, cells, cents};

/// An incident.
#[derive(Clone, Debug)]
pub struct Incident {
    pub report: String,
    pub day: NaiveDate,
    pub title: String,
    pub targets: Vec<String>,
    pub attacks: Vec<String>,
    pub entities: Vec<String>,
    pub tags: Vec<String>,
    pub loss: Option<i128>,
    pub is_duplicate: bool,
}

/// All reports of a folder.
pub struct Collection {
    pub folder: String,
    pub incidents: Vec<Incident>,
    /// Files that are seen, and those of them that are skipped.
    pub seen: usize,
    pub skipped: usize,
    /// Loaded reports with a warning.
    pub warned: usize,
    /// Pairs of reports that are warned of as possible duplicates, each with both paths.
    pub findings: Vec<Vec<String>>,
}

impl Incident {
    /// Who was hit, in one line: the first target, or the title where none is named.
    pub fn name(&self) -> String {
        one_line(self.targets.first().filter(|it| *it != "(unclassified)").unwrap_or(&self.title))
    }

    /// All who were hit: `A, B and C`.
    pub fn names(&self) -> String {
        match self.targets.as_slice() {
            [] | [_] => self.name(),
            [most @ .., last] => one_line(&format!("{} and {last}", most.join(", "))),
        }
    }

    pub fn attack(&self) -> String {
        one_line(&self.attacks.join(", "))
    }
}

/// A text with each run of blanks made one.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Collection {
    /// Builds the folder without any period, and reads its incidents.
    pub fn of(project: &Project, folder: &str) -> Self {
        let run = project.run(&["build", folder, "-o", "whole", "--raw-csv", "-q"]);
        assert!(matches!(run.status, Some(0 | 3)), "{folder}: {}", run.stderr);
        let edition = project.edition("whole");
        let (seen, skipped) = files(&project.path(folder));
        let columns = ["code", "severity", "report"];
        let findings = cells(&edition, "findings", &columns);
        let incidents = incidents(&edition);
        let loaded: BTreeSet<&str> = incidents.iter().map(|it| it.report.as_str()).collect();
        let warnings = findings.iter().filter(|it| it[1] == "warning");
        let warned: BTreeSet<&str> =
            warnings.map(|it| it[2].as_str()).filter(|it| loaded.contains(it)).collect();
        let warned = warned.len();
        Self { folder: folder.to_owned(), seen, skipped, warned, findings, incidents }
    }

    /// The day of the newest report.
    pub fn newest(&self) -> NaiveDate {
        self.incidents.iter().map(|it| it.day).max().expect("a folder with reports")
    }

    /// The day of the oldest report.
    pub fn oldest(&self) -> NaiveDate {
        self.incidents.iter().map(|it| it.day).min().expect("a folder with reports")
    }
}

fn incidents(edition: &Edition) -> Vec<Incident> {
    let columns = [
        "report",
        "date",
        "title",
        "target_entities",
        "attack_types",
        "entity_types",
        "tags",
        "loss_usd",
        "duplicate_of",
    ];
    let list = |cell: &str| {
        cell.split("; ").filter(|it| !it.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let incident = |row: Vec<String>| Incident {
        report: row[0].clone(),
        day: row[1].parse().unwrap(),
        title: row[2].clone(),
        targets: list(&row[3]),
        attacks: list(&row[4]),
        entities: list(&row[5]),
        tags: list(&row[6]),
        loss: (!row[7].is_empty()).then(|| cents(&row[7])),
        is_duplicate: !row[8].is_empty(),
    };
    cells(edition, "incidents", &columns).into_iter().map(incident).collect()
}

/// How many files below a folder end like a report, and how many of them are none.
fn files(folder: &Path) -> (usize, usize) {
    let (mut seen, mut skipped) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let below = files(&path);
            (seen, skipped) = (seen + below.0, skipped + below.1);
        } else if path.extension().is_some_and(|it| it == "md" || it == "markdown") {
            seen += 1;
            let is_none = name.starts_with('.') || name == "_index.md" || name == "README.md";
            skipped += usize::from(is_none);
        }
    }
    (seen, skipped)
}
