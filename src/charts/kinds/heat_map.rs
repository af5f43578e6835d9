//! Grids of losses: attack types by year, and attack types by entity types.

use crate::charts::layout::data::Data;
use crate::charts::layout::frame::{self, Drawing};
use crate::claims::charts::ChartWords;
use crate::claims::charts::grids::{self, LossGrid, Room};

use super::grid::Grid;

/// The rows of a grid before the rest is gathered.
const ROWS: usize = 11;
/// The same on a narrow page.
const ROWS_NARROW: usize = 7;

/// Lays out `losses_by_attack_type_and_year`: a row for each attack type, a column for each year;
/// `None` if no incident has an attack type.
pub fn losses_by_attack_type_and_year(data: &Data<'_>) -> Option<Drawing> {
    grids::losses_by_attack_type_and_year(data.subject, room(data)).map(|it| drawing(it, data))
}

/// Lays out `losses_by_attack_type_and_entity_type`: a row for each attack type, a column for each
/// entity type; `None` if no incident has an attack type, or none an entity type.
pub fn losses_by_attack_type_and_entity_type(data: &Data<'_>) -> Option<Drawing> {
    grids::losses_by_attack_type_and_entity_type(data.subject, room(data))
        .map(|it| drawing(it, data))
}

fn drawing((words, grid): (ChartWords, LossGrid), data: &Data<'_>) -> Drawing {
    let marks = if grid.rows.is_empty() {
        vec![frame::nothing_to_draw(data.canvas)]
    } else {
        Grid(&grid).draw(data.canvas)
    };
    Drawing { words, marks }
}

/// How many rows and columns are kept: a label in two or three lines must fit each column, and the
/// gathered one.
fn room(data: &Data<'_>) -> Room {
    let (rows, columns) = if data.canvas.is_narrow() { (ROWS_NARROW, 3) } else { (ROWS, 7) };
    Room { rows: data.top.unwrap_or(rows), columns }
}
