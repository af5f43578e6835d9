//! Lossbook turns a folder of security-incident reports into datasets, charts and sums that hold.

pub mod charts;
pub mod claims;
pub mod cli;
pub mod commands;
pub mod domain;
pub mod edition;
pub mod formats;
pub mod loader;
pub mod report;
pub mod store;
pub mod tables;
pub mod terminal;
pub mod verify;
