//! The accounting of files: every one is loaded, rejected or skipped.

use serde::{Deserialize, Serialize};

/// What became of the files: `seen = loaded + rejected + skipped`, in every run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCounts {
    /// Files named like reports.
    pub seen: usize,
    /// Files that became incidents.
    pub loaded: usize,
    /// How many of the loaded ones had an error that was repaired, or should be checked.
    pub recovered: usize,
    /// Files that are not valid reports.
    pub rejected: usize,
    /// Files that are not meant to be reports: hidden ones, section pages, links.
    pub skipped: usize,
}

impl FileCounts {
    /// Files that are meant as reports, loaded or rejected.
    pub fn read(&self) -> usize {
        self.loaded + self.rejected
    }
}
