//! How severe a finding is.

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The report is rejected.
    Error,
    /// The report is kept: it had an error with exactly one sensible reading, or should be checked.
    Warning,
    /// For information.
    Note,
}

impl Severity {
    /// The word that messages and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
