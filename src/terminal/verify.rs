//! What a person or a program reads at the end of `lossbook verify`: what does not hold, and what was
//! looked at.

use std::path::Path;

use serde::Serialize;

use crate::verify::{Fault, VerifyReport};

use super::{counted, visible};

/// Every fault in a line of its own: `report.md:12: the report says "$404M", ...`.
pub fn faults(report: &VerifyReport) -> String {
    let line = |fault: &Fault| {
        let at = fault.line.map_or_else(String::new, |it| format!(":{it}"));
        format!("{}{at}: {}\n", visible(&fault.file), visible(&fault.message))
    };
    report.faults.iter().map(line).collect()
}

/// What was looked at, what was not, and whether all of it holds.
pub fn summary(report: &VerifyReport, folder: &Path) -> String {
    let notes: Vec<String> =
        report.notes.iter().map(|it| format!("Note     {}\n", visible(it))).collect();
    let editions = match report.editions {
        1 => String::new(),
        many => format!(" ({})", counted(many, "edition", "editions")),
    };
    let verdict = match report.faults.len() {
        0 => "all holds".to_owned(),
        count => {
            let files = report.faults.iter().map(|it| it.file.as_str());
            let files = files.collect::<std::collections::BTreeSet<_>>().len();
            let faults = counted(count, "thing does not hold", "things do not hold");
            format!("{faults}, in {}", counted(files, "file", "files"))
        }
    };
    format!(
        "Files    {} compared with size and SHA-256\n\
         Facts    {} looked up in the tables\n\
         Tables   {} computed again from the incidents\n\
         {}Edition  {}{editions}: {verdict}\n",
        report.files,
        report.facts,
        report.tables,
        notes.concat(),
        visible(&folder.display().to_string()),
    )
}

#[derive(Serialize)]
struct Shown<'a> {
    holds: bool,
    #[serde(flatten)]
    report: &'a VerifyReport,
}

/// One JSON object.
///
/// # Errors
///
/// None that a text could cause; the encoder's type has one.
pub fn json(report: &VerifyReport) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&Shown { holds: report.holds(), report })? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::FaultKind;

    fn report() -> VerifyReport {
        let fault = |file: &str, line, message: &str| Fault {
            kind: FaultKind::Text,
            file: file.into(),
            line,
            message: message.into(),
        };
        VerifyReport {
            editions: 1,
            files: 45,
            facts: 700,
            tables: 31,
            notes: vec!["something was not looked at".into()],
            faults: vec![
                fault("report.md", Some(12), "the report says \"$404M\""),
                fault("report.md", None, "and 3 more that do not hold in this file"),
                fault("a\u{1b}.csv", None, "is not there"),
            ],
        }
    }

    #[test]
    fn faults_and_summary() {
        let mut report = report();
        insta::assert_snapshot!(faults(&report) + &summary(&report, Path::new("output")), @r#"
        report.md:12: the report says "$404M"
        report.md: and 3 more that do not hold in this file
        a\u{1b}.csv: is not there
        Files    45 compared with size and SHA-256
        Facts    700 looked up in the tables
        Tables   31 computed again from the incidents
        Note     something was not looked at
        Edition  output: 3 things do not hold, in 2 files
        "#);
        (report.faults, report.notes, report.editions) = (vec![], vec![], 4);
        insta::assert_snapshot!(faults(&report) + &summary(&report, Path::new("output")), @r"
        Files    45 compared with size and SHA-256
        Facts    700 looked up in the tables
        Tables   31 computed again from the incidents
        Edition  output (4 editions): all holds
        ");
    }

    #[test]
    fn one_object() {
        let mut report = report();
        report.faults.truncate(1);
        insta::assert_snapshot!(json(&report).unwrap(), @r#"
        {
          "holds": false,
          "editions": 1,
          "files": 45,
          "facts": 700,
          "tables": 31,
          "notes": [
            "something was not looked at"
          ],
          "faults": [
            {
              "kind": "text",
              "file": "report.md",
              "line": 12,
              "message": "the report says \"$404M\""
            }
          ]
        }
        "#);
    }
}
