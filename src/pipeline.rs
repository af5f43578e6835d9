//! The stages in order: load, tabulate, transform, check, draw, write.

pub mod check;
pub mod fix;
pub mod manual;
pub mod new;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use polars::prelude::PolarsError;
use rayon::prelude::*;

use crate::charts::frame::Scope;
use crate::charts::spec::ChartSpec;
use crate::charts::{ChartError, bars, png, render, timeline};
use crate::checks::{self, Check, Totals};
use crate::domain::checksum::sha256;
use crate::domain::{Finding, Incident, Period, Severity, Taxonomy, Usd};
use crate::loader::duplicates::{DuplicatesError, DuplicatesFile, Settled};
use crate::loader::folder::Skipped;
use crate::loader::taxonomy_file::TaxonomyError;
use crate::loader::{self, FileCounts, LoadError, Loaded, Progress};
use crate::sinks::csv::FormulaGuard;
use crate::sinks::folder::{FolderError, Target};
use crate::sinks::manifest::{Facts, Settings};
use crate::sinks::{self, Artifact, SinkError};
use crate::tables::{IncidentsTable, LabelsTable, columns};
use crate::transforms::{self, Aggregate, DIMENSIONS};

/// What a run of `build` is told.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The folders and files to load.
    pub inputs: Vec<PathBuf>,
    /// Where the edition goes.
    pub output: PathBuf,
    /// The taxonomy, if not the one that is compiled in.
    pub taxonomy: Option<PathBuf>,
    /// The rules about duplicates, if not those in `data/duplicates.yaml`.
    pub duplicates: Option<PathBuf>,
    /// The days to look at.
    pub period: Period,
    /// Whether one rejected report stops the run.
    pub strict: bool,
    /// Whether texts in CSV that look like formulas are guarded.
    pub guard: FormulaGuard,
    /// Whether a folder with other files may be replaced.
    pub force: bool,
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
    /// The checks; all of them hold.
    pub checks: Vec<Check>,
    /// The tables that were computed.
    pub aggregates: Vec<Aggregate>,
    /// The folder of the edition, as given.
    pub output: PathBuf,
    /// The files that were written, and their sizes in bytes.
    pub outputs: Vec<(String, usize)>,
}

/// The possible duplicates that no rule decides, among the incidents that are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenDuplicates {
    /// How many pairs of incidents may be one event.
    pub pairs: usize,
    /// Whether these are all: of a target with very many reports in one week some are named.
    pub complete: bool,
    /// The sum that may be counted twice.
    pub loss: Usd,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The taxonomy cannot be used.
    #[error(transparent)]
    Taxonomy(#[from] TaxonomyError),
    /// The rules about duplicates cannot be used.
    #[error(transparent)]
    Duplicates(#[from] DuplicatesError),
    /// The inputs cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Files were found, but not one of them could be loaded.
    #[error("no report could be loaded: {rejected} rejected, {skipped} skipped")]
    NothingLoaded {
        /// How many were rejected.
        rejected: usize,
        /// How many were skipped.
        skipped: usize,
    },
    /// Reports were rejected, and the run is strict.
    #[error("{rejected} of {seen} reports rejected, and `--strict` is set")]
    Strict {
        /// How many were rejected.
        rejected: usize,
        /// How many there are.
        seen: usize,
    },
    /// A sum does not hold: a fault of ours.
    #[error("a check failed: {}: {} is not {}", .0.name, .0.left, .0.right)]
    Check(Check),
    /// polars failed: a fault of ours.
    #[error("the tables could not be computed: {0}")]
    Tables(#[from] PolarsError),
    /// A chart could not be made.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A file could not be encoded.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// The edition could not be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl RunError {
    /// What the person can do next.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Taxonomy(error) => error.help(),
            Self::Duplicates(error) => error.help(),
            Self::Load(LoadError::Input(error)) => Some(error.help()),
            Self::Load(LoadError::Interrupted) => Some(FolderError::Interrupted.help()),
            Self::NothingLoaded { rejected: 0, .. } => {
                Some("name a folder that holds reports: files named *.md that are no section pages")
            }
            Self::NothingLoaded { .. } => Some(
                "mend the reports as told above, or name another folder; an earlier edition is untouched",
            ),
            Self::Strict { .. } => Some(
                "mend the reports as told above, or leave `--strict` out; an earlier edition is untouched",
            ),
            Self::Check(_) | Self::Tables(_) | Self::Chart(_) | Self::Sink(_) => Some(
                "this is a fault of lossbook: please report it with the input; an earlier edition is untouched",
            ),
            Self::Folder(error) => Some(error.help()),
        }
    }

    /// Whether the person stopped the run.
    #[must_use]
    pub fn is_interruption(&self) -> bool {
        matches!(self, Self::Load(LoadError::Interrupted) | Self::Folder(FolderError::Interrupted))
    }
}

/// What came of a run: findings, and a report of it or the reason why nothing was written.
#[derive(Debug)]
pub struct Outcome {
    /// What there is to say about the reports.
    pub findings: Vec<Finding>,
    /// What the run did.
    pub result: Result<RunReport, RunError>,
}

/// Builds an edition; `progress` is told how many reports are read.
pub fn build(options: &BuildOptions, interrupted: &AtomicBool, progress: &Progress) -> Outcome {
    let (loaded, prepared) = match prepare(options, interrupted, progress) {
        Ok(prepared) => prepared,
        Err(error) => return Outcome { findings: Vec::new(), result: Err(error) },
    };
    let Loaded { incidents, findings, files, skipped, input_sha256, .. } = loaded;
    let Prepared { target, taxonomy_sha256, duplicates_sha256, settled } = prepared;
    // An event is counted on the day of the report that is kept for it.
    let (pairs, loss) = settled.open(&incidents, |it| options.period.contains(it.date()));
    let open = OpenDuplicates { pairs, complete: settled.possible.complete, loss };
    let run =
        Run { options, files, skipped, open, input_sha256, taxonomy_sha256, duplicates_sha256 };
    let result = run.publish(incidents, &findings, &target, interrupted);
    Outcome { findings, result }
}

/// What is settled before the first table is made.
struct Prepared {
    target: Target,
    taxonomy_sha256: String,
    duplicates_sha256: Option<String>,
    settled: Settled,
}

fn prepare(
    options: &BuildOptions,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<(Loaded, Prepared), RunError> {
    let (taxonomy, text): (Taxonomy, String) =
        loader::taxonomy_file::read(options.taxonomy.as_deref())?;
    let rules: DuplicatesFile = loader::duplicates::read(options.duplicates.as_deref())?;
    let mut keep: Vec<PathBuf> = options.inputs.iter().chain(&options.taxonomy).cloned().collect();
    keep.extend(rules.text.is_some().then(|| rules.path.clone()));
    let target = sinks::folder::check(&options.output, &keep, options.force)?;
    let path = options.taxonomy.as_deref();
    let mut loaded = load(&options.inputs, path, &taxonomy, interrupted, progress)?;
    let settled = loader::duplicates::settle(&mut loaded, &rules)?;
    let taxonomy_sha256 = sha256(text);
    let duplicates_sha256 = rules.text.map(sha256);
    Ok((loaded, Prepared { target, taxonomy_sha256, duplicates_sha256, settled }))
}

/// Loads the reports; `path` is where the taxonomy came from, if it is not the built-in one.
fn load(
    inputs: &[PathBuf],
    path: Option<&Path>,
    taxonomy: &Taxonomy,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<Loaded, LoadError> {
    let mut loaded = loader::load(inputs, taxonomy, interrupted, progress)?;
    // Nobody who uses the built-in taxonomy expects all of it in their reports.
    if let Some(path) = path {
        loaded.findings.extend(loader::taxonomy_file::unused(taxonomy, path, &loaded.incidents));
    }
    Ok(loaded)
}

struct Run<'a> {
    options: &'a BuildOptions,
    files: FileCounts,
    skipped: Vec<Skipped>,
    open: OpenDuplicates,
    input_sha256: String,
    taxonomy_sha256: String,
    duplicates_sha256: Option<String>,
}

impl Run<'_> {
    fn publish(
        self,
        incidents: Vec<Incident>,
        findings: &[Finding],
        target: &Target,
        interrupted: &AtomicBool,
    ) -> Result<RunReport, RunError> {
        let FileCounts { loaded, rejected, skipped, seen, .. } = self.files;
        if loaded == 0 {
            return Err(RunError::NothingLoaded { rejected, skipped });
        }
        if self.options.strict && findings.iter().any(|it| it.severity() == Severity::Error) {
            return Err(RunError::Strict { rejected, seen });
        }
        let period = self.options.period;
        let incidents: Vec<Incident> =
            incidents.into_iter().filter(|it| period.contains(it.date())).collect();
        let outside = loaded - incidents.len();
        let table = IncidentsTable::new(&incidents)?;
        let labels = LabelsTable::new(&incidents)?;
        let aggregates = transforms::all(&table, &labels, period)?;

        let totals = checks::totals(&table)?;
        let checks = checks::check(self.files, outside, &totals, &aggregates)?;
        if let Some(failed) = checks.iter().find(|check| !check.holds) {
            return Err(RunError::Check(failed.clone()));
        }

        let counted = incidents.iter().filter(|it| it.duplicate_of().is_none()).map(Incident::date);
        let days = counted.clone().min().zip(counted.max());
        let specs = charts(&aggregates, &Scope { totals: &totals, period, days })?;
        if interrupted.load(Ordering::Relaxed) {
            return Err(LoadError::Interrupted.into());
        }
        let (drawn, written) =
            rayon::join(|| draw(&specs), || self.tables(&table, &labels, &aggregates, findings));
        let mut artifacts = written?;
        let package = sinks::datapackage::encode(&columns::all(), &artifacts)?;
        artifacts.extend(drawn?);
        artifacts.push(package);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        let facts = Facts {
            files: self.files,
            totals: &totals,
            outside_period: outside,
            checks: &checks,
            settings: &self.settings(),
            input_sha256: &self.input_sha256,
        };
        artifacts.push(sinks::manifest::encode(&facts, &artifacts)?);
        sinks::folder::publish(target, &artifacts, interrupted)?;
        Ok(RunReport {
            files: self.files,
            skipped: self.skipped,
            totals,
            days,
            outside,
            open: self.open,
            checks,
            aggregates,
            output: self.options.output.clone(),
            outputs: artifacts.into_iter().map(|it| (it.path, it.bytes.len())).collect(),
        })
    }

    /// Every table in every format.
    fn tables(
        &self,
        incidents: &IncidentsTable,
        labels: &LabelsTable,
        aggregates: &[Aggregate],
        findings: &[Finding],
    ) -> Result<Vec<Artifact>, RunError> {
        let base = [
            (columns::incidents(), incidents.frame()),
            (columns::incident_labels(), labels.frame()),
        ];
        let base = base.iter().map(|(table, frame)| (table, *frame));
        let tables: Vec<_> =
            base.chain(aggregates.iter().map(|it| (&it.table, &it.frame))).collect();
        let encoded = tables.par_iter().map(|(table, frame)| {
            Ok([
                sinks::csv::encode(table, frame, self.options.guard)?,
                sinks::parquet::encode(table, frame)?,
            ])
        });
        let encoded: Vec<[Artifact; 2]> = encoded.collect::<Result<_, SinkError>>()?;
        let mut artifacts: Vec<Artifact> = encoded.into_iter().flatten().collect();
        artifacts.push(sinks::findings::encode(findings, self.options.guard)?);
        Ok(artifacts)
    }

    fn settings(&self) -> Settings {
        let Period { from, to } = self.options.period;
        Settings {
            from: from.map(|day| day.to_string()),
            to: to.map(|day| day.to_string()),
            raw_csv: self.options.guard == FormulaGuard::Off,
            taxonomy_sha256: self.taxonomy_sha256.clone(),
            duplicates_sha256: self.duplicates_sha256.clone(),
        }
    }
}

/// The charts of an edition, laid out.
fn charts(aggregates: &[Aggregate], scope: &Scope<'_>) -> Result<Vec<ChartSpec>, ChartError> {
    let named = |name: &str| aggregates.iter().find(|it| it.table.name == name);
    let mut specs = Vec::new();
    for dimension in DIMENSIONS {
        if let Some(aggregate) = named(&format!("losses_by_{}", dimension.name())) {
            specs.push(bars::losses_by_label(aggregate, dimension, scope)?);
        }
    }
    if let Some(aggregate) = named("losses_by_month") {
        specs.push(timeline::losses_by_month(aggregate, scope)?);
    }
    Ok(specs)
}

/// Draws every chart as SVG and PNG.
fn draw(specs: &[ChartSpec]) -> Result<Vec<Artifact>, RunError> {
    let pairs: Vec<[Artifact; 2]> = specs
        .par_iter()
        .map(|spec| {
            let svg = render::svg(spec)?;
            let bitmap = png::png(&spec.name, &svg)?;
            let path = |ending| format!("charts/{}.{ending}", spec.name);
            Ok([
                Artifact { path: path("svg"), bytes: svg.into_bytes() },
                Artifact { path: path("png"), bytes: bitmap },
            ])
        })
        .collect::<Result<_, ChartError>>()?;
    Ok(pairs.into_iter().flatten().collect())
}
