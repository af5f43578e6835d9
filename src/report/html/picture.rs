//! A chart in the page: a wide picture for desks, a narrow one for phones, and one set of words.

use maud::{Markup, PreEscaped, html};

use crate::charts::ChartError;
use crate::charts::draw::render;
use crate::charts::layout::spec::ChartSpec;
use crate::claims::Sentence;

use super::LINE;
use super::inline::sentence;

/// A chart as the page shows it: words, and two pictures of which the page shows one.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The name of the chart.
    pub name: String,
    title: Sentence,
    subtitle: Sentence,
    footnote: Sentence,
    wide: String,
    narrow: String,
}

impl Picture {
    /// Draws a chart that is laid out twice.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] with what the drawing library says.
    pub fn new(wide: &ChartSpec, narrow: &ChartSpec) -> Result<Self, ChartError> {
        Ok(Self {
            name: wide.name.clone(),
            title: wide.title.clone(),
            subtitle: wide.subtitle.clone(),
            footnote: wide.footnote.clone(),
            wide: render::inline(wide, &format!("{}-wide-", wide.name))?,
            narrow: render::inline(narrow, &format!("{}-narrow-", narrow.name))?,
        })
    }
}

/// The chart with its words. The words are text of the page; the pictures hold only what is drawn.
pub(crate) fn figure(picture: &Picture) -> Markup {
    html! {
        figure { (LINE)
            figcaption {
                strong { (sentence(&picture.title)) }
                @if !picture.subtitle.is_empty() { span { (sentence(&picture.subtitle)) } }
            } (LINE)
            div.wide { (PreEscaped(&picture.wide)) } (LINE)
            div.narrow { (PreEscaped(&picture.narrow)) } (LINE)
            @if !picture.footnote.is_empty() { p.source { (sentence(&picture.footnote)) } (LINE) }
        }
    }
}
