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

/// An SVG that is read, ready to be drawn in any size.
pub struct Picture {
    name: String,
    tree: Tree,
}

impl Picture {
    /// Reads an SVG; `name` is that of the chart, for messages.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] with what resvg says.
    pub fn new(name: &str, svg: &str) -> Result<Self, ChartError> {
        let options = Options { fontdb: FONTS.clone(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).map_err(|error| fault(name, error.to_string()))?;
        Ok(Self { name: name.to_owned(), tree })
    }

    /// Draws it as a PNG, so many pixels for each unit of the SVG: a slide is 1920x1080 at 1.0 and
    /// 1280x720 at 2/3.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] with what resvg says.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        let size = self
            .tree
            .size()
            .to_int_size()
            .scale_by(scale)
            .ok_or_else(|| fault(&self.name, "the page is empty".into()))?;
        let mut pixels = Pixmap::new(size.width(), size.height())
            .ok_or_else(|| fault(&self.name, "the page is empty".into()))?;
        resvg::render(&self.tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| fault(&self.name, error.to_string()))
    }
}

fn fault(name: &str, reason: String) -> ChartError {
    ChartError::Drawing { name: name.to_owned(), reason }
}
