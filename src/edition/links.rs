//! The way from an edition to the reports that it was made from: what links begin with.

use std::path::{Component, Path, PathBuf, absolute};

use crate::domain::address::percent_encoded;

/// What the path of a report is put behind, so that a link from a file in `output` leads to it:
/// `../data/reports/`. `None` if the inputs do not lie in one folder.
///
/// The path of a report begins with the name of its input if there are several.
pub fn base(inputs: &[PathBuf], output: &Path) -> Option<String> {
    let folder = |input: &PathBuf| {
        let input = plain(input)?;
        let lies_in = inputs.len() > 1 || input.is_file();
        if lies_in { input.parent().map(Path::to_owned) } else { Some(input) }
    };
    let mut folders = inputs.iter().map(folder);
    let first = folders.next()??;
    if folders.any(|it| it.as_ref() != Some(&first)) {
        return None;
    }
    way(&plain(output)?, &first)
}

/// The path from the root, without `.` and `..`.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in absolute(path).ok()?.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            component => plain.push(component),
        }
    }
    Some(plain)
}

/// The relative path from one folder to another, with `/` and at the end too.
fn way(from: &Path, to: &Path) -> Option<String> {
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other);
    let shared = shared.count();
    let mut way = "../".repeat(from.components().count() - shared);
    for component in to.components().skip(shared) {
        way.push_str(&percent_encoded(component.as_os_str().to_str()?));
        way.push('/');
    }
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_the_edition_to_the_reports() {
        #[rustfmt::skip]
        let table: [(&[&str], &str, Option<&str>); 7] = [
            // inputs                     output        base
            (&["data/reports"],           "output",     Some("../data/reports/")),
            (&["./data/../data/reports/"], "./output/", Some("../data/reports/")),
            (&["/a/b/reports"],           "/a/c/d",     Some("../../b/reports/")),
            (&["/a/b c"],                 "/a/d",       Some("../b%20c/")),
            (&["/a/x", "/a/y"],           "/a/out",     Some("../")),
            (&["/a/x", "/b/y"],           "/a/out",     None),
            (&["Cargo.toml"],             "output",     Some("../")),
        ];
        for (inputs, output, expected) in table {
            let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
            assert_eq!(base(&inputs, Path::new(output)).as_deref(), expected, "{inputs:?}");
        }
    }
}
