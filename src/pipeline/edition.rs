//! One edition, in memory: tables, transforms, checks, charts, files. Nothing is read or written.

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::charts::frame::Scope;
use crate::charts::png::Picture;
use crate::charts::spec::ChartSpec;
use crate::charts::{self, Canvas, ChartError, ChartOptions, Theme, render};
use crate::checks::{self, Check, Compared, Totals};
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{Finding, Incident, Period, Span};
use crate::loader::FileCounts;
use crate::report::markdown::REPORT_MARKDOWN;
use crate::report::sheet::{Sheet, Sheets, Value};
use crate::report::{self, Subject};
use crate::sinks::csv::FormulaGuard;
use crate::sinks::manifest::{Facts, Settings};
use crate::sinks::{self, Artifact, SinkError};
use crate::tables::{IncidentsTable, LabelsTable, columns};
use crate::transforms::{self, Aggregate, History, View};

use super::RunError;

/// Everything that an edition is made from. The same sources give the same bytes.
#[derive(Clone, Debug)]
pub struct Sources<'a> {
    /// The incidents of the period, sorted by report; duplicates included.
    pub incidents: Vec<Incident>,
    /// Those before the period.
    pub earlier: Vec<Incident>,
    /// How many loaded reports lie outside of the period.
    pub outside: usize,
    /// What there is to say about all reports.
    pub findings: &'a [Finding],
    /// The accounting of files.
    pub files: FileCounts,
    /// What may be counted twice.
    pub open: OpenDuplicates,
    /// The days that were asked for.
    pub period: Period,
    /// The same days, with both ends.
    pub span: Span,
    /// The day of the newest report of all.
    pub newest: NaiveDate,
    /// Whether texts in CSV that look like formulas are guarded.
    pub guard: FormulaGuard,
    /// The title of the report, if not the usual one.
    pub title: Option<String>,
    /// What links to reports begin with, if there are any.
    pub link_base: Option<String>,
    /// The colours of the charts.
    pub theme: Theme,
    /// The SHA-256 of the input.
    pub input_sha256: String,
    /// The SHA-256 of the taxonomy's text.
    pub taxonomy_sha256: String,
    /// The SHA-256 of the duplicates file's text, if there is one.
    pub duplicates_sha256: Option<String>,
}

/// An edition that is made, and not yet written.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its files, the manifest last.
    pub artifacts: Vec<Artifact>,
    /// The totals of its period.
    pub totals: Totals,
    /// The days of the first and the last incident.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The checks; all of them hold.
    pub checks: Vec<Check>,
    /// The tables that were computed.
    pub aggregates: Vec<Aggregate>,
}

impl Edition {
    /// Makes an edition.
    ///
    /// # Errors
    ///
    /// [`RunError::Check`] if a sum does not hold; else what polars, the charts or the encoders say.
    pub fn make(sources: &Sources<'_>) -> Result<Self, RunError> {
        let Sources { period, span, newest, .. } = *sources;
        let incidents = IncidentsTable::new(&sources.incidents)?;
        let labels = LabelsTable::new(&sources.incidents)?;
        let history = History::new(&sources.earlier, &sources.incidents)?;
        let history = history.as_ref();
        let findings = sources.findings;
        let view = View {
            incidents: &incidents,
            labels: &labels,
            history,
            period,
            span,
            newest,
            findings,
        };
        let aggregates = transforms::all(&view)?;
        let totals = checks::totals(&incidents)?;
        let checks = sources.check(&totals, &view, &aggregates)?;

        let counted = sources.incidents.iter().filter(|it| it.duplicate_of().is_none());
        let counted = counted.map(Incident::date);
        let days = counted.clone().min().zip(counted.max());
        let scope = Scope { totals: &totals, period, days };
        let chosen = ChartOptions::default();
        let specs = charts::all(&aggregates, &incidents, &scope, &chosen, Canvas::SLIDE)?;
        let (drawn, written) =
            rayon::join(|| draw(&specs, sources.theme), || sources.tables(&view, &aggregates));
        let mut artifacts = written?;
        let package = sinks::datapackage::encode(&columns::all(), &artifacts)?;
        artifacts.extend(drawn?);
        artifacts.push(package);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts.extend(sources.report(&totals, &aggregates, &specs, &artifacts)?);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts.push(sources.manifest(&totals, &checks, &artifacts)?);
        Ok(Self { artifacts, totals, days, checks, aggregates })
    }
}

impl Sources<'_> {
    /// The checks, if all of them hold.
    fn check(
        &self,
        totals: &Totals,
        view: &View<'_>,
        aggregates: &[Aggregate],
    ) -> Result<Vec<Check>, RunError> {
        let Self { files, outside, .. } = *self;
        let checks = checks::check(&Compared { files, outside, totals, view, aggregates })?;
        match checks.iter().find(|check| !check.holds) {
            Some(failed) => Err(RunError::Check(failed.clone())),
            None => Ok(checks),
        }
    }

    /// Every table in every format.
    fn tables(&self, view: &View<'_>, aggregates: &[Aggregate]) -> Result<Vec<Artifact>, RunError> {
        let base = [
            (columns::incidents(), view.incidents.frame()),
            (columns::incident_labels(), view.labels.frame()),
        ];
        let base = base.iter().map(|(table, frame)| (table, *frame));
        let tables: Vec<_> =
            base.chain(aggregates.iter().map(|it| (&it.table, &it.frame))).collect();
        let encoded = tables.par_iter().map(|(table, frame)| {
            Ok([
                sinks::csv::encode(table, frame, self.guard)?,
                sinks::parquet::encode(table, frame)?,
            ])
        });
        let encoded: Vec<[Artifact; 2]> = encoded.collect::<Result<_, SinkError>>()?;
        let mut artifacts: Vec<Artifact> = encoded.into_iter().flatten().collect();
        artifacts.push(sinks::findings::encode(self.findings, self.guard)?);
        Ok(artifacts)
    }

    /// The report of the period: Markdown, and the list of its numbers.
    fn report(
        &self,
        totals: &Totals,
        aggregates: &[Aggregate],
        charts: &[ChartSpec],
        files: &[Artifact],
    ) -> Result<Vec<Artifact>, RunError> {
        let mut sheets = Sheets::new(aggregates)?;
        sheets.push(self.manifest_sheet(totals));
        sheets.push(outputs_sheet(files));
        let subject = Subject {
            sheets: &sheets,
            span: self.span,
            newest: self.newest,
            title: self.title.as_deref(),
            link_base: self.link_base.as_deref(),
        };
        let document = report::compose(&subject);
        let title =
            |name: &str| charts.iter().find(|it| it.name == name).map(|it| it.title.clone());
        let markdown = report::markdown::markdown(&document, &title);
        let facts = sinks::facts::encode(&report::facts::facts(&document))?;
        Ok(vec![Artifact { path: REPORT_MARKDOWN.into(), bytes: markdown.into_bytes() }, facts])
    }

    /// The counts and sums of the manifest, as a table that the report takes numbers from.
    fn manifest_sheet(&self, totals: &Totals) -> Sheet {
        let count = |count: usize| Value::Count(i64::try_from(count).unwrap_or(i64::MAX));
        let FileCounts { seen, loaded, recovered, rejected, skipped } = self.files;
        Sheet::single(
            report::MANIFEST,
            vec![
                ("files.seen", count(seen)),
                ("files.loaded", count(loaded)),
                ("files.recovered", count(recovered)),
                ("files.rejected", count(rejected)),
                ("files.skipped", count(skipped)),
                ("incidents", count(totals.incidents)),
                ("incidents_known", count(totals.known)),
                ("incidents_unknown", count(totals.unknown)),
                ("duplicates", count(totals.duplicates)),
                ("duplicates_loss_usd", Value::Usd(totals.duplicates_loss)),
                ("possible_duplicates.pairs", count(self.open.pairs)),
                ("possible_duplicates.loss_usd", Value::Usd(self.open.loss)),
                ("outside_period", count(self.outside)),
                ("total_loss_usd", Value::Usd(totals.loss)),
            ],
        )
    }

    fn manifest(
        &self,
        totals: &Totals,
        checks: &[Check],
        artifacts: &[Artifact],
    ) -> Result<Artifact, SinkError> {
        let settings = Settings {
            from: self.period.from.map(|day| day.to_string()),
            to: self.period.to.map(|day| day.to_string()),
            raw_csv: self.guard == FormulaGuard::Off,
            title: self.title.clone(),
            link_base: self.link_base.clone(),
            taxonomy_sha256: self.taxonomy_sha256.clone(),
            duplicates_sha256: self.duplicates_sha256.clone(),
        };
        let facts = Facts {
            files: self.files,
            totals,
            outside_period: self.outside,
            open: self.open,
            span: self.span,
            newest: self.newest,
            checks,
            settings: &settings,
            input_sha256: &self.input_sha256,
        };
        sinks::manifest::encode(&facts, artifacts)
    }
}

/// The list of files, as a table that the report shows.
fn outputs_sheet(files: &[Artifact]) -> Sheet {
    let rows = files.iter().map(|file| {
        vec![
            Value::Text(file.path.clone()),
            Value::Count(i64::try_from(file.bytes.len()).unwrap_or(i64::MAX)),
            Value::Text(file.sha256()),
        ]
    });
    Sheet::of_rows(report::OUTPUTS, &["path", "bytes", "sha256"], &["path"], rows.collect())
}

/// The bitmaps of a slide: how their file names end, and their scales, for 1920x1080 and 1280x720.
const BITMAPS: [(&str, f32); 2] = [("png", 1.0), ("1280x720.png", 2.0 / 3.0)];

/// Draws every chart as SVG and PNG.
fn draw(specs: &[ChartSpec], theme: Theme) -> Result<Vec<Artifact>, RunError> {
    let drawn: Vec<Vec<Artifact>> = specs
        .par_iter()
        .map(|spec| {
            let svg = render::svg(spec, theme)?;
            let picture = Picture::new(&spec.name, &svg)?;
            let path = |ending| format!("charts/{}.{ending}", spec.name);
            let mut artifacts = vec![Artifact { path: path("svg"), bytes: svg.into_bytes() }];
            for (ending, scale) in BITMAPS {
                artifacts.push(Artifact { path: path(ending), bytes: picture.png(scale)? });
            }
            Ok(artifacts)
        })
        .collect::<Result<_, ChartError>>()?;
    Ok(drawn.into_iter().flatten().collect())
}
