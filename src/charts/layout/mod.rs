//! What all kinds of charts are laid out with: the page, scales, grids, and texts that do not collide.
//!
//! The result is a [`spec::ChartSpec`], plain data: marks with places and inks, which a test can look at.

pub mod area;
pub mod axis;
pub mod canvas;
pub mod data;
pub mod frame;
pub mod ink;
pub mod labels;
pub mod other_typefaces;
pub mod plot;
pub mod spec;
pub mod text;
pub mod text_mark;
pub mod time_axis;
pub mod typeface;
