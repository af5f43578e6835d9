//! The only reader: which files are reports, and the head of each.

use std::ffi::OsStr;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::domain::{Code, Failure, Finding};

use super::parse::split::{FRONT_MATTER_LIMIT, Head, is_closed};

/// What is read of a file at first: nearly every front matter closes within it.
const FIRST_READ: usize = 2 * 1024;
/// The most that is ever read of a file: the limit, a byte order mark, both fences, and some to
/// see that the limit was passed.
const LONGEST_READ: usize = FRONT_MATTER_LIMIT + 1024;

/// One report to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportSource {
    /// The path as tables and messages show it: below its input, with `/`.
    pub report: String,
    /// Where the file is.
    pub file: PathBuf,
}

/// A file that is named like a report but not meant as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Its path, as for [`ReportSource::report`].
    pub report: String,
    /// Why it was skipped.
    pub reason: SkipReason,
}

/// Why a file is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// Its name, or that of a folder it lies in, begins with a point.
    Hidden,
    /// `_index.md` or `README.md`: a page about the folder.
    FolderPage,
    /// A symbolic link: what it points to may lie anywhere, or be counted already.
    Link,
}

impl SkipReason {
    /// How the summary names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden file",
            Self::FolderPage => "section page",
            Self::Link => "symbolic link",
        }
    }
}

/// What lies below the inputs.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The reports, sorted by path.
    pub sources: Vec<ReportSource>,
    /// The files that were skipped, sorted by path.
    pub skipped: Vec<Skipped>,
    /// An error for each path that cannot be read as a file, and notes.
    pub findings: Vec<Finding>,
}

/// Why an input cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// It does not exist, or may not be looked at.
    #[error("{}: {source}", path.display())]
    Unusable {
        /// The input as given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// One input lies in another, or is given twice: its reports would be counted twice.
    #[error("{} is inside {}, or is the same: its reports would be counted twice", inner.display(), outer.display())]
    Overlap {
        /// The input that lies within.
        inner: PathBuf,
        /// The input that holds it.
        outer: PathBuf,
    },
    /// Two reports would have the same path in the tables.
    #[error("{} and {} would both be named {report:?}", first.display(), second.display())]
    Collision {
        /// The path in the tables.
        report: String,
        /// One file.
        first: PathBuf,
        /// The other file.
        second: PathBuf,
    },
    /// There is nothing to load.
    #[error(
        "no incident reports in {inputs}: an incident report is a file named *.md or *.markdown"
    )]
    NoReport {
        /// The inputs as given.
        inputs: String,
    },
}

impl Failure for InputError {
    fn help(&self) -> Option<&str> {
        Some(match self {
            Self::Unusable { .. } | Self::NoReport { .. } => {
                "name the folder of reports after the command"
            }
            Self::Overlap { .. } => "leave out one of the two",
            Self::Collision { .. } => "pass the inputs one by one, or rename one of them",
        })
    }
}

/// Finds the reports below the inputs, in the order of their paths in the tables.
///
/// With one folder the paths are those below it; with several inputs each path begins with the
/// last name of its input.
///
/// # Errors
///
/// [`InputError`] if an input does not exist, if inputs overlap, if two reports would have one
/// path, or if there is no report at all. A path below an input that cannot be read is a finding.
pub fn discover(inputs: &[PathBuf]) -> Result<Discovery, InputError> {
    let resolved = resolve(inputs)?;
    let mut found = Discovery::default();
    for (input, whole) in inputs.iter().zip(&resolved) {
        let prefix = if inputs.len() > 1 {
            let mut name = String::new();
            push_shown(whole.file_name().unwrap_or_default(), &mut name);
            name
        } else {
            String::new()
        };
        walk(input, &prefix, &mut found);
    }
    found.sources.sort_unstable();
    found.skipped.sort_unstable();
    check_collisions(&found.sources)?;
    let nothing = found.sources.is_empty() && found.findings.is_empty() && found.skipped.is_empty();
    if nothing {
        let inputs =
            inputs.iter().map(|input| input.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(InputError::NoReport { inputs });
    }
    Ok(found)
}

/// The inputs with links resolved; an error if one is part of another.
fn resolve(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, InputError> {
    let unusable = |path: &Path, source| InputError::Unusable { path: path.to_owned(), source };
    let whole = |path: &PathBuf| fs::canonicalize(path).map_err(|error| unusable(path, error));
    let resolved: Vec<PathBuf> = inputs.iter().map(whole).collect::<Result<_, _>>()?;
    for (position, inner) in resolved.iter().enumerate() {
        let outer = resolved
            .iter()
            .enumerate()
            .find(|(other, outer)| *other != position && inner.starts_with(outer));
        if let Some((outer, _)) = outer {
            return Err(InputError::Overlap {
                inner: inputs[position].clone(),
                outer: inputs[outer].clone(),
            });
        }
    }
    Ok(resolved)
}

fn walk(input: &Path, prefix: &str, found: &mut Discovery) {
    for entry in WalkDir::new(input).follow_links(false) {
        match entry {
            Ok(entry) => visit(&entry, input, prefix, found),
            Err(error) => {
                let path = error.path().unwrap_or(input);
                let report = report_path(path, input, prefix);
                let reason =
                    error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                let fact = format!("the folder cannot be listed: {reason}");
                let help = "its reports are missing from this run: check that you have permission to read it";
                found.findings.push(finding(Code::Unreadable, path, &report, fact, help));
            }
        }
    }
}

fn visit(entry: &DirEntry, input: &Path, prefix: &str, found: &mut Discovery) {
    let is_input = entry.depth() == 0;
    // An input that is a link was named on purpose: it is followed.
    let kind = if is_input {
        fs::metadata(input).map_or(entry.file_type(), |metadata| metadata.file_type())
    } else {
        entry.file_type()
    };
    let named_like_a_report = has_report_extension(entry.path());
    if kind.is_dir() && (is_input || !named_like_a_report)
        || !named_like_a_report && !is_input && !kind.is_symlink()
    {
        return;
    }
    let report = report_path(entry.path(), input, prefix);
    let skip = |reason| Skipped { report: report.clone(), reason };
    let below = entry.path().strip_prefix(input).unwrap_or(Path::new(""));
    if below.iter().any(|part| part.as_encoded_bytes().starts_with(b".")) {
        found.skipped.extend(named_like_a_report.then(|| skip(SkipReason::Hidden)));
    } else if kind.is_symlink() {
        let fact = "the symbolic link was not followed".to_owned();
        let help = "pass its target as an input of its own if its reports should count";
        found.findings.push(finding(Code::LinkNotFollowed, entry.path(), &report, fact, help));
        found.skipped.extend(named_like_a_report.then(|| skip(SkipReason::Link)));
    } else if kind.is_file() {
        let folder_page = ["_index.md", "_index.markdown", "README.md"]
            .iter()
            .any(|name| entry.file_name() == *name);
        if folder_page && !is_input {
            found.skipped.push(skip(SkipReason::FolderPage));
        } else {
            found.sources.push(ReportSource { report, file: entry.path().to_owned() });
        }
    } else {
        let what = if kind.is_dir() { "a folder" } else { "a pipe, a socket or a device" };
        let fact = format!("this is {what}, not a report");
        let help = "rename it, or move it out of the folder of reports";
        found.findings.push(finding(Code::NotAFile, entry.path(), &report, fact, help));
    }
}

fn finding(code: Code, path: &Path, report: &str, fact: String, help: &str) -> Finding {
    Finding { file: Some(path.display().to_string()), ..Finding::about(code, report, fact, help) }
}

fn has_report_extension(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown"))
}

/// The path of a report in tables and messages.
fn report_path(path: &Path, input: &Path, prefix: &str) -> String {
    let below = path.strip_prefix(input).unwrap_or(path);
    let mut shown = String::with_capacity(prefix.len() + 1 + below.as_os_str().len());
    shown.push_str(prefix);
    if prefix.is_empty() && below.as_os_str().is_empty() {
        push_shown(path.file_name().unwrap_or_default(), &mut shown);
    }
    for part in below {
        if !shown.is_empty() {
            shown.push('/');
        }
        push_shown(part, &mut shown);
    }
    shown
}

/// Adds a file name as text. Bytes that are not UTF-8 are shown as `\xE9`, so that two names that
/// differ never look the same.
fn push_shown(name: &OsStr, shown: &mut String) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // A `String` takes all that is written to it.
            let _ = write!(shown, "\\x{byte:02X}");
        }
    }
}

/// Refuses two files of one path in the tables; the sources are sorted.
fn check_collisions(sources: &[ReportSource]) -> Result<(), InputError> {
    let same = sources.windows(2).find(|pair| pair[0].report == pair[1].report);
    same.map_or(Ok(()), |pair| {
        Err(InputError::Collision {
            report: pair[0].report.clone(),
            first: pair[0].file.clone(),
            second: pair[1].file.clone(),
        })
    })
}

/// Reads the head of a report: to the end of its front matter, and never more than the limit.
///
/// # Errors
///
/// What the system says when the file cannot be opened or read.
pub fn read_head(path: &Path) -> io::Result<Head> {
    head_of(File::open(path)?)
}

/// The head of a file that is open or in memory.
///
/// # Errors
///
/// What the system says when it cannot be read.
pub fn head_of(mut file: impl Read) -> io::Result<Head> {
    let mut head = Head { bytes: Vec::with_capacity(FIRST_READ), goes_on: true };
    read_up_to(&mut file, FIRST_READ, &mut head)?;
    if head.goes_on && !is_closed(&head.bytes) {
        read_up_to(&mut file, LONGEST_READ, &mut head)?;
    }
    Ok(head)
}

fn read_up_to(file: &mut impl Read, length: usize, head: &mut Head) -> io::Result<()> {
    let more = length.saturating_sub(head.bytes.len());
    let read = file.take(more as u64).read_to_end(&mut head.bytes)?;
    head.goes_on = read == more;
    Ok(())
}

/// The folder that an input is, or that it lies in, with links resolved; `None` if it is not there.
pub fn home_of(input: &Path) -> Option<PathBuf> {
    let whole = whole_path(input)?;
    if whole.is_dir() { Some(whole) } else { whole.parent().map(Path::to_owned) }
}

/// A path with links resolved; `None` if it leads to nothing.
pub fn whole_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Whether something has this path, a link that leads nowhere included.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The largest report that is read as a whole, in bytes: larger ones are no text that somebody wrote.
pub const REPORT_LIMIT: usize = 64 * 1024 * 1024;

/// Reads all of a report, so that it can be written back with its front matter fixed.
///
/// # Errors
///
/// What the system says; or that the file is larger than `limit` bytes.
pub fn read_whole(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        let limit = limit / 1024;
        return Err(io::Error::other(format!(
            "the file is larger than {limit} KiB; fix it by hand"
        )));
    }
    Ok(bytes)
}

/// Reads a small text file that is not a report, such as a taxonomy.
///
/// # Errors
///
/// What the system says; or that the file is larger than `limit` bytes, or not UTF-8 text.
pub fn read_text(path: &Path, limit: usize) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::Error::other(format!("the file is larger than {} KiB", limit / 1024)));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("the file is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_the_tables() {
        #[rustfmt::skip]
        let table = [
            ("in/a.md",      "in",      "",     "a.md"),
            ("in/sub/a.md",  "in",      "",     "sub/a.md"),
            ("in/sub/a.md",  "in",      "in",   "in/sub/a.md"),
            ("in/a.md",      "in/a.md", "",     "a.md"),
            ("in/a.md",      "in/a.md", "a.md", "a.md"),
        ];
        for (path, input, prefix, expected) in table {
            assert_eq!(report_path(Path::new(path), Path::new(input), prefix), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_text_stay_distinct() {
        use std::os::unix::ffi::OsStrExt;
        let shown =
            |name: &[u8]| report_path(Path::new(OsStr::from_bytes(name)), Path::new(""), "");
        assert_eq!(shown(b"caf\xe9.md"), "caf\\xE9.md");
        assert_eq!(shown("café.md".as_bytes()), "café.md");
    }
}
