//! The sections of a report, in their order; one file for each subject.

mod incidents;
mod key_figures;
mod labels;
mod method;
mod quality;
mod series;
mod sizes;
mod years;

use crate::claims::{Form, Sentence, Subject};
use crate::tables::{Column, InTable, Row};

use super::model::{Align, Block, Cell, Grid, Head, Section};

/// All sections.
pub(crate) fn all(subject: &Subject<'_>) -> Vec<Section> {
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
pub(crate) fn words(title: &str) -> Head {
    words_of(Sentence::plain(title))
}

/// A column of words under a head that was put together.
pub(crate) fn words_of(title: Sentence) -> Head {
    Head { title, align: Align::Left }
}

/// A column of numbers.
pub(crate) fn numbers(title: &str) -> Head {
    numbers_of(Sentence::plain(title))
}

/// A column of numbers under a head with a name of days.
pub(crate) fn numbers_of(title: Sentence) -> Head {
    Head { title, align: Align::Right }
}

/// A cell that is sorted by its words.
pub(crate) fn cell(content: Sentence) -> Cell {
    Cell { content, order: None }
}

/// A cell with the value of a column; a dash if there is none.
pub(crate) fn value<R: Row>(row: InTable<'_, R>, column: Column<R>, form: Form) -> Cell {
    value_or(row, column, form, "–")
}

/// A cell with the value of a column, or these words if there is none.
fn value_or<R: Row>(row: InTable<'_, R>, column: Column<R>, form: Form, otherwise: &str) -> Cell {
    let number = row.number(column, form);
    let order = number.as_ref().map_or_else(String::new, |it| it.value.clone());
    Cell { content: Sentence::cell(number, otherwise), order: Some(order) }
}

/// A cell with money, or `unknown`.
pub(crate) fn money<R: Row>(row: InTable<'_, R>, column: Column<R>) -> Cell {
    value_or(row, column, Form::Dollars, "unknown")
}

/// A grid, if it has a row.
pub(crate) fn grid(caption: Sentence, heads: Vec<Head>, rows: Vec<Vec<Cell>>) -> Option<Grid> {
    let sortable = rows.len() > 3;
    (!rows.is_empty()).then_some(Grid { caption, heads, rows, total: None, sortable })
}
