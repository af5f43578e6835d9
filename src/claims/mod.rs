//! The room that says things: every title, subtitle, footnote, alt text, sentence and row of an index
//! is worded here, and nowhere else.
//!
//! A statement is made of [`Sentence`] parts. A number comes from a [`Fact`], which knows the cells
//! of the tables behind it; the name of a span of days comes from [`days::Days`], which knows which
//! days were added up. So a number without a cell, and a name that says more than was added up,
//! cannot be written. [`charts`] words the pictures, [`report`] the report and its index,
//! [`summary`] what the terminal tells of a run.

mod cells;
pub mod change;
pub mod charts;
pub mod days;
pub mod events;
pub mod fact;
pub mod report;
#[cfg(test)]
pub mod samples;
pub mod scope;
pub mod sentence;
pub mod subject;
pub mod summary;
pub mod value;

pub use cells::Rows;
pub use days::{Coverage, Days};
pub use fact::{Fact, Number, Source, Take};
pub use sentence::{Part, Sentence};
pub use subject::Subject;
pub use value::Form;
