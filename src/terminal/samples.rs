//! Findings that the tests of every format show.

use crate::domain::{Code, Excerpt, Finding, Place};

/// About a place, after a letter of two bytes, in a file whose name needs escapes.
pub(crate) fn bad_loss() -> Finding {
    Finding {
        file: Some("my reports/é,a.md".into()),
        place: Some(Place { line: 3, column: 9 }),
        excerpt: Some(Excerpt { line: "“loss”: 1,6M".into(), start: 12, end: 16 }),
        ..Finding::about(
            Code::BadLoss,
            "é,a.md",
            "the loss `1,6M` is 100% \"wrong\"".into(),
            "write US dollars in digits",
        )
    }
}

/// About a file as a whole.
pub(crate) fn binary() -> Finding {
    Finding::about(Code::Binary, "a\u{1b}[1m.md", "the file is not text".into(), "move it away")
}
