//! `lossbook build` and `lossbook report`: an edition is written.

use std::path::PathBuf;

use crate::cli::{BuildArgs, EditionArgs, ReportArgs};
use crate::domain::Failure;
use crate::edition::build::build as build_edition;
use crate::edition::run::Outcome;
use crate::terminal::run_json;
use crate::terminal::summary::{self, Listing};

use super::console::Console;
use super::{DONE, REJECTED, Status, stop_on_signals, use_threads};

pub(crate) fn build(arguments: &BuildArgs) -> Status {
    let console = Console::new(arguments.reports.printing);
    let options = match arguments.options() {
        Ok(options) => options,
        Err(error) => return fail(&error, arguments.edition.json, console),
    };
    use_threads(arguments.reports.threads());
    let interrupted = stop_on_signals();
    let outcome = console.beside(|progress| build_edition(&options, &interrupted, progress));
    finish(outcome, &arguments.reports.inputs, &arguments.edition, console)
}

pub(crate) fn report(arguments: &ReportArgs) -> Status {
    let console = Console::new(arguments.reports.printing);
    use_threads(arguments.reports.threads());
    let interrupted = stop_on_signals();
    let outcome =
        console.beside(|progress| build_edition(&arguments.options(), &interrupted, progress));
    finish(outcome, &arguments.reports.inputs, &arguments.edition, console)
}

/// Tells what came of a run, and gives the exit status.
fn finish(outcome: Outcome, inputs: &[PathBuf], edition: &EditionArgs, console: Console) -> Status {
    console.findings(&outcome.findings, outcome.reports, inputs);
    match outcome.result {
        Ok(report) => {
            if edition.json {
                let json = run_json::show(&report, &outcome.findings);
                if let Err(status) = console.json(json) {
                    return status;
                }
            } else {
                let listing = if edition.verbose { Listing::Files } else { Listing::Folders };
                console.tell(&summary::show(&report, &outcome.findings, listing));
            }
            if report.files.rejected > 0 { REJECTED } else { DONE }
        }
        Err(error) => fail(&error, edition.json, console),
    }
}

/// Tells why a run failed: people on stderr, and, with `--json`, scripts on stdout.
fn fail(error: &dyn Failure, json: bool, console: Console) -> Status {
    let status = console.fail(error);
    if json {
        // The status is that of a failure already.
        let _ = console.json(run_json::failure(error));
    }
    status
}
