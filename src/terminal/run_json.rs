//! What a run did as one JSON object: for scripts. Names and units are those of `manifest.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{Failure, FileCounts, Finding, Severity, Usd};
use crate::edition::run::RunReport;
use crate::tables::checks::Check;

/// Everything about a run. An amount is a text with two places, for a number of JSON is read as a
/// float; a path of `outputs` is one below `output`.
#[derive(Serialize)]
struct Run<'a> {
    files: FileCounts,
    incidents: usize,
    incidents_known: usize,
    incidents_unknown: usize,
    duplicates: usize,
    /// The pairs that no rule decides, and what may be counted twice.
    possible_duplicates: OpenDuplicates,
    outside_period: usize,
    /// The file of rules about duplicates; null if there is none.
    rules: Option<Rules>,
    /// Null if no loss is known.
    total_loss_usd: Option<Usd>,
    first_date: Option<String>,
    last_date: Option<String>,
    checks: &'a [Check],
    findings: Counts,
    output: String,
    outputs: Vec<Output<'a>>,
    /// More than none: the exit status is 3.
    rejected: usize,
}

#[derive(Serialize)]
struct Rules {
    file: String,
    count: usize,
}

#[derive(Serialize)]
struct Counts {
    by_severity: BySeverity,
    /// Only the codes that occur.
    by_code: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct BySeverity {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct Output<'a> {
    path: &'a str,
    bytes: u64,
}

#[derive(Serialize)]
struct Failed<'a> {
    error: ErrorText<'a>,
}

#[derive(Serialize)]
struct ErrorText<'a> {
    message: String,
    help: Option<&'a str>,
}

/// The object for a run that wrote its edition.
///
/// # Errors
///
/// None that a text could cause; the encoder's type has one.
pub fn show(report: &RunReport, findings: &[Finding]) -> Result<String, serde_json::Error> {
    let totals = &report.totals;
    let outputs = report.outputs.iter();
    pretty(&Run {
        files: report.files,
        incidents: totals.incidents,
        incidents_known: totals.known,
        incidents_unknown: totals.unknown,
        duplicates: totals.duplicates,
        possible_duplicates: report.open,
        outside_period: report.outside,
        rules: report
            .rules
            .as_ref()
            .map(|it| Rules { file: it.path.display().to_string(), count: it.count }),
        total_loss_usd: totals.known_loss(),
        first_date: report.days.map(|(first, _)| first.to_string()),
        last_date: report.days.map(|(_, last)| last.to_string()),
        checks: &report.checks,
        findings: counts(findings),
        output: report.output.display().to_string(),
        outputs: outputs.map(|(path, bytes)| Output { path, bytes: *bytes }).collect(),
        rejected: report.files.rejected,
    })
}

/// The object for a run that failed: what is wrong, and what to do about it.
///
/// # Errors
///
/// None that a text could cause; the encoder's type has one.
pub fn failure(error: &dyn Failure) -> Result<String, serde_json::Error> {
    pretty(&Failed { error: ErrorText { message: error.to_string(), help: error.help() } })
}

fn counts(findings: &[Finding]) -> Counts {
    let count = |severity| findings.iter().filter(|it| it.severity() == severity).count();
    let by_severity = BySeverity {
        error: count(Severity::Error),
        warning: count(Severity::Warning),
        note: count(Severity::Note),
    };
    let mut by_code = BTreeMap::new();
    for finding in findings {
        *by_code.entry(finding.code.name()).or_default() += 1;
    }
    Counts { by_severity, by_code }
}

fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::samples::{bad_loss, binary};

    #[derive(Debug, thiserror::Error)]
    #[error("no \"report\"\n in x")]
    struct NoReport(Option<&'static str>);

    impl Failure for NoReport {
        fn help(&self) -> Option<&str> {
            self.0
        }
    }

    #[test]
    fn a_failure_says_what_to_do() {
        insta::assert_snapshot!(failure(&NoReport(Some("name a folder"))).unwrap(), @r#"
        {
          "error": {
            "message": "no \"report\"\n in x",
            "help": "name a folder"
          }
        }
        "#);
        assert!(failure(&NoReport(None)).unwrap().contains(r#""help": null"#));
    }

    #[test]
    fn findings_are_counted() {
        let counted = counts(&[bad_loss(), binary(), bad_loss()]);
        insta::assert_snapshot!(pretty(&counted).unwrap(), @r#"
        {
          "by_severity": {
            "error": 3,
            "warning": 0,
            "note": 0
          },
          "by_code": {
            "bad-loss": 2,
            "binary": 1
          }
        }
        "#);
    }
}
