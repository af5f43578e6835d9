//! The files beside the reports that say how they are to be read: the taxonomy, and which reports tell
//! of one event.

pub mod beside;
pub mod duplicates;
#[cfg(test)]
mod duplicates_tests;
pub mod report_names;
pub mod taxonomy_file;
