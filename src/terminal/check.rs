//! What a person reads at the end of `lossbook check`: what the findings come to.

use crate::domain::{Code, Finding, Severity};
use crate::loader::check::CheckReport;
use crate::loader::fix::files::{FixMode, FixReport};

use super::counted;

/// `3 errors, 1 warning in 325 reports: 3 bad-loss, 1 date-differs`, and what to do next.
pub fn summary(report: &CheckReport) -> String {
    let findings = &report.findings;
    let reports = counted(report.files.read(), "report", "reports");
    let mut lines = vec![if findings.is_empty() {
        format!("no findings in {reports}")
    } else {
        format!("{} in {reports}: {}", by_severity(findings), by_code(findings))
    }];
    if report.left_out > 0 {
        let left_out = counted(report.left_out, "finding", "findings");
        lines.push(format!("{left_out} left out by `--only` or `--ignore`"));
    }
    if report.files.rejected > 0 {
        let rejected = counted(report.files.rejected, "report", "reports");
        lines.push(format!("{rejected} would be rejected: left out of every table"));
    }
    if let Some((code, _)) = counts(findings).first() {
        let command = format!("`lossbook explain-code {}`", code.name());
        lines.push(format!("what a code means, and what to do: {command}"));
    }
    lines.join("\n") + "\n"
}

fn by_severity(findings: &[Finding]) -> String {
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let count = |severity| findings.iter().filter(|it| it.severity() == severity).count();
    let counts = words.map(|(severity, one, several)| (count(severity), one, several));
    let some = counts.into_iter().filter(|(count, _, _)| *count > 0);
    some.map(|(count, one, several)| counted(count, one, several)).collect::<Vec<_>>().join(", ")
}

/// The codes, the gravest first and then the commonest.
fn counts(findings: &[Finding]) -> Vec<(Code, usize)> {
    let count = |code: &Code| findings.iter().filter(|it| it.code == *code).count();
    let mut counts: Vec<(Code, usize)> =
        Code::ALL.iter().map(|code| (*code, count(code))).filter(|(_, count)| *count > 0).collect();
    counts.sort_by_key(|(code, count)| (code.severity(), std::cmp::Reverse(*count)));
    counts
}

fn by_code(findings: &[Finding]) -> String {
    let words =
        counts(findings).into_iter().map(|(code, count)| format!("{count} {}", code.name()));
    words.collect::<Vec<_>>().join(", ")
}

/// What was fixed, in one line; then each file that was left as it is, and why; more if the
/// person stopped it.
pub fn fixed(report: &FixReport, mode: FixMode) -> String {
    let findings = counted(report.repaired(), "finding", "findings");
    let files = counted(report.changes.len(), "file", "files");
    let summary = match (mode, report.changes.is_empty()) {
        (_, true) => "nothing to fix".to_owned(),
        (FixMode::Write, _) => format!("fixed {findings} in {files}"),
        (FixMode::Diff, _) => {
            format!("would fix {findings} in {files}: run `lossbook check --fix`")
        }
    };
    let stopped =
        if report.interrupted { "interrupted: all other files are unchanged\n" } else { "" };
    let mut text = format!("{summary}\n");
    for it in &report.left_alone {
        text.extend([format!("not fixed: {}: {}\n", it.file.display(), it.why)]);
    }
    text + stopped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FileCounts;
    use crate::terminal::samples::{bad_loss, binary};

    #[test]
    fn the_summary_counts() {
        let note = Finding::about(Code::UnknownLabel, "c.md", "x".into(), "y");
        let report = |findings: Vec<Finding>, rejected, left_out| CheckReport {
            findings,
            left_out,
            files: FileCounts {
                seen: 326,
                loaded: 325 - rejected,
                rejected,
                skipped: 1,
                recovered: 0,
            },
        };
        let some = vec![binary(), bad_loss(), bad_loss(), note];
        insta::assert_snapshot!(summary(&report(some, 3, 0)), @r"
        3 errors, 1 note in 325 reports: 2 bad-loss, 1 binary, 1 unknown-label
        3 reports would be rejected: left out of every table
        what a code means, and what to do: `lossbook explain-code bad-loss`
        ");
        insta::assert_snapshot!(summary(&report(vec![], 1, 1)), @r"
        no findings in 325 reports
        1 finding left out by `--only` or `--ignore`
        1 report would be rejected: left out of every table
        ");
        insta::assert_snapshot!(summary(&report(vec![], 0, 0)), @r"no findings in 325 reports");
    }
}
