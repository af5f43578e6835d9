//! The flags of `lossbook verify`.

use std::path::PathBuf;

use clap::Args;

use super::Printing;

/// The exit status of `lossbook verify`.
pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0  everything holds
  1  something does not, or the folder is not an edition
  2  wrong usage";

/// The flags of `lossbook verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Folder of an edition, or of all the editions that `lossbook report --every` writes
    #[arg(default_value = "output", value_name = "DIR")]
    pub folder: PathBuf,

    /// Print one JSON object: whether everything holds, and what does not
    #[arg(long)]
    pub json: bool,

    /// How and how much to print.
    #[command(flatten)]
    pub printing: Printing,
}
