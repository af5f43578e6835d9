//! The periodic report: what a period was like, in sentences, tables and charts.
//!
//! [`compose`] puts the statements of [`crate::claims`] and tables of numbers together as a
//! [`model::Document`]: plain data, in which every number knows the cell that it comes from. [`html`]
//! writes it as a page, [`markdown`] as Markdown, and [`facts`] lists what it and its pictures say.

pub mod facts;
pub mod html;
pub mod index;
pub mod markdown;
pub mod model;
mod sections;
#[cfg(test)]
mod tests;

use model::Document;

use crate::claims::{self, Subject};
use crate::domain::address::percent_encoded;

/// Where a report is; `None` if no links were asked for.
fn link(subject: &Subject<'_>, report: &str) -> Option<String> {
    subject.link_base.map(|base| format!("{base}{}", percent_encoded(report)))
}

/// Puts a report together.
pub fn compose(subject: &Subject<'_>) -> Document {
    Document {
        title: claims::report::title(subject),
        period: subject.span.to_string(),
        lead: claims::report::lead::lead(subject),
        sections: sections::all(subject),
    }
}
