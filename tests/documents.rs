//! The documents and the published edition are true: the README's columns are those of the code,
//! and `output/` is what the sample reports give.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::type_complexity,
    reason = "a test fails by panicking, and favours the plain word"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use lossbook::tables::columns::{self, Kind};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Set to write what would otherwise be compared: `LOSSBOOK_BLESS=1 cargo test --release`.
fn bless() -> bool {
    std::env::var_os("LOSSBOOK_BLESS").is_some()
}

/// One table of each shape, and which others have the same.
const SHAPES: [(&str, &str); 6] = [
    ("incidents", ""),
    ("incident_labels", ""),
    ("losses_by_attack_type", " `losses_by_entity_type` is the same for entity types."),
    ("losses_by_month", " `losses_by_quarter` and `losses_by_year` are the same for longer spans."),
    ("losses_by_attack_type_and_month", " The same for entity types, and for quarters and years."),
    ("findings", ""),
];

/// The README's tables of columns, as the code describes them.
fn column_tables() -> String {
    let tables = columns::all();
    let mut text = String::new();
    for (name, others) in SHAPES {
        let table = tables.iter().find(|table| table.name == name).unwrap();
        text += &format!(
            "\n**`{name}`**: {}.{others}\n\n| column | type | meaning |\n|---|---|---|\n",
            table.meaning
        );
        for column in &table.columns {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::TextList => "list of texts",
                Kind::Date => "date",
                Kind::Integer => "integer",
                Kind::Usd => "US dollars",
                Kind::Share => "part of 1",
            };
            let empty = if column.required { "" } else { ", or empty" };
            text += &format!("| `{}` | {kind}{empty} | {} |\n", column.name, column.meaning);
        }
    }
    text
}

#[test]
fn the_readme_describes_every_column() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (begin, end) =
        ("<!-- columns: generated from src/tables/columns.rs -->\n", "<!-- /columns -->");
    let start = readme.find(begin).unwrap() + begin.len();
    let stop = start + readme[start..].find(end).unwrap();
    let expected = format!("{}{}\n{}", &readme[..start], column_tables(), &readme[stop..]);
    if bless() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert_eq!(
            readme, expected,
            "README.md is not fresh: run LOSSBOOK_BLESS=1 cargo test --release"
        );
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// What is no text is made anew by everybody; the rest of the edition is committed.
fn is_committed(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    !["png", "parquet", "xlsx"].iter().any(|binary| ending == *binary)
}

#[test]
fn the_published_edition_is_fresh() {
    let project = support::Project::new();
    let reports = root().join("data/reports");
    let rules = root().join("data/duplicates.yaml");
    let (reports, rules) = (reports.to_str().unwrap(), rules.to_str().unwrap());
    // From another folder, the way to the reports would be another.
    let links = ["--link-base", "../data/reports/"];
    let arguments = ["build", reports, "--duplicates", rules, "-o", "edition"];
    let run = project.run(&[&arguments[..], &links].concat());
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let (made, published) = (project.path("edition"), root().join("output"));
    if bless() {
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_lossbook"))
            .args(["build", "--quiet"])
            .current_dir(root())
            .status();
        assert!(status.unwrap().success());
        return;
    }
    let below = |folder: &Path| -> Vec<PathBuf> {
        let committed = files_below(folder).into_iter().filter(|path| is_committed(path));
        committed.map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect()
    };
    assert_eq!(below(&made), below(&published), "other files than in output/");
    for path in below(&made) {
        let same = fs::read(made.join(&path)).unwrap() == fs::read(published.join(&path)).unwrap();
        assert!(same, "output/{} is not fresh: run `cargo run --release -- build`", path.display());
    }
}

#[test]
fn the_sample_reports_have_no_finding_to_mend() {
    let findings = fs::read_to_string(root().join("output/tables/findings.csv")).unwrap();
    assert_eq!(findings.lines().count(), 1, "{findings}");
    let reports = files_below(&root().join("data/reports"));
    assert!(reports.len() >= 100, "{} sample reports", reports.len());
}
