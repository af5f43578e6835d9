//! One edition, in memory: tables, transforms, checks, charts, files. Nothing is read or written.

pub mod error;
pub mod every;
pub mod links;
pub mod one_chart;
pub mod pictures;
pub mod run;
pub mod run_report;
pub mod selection;
pub mod sources;

use chrono::NaiveDate;
use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::charts::layout::spec::ChartSpec;
use crate::charts::{self, Canvas, ChartError, ChartKind, ChartOptions};
use crate::claims::summary::Line;
use crate::claims::{self, Coverage, OUTPUTS, Sheet, Sheets, Subject, Value};
use crate::domain::{Granularity, Incident};
use crate::formats;
use crate::formats::FormatError;
use crate::formats::xlsx::Workbook;
use crate::report;
use crate::report::html::{Picture, REPORT_HTML};
use crate::report::markdown::REPORT_MARKDOWN;
use crate::store::Artifact;
use crate::tables::checks;
use crate::tables::checks::{Check, Totals};
use crate::tables::schema;
use crate::tables::schema::Table;
use crate::tables::transforms;
use crate::tables::transforms::{Aggregate, History, View};
use crate::tables::{IncidentsTable, LabelsTable};

use self::error::RunError;
use self::selection::Selection;
use self::sources::Sources;

/// How much of an edition is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Full,
    /// The report and its tables: no files of charts, no workbook. For one of many.
    Light,
}

/// The tables of an edition.
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
    sheets: Sheets,
}

/// The charts of an edition, laid out.
struct Charts {
    /// On slides, for the files; none of a light edition.
    slides: Vec<ChartSpec>,
    /// Wide and narrow, for the page.
    wide: Vec<ChartSpec>,
    narrow: Vec<ChartSpec>,
}

/// What the terminal tells of an edition.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The totals, and what was left out.
    pub totals: Vec<Line>,
    /// The costliest labels of each dimension, below a heading.
    pub labels: Vec<(String, Vec<Line>)>,
}

impl Computed {
    /// What the terminal tells of the edition.
    pub fn summary(&self, sources: &Sources<'_>) -> Summary {
        let subject = self.subject(sources);
        let labels = transforms::DIMENSIONS.map(|dimension| {
            let heading = format!("By {}, allocated", dimension.words().0);
            (heading, claims::summary::labels(&subject, dimension))
        });
        Summary {
            totals: claims::summary::totals(&subject, sources.open.complete),
            labels: labels.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
        }
    }

    /// Computes the tables of an edition.
    ///
    /// # Errors
    ///
    /// [`RunError::Check`] if a sum does not hold; else what polars says.
    pub fn new(sources: &Sources<'_>) -> Result<Self, RunError> {
        let Selection { period, span, as_of, .. } = sources.selection;
        let Selection { incidents: of_period, earlier, later, .. } = &sources.selection;
        let incidents = IncidentsTable::new(of_period)?;
        let labels = LabelsTable::new(of_period)?;
        let history = History::new(earlier, of_period, later)?;
        let view = View {
            incidents: &incidents,
            labels: &labels,
            history: history.as_ref(),
            period,
            span,
            as_of,
            findings: sources.findings,
        };
        let aggregates = transforms::all(&view)?;
        let totals = checks::totals(&incidents)?;
        let checks = sources.check(&totals, &view, &aggregates)?;
        let counted = of_period.iter().filter(|it| it.duplicate_of().is_none());
        let counted = counted.map(Incident::date);
        let days = counted.clone().min().zip(counted.max());
        let mut sheets = Sheets::new(&aggregates)?;
        sheets.push(sources.manifest_sheet(&totals));
        Ok(Self { totals, days, checks, aggregates, incidents, labels, sheets })
    }

    /// The reports of an index: its months, quarters or years that lie whole within the period.
    ///
    /// # Errors
    ///
    /// What polars says; on tables that this crate made there is nothing to say.
    pub fn add_reports(
        &mut self,
        sources: &Sources<'_>,
        granularity: Granularity,
    ) -> Result<Option<Aggregate>, RunError> {
        let name = schema::losses_by_period(granularity).name;
        let Some(table) = self.aggregates.iter().find(|it| it.table.name == name) else {
            return Ok(None);
        };
        let Selection { period, as_of, .. } = sources.selection;
        let reports = transforms::reports::reports(period, as_of, granularity, table)?;
        self.sheets.push(Sheet::new(&reports)?);
        Ok(Some(reports))
    }

    /// What the statements of the edition are about; `sheets` are its tables.
    pub fn subject<'a>(&'a self, sources: &'a Sources<'_>) -> Subject<'a> {
        let Selection { period, span, as_of, .. } = sources.selection;
        Subject {
            sheets: &self.sheets,
            incidents: &self.incidents,
            period,
            span,
            coverage: Coverage::up_to(as_of),
            title: sources.title.as_deref(),
            link_base: sources.link_base.as_deref(),
        }
    }

    /// One chart with choices of its own, laid out; `None` if it has nothing to show.
    ///
    /// # Errors
    ///
    /// What the charts say.
    pub fn chart(
        &self,
        sources: &Sources<'_>,
        kind: ChartKind,
        chosen: &ChartOptions,
    ) -> Result<Option<ChartSpec>, ChartError> {
        kind.draw(&self.subject(sources), chosen, Canvas::SLIDE)
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
        let ((drawn, charts), (written, workbook)) = rayon::join(
            || self.drawn(sources, extent),
            || rayon::join(|| self.tables(sources), || self.workbook(sources, extent)),
        );
        let mut artifacts = written?;
        let package = formats::datapackage::encode(&schema::all(), &artifacts)?;
        artifacts.extend(drawn?);
        artifacts.extend(workbook?);
        artifacts.push(package);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts.extend(self.report(sources, &charts?, &artifacts)?);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts.push(sources.manifest(&self.totals, &self.checks, &artifacts)?);
        Ok(artifacts)
    }

    /// The files of the charts, and the charts laid out.
    fn drawn(
        &self,
        sources: &Sources<'_>,
        extent: Extent,
    ) -> (Result<Vec<Artifact>, ChartError>, Result<Charts, ChartError>) {
        let (subject, chosen) = (self.subject(sources), ChartOptions::default());
        let on = |canvas| charts::all(&subject, &chosen, canvas);
        let slides = || match extent {
            Extent::Full => on(Canvas::SLIDE),
            Extent::Light => Ok(Vec::new()),
        };
        let (slides, (wide, narrow)) =
            rayon::join(slides, || rayon::join(|| on(Canvas::WIDE), || on(Canvas::NARROW)));
        let slides = match slides {
            Ok(slides) => slides,
            Err(error) => return (Ok(Vec::new()), Err(error)),
        };
        let drawn = pictures::draw_all(&slides, sources);
        let charts = wide.and_then(|wide| Ok(Charts { slides, wide, narrow: narrow? }));
        (drawn, charts)
    }

    /// The tables and their rows, in the order of the data package.
    fn all_tables(&self) -> Vec<(Table, &DataFrame)> {
        let base = [
            (schema::incidents(), self.incidents.frame()),
            (schema::incident_labels(), self.labels.frame()),
        ];
        let computed = self.aggregates.iter().map(|it| (it.table.clone(), &it.frame));
        base.into_iter().chain(computed).collect()
    }

    /// Every table in every format.
    fn tables(&self, sources: &Sources<'_>) -> Result<Vec<Artifact>, RunError> {
        let tables = self.all_tables();
        let encoded = tables.par_iter().map(|(table, frame)| {
            Ok([
                formats::csv::encode(table, frame, sources.guard)?,
                formats::parquet::encode(table, frame)?,
            ])
        });
        let encoded: Vec<[Artifact; 2]> = encoded.collect::<Result<_, FormatError>>()?;
        let mut artifacts: Vec<Artifact> = encoded.into_iter().flatten().collect();
        artifacts.push(formats::findings::encode(sources.findings, sources.guard)?);
        Ok(artifacts)
    }

    /// The workbook, if the edition has one.
    fn workbook(
        &self,
        sources: &Sources<'_>,
        extent: Extent,
    ) -> Result<Option<Artifact>, FormatError> {
        if extent == Extent::Light {
            return Ok(None);
        }
        let tables = self.all_tables();
        let tables: Vec<(&Table, &DataFrame)> = tables.iter().map(|(it, of)| (it, *of)).collect();
        let (settings, days) = (sources.settings(), self.subject(sources).days());
        let facts = sources.facts(&self.totals, &self.checks, &settings);
        let workbook = Workbook {
            period: Some(days.words()),
            facts: &facts,
            tables: &tables,
            findings: sources.findings,
        };
        formats::xlsx::encode(&workbook).map(Some)
    }

    /// The report of the period: a page, Markdown, and the list of what it says. `files` are those
    /// that stand beside it.
    fn report(
        &self,
        sources: &Sources<'_>,
        charts: &Charts,
        files: &[Artifact],
    ) -> Result<Vec<Artifact>, RunError> {
        let Charts { slides, wide, narrow } = charts;
        let drawn = wide.par_iter().zip(narrow).map(|(wide, narrow)| Picture::new(wide, narrow));
        let pictures: Vec<Picture> = drawn.collect::<Result<_, ChartError>>()?;
        let mut sheets = self.sheets.clone();
        sheets.push(outputs_sheet(files));
        let document = report::compose(&Subject { sheets: &sheets, ..self.subject(sources) });
        let title = |name: &str| slides.iter().find(|it| it.name == name).map(|it| it.title.bare());
        let markdown = report::markdown::markdown(&document, &title);
        let page = report::html::html(&document, &pictures);
        let shown = wide.iter().chain(narrow).filter(|it| document.shows(&it.name));
        let facts = report::facts::facts(&document, slides.iter().chain(shown));
        Ok(vec![
            Artifact { path: REPORT_HTML.into(), bytes: page.into_bytes() },
            Artifact { path: REPORT_MARKDOWN.into(), bytes: markdown.into_bytes() },
            formats::facts::encode(&facts)?,
        ])
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
    Sheet::of_rows(OUTPUTS, &["path", "bytes", "sha256"], &["path"], rows.collect())
}
