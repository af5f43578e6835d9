//! The flags of `lossbook check` and `lossbook explain-code`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::domain::Code;
use crate::loader::check::CheckOptions;
use crate::loader::fix::files::FixMode;
use crate::loader::inputs::Inputs;

use super::Printing;

/// The exit status of `lossbook check`.
pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0  no report would be rejected
  1  a report would be rejected, regardless of --only and --ignore;
     with --deny warnings, there is a warning;
     with --diff, something would change;
     or nothing could be checked, or a file could not be fixed
  2  wrong usage";

/// The flags of `lossbook check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders of incident reports (`*.md`, `*.markdown`), or single files
    #[arg(default_value = "data/reports", value_name = "REPORTS")]
    reports: Vec<PathBuf>,

    /// Format of the findings on stdout
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub format: Format,

    /// Also fail if there is a warning
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,

    /// Show only findings with these codes: `bad-loss,date-differs`; can be repeated. Each one is
    /// shown, even if most reports have it
    #[arg(long, value_delimiter = ',', value_name = "CODE", value_parser = code)]
    only: Vec<Code>,

    /// Hide findings with these codes: `unknown-label,no-labels`; can be repeated
    #[arg(long, value_delimiter = ',', value_name = "CODE", value_parser = code)]
    ignore: Vec<Code>,

    /// Show at most N findings in full and count the rest, with `--format human` [default: all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Fix the front matter of every report that has a fixable finding, in its file; the rest of the
    /// file is left unchanged
    #[arg(long, conflicts_with_all = ["only", "ignore"])]
    fix: bool,

    /// Show what `--fix` would change, without changing anything
    #[arg(long, conflicts_with_all = ["only", "ignore", "format"])]
    diff: bool,

    /// Labels, their aliases and parents (YAML); replaces the built-in taxonomy
    #[arg(long, value_name = "FILE")]
    taxonomy: Option<PathBuf>,

    /// Which reports describe the same event, and which do not (YAML) [default: duplicates.yaml in
    /// the folder of reports or the one above it, if it exists]
    #[arg(long, value_name = "FILE")]
    duplicates: Option<PathBuf>,

    /// Threads for reading [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    /// How and how much to print.
    #[command(flatten)]
    pub printing: Printing,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: each finding with its line, then a summary.
    Human,
    /// One JSON object per line.
    Json,
    /// GitHub Actions workflow commands, shown next to the changed lines.
    Github,
    /// SARIF 2.1.0, for code scanning services and editors.
    Sarif,
}

/// What fails a check that would pass otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Every finding of severity warning.
    Warnings,
}

/// Reads the name of a code.
fn code(text: &str) -> Result<Code, String> {
    text.parse().map_err(|error: crate::domain::code::UnknownCode| error.to_string())
}

impl CheckArgs {
    /// What to do with reports that can be fixed, if anything.
    pub fn fix_mode(&self) -> Option<FixMode> {
        match (self.diff, self.fix) {
            (true, _) => Some(FixMode::Diff),
            (false, true) => Some(FixMode::Write),
            (false, false) => None,
        }
    }

    /// How many threads to use, if it was said.
    pub fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// The folders and files to load.
    pub fn inputs(&self) -> &[PathBuf] {
        &self.reports
    }

    /// The codes that were asked for by name.
    pub fn only(&self) -> &[Code] {
        &self.only
    }

    /// How many findings are shown in full.
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(usize::MAX)
    }

    /// Whether a warning fails the check.
    pub fn deny_warnings(&self) -> bool {
        self.deny == Some(Deny::Warnings)
    }

    /// The options that the flags mean.
    pub fn options(&self) -> CheckOptions {
        CheckOptions {
            inputs: Inputs {
                reports: self.reports.clone(),
                taxonomy: self.taxonomy.clone(),
                duplicates: self.duplicates.clone(),
            },
            only: self.only.clone(),
            ignore: self.ignore.clone(),
        }
    }
}

/// The flags of `lossbook explain-code`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Codes of findings, such as `bad-loss`: each finding shows its code in brackets
    #[arg(value_name = "CODE", value_parser = code, required_unless_present = "all")]
    codes: Vec<Code>,

    /// Explain every code
    #[arg(long, conflicts_with = "codes")]
    all: bool,
}

impl ExplainArgs {
    /// The codes to explain; `None` for all.
    pub fn codes(&self) -> Option<&[Code]> {
        (!self.all).then_some(&self.codes)
    }
}
