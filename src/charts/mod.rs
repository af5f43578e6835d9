//! Charts: tables in, pictures out, as SVG and PNG.
//!
//! [`ChartKind`] says which charts there are; each kind of picture has a file that lays it out as a
//! [`layout::spec::ChartSpec`], plain data that a test can look at, on a [`Canvas`]: a slide, or a picture in
//! a page. [`draw::render`] draws it in the colours of a [`Theme`] with plotters, and is the only file that
//! knows plotters; [`draw::png`] makes the PNG from that SVG.

pub mod draw;
pub mod kinds;
pub mod layout;
#[cfg(test)]
mod layout_tests;

pub use draw::letters::Letters;
pub use draw::png::Pictures;
pub use draw::theme::Theme;
pub use kinds::{ChartKind, ChartOptions, all};
pub use layout::axis::ScaleChoice;
pub use layout::canvas::Canvas;

/// Why a chart could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The drawing library refused something.
    #[error("the chart {name} could not be drawn: {reason}")]
    Drawing {
        /// The chart.
        name: String,
        /// What the library says.
        reason: String,
    },
}
