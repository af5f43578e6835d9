//! The periodic report: what a period was like, in sentences, tables and charts.
//!
//! [`compose`] makes a [`model::Document`] of an edition's tables: plain data, in which every number
//! knows the cell that it comes from. [`html`] writes it as a page, [`markdown`] as Markdown, and
//! [`facts`] lists its numbers.

pub mod facts;
pub mod html;
pub mod index;
pub mod markdown;
pub mod model;
pub mod reading;
mod sections;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod words;

use chrono::NaiveDate;

use crate::domain::Span;
use model::Document;
use sheet::{Row, Sheets};

/// The name under which the manifest is a table.
pub const MANIFEST: &str = "manifest";
/// The name under which the manifest's list of files is a table.
pub const OUTPUTS: &str = "manifest.outputs";

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The tables, with [`MANIFEST`] and [`OUTPUTS`] among them.
    pub sheets: &'a Sheets,
    /// The period.
    pub span: Span,
    /// The day of the newest report of all, in the period or behind it.
    pub newest: NaiveDate,
    /// The title, if not the usual one.
    pub title: Option<&'a str>,
    /// What a report's path is put behind to make a link to it; no links if there is none.
    pub link_base: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// The counts and sums of the manifest.
    fn manifest(&self) -> Row<'a> {
        self.sheets.get(MANIFEST).first()
    }

    /// Whether there are reports from before the period.
    fn looks_back(&self) -> bool {
        self.sheets.get("history_by_year").rows().len() > 0
    }

    /// Where a report is.
    fn link(&self, report: &str) -> Option<String> {
        self.link_base.map(|base| format!("{base}{}", escaped(report)))
    }
}

/// Who was hit, or the title if the report names nobody.
fn target(row: Row<'_>) -> String {
    match row.list("target_entities") {
        [] => row.text("title").to_owned(),
        [one] if one == crate::domain::UNCLASSIFIED => row.text("title").to_owned(),
        targets => words::listed(targets),
    }
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
    let usual = format!("Losses to security incidents, {}", subject.span.words());
    Document {
        title: subject.title.map_or(usual, str::to_owned),
        period: subject.span.to_string(),
        lead: sections::lead(subject),
        sections: sections::all(subject),
    }
}
