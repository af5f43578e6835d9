//! `lossbook chart`: one chart as a file; and all those of an edition.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::charts::draw::png::Picture;
use crate::charts::draw::render;
use crate::charts::{ChartError, ChartKind, ChartOptions, Letters};
use crate::domain::Finding;
use crate::loader::{LoadError, Loaded, Progress};
use crate::store::publish::{CreateError, create};
use crate::store::replace::{ReplaceError, replace_file};

use super::Computed;
use super::error::RunError;
use super::run::{Basis, BuildOptions, accept, load_by, rules, sources};

/// The scales of bitmaps of a slide, for 1920x1080 and 1280x720.
const SCALES: [f32; 2] = [1.0, 2.0 / 3.0];

/// What a run of `chart` is told.
#[derive(Clone, Debug)]
pub struct ChartRequest {
    /// What a run of `build` is told; its output folder is not looked at.
    pub build: BuildOptions,
    /// The chart.
    pub kind: ChartKind,
    /// What was chosen of it.
    pub chosen: ChartOptions,
    /// Where it goes.
    pub target: PictureTarget,
    /// What it is encoded as.
    pub format: PictureFormat,
}

/// Where a picture goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureTarget {
    /// To a file, in the place of one that is there.
    File(PathBuf),
    /// To stdout.
    Stdout,
}

/// What a picture is encoded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// SVG.
    Svg,
    /// PNG of 1920x1080 pixels.
    Png1920,
    /// PNG of 1280x720 pixels.
    Png1280,
}

/// What came of a run: findings, and what was drawn or the reason why nothing was written.
#[derive(Debug)]
pub struct ChartOutcome {
    /// What there is to say about the reports.
    pub findings: Vec<Finding>,
    /// How many reports that is said of, rejected ones included.
    pub reports: usize,
    /// What the run did.
    pub result: Result<Drawn, ChartFailure>,
}

/// A chart that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// How many reports were rejected.
    pub rejected: usize,
    /// What stdout gets: the path of the file, or the picture.
    pub stdout: String,
}

/// Why no chart was written; a file that was there is untouched.
#[derive(Debug, thiserror::Error)]
pub enum ChartFailure {
    /// The reports could not be loaded, or the chart not be drawn.
    #[error(transparent)]
    Run(#[from] RunError),
    /// No incident has a label that the chart is about.
    #[error("the chart {chart} has nothing to show: no incident of the period has such a label")]
    NothingToShow {
        /// The chart.
        chart: &'static str,
    },
    /// The file could not be replaced.
    #[error(transparent)]
    Replace(#[from] ReplaceError),
    /// The file could not be created.
    #[error(transparent)]
    Create(#[from] CreateError),
}

impl ChartFailure {
    /// What the person can do next.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Run(error) => error.help(),
            Self::NothingToShow { .. } => Some(
                "name another chart, or give the reports such labels: see `lossbook chart --help`",
            ),
            Self::Replace(error) => Some(error.help()),
            Self::Create(error) => Some(error.help()),
        }
    }
}

impl From<ChartError> for ChartFailure {
    fn from(error: ChartError) -> Self {
        Self::Run(error.into())
    }
}

/// Draws one chart.
pub fn chart(
    request: &ChartRequest,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> ChartOutcome {
    let rules = rules(&request.build);
    let (loaded, basis) =
        match rules.and_then(|it| load_by(it, &request.build, interrupted, progress)) {
            Ok(read) => read,
            Err(error) => {
                let result = Err(error.into());
                return ChartOutcome { findings: Vec::new(), reports: 0, result };
            }
        };
    let result = draw(request, &loaded, &basis, interrupted);
    ChartOutcome { reports: loaded.files.read(), findings: loaded.findings, result }
}

fn draw(
    request: &ChartRequest,
    loaded: &Loaded,
    basis: &Basis,
    interrupted: &AtomicBool,
) -> Result<Drawn, ChartFailure> {
    let ChartRequest { build, kind, chosen, target, format } = request;
    accept(build, loaded)?;
    let sources = sources(build, loaded, basis);
    let spec = Computed::new(&sources)?.chart(&sources, *kind, chosen);
    let spec = spec.ok_or(ChartFailure::NothingToShow { chart: kind.name() })?;
    let svg = || match build.letters {
        Letters::Font => render::svg(&spec, build.theme),
        Letters::Outlines => Picture::new(&spec, build.theme)?.outlined(),
    };
    let rejected = loaded.files.rejected;
    let PictureTarget::File(path) = target else { return Ok(Drawn { rejected, stdout: svg()? }) };
    let bytes = match format {
        PictureFormat::Svg => svg()?.into_bytes(),
        PictureFormat::Png1920 => Picture::new(&spec, build.theme)?.png(SCALES[0])?,
        PictureFormat::Png1280 => Picture::new(&spec, build.theme)?.png(SCALES[1])?,
    };
    if interrupted.load(Ordering::Relaxed) {
        return Err(RunError::from(LoadError::Interrupted).into());
    }
    match create(path, &bytes) {
        Err(CreateError::Exists { path }) => replace_file(&path, &bytes)?,
        created => created?,
    }
    Ok(Drawn { rejected, stdout: format!("{}\n", path.display()) })
}
