//! Lossbook turns a folder of security-incident reports into datasets, charts and sums that hold.
//!
//! Data flows one way, and the modules are listed in that order: [`domain`] says what an incident
//! is; [`loader`] reads reports into incidents; [`tables`] makes them polars tables; [`transforms`]
//! sum losses up by label and by time; [`checks`] compares the sums; [`claims`] puts them into words, each
//! number with its cells; [`charts`] draws them; [`report`] puts words, tables and charts together;
//! [`sinks`] writes the edition. [`pipeline`] runs the stages, [`cli`] says with which options,
//! [`terminal`] puts what came of it into words, and [`commands`] print them. `ARCHITECTURE.md` has
//! the picture.

pub mod domain;

pub mod loader;

pub mod tables;

pub mod transforms;

pub mod checks;

pub mod claims;

pub mod charts;

pub mod report;

pub mod sinks;

pub mod pipeline;

pub mod cli;

pub mod terminal;

pub mod commands;
