//! The program: parse, run, print, exit code. The only file that prints or exits.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Parser;
use lossbook::cli::{BuildArgs, Cli, ColorWhen, Command, Printing};
use lossbook::domain::Severity;
use lossbook::pipeline::{self, Outcome, RunError};
use lossbook::terminal::{findings, summary, visible};

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
    };
    ExitCode::from(status)
}

fn build(arguments: &BuildArgs) -> u8 {
    let printing = arguments.printing;
    let options = match arguments.options() {
        Ok(options) => options,
        Err(fault) => {
            print_error(&fault, Some("see `lossbook build --help`"), printing);
            return USAGE;
        }
    };
    if let Some(threads) = arguments.threads() {
        // Fails only if the pool exists already, and nothing has run yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let outcome = pipeline::build(&options, &stop_on_signals());
    print_findings(&outcome, printing);
    match outcome.result {
        Ok(report) => {
            if !printing.quiet {
                print(&mut io::stdout(), &summary::show(&report, &outcome.findings));
            }
            if report.files.rejected > 0 { REJECTED } else { 0 }
        }
        Err(error) => {
            print_run_error(&error, printing);
            FAILED
        }
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

fn print_findings(outcome: &Outcome, printing: Printing) {
    let shown: Vec<_> = outcome
        .findings
        .iter()
        .filter(|finding| !printing.quiet || finding.severity() == Severity::Error)
        .cloned()
        .collect();
    print(&mut io::stderr(), &findings::show(&shown, colour(printing)));
}

fn print_run_error(error: &RunError, printing: Printing) {
    print_error(&error.to_string(), error.help(), printing);
}

fn print_error(fact: &str, help: Option<&str>, printing: Printing) {
    let (red, cyan, reset) =
        if colour(printing) { ("\x1b[1;31m", "\x1b[1;36m", "\x1b[0m") } else { ("", "", "") };
    let lines: Vec<String> = fact.lines().map(visible).collect();
    let help = help.map_or_else(String::new, |help| format!("{cyan}help{reset}: {help}\n"));
    print(&mut io::stderr(), &format!("{red}error{reset}: {}\n{help}", lines.join("\n")));
}

/// Prints. A pipe that was closed is not an error: whoever read it has seen enough.
fn print(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

fn colour(printing: Printing) -> bool {
    match printing.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
            !refused && !dumb && io::stderr().is_terminal()
        }
    }
}
