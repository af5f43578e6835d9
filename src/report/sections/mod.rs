//! The sections of a report, in their order; one file for each subject.

mod incidents;
mod key_figures;
mod labels;
mod method;
mod quality;
mod series;
mod sizes;
mod years;

use super::Subject;
use super::model::{Align, Block, Cell, Form, Grid, Head, Section, Sentence};
use super::sheet::Row;

pub(super) use key_figures::lead;

/// All sections.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Section> {
    vec![
        key_figures::section(subject),
        incidents::section(subject),
        series::section(subject),
        labels::by_attack_type(subject),
        labels::by_entity_type(subject),
        years::heat_map(subject),
        labels::pairs(subject),
        sizes::section(subject),
        years::cumulative(subject),
        labels::tags(subject),
        quality::section(subject),
        method::definitions(subject),
        method::files(subject),
    ]
}

/// A section; blocks that are not there are left out.
fn section<const N: usize>(id: &'static str, title: &str, blocks: [Option<Block>; N]) -> Section {
    Section { id, title: title.to_owned(), blocks: blocks.into_iter().flatten().collect() }
}

/// A column of words.
pub(super) fn words(title: &str) -> Head {
    Head { title: title.to_owned(), align: Align::Left }
}

/// A column of numbers.
pub(super) fn numbers(title: &str) -> Head {
    Head { title: title.to_owned(), align: Align::Right }
}

/// A cell that is sorted by its words.
pub(super) fn cell(content: Sentence) -> Cell {
    Cell { content, order: None }
}

/// A cell with the value of a column; a dash if there is none.
pub(super) fn value(row: Row<'_>, column: &'static str, form: Form) -> Cell {
    value_or(row, column, form, "–")
}

/// A cell with the value of a column, or these words if there is none.
fn value_or(row: Row<'_>, column: &'static str, form: Form, otherwise: &str) -> Cell {
    let number = row.number(column, form);
    let order = number.as_ref().map_or_else(String::new, |it| it.value.clone());
    Cell { content: Sentence::default().number_or(number, otherwise), order: Some(order) }
}

/// A cell with money, or `unknown`.
pub(super) fn money(row: Row<'_>, column: &'static str) -> Cell {
    value_or(row, column, Form::Dollars, "unknown")
}

/// A grid, if it has a row.
pub(super) fn grid(caption: &str, heads: Vec<Head>, rows: Vec<Vec<Cell>>) -> Option<Grid> {
    let sortable = rows.len() > 3;
    let caption = caption.to_owned();
    (!rows.is_empty()).then_some(Grid { caption, heads, rows, total: None, sortable })
}
