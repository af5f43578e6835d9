//! What sections are made of, but for tables and pictures.

use maud::{Markup, html};

use crate::claims::Sentence;
use crate::claims::report::key_figures::Figure;
use crate::report::model::Block;

use super::inline::{breakable, clean, sentence};
use super::picture::{self, Picture};
use super::{LINE, table};

/// One block; `id` is its own in the page.
pub(crate) fn block(block: &Block, id: &str, pictures: &[Picture]) -> Markup {
    match block {
        Block::Text(text) => html! { p { (sentence(text)) } },
        Block::Note(text) => html! { p.note { (sentence(text)) } },
        Block::Points(points) => html! {
            ul { @for point in points { (LINE) li { (sentence(point)) } } (LINE) }
        },
        Block::Terms(terms) => html! {
            dl.terms { @for (term, meaning) in terms { (LINE) (described(term, meaning)) } (LINE) }
        },
        Block::Figures(figures) => html! {
            dl.figures { @for it in figures { (LINE) (figure(it)) } (LINE) }
        },
        Block::Grid(grid) => table::grid(grid, id),
        Block::Folded(grid) => table::folded(grid, id),
        Block::Chart(name) => {
            let picture = pictures.iter().find(|it| it.name == *name);
            html! { @if let Some(picture) = picture { (picture::figure(picture)) } }
        }
    }
}

fn described(term: &str, meaning: &Sentence) -> Markup {
    html! { div { dt { (breakable(term)) } dd { (sentence(meaning)) } } }
}

/// A key figure: its name, the figure itself, and what there is to say about it.
fn figure(figure: &Figure) -> Markup {
    html! {
        div {
            dt { (clean(figure.name)) }
            dd.value { (sentence(&figure.value)) }
            @for note in &figure.notes { dd { (sentence(note)) } }
        }
    }
}
