//! A report as one HTML page: what is read in a browser, sent in a mail and printed.
//!
//! The page asks for nothing from anywhere. Styles, letters, pictures and the one small script stand
//! in it, and its own policy lets no other script run, whatever the reports say. Without the script there is
//! nothing that cannot be read; only the tables cannot be sorted.

mod blocks;
mod inline;
mod picture;
mod policy;
mod table;
#[cfg(test)]
mod tests;
mod typeface;

pub(crate) use inline::number;
pub use picture::Picture;

use inline::{breakable, clean, sentence};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::charts::Theme;

use super::model::{Document, Section};

/// The name of the file.
pub const REPORT_HTML: &str = "report.html";
/// The name of the index of many reports.
pub const INDEX_HTML: &str = "index.html";

/// How the page looks, but for the colours.
const STYLE: &str = include_str!("page.css");
/// Sorts tables.
const SCRIPT: &str = include_str!("sort.js");
/// Ends a line, so that two pages can be compared line by line.
const LINE: PreEscaped<&str> = PreEscaped("\n");

/// Writes a report as an HTML page. A chart that is not among the pictures is left out.
pub fn html(document: &Document, pictures: &[Picture]) -> String {
    let body = body(document, pictures);
    let page = html! {
        (DOCTYPE) (LINE)
        html lang="en" {
            (head(document, &body.0)) (LINE)
            (body) (LINE)
        } (LINE)
    };
    page.into_string()
}

fn body(document: &Document, pictures: &[Picture]) -> Markup {
    html! {
        body { (LINE)
            a.skip href="#report" { "Skip to the report" } (LINE)
            div.page { (LINE)
                header.opening { (LINE)
                    h1 { bdi { (sentence(&document.title)) } } (LINE)
                    p.lead { (sentence(&document.lead)) } (LINE)
                } (LINE)
                // A page of one section, such as an index, has nothing to look up.
                @if document.sections.len() > 1 { (contents(&document.sections)) (LINE) }
                main #report tabindex="-1" { (LINE)
                    @for it in &document.sections { (section(it, pictures)) (LINE) }
                } (LINE)
            } (LINE)
            script { (PreEscaped(SCRIPT)) } (LINE)
        }
    }
}

fn head(document: &Document, body: &str) -> Markup {
    let style = format!("\n{}{}{STYLE}", typeface::faces(body), colours());
    html! {
        head { (LINE)
            meta charset="utf-8"; (LINE)
            meta http-equiv="Content-Security-Policy" content=(policy::policy(&style, SCRIPT)); (LINE)
            meta name="viewport" content="width=device-width, initial-scale=1"; (LINE)
            meta name="color-scheme" content="light dark"; (LINE)
            meta name="generator" content=(concat!("lossbook ", env!("CARGO_PKG_VERSION"))); (LINE)
            meta name="description" content=(clean(&document.lead.bare())); (LINE)
            // Without this, browsers ask the server for an icon.
            link rel="icon" href="data:,"; (LINE)
            title { (clean(&document.title.bare())) } (LINE)
            style { (PreEscaped(style)) } (LINE)
        }
    }
}

/// The colours of charts and page alike: light, dark, and on paper light again.
fn colours() -> String {
    let [light, dark] = [Theme::Light, Theme::Dark].map(Theme::css);
    format!(
        ":root {{\n{light}}}\n\
         @media (prefers-color-scheme: dark) {{ :root {{\n{dark}}} }}\n\
         @media print {{ :root {{\n{light}}} }}\n"
    )
}

/// The list of sections: beside the text where there is room, else folded.
fn contents(sections: &[Section]) -> Markup {
    html! {
        nav.contents aria-label="Contents" {
            details { (LINE)
                summary { "Contents" } (LINE)
                ol {
                    @for section in sections {
                        (LINE) li { a href={ "#" (section.id) } { (breakable(&section.title)) } }
                    }
                } (LINE)
            }
        }
    }
}

fn section(section: &Section, pictures: &[Picture]) -> Markup {
    let title = format!("{}-title", section.id);
    html! {
        section id=(section.id) aria-labelledby=(title) { (LINE)
            h2 id=(title) { (breakable(&section.title)) } (LINE)
            @for (position, block) in section.blocks.iter().enumerate() {
                (blocks::block(block, &format!("{}-{position}", section.id), pictures)) (LINE)
            }
        }
    }
}
