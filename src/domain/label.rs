//! Labels: the attack types, entity types, tags and targets of an incident, and when two are one.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The label under which an incident counts when its report names none.
pub const UNCLASSIFIED: &str = "(unclassified)";

/// What a label says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// How the money was taken.
    AttackType,
    /// What kind of project was hit.
    EntityType,
    /// Anything else that the author names: often the suspects.
    Tag,
    /// Who was hit.
    TargetEntity,
}

impl Dimension {
    /// Every dimension, in the order of `incident_labels`.
    pub const ALL: [Self; 4] = [Self::AttackType, Self::EntityType, Self::Tag, Self::TargetEntity];

    /// The value in the column `dimension`: `attack_type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AttackType => "attack_type",
            Self::EntityType => "entity_type",
            Self::Tag => "tag",
            Self::TargetEntity => "target_entity",
        }
    }

    /// The key in a report's front matter: `attack-types`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AttackType => "attack-types",
            Self::EntityType => "entity-types",
            Self::Tag => "tags",
            Self::TargetEntity => "target-entities",
        }
    }

    /// How a sentence names one label and several: (`attack type`, `attack types`).
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::AttackType => ("attack type", "attack types"),
            Self::EntityType => ("entity type", "entity types"),
            Self::Tag => ("tag", "tags"),
            Self::TargetEntity => ("target entity", "target entities"),
        }
    }

    /// Whether an incident without such a label counts under [`UNCLASSIFIED`]. Tags are free.
    pub const fn is_required(self) -> bool {
        !matches!(self, Self::Tag)
    }
}

/// A label as it is shown: trimmed, spaces collapsed, Unicode NFC.
pub fn clean_label(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    if is_nfc_quick(clean.chars()) == IsNormalized::Yes { clean } else { clean.nfc().collect() }
}

/// What two spellings of one label share: they differ only in case, and in what is between their
/// words: spaces, `-` or `_`, as with keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelKey(String);

impl LabelKey {
    /// The key of a label.
    ///
    /// Upper case first, then lower: this folds `ß` and `ss`, and the two small sigmas, as Unicode
    /// case folding does.
    pub fn of(label: &str) -> Self {
        let mut key = String::with_capacity(label.len());
        for word in label.split(is_between_words).filter(|word| !word.is_empty()) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
        if key.is_empty() {
            // A label of marks alone is none but itself.
            key = clean_label(label);
        }
        if key.is_ascii() {
            key.make_ascii_lowercase();
            return Self(key);
        }
        let clean = clean_label(&key);
        let folded: String =
            clean.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
        Self(folded.nfc().collect())
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_between_words(letter: char) -> bool {
    matches!(letter, '-' | '_') || letter.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_one() {
        #[rustfmt::skip]
        let table = [
            // what the row is about     one              another          the same?
            ("case",                     "Wallet Hack",   "WALLET hack",   true),
            ("spaces",                   "Wallet Hack",   " Wallet  Hack ", true),
            ("a no-break space",         "Wallet Hack",   "Wallet\u{a0}Hack", true),
            ("composed and decomposed",  "Caf\u{e9}",     "Cafe\u{301}",   true),
            ("sharp s",                  "Straße",        "STRASSE",       true),
            ("final sigma",              "ΟΔΟΣ",          "οδοσ",          true),
            ("dotless i is another",     "ı",             "j",             false),
            ("marks between words",      "Wallet Hack",   "wallet-hack",   true),
            ("an underscore",            "Wallet Hack",   "WALLET_HACK",   true),
            ("spaces around a mark",     "Wallet Hack",   "Wallet - Hack", true),
            ("marks alone",              "-",             "_",             false),
            ("no space is another",      "Flash Loan",    "Flashloan",     false),
            ("an accent is another",     "Cafe",          "Café",          false),
        ];
        for (about, one, another, same) in table {
            assert_eq!(LabelKey::of(one) == LabelKey::of(another), same, "{about}");
        }
    }
}
