//! The summary of a run: totals, what was left out, where the edition is.

use comfy_table::{CellAlignment, Table, presets};

use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{Finding, Severity, Usd};
use crate::loader::folder::SkipReason;
use crate::pipeline::RunReport;
use crate::tables::{read_money, read_texts};

use super::{counted, visible};

/// How many reasons of rejections the summary names.
const WORST: usize = 3;

/// How many labels of a dimension the summary names.
const NAMED: usize = 5;

/// Shows what a run did.
#[must_use]
pub fn show(report: &RunReport, findings: &[Finding]) -> String {
    let totals = &report.totals;
    let mut table = plain_table();
    let mut row = |what: &str, value: String, note: String| {
        table.add_row(vec![what.to_owned(), value, note]);
    };
    row("Total loss", totals.loss.grouped(), period(report));
    row("Incidents", totals.incidents.to_string(), String::new());
    row("  with a known loss", totals.known.to_string(), String::new());
    row(
        "  with an unknown loss",
        totals.unknown.to_string(),
        left_out(totals.unknown, "in no sum: unknown is not zero"),
    );
    if totals.duplicates > 0 {
        let loss = totals.duplicates_loss.grouped();
        let note = format!("in no sum: {loss} not counted twice");
        row("Duplicate reports", totals.duplicates.to_string(), note);
    }
    if report.open.pairs > 0 {
        row("Possible duplicates", pairs(report.open), twice(report.open));
    }
    if report.outside > 0 {
        row("Outside the period", report.outside.to_string(), "in no table".into());
    }
    for aggregate in report.aggregates.iter().take(2) {
        let (column, words) =
            (aggregate.table.columns[0].name, aggregate.table.columns[0].name.replace('_', " "));
        let labels = read_texts(&aggregate.frame, column).unwrap_or_default();
        let losses = read_money(&aggregate.frame, "allocated_loss_usd").unwrap_or_default();
        if labels.is_empty() {
            continue;
        }
        row("", String::new(), String::new());
        row(&format!("By {words}, allocated"), String::new(), String::new());
        for (label, loss) in labels.iter().zip(&losses).take(NAMED) {
            let share = loss
                .and_then(|loss| loss.millionths_of(totals.loss))
                .map_or_else(String::new, tenths_of_percent);
            row(
                &format!("  {}", visible(label.unwrap_or_default())),
                loss.map_or_else(|| "unknown".into(), Usd::grouped),
                share,
            );
        }
        if labels.len() > NAMED {
            let rest: Usd = losses.iter().skip(NAMED).flatten().copied().sum();
            row(&format!("  {} others", labels.len() - NAMED), rest.grouped(), String::new());
        }
    }
    let rows = table.to_string();
    let rows: Vec<&str> =
        rows.lines().map(str::trim_end).skip_while(|line| line.is_empty()).collect();
    format!("{}\n\n{}", rows.join("\n"), closing(report, findings))
}

/// A share in percent with one decimal, so that the points stand below each other.
fn tenths_of_percent(millionths: i128) -> String {
    let tenths = (millionths + 500) / 1000;
    format!("{:>3}.{} %", tenths / 10, tenths % 10)
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    // The columns exist only once a row is there; aligning is repeated by the header of nothing.
    table.set_header(vec!["", "", ""]);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn period(report: &RunReport) -> String {
    report.days.map_or_else(
        || "no incident in this period".to_owned(),
        |(first, last)| format!("{first} to {last}"),
    )
}

fn left_out(count: usize, words: &str) -> String {
    if count > 0 { words.to_owned() } else { String::new() }
}

/// The commonest reasons for which reports were rejected, three at the most; nothing without any.
fn worst_reasons(findings: &[Finding]) -> String {
    let mut reasons: Vec<(usize, &str, &str)> = Vec::new();
    for finding in findings.iter().filter(|it| it.severity() == Severity::Error) {
        match reasons.iter_mut().find(|(_, code, _)| *code == finding.code.name()) {
            Some((count, ..)) => *count += 1,
            None => reasons.push((1, finding.code.name(), finding.code.meaning())),
        }
    }
    reasons.sort_by_key(|(count, code, _)| (std::cmp::Reverse(*count), *code));
    let worst = reasons.into_iter().take(WORST);
    worst
        .map(|(count, code, meaning)| format!("         {count} rejected for {code}: {meaning}\n"))
        .collect::<Vec<_>>()
        .concat()
}

fn pairs(open: OpenDuplicates) -> String {
    let at_least = if open.complete { "" } else { "at least " };
    format!("{at_least}{}", counted(open.pairs, "pair", "pairs"))
}

fn twice(open: OpenDuplicates) -> String {
    if open.loss > Usd::ZERO {
        format!("{} may be counted twice", open.loss.grouped())
    } else {
        "no known loss is counted twice".into()
    }
}

/// Files, checks, and where the edition is.
fn closing(report: &RunReport, findings: &[Finding]) -> String {
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
    let bytes: usize = report.outputs.iter().map(|(_, bytes)| bytes).sum();
    format!(
        "Files    {} seen = {} loaded{warned} + {} rejected + {} skipped{reasons}\n{}Checks   {} hold: every table adds up to the total\nEdition  {} ({} files, {} kB): begin with {}\n",
        files.seen,
        files.loaded,
        files.rejected,
        files.skipped,
        worst_reasons(findings),
        report.checks.len(),
        visible(&report.output.display().to_string()),
        report.outputs.len(),
        bytes.div_ceil(1000),
        visible(
            &report.output.join("charts").join("losses_by_attack_type.png").display().to_string()
        ),
    )
}
