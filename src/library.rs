//! The crate's face: reports are loaded, an edition is made of them, looked at and written.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use polars::prelude::{DataFrame, PolarsResult};

use crate::domain::{FileCounts, Finding, Incident, Period, Usd};
use crate::edition::run::{self, Inputs, Read, Settings};
use crate::edition::sources::Sources;
use crate::edition::stages::Stages;
use crate::edition::{Computed, Extent, links};
use crate::loader::Progress;
use crate::store::publish;
use crate::tables::BaseTables;
use crate::tables::checks::Check;
use crate::tables::frame::frame;

pub use crate::edition::error::RunError;

/// Reports that were loaded, with the taxonomy that is compiled in and the rules about duplicates that
/// lie beside them.
pub struct Reports {
    inputs: Inputs,
    read: Read,
}

/// Loads all reports below some folders, and single files.
///
/// # Errors
///
/// [`RunError`] if an input cannot be used, the rules beside it cannot be read, or no report could be
/// loaded. What is wrong with single reports is in [`Reports::findings`].
pub fn load<P: Into<PathBuf>>(inputs: impl IntoIterator<Item = P>) -> Result<Reports, RunError> {
    let reports = inputs.into_iter().map(Into::into).collect();
    let inputs = Inputs { reports, ..Inputs::default() };
    let (never, unseen) = (AtomicBool::new(false), Progress::default());
    let read = Read::new(&inputs, inputs.rules()?, &never, &unseen)?;
    run::accept(&read.loaded, false)?;
    Ok(Reports { inputs, read })
}

impl Reports {
    /// The incidents, sorted by report; those that another report is counted for among them.
    #[must_use]
    pub fn incidents(&self) -> &[Incident] {
        &self.read.loaded.incidents
    }

    /// What there is to say about the reports, sorted by path and place.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.read.loaded.findings
    }

    /// The accounting: every file is loaded, rejected or skipped.
    #[must_use]
    pub const fn files(&self) -> FileCounts {
        self.read.loaded.files
    }
}

/// The tables of a period, checked, and what is made of them.
pub struct Edition<'a> {
    inputs: &'a Inputs,
    sources: Sources<'a>,
    computed: Computed<'a>,
}

impl<'a> Edition<'a> {
    /// The edition of all reports.
    ///
    /// # Errors
    ///
    /// [`RunError::Check`] if a sum does not hold: a fault of this crate.
    pub fn new(reports: &'a Reports) -> Result<Self, RunError> {
        Self::of_period(reports, Period::default())
    }

    /// The edition of a period; what lies before it serves for comparison.
    ///
    /// # Errors
    ///
    /// [`RunError::Check`] if a sum does not hold: a fault of this crate.
    pub fn of_period(reports: &'a Reports, period: Period) -> Result<Self, RunError> {
        let Reports { inputs, read } = reports;
        let sources = read.sources(Settings { period, ..Settings::default() });
        let computed = Computed::new(&sources)?;
        Ok(Self { inputs, sources, computed })
    }

    /// The sum of all known losses; none if there are incidents and no loss of them is known.
    #[must_use]
    pub fn total_loss(&self) -> Option<Usd> {
        self.computed.totals.known_loss()
    }

    /// How many incidents are counted.
    #[must_use]
    pub const fn incidents_counted(&self) -> usize {
        self.computed.totals.incidents
    }

    /// The equations that hold between the tables.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.computed.checks
    }

    /// A table by its name, such as `incidents`, `incident_labels` or `losses_by_month`; `None` if
    /// there is no such table. Its columns are described in `docs/tables.md`.
    ///
    /// # Errors
    ///
    /// What polars says; there is nothing to say of a table of ours.
    pub fn table(&self, name: &str) -> PolarsResult<Option<DataFrame>> {
        let base = BaseTables::new(&self.sources.selection);
        let tables = self.computed.tables.beside(base.of_period(), base.around());
        let found = tables.into_iter().find(|table| table.schema().name == name);
        found.map(frame).transpose()
    }

    /// Writes the edition to a folder: all of it, or nothing. An edition that is there is replaced; a
    /// folder with files of another kind is not touched.
    ///
    /// # Errors
    ///
    /// [`RunError`] if the folder cannot be used or written, or a file not be encoded.
    pub fn write(&self, folder: &Path) -> Result<(), RunError> {
        let reports = &self.inputs.reports;
        let target = publish::check(folder, reports, false)?;
        // Links lead from the folder to the reports.
        let mut sources = self.sources.clone();
        sources.recorded.settings.link_base = links::base(reports, folder);
        let artifacts = self.computed.artifacts(&sources, Extent::Full, &Stages::default())?;
        Ok(publish::publish(&target, &artifacts, &AtomicBool::new(false))?)
    }
}
