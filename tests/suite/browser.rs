//! The pages of reports and the pictures of charts in a headless Chromium, with Inter and without it:
//! what they ask for, what they run, how they look on phones, desks and paper, whether everybody can
//! use them, and whether all words have their places. `tests/tools/browser.mjs` looks; here stands
//! what it looks at.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::{Project, Report};
use serde_json::{Value, json};

/// Texts that a careless page would run, or that would break its lines.
fn texts() -> Vec<String> {
    let long = "Averylongnamewithoutasinglebreak".repeat(6);
    let words = "a name of many words ".repeat(10);
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></style><svg onload=alert(1)>",
        "{{7*7}} ${alert(1)} javascript:alert(1)",
        "\u{202e}gnihsihp שלום עולם مرحبا",
    ];
    let mut texts: Vec<String> = hostile.iter().map(|it| (*it).to_owned()).collect();
    texts.extend([long, words.trim_end().to_owned(), "ﷺ 漢字 😀 é".to_owned()]);
    texts
}

/// Reports with those texts as titles, targets, labels and tags; losses of every kind, some of them
/// so large that a script's numbers would mix them up.
fn hostile() -> Project {
    let project = Project::new();
    let losses = ["999999999999999.98", "unknown", "999999999999999.99", "0", "0.05", "1000000"];
    for number in 0..24 {
        let texts = texts();
        let text = &texts[number % texts.len()];
        let date = format!("{}-{:02}-1{}", 2022 + number / 12, number % 12 + 1, number % 10);
        let loss = losses[number % losses.len()];
        let mut report = Report::new(&date, loss, &[text, "Scam"], &[text]).titled(text);
        report.targets = vec![text.clone()];
        // Rust's way to write a letter that is not seen is not that of YAML.
        let report = report.tagged(&[text]).to_string();
        let report = report.replace("\\u{202e}", "\u{202e}");
        project.write(&format!("reports/{number:02}.md"), report);
    }
    project
}

/// What is made to be wrong, and what is to be told of it: without this nobody would know whether the
/// boxes are seen.
#[rustfmt::skip]
const CONTROLS: [(&str, &str, &[&str]); 4] = [
    ("collide.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"100\" viewBox=\"0 0 400 100\">
         <rect x=\"0\" y=\"60\" width=\"100\" height=\"30\" fill=\"#1D58B8\"/>
         <text x=\"10\" y=\"40\" font-size=\"28\">$123M</text><text x=\"60\" y=\"40\" font-size=\"28\">Private Key</text>
         <text x=\"300\" y=\"90\" font-size=\"28\">Private Key</text><text x=\"60\" y=\"85\" font-size=\"28\">Leak</text></svg>",
        &["leaves its picture: Private Key from 300", "stands on the edge of a mark: Leak", "overlap: $123M | Private Key"]),
    ("apart.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"100\" viewBox=\"0 0 400 100\">
         <text x=\"10\" y=\"40\" font-size=\"28\">$123M</text><text x=\"10\" y=\"70\" font-size=\"28\">Private Key</text></svg>",
        &[]),
    ("broken.html",
        "<!DOCTYPE html><body style=\"overflow-wrap: anywhere; font: 16px sans-serif\"><p style=\"width: 5em\">Infrastructure Attack</p>
         <p style=\"width: 100px; white-space: nowrap; margin-left: calc(100vw - 200px)\">A line that goes on behind the edge</p>
         <div style=\"height: 8px\">Under another line</div><div>Over another line</div>",
        &["breaks the word Infrastructure", "leaves the page: A line that goes on", "overlap: Under another line | Over another line"]),
    ("whole.html", "<!DOCTYPE html><p style=\"width: 4em\">Infrastructure Attack</p>", &[]),
];

/// What there is to look at.
struct Sights<'a> {
    pages: Value,
    pictures: Vec<PathBuf>,
    controls: &'a [PathBuf],
}

/// Opens pages and pictures, and gives what there is to tell of them. A folder in `LOSSBOOK_SHOTS`
/// gets pictures of all of them.
fn look(Sights { pages, pictures, controls }: &Sights<'_>) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shots = std::env::var("LOSSBOOK_SHOTS").ok();
    let orders =
        json!({ "pages": pages, "pictures": pictures, "controls": controls, "shots": shots });
    let output = Command::new("node")
        .arg(root.join("tests/tools/browser.mjs"))
        .arg(orders.to_string())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "run tests/run, which installs what is missing: {told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
#[ignore = "needs Chromium: run tests/run"]
fn pages_keep_their_promises_in_a_browser() {
    let project = hostile();
    let sample = format!("{}/data/reports", env!("CARGO_MANIFEST_DIR"));
    let base = ["--link-base", "javascript:alert(1)//"];
    #[rustfmt::skip]
    let editions: [(&str, &[&str], &[&str]); 6] = [
        // folder      command and reports       flags
        ("whole",      &["build", &sample],      &[]),
        ("quarter",    &["report", &sample],     &["--period", "2023-Q4"]),
        ("hostile",    &["build", "reports"],    &base),
        ("nothing",    &["report", "reports"],   &["--period", "2030-Q1"]),
        ("unknown",    &["report", "reports"],   &["--period", "2022-02"]),
        ("index",      &["report", "reports"],   &["--every", "year"]),
    ];
    let (mut pages, mut pictures) = (Vec::new(), Vec::new());
    for (folder, command, flags) in editions {
        let run = project.run(&[command, flags, &["-o", folder]].concat());
        assert_eq!(run.status, Some(0), "{folder}: {}", run.stderr);
        let name = if folder == "index" { "index" } else { "report" };
        let texts = if folder == "hostile" { texts() } else { vec![] };
        let path = project.path(&format!("{folder}/{name}.html"));
        pages.push(json!({ "path": path, "texts": texts }));
        let charts = std::fs::read_dir(project.path(&format!("{folder}/charts")));
        let charts = charts.into_iter().flatten().map(|it| it.unwrap().path());
        pictures.extend(charts.filter(|it| it.extension().is_some_and(|it| it == "svg")));
    }
    pictures.sort_unstable();
    let controls = CONTROLS.map(|(name, text, _)| {
        let path = project.path(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    let seen = look(&Sights { pages: Value::Array(pages), pictures, controls: &controls });
    for ((name, _, expected), told) in CONTROLS.iter().zip(seen["controls"].as_array().unwrap()) {
        let told: Vec<&str> =
            told.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert_eq!(told.len(), expected.len(), "{name}: {told:?}");
        for (told, begin) in told.iter().zip(*expected) {
            assert!(told.starts_with(begin), "{name}: {told:?}");
        }
    }
    let faults = seen["faults"].as_array().unwrap();
    let told: Vec<&str> = faults.iter().map(|it| it.as_str().unwrap()).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
    // Something was looked at.
    for (what, least) in [
        ("pages", 6),
        ("rules", 500),
        ("charts", 75),
        ("tables", 50),
        ("sorted", 300),
        ("sheets", 30),
        ("pictures", 80),
        ("boxes", 20_000),
        ("words", 20_000),
    ] {
        assert!(seen[what].as_u64().unwrap() >= least, "{what}: {seen}");
    }
}
