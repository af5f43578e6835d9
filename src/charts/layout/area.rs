//! Rectangles on the page.

/// A rectangle on the page; x grows to the right, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Whether two areas share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The area with so much more on the left and right, and above and below.
    pub fn widened(&self, sides: f64, ends: f64) -> Self {
        Self {
            left: self.left - sides,
            top: self.top - ends,
            right: self.right + sides,
            bottom: self.bottom + ends,
        }
    }

    /// Whether the area lies within the other one.
    pub fn is_within(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.top >= other.top
            && self.right <= other.right
            && self.bottom <= other.bottom
    }
}
