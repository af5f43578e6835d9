//! From the head of a file to its front matter, read strictly: keys and values as written, no meaning yet.

pub mod fields;
pub mod front_matter;
pub mod guard;
pub mod locate;
pub mod outline;
pub mod scan;
pub mod split;
pub mod tree;
pub mod yaml;

use front_matter::FrontMatter;
use split::SourceText;

use crate::domain::Finding;

/// Parses a front matter.
///
/// Nearly every report has the flat form that [`scan`] reads; anything else goes to the YAML crate.
/// Both give the same entries wherever both accept (a property test holds them to it).
///
/// # Errors
///
/// A finding of severity error if the text is not a YAML mapping, or not one that we accept.
pub fn front_matter(source: SourceText<'_>) -> Result<FrontMatter<'_>, Box<Finding>> {
    let entries = match scan::scan(source.text) {
        Some(entries) => entries,
        None => yaml::parse(source)?,
    };
    Ok(FrontMatter { source, entries })
}
