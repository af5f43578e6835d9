//! What every error that a person sees has: a message, what to do about it, and an exit status.

/// The exit status of a run that failed.
pub const FAILED: u8 = 1;
/// The exit status of a run whose flags contradict each other.
pub const USAGE: u8 = 2;

/// An error that a person sees. Its message is what it displays: what happened and where, without a
/// full stop.
pub trait Failure: std::error::Error {
    /// What the person can do next; none if the message says it.
    fn help(&self) -> Option<&str>;

    /// The exit status of the program.
    fn exit_status(&self) -> u8 {
        FAILED
    }
}
