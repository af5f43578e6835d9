//! The program: parse, run, print, exit code. The only file that prints or exits.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Parser;
use lossbook::cli::{
    BuildArgs, ChartArgs, CheckArgs, Cli, ColorWhen, Command, CompletionsArgs, EditionArgs,
    ExplainArgs, Format, ManArgs, NewArgs, Printing, ReportArgs, VerifyArgs, completions, manual,
};
use lossbook::domain::{Finding, Severity};
use lossbook::pipeline::chart::PictureTarget;
use lossbook::pipeline::check::CheckReport;
use lossbook::pipeline::fix::FixMode;
use lossbook::pipeline::new::NewError;
use lossbook::pipeline::{self, Outcome};
use lossbook::terminal::progress::beside;
use lossbook::terminal::summary::Listing;
use lossbook::terminal::worst::View;
use lossbook::terminal::{
    self, diff, explain, findings, github, json, run_json, sarif, summary, visible,
};

/// Failed; nothing was written.
const FAILED: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;
/// Written, but some reports were rejected.
const REJECTED: u8 = 3;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let status = match &cli.command {
        Command::Build(arguments) => build(arguments),
        Command::Check(arguments) => check(arguments),
        Command::ExplainCode(arguments) => explain_code(arguments),
        Command::New(arguments) => new(arguments),
        Command::Report(arguments) => report(arguments),
        Command::Chart(arguments) => chart(arguments),
        Command::Verify(arguments) => verify(arguments),
        Command::Completions(arguments) => complete(arguments),
        Command::Man(arguments) => man(arguments),
    };
    ExitCode::from(status)
}

fn build(arguments: &BuildArgs) -> u8 {
    let printing = arguments.reports.printing;
    let options = match arguments.options() {
        Ok(options) => options,
        Err(fault) => {
            let help = Some("see `lossbook build --help`");
            print_failure(&fault, help, arguments.edition.json, printing);
            return USAGE;
        }
    };
    use_threads(arguments.reports.threads());
    let interrupted = stop_on_signals();
    let outcome = beside(bar_can_be_drawn(), printing.quiet, |progress| {
        pipeline::build(&options, &interrupted, progress)
    });
    finish(outcome, &arguments.reports.inputs, &arguments.edition, printing)
}

fn report(arguments: &ReportArgs) -> u8 {
    use_threads(arguments.reports.threads());
    let (printing, interrupted) = (arguments.reports.printing, stop_on_signals());
    let outcome = beside(bar_can_be_drawn(), printing.quiet, |progress| {
        pipeline::report::report(&arguments.options(), &interrupted, progress)
    });
    finish(outcome, &arguments.reports.inputs, &arguments.edition, printing)
}

fn chart(arguments: &ChartArgs) -> u8 {
    let printing = arguments.reports.printing;
    let request = match arguments.request() {
        Ok(request) => request,
        Err(fault) => {
            print_error(&fault, Some("see `lossbook chart --help`"), printing);
            return USAGE;
        }
    };
    use_threads(arguments.reports.threads());
    let interrupted = stop_on_signals();
    let outcome = beside(bar_can_be_drawn(), printing.quiet, |progress| {
        pipeline::chart::chart(&request, &interrupted, progress)
    });
    let view = view(outcome.reports, &arguments.reports.inputs);
    print_findings(&outcome.findings, &view, printing);
    match outcome.result {
        Ok(drawn) => {
            // A picture is what was asked for; the path of a file is only told.
            if !printing.quiet || request.target == PictureTarget::Stdout {
                print(&mut io::stdout(), &drawn.stdout);
            }
            if drawn.rejected > 0 { REJECTED } else { 0 }
        }
        Err(error) => {
            print_error(&error.to_string(), error.help(), printing);
            FAILED
        }
    }
}

fn verify(arguments: &VerifyArgs) -> u8 {
    let printing = arguments.printing;
    match pipeline::verify::verify(&arguments.folder) {
        Ok(report) => {
            let json = arguments.json.then(|| terminal::verify::json(&report));
            if let Some(Err(status)) = json.map(|it| print_json(it, printing)) {
                return status;
            }
            if !arguments.json {
                print(&mut io::stdout(), &terminal::verify::faults(&report));
            }
            if !arguments.json && !printing.quiet {
                print(&mut io::stdout(), &terminal::verify::summary(&report, &arguments.folder));
            }
            if report.holds() { 0 } else { FAILED }
        }
        Err(error) => {
            print_error(&error.to_string(), Some(error.help()), printing);
            if arguments.json {
                // The status is that of a failure already.
                let _ = print_json(terminal::verify::json_error(&error), printing);
            }
            FAILED
        }
    }
}

/// Tells what came of a run, and gives the exit status.
fn finish(outcome: Outcome, inputs: &[PathBuf], edition: &EditionArgs, printing: Printing) -> u8 {
    let json = edition.json;
    print_findings(&outcome.findings, &view(outcome.reports, inputs), printing);
    match outcome.result {
        Ok(report) => {
            if json {
                let json = run_json::show(&report, &outcome.findings);
                if let Err(status) = print_json(json, printing) {
                    return status;
                }
            } else if !printing.quiet {
                print(
                    &mut io::stdout(),
                    &summary::show(&report, &outcome.findings, listing(edition)),
                );
            }
            if report.files.rejected > 0 { REJECTED } else { 0 }
        }
        Err(error) => {
            print_failure(&error.to_string(), error.help(), json, printing);
            FAILED
        }
    }
}

fn listing(edition: &EditionArgs) -> Listing {
    if edition.verbose { Listing::Files } else { Listing::Folders }
}

/// Tells why a run failed: people on stderr, and, with `--json`, scripts on stdout.
fn print_failure(message: &str, help: Option<&str>, json: bool, printing: Printing) {
    print_error(message, help, printing);
    if json {
        // The status is that of a failure already.
        let _ = print_json(run_json::failure(message, help), printing);
    }
}

/// Prints JSON; `Err` is the exit status if there is none.
fn print_json(json: serde_json::Result<String>, printing: Printing) -> Result<(), u8> {
    let text = json.map_err(|error| {
        print_error(&format!("the summary could not be encoded: {error}"), None, printing);
        FAILED
    })?;
    print(&mut io::stdout(), &text);
    Ok(())
}

fn check(arguments: &CheckArgs) -> u8 {
    let printing = arguments.printing;
    use_threads(arguments.threads());
    let interrupted = stop_on_signals();
    let mended = match arguments.fix_mode() {
        None => Ok(()),
        Some(mode) => mend(arguments, mode, &interrupted),
    };
    if let Err(status) = mended {
        return status;
    }
    let checked = beside(bar_can_be_drawn(), printing.quiet, |progress| {
        pipeline::check::check(&arguments.options(), &interrupted, progress)
    });
    let mut report = match checked {
        Ok(report) => report,
        Err(error) => {
            print_error(&error.to_string(), error.help(), printing);
            return FAILED;
        }
    };
    let fails = report.fails(arguments.deny_warnings());
    if printing.quiet {
        report.findings.retain(|it| it.severity() == Severity::Error);
    }
    match show_check(&report, arguments) {
        Ok(text) => print(&mut io::stdout(), &text),
        Err(error) => {
            print_error(&format!("the findings could not be encoded: {error}"), None, printing);
            return FAILED;
        }
    }
    if fails { FAILED } else { 0 }
}

/// Mends the reports, or shows what would change; `Err` is the exit status, if that was all.
fn mend(arguments: &CheckArgs, mode: FixMode, interrupted: &AtomicBool) -> Result<(), u8> {
    let printing = arguments.printing;
    let mended = beside(bar_can_be_drawn(), printing.quiet, |progress| {
        pipeline::check::fix(&arguments.options(), mode, interrupted, progress)
    });
    let report = mended.map_err(|error| {
        print_error(&error.to_string(), error.help(), printing);
        FAILED
    })?;
    for failure in &report.failures {
        print_error(&failure.to_string(), Some(failure.help()), printing);
    }
    if mode == FixMode::Diff {
        let colour = colour(printing, io::stdout().is_terminal());
        for change in &report.changes {
            let path = change.file.display().to_string();
            let text = diff::unified(&path, &change.before, &change.after, colour);
            print(&mut io::stdout(), &text);
        }
    }
    if !printing.quiet {
        print(&mut io::stderr(), &terminal::check::mended(&report, mode));
    }
    let failed = !report.failures.is_empty() || report.interrupted;
    match mode {
        _ if failed => Err(FAILED),
        FixMode::Diff => Err(if report.changes.is_empty() { 0 } else { FAILED }),
        FixMode::Write => Ok(()),
    }
}

/// The findings in the format that was asked for.
fn show_check(report: &CheckReport, arguments: &CheckArgs) -> Result<String, serde_json::Error> {
    let (printing, found) = (arguments.printing, &report.findings);
    Ok(match arguments.format {
        Format::Human => {
            let colour = colour(printing, io::stdout().is_terminal());
            let view = View {
                reports: report.files.read(),
                in_full: arguments.only(),
                inputs: arguments.inputs(),
            };
            let full = findings::show_some(found, &view, arguments.limit(), colour);
            if printing.quiet { full } else { full + &terminal::check::summary(report) }
        }
        Format::Json => json::show(found)?,
        Format::Github => github::show(found),
        Format::Sarif => sarif::show(found)?,
    })
}

fn explain_code(arguments: &ExplainArgs) -> u8 {
    let text = match arguments.codes() {
        None => explain::all(),
        Some(codes) => codes.iter().map(|code| explain::one(*code)).collect::<Vec<_>>().join("\n"),
    };
    print(&mut io::stdout(), &text);
    0
}

fn new(arguments: &NewArgs) -> u8 {
    let printing = arguments.printing;
    match pipeline::new::new(&arguments.options()) {
        Ok(written) => {
            print_findings(&written.findings, &view(1, &[]), printing);
            print(&mut io::stdout(), &format!("{}\n", written.path.display()));
            0
        }
        Err(error) => {
            print_error(&error.to_string(), error.help(), printing);
            if matches!(error, NewError::Unwritable(_)) { USAGE } else { FAILED }
        }
    }
}

fn complete(arguments: &CompletionsArgs) -> u8 {
    match completions::script(arguments.shell) {
        Ok(script) => {
            print(&mut io::stdout(), &script);
            0
        }
        Err(error) => {
            let fact = format!("the script could not be made: {error}");
            print_error(&fact, None, Printing::default());
            FAILED
        }
    }
}

fn man(arguments: &ManArgs) -> u8 {
    let pages = match &arguments.dir {
        None => manual::page(arguments.command.as_deref()).map(|page| vec![page]),
        Some(_) => manual::pages(),
    };
    let told = match (pages, &arguments.dir) {
        (Err(error), _) => Err((format!("the manual could not be made: {error}"), None)),
        (Ok(pages), None) => Ok(pages.into_iter().map(|page| page.text).collect::<String>()),
        (Ok(pages), Some(folder)) => pipeline::manual::write(&pages, folder)
            .map(|paths| paths.iter().map(|it| it.display().to_string() + "\n").collect())
            .map_err(|error| (error.to_string(), Some(error.help()))),
    };
    match told {
        Ok(text) => {
            print(&mut io::stdout(), &text);
            0
        }
        Err((fact, help)) => {
            print_error(&fact, help, Printing::default());
            FAILED
        }
    }
}

fn use_threads(threads: Option<usize>) {
    if let Some(threads) = threads {
        // Fails only if the pool exists already, and nothing has run yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
}

/// A flag that Ctrl-C and a request to terminate set; a second one ends the program at once.
fn stop_on_signals() -> Arc<AtomicBool> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // Without handlers the program ends at once, which leaves the old edition whole as well.
        let _ = signal_hook::flag::register_conditional_shutdown(
            signal,
            i32::from(FAILED),
            Arc::clone(&interrupted),
        );
        let _ = signal_hook::flag::register(signal, Arc::clone(&interrupted));
    }
    interrupted
}

/// What findings of so many reports are shown among, if all codes are.
fn view(reports: usize, inputs: &[PathBuf]) -> View<'_> {
    View { reports, in_full: &[], inputs }
}

fn print_findings(found: &[Finding], view: &View<'_>, printing: Printing) {
    let shown: Vec<_> = found
        .iter()
        .filter(|finding| !printing.quiet || finding.severity() == Severity::Error)
        .cloned()
        .collect();
    print(&mut io::stderr(), &findings::show(&shown, view, colour_on_stderr(printing)));
}

fn print_error(fact: &str, help: Option<&str>, printing: Printing) {
    let (red, cyan, reset) = if colour_on_stderr(printing) {
        ("\x1b[1;31m", "\x1b[1;36m", "\x1b[0m")
    } else {
        ("", "", "")
    };
    let lines: Vec<String> = fact.lines().map(visible).collect();
    let help = help.map_or_else(String::new, |help| format!("{cyan}help{reset}: {help}\n"));
    print(&mut io::stderr(), &format!("{red}error{reset}: {}\n{help}", lines.join("\n")));
}

/// Prints. A pipe that was closed is not an error: whoever read it has seen enough.
fn print(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Whether stderr is a terminal that can draw a line anew.
fn bar_can_be_drawn() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|it| it == "dumb")
}

fn colour_on_stderr(printing: Printing) -> bool {
    colour(printing, io::stderr().is_terminal())
}

fn colour(printing: Printing, is_terminal: bool) -> bool {
    match printing.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
            !refused && !is_dumb() && is_terminal
        }
    }
}
