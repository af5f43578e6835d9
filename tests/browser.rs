//! The pages of reports in a headless Chromium: what they ask for, what they run, how they look on
//! phones, desks and paper, whether everybody can use them. `tests/tools/browser.mjs` looks; here
//! stands what it looks at.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::type_complexity,
    reason = "a test fails by panicking, and favours the plain word"
)]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::{Project, Report};

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

/// Opens pages, and gives what there is to tell of them. A folder in `LOSSBOOK_SHOTS` gets pictures
/// of all of them.
fn look(pages: &Value) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shots = std::env::var("LOSSBOOK_SHOTS").ok();
    let orders = json!({ "pages": pages, "shots": shots }).to_string();
    let output = Command::new("node")
        .arg(root.join("tests/tools/browser.mjs"))
        .arg(orders)
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
    let mut pages = Vec::new();
    for (folder, command, flags) in editions {
        let run = project.run(&[command, flags, &["-o", folder]].concat());
        assert_eq!(run.status, Some(0), "{folder}: {}", run.stderr);
        let name = if folder == "index" { "index" } else { "report" };
        let texts = if folder == "hostile" { texts() } else { vec![] };
        let path = project.path(&format!("{folder}/{name}.html"));
        pages.push(json!({ "path": path, "texts": texts }));
    }
    let seen = look(&Value::Array(pages));
    let faults = seen["faults"].as_array().unwrap();
    let told: Vec<&str> = faults.iter().map(|it| it.as_str().unwrap()).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
    // Something was looked at.
    for (what, least) in [
        ("pages", 6),
        ("rules", 500),
        ("charts", 150),
        ("tables", 50),
        ("sorted", 300),
        ("sheets", 30),
    ] {
        assert!(seen[what].as_u64().unwrap() >= least, "{what}: {seen}");
    }
}
