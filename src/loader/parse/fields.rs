//! Which field a key means: the documented names, the other spellings of them, and near misses.

use crate::domain::Dimension;
use crate::domain::hint::nearest_key;

/// A field of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `date`
    Date,
    /// `title`
    Title,
    /// `loss`
    Loss,
    /// `attack-types`, `entity-types`, `tags`, `target-entities`
    Labels(Dimension),
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 7] = [
        Self::Date,
        Self::Title,
        Self::Loss,
        Self::Labels(Dimension::AttackType),
        Self::Labels(Dimension::EntityType),
        Self::Labels(Dimension::Tag),
        Self::Labels(Dimension::TargetEntity),
    ];

    /// The documented key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::Loss => "loss",
            Self::Labels(dimension) => dimension.key(),
        }
    }
}

/// Names that earlier forms of such reports used, and what they are called now.
const OLDER_NAMES: [(&str, Dimension); 6] = [
    ("custodian", Dimension::TargetEntity),
    ("target-entity", Dimension::TargetEntity),
    ("category", Dimension::AttackType),
    ("categorie", Dimension::AttackType),
    ("type-of-attack", Dimension::AttackType),
    ("type-of-entity", Dimension::EntityType),
];

/// What a key is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The documented key of a field.
    Exact(Field),
    /// Another spelling or an older name of it.
    Respelled(Field),
    /// Unknown, but close to the key of this field: it is not taken for it.
    NearMiss(Field),
    /// Some other key, which is ignored.
    Unknown,
}

/// The field that a key means.
///
/// Other spellings are: another case, `_` or spaces for `-`, singular for plural and the reverse, a
/// path before the name (`attacks/posts/attack-types`), a stray colon, and the older names.
pub fn read_key(key: &str) -> Key {
    if let Some(field) = exact(key) {
        return Key::Exact(field);
    }
    let words = words(key);
    if let Some(field) = respelled(&words) {
        return Key::Respelled(field);
    }
    // `loss-usd`, `loss-amount`: nobody means another field than the loss.
    if words.first().is_some_and(|word| word == "loss") {
        return Key::NearMiss(Field::Loss);
    }
    let near = nearest_key(&words.join("-"), Field::ALL.map(Field::key));
    match Field::ALL.into_iter().find(|field| Some(field.key()) == near) {
        Some(field) => Key::NearMiss(field),
        None => Key::Unknown,
    }
}

/// The field that a key is read as, if it is read as one: much quicker than to look for near misses.
pub fn field_of(key: &str) -> Option<Field> {
    exact(key).or_else(|| respelled(&words(key)))
}

/// The field whose documented key this is.
pub fn exact(key: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| field.key() == key)
}

/// Whether a key that is read as a field ([`Key::Respelled`]) is an older name of it, or has a path
/// before it, and is not merely the documented one in another spelling.
pub fn is_older_name(key: &str) -> bool {
    let joined = words(key).join("-");
    let plain = singular(&joined);
    let is_documented = Field::ALL.into_iter().any(|field| singular(field.key()) == plain);
    !is_documented || key.contains('/')
}

fn words(key: &str) -> Vec<String> {
    let name = key.rsplit('/').next().unwrap_or(key);
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | ':'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn respelled(words: &[String]) -> Option<Field> {
    let joined = words.join("-");
    let plain = singular(&joined);
    let respelled = Field::ALL.into_iter().find(|field| singular(field.key()) == plain);
    let older = || OLDER_NAMES.into_iter().find(|(older, _)| *older == plain);
    respelled.or_else(|| older().map(|(_, dimension)| Field::Labels(dimension)))
}

/// The key without the ending of a plural.
fn singular(key: &str) -> &str {
    match key {
        "target-entities" => return "target-entity",
        "losses" => return "loss",
        _ => {}
    }
    // `loss` is no plural.
    key.strip_suffix('s').filter(|shorter| !shorter.ends_with('s')).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        use Dimension::{AttackType, EntityType, Tag, TargetEntity};
        use Field::{Date, Labels, Loss, Title};
        #[rustfmt::skip]
        let table = [
            ("date",                        Key::Exact(Date)),
            ("target-entities",             Key::Exact(Labels(TargetEntity))),
            ("Date",                        Key::Respelled(Date)),
            ("attack_types",                Key::Respelled(Labels(AttackType))),
            ("Attack Types",                Key::Respelled(Labels(AttackType))),
            ("attack-type",                 Key::Respelled(Labels(AttackType))),
            ("entity-type",                 Key::Respelled(Labels(EntityType))),
            ("target entity",               Key::Respelled(Labels(TargetEntity))),
            ("target-entity",               Key::Respelled(Labels(TargetEntity))),
            ("tag",                         Key::Respelled(Labels(Tag))),
            ("titles",                      Key::Respelled(Title)),
            ("LOSS",                        Key::Respelled(Loss)),
            ("attacks/posts/attack-types",  Key::Respelled(Labels(AttackType))),
            ("title:",                      Key::Respelled(Title)),
            ("custodians",                  Key::Respelled(Labels(TargetEntity))),
            ("categories",                  Key::Respelled(Labels(AttackType))),
            ("type of attack",              Key::Respelled(Labels(AttackType))),
            ("type of entity",              Key::Respelled(Labels(EntityType))),
            ("attak-types",                 Key::NearMiss(Labels(AttackType))),
            ("titel",                       Key::NearMiss(Title)),
            ("lss",                         Key::NearMiss(Loss)),
            ("los",                         Key::NearMiss(Loss)),
            ("loss_usd",                    Key::NearMiss(Loss)),
            ("losses",                      Key::Respelled(Loss)),
            ("author",                      Key::Unknown),
            ("",                            Key::Unknown),
            ("/",                           Key::Unknown),
        ];
        for (key, expected) in table {
            assert_eq!(read_key(key), expected, "{key:?}");
            let is_read = matches!(expected, Key::Exact(_) | Key::Respelled(_));
            assert_eq!(field_of(key).is_some(), is_read, "{key:?}");
        }
    }
}
