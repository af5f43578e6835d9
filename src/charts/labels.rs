//! Names beside dots and lines, where there is room: nothing overlaps, the first come first.

use super::spec::{Anchor, Area, Mark, TextMark};
use super::text::Style;

/// The places that names may stand in, and those that are taken.
#[derive(Clone, Debug)]
pub struct Names {
    bounds: Area,
    taken: Vec<Area>,
}

impl Names {
    /// Names within these bounds that keep clear of these marks.
    #[must_use]
    pub fn new(bounds: Area, marks: &[Mark]) -> Self {
        Self { bounds, taken: marks.iter().filter_map(Mark::area).collect() }
    }

    /// Keeps names clear of a line as well.
    pub fn keep_clear_of(&mut self, points: &[(f64, f64)]) {
        const STEP: f64 = 6.0;
        for pair in points.windows(2) {
            let [(from_x, from_y), (to_x, to_y)] = [pair[0], pair[1]];
            let length = (to_x - from_x).hypot(to_y - from_y);
            let mut at = 0.0;
            while at <= length {
                let part = at / length.max(STEP);
                let (x, y) = (from_x + (to_x - from_x) * part, from_y + (to_y - from_y) * part);
                self.taken.push(Area { left: x, top: y, right: x, bottom: y }.widened(4.0, 4.0));
                at += STEP;
            }
        }
    }

    /// The first free place for a name beside a mark with this centre and radius, if there is one;
    /// it is taken then.
    pub fn place(
        &mut self,
        centre: (f64, f64),
        radius: f64,
        words: &str,
        style: Style,
    ) -> Option<Mark> {
        self.place_at(&places(centre, radius, style), words, style)
    }

    /// The first free place for a name above a bar with this upper edge and half this width, else
    /// beside its end.
    pub fn place_above(
        &mut self,
        end: (f64, f64),
        half: f64,
        words: &str,
        style: Style,
    ) -> Option<Mark> {
        let (x, above) = (end.0, end.1 - style.size * 0.45);
        let (side, top) = (half + style.size * 0.45, end.1 + style.size * 0.74);
        let places = [
            (x, above, Anchor::Middle),
            (x - half, above, Anchor::Start),
            (x + half, above, Anchor::End),
            (x - side, top, Anchor::End),
            (x + side, top, Anchor::Start),
        ];
        self.place_at(&places, words, style)
    }

    fn place_at(
        &mut self,
        places: &[(f64, f64, Anchor)],
        words: &str,
        style: Style,
    ) -> Option<Mark> {
        let mut names = places
            .iter()
            .map(|(x, baseline, anchor)| TextMark::new(*x, *baseline, *anchor, style, words));
        let free = |name: &TextMark| {
            let area = name.area();
            area.is_within(&self.bounds) && !self.taken.iter().any(|it| it.overlaps(&area))
        };
        let name = names.find(free)?;
        // Room around a name, so that two lines do not read as one text.
        self.taken.push(name.area().widened(style.size * 0.55, style.size * 0.3));
        Some(Mark::Text(name))
    }
}

/// Where the name of a mark may stand, the best place first.
fn places((x, y): (f64, f64), radius: f64, style: Style) -> [(f64, f64, Anchor); 8] {
    let (side, middle) = (radius + style.size * 0.4, y + style.below_middle());
    let (above, below) = (y - side, y + side + style.size * 0.72);
    [
        (x + side, middle, Anchor::Start),
        (x - side, middle, Anchor::End),
        (x, above, Anchor::Middle),
        (x + side * 0.7, above, Anchor::Start),
        (x - side * 0.7, above, Anchor::End),
        (x, below, Anchor::Middle),
        (x + side * 0.7, below, Anchor::Start),
        (x - side * 0.7, below, Anchor::End),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::canvas::Canvas;

    #[test]
    fn names_stand_apart_or_not_at_all() {
        let bounds = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 200.0 };
        let mut names = Names::new(bounds, &[]);
        names.keep_clear_of(&[(0.0, 100.0), (400.0, 100.0)]);
        let placed: Vec<Mark> = (0..20)
            .filter_map(|_| names.place((200.0, 50.0), 8.0, "Name", Canvas::SLIDE.name()))
            .collect();
        assert!((2..8).contains(&placed.len()), "{placed:?}");
        let areas: Vec<Area> = placed.iter().filter_map(Mark::area).collect();
        for (position, area) in areas.iter().enumerate() {
            assert!(area.is_within(&bounds) && area.bottom <= 100.0, "{area:?}");
            assert!(areas[..position].iter().all(|other| !other.overlaps(area)), "{area:?}");
        }
    }
}
