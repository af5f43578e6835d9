//! What lies next to the reports: the file of rules about duplicates, found from wherever lossbook
//! is called, so that the same reports give the same sums.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::loader::folder;

use super::duplicates::{self, DuplicatesError, DuplicatesFile, RULES};

/// The largest file of rules that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// A file of rules that lies next to the reports.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    /// The file itself, with links resolved: what tells two files apart.
    whole: PathBuf,
    /// Its path as the person would write it.
    shown: PathBuf,
    /// Its path from the folder of reports.
    name: String,
}

/// Reads the rules from the file that was given; without one from the file next to the reports, if
/// there is one.
///
/// # Errors
///
/// [`DuplicatesError`] if several inputs have files of their own, if the file cannot be read, or if a
/// rule is incomplete.
pub fn read_rules(
    inputs: &[PathBuf],
    given: Option<&Path>,
) -> Result<DuplicatesFile, DuplicatesError> {
    let (path, name, is_beside) = match given {
        Some(path) => {
            let last = || path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into();
            let name = name_from(inputs, path);
            (path.to_owned(), name.clone().unwrap_or_else(last), name.is_some())
        }
        None => match rules_beside(inputs)? {
            Some(found) => (found.shown, found.name, true),
            None => return Ok(DuplicatesFile::default()),
        },
    };
    match folder::read_text(&path, LARGEST) {
        Ok(text) => {
            let mut file = duplicates::parse(&path, text)?;
            (file.name, file.is_beside) = (Some(name), is_beside);
            Ok(file)
        }
        Err(source) => Err(DuplicatesError::Unreadable { path, source }),
    }
}

/// The one file of rules beside the inputs. An input that is not there has none: whoever loads it
/// says what is wrong with it.
fn rules_beside(inputs: &[PathBuf]) -> Result<Option<Found>, DuplicatesError> {
    let mut first: Option<Found> = None;
    for input in inputs {
        let Some(found) = beside(input)? else { continue };
        match &first {
            Some(other) if other.whole != found.whole => {
                return Err(DuplicatesError::TwoFiles {
                    first: other.shown.clone(),
                    second: found.shown,
                });
            }
            Some(_) => {}
            None => first = Some(found),
        }
    }
    Ok(first)
}

/// The file of rules in the folder of an input, or else in the one above it.
fn beside(input: &Path) -> Result<Option<Found>, DuplicatesError> {
    let Some(home) = folder::home_of(input) else { return Ok(None) };
    let written = if input.is_dir() { Some(input) } else { input.parent() };
    let written = written.unwrap_or(Path::new(""));
    let places = [
        (Some(home.as_path()), written.to_owned(), RULES.to_owned()),
        (home.parent(), above(written), format!("../{RULES}")),
    ];
    for (folder, written, name) in places {
        let Some(path) =
            folder.map(|folder| folder.join(RULES)).filter(|path| folder::is_there(path))
        else {
            continue;
        };
        let written = plain(&written.join(RULES));
        let same = folder::whole_path(&written) == folder::whole_path(&path);
        let shown = if same { written } else { path.clone() };
        // Nobody named the file, so it must be one: a pipe would never end.
        let Some(whole) = folder::whole_path(&path).filter(|_| path.is_file()) else {
            let source = io::Error::other("it is next to the reports, but it is not a file");
            return Err(DuplicatesError::Unreadable { path: shown, source });
        };
        return Ok(Some(Found { whole, shown, name }));
    }
    Ok(None)
}

/// The folder above a path, as it would be written.
fn above(path: &Path) -> PathBuf {
    match path.components().next_back() {
        Some(Component::Normal(_)) => path.parent().unwrap_or(Path::new("")).to_owned(),
        _ => path.join(".."),
    }
}

/// A path without a leading `./`.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// The path of a file from the folder of reports, if it lies where it would be found. An edition
/// says nothing else about where a file is.
fn name_from(inputs: &[PathBuf], path: &Path) -> Option<String> {
    let whole = folder::whole_path(path)?;
    let name = |home: PathBuf| {
        let places = [(Some(home.as_path()), ""), (home.parent(), "../")];
        let is_it = |(place, _): &(Option<&Path>, &str)| {
            place.is_some_and(|home| folder::whole_path(&home.join(RULES)).as_ref() == Some(&whole))
        };
        places.into_iter().find(is_it).map(|(_, prefix)| format!("{prefix}{RULES}"))
    };
    inputs.iter().filter_map(|input| folder::home_of(input)).find_map(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_above_as_it_would_be_written() {
        #[rustfmt::skip]
        let table = [
            ("data/reports",    "data/duplicates.yaml"),
            ("data/reports/",   "data/duplicates.yaml"),
            ("./data/reports",  "data/duplicates.yaml"),
            ("reports",         "duplicates.yaml"),
            ("./reports",       "duplicates.yaml"),
            ("",                "../duplicates.yaml"),
            (".",               "../duplicates.yaml"),
            ("..",              "../../duplicates.yaml"),
            ("/a/reports",      "/a/duplicates.yaml"),
            ("a/..",            "a/../../duplicates.yaml"),
        ];
        for (folder, expected) in table {
            let found = plain(&above(Path::new(folder)).join(RULES));
            assert_eq!(found.to_str(), Some(expected), "{folder}");
        }
    }
}
