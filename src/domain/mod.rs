//! What lossbook talks about: money, days, labels, incidents, the taxonomy and findings.
//!
//! Nothing here reads a file, and nothing here knows polars, clap or plotters: these types are
//! plain values, and every later stage is written in their terms.

pub mod address;
pub mod amount;
pub mod checksum;
pub mod code;
pub mod comparison;
pub mod day;
pub mod decision;
pub mod duplicate;
#[cfg(test)]
mod duplicate_tests;
pub mod explanations;
pub mod failure;
pub mod file_counts;
pub mod finding;
pub mod granularity;
pub mod hint;
pub mod incident;
pub mod iso_day;
pub mod label;
pub mod loss;
pub mod period;
pub mod repairable;
pub mod severity;
pub mod span;
pub mod span_name;
pub mod taxonomy;
pub mod text;
mod time_of_day;
pub mod unknown;
pub mod usd;

pub use code::Code;
pub use day::{DayForm, parse_day};
pub use explanations::Explanation;
pub use failure::Failure;
pub use file_counts::FileCounts;
pub use finding::{Excerpt, Finding, Place};
pub use granularity::Granularity;
pub use incident::Incident;
pub use label::{Dimension, LabelKey, UNCLASSIFIED};
pub use loss::{Loss, parse_loss};
pub use period::Period;
pub use severity::Severity;
pub use span::Span;
pub use taxonomy::Taxonomy;
pub use usd::Usd;
