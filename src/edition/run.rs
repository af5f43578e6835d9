//! The stages in order: load, tabulate, transform, check, draw, write.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;

use super::error::RunError;
use super::sources::Sources;
use super::{Computed, Extent, Summary};
pub use crate::charts::{Letters, Pictures, Theme};
use crate::domain::FileCounts;
use crate::domain::checksum::sha256;
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{Finding, Incident, Period, Severity, Taxonomy};
use crate::formats::csv::FormulaGuard;
use crate::loader::folder::Skipped;
use crate::loader::rules::duplicates::{DuplicatesFile, Settled};
use crate::loader::{self, LoadError, Loaded, Progress};
use crate::store::Artifact;
use crate::store::publish::{self as place, Target};
use crate::tables::Selection;
use crate::tables::checks::{Check, Totals};

/// What a run of `build` is told.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// The folders and files to load.
    pub inputs: Vec<PathBuf>,
    /// Where the edition goes.
    pub output: PathBuf,
    /// The taxonomy, if not the one that is compiled in.
    pub taxonomy: Option<PathBuf>,
    /// The rules about duplicates, if not those in the file beside the reports.
    pub duplicates: Option<PathBuf>,
    /// The days to look at.
    pub period: Period,
    /// The day up to which the reports are complete, if not that of the newest one.
    pub as_of: Option<NaiveDate>,
    /// Whether one rejected report stops the run.
    pub strict: bool,
    /// Whether texts in CSV that look like formulas are guarded.
    pub guard: FormulaGuard,
    /// Whether a folder with other files may be replaced.
    pub force: bool,
    /// The colours of the charts.
    pub theme: Theme,
    /// How the SVG files of the charts hold their letters.
    pub letters: Letters,
    /// In which formats the charts are drawn.
    pub pictures: Pictures,
    /// The title of the report, if not the usual one.
    pub title: Option<String>,
    /// What the paths of reports are put behind to make links to them; if there is none, the way
    /// from the edition to the reports.
    pub link_base: Option<String>,
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
    /// The files that were written, and their sizes in bytes.
    pub outputs: Vec<(String, usize)>,
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

/// Builds an edition; `progress` is told how many reports are read.
pub fn build(options: &BuildOptions, interrupted: &AtomicBool, progress: &Progress) -> Outcome {
    let (loaded, prepared) = match prepare(options, interrupted, progress) {
        Ok(prepared) => prepared,
        Err(error) => return Outcome::failed(error),
    };
    let result = publish(options, &loaded, &prepared, interrupted);
    Outcome { reports: loaded.files.read(), findings: loaded.findings, result }
}

impl Outcome {
    /// What comes of a run that read no report.
    pub(crate) fn failed(error: RunError) -> Self {
        Self { findings: Vec::new(), reports: 0, result: Err(error) }
    }
}

/// What is settled before the first table of an edition is made.
pub(crate) struct Prepared {
    pub(crate) target: Target,
    pub(crate) basis: Basis,
}

/// What reports were read by.
pub(crate) struct Basis {
    taxonomy_sha256: String,
    duplicates_name: Option<String>,
    duplicates_sha256: Option<String>,
    rules: Option<RulesUsed>,
    settled: Settled,
}

/// The taxonomy and its text, and the rules about duplicates.
pub(crate) struct Rules {
    taxonomy: Taxonomy,
    text: String,
    duplicates: DuplicatesFile,
}

pub(crate) fn prepare(
    options: &BuildOptions,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<(Loaded, Prepared), RunError> {
    let rules = rules(options)?;
    let mut keep: Vec<PathBuf> = options.inputs.iter().chain(&options.taxonomy).cloned().collect();
    keep.extend(rules.duplicates.text.is_some().then(|| rules.duplicates.path.clone()));
    let target = place::check(&options.output, &keep, options.force)?;
    let (loaded, basis) = load_by(rules, options, interrupted, progress)?;
    Ok((loaded, Prepared { target, basis }))
}

pub(crate) fn rules(options: &BuildOptions) -> Result<Rules, RunError> {
    let (taxonomy, text) = loader::rules::taxonomy_file::read(options.taxonomy.as_deref())?;
    let duplicates =
        loader::rules::beside::read_rules(&options.inputs, options.duplicates.as_deref())?;
    Ok(Rules { taxonomy, text, duplicates })
}

/// Loads the reports, and settles which of them are counted.
pub(crate) fn load_by(
    rules: Rules,
    options: &BuildOptions,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<(Loaded, Basis), RunError> {
    let Rules { taxonomy, text, duplicates } = rules;
    let path = options.taxonomy.as_deref();
    let mut loaded = loader::load_by(&options.inputs, path, &taxonomy, interrupted, progress)?;
    let settled = loader::rules::duplicates::settle(&mut loaded, &duplicates)?;
    let taxonomy_sha256 = sha256(text);
    let count = duplicates.count();
    let DuplicatesFile { path, name: duplicates_name, text, .. } = duplicates;
    let rules = text.is_some().then_some(RulesUsed { path, count });
    let duplicates_sha256 = text.map(sha256);
    let basis = Basis { taxonomy_sha256, duplicates_name, duplicates_sha256, rules, settled };
    Ok((loaded, basis))
}

/// Makes the edition of what was loaded, and puts it in its place.
pub(crate) fn publish(
    options: &BuildOptions,
    loaded: &Loaded,
    prepared: &Prepared,
    interrupted: &AtomicBool,
) -> Result<RunReport, RunError> {
    accept(options, loaded)?;
    let sources = sources(options, loaded, &prepared.basis);
    let computed = Computed::new(&sources)?;
    let artifacts = computed.artifacts(&sources, Extent::Full)?;
    if interrupted.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted.into());
    }
    place::publish(&prepared.target, &artifacts, interrupted)?;
    Ok(run_report(options, loaded, &sources, &prepared.basis, computed, &artifacts))
}

/// Whether what was loaded may be published.
pub(crate) fn accept(options: &BuildOptions, loaded: &Loaded) -> Result<(), RunError> {
    let FileCounts { loaded: count, rejected, skipped, seen, .. } = loaded.files;
    if count == 0 {
        return Err(RunError::NothingLoaded { rejected, skipped });
    }
    if options.strict && loaded.findings.iter().any(|it| it.severity() == Severity::Error) {
        return Err(RunError::Strict { rejected, seen });
    }
    Ok(())
}

/// What a run did that wrote these files.
pub(crate) fn run_report(
    options: &BuildOptions,
    loaded: &Loaded,
    sources: &Sources<'_>,
    basis: &Basis,
    computed: Computed<'_>,
    artifacts: &[Artifact],
) -> RunReport {
    let summary = computed.summary(sources);
    RunReport {
        files: loaded.files,
        skipped: loaded.skipped.clone(),
        totals: computed.totals,
        days: computed.days,
        outside: sources.selection.outside,
        open: sources.open,
        rules: basis.rules.clone(),
        checks: computed.checks,
        summary,
        output: options.output.clone(),
        outputs: artifacts.iter().map(|it| (it.path.clone(), it.bytes.len())).collect(),
    }
}

/// What the edition of a period is made from.
pub(crate) fn sources<'a>(
    options: &BuildOptions,
    loaded: &'a Loaded,
    basis: &Basis,
) -> Sources<'a> {
    let Basis { taxonomy_sha256, duplicates_name, duplicates_sha256, settled, .. } = basis;
    let period = options.period;
    let selection = Selection::new(&loaded.incidents, period, options.as_of);
    // An event is counted on the day of the report that is kept for it.
    let is_counted = |it: &Incident| period.contains(it.date()) && it.date() <= selection.as_of;
    let (pairs, loss) = settled.open(&loaded.incidents, is_counted);
    Sources {
        selection,
        findings: &loaded.findings,
        files: loaded.files,
        open: OpenDuplicates { pairs, complete: settled.possible.complete, loss },
        guard: options.guard,
        theme: options.theme,
        letters: options.letters,
        pictures: options.pictures,
        title: options.title.clone(),
        link_base: options
            .link_base
            .clone()
            .or_else(|| super::links::base(&options.inputs, &options.output)),
        as_of: options.as_of,
        input_sha256: loaded.input_sha256.clone(),
        taxonomy_sha256: taxonomy_sha256.clone(),
        duplicates_name: duplicates_name.clone(),
        duplicates_sha256: duplicates_sha256.clone(),
    }
}
