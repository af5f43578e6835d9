//! Names beside dots and lines, where there is room: nothing overlaps, the first come first.

use super::area::Area;
use super::spec::{Anchor, Mark, Run, TextMark};
use super::text::Style;

/// The places that names may stand in, and those that are taken.
#[derive(Clone, Debug)]
pub struct Names {
    bounds: Area,
    taken: Vec<Area>,
}

impl Names {
    /// Names within these bounds that keep clear of these marks.
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
        name: &[Run],
        style: Style,
    ) -> Option<Mark> {
        self.place_at(&places(centre, radius, style), name, style)
    }

    /// Places for the names of several marks at once: as many as can stand, the first before the
    /// later ones, each on the best side that the others leave it. In the order of the names.
    pub fn place_all(&self, wanted: &[Named], style: Style) -> Vec<Option<Mark>> {
        let choices: Vec<Vec<Choice>> = wanted
            .iter()
            .map(|(centre, radius, name)| {
                let sides = (0..).zip(places(*centre, *radius, style));
                let names = sides.map(|(side, (x, baseline, anchor))| {
                    (side, TextMark::of(x, baseline, anchor, name.clone()))
                });
                let free = names.filter(|(_, name)| self.is_free(name, style));
                free.map(|(side, name)| Choice::new(side, name, style)).collect()
            })
            .collect();
        let mut search = Search { choices: &choices, best: (0, Vec::new()), tries: MOST_TRIES };
        search.place(0, &mut Vec::new());
        let chosen = search.best.1;
        let mark = |at: usize| Some(Mark::Text(chosen.get(at).copied()??.name.clone()));
        (0..wanted.len()).map(mark).collect()
    }

    fn is_free(&self, name: &TextMark, style: Style) -> bool {
        let area = name.area();
        let room = area.widened(style.size * 0.2, style.size * 0.1);
        area.is_within(&self.bounds) && !self.taken.iter().any(|it| it.overlaps(&room))
    }

    /// The first free place for a name above a bar with this upper edge and half this width, else
    /// beside its end.
    pub fn place_above(
        &mut self,
        end: (f64, f64),
        half: f64,
        name: &[Run],
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
        self.place_at(&places, name, style)
    }

    fn place_at(
        &mut self,
        places: &[(f64, f64, Anchor)],
        name: &[Run],
        style: Style,
    ) -> Option<Mark> {
        let names = places
            .iter()
            .map(|(x, baseline, anchor)| TextMark::of(*x, *baseline, *anchor, name.to_vec()));
        let name = names.into_iter().find(|name| self.is_free(name, style))?;
        // Room around a name, so that two lines do not read as one text.
        self.taken.push(name.area().widened(style.size * 0.55, style.size * 0.3));
        Some(Mark::Text(name))
    }
}

/// A mark that wants a name: its centre, its radius, and the name.
pub type Named = ((f64, f64), f64, Vec<Run>);

/// How many places are tried, so that the search ends soon whatever there is to place.
const MOST_TRIES: u32 = 20_000;
/// What a name on the best side is worth; each side further down the list is worth one less, so that
/// two names on the worst sides are worth more than one on the best.
const WORTH: u32 = 20;

/// A free place of a name.
struct Choice {
    /// Which side of its mark it is.
    side: u32,
    name: TextMark,
    area: Area,
    /// The area with room around it, so that two lines do not read as one text.
    room: Area,
}

impl Choice {
    fn new(side: u32, name: TextMark, style: Style) -> Self {
        let area = name.area();
        Self { side, area, room: area.widened(style.size * 0.55, style.size * 0.3), name }
    }
}

/// The search for the places of several names: each has a place that the earlier ones leave, or none.
struct Search<'a> {
    /// The free places of each name.
    choices: &'a [Vec<Choice>],
    best: (u32, Vec<Option<&'a Choice>>),
    tries: u32,
}

impl<'a> Search<'a> {
    /// What the name at this place of the list is worth on the best side: earlier ones more.
    fn worth(&self, at: usize) -> u32 {
        WORTH + u32::try_from(self.choices.len() - at).unwrap_or(0)
    }

    fn place(&mut self, worth: u32, chosen: &mut Vec<Option<&'a Choice>>) {
        let at = chosen.len();
        let left: u32 = (at..self.choices.len()).map(|at| self.worth(at)).sum();
        if worth + left <= self.best.0 || self.tries == 0 {
            return;
        }
        self.tries -= 1;
        let Some(choices) = self.choices.get(at) else {
            self.best = (worth, chosen.clone());
            return;
        };
        for choice in choices {
            if chosen.iter().flatten().any(|other| other.area.overlaps(&choice.room)) {
                continue;
            }
            chosen.push(Some(choice));
            self.place(worth + self.worth(at) - choice.side, chosen);
            chosen.pop();
        }
        chosen.push(None);
        self.place(worth, chosen);
        chosen.pop();
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
    use crate::charts::layout::canvas::Canvas;
    use crate::charts::layout::ink::Ink;
    use crate::charts::layout::spec::Fill;

    fn name(text: &str) -> Vec<Run> {
        vec![Run::new(text, Canvas::SLIDE.name())]
    }

    #[test]
    fn names_stand_apart_or_not_at_all() {
        let bounds = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 200.0 };
        let mut names = Names::new(bounds, &[]);
        names.keep_clear_of(&[(0.0, 100.0), (400.0, 100.0)]);
        let placed: Vec<Mark> = (0..20)
            .filter_map(|_| names.place((200.0, 50.0), 8.0, &name("Name"), Canvas::SLIDE.name()))
            .collect();
        assert!((2..8).contains(&placed.len()), "{placed:?}");
        let areas: Vec<Area> = placed.iter().filter_map(Mark::area).collect();
        for (position, area) in areas.iter().enumerate() {
            assert!(area.is_within(&bounds) && area.bottom <= 100.0, "{area:?}");
            assert!(areas[..position].iter().all(|other| !other.overlaps(area)), "{area:?}");
        }
    }

    #[test]
    fn names_give_way_to_each_other() {
        let bounds = Area { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 };
        let style = Canvas::SLIDE.name();
        // The first would stand on the right, where there is the only room for the second.
        let wanted: Vec<Named> = [(150.0, 100.0), (230.0, 104.0), (150.0, 100.0)]
            .map(|centre| (centre, 6.0, name("A name")))
            .to_vec();
        let dots: Vec<Mark> = wanted
            .iter()
            .map(|(centre, radius, _)| Mark::Dot {
                centre: *centre,
                radius: *radius,
                ink: Ink::Series,
                fill: Fill::Full,
            })
            .collect();
        let placed = Names::new(bounds, &dots).place_all(&wanted, style);
        let areas: Vec<Area> = placed.iter().flatten().filter_map(Mark::area).collect();
        assert_eq!((placed.len(), areas.len()), (3, 3), "{placed:?}");
        for (position, area) in areas.iter().enumerate() {
            assert!(areas[..position].iter().all(|other| !other.overlaps(area)), "{area:?}");
        }
        let many = vec![wanted[0].clone(); 40];
        let placed = Names::new(bounds, &dots).place_all(&many, style);
        assert_eq!(placed.len(), 40, "the search ends");
        assert!(placed[0].is_some(), "the first comes first");
    }
}
