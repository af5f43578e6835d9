//! Makes the PNG of a chart from its SVG, so that both look the same. plotters' own bitmaps have
//! letters on whole pixels, which is not fit for a slide.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::ChartError;
use super::text::{BOLD, REGULAR};

/// The bundled typeface; fonts of the machine are not used, so that all machines draw the same.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    Arc::new(fonts)
});

/// Draws an SVG as a PNG of the same size, in pixels.
///
/// # Errors
///
/// [`ChartError::Drawing`] with what resvg says.
pub fn png(name: &str, svg: &str) -> Result<Vec<u8>, ChartError> {
    let fault = |reason: String| ChartError::Drawing { name: name.to_owned(), reason };
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| fault(error.to_string()))?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| fault("the page is empty".into()))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| fault(error.to_string()))
}
