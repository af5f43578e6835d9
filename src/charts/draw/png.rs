//! Makes the PNG of a chart from its SVG, so that both look the same. plotters' own bitmaps have
//! letters on whole pixels, which is not fit for a slide. The outlines of letters, for programs that
//! lack the typeface, are those of the PNG.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, Node, Options, Tree, fontdb};

use serde::{Deserialize, Serialize};

use crate::charts::ChartError;
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::ChartSpec;
use crate::charts::layout::typeface::{BOLD, REGULAR};

use super::letters::{identified, identified_texts};
use super::theme::Theme;
use super::{encode, outlines, render};

/// In which formats the charts of an edition are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pictures {
    /// As SVG, and as PNG in two sizes.
    #[default]
    All,
    /// As SVG only: quicker, and small.
    Svg,
    /// In none: only the page shows them.
    None,
}

impl Pictures {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::All, Self::Svg, Self::None];

    /// The name, for the command line and the manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Svg => "svg",
            Self::None => "none",
        }
    }
}

/// The bundled typeface; fonts of the machine are not used, so that all machines draw the same.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    Arc::new(fonts)
});

/// A chart that is drawn, ready to become pixels in any size, or an SVG without a typeface.
pub struct Picture<'a> {
    spec: &'a ChartSpec,
    theme: Theme,
    tree: Tree,
}

impl<'a> Picture<'a> {
    /// Draws a chart.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] with what plotters or resvg says.
    pub fn new(spec: &'a ChartSpec, theme: Theme) -> Result<Self, ChartError> {
        let colour = |ink: Ink| theme.colour(ink).hexadecimal();
        let texts = identified_texts(spec, &colour);
        let svg = render::file(spec, theme, "font-family=\"Inter\" ", &texts)?;
        let options = Options { fontdb: FONTS.clone(), ..Options::default() };
        let tree =
            Tree::from_str(&svg, &options).map_err(|error| fault(&spec.name, error.to_string()))?;
        Ok(Self { spec, theme, tree })
    }

    /// Draws it as a PNG, so many pixels for each unit of the SVG: a slide is 1920x1080 at 1.0 and
    /// 1280x720 at 2/3.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] with what resvg says.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        let name = &self.spec.name;
        let size = self
            .tree
            .size()
            .to_int_size()
            .scale_by(scale)
            .ok_or_else(|| fault(name, "the page is empty".into()))?;
        let mut pixels = Pixmap::new(size.width(), size.height())
            .ok_or_else(|| fault(name, "the page is empty".into()))?;
        resvg::render(&self.tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        encode::png(&pixels).map_err(|error| fault(name, error.to_string()))
    }

    /// Draws it as an SVG file whose letters are outlines, those of the PNG. What they say is the
    /// label of each group.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] with what plotters says.
    pub fn outlined(&self) -> Result<String, ChartError> {
        let texts = self.spec.texts().enumerate();
        let texts: Vec<String> =
            texts.map(|(at, mark)| outlines::group(mark, self.text(at))).collect();
        render::file(self.spec, self.theme, "", &texts)
    }

    /// What the text at this place became.
    fn text(&self, at: usize) -> Option<&Group> {
        let id = identified(at);
        self.tree.root().children().iter().find_map(|node| match node {
            Node::Text(text) if text.id() == id => Some(text.flattened()),
            _ => None,
        })
    }
}

fn fault(name: &str, reason: String) -> ChartError {
    ChartError::Drawing { name: name.to_owned(), reason }
}
