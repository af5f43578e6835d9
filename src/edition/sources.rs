//! What an edition is made from, and what its manifest tells of that.

use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{FileCounts, Finding};
use crate::formats::manifest::{Extent, Facts, Recorded};
use crate::formats::settings::Settings;
use crate::formats::{self, FormatError};
use crate::store::{Artifact, Written};
use crate::tables::checks::{self, Check, Compared, Totals};
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::table::OneRow;
use crate::tables::view::count;
use crate::tables::{Selection, Tables, View};

use super::error::RunError;

/// Everything that an edition is made from. The same sources give the same bytes.
#[derive(Clone, Debug)]
pub struct Sources<'a> {
    /// The incidents of the period, and those around it.
    pub selection: Selection<'a>,
    /// What there is to say about all reports.
    pub findings: &'a [Finding],
    /// The accounting of files.
    pub files: FileCounts,
    /// What may be counted twice.
    pub open: OpenDuplicates,
    /// What was chosen, and what the reports were read by.
    pub recorded: Recorded,
    /// The SHA-256 of the input.
    pub input_sha256: String,
}

impl Sources<'_> {
    /// The checks, if all of them hold.
    pub(crate) fn check(
        &self,
        totals: &Totals,
        view: &View<'_>,
        tables: &Tables,
    ) -> Result<Vec<Check>, RunError> {
        let checks = checks::check(&Compared { files: self.files, totals, view, tables });
        match checks.iter().find(|check| !check.holds) {
            Some(failed) => Err(RunError::Check(failed.clone())),
            None => Ok(checks),
        }
    }

    /// The counts and sums of the manifest, as a table that the report takes numbers from.
    pub(crate) fn figures(&self, totals: &Totals) -> OneRow<ManifestFigures> {
        let FileCounts { seen, loaded, recovered, rejected, skipped } = self.files;
        let figures = ManifestFigures {
            files_seen: count(seen),
            files_loaded: count(loaded),
            files_recovered: count(recovered),
            files_rejected: count(rejected),
            files_skipped: count(skipped),
            incidents: count(totals.incidents),
            incidents_known: count(totals.known),
            incidents_unknown: count(totals.unknown),
            duplicates: count(totals.duplicates),
            duplicates_loss_usd: totals.duplicates_loss,
            possible_duplicates_pairs: count(self.open.pairs),
            possible_duplicates_complete: self.open.complete.to_string(),
            possible_duplicates_loss_usd: self.open.loss_usd,
            outside_period: count(self.selection.outside),
            total_loss_usd: totals.known_loss(),
        };
        figures.into_table()
    }

    /// The manifest of these files.
    ///
    /// # Errors
    ///
    /// What the JSON writer says.
    pub(crate) fn manifest(
        &self,
        totals: &Totals,
        checks: &[Check],
        extent: Extent,
        outputs: Vec<Written>,
    ) -> Result<Artifact, FormatError> {
        formats::manifest::encode(&self.facts(totals, checks), extent, outputs)
    }

    /// What was chosen.
    pub(crate) fn settings(&self) -> &Settings {
        &self.recorded.settings
    }

    /// What the manifest tells.
    pub(crate) fn facts<'a>(&'a self, totals: &'a Totals, checks: &'a [Check]) -> Facts<'a> {
        Facts {
            files: self.files,
            totals,
            outside_period: self.selection.outside,
            open: self.open,
            span: self.selection.span,
            newest: self.selection.newest,
            as_of: self.selection.as_of,
            checks,
            settings: &self.recorded,
            input_sha256: &self.input_sha256,
        }
    }
}
