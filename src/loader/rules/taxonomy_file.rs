//! Reads a taxonomy file: YAML with the known labels, by dimension.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::taxonomy::{Entry, LineError, Taxonomy, VOCABULARIES};
use crate::domain::{Code, Failure, Finding, Incident, LabelKey};
use crate::loader::folder;
use crate::loader::parse::guard::guard;
use crate::loader::parse::split::SourceText;

/// The largest taxonomy file that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// The taxonomy that is compiled in: `data/taxonomy.yaml`.
const BUILT_IN: &str = include_str!("../../../data/taxonomy.yaml");

/// Why a taxonomy cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TaxonomyError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The text is no YAML, or has other keys.
    #[error("{name}{place}: {fact}")]
    NotATaxonomy {
        /// The file, or what stands for it.
        name: String,
        /// `:line:column`, if known.
        place: String,
        /// What is wrong.
        fact: String,
    },
    /// The entries contradict each other.
    #[error("the taxonomy contradicts itself:{}", LineError::list(errors, name))]
    Contradictory {
        /// The file, or what stands for it.
        name: String,
        /// What is wrong with them.
        errors: Vec<LineError>,
    },
}

impl Failure for TaxonomyError {
    fn help(&self) -> Option<&str> {
        match self {
            Self::Unreadable { .. } => Some(
                "check the path given with `--taxonomy`, or leave it out to use the built-in taxonomy",
            ),
            Self::NotATaxonomy { .. } => Some("see data/taxonomy.yaml for how to write a taxonomy"),
            // Each error has its own.
            Self::Contradictory { .. } => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default)]
    attack_types: Vec<FileEntry>,
    #[serde(default)]
    entity_types: Vec<FileEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    parent: Option<String>,
}

/// Reads the taxonomy from a file, or takes the one that is compiled in. Also gives its text.
///
/// # Errors
///
/// [`TaxonomyError`] if the file cannot be read, is not a taxonomy, or contradicts itself; each error
/// with its line.
pub fn read(path: Option<&Path>) -> Result<(Taxonomy, String), TaxonomyError> {
    match path {
        None => Ok((parse("built-in taxonomy", BUILT_IN)?, BUILT_IN.to_owned())),
        Some(path) => {
            let unreadable = |source| TaxonomyError::Unreadable { path: path.to_owned(), source };
            let text = folder::read_text(path, LARGEST).map_err(unreadable)?;
            Ok((parse(&path.display().to_string(), &text)?, text))
        }
    }
}

/// Parses the text of a taxonomy; `name` stands for the file in messages.
///
/// # Errors
///
/// As [`read`].
pub fn parse(name: &str, text: &str) -> Result<Taxonomy, TaxonomyError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let not_a_taxonomy = |place: String, fact: String| TaxonomyError::NotATaxonomy {
        name: name.to_owned(),
        place,
        fact,
    };
    guard(SourceText { report: name, text, shown: text, first_line: 1 }).map_err(|finding| {
        let place = finding
            .place
            .map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
        not_a_taxonomy(place, finding.fact)
    })?;
    let file: Option<File> = serde_yaml::from_str(text).map_err(|error| {
        let place = error.location().map_or_else(String::new, |location| {
            format!(":{}:{}", location.line(), location.column())
        });
        let message = error.to_string();
        not_a_taxonomy(place, message.split(" at line ").next().unwrap_or(&message).to_owned())
    })?;
    let Some(file) = file else { return Ok(Taxonomy::default()) };
    // The YAML crate does not say where a value is: names are looked for top to bottom.
    let mut lines = text.lines().enumerate();
    let mut entry = |entry: FileEntry| {
        let line =
            lines.by_ref().find(|(_, line)| line.contains("name:") && line.contains(&entry.name));
        Entry {
            name: entry.name,
            aliases: entry.aliases,
            parent: entry.parent,
            line: line.map_or(1, |(index, _)| index + 1),
        }
    };
    let attacks_first = text.find("attack-types:") <= text.find("entity-types:");
    let (attacks, entities);
    if attacks_first {
        attacks = file.attack_types.into_iter().map(&mut entry).collect();
        entities = file.entity_types.into_iter().map(&mut entry).collect();
    } else {
        entities = file.entity_types.into_iter().map(&mut entry).collect();
        attacks = file.attack_types.into_iter().map(&mut entry).collect();
    }
    Taxonomy::new([attacks, entities])
        .map_err(|errors| TaxonomyError::Contradictory { name: name.to_owned(), errors })
}

/// A note for each vocabulary of the taxonomy file `path` that has entries no report uses. Entries
/// that are a parent of others need no report.
pub fn unused(taxonomy: &Taxonomy, path: &Path, incidents: &[Incident]) -> Vec<Finding> {
    let mut notes = Vec::new();
    for dimension in VOCABULARIES {
        let used: HashSet<&String> =
            incidents.iter().flat_map(|incident| incident.labels(dimension)).collect();
        let entries = taxonomy.entries(dimension);
        let parents: HashSet<LabelKey> =
            entries.iter().filter_map(|entry| entry.parent.as_deref()).map(LabelKey::of).collect();
        let idle = |entry: &&Entry| {
            !used.contains(&entry.name) && !parents.contains(&LabelKey::of(&entry.name))
        };
        let names: Vec<&str> =
            entries.iter().filter(idle).map(|entry| entry.name.as_str()).collect();
        if !names.is_empty() {
            let words = dimension.words().1;
            let fact = format!(
                "no report uses {} of the {} {words}: {}",
                names.len(),
                entries.len(),
                names.join(", ")
            );
            let help = "nothing to do unless you expected some: then look for other spellings in the reports";
            notes.push(Finding::about(Code::UnusedLabel, &path.display().to_string(), fact, help));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Dimension, Loss};

    #[test]
    fn entries_that_no_report_uses() {
        let text = "attack-types:\n  - { name: Scam }\n  - { name: Rug Pull, parent: Scam }\n  - { name: Idle }\n";
        let taxonomy = parse("t.yaml", text).unwrap();
        let labels = [vec!["Rug Pull".into()], vec![], vec![], vec![]];
        let incident = Incident::new(
            "a.md".into(),
            "2023-01-02".parse().unwrap(),
            "A".into(),
            Loss::Unknown,
            labels,
        );
        let facts: Vec<String> = unused(&taxonomy, Path::new("t.yaml"), &[incident])
            .into_iter()
            .map(|it| it.fact)
            .collect();
        assert_eq!(facts, ["no report uses 1 of the 3 attack types: Idle"]);
    }

    #[test]
    fn the_built_in_taxonomy_is_sound() {
        let (taxonomy, _) = read(None).unwrap();
        assert!(taxonomy.entries(Dimension::AttackType).len() > 10);
        assert_eq!(
            taxonomy.canonical(Dimension::AttackType, &LabelKey::of("51%")),
            Some("51% Attack")
        );
    }

    #[test]
    fn faults_of_the_file() {
        #[rustfmt::skip]
        let table = [
            ("an alias claimed twice", "attack-types:\n  - name: A\n    aliases: [X]\n  - name: B\n    aliases: [x]\n",
             "the taxonomy contradicts itself:\n  t.yaml:4: \"x\" is claimed by \"B\" and, on line 2, by \"A\"\n    help: use it as the name or alias of only one label"),
            ("an unknown parent", "entity-types:\n  - { name: Exchange }\n  - name: Wallet\n    parent: Exchnge\n",
             "the taxonomy contradicts itself:\n  t.yaml:3: the parent \"Exchnge\" of \"Wallet\" is not in the taxonomy\n    help: did you mean \"Exchange\"?"),
            ("an unknown key", "attack-types:\n  - nam: A\n",
             "t.yaml:2:5: attack-types[0]: unknown field `nam`, expected one of `name`, `aliases`, `parent`"),
            ("not a taxonomy", "- a\n", "t.yaml:1:1: invalid type: sequence, expected struct File"),
        ];
        for (about, text, expected) in table {
            assert_eq!(parse("t.yaml", text).unwrap_err().to_string(), expected, "{about}");
        }
        assert!(parse("t.yaml", "").is_ok(), "an empty file knows no label");
    }
}
