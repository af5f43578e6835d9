//! Lossbook turns a folder of security-incident reports into datasets, charts and totals that add up.
//!
//! [`load`] reads the reports, an [`Edition`] has their tables, and writes them, charts and a report to a
//! folder; [`verify`] proves such a folder. Money is exact: [`Usd`] is whole cents. The program `lossbook`
//! does the same from the command line.
//!
//! ```
//! use lossbook::{Edition, load};
//!
//! let reports = load(["data/reports"])?;
//! assert_eq!(reports.files().loaded, 127);
//! // What is wrong with a report, where, and what to do about it.
//! for finding in reports.findings() {
//!     println!("{}: {}; {}", finding.path, finding.fact, finding.help);
//! }
//!
//! let edition = Edition::new(&reports)?;
//! assert!(edition.checks().iter().all(|check| check.holds));
//! println!("{} lost in {} incidents", edition.total_loss().unwrap(), edition.incidents_counted());
//!
//! // A polars frame: one row for each attack type, the largest allocated loss first.
//! let by_type = edition.table("losses_by_attack_type")?.unwrap();
//! assert!(by_type.height() > 10);
//! # let folder = std::env::temp_dir().join(format!("lossbook-doc-{}", std::process::id()));
//! # let output = folder.as_path();
//! edition.write(output)?;
//! assert!(lossbook::verify(output)?.holds());
//! # std::fs::remove_dir_all(output)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Everything else is the inside of the program, and changes without notice. `ARCHITECTURE.md` has the map.

#[doc(hidden)]
pub mod charts;
#[doc(hidden)]
pub mod claims;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod domain;
#[doc(hidden)]
pub mod edition;
#[doc(hidden)]
pub mod formats;
mod library;
#[doc(hidden)]
pub mod loader;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod store;
#[doc(hidden)]
pub mod tables;
#[doc(hidden)]
pub mod terminal;
#[doc(hidden)]
pub mod verify;

pub use domain::{
    Code, Dimension, FileCounts, Finding, Incident, Loss, Period, Severity, Span, Usd,
};
pub use library::{Edition, Reports, RunError, load};
pub use tables::checks::Check;
pub use verify::{VerifyError, VerifyReport, verify};
