//! The files next to the reports that say how to read them: the taxonomy, and which reports describe
//! one event.

pub mod beside;
pub mod duplicates;
#[cfg(test)]
mod duplicates_tests;
pub mod report_names;
pub mod taxonomy_file;
