//! The command line: flags, and the checked options that they mean.

pub mod chart;
pub mod check;
pub mod completions;
pub mod manual;
pub mod new;
pub mod report;
pub mod reports;
pub mod verify;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::Failure;
use crate::domain::failure::USAGE;
use crate::edition::run::BuildOptions;

pub use chart::ChartArgs;
pub use check::{CheckArgs, ExplainArgs, Format};
pub use completions::CompletionsArgs;
pub use manual::ManArgs;
pub use new::NewArgs;
pub use report::ReportArgs;
pub use reports::EditionArgs;
use reports::{DaysArgs, ReportsArgs};
pub use verify::VerifyArgs;

const EXIT_STATUS: &str = "\
Exit status:
  0  done
  1  failed: nothing was written, and an earlier edition is untouched
  2  wrong usage
  3  written, but some reports were rejected";

const OVERVIEW: &str = "\
Exit status:
  0  done
  1  failed; or `check` found a report that would be rejected
  2  wrong usage
  3  `build` wrote an edition, but some reports were rejected

Examples:
  lossbook build                          read data/reports, write output/
  lossbook check my/reports --diff        show what could be fixed
  lossbook build --json | jq .incidents   for scripts
  lossbook man build | man -l -           the manual of a command";

/// Turns a folder of security-incident reports into datasets, charts and totals that add up.
#[derive(Debug, Parser)]
#[command(name = "lossbook", version, after_help = OVERVIEW, arg_required_else_help = true)]
#[command(subcommand_value_name = "COMMAND")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What lossbook does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build an edition: tables as CSV and Parquet, charts, a report, a data package and a manifest
    #[command(after_help = EXIT_STATUS)]
    Build(BuildArgs),
    /// Report on a period, such as 2023-Q4: an edition of that period, compared with earlier ones
    #[command(after_help = EXIT_STATUS)]
    Report(ReportArgs),
    /// Draw one chart, as SVG or PNG
    #[command(after_help = chart::EXIT_STATUS)]
    Chart(ChartArgs),
    /// Verify an edition: every file, every table and every number in its report
    #[command(after_help = verify::EXIT_STATUS)]
    Verify(VerifyArgs),
    /// Check incident reports, say what is wrong with them, and fix what can be fixed with `--fix`
    #[command(after_help = check::EXIT_STATUS)]
    Check(CheckArgs),
    /// Explain the code of a finding: what it means, why it matters, an example, and what to do
    #[command(arg_required_else_help = true)]
    ExplainCode(ExplainArgs),
    /// Write a new incident report, with its front matter filled in and its sections left to write
    #[command(after_help = new::EXIT_STATUS)]
    New(NewArgs),
    /// Print a shell completion script
    #[command(after_help = completions::EXAMPLES, arg_required_else_help = true)]
    Completions(CompletionsArgs),
    /// Print a manual page, or write all of them to a folder
    #[command(after_help = manual::EXAMPLES)]
    Man(ManArgs),
}

/// The flags of `lossbook build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Which reports, and how they are read.
    #[command(flatten)]
    pub reports: ReportsArgs,

    /// Which days.
    #[command(flatten)]
    days: DaysArgs,

    /// Folder to write the edition to; it is replaced as a whole
    #[arg(short, long, default_value = "output", value_name = "DIR")]
    output: PathBuf,

    /// What the edition is like.
    #[command(flatten)]
    pub edition: EditionArgs,
}

impl BuildArgs {
    /// The options that the flags mean.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for flags that contradict each other.
    pub fn options(&self) -> Result<BuildOptions, UsageError> {
        let help = "see `lossbook build --help`";
        let period = self.days.period().map_err(|message| UsageError { message, help })?;
        Ok(self.edition.options(&self.reports, &self.output, period))
    }
}

/// Flags that contradict each other.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct UsageError {
    /// What is wrong, in one line.
    message: String,
    /// Where to read on.
    help: &'static str,
}

impl Failure for UsageError {
    fn help(&self) -> Option<&str> {
        Some(self.help)
    }

    fn exit_status(&self) -> u8 {
        USAGE
    }
}

/// How and how much is printed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Printing {
    /// Print errors only: no warnings, no notes, no summary, no progress bar
    #[arg(short, long)]
    pub quiet: bool,

    /// When to use colour; `auto` respects `NO_COLOR`
    #[arg(long, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub color: ColorWhen,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        Cli::command().debug_assert();
    }
}
