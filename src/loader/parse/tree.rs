//! What a YAML text means, as a tree that can be compared: keys and values in the order of the text.
//!
//! This is how repairs are proved: the YAML crate reads parts alone and the whole, and both must
//! mean the same.

use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::guard::{guard, is_empty};
use super::split::SourceText;

/// What a scalar is to YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
    /// Nothing, or `null`.
    Nothing,
}

/// One value of YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// A text, a number, a word such as `true`, or nothing: its kind, and one spelling for each value.
    Scalar(Kind, String),
    /// A list.
    List(Vec<Tree>),
    /// A mapping; a key can appear more than once.
    Mapping(Vec<(Tree, Tree)>),
}

/// One key of a mapping and its value.
pub type Pair = (Tree, Tree);

/// The keys and values of a mapping; `None` if the text is no YAML, is none that we accept, or is
/// no mapping. A text with nothing but comments has none.
pub fn pairs(text: &str) -> Option<Vec<Pair>> {
    let source = SourceText { report: "", text, shown: text, first_line: 1 };
    guard(source).ok()?;
    if is_empty(text) {
        return Some(Vec::new());
    }
    match serde_yaml::from_str(text).ok()? {
        Tree::Mapping(pairs) => Some(pairs),
        Tree::Scalar(..) | Tree::List(_) => None,
    }
}

impl Tree {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar(_, text) => Some(text),
            Self::List(_) | Self::Mapping(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("YAML without tags")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Truth, value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Number, value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Number, value.to_string()))
    }
    fn visit_i128<E>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Number, value.to_string()))
    }
    fn visit_u128<E>(self, value: u128) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Number, value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Number, value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Text, value.to_owned()))
    }
    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Scalar(Kind::Nothing, String::new()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = entries.next_entry()? {
            pairs.push(pair);
        }
        Ok(Tree::Mapping(pairs))
    }
    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Tree, A::Error> {
        Err(A::Error::custom("a tag"))
    }
}
