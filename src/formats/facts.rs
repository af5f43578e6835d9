//! `facts.json`: every number of the report, as JSON.

use crate::report::facts::{FACTS, Facts};
use crate::store::Artifact;

use super::FormatError;

/// Encodes the numbers of a report.
///
/// # Errors
///
/// [`FormatError::Text`] with what the JSON writer says.
pub fn encode(facts: &Facts) -> Result<Artifact, FormatError> {
    let failed =
        |it: serde_json::Error| FormatError::Text { path: FACTS.into(), reason: it.to_string() };
    let text = serde_json::to_string_pretty(facts).map_err(failed)?;
    Ok(Artifact { path: FACTS.into(), bytes: (text + "\n").into_bytes() })
}
