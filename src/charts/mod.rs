//! Charts: tables in, pictures out, as SVG and PNG.
//!
//! [`ChartKind`] says which charts there are; each kind of picture has a file that lays it out as a
//! [`spec::ChartSpec`], plain data that a test can look at, on a [`Canvas`]: a slide, or a picture in
//! a page. [`render`] draws it in the colours of a [`Theme`] with plotters, and is the only file that
//! knows plotters; [`png`] makes the PNG from that SVG.

pub mod axis;
pub mod bands;
pub mod bars;
pub mod canvas;
pub mod data;
mod encode;
pub mod frame;
pub mod grid;
mod grid_key;
pub mod heat_map;
pub mod kind;
pub mod labels;
#[cfg(test)]
mod layout_tests;
mod letters;
pub mod lines;
mod other_typefaces;
mod outlines;
pub mod plot;
pub mod png;
pub mod render;
pub mod scatter;
pub mod spec;
pub mod text;
pub mod text_mark;
pub mod theme;
pub mod time_axis;
pub mod timeline;
pub mod top_ten;

pub use axis::ScaleChoice;
pub use canvas::Canvas;
pub use kind::{ChartKind, ChartOptions, all};
pub use letters::Letters;
pub use png::Pictures;
pub use theme::Theme;

/// Why a chart could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// A table lacks what the chart shows.
    #[error("the chart {name} could not be laid out: {source}")]
    Table {
        /// The chart.
        name: &'static str,
        /// What polars says.
        source: polars::error::PolarsError,
    },
    /// The drawing library refused something.
    #[error("the chart {name} could not be drawn: {reason}")]
    Drawing {
        /// The chart.
        name: String,
        /// What the library says.
        reason: String,
    },
}
