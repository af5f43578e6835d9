//! Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.
//!
//! Source: "Workflow commands for GitHub Actions" in GitHub's documentation; the escapes are those
//! of `@actions/core`.

use crate::domain::{Finding, Severity};

use super::{end_column, visible};

/// One command a line, in the order given.
pub fn show(findings: &[Finding]) -> String {
    findings.iter().map(command).collect()
}

fn command(finding: &Finding) -> String {
    let level = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = property(finding.code.name());
    let message = data(&format!("{}\nhelp: {}", visible(&finding.fact), visible(&finding.help)));
    // A folder has no lines to show it beside.
    if finding.is_about_all() {
        return format!("::{level} title={title}::{message}\n");
    }
    let mut properties =
        format!("file={}", property(finding.file.as_ref().unwrap_or(&finding.path)));
    if let Some(place) = finding.place {
        properties = format!("{properties},line={},col={}", place.line, place.column);
    }
    // A column without a line is nothing; a range that holds no character is no range.
    if let Some(end) =
        end_column(finding).filter(|end| finding.place.is_some_and(|it| it.column < *end))
    {
        properties = format!("{properties},endColumn={end}");
    }
    format!("::{level} {properties},title={title}::{message}\n")
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: `:` and `,` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Code;
    use crate::terminal::samples::{bad_loss, binary};

    #[test]
    fn commands() {
        insta::assert_snapshot!(show(&[bad_loss(), binary()]), @r#"
        ::error file=my reports/é%2Ca.md,line=3,col=9,endColumn=13,title=bad-loss::the loss `1,6M` is 100%25 "wrong"%0Ahelp: write US dollars in digits
        ::error file=a[1m.md,title=binary::the file is not text%0Ahelp: move it away
        "#);
        assert_eq!(show(&[]), "");
        let all = Finding::about_all(Code::MissingEverywhere, "x".into(), "y");
        assert_eq!(show(&[all]), "::warning title=missing-everywhere::x%0Ahelp: y\n");
    }

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(property("a,b:c%\r\n.md"), "a%2Cb%3Ac%25%0D%0A.md");
        assert_eq!(data("51%: a, b\r\n"), "51%25: a, b%0D%0A");
        let finding =
            Finding { file: Some("x::error::\n::stop-commands::y.md".into()), ..binary() };
        assert_eq!(show(&[finding]).lines().count(), 1);
    }
}
