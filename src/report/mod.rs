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
pub mod reading;
mod sections;
#[cfg(test)]
mod tests;

use crate::claims::{self, Subject};
use model::Document;

/// Where a report is; `None` if no links were asked for.
fn link(subject: &Subject<'_>, report: &str) -> Option<String> {
    subject.link_base.map(|base| format!("{base}{}", escaped(report)))
}

/// A path as a part of an address: everything but letters, digits and `-._~/` by its bytes.
///
/// # Source
///
/// RFC 3986, section 2: percent-encoding.
#[must_use]
pub fn escaped(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a text never fails.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

/// Puts a report together.
#[must_use]
pub fn compose(subject: &Subject<'_>) -> Document {
    Document {
        title: claims::report::title(subject),
        period: subject.span.to_string(),
        lead: claims::report::lead::lead(subject),
        sections: sections::all(subject),
    }
}
