//! The flags of `lossbook report`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};

use crate::domain::{Granularity, Period, Span};
use crate::edition::run::BuildOptions;

use super::reports::{EditionArgs, ReportsArgs};

/// The flags of `lossbook report`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("which").args(["period", "every"]).required(true).multiple(true))]
pub struct ReportArgs {
    /// Which reports, and how they are read.
    #[command(flatten)]
    pub reports: ReportsArgs,

    /// Period to report on: 2023, 2023-H2, 2023-Q4, 2023-11, 2023-11-20, A..B for all from A to B,
    /// or `latest`, the quarter of the newest report
    #[arg(short, long, value_name = "PERIOD", value_parser = choice)]
    period: Option<Choice>,

    /// Write a report for each month, quarter or year that has incidents, and an index; with
    /// `--period`, only for those that are entirely within it
    #[arg(long, value_enum, value_name = "SPAN")]
    every: Option<Every>,

    /// Folder to write the report to; it is replaced as a whole
    #[arg(short, long, default_value = "report", value_name = "DIR")]
    output: PathBuf,

    /// What the report is like.
    #[command(flatten)]
    pub edition: EditionArgs,
}

/// How long the period of each report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Every {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

/// The days that a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// These.
    Span(Span),
    /// The quarter that the newest report lies in.
    Latest,
}

fn choice(text: &str) -> Result<Choice, String> {
    if text.eq_ignore_ascii_case("latest") {
        return Ok(Choice::Latest);
    }
    let span = Span::parse(text);
    span.map(Choice::Span).map_err(|error| format!("{error}, A..B or latest"))
}

impl ReportArgs {
    /// The options that the flags mean.
    pub fn options(&self) -> BuildOptions {
        let span = match self.period {
            Some(Choice::Span(span)) => Some(span),
            Some(Choice::Latest) | None => None,
        };
        let period = Period { from: span.map(Span::first), to: span.map(Span::last) };
        BuildOptions {
            latest_quarter: self.period == Some(Choice::Latest),
            every: self.every.map(|every| match every {
                Every::Month => Granularity::Month,
                Every::Quarter => Granularity::Quarter,
                Every::Year => Granularity::Year,
            }),
            ..self.edition.options(&self.reports, &self.output, period)
        }
    }
}
