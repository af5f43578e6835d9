//! What a chart is laid out from: what the edition is about, and what was chosen.

use crate::claims::Subject;

use super::axis::ScaleChoice;
use super::canvas::Canvas;

/// What one chart is laid out from.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// What the edition is about.
    pub subject: &'a Subject<'a>,
    /// How many of the largest rows are shown, if that was chosen.
    pub top: Option<usize>,
    /// The scale that was chosen.
    pub scale: ScaleChoice,
    /// The page.
    pub canvas: Canvas,
}
