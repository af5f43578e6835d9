//! The program: flags in, exit status out.

use std::process::ExitCode;

use clap::Parser;
use lossbook::cli::Cli;
use lossbook::commands;

fn main() -> ExitCode {
    ExitCode::from(commands::run(&Cli::parse()))
}
