//! The documents and the published edition are true: the README's columns are those of the code,
//! and `output/` is what the sample reports give.

use std::fs;
use std::path::{Path, PathBuf};

use lossbook::tables::schema::{self as columns, Kind};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Set to write what would otherwise be compared: `LOSSBOOK_BLESS=1 cargo test --release`.
fn bless() -> bool {
    std::env::var_os("LOSSBOOK_BLESS").is_some()
}

/// `docs/tables.md`: every table and column, as the code describes them. A table with the columns
/// of one before it names that one.
fn table_descriptions() -> String {
    let mut text = String::from(
        "# Tables and columns\n\nWritten by `LOSSBOOK_BLESS=1 cargo test --release --test suite documents` from `src/tables/schema/`.\n\n\
         In CSV, days are `2023-11-20`, amounts are plain decimals with two places, lists are joined by `; `, and an empty\n\
         cell means that there is no value. Parquet has dates, decimals, integers and lists.\n",
    );
    let mut shapes: Vec<(Vec<columns::ColumnSchema>, String)> = Vec::new();
    for table in columns::all() {
        text += &format!("\n## `{}`\n\n{}.\n", table.name, table.meaning);
        if let Some((_, same)) = shapes.iter().find(|(shape, _)| *shape == table.columns) {
            text += &format!("Its columns are those of `{same}`.\n");
            continue;
        }
        text += "\n| column | type | meaning |\n|---|---|---|\n";
        for column in &table.columns {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::TextList => "list of texts",
                Kind::Date => "date",
                Kind::Integer => "integer",
                Kind::Usd => "US dollars",
                Kind::Share => "ratio",
            };
            let empty = if column.required { "" } else { ", or empty" };
            text += &format!("| `{}` | {kind}{empty} | {} |\n", column.name, column.meaning);
        }
        shapes.push((table.columns, table.name));
    }
    text
}

#[test]
fn the_documents_describe_every_column() {
    let path = root().join("docs/tables.md");
    let expected = table_descriptions();
    if bless() {
        fs::write(&path, &expected).unwrap();
    } else {
        let found = fs::read_to_string(&path).unwrap();
        assert_eq!(found, expected, "docs/tables.md is not fresh: run LOSSBOOK_BLESS=1 cargo test");
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
    let project = crate::support::Project::new();
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

/// The files that a document links to, as it writes them.
fn links(document: &str) -> Vec<&str> {
    let behind = document.split("](").skip(1);
    let paths = behind.filter_map(|it| it.split([')', '#']).next());
    paths.filter(|it| !it.is_empty() && !it.contains("://")).collect()
}

#[test]
fn links_of_documents_lead_to_files() {
    let mut count = 0;
    for name in
        ["README.md", "ARCHITECTURE.md", "data/README.md", "docs/cli.md", "docs/editions.md"]
    {
        let path = root().join(name);
        let text = fs::read_to_string(&path).unwrap();
        for link in links(&text) {
            count += 1;
            assert!(path.parent().unwrap().join(link).exists(), "{name} links to {link}");
        }
    }
    assert!(count > 20, "{count} links");
    let lines = fs::read_to_string(root().join("README.md")).unwrap().lines().count();
    assert!(lines <= 150, "README.md is a first page, not a manual: {lines} lines");
}

#[test]
fn the_sample_reports_have_no_finding_to_mend() {
    let findings = fs::read_to_string(root().join("output/tables/findings.csv")).unwrap();
    // One loss is above all others together: that is so, and deserves its word.
    let mut told = findings.lines().skip(1);
    assert!(told.all(|it| it.contains(",warning,large-loss,")), "{findings}");
    let reports = files_below(&root().join("data/reports"));
    assert!(reports.len() >= 100, "{} sample reports", reports.len());
}
