//! Findings as JSON, one object a line: for scripts.

use serde::Serialize;

use crate::domain::Finding;

use super::end_column;

/// One object. Without a place the numbers are null; columns count characters from one, and
/// `end_column` is the one after the last.
#[derive(Serialize)]
struct Row<'a> {
    report: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_column: Option<usize>,
    severity: &'static str,
    code: &'static str,
    fact: &'a str,
    help: &'a str,
    excerpt: Option<&'a str>,
}

/// One object a line, in the order given.
///
/// # Errors
///
/// None that a text could cause; the encoder's type has one.
pub fn show(findings: &[Finding]) -> Result<String, serde_json::Error> {
    let mut text = String::new();
    for finding in findings {
        let row = Row {
            report: &finding.path,
            file: finding.file.as_ref().unwrap_or(&finding.path),
            line: finding.place.map(|place| place.line),
            column: finding.place.map(|place| place.column),
            end_column: end_column(finding),
            severity: finding.severity().name(),
            code: finding.code.name(),
            fact: &finding.fact,
            help: &finding.help,
            excerpt: finding.excerpt.as_ref().map(|excerpt| excerpt.line.as_str()),
        };
        text.push_str(&serde_json::to_string(&row)?);
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::samples::{bad_loss, binary};

    #[test]
    fn one_object_a_line() {
        insta::assert_snapshot!(show(&[bad_loss(), binary()]).unwrap(), @r#"
        {"report":"é,a.md","file":"my reports/é,a.md","line":3,"column":9,"end_column":13,"severity":"error","code":"bad-loss","fact":"the loss `1,6M` is 100% \"wrong\"","help":"write US dollars in digits","excerpt":"“loss”: 1,6M"}
        {"report":"a\u001b[1m.md","file":"a\u001b[1m.md","line":null,"column":null,"end_column":null,"severity":"error","code":"binary","fact":"the file is not text","help":"move it away","excerpt":null}
        "#);
        assert_eq!(show(&[]).unwrap(), "");
    }
}
