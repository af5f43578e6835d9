//! The summary of a run: the files that were written, totals, what was left out, where the edition
//! is. It fits into 80 columns.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};

use crate::claims::summary::Line;
use crate::domain::{Finding, Severity};
use crate::edition::run::RunReport;
use crate::loader::folder::SkipReason;

use super::{counted, visible};

/// How many reasons of rejections the summary names.
const WORST: usize = 3;

/// The columns that every terminal has.
const WIDTH: u16 = 80;

/// The longest label that fits on one line, in characters.
const LABEL: usize = 26;

/// Where the text beside a name begins.
const MARGIN: usize = 9;

/// How the files that were written are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// A line for each folder, and for each file beside them.
    Folders,
    /// A line for each file.
    Files,
}

/// Shows what a run did.
pub fn show(report: &RunReport, findings: &[Finding], listing: Listing) -> String {
    let mut table = plain_table();
    for line in &report.summary.totals {
        table.add_row(cells(line));
    }
    for (heading, lines) in &report.summary.labels {
        table.add_row(vec![String::new(); 3]);
        table.add_row(vec![heading.clone(), String::new(), String::new()]);
        for line in lines {
            table.add_row(cells(line));
        }
    }
    let rows = table.to_string();
    let rows: Vec<&str> =
        rows.lines().map(str::trim_end).skip_while(|line| line.is_empty()).collect();
    let written = written(report, listing);
    format!("{written}\n{}\n\n{}", rows.join("\n"), closing(report, findings))
}

/// A line of the summary: its name in as many lines as it takes, the value, the note.
fn cells(line: &Line) -> Vec<String> {
    let name = visible(&line.name.bare());
    let name =
        if line.is_part { format!("  {}", wrapped(&name, LABEL).join("\n    ")) } else { name };
    vec![name, visible(&line.value.bare()), visible(&line.note.bare())]
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    // A long note goes on in the next line, as a long label does; an amount never does.
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    // The columns exist only once a row is there; aligning is repeated by the header of nothing.
    table.set_header(vec!["", "", ""]);
    for column in table.column_iter_mut().take(2) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// The commonest reasons for which reports were rejected, three at the most; nothing without any.
fn worst_reasons(findings: &[Finding]) -> Vec<String> {
    let mut reasons: Vec<(usize, &str, &str)> = Vec::new();
    for finding in findings.iter().filter(|it| it.severity() == Severity::Error) {
        match reasons.iter_mut().find(|(_, code, _)| *code == finding.code.name()) {
            Some((count, ..)) => *count += 1,
            None => reasons.push((1, finding.code.name(), finding.code.meaning())),
        }
    }
    reasons.sort_by_key(|(count, code, _)| (std::cmp::Reverse(*count), *code));
    let worst = reasons.into_iter().take(WORST);
    worst.map(|(count, code, meaning)| format!("{count} rejected for {code}: {meaning}")).collect()
}

/// A line for each file of the edition, or for each folder of files: the path below the output folder,
/// how many files, and their size.
fn written(report: &RunReport, listing: Listing) -> String {
    let mut rows: Vec<[String; 3]> = Vec::new();
    let folder = |path: &'_ str| match listing {
        Listing::Files => None,
        Listing::Folders => path.split_once('/').map(|(folder, _)| folder.to_owned()),
    };
    for group in report
        .outputs
        .chunk_by(|(one, _), (other, _)| folder(one).is_some_and(|it| Some(it) == folder(other)))
    {
        let bytes: u64 = group.iter().map(|(_, bytes)| bytes).sum();
        let path = &group[0].0;
        rows.push(match folder(path) {
            None => [visible(path), String::new(), size(bytes)],
            Some(folder) => {
                [visible(&folder) + "/", counted(group.len(), "file", "files"), size(bytes)]
            }
        });
    }
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let (paths, counts, sizes) = (width(0), width(1), width(2));
    let gap = if counts > 0 { "  " } else { "" };
    let mut text = format!("Written to {}:\n", visible(&report.output.display().to_string()));
    for [path, count, size] in &rows {
        text.extend([format!("  {path:<paths$}{gap}{count:>counts$}  {size:>sizes$}\n")]);
    }
    text
}

/// A size in bytes as people read it: `512 B`, `9.4 kB`, `1.2 MB`; a kB is 1000 bytes.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes / unit) * 10 + (bytes % unit * 10 + unit / 2) / unit;
    let (tenths, unit) = match bytes {
        0..1000 => return format!("{bytes} B"),
        // What would be rounded to 1000.0 kB is a megabyte.
        1000..999_950 => (tenths(1000), "kB"),
        _ => (tenths(1_000_000), "MB"),
    };
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// Files, checks, and where the edition is.
fn closing(report: &RunReport, findings: &[Finding]) -> String {
    let bytes: u64 = report.outputs.iter().map(|(_, bytes)| bytes).sum();
    let folder = visible(&report.output.display().to_string());
    // What a person opens first: the index of many reports, else the report.
    let is_written = |name: &&str| report.outputs.iter().any(|(path, _)| path == name);
    let first =
        ["index.html", "report.html"].into_iter().find(is_written).unwrap_or("manifest.json");
    let first = report.output.join(first);
    let files = counted(report.outputs.len(), "file", "files");
    let reasons: String =
        worst_reasons(findings).iter().map(|reason| paragraph("", reason)).collect();
    format!(
        "{}{reasons}{}Checks   {} hold: every table adds up to the total\nEdition  {folder}: {files}, {}\n         start with {}\n",
        paragraph("Files", &accounting(report)),
        rules(report),
        report.checks.len(),
        size(bytes),
        visible(&first.display().to_string()),
    )
}

/// `Rules    data/duplicates.yaml (3 rules)`: which file says what is counted once, or that none does.
fn rules(report: &RunReport) -> String {
    let text = match &report.rules {
        None => "none: no duplicates.yaml next to the reports".to_owned(),
        Some(rules) => {
            let path = visible(&rules.path.display().to_string());
            format!("{path} ({})", counted(rules.count, "rule", "rules"))
        }
    };
    paragraph("Rules", &text)
}

/// `7 seen = 5 loaded (2 with warnings) + 1 rejected + 1 skipped (1 section page)`.
fn accounting(report: &RunReport) -> String {
    let files = report.files;
    let reasons: Vec<String> = [SkipReason::FolderPage, SkipReason::Hidden, SkipReason::Link]
        .into_iter()
        .map(|reason| (reason, report.skipped.iter().filter(|it| it.reason == reason).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(reason, count)| counted(count, reason.name(), &format!("{}s", reason.name())))
        .collect();
    let reasons =
        if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    let warned = if files.recovered > 0 {
        format!(" ({} with warnings)", files.recovered)
    } else {
        String::new()
    };
    format!(
        "{} seen = {} loaded{warned} + {} rejected + {} skipped{reasons}",
        files.seen, files.loaded, files.rejected, files.skipped
    )
}

/// A name in the margin and a text beside it, which goes on below itself where a line is full.
fn paragraph(name: &str, text: &str) -> String {
    let lines = wrapped(text, usize::from(WIDTH) - MARGIN);
    let names = std::iter::once(name).chain(std::iter::repeat(""));
    let lines = names.zip(lines).map(|(name, line)| format!("{name:<MARGIN$}{line}\n"));
    lines.collect::<Vec<_>>().concat()
}

/// A text in lines of at most `room` characters; a word that is longer goes on in the next line.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split(' ') {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > room {
            lines.push(String::new());
            length = 0;
        }
        for (index, character) in word.chars().enumerate() {
            if length == room {
                lines.push(String::new());
                length = 0;
            }
            if let Some(line) = lines.last_mut() {
                if index == 0 && length > 0 {
                    line.push(' ');
                    length += 1;
                }
                line.push(character);
                length += 1;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        #[rustfmt::skip]
        let table = [
            (0,           "0 B"),
            (999,         "999 B"),
            (1000,        "1.0 kB"),
            (1049,        "1.0 kB"),
            (1050,        "1.1 kB"),
            (643_961,     "644.0 kB"),
            (999_949,     "999.9 kB"),
            (999_950,     "1.0 MB"),
            (12_345_678,  "12.3 MB"),
        ];
        for (bytes, expected) in table {
            assert_eq!(size(bytes), expected, "{bytes}");
        }
        assert!(size(u64::MAX).ends_with(" MB"), "nothing overflows");
    }

    #[test]
    fn a_full_line_goes_on_below_itself() {
        let text = "1 rejected for yaml-alias: The front matter uses a YAML anchor, alias or tag, which reports do not need.";
        insta::assert_snapshot!(paragraph("Files", text), @r"
        Files    1 rejected for yaml-alias: The front matter uses a YAML anchor, alias
                 or tag, which reports do not need.
        ");
        let table: [(&str, &[&str]); 6] = [
            ("", &[""]),
            ("one", &["one"]),
            ("to be", &["to be"]),
            ("to be or", &["to be", "or"]),
            ("a longest word", &["a", "longe", "st", "word"]),
            ("fives fives", &["fives", "fives"]),
        ];
        for (text, expected) in table {
            assert_eq!(wrapped(text, 5), expected, "{text}");
        }
    }
}
