//! Pictures of charts: all those of an edition.

use rayon::prelude::*;

use crate::charts::png::Picture;
use crate::charts::spec::ChartSpec;
use crate::charts::{ChartError, Theme, render};
use crate::sinks::Artifact;

/// The bitmaps of an edition: how their file names end, and their scales: 1920x1080 and 1280x720.
const BITMAPS: [(&str, f32); 2] = [("png", 1.0), ("1280x720.png", 2.0 / 3.0)];

/// Draws every chart of an edition as SVG and PNG.
pub(super) fn draw_all(specs: &[ChartSpec], theme: Theme) -> Result<Vec<Artifact>, ChartError> {
    let drawn = specs.par_iter().map(|spec| {
        let svg = render::svg(spec, theme)?;
        let picture = Picture::new(&spec.name, &svg)?;
        let path = |ending| format!("charts/{}.{ending}", spec.name);
        let mut artifacts = vec![Artifact { path: path("svg"), bytes: svg.into_bytes() }];
        for (ending, scale) in BITMAPS {
            artifacts.push(Artifact { path: path(ending), bytes: picture.png(scale)? });
        }
        Ok(artifacts)
    });
    let drawn: Vec<Vec<Artifact>> = drawn.collect::<Result<_, ChartError>>()?;
    Ok(drawn.into_iter().flatten().collect())
}
