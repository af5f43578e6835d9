//! The tests that run the program from outside, and what must always hold of its parts: one binary, so
//! that polars is linked once. `tests/run browser::` runs those of one file.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::type_complexity,
    clippy::format_collect,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking, says what it measured, and favours the plain word"
)]

#[cfg(unix)]
mod bad_input;
#[cfg(unix)]
mod bad_output;
mod browser;
mod build;
mod chart;
mod check;
mod codes;
mod collection;
mod command_line;
mod documents;
mod duplicates;
mod fix;
mod flags;
mod foreign_lines;
#[cfg(unix)]
mod killed;
mod layering;
mod new;
mod oracle;
mod page;
mod parquet;
mod properties;
mod repair;
mod report;
mod spreadsheets;
mod statements;
mod statements_oracle;
mod support;
mod verify;
