//! One edition, in memory: tables, transforms, checks, charts, files. Nothing is read or written.

use chrono::NaiveDate;
use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::charts::frame::Scope;
use crate::charts::spec::ChartSpec;
use crate::charts::{self, Canvas, ChartError, ChartKind, ChartOptions, Letters, Theme};
use crate::checks::{self, Check, Compared, Totals};
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{Finding, Incident, Period, Span};
use crate::loader::FileCounts;
use crate::report::html::{Picture, REPORT_HTML};
use crate::report::markdown::REPORT_MARKDOWN;
use crate::report::sheet::{Sheet, Sheets, Value};
use crate::report::{self, Subject};
use crate::sinks::csv::FormulaGuard;
use crate::sinks::manifest::{Facts, Settings};
use crate::sinks::xlsx::Workbook;
use crate::sinks::{self, Artifact, SinkError};
use crate::tables::columns::{self, Table};
use crate::tables::{IncidentsTable, LabelsTable};
use crate::transforms::{self, Aggregate, History, View};

use super::{RunError, chart};

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
    /// The colours of the charts.
    pub theme: Theme,
    /// How the SVG files of the charts hold their letters.
    pub letters: Letters,
    /// The title of the report, if not the usual one.
    pub title: Option<String>,
    /// What links to reports begin with, if there are any.
    pub link_base: Option<String>,
    /// The SHA-256 of the input.
    pub input_sha256: String,
    /// The SHA-256 of the taxonomy's text.
    pub taxonomy_sha256: String,
    /// The SHA-256 of the duplicates file's text, if there is one.
    pub duplicates_sha256: Option<String>,
}

/// How much of an edition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Full,
    /// The report and its tables: no files of charts, no workbook. For one of many.
    Light,
}

/// The tables of an edition, and its charts.
#[derive(Clone, Debug)]
pub struct Computed {
    /// The totals of its period.
    pub totals: Totals,
    /// The days of the first and the last incident.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The checks; all of them hold.
    pub checks: Vec<Check>,
    /// The tables that were computed.
    pub aggregates: Vec<Aggregate>,
    incidents: IncidentsTable,
    labels: LabelsTable,
    charts: Vec<ChartSpec>,
}

impl Computed {
    /// Computes the tables of an edition, and lays its charts out.
    ///
    /// # Errors
    ///
    /// [`RunError::Check`] if a sum does not hold; else what polars or the charts say.
    pub fn new(sources: &Sources<'_>) -> Result<Self, RunError> {
        let Sources { period, span, newest, findings, .. } = *sources;
        let incidents = IncidentsTable::new(&sources.incidents)?;
        let labels = LabelsTable::new(&sources.incidents)?;
        let history = History::new(&sources.earlier, &sources.incidents)?;
        let history = history.as_ref();
        let (table, of) = (&incidents, &labels);
        let view = View { incidents: table, labels: of, history, period, span, newest, findings };
        let aggregates = transforms::all(&view)?;
        let totals = checks::totals(&incidents)?;
        let checks = sources.check(&totals, &view, &aggregates)?;

        let counted = sources.incidents.iter().filter(|it| it.duplicate_of().is_none());
        let counted = counted.map(Incident::date);
        let days = counted.clone().min().zip(counted.max());
        let scope = Scope { totals: &totals, period, days };
        let chosen = ChartOptions::default();
        let charts = charts::all(&aggregates, &incidents, &scope, &chosen, Canvas::SLIDE)?;
        Ok(Self { totals, days, checks, aggregates, incidents, labels, charts })
    }

    /// One chart with choices of its own, laid out.
    ///
    /// # Errors
    ///
    /// What the charts say.
    pub fn chart(
        &self,
        kind: ChartKind,
        period: Period,
        chosen: &ChartOptions,
    ) -> Result<ChartSpec, ChartError> {
        let scope = Scope { totals: &self.totals, period, days: self.days };
        kind.draw(&self.aggregates, &self.incidents, &scope, chosen, Canvas::SLIDE)
    }

    /// Every file of the edition, sorted by path, the manifest last.
    ///
    /// # Errors
    ///
    /// What the charts or the encoders say.
    pub fn artifacts(
        &self,
        sources: &Sources<'_>,
        extent: Extent,
    ) -> Result<Vec<Artifact>, RunError> {
        let charts = || match extent {
            Extent::Full => chart::draw_all(&self.charts, sources.theme, sources.letters),
            Extent::Light => Ok(Vec::new()),
        };
        let ((drawn, pictures), (written, workbook)) = rayon::join(
            || rayon::join(charts, || self.pictures(sources.period)),
            || rayon::join(|| self.tables(sources), || self.workbook(sources, extent)),
        );
        let mut artifacts = written?;
        let package = sinks::datapackage::encode(&columns::all(), &artifacts)?;
        artifacts.extend(drawn?);
        artifacts.extend(workbook?);
        artifacts.push(package);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts.extend(self.report(sources, extent, &pictures?, &artifacts)?);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts.push(sources.manifest(&self.totals, &self.checks, &artifacts)?);
        Ok(artifacts)
    }

    /// The charts as the page of the report shows them, each laid out wide and narrow.
    fn pictures(&self, period: Period) -> Result<Vec<Picture>, ChartError> {
        let scope = Scope { totals: &self.totals, period, days: self.days };
        let chosen = ChartOptions::default();
        let on = |canvas| charts::all(&self.aggregates, &self.incidents, &scope, &chosen, canvas);
        let (wide, narrow) = rayon::join(|| on(Canvas::WIDE), || on(Canvas::NARROW));
        let (wide, narrow) = (wide?, narrow?);
        wide.par_iter().zip(&narrow).map(|(wide, narrow)| Picture::new(wide, narrow)).collect()
    }

    /// The tables and their rows, in the order of the data package.
    fn all_tables(&self) -> Vec<(Table, &DataFrame)> {
        let base = [
            (columns::incidents(), self.incidents.frame()),
            (columns::incident_labels(), self.labels.frame()),
        ];
        let computed = self.aggregates.iter().map(|it| (it.table.clone(), &it.frame));
        base.into_iter().chain(computed).collect()
    }

    /// Every table in every format.
    fn tables(&self, sources: &Sources<'_>) -> Result<Vec<Artifact>, RunError> {
        let tables = self.all_tables();
        let encoded = tables.par_iter().map(|(table, frame)| {
            Ok([
                sinks::csv::encode(table, frame, sources.guard)?,
                sinks::parquet::encode(table, frame)?,
            ])
        });
        let encoded: Vec<[Artifact; 2]> = encoded.collect::<Result<_, SinkError>>()?;
        let mut artifacts: Vec<Artifact> = encoded.into_iter().flatten().collect();
        artifacts.push(sinks::findings::encode(sources.findings, sources.guard)?);
        Ok(artifacts)
    }

    /// The workbook, if the edition has one.
    fn workbook(
        &self,
        sources: &Sources<'_>,
        extent: Extent,
    ) -> Result<Option<Artifact>, SinkError> {
        if extent == Extent::Light {
            return Ok(None);
        }
        let tables = self.all_tables();
        let tables: Vec<(&Table, &DataFrame)> = tables.iter().map(|(it, of)| (it, *of)).collect();
        let (settings, words) = (sources.settings(), sources.span.words());
        let facts = sources.facts(&self.totals, &self.checks, &settings);
        let workbook = Workbook {
            period: Some(&words),
            facts: &facts,
            tables: &tables,
            findings: sources.findings,
        };
        sinks::xlsx::encode(&workbook).map(Some)
    }

    /// The report of the period: a page, Markdown, and the list of its numbers. `files` are those
    /// that stand beside it.
    fn report(
        &self,
        sources: &Sources<'_>,
        extent: Extent,
        pictures: &[Picture],
        files: &[Artifact],
    ) -> Result<Vec<Artifact>, RunError> {
        let mut sheets = Sheets::new(&self.aggregates)?;
        sheets.push(sources.manifest_sheet(&self.totals));
        sheets.push(outputs_sheet(files));
        let document = report::compose(&Subject {
            sheets: &sheets,
            span: sources.span,
            newest: sources.newest,
            title: sources.title.as_deref(),
            link_base: sources.link_base.as_deref(),
        });
        let title = |name: &str| {
            let chart = self.charts.iter().find(|it| it.name == name);
            chart.filter(|_| extent == Extent::Full).map(|it| it.title.clone())
        };
        let markdown = report::markdown::markdown(&document, &title);
        let page = report::html::html(&document, pictures);
        Ok(vec![
            Artifact { path: REPORT_HTML.into(), bytes: page.into_bytes() },
            Artifact { path: REPORT_MARKDOWN.into(), bytes: markdown.into_bytes() },
            sinks::facts::encode(&report::facts::facts(&document))?,
        ])
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

    /// The counts and sums of the manifest, as a table that the report takes numbers from.
    pub(super) fn manifest_sheet(&self, totals: &Totals) -> Sheet {
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

    /// The manifest of these files.
    ///
    /// # Errors
    ///
    /// What the JSON writer says.
    pub(super) fn manifest(
        &self,
        totals: &Totals,
        checks: &[Check],
        artifacts: &[Artifact],
    ) -> Result<Artifact, SinkError> {
        let settings = self.settings();
        sinks::manifest::encode(&self.facts(totals, checks, &settings), artifacts)
    }

    fn settings(&self) -> Settings {
        Settings {
            from: self.period.from.map(|day| day.to_string()),
            to: self.period.to.map(|day| day.to_string()),
            raw_csv: self.guard == FormulaGuard::Off,
            theme: self.theme.name().into(),
            text: self.letters.name().into(),
            title: self.title.clone(),
            link_base: self.link_base.clone(),
            taxonomy_sha256: self.taxonomy_sha256.clone(),
            duplicates_sha256: self.duplicates_sha256.clone(),
        }
    }

    /// What the manifest tells.
    fn facts<'a>(
        &'a self,
        totals: &'a Totals,
        checks: &'a [Check],
        settings: &'a Settings,
    ) -> Facts<'a> {
        Facts {
            files: self.files,
            totals,
            outside_period: self.outside,
            open: self.open,
            span: self.span,
            newest: self.newest,
            checks,
            settings,
            input_sha256: &self.input_sha256,
        }
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
