//! `manifest.json`: what went in, what came out, with which settings, and the checks that held.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::checksum::sha256;
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{FileCounts, Span, Usd, iso_day};
use crate::store::{Artifact, GENERATOR, MANIFEST, Written};
use crate::tables::checks::{Check, Totals};

use super::FormatError;
use super::settings::{RuleFiles, Settings};

/// What an edition was made from, as a manifest and a workbook say.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recorded {
    /// What was chosen.
    #[serde(flatten)]
    pub settings: Settings,
    /// What the reports were read by.
    #[serde(flatten)]
    pub rules: RuleFiles,
}

/// What a folder with a manifest holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// All of an edition.
    #[default]
    Full,
    /// One edition of many: the report and its tables, without files of charts and a workbook. What lies
    /// around its period, and the findings, are beside the index, in the folder above it.
    Part,
    /// Many such editions, their index, and all incidents.
    Index,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_full(extent: &Extent) -> bool {
    *extent == Extent::Full
}

/// What a manifest is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The accounting of files.
    pub files: FileCounts,
    /// The totals of the edition.
    pub totals: &'a Totals,
    /// How many loaded reports lie outside of the period.
    pub outside_period: usize,
    /// What may be counted twice.
    pub open: OpenDuplicates,
    /// The first and the last day of the period.
    pub span: Span,
    /// The day of the newest report of all.
    pub newest: NaiveDate,
    /// The day up to which the reports are complete.
    pub as_of: NaiveDate,
    /// The checks.
    pub checks: &'a [Check],
    /// The settings.
    pub settings: &'a Recorded,
    /// The SHA-256 of the input.
    pub input_sha256: &'a str,
}

/// Everything in a manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`GENERATOR`].
    pub generator: String,
    /// The version of lossbook that made the edition.
    pub version: String,
    /// What the folder holds; all of an edition if the manifest says nothing of it.
    #[serde(default, skip_serializing_if = "is_full")]
    pub extent: Extent,
    /// The accounting of files.
    pub files: FileCounts,
    /// Incidents that are counted.
    pub incidents: usize,
    /// Those with a known loss.
    pub incidents_known: usize,
    /// Those with an unknown loss.
    pub incidents_unknown: usize,
    /// Reports about an incident that another report is counted for.
    pub duplicates: usize,
    /// The sum of the known losses in those reports.
    pub duplicates_loss_usd: Usd,
    /// What may be counted twice.
    pub possible_duplicates: OpenDuplicates,
    /// How many loaded reports lie outside of the period.
    pub outside_period: usize,
    /// The sum of all known losses; null if no loss is known.
    pub total_loss_usd: Option<Usd>,
    /// The first day of the period.
    #[serde(with = "iso_day")]
    pub first_day: NaiveDate,
    /// The last day of the period.
    #[serde(with = "iso_day")]
    pub last_day: NaiveDate,
    /// The day of the newest report of all.
    #[serde(with = "iso_day")]
    pub newest_report_date: NaiveDate,
    /// The day up to which the reports are complete: as set, or that of the newest report.
    #[serde(with = "iso_day")]
    pub complete_to: NaiveDate,
    /// The checks.
    pub checks: Vec<Check>,
    /// The settings.
    pub settings: Recorded,
    /// The SHA-256 of the input.
    pub input_sha256: String,
    /// The SHA-256 of this file with nothing between the quotes of this field.
    pub manifest_sha256: String,
    /// All other files.
    pub outputs: Vec<Written>,
}

/// What of a manifest must be there in any version, of one edition and of many.
#[derive(Clone, Debug, Deserialize)]
pub struct Listing {
    /// Always [`GENERATOR`].
    pub generator: String,
    /// The version of lossbook that made the edition.
    pub version: String,
    /// What the folder holds.
    #[serde(default)]
    pub extent: Extent,
    /// All other files.
    pub outputs: Vec<Written>,
}

/// The field whose value is the checksum of the manifest itself, up to that value.
const CHECKSUM_FIELD: &str = "\"manifest_sha256\": \"";

/// The text with its own checksum in it.
fn with_checksum(text: &str) -> String {
    text.replacen(&format!("{CHECKSUM_FIELD}\""), &format!("{CHECKSUM_FIELD}{}\"", sha256(text)), 1)
}

/// Whether the checksum that a manifest has of itself holds; `None` if it has none.
pub fn checksum_holds(text: &str) -> Option<bool> {
    let (before, after) = text.split_once(CHECKSUM_FIELD)?;
    let (found, rest) = after.split_once('"')?;
    Some(found == sha256(format!("{before}{CHECKSUM_FIELD}\"{rest}")))
}

/// Encodes the manifest; `outputs` are all other files of the edition.
///
/// # Errors
///
/// [`FormatError::Text`] with what the JSON writer says.
pub fn encode(
    facts: &Facts<'_>,
    extent: Extent,
    outputs: Vec<Written>,
) -> Result<Artifact, FormatError> {
    let Facts { files, totals, .. } = facts;
    let manifest = Manifest {
        generator: GENERATOR.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        extent,
        files: *files,
        incidents: totals.incidents,
        incidents_known: totals.known,
        incidents_unknown: totals.unknown,
        duplicates: totals.duplicates,
        duplicates_loss_usd: totals.duplicates_loss,
        possible_duplicates: facts.open,
        outside_period: facts.outside_period,
        total_loss_usd: totals.known_loss(),
        first_day: facts.span.first(),
        last_day: facts.span.last(),
        newest_report_date: facts.newest,
        complete_to: facts.as_of,
        checks: facts.checks.to_vec(),
        settings: facts.settings.clone(),
        input_sha256: facts.input_sha256.to_owned(),
        manifest_sha256: String::new(),
        outputs,
    };
    Ok(Artifact { path: MANIFEST.into(), bytes: with_checksum(&manifest.to_text()?).into_bytes() })
}

impl Manifest {
    /// The manifest as it is written.
    ///
    /// # Errors
    ///
    /// [`FormatError::Text`] with what the JSON writer says.
    pub fn to_text(&self) -> Result<String, FormatError> {
        let failed = |it: serde_json::Error| FormatError::Text {
            path: MANIFEST.into(),
            reason: it.to_string(),
        };
        Ok(serde_json::to_string_pretty(self).map_err(failed)? + "\n")
    }

    /// Whether this version of lossbook wrote it.
    pub fn is_of_this_version(&self) -> bool {
        self.version == env!("CARGO_PKG_VERSION")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_the_manifest_is_that_of_the_rest() {
        let text = "{\n  \"title\": \"\\\"manifest_sha256\\\": \\\"\\\"\",\n  \"manifest_sha256\": \"\",\n  \"outputs\": []\n}\n";
        let complete = with_checksum(text);
        assert_eq!(checksum_holds(&complete), Some(true));
        assert_eq!(checksum_holds(text), Some(false));
        assert_eq!(checksum_holds(&complete.replace("title", "tible")), Some(false));
        assert_eq!(checksum_holds(&complete.replace("[]", "[ ]")), Some(false));
        assert_eq!(checksum_holds("{}"), None);
    }
}
