//! `lossbook chart`: one chart as a file; and all those of an edition.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::charts::draw::png::Picture;
use crate::charts::draw::render;
use crate::charts::{ChartKind, ChartOptions, Letters};
use crate::domain::Finding;
use crate::loader::{LoadError, Loaded, Progress};
use crate::store::publish::{CreateError, create};
use crate::store::replace::replace_file;

use super::Computed;
use super::error::RunError;
use super::pictures::SCALES;
use super::run::{Inputs, Read, Settings, accept};

/// What a run of `chart` is told.
#[derive(Clone, Debug)]
pub struct ChartRequest {
    /// What is read.
    pub inputs: Inputs,
    /// Its days, colours and letters.
    pub settings: Settings,
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
    pub result: Result<Drawn, RunError>,
}

/// A chart that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// How many reports were rejected.
    pub rejected: usize,
    /// What stdout gets: the path of the file, or the picture.
    pub stdout: String,
}

/// Draws one chart.
pub fn chart(
    request: &ChartRequest,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> ChartOutcome {
    let read = request.inputs.rules();
    let read = read.and_then(|it| Read::new(&request.inputs, it, interrupted, progress));
    match read {
        Ok(read) => {
            let result = draw(request, &read, interrupted);
            let Loaded { files, findings, .. } = read.loaded;
            ChartOutcome { reports: files.read(), findings, result }
        }
        Err(error) => ChartOutcome { findings: Vec::new(), reports: 0, result: Err(error.into()) },
    }
}

fn draw(request: &ChartRequest, read: &Read, interrupted: &AtomicBool) -> Result<Drawn, RunError> {
    let ChartRequest { settings, kind, chosen, target, format, .. } = request;
    accept(&read.loaded, false)?;
    let sources = read.sources(settings.clone());
    let spec = Computed::new(&sources)?.chart(&sources, *kind, chosen);
    let spec = spec.ok_or(RunError::NothingToShow { chart: kind.name() })?;
    let svg = || match settings.letters {
        Letters::Font => render::svg(&spec, settings.theme),
        Letters::Outlines => Picture::new(&spec, settings.theme)?.outlined(),
    };
    let rejected = read.loaded.files.rejected;
    let PictureTarget::File(path) = target else { return Ok(Drawn { rejected, stdout: svg()? }) };
    let bytes = match format {
        PictureFormat::Svg => svg()?.into_bytes(),
        PictureFormat::Png1920 => Picture::new(&spec, settings.theme)?.png(SCALES[0])?,
        PictureFormat::Png1280 => Picture::new(&spec, settings.theme)?.png(SCALES[1])?,
    };
    if interrupted.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted.into());
    }
    match create(path, &bytes) {
        Err(CreateError::Exists { path }) => replace_file(&path, &bytes)?,
        created => created?,
    }
    Ok(Drawn { rejected, stdout: format!("{}\n", path.display()) })
}
