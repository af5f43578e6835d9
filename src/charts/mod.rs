//! Charts: aggregates in, pictures out, as SVG and PNG.
//!
//! [`bars`] and [`timeline`] lay a chart out as a [`spec::ChartSpec`], plain data that a test can
//! look at; [`render`] draws it with plotters, and is the only file that knows plotters; [`png`]
//! makes the PNG from that SVG.

pub mod axis;
pub mod bars;
pub mod frame;
#[cfg(test)]
mod layout_tests;
pub mod png;
pub mod render;
pub mod spec;
pub mod text;
pub mod theme;
pub mod timeline;

/// Why a chart could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// A table lacks what the chart shows.
    #[error("the chart {name} could not be laid out: {source}")]
    Table {
        /// The chart.
        name: String,
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
