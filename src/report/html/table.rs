//! Tables: each in a region of its own that scrolls, so that the page never does.

use maud::{Markup, html};

use crate::report::model::{Align, Cell, Grid, Head};

use super::LINE;
use super::inline::{clean, sentence};

/// Up to so many characters the cells of a column stay on one line.
const SHORT: usize = 16;
/// From so many characters on they are sentences, which need room.
const LONG: usize = 48;

/// What a column holds, as its class in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// Numbers: on the right, on one line.
    Number,
    /// Short words, such as days: on one line.
    Short,
    /// Words that may take several lines.
    Words,
    /// Sentences.
    Long,
}

impl Column {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("n"),
            Self::Short => Some("s"),
            Self::Words => None,
            Self::Long => Some("l"),
        }
    }
}

/// A table; `id` is its own in the page.
pub(crate) fn grid(grid: &Grid, id: &str) -> Markup {
    table(grid, id, false)
}

/// A table that is folded: its caption unfolds it.
pub(crate) fn folded(grid: &Grid, id: &str) -> Markup {
    html! {
        details.folded { (LINE)
            summary { (sentence(&grid.caption)) } (LINE)
            (table(grid, id, true)) (LINE)
        }
    }
}

fn table(grid: &Grid, id: &str, is_folded: bool) -> Markup {
    let columns = columns(grid);
    html! {
        div.table role="region" aria-labelledby=(id) tabindex="0" {
            table data-sortable[grid.sortable] { (LINE)
                // What is folded shows its caption already.
                caption id=(id) class=[is_folded.then_some("unseen")] { span { (sentence(&grid.caption)) } } (LINE)
                thead { tr {
                    @for (head, column) in grid.heads.iter().zip(&columns) { (self::head(head, *column)) }
                } } (LINE)
                tbody { (LINE)
                    @for it in &grid.rows { (row(it, &columns)) (LINE) }
                } (LINE)
                @if let Some(total) = &grid.total { tfoot { (row(total, &columns)) } (LINE) }
            }
        }
    }
}

fn columns(grid: &Grid) -> Vec<Column> {
    let column = |(position, head): (usize, &Head)| {
        let cells = grid.rows.iter().chain(&grid.total).filter_map(|row| row.get(position));
        let longest = cells.map(|it| it.content.bare().chars().count()).max().unwrap_or(0);
        match head.align {
            Align::Right => Column::Number,
            Align::Left if longest <= SHORT => Column::Short,
            Align::Left if longest < LONG => Column::Words,
            Align::Left => Column::Long,
        }
    };
    grid.heads.iter().enumerate().map(column).collect()
}

fn head(head: &Head, column: Column) -> Markup {
    html! { th scope="col" class=[column.class()] { (sentence(&head.title)) } }
}

/// A row. Its first cell is what the row is about.
fn row(cells: &[Cell], columns: &[Column]) -> Markup {
    html! {
        tr {
            @for (position, (cell, column)) in cells.iter().zip(columns).enumerate() {
                @let order = cell.order.as_deref().map(clean);
                @if position == 0 {
                    th scope="row" class=[column.class()] data-order=[order] { (sentence(&cell.content)) }
                } @else {
                    td class=[column.class()] data-order=[order] { (sentence(&cell.content)) }
                }
            }
        }
    }
}
