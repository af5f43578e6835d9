//! Why an edition or a chart was not written, and what to do about it.

use crate::charts::ChartError;
use crate::domain::Failure;
use crate::formats::FormatError;
use crate::loader::LoadError;
use crate::store::publish::{CreateError, FolderError};
use crate::store::replace::ReplaceError;
use crate::tables::checks::Check;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The reports could not be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Reports were rejected, and the run is strict.
    #[error("{rejected} of {seen} reports rejected, and `--strict` is set")]
    Strict {
        /// How many were rejected.
        rejected: usize,
        /// How many there are.
        seen: usize,
    },
    /// A sum does not hold: a fault of ours.
    #[error("a check failed: {}: {} is not {}", .0.name, .0.left, .0.right)]
    Check(Check),
    /// A chart could not be made.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// No incident has a label that the chart is about.
    #[error("the chart {chart} has nothing to show: no incident of the period has such a label")]
    NothingToShow {
        /// The chart.
        chart: &'static str,
    },
    /// A file could not be encoded.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The edition could not be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The file of a chart could not be replaced.
    #[error(transparent)]
    Replace(#[from] ReplaceError),
    /// The file of a chart could not be created.
    #[error(transparent)]
    Create(#[from] CreateError),
}

impl Failure for RunError {
    fn help(&self) -> Option<&str> {
        match self {
            Self::Load(error) => error.help(),
            Self::Strict { .. } => Some(
                "fix the reports as listed above, or leave `--strict` out; an earlier edition is untouched",
            ),
            Self::Check(_) | Self::Chart(_) | Self::Format(_) => Some(
                "this is a fault of lossbook: please report it with the input; an earlier edition is untouched",
            ),
            Self::NothingToShow { .. } => Some(
                "name another chart, or give the reports such labels: see `lossbook chart --help`",
            ),
            Self::Folder(error) => error.help(),
            Self::Replace(error) => error.help(),
            Self::Create(error) => error.help(),
        }
    }
}
