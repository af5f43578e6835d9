//! What a person chose for an edition, and what its reports were read by: recorded in the manifest, so
//! that the edition can be made again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::charts::{Letters, Pictures, Theme};
use crate::domain::{Period, iso_day};

use super::csv::FormulaGuard;

/// What changes what an edition says and how it looks.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Settings {
    /// The days to look at.
    #[serde(flatten)]
    pub period: Period,
    /// The day up to which the reports are complete, if not that of the newest one.
    #[serde(with = "iso_day::optional")]
    pub as_of: Option<NaiveDate>,
    /// Whether texts in CSV are left as they are.
    pub raw_csv: bool,
    /// The colours of the charts.
    pub theme: Theme,
    /// How the SVG files of the charts hold their letters.
    #[serde(rename = "text")]
    pub letters: Letters,
    /// In which formats the charts are drawn.
    pub pictures: Pictures,
    /// Which tables the workbook holds.
    pub workbook: WorkbookTables,
    /// The title of the report, if not the usual one.
    pub title: Option<String>,
    /// What links to reports begin with, if there are any.
    pub link_base: Option<String>,
}

/// Which tables the workbook of an edition holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkbookTables {
    /// All that a spreadsheet opens with ease.
    #[default]
    Full,
    /// Those with sums, and not those with a row for each incident, label or finding.
    Summary,
    /// There is no workbook.
    None,
}

impl WorkbookTables {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Full, Self::Summary, Self::None];

    /// The name, for the command line and the manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Summary => "summary",
            Self::None => "none",
        }
    }
}

/// The files of rules that reports were read by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RuleFiles {
    /// The SHA-256 of the taxonomy's text.
    pub taxonomy_sha256: String,
    /// The duplicates file, if there is one: its path from the folder of reports, or its name alone
    /// if it is not beside the reports.
    pub duplicates: Option<String>,
    /// The SHA-256 of the duplicates file's text, if there is one.
    pub duplicates_sha256: Option<String>,
}

impl Settings {
    /// Whether texts in CSV that look like formulas are guarded.
    pub fn guard(&self) -> FormulaGuard {
        if self.raw_csv { FormulaGuard::Off } else { FormulaGuard::On }
    }
}
