//! What an edition is made from, and what its manifest tells of that.

use chrono::NaiveDate;

use crate::charts::{Letters, Pictures, Theme};
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{FileCounts, Finding};
use crate::formats::csv::FormulaGuard;
use crate::formats::manifest::{Facts, Settings};
use crate::formats::{self, FormatError};
use crate::store::Artifact;
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
    /// Whether texts in CSV that look like formulas are guarded.
    pub guard: FormulaGuard,
    /// The colours of the charts.
    pub theme: Theme,
    /// How the SVG files of the charts hold their letters.
    pub letters: Letters,
    /// In which formats the charts are drawn.
    pub pictures: Pictures,
    /// The title of the report, if not the usual one.
    pub title: Option<String>,
    /// What links to reports begin with, if there are any.
    pub link_base: Option<String>,
    /// The day up to which the reports are complete, if one was set.
    pub as_of: Option<NaiveDate>,
    /// The SHA-256 of the input.
    pub input_sha256: String,
    /// The SHA-256 of the taxonomy's text.
    pub taxonomy_sha256: String,
    /// How the edition names the duplicates file, if there is one.
    pub duplicates_name: Option<String>,
    /// The SHA-256 of the duplicates file's text, if there is one.
    pub duplicates_sha256: Option<String>,
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
            possible_duplicates_loss_usd: self.open.loss,
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
        artifacts: &[Artifact],
    ) -> Result<Artifact, FormatError> {
        let settings = self.settings();
        formats::manifest::encode(&self.facts(totals, checks, &settings), artifacts)
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings {
            from: self.selection.period.from.map(|day| day.to_string()),
            to: self.selection.period.to.map(|day| day.to_string()),
            as_of: self.as_of.map(|day| day.to_string()),
            raw_csv: self.guard == FormulaGuard::Off,
            theme: self.theme.name().into(),
            text: self.letters.name().into(),
            pictures: self.pictures.name().into(),
            title: self.title.clone(),
            link_base: self.link_base.clone(),
            taxonomy_sha256: self.taxonomy_sha256.clone(),
            duplicates: self.duplicates_name.clone(),
            duplicates_sha256: self.duplicates_sha256.clone(),
        }
    }

    /// What the manifest tells.
    pub(crate) fn facts<'a>(
        &'a self,
        totals: &'a Totals,
        checks: &'a [Check],
        settings: &'a Settings,
    ) -> Facts<'a> {
        Facts {
            files: self.files,
            totals,
            outside_period: self.selection.outside,
            open: self.open,
            span: self.selection.span,
            newest: self.selection.newest,
            as_of: self.selection.as_of,
            checks,
            settings,
            input_sha256: &self.input_sha256,
        }
    }
}
