//! Editions on disk: the only room that writes and reads them.
//!
//! [`publish`] puts an edition in its place, whole or not at all; [`read`] reads one back; [`replace`]
//! writes a single file in the place of another.

mod artifact;
pub mod publish;
pub mod read;
pub mod replace;

pub use artifact::{Artifact, Written};

/// The name of the file that lists all others: where it exists, the folder is an edition of ours.
pub const MANIFEST: &str = "manifest.json";
/// What the first field of that file says.
pub const GENERATOR: &str = "lossbook";
