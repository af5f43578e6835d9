//! Findings as SARIF 2.1.0, the format of code scanning services and editors.
//!
//! Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS standard.

use std::path::{Component, Path};

use serde_json::{Value, json};

use crate::domain::address::percent_encoded;
use crate::domain::{Code, Finding, Severity};

use super::end_column;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One log with one run: every rule, and a result for each finding in the order given.
///
/// # Errors
///
/// None that a text could cause; the encoder's type has one.
pub fn show(findings: &[Finding]) -> Result<String, serde_json::Error> {
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lossbook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&log)?))
}

/// The words of SARIF are ours.
fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn rule(code: Code) -> Value {
    let it = code.explanation();
    json!({
        "id": code.name(),
        "shortDescription": { "text": it.title },
        "fullDescription": { "text": format!("{} {}", code.meaning(), it.why) },
        "help": { "text": it.remedy, "markdown": super::explain::one(code) },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(finding: &Finding) -> Value {
    let file = finding.file.as_ref().unwrap_or(&finding.path);
    let mut location = json!({ "artifactLocation": { "uri": uri(file) } });
    // GitHub wants a line for every result: a finding about a whole file gets its first.
    location["region"] = json!({ "startLine": finding.place.map_or(1, |place| place.line) });
    if let Some(place) = finding.place {
        location["region"]["startColumn"] = place.column.into();
    }
    if let Some(end) = end_column(finding) {
        location["region"]["endColumn"] = end.into();
    }
    json!({
        "ruleId": finding.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == finding.code),
        "level": level(finding.severity()),
        "message": { "text": format!("{}\nhelp: {}", finding.fact, finding.help) },
        "locations": [{ "physicalLocation": location }],
    })
}

/// A path as a URI: relative to where lossbook ran, or with `file://` if it begins at the root.
fn uri(file: &str) -> String {
    let path = Path::new(file);
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::RootDir | Component::CurDir => {}
            // `C:` stays as it is.
            Component::Prefix(prefix) => parts.push(prefix.as_os_str().to_string_lossy().into()),
            Component::ParentDir => parts.push("..".to_owned()),
            Component::Normal(name) => parts.push(percent_encoded(&name.to_string_lossy())),
        }
    }
    match (path.has_root(), parts.is_empty()) {
        (true, _) => format!("file:///{}", parts.join("/")),
        // The folder that lossbook ran in.
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::samples::{bad_loss, binary};

    #[test]
    fn results_point_at_rules_and_places() {
        let log: Value = serde_json::from_str(&show(&[bad_loss(), binary()]).unwrap()).unwrap();
        let results = serde_json::to_string_pretty(&log["runs"][0]["results"]).unwrap();
        insta::assert_snapshot!(results, @r#"
        [
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "my%20reports/%C3%A9%2Ca.md"
                  },
                  "region": {
                    "endColumn": 13,
                    "startColumn": 9,
                    "startLine": 3
                  }
                }
              }
            ],
            "message": {
              "text": "the loss `1,6M` is 100% \"wrong\"\nhelp: write US dollars in digits"
            },
            "ruleId": "bad-loss",
            "ruleIndex": 15
          },
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "a%1B%5B1m.md"
                  },
                  "region": {
                    "startLine": 1
                  }
                }
              }
            ],
            "message": {
              "text": "the file is not text\nhelp: move it away"
            },
            "ruleId": "binary",
            "ruleIndex": 2
          }
        ]
        "#);
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), Code::ALL.len());
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn paths_are_uris() {
        #[rustfmt::skip]
        let table = [
            ("data/reports/a.md",   "data/reports/a.md"),
            ("./a b.md",            "a%20b.md"),
            ("../a#1?.md",          "../a%231%3F.md"),
            ("a:b/100%.md",         "a%3Ab/100%25.md"),
            ("/data/é.md",           "file:///data/%C3%A9.md"),
            ("a\\b.md",             "a%5Cb.md"),
            ("data/reports/",       "data/reports"),
            (".",                   "."),
        ];
        for (path, expected) in table {
            assert_eq!(uri(path), expected, "{path}");
        }
    }
}
