//! A chart that is laid out becomes a picture: SVG by plotters, and PNG from that SVG.
//!
//! [`render`] is the only file that knows plotters, [`png`] the only one that knows resvg; a
//! [`theme`] gives each ink its colour.

pub mod encode;
pub mod letters;
pub mod outlines;
pub mod png;
pub mod render;
pub mod theme;
