//! One edition, in memory: tables, transforms, checks, charts, files. Nothing is read or written.

pub mod build;
pub mod error;
pub mod every;
pub mod links;
pub mod one_chart;
pub mod pictures;
pub mod run;
pub mod sources;
pub mod stages;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::charts::layout::spec::ChartSpec;
use crate::charts::{self, Canvas, ChartError, ChartKind, ChartOptions, Pictures};
use crate::claims::summary::Line;
use crate::claims::{self, Coverage, Subject};
use crate::domain::Granularity;
pub use crate::formats::manifest::Extent;
use crate::formats::xlsx::Workbook;
use crate::formats::{self, FormatError};
use crate::report;
use crate::report::html::{Picture, REPORT_HTML};
use crate::report::markdown::REPORT_MARKDOWN;
use crate::store::{Artifact, Written};
use crate::tables::checks::{self, Check, Totals};
use crate::tables::schema::manifest::{ManifestFigures, Output};
use crate::tables::schema::{self, Reports};
use crate::tables::table::OneRow;
use crate::tables::view::{Ranked, count};
use crate::tables::{
    AnyTable, BaseTables, FindingsTable, Selection, Table, Tables, View, transforms,
};

use self::error::RunError;
use self::sources::Sources;
use self::stages::Stages;

/// The tables of an edition.
#[derive(Clone, Debug)]
pub struct Computed<'a> {
    /// The totals of its period.
    pub totals: Totals,
    /// The days of the first and the last incident.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The checks; all of them hold.
    pub checks: Vec<Check>,
    /// The tables that were computed.
    pub tables: Tables,
    figures: OneRow<ManifestFigures>,
    ranked: Ranked<'a>,
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

impl<'a> Computed<'a> {
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
    /// [`RunError::Check`] if a sum does not hold.
    pub fn new(sources: &Sources<'a>) -> Result<Self, RunError> {
        let selection = &sources.selection;
        let view = View::new(selection, sources.findings);
        let tables = Tables::new(&view);
        let totals = checks::totals(&selection.incidents);
        let checks = sources.check(&totals, &view, &tables)?;
        let counted = view.ranked.iter().map(|it| it.date());
        let days = counted.clone().min().zip(counted.max());
        let figures = sources.figures(&totals);
        Ok(Self { totals, days, checks, tables, figures, ranked: view.ranked })
    }

    /// The reports of an index: its months, quarters or years that lie whole within the period.
    pub fn reports(&self, sources: &Sources<'_>, granularity: Granularity) -> Table<Reports> {
        let Selection { period, as_of, .. } = sources.selection;
        let by_period = self.tables.by_period.of(granularity);
        transforms::reports::reports(period, as_of, granularity, by_period)
    }

    /// What the statements of the edition are about.
    pub fn subject<'b>(&'b self, sources: &'b Sources<'_>) -> Subject<'b> {
        let Selection { period, span, as_of, .. } = sources.selection;
        Subject {
            tables: &self.tables,
            manifest: self.figures.row(),
            outputs: None,
            ranked: &self.ranked,
            looks_back: !sources.selection.earlier.is_empty(),
            period,
            span,
            coverage: Coverage::up_to(as_of),
            title: sources.settings().title.as_deref(),
            link_base: sources.settings().link_base.as_deref(),
        }
    }

    /// One chart with choices of its own, laid out; `None` if it has nothing to show.
    pub fn chart(
        &self,
        sources: &Sources<'_>,
        kind: ChartKind,
        chosen: &ChartOptions,
    ) -> Option<ChartSpec> {
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
        stages: &Stages,
    ) -> Result<Vec<Artifact>, RunError> {
        let base = BaseTables::new(&sources.selection);
        let around = if extent == Extent::Full { base.around() } else { Vec::new() };
        let tables = self.tables.beside(base.of_period(), around);
        let workbook = || match extent {
            Extent::Full => self.workbook(sources, &tables),
            Extent::Part | Extent::Index => Ok(None),
        };
        let ((drawn, charts), (written, workbook)) = rayon::join(
            || stages.time("draw the charts", || self.drawn(sources, extent)),
            || {
                rayon::join(
                    || stages.time("encode CSV and Parquet", || encoded(sources, &tables)),
                    || stages.time("encode the workbook", workbook),
                )
            },
        );
        let mut artifacts = written?;
        if extent == Extent::Full {
            artifacts.push(findings(sources)?);
        }
        let package = formats::datapackage::encode(&schema::all(), &artifacts)?;
        artifacts.extend(drawn?);
        artifacts.extend(workbook?);
        artifacts.push(package);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        let report =
            stages.time("write the report", || self.report(sources, &charts, &artifacts))?;
        artifacts.extend(report);
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        let manifest = || {
            let outputs = artifacts.iter().map(Written::of).collect();
            sources.manifest(&self.totals, &self.checks, extent, outputs)
        };
        let manifest = stages.time("compute checksums", manifest)?;
        artifacts.push(manifest);
        Ok(artifacts)
    }

    /// The files of the charts, and the charts laid out.
    fn drawn(
        &self,
        sources: &Sources<'_>,
        extent: Extent,
    ) -> (Result<Vec<Artifact>, ChartError>, Charts) {
        let (subject, chosen) = (self.subject(sources), ChartOptions::default());
        let on = |canvas| charts::all(&subject, &chosen, canvas);
        let are_files = extent == Extent::Full && sources.settings().pictures != Pictures::None;
        let slides = || if are_files { on(Canvas::SLIDE) } else { Vec::new() };
        let (slides, (wide, narrow)) =
            rayon::join(slides, || rayon::join(|| on(Canvas::WIDE), || on(Canvas::NARROW)));
        let drawn = pictures::draw_all(&slides, sources);
        (drawn, Charts { slides, wide, narrow })
    }

    /// The workbook, if one was asked for.
    fn workbook(
        &self,
        sources: &Sources<'_>,
        tables: &[&dyn AnyTable],
    ) -> Result<Option<Artifact>, FormatError> {
        let days = self.subject(sources).days();
        let facts = sources.facts(&self.totals, &self.checks);
        let workbook = Workbook {
            period: Some(days.words()),
            facts: &facts,
            tables,
            findings: sources.findings,
        };
        formats::xlsx::encode(&workbook)
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
        let outputs = outputs(files);
        let subject = Subject { outputs: Some(&outputs), ..self.subject(sources) };
        let document = report::compose(&subject);
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

/// Tables as CSV and Parquet.
fn encoded(sources: &Sources<'_>, tables: &[&dyn AnyTable]) -> Result<Vec<Artifact>, FormatError> {
    let guard = sources.settings().guard();
    let encoded = tables
        .par_iter()
        .map(|table| Ok([formats::csv::encode(*table, guard)?, formats::parquet::encode(*table)?]));
    let encoded: Vec<[Artifact; 2]> = encoded.collect::<Result<_, FormatError>>()?;
    Ok(encoded.into_iter().flatten().collect())
}

/// The findings, which are in CSV only.
fn findings(sources: &Sources<'_>) -> Result<Artifact, FormatError> {
    formats::csv::encode(&FindingsTable::new(sources.findings), sources.settings().guard())
}

/// The list of files, as a table that the report shows.
fn outputs(files: &[Artifact]) -> Table<Output> {
    let rows = files.iter().map(|file| Output {
        path: file.path.clone(),
        bytes: count(file.bytes.len()),
        sha256: file.sha256(),
    });
    Output::table(rows.collect())
}
