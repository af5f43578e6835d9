//! Many points as a shaded grid: the darker a cell, the more points lie in it. What a picture shows then
//! does not grow with the points.

use std::collections::BTreeMap;

use crate::charts::layout::area::Area;
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::Mark;

/// How many cells there are over the width of the plot.
const COLUMNS: f64 = 130.0;
/// The least side of a cell, so that a narrow plot has fewer.
const LEAST_SIDE: f64 = 8.0;

/// The side of the cells of a plot.
pub(crate) fn side(plot: Area) -> f64 {
    ((plot.right - plot.left) / COLUMNS).max(LEAST_SIDE)
}

/// The cells that have points, row by row; neighbours of one shade are one mark.
pub(crate) fn cells(points: &[(f64, f64)], plot: Area) -> Vec<Mark> {
    let side = side(plot);
    let mut counts: BTreeMap<(i32, i32), u32> = BTreeMap::new();
    for (x, y) in points {
        *counts.entry((step(y - plot.top, side), step(x - plot.left, side))).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(1);
    let mut marks: Vec<Mark> = Vec::new();
    let mut last = None;
    for ((row, column), count) in counts {
        let (left, top) =
            (f64::from(column).mul_add(side, plot.left), f64::from(row).mul_add(side, plot.top));
        let shade = ink(count, most);
        match marks.last_mut() {
            Some(Mark::Cell { area, .. }) if last == Some((row, column - 1, shade)) => {
                area.right = left + side;
            }
            _ => {
                let area = Area { left, top, right: left + side, bottom: top + side };
                marks.push(Mark::Cell { area, ink: shade });
            }
        }
        last = Some((row, column, shade));
    }
    marks
}

/// The cell that a place lies in.
#[expect(clippy::cast_possible_truncation, reason = "a page has some thousand pixels")]
fn step(length: f64, side: f64) -> i32 {
    (length / side).floor() as i32
}

/// The ink of a cell: each step stands for as many times more points as the one before.
fn ink(count: u32, most: u32) -> Ink {
    let steps = u32::try_from(Ink::HEAT.len()).unwrap_or(1);
    let step = count.max(1).ilog2() * steps / (most.max(1).ilog2() + 1);
    usize::try_from(step).ok().and_then(|step| Ink::HEAT.get(step)).copied().unwrap_or(Ink::Heat1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_points_the_darker() {
        let table = [
            (1, 1, Ink::Heat1),
            (1, 64, Ink::Heat1),
            (2, 64, Ink::Heat1),
            (8, 64, Ink::Heat3),
            (64, 64, Ink::Heat6),
            (63, 64, Ink::Heat5),
        ];
        for (count, most, expected) in table {
            assert_eq!(ink(count, most), expected, "{count} of {most}");
        }
    }

    #[test]
    fn as_many_cells_as_places_however_many_points() {
        let plot = Area { left: 100.0, top: 50.0, right: 1400.0, bottom: 550.0 };
        let points: Vec<(f64, f64)> = (0..50_000)
            .map(|it| (100.0 + f64::from(it % 1300), 50.0 + f64::from(it % 500)))
            .collect();
        let marks = cells(&points, plot);
        assert!(marks.len() <= 130 * 50, "{}", marks.len());
        let is_within = |mark: &Mark| mark.area().is_some_and(|area| area.is_within(&plot));
        assert!(marks.iter().all(is_within));
        assert_eq!(cells(&[], plot), []);
        assert_eq!(cells(&[(100.0, 50.0); 9], plot).len(), 1);
    }
}
