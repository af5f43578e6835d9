//! What each command does with its flags: run the pipeline, print what came of it, give the exit
//! status. One file a command, or two that end in the same way.

mod chart;
mod check;
mod console;
mod edition;
pub mod man;
pub mod new;
mod texts;
mod verify;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::cli::{Cli, Command};
use crate::domain::failure::FAILED;

/// The exit status of a command.
pub type Status = u8;

/// Done.
const DONE: Status = 0;
/// Written, but some reports were rejected.
const REJECTED: Status = 3;

/// Runs a command, prints what came of it, and gives the exit status.
pub fn run(cli: &Cli) -> Status {
    match &cli.command {
        Command::Build(arguments) => edition::build(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::ExplainCode(arguments) => texts::explain_code(arguments),
        Command::New(arguments) => new::new(arguments),
        Command::Report(arguments) => edition::report(arguments),
        Command::Chart(arguments) => chart::chart(arguments),
        Command::Verify(arguments) => verify::verify(arguments),
        Command::Completions(arguments) => texts::completions(arguments),
        Command::Man(arguments) => man::man(arguments),
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
