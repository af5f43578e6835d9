//! `manifest.json`: what went in, what came out, with which settings, and the checks that held.

use chrono::NaiveDate;
use serde::Serialize;

use crate::checks::{Check, Totals};
use crate::domain::Span;
use crate::domain::duplicate::OpenDuplicates;
use crate::loader::FileCounts;

use super::{Artifact, SinkError};

/// The name of the file: where it stands, the folder is an edition of ours.
pub const MANIFEST: &str = "manifest.json";
/// What its first field says.
pub const GENERATOR: &str = "lossbook";

/// The settings that change what an edition says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Settings {
    /// The first day of the period, if one was set.
    pub from: Option<String>,
    /// The last day of the period, if one was set.
    pub to: Option<String>,
    /// Whether texts in CSV are left as they are.
    pub raw_csv: bool,
    /// The colours of the charts.
    pub theme: &'static str,
    /// The title of the report, if not the usual one.
    pub title: Option<String>,
    /// What links to reports begin with, if there are any.
    pub link_base: Option<String>,
    /// The SHA-256 of the taxonomy's text.
    pub taxonomy_sha256: String,
    /// The SHA-256 of the duplicates file's text, if there is one.
    pub duplicates_sha256: Option<String>,
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
    /// The checks.
    pub checks: &'a [Check],
    /// The settings.
    pub settings: &'a Settings,
    /// The SHA-256 of the input.
    pub input_sha256: &'a str,
}

#[derive(Serialize)]
struct Manifest<'a> {
    generator: &'static str,
    version: &'static str,
    files: Files,
    incidents: usize,
    incidents_known: usize,
    incidents_unknown: usize,
    duplicates: usize,
    duplicates_loss_usd: String,
    possible_duplicates: PossibleDuplicates,
    outside_period: usize,
    total_loss_usd: String,
    first_day: String,
    last_day: String,
    newest_report_date: String,
    checks: Vec<ShownCheck<'a>>,
    settings: &'a Settings,
    input_sha256: &'a str,
    outputs: Vec<Output<'a>>,
}

#[derive(Serialize)]
struct Files {
    seen: usize,
    loaded: usize,
    recovered: usize,
    rejected: usize,
    skipped: usize,
}

#[derive(Serialize)]
struct PossibleDuplicates {
    pairs: usize,
    complete: bool,
    loss_usd: String,
}

#[derive(Serialize)]
struct ShownCheck<'a> {
    name: &'a str,
    holds: bool,
    left: &'a str,
    right: &'a str,
}

#[derive(Serialize)]
struct Output<'a> {
    path: &'a str,
    bytes: usize,
    sha256: String,
}

/// Encodes the manifest; `outputs` are all other files of the edition.
///
/// # Errors
///
/// [`SinkError::Text`] with what the JSON writer says.
pub fn encode(facts: &Facts<'_>, outputs: &[Artifact]) -> Result<Artifact, SinkError> {
    let Facts { files, totals, .. } = facts;
    let manifest = Manifest {
        generator: GENERATOR,
        version: env!("CARGO_PKG_VERSION"),
        files: Files {
            seen: files.seen,
            loaded: files.loaded,
            recovered: files.recovered,
            rejected: files.rejected,
            skipped: files.skipped,
        },
        incidents: totals.incidents,
        incidents_known: totals.known,
        incidents_unknown: totals.unknown,
        duplicates: totals.duplicates,
        duplicates_loss_usd: totals.duplicates_loss.to_string(),
        possible_duplicates: PossibleDuplicates {
            pairs: facts.open.pairs,
            complete: facts.open.complete,
            loss_usd: facts.open.loss.to_string(),
        },
        outside_period: facts.outside_period,
        total_loss_usd: totals.loss.to_string(),
        first_day: facts.span.first().to_string(),
        last_day: facts.span.last().to_string(),
        newest_report_date: facts.newest.to_string(),
        checks: facts
            .checks
            .iter()
            .map(|it| ShownCheck {
                name: &it.name,
                holds: it.holds,
                left: &it.left,
                right: &it.right,
            })
            .collect(),
        settings: facts.settings,
        input_sha256: facts.input_sha256,
        outputs: outputs
            .iter()
            .map(|it| Output { path: &it.path, bytes: it.bytes.len(), sha256: it.sha256() })
            .collect(),
    };
    let failed =
        |it: serde_json::Error| SinkError::Text { path: MANIFEST.into(), reason: it.to_string() };
    let text = serde_json::to_string_pretty(&manifest).map_err(failed)?;
    Ok(Artifact { path: MANIFEST.into(), bytes: (text + "\n").into_bytes() })
}
