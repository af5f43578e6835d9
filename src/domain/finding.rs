//! Findings: what lossbook has to say about a report, a taxonomy or an input folder.

use super::code::Code;
use super::severity::Severity;
use super::usd::Usd;

/// The path of a finding about all reports together: their folder itself.
pub const ALL_REPORTS: &str = ".";

/// Where in a file: both numbers count from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The line that a finding is about, and which part of it to underline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Excerpt {
    /// The line's text, without its end; cut short if very long.
    pub line: String,
    /// The first byte to underline.
    pub start: usize,
    /// The byte after the last one to underline.
    pub end: usize,
}

/// Something to say about one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What kind of finding it is.
    pub code: Code,
    /// The report's path below its input, as in the tables; or the path of another file.
    pub path: String,
    /// Where the file is for the person who runs lossbook, if that is another path: it can be
    /// opened from the terminal. Never written to an edition.
    pub file: Option<String>,
    /// Where in the file, if the finding is about a place.
    pub place: Option<Place>,
    /// The line there.
    pub excerpt: Option<Excerpt>,
    /// What was found, in one line, without a full stop.
    pub fact: String,
    /// What to do about it, in one line.
    pub help: String,
    /// The money that the finding is about, if any is known: whoever has little time begins with the
    /// most. Never written to an edition.
    pub stake: Option<Usd>,
}

impl Finding {
    /// A finding about a file as a whole.
    pub fn about(code: Code, path: &str, fact: String, help: &str) -> Self {
        Self {
            code,
            path: path.into(),
            file: None,
            place: None,
            excerpt: None,
            fact,
            help: help.into(),
            stake: None,
        }
    }

    /// A finding about all reports together.
    pub fn about_all(code: Code, fact: String, help: &str) -> Self {
        Self::about(code, ALL_REPORTS, fact, help)
    }

    /// Whether it is about all reports together.
    pub fn is_about_all(&self) -> bool {
        self.path == ALL_REPORTS
    }

    /// How severe it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What findings are sorted by: path, place, severity, then code and text.
    pub fn order(&self) -> (&str, Option<Place>, Severity, Code, &str) {
        (&self.path, self.place, self.severity(), self.code, &self.fact)
    }
}
