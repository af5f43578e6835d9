//! The names by which rules about duplicates mean reports.
//!
//! Names are compared in Unicode NFC: a file that went over a Mac has its accents apart from their
//! letters (NFD), which looks the same to whoever writes a rule. Paths are shown as they are on disk.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::domain::Incident;
use crate::domain::hint::nearest;

/// A name is the path of a report, or the last part of it where no other report has the same.
pub(crate) struct Names<'a> {
    reports: Vec<&'a str>,
    by_path: HashMap<Cow<'a, str>, Meant>,
    by_last: HashMap<Cow<'a, str>, Meant>,
}

/// How many reports have a name, and the last of them.
#[derive(Clone, Copy, Default)]
struct Meant {
    count: usize,
    position: usize,
}

/// A name in Unicode NFC.
pub(crate) fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || is_nfc_quick(name.chars()) == IsNormalized::Yes {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(name.nfc().collect())
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last part of a path without its ending: what makes two names alike.
fn stem(path: &str) -> &str {
    last(path).rsplit_once('.').map_or(last(path), |(stem, _)| stem)
}

impl<'a> Names<'a> {
    pub(crate) fn new(incidents: &'a [Incident]) -> Self {
        let reports: Vec<&str> = incidents.iter().map(Incident::report).collect();
        let by = |name: fn(&str) -> &str| {
            let mut meant: HashMap<Cow<'a, str>, Meant> = HashMap::with_capacity(reports.len());
            for (position, report) in reports.iter().enumerate() {
                let entry = meant.entry(composed(name(report))).or_default();
                *entry = Meant { count: entry.count + 1, position };
            }
            meant
        };
        Self { by_path: by(|path| path), by_last: by(last), reports }
    }

    /// The report of a position, as it is called on disk.
    pub(crate) fn report(&self, position: usize) -> &'a str {
        self.reports[position]
    }

    /// How many reports there are.
    pub(crate) fn count(&self) -> usize {
        self.reports.len()
    }

    /// The position of the report that a name means, if it means one.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let composed = composed(name);
        match self.by_path.get(&composed) {
            Some(Meant { count: 1, position }) => Some(*position),
            // Two names that look the same: only the bytes tell them apart.
            Some(_) => self.reports.iter().position(|report| *report == name),
            None => self.by_last.get(&composed).filter(|it| it.count == 1).map(|it| it.position),
        }
    }

    /// What to say about a name that means no report: the fact, and what to do. Other names are
    /// compared with it only if that `may_compare`.
    pub(crate) fn unknown(&self, name: &str, may_compare: bool) -> (String, String) {
        let key = composed(name);
        if let Some(Meant { count, .. }) = self.by_last.get(&key) {
            let same = |report: &&&str| composed(last(report)) == key;
            let paths: Vec<&str> = self.reports.iter().filter(same).take(3).copied().collect();
            return (
                format!("{count} reports are named {name:?}"),
                format!("write the full path, as in `{}`", paths.join("` or `")),
            );
        }
        let length = stem(name).len();
        let near = |stem: &&str| stem.len().abs_diff(length) * 3 <= stem.len().max(length);
        let candidates = self.reports.iter().map(|report| stem(report)).filter(near);
        let meant = if may_compare { nearest(stem(name), candidates) } else { None };
        let meant =
            meant.and_then(|meant| self.reports.iter().find(|report| stem(report) == meant));
        (
            format!("{name:?} is not among the loaded reports"),
            meant.map_or_else(
                || {
                    "nothing to do if it belongs to another folder; otherwise correct the name"
                        .into()
                },
                |report| format!("did you mean {report:?}?"),
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Loss;

    #[test]
    fn names_are_compared_as_they_look() {
        let incident = |report: &&str| {
            let date = "2023-11-18".parse().unwrap();
            Incident::new((*report).into(), date, "T".into(), Loss::Unknown, Default::default())
        };
        let reports = [
            "a/Cafe\u{301}.md",
            "a/Zu\u{308}rich.md",
            "b/Z\u{fc}rich.md",
            "c/\u{e9}.md",
            "c/e\u{301}.md",
            "plain.md",
        ];
        let incidents: Vec<Incident> = reports.iter().map(incident).collect();
        let names = Names::new(&incidents);
        #[rustfmt::skip]
        let table = [
            // what the row is about                     name                    position
            ("a path, composed",                         "a/Caf\u{e9}.md",        Some(0)),
            ("a path, as on disk",                       "a/Cafe\u{301}.md",      Some(0)),
            ("the last part, composed",                  "Caf\u{e9}.md",          Some(0)),
            ("a composed file, decomposed in the rule",  "b/Zu\u{308}rich.md",    Some(2)),
            ("two folders have the name",                "Z\u{fc}rich.md",        None),
            ("two names that look the same: the bytes",  "c/\u{e9}.md",           Some(3)),
            ("two names that look the same: the bytes",  "c/e\u{301}.md",         Some(4)),
            ("letters only",                             "plain.md",              Some(5)),
            ("without its accent it is another",         "a/Cafe.md",             None),
        ];
        for (about, name, expected) in table {
            assert_eq!(names.find(name), expected, "{about}");
        }
        let (fact, help) = names.unknown("Zu\u{308}rich.md", true);
        assert_eq!(fact, "2 reports are named \"Zu\\u{308}rich.md\"");
        assert_eq!(help, "write the full path, as in `a/Zu\u{308}rich.md` or `b/Z\u{fc}rich.md`");
    }
}
