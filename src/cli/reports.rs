//! Flags that several commands share: which reports, which days, what an edition is like.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::domain::Period;
use crate::domain::span_name::parse_span;
use crate::edition::run::{
    BuildOptions, Inputs, Letters, Pictures, Settings, Theme, WorkbookTables,
};

use super::Printing;

/// Which reports are read, and how.
#[derive(Debug, Args)]
pub struct ReportsArgs {
    /// Folders of incident reports (`*.md`, `*.markdown`), or single files
    #[arg(default_value = "data/reports", value_name = "REPORTS")]
    pub inputs: Vec<PathBuf>,

    /// Labels, their aliases and parents (YAML); replaces the built-in taxonomy
    #[arg(long, value_name = "FILE")]
    pub taxonomy: Option<PathBuf>,

    /// Which reports describe the same event, and which do not (YAML) [default: duplicates.yaml in
    /// the folder of reports or the one above it, if it exists]
    #[arg(long, value_name = "FILE")]
    pub duplicates: Option<PathBuf>,

    /// Day up to which the incident reports are complete: 2023-12-31; later ones are left out. A month,
    /// quarter or year that is not over by then is named by its days, and compared with the same part of
    /// earlier ones [default: the day of the newest report]
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub as_of: Option<NaiveDate>,

    /// Threads for reading and drawing [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,

    /// How and how much to print.
    #[command(flatten)]
    pub printing: Printing,
}

impl ReportsArgs {
    /// How many threads to use, if it was said.
    pub fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// What is read.
    pub fn inputs(&self) -> Inputs {
        Inputs {
            reports: self.inputs.clone(),
            taxonomy: self.taxonomy.clone(),
            duplicates: self.duplicates.clone(),
        }
    }
}

/// Which days are looked at.
#[derive(Debug, Args)]
pub struct DaysArgs {
    /// First day to include: 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20
    #[arg(long, value_name = "PERIOD", value_parser = first_day)]
    from: Option<NaiveDate>,

    /// Last day to include: 2023, 2023-H1, 2023-Q4, 2023-11 or 2023-11-20
    #[arg(long, value_name = "PERIOD", value_parser = last_day)]
    to: Option<NaiveDate>,
}

fn first_day(text: &str) -> Result<NaiveDate, String> {
    parse_span(text).map(|(first, _)| first).map_err(|error| error.to_string())
}

fn last_day(text: &str) -> Result<NaiveDate, String> {
    parse_span(text).map(|(_, last)| last).map_err(|error| error.to_string())
}

impl DaysArgs {
    /// The period that the flags mean.
    ///
    /// # Errors
    ///
    /// If it ends before it begins, in one line.
    pub fn period(&self) -> Result<Period, String> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => {
                Err(format!("--from ({from}) is later than --to ({to})"))
            }
            (from, to) => Ok(Period { from, to }),
        }
    }
}

/// What an edition is like.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that is there or not")]
pub struct EditionArgs {
    /// Title of the report [default: Losses to security incidents, and the period]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Prefix of the links to incident reports, such as `https://example.org/incidents/` [default: the
    /// path from the edition to the reports]
    #[arg(long, value_name = "URL")]
    link_base: Option<String>,

    /// Colours of the charts
    #[arg(long, value_enum, default_value_t = Theme::Light, value_name = "THEME")]
    theme: Theme,

    /// How text is drawn in the SVG files of the charts
    #[arg(long, value_enum, default_value_t = Letters::Font, value_name = "LETTERS")]
    text: Letters,

    /// Formats of the charts
    #[arg(long, value_enum, default_value_t = Pictures::All, value_name = "FORMATS")]
    pictures: Pictures,

    /// Print to stderr how long each stage took
    #[arg(long)]
    pub timings: bool,

    /// Which tables the workbook contains
    #[arg(long, value_enum, default_value_t = WorkbookTables::Full, value_name = "TABLES")]
    workbook: WorkbookTables,

    /// Write nothing if any incident report is rejected
    #[arg(long)]
    strict: bool,

    /// Leave text in CSV as it is, even if a spreadsheet would run it as a formula
    #[arg(long)]
    raw_csv: bool,

    /// Print one JSON object on stdout instead of the summary, even with `--quiet`: counts, total,
    /// findings by code, files written; or `{"error": {"message", "help"}}` if the run fails
    #[arg(long)]
    pub json: bool,

    /// List every file written, instead of one line per folder
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,

    /// Replace the output folder even if it holds files that are not part of an edition
    #[arg(long)]
    force: bool,
}

impl ValueEnum for WorkbookTables {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Full => "All tables of up to 20,000 rows; the first sheet names the others",
            Self::Summary => "Sums only: no incidents, labels and findings one by one",
            Self::None => "No workbook",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl EditionArgs {
    /// The options that all flags mean together.
    pub fn options(&self, reports: &ReportsArgs, output: &Path, period: Period) -> BuildOptions {
        BuildOptions {
            inputs: reports.inputs(),
            output: output.to_owned(),
            settings: Settings {
                period,
                as_of: reports.as_of,
                raw_csv: self.raw_csv,
                theme: self.theme,
                letters: self.text,
                pictures: self.pictures,
                workbook: self.workbook,
                title: self.title.clone(),
                link_base: self.link_base.clone(),
            },
            latest_quarter: false,
            every: None,
            strict: self.strict,
            force: self.force,
        }
    }
}
