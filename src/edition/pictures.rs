//! The pictures of an edition, as files.

use rayon::prelude::*;

use crate::charts::draw::png::Picture;
use crate::charts::draw::render;
use crate::charts::layout::spec::ChartSpec;
use crate::charts::{ChartError, Letters, Pictures};
use crate::formats::settings::Settings;
use crate::store::Artifact;

use super::sources::Sources;

/// The scales of bitmaps of a slide, for 1920x1080 and 1280x720.
pub(crate) const SCALES: [f32; 2] = [1.0, 2.0 / 3.0];

/// Draws every chart of an edition: as SVG, and as PNG in two sizes if that is wanted.
pub(crate) fn draw_all(
    specs: &[ChartSpec],
    sources: &Sources<'_>,
) -> Result<Vec<Artifact>, ChartError> {
    let Settings { theme, letters, pictures, .. } = *sources.settings();
    let drawn = specs.par_iter().map(|spec| {
        let path = |ending| format!("charts/{}.{ending}", spec.name);
        let of_svg = |svg: String| Artifact { path: path("svg"), bytes: svg.into_bytes() };
        if (pictures, letters) == (Pictures::Svg, Letters::Font) {
            return Ok(vec![of_svg(render::svg(spec, theme)?)]);
        }
        let picture = Picture::new(spec, theme)?;
        let svg = match letters {
            Letters::Font => render::svg(spec, theme)?,
            Letters::Outlines => picture.outlined()?,
        };
        let mut artifacts = vec![of_svg(svg)];
        if pictures == Pictures::Svg {
            return Ok(artifacts);
        }
        for (ending, scale) in ["png", "1280x720.png"].into_iter().zip(SCALES) {
            artifacts.push(Artifact { path: path(ending), bytes: picture.png(scale)? });
        }
        Ok(artifacts)
    });
    let drawn: Vec<Vec<Artifact>> = drawn.collect::<Result<_, ChartError>>()?;
    Ok(drawn.into_iter().flatten().collect())
}
