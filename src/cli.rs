//! The command line: flags, and the checked options that they mean.

pub mod check;
pub mod new;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::Period;
use crate::domain::period::parse_span;
use crate::pipeline::{BuildOptions, Theme};
use crate::sinks::csv::FormulaGuard;

pub use check::{CheckArgs, ExplainArgs, Format};
pub use new::NewArgs;

const EXIT_STATUS: &str = "\
Exit status:
  0  done
  1  failed: nothing was written, and an earlier edition is untouched
  2  wrong usage
  3  written, but some reports were rejected";

/// Turns a folder of security-incident reports into datasets, charts and sums that hold.
#[derive(Debug, Parser)]
#[command(name = "lossbook", version, after_help = EXIT_STATUS, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What lossbook does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build an edition: tables as CSV and Parquet, charts, data package, manifest
    #[command(after_help = EXIT_STATUS)]
    Build(BuildArgs),
    /// Check reports, tell what is wrong with them, and mend what can be mended with `--fix`
    #[command(after_help = check::EXIT_STATUS)]
    Check(CheckArgs),
    /// Explain a code of a finding: what it means, why it matters, an example, what to do
    ExplainCode(ExplainArgs),
    /// Write a new report, with its front matter filled in and its sections to be written
    #[command(after_help = new::EXIT_STATUS)]
    New(NewArgs),
}

/// The flags of `lossbook build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Folders of reports (`*.md`, `*.markdown`), or single reports
    #[arg(default_value = "data/reports", value_name = "REPORTS")]
    reports: Vec<PathBuf>,

    /// Folder that the edition is written to; replaced as a whole
    #[arg(short, long, default_value = "output", value_name = "DIR")]
    output: PathBuf,

    /// Labels, their aliases and parents (YAML); replaces the built-in taxonomy
    #[arg(long, value_name = "FILE")]
    taxonomy: Option<PathBuf>,

    /// Which reports tell of one event, and which do not (YAML) [default: data/duplicates.yaml,
    /// where present]
    #[arg(long, value_name = "FILE")]
    duplicates: Option<PathBuf>,

    /// First day to look at: 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20
    #[arg(long, value_name = "PERIOD", value_parser = first_day)]
    from: Option<NaiveDate>,

    /// Last day to look at, inclusive: 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20
    #[arg(long, value_name = "PERIOD", value_parser = last_day)]
    to: Option<NaiveDate>,

    /// Write nothing if any report is rejected
    #[arg(long)]
    strict: bool,

    /// Leave texts in CSV as they are, even those that a spreadsheet would run as a formula
    #[arg(long)]
    raw_csv: bool,

    /// Replace the output folder even if it holds files that are not part of an edition
    #[arg(long)]
    force: bool,

    /// Title of the report [default: Losses to security incidents, and the period]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// What links to reports begin with, such as `https://example.org/incidents/` [default: the way
    /// from the edition to the reports]
    #[arg(long, value_name = "URL")]
    link_base: Option<String>,

    /// Threads for reading and drawing [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    /// How and how much to print.
    #[command(flatten)]
    pub printing: Printing,
}

/// How and how much is printed.
#[derive(Clone, Copy, Debug, Args)]
pub struct Printing {
    /// Print errors only: no warnings, no notes, no summary
    #[arg(short, long)]
    pub quiet: bool,

    /// When to use colour; `auto` respects `NO_COLOR`
    #[arg(long, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub color: ColorWhen,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn first_day(text: &str) -> Result<NaiveDate, String> {
    parse_span(text).map(|(first, _)| first).map_err(|error| error.to_string())
}

fn last_day(text: &str) -> Result<NaiveDate, String> {
    parse_span(text).map(|(_, last)| last).map_err(|error| error.to_string())
}

impl BuildArgs {
    /// How many threads to use, if it was said.
    #[must_use]
    pub fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// The options that the flags mean.
    ///
    /// # Errors
    ///
    /// What is wrong with flags that contradict each other, in one line.
    pub fn options(&self) -> Result<BuildOptions, String> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(format!("--from ({from}) is later than --to ({to})"));
        }
        Ok(BuildOptions {
            inputs: self.reports.clone(),
            output: self.output.clone(),
            taxonomy: self.taxonomy.clone(),
            duplicates: self.duplicates.clone(),
            period: Period { from: self.from, to: self.to },
            strict: self.strict,
            guard: if self.raw_csv { FormulaGuard::Off } else { FormulaGuard::On },
            force: self.force,
            title: self.title.clone(),
            link_base: self.link_base.clone(),
            theme: Theme::Light,
        })
    }
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
