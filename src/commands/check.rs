//! `lossbook check`: findings are told, and with `--fix` mended.

use std::sync::atomic::AtomicBool;

use crate::cli::{CheckArgs, Format};
use crate::domain::Severity;
use crate::loader;
use crate::loader::check::CheckReport;
use crate::loader::fix::files::FixMode;
use crate::terminal::worst::View;
use crate::terminal::{self, diff, findings, github, json, sarif};

use super::console::{Console, NotMade, print};
use super::{DONE, FAILED, Status, stop_on_signals, use_threads};

pub(crate) fn check(arguments: &CheckArgs) -> Status {
    let console = Console::new(arguments.printing);
    use_threads(arguments.threads());
    let interrupted = stop_on_signals();
    let mended = match arguments.fix_mode() {
        None => Ok(()),
        Some(mode) => mend(arguments, mode, &interrupted, console),
    };
    if let Err(status) = mended {
        return status;
    }
    let checked = console
        .beside(|progress| loader::check::check(&arguments.options(), &interrupted, progress));
    let mut report = match checked {
        Ok(report) => report,
        Err(error) => return console.fail(&error),
    };
    let fails = report.fails(arguments.deny_warnings());
    if console.is_quiet() {
        report.findings.retain(|it| it.severity() == Severity::Error);
    }
    match shown(&report, arguments, console) {
        Ok(text) => print(&text),
        Err(error) => return console.fail(&NotMade { what: "list of findings", error }),
    }
    if fails { FAILED } else { DONE }
}

/// Mends the reports, or shows what would change; `Err` is the exit status, if that was all.
fn mend(
    arguments: &CheckArgs,
    mode: FixMode,
    interrupted: &AtomicBool,
    console: Console,
) -> Result<(), Status> {
    let mended = console.beside(|progress| {
        loader::check::fix(&arguments.options().inputs, mode, interrupted, progress)
    });
    let report = mended.map_err(|error| console.fail(&error))?;
    for failure in &report.failures {
        console.fail(failure);
    }
    if mode == FixMode::Diff {
        let colour = console.colour_on_stdout();
        for change in &report.changes {
            let path = change.file.display().to_string();
            print(&diff::unified(&path, &change.before, &change.after, colour));
        }
    }
    console.note(&terminal::check::fixed(&report, mode));
    let failed = !report.failures.is_empty() || report.interrupted;
    match mode {
        _ if failed => Err(FAILED),
        FixMode::Diff => Err(if report.changes.is_empty() { DONE } else { FAILED }),
        FixMode::Write => Ok(()),
    }
}

/// The findings in the format that was asked for.
fn shown(
    report: &CheckReport,
    arguments: &CheckArgs,
    console: Console,
) -> Result<String, serde_json::Error> {
    let found = &report.findings;
    Ok(match arguments.format {
        Format::Human => {
            let view = View {
                reports: report.files.read(),
                in_full: arguments.only(),
                inputs: arguments.inputs(),
            };
            let colour = console.colour_on_stdout();
            let full = findings::show_some(found, &view, arguments.limit(), colour);
            if console.is_quiet() { full } else { full + &terminal::check::summary(report) }
        }
        Format::Json => json::show(found)?,
        Format::Github => github::show(found),
        Format::Sarif => sarif::show(found)?,
    })
}
