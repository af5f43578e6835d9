//! What a run is told, what it reads, and what it did.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;

use super::error::RunError;
use super::sources::Sources;
use super::stages::Stage;
use super::{Computed, Summary};
pub use crate::charts::{Letters, Pictures, Theme};
use crate::domain::checksum::sha256;
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{FileCounts, Finding, Granularity, Incident, Period, Severity, Span};
use crate::formats::manifest::Recorded;
use crate::formats::settings::RuleFiles;
pub use crate::formats::settings::{Settings, WorkbookTables};
use crate::loader::folder::Skipped;
pub use crate::loader::inputs::Inputs;
use crate::loader::inputs::Rules;
use crate::loader::rules::duplicates::Settled;
use crate::loader::{LoadError, Loaded, Progress};
use crate::tables::Selection;
use crate::tables::checks::{Check, Totals};

/// What a run of `build` is told.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// What is read.
    pub inputs: Inputs,
    /// Where the edition goes.
    pub output: PathBuf,
    /// What it says and how it looks.
    pub settings: Settings,
    /// Whether the days are those of the quarter that the newest report lies in, and not those of the
    /// settings.
    pub latest_quarter: bool,
    /// Whether there is an edition for each month, quarter or year, and an index.
    pub every: Option<Granularity>,
    /// Whether one rejected report stops the run.
    pub strict: bool,
    /// Whether a folder with other files may be replaced.
    pub force: bool,
}

impl BuildOptions {
    /// The settings, with the days that they mean for these incidents.
    pub(crate) fn settings_of(&self, incidents: &[Incident]) -> Settings {
        let newest = incidents.iter().map(Incident::date).max().filter(|_| self.latest_quarter);
        let quarter = newest.and_then(|day| Span::around(Granularity::Quarter, day));
        let period = quarter.map(|it| Period { from: Some(it.first()), to: Some(it.last()) });
        Settings { period: period.unwrap_or(self.settings.period), ..self.settings.clone() }
    }

    /// The settings of an edition in a folder: without links of the person's choice, they lead from
    /// there to the reports.
    pub(crate) fn settings_in(&self, folder: &Path) -> Settings {
        let link_base = self.settings.link_base.clone();
        let link_base = link_base.or_else(|| super::links::base(&self.inputs.reports, folder));
        Settings { link_base, ..self.settings.clone() }
    }
}

/// What a run did.
#[derive(Debug)]
pub struct RunReport {
    /// The accounting of files.
    pub files: FileCounts,
    /// The files that were skipped.
    pub skipped: Vec<Skipped>,
    /// The totals of the edition.
    pub totals: Totals,
    /// The days of the first and the last incident.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How many loaded reports lie outside of the period.
    pub outside: usize,
    /// What may be counted twice.
    pub open: OpenDuplicates,
    /// The rules about duplicates that were followed, if there are any.
    pub rules: Option<RulesUsed>,
    /// The checks; all of them hold.
    pub checks: Vec<Check>,
    /// What there is to tell of the edition.
    pub summary: Summary,
    /// The folder of the edition, as given.
    pub output: PathBuf,
    /// How long its stages took.
    pub stages: Vec<Stage>,
    /// The files that were written, and their sizes in bytes.
    pub outputs: Vec<(String, u64)>,
}

/// The file of rules about duplicates that a run followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesUsed {
    /// The file, as the person would write it.
    pub path: PathBuf,
    /// How many rules are in it.
    pub count: usize,
}

/// What came of a run: findings, and a report of it or the reason why nothing was written.
#[derive(Debug)]
pub struct Outcome {
    /// What there is to say about the reports.
    pub findings: Vec<Finding>,
    /// How many reports that is said of, rejected ones included.
    pub reports: usize,
    /// What the run did.
    pub result: Result<RunReport, RunError>,
}

/// Reports that were loaded, and what they were read by.
pub(crate) struct Read {
    pub(crate) loaded: Loaded,
    pub(crate) rules: Rules,
    pub(crate) settled: Settled,
}

impl Read {
    /// Reads the inputs.
    pub(crate) fn new(
        inputs: &Inputs,
        rules: Rules,
        interrupted: &AtomicBool,
        progress: &Progress,
    ) -> Result<Self, LoadError> {
        let (loaded, settled) = inputs.load(&rules, interrupted, progress)?;
        Ok(Self { loaded, rules, settled })
    }

    /// What the edition with some settings is made from.
    pub(crate) fn sources(&self, settings: Settings) -> Sources<'_> {
        let Self { loaded, rules, settled } = self;
        let period = settings.period;
        let selection = Selection::new(&loaded.incidents, period, settings.as_of);
        // An event is counted on the day of the report that is kept for it.
        let is_counted = |it: &Incident| period.contains(it.date()) && it.date() <= selection.as_of;
        let (pairs, loss_usd) = settled.open(&loaded.incidents, is_counted);
        let rules = RuleFiles {
            taxonomy_sha256: rules.taxonomy_sha256.clone(),
            duplicates: rules.duplicates.name.clone(),
            duplicates_sha256: rules.duplicates.text.as_ref().map(sha256),
        };
        Sources {
            selection,
            findings: &loaded.findings,
            files: loaded.files,
            open: OpenDuplicates { pairs, complete: settled.possible.complete, loss_usd },
            recorded: Recorded { settings, rules },
            input_sha256: loaded.input_sha256.clone(),
        }
    }
}

/// Whether what was loaded may be published.
pub(crate) fn accept(loaded: &Loaded, strict: bool) -> Result<(), RunError> {
    let FileCounts { loaded: count, rejected, skipped, seen, .. } = loaded.files;
    if count == 0 {
        return Err(LoadError::NothingLoaded { rejected, skipped }.into());
    }
    if strict && loaded.findings.iter().any(|it| it.severity() == Severity::Error) {
        return Err(RunError::Strict { rejected, seen });
    }
    Ok(())
}

impl RunReport {
    /// What a run did that wrote these files.
    pub(crate) fn new(
        options: &BuildOptions,
        read: &Read,
        sources: &Sources<'_>,
        computed: Computed<'_>,
        outputs: Vec<(String, u64)>,
    ) -> Self {
        let duplicates = &read.rules.duplicates;
        let rules = RulesUsed { path: duplicates.path.clone(), count: duplicates.count() };
        let summary = computed.summary(sources);
        Self {
            files: read.loaded.files,
            skipped: read.loaded.skipped.clone(),
            totals: computed.totals,
            days: computed.days,
            outside: sources.selection.outside,
            open: sources.open,
            rules: duplicates.text.is_some().then_some(rules),
            checks: computed.checks,
            summary,
            output: options.output.clone(),
            stages: Vec::new(),
            outputs,
        }
    }
}
