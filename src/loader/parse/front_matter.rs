//! Front matter as written: keys and values with their places, not yet given a meaning.

use std::borrow::Cow;
use std::ops::Range;

use super::fields::{Field, field_of};
use super::split::SourceText;

/// A text and where it is in the front matter, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<'a> {
    /// The text, without quotes and escapes.
    pub text: Cow<'a, str>,
    /// Where it is.
    pub span: Range<usize>,
}

/// The value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// One text, exactly as written: `51%` and `010` are no numbers here.
    Scalar(Spanned<'a>),
    /// A list of texts.
    List(Vec<Spanned<'a>>),
    /// A mapping, or a list that holds more than texts.
    Nested(Range<usize>),
}

/// One key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key.
    pub key: Spanned<'a>,
    /// The value.
    pub value: Value<'a>,
}

/// The entries of a front matter in the order of the file, and the text that they point into.
#[derive(Clone, Debug)]
pub struct FrontMatter<'a> {
    /// The text.
    pub source: SourceText<'a>,
    /// The entries; a key can appear more than once.
    pub entries: Vec<Entry<'a>>,
}

impl<'a> FrontMatter<'a> {
    /// The entry that a field is read from: that of its documented key, or else of another spelling.
    pub fn entry(&'a self, field: Field) -> Option<&'a Entry<'a>> {
        let documented = self.entries.iter().find(|entry| entry.key.text == field.key());
        let respelled =
            || self.entries.iter().find(|entry| field_of(&entry.key.text) == Some(field));
        documented.or_else(respelled)
    }
}
