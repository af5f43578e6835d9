//! The taxonomy: which labels are known, under which other names, and what they are part of.

use std::collections::HashMap;

use super::hint::nearest;
use super::label::{Dimension, LabelKey, clean_label};

/// One label of the taxonomy, as its file states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The canonical spelling.
    pub name: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// The wider label that this one is a kind of.
    pub parent: Option<String>,
    /// The line of the file that the entry begins on.
    pub line: usize,
}

/// What is wrong with a taxonomy, and on which line of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The line of the file.
    pub line: usize,
    /// What is wrong.
    pub fact: String,
    /// What to do about it.
    pub help: String,
}

impl LineError {
    /// One line for each error of the file `name`, and one for what to do about it.
    pub fn list(errors: &[Self], name: &str) -> String {
        errors.iter().fold(String::new(), |text, Self { line, fact, help }| {
            format!("{text}\n  {name}:{line}: {fact}\n    help: {help}")
        })
    }
}

/// The known labels of the dimensions that have a vocabulary: attack types and entity types.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    entries: [Vec<Entry>; 2],
    canonical: [HashMap<LabelKey, usize>; 2],
}

/// The dimensions that have a vocabulary, in the order of [`Taxonomy`]'s parts.
pub const VOCABULARIES: [Dimension; 2] = [Dimension::AttackType, Dimension::EntityType];

fn vocabulary(dimension: Dimension) -> Option<usize> {
    VOCABULARIES.iter().position(|known| *known == dimension)
}

impl Taxonomy {
    /// Puts a taxonomy together from the entries of each vocabulary.
    ///
    /// # Errors
    ///
    /// Every name or alias that is claimed twice, every unknown parent and every cycle of parents.
    pub fn new(entries: [Vec<Entry>; 2]) -> Result<Self, Vec<LineError>> {
        let mut errors = Vec::new();
        let mut canonical = [HashMap::new(), HashMap::new()];
        for (entries, canonical) in entries.iter().zip(&mut canonical) {
            claim_names(entries, canonical, &mut errors);
            check_parents(entries, canonical, &mut errors);
        }
        if errors.is_empty() { Ok(Self { entries, canonical }) } else { Err(errors) }
    }

    /// The entries of one vocabulary, in the order of the file.
    pub fn entries(&self, dimension: Dimension) -> &[Entry] {
        vocabulary(dimension).map_or(&[], |index| &self.entries[index])
    }

    /// The canonical spelling of a label, if the taxonomy knows it by any of its names.
    pub fn canonical(&self, dimension: Dimension, label: &LabelKey) -> Option<&str> {
        let index = vocabulary(dimension)?;
        let entry = *self.canonical[index].get(label)?;
        Some(&self.entries[index][entry].name)
    }

    /// The canonical label that an unknown one is nearest to, by any of its names.
    pub fn nearest(&self, dimension: Dimension, label: &str) -> Option<&str> {
        let entries = self.entries(dimension);
        let names = entries
            .iter()
            .flat_map(|entry| std::iter::once(&entry.name).chain(&entry.aliases))
            .map(String::as_str);
        let near = nearest(label, names)?;
        self.canonical(dimension, &LabelKey::of(near))
    }
}

fn claim_names(
    entries: &[Entry],
    canonical: &mut HashMap<LabelKey, usize>,
    errors: &mut Vec<LineError>,
) {
    for (index, entry) in entries.iter().enumerate() {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            if clean_label(name).is_empty() {
                errors.push(LineError {
                    line: entry.line,
                    fact: "a name or alias is empty".into(),
                    help: "fill it in, or delete it".into(),
                });
                continue;
            }
            match canonical.insert(LabelKey::of(name), index) {
                Some(other) if other != index || name == &entry.name => errors.push(LineError {
                    line: entry.line,
                    fact: format!(
                        "{name:?} is claimed by {:?} and, on line {}, by {:?}",
                        entry.name, entries[other].line, entries[other].name
                    ),
                    help: "use it as the name or alias of only one label".into(),
                }),
                _ => {}
            }
        }
    }
}

fn check_parents(
    entries: &[Entry],
    canonical: &HashMap<LabelKey, usize>,
    errors: &mut Vec<LineError>,
) {
    let parent_of = |index: usize| -> Option<usize> {
        canonical.get(&LabelKey::of(entries[index].parent.as_deref()?)).copied()
    };
    for (index, entry) in entries.iter().enumerate() {
        let Some(parent) = &entry.parent else { continue };
        if parent_of(index).is_none() {
            let near = nearest(parent, entries.iter().map(|entry| entry.name.as_str()));
            errors.push(LineError {
                line: entry.line,
                fact: format!("the parent {parent:?} of {:?} is not in the taxonomy", entry.name),
                help: near.map_or_else(
                    || "add it as an entry of its own, or delete `parent`".into(),
                    |near| format!("did you mean {near:?}?"),
                ),
            });
        }
        // A walk that is longer than there are entries has met one of them twice.
        let walk = std::iter::successors(Some(index), |index| parent_of(*index));
        if walk.skip(1).take(entries.len()).any(|ancestor| ancestor == index) {
            errors.push(LineError {
                line: entry.line,
                fact: format!("{:?} is its own ancestor", entry.name),
                help: "delete one `parent` of the cycle".into(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(line: usize, name: &str, aliases: &[&str], parent: Option<&str>) -> Entry {
        Entry {
            name: name.into(),
            aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
            parent: parent.map(Into::into),
            line,
        }
    }

    #[test]
    fn a_label_is_found_by_any_of_its_names() {
        let attacks =
            vec![entry(1, "Flash Loan Attack", &["Flashloan"], None), entry(2, "Scam", &[], None)];
        let taxonomy = Taxonomy::new([attacks, vec![]]).unwrap();
        let canonical = |label| taxonomy.canonical(Dimension::AttackType, &LabelKey::of(label));
        assert_eq!(canonical("FLASHLOAN"), Some("Flash Loan Attack"));
        assert_eq!(canonical("flash  loan attack"), Some("Flash Loan Attack"));
        assert_eq!(canonical("Flash"), None);
        assert_eq!(taxonomy.canonical(Dimension::Tag, &LabelKey::of("Scam")), None);
        assert_eq!(taxonomy.nearest(Dimension::AttackType, "Flashlaon"), Some("Flash Loan Attack"));
        assert_eq!(taxonomy.nearest(Dimension::EntityType, "Scam"), None);
    }

    #[test]
    fn errors_come_with_their_line() {
        #[rustfmt::skip]
        let table = [
            ("an alias of two labels", vec![entry(1, "A", &["C"], None), entry(2, "B", &["c"], None)],
             vec![(2, "\"c\" is claimed by \"B\" and, on line 1, by \"A\"")]),
            ("a name twice", vec![entry(1, "A", &[], None), entry(2, "a", &[], None)],
             vec![(2, "\"a\" is claimed by \"a\" and, on line 1, by \"A\"")]),
            ("an alias twice in one entry does no harm", vec![entry(1, "A", &["B", "b", "a"], None)], vec![]),
            ("an unknown parent", vec![entry(1, "A", &[], Some("Z"))],
             vec![(1, "the parent \"Z\" of \"A\" is not in the taxonomy")]),
            ("a cycle", vec![entry(1, "A", &[], Some("B")), entry(2, "B", &[], Some("A")), entry(3, "C", &[], Some("A"))],
             vec![(1, "\"A\" is its own ancestor"), (2, "\"B\" is its own ancestor")]),
            ("its own parent", vec![entry(4, "A", &[], Some("a"))], vec![(4, "\"A\" is its own ancestor")]),
            ("an empty name", vec![entry(1, " ", &[], None)], vec![(1, "a name or alias is empty")]),
        ];
        for (about, entries, expected) in table {
            let errors = Taxonomy::new([entries, vec![]]).err().unwrap_or_default();
            let found: Vec<_> =
                errors.iter().map(|error| (error.line, error.fact.as_str())).collect();
            assert_eq!(found, expected, "{about}");
        }
    }
}
