//! The oracle for sentences: what each statement of an edition says, in a closed grammar, compared
//! with plain loops over all incidents.
//!
//! `pattern` reads texts by shapes, `calendar` and `numbers` read what stands in them, `truth` adds up,
//! `grammar` says which shapes there are and what must be so for each, `judge` brings them together.

#![allow(unreachable_pub, reason = "the modules are those of one test")]

pub mod calendar;
pub mod collection;
pub mod editions;
pub mod grammar;
pub mod judge;
pub mod made_up;
pub mod numbers;
pub mod pattern;
pub mod surfaces;
pub mod truth;
pub mod wrong;
