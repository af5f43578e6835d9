//! Front matter that needs a real YAML parser: flow lists, escapes, text over several lines.
//!
//! The YAML crate belongs to the libyaml family, which hangs on deep nesting and grows without
//! bound on aliases. So the text is looked over first, and what reports do not need is refused.

use std::fmt;
use std::ops::Range;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use crate::domain::{Code, Finding};

use super::front_matter::Entry;
use super::guard::{guard, is_empty};
use super::locate::{Texts, locate};
use super::outline::{Outline, Unclear, Why};
use super::split::SourceText;

/// Parses the front matter with the YAML crate.
///
/// # Errors
///
/// A finding of severity error: anchors, aliases or tags, nesting deeper than 8 levels, text that
/// is no YAML, or YAML that is no mapping.
pub fn parse(source: SourceText<'_>) -> Result<Vec<Entry<'_>>, Box<Finding>> {
    guard(source)?;
    if is_empty(source.text) {
        return Ok(Vec::new());
    }
    let document = serde_yaml::Deserializer::from_str(source.text);
    let shapes = match DocumentShape.deserialize(document) {
        Ok(Some(shapes)) => shapes,
        Ok(None) => {
            let fact = "the front matter is not a list of `key: value` lines".to_owned();
            let help = "write one `key: value` per line, starting at the left margin";
            return Err(Box::new(source.finding(
                Code::NotAMapping,
                first_text(source.text),
                fact,
                help,
            )));
        }
        Err(error) => return Err(Box::new(bad_yaml(source, &error))),
    };
    let document = serde_yaml::Deserializer::from_str(source.text);
    let texts = Document(&shapes)
        .deserialize(document)
        .map_err(|error| Box::new(bad_yaml(source, &error)))?;
    let outline = match Outline::of(source.text) {
        // The crate accepts it, the YAML standard does not, and whoever wrote it meant a field.
        Err(unclear @ Unclear { why: Why::Swallows(_), .. }) => {
            return Err(unclear.finding(source));
        }
        outline => outline.ok(),
    };
    Ok(locate(source.text, texts, outline.as_ref()))
}

fn bad_yaml(source: SourceText<'_>, error: &serde_yaml::Error) -> Finding {
    let message = error.to_string();
    let fact = message.split(" at line ").next().unwrap_or(&message);
    let offset = error
        .location()
        .map_or(0, |location| offset_of(source.text, location.line(), location.column()));
    let end = source.text[offset..].find('\n').map_or(source.text.len(), |length| offset + length);
    let help = "put a text that contains `: `, `#`, quotes or brackets in double quotes";
    source.finding(
        Code::BadYaml,
        offset..end.max(offset),
        format!("this is not valid YAML: {fact}"),
        help,
    )
}

/// The byte of a line and column, both counted from one.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].lines().next().unwrap_or_default();
    start
        + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(offset, _)| offset)
}

fn first_text(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim_start().lines().next().unwrap_or_default().len()
}

/// What a value looks like: found in a first pass, so that a second one can ask for the texts as
/// they are written. Asked without a type, the YAML crate turns `010` into a number.
enum Shape {
    Scalar,
    List,
    Nested,
}

struct DocumentShape;

impl<'de> DeserializeSeed<'de> for DocumentShape {
    type Value = Option<Vec<Shape>>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Implements the visits of every scalar type with one expression.
macro_rules! visit_scalars {
    ($value:expr) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
}

impl<'de> Visitor<'de> for DocumentShape {
    type Value = Option<Vec<Shape>>;
    visit_scalars!(None);
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("`key: value` lines")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut shapes = Vec::new();
        while map.next_key::<String>()?.is_some() {
            shapes.push(map.next_value_seed(ValueShape)?);
        }
        Ok(Some(shapes))
    }
}

struct ValueShape;

impl<'de> DeserializeSeed<'de> for ValueShape {
    type Value = Shape;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueShape {
    type Value = Shape;
    visit_scalars!(Shape::Scalar);
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a list of texts")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shape = Shape::List;
        while let Some(item) = items.next_element_seed(ValueShape)? {
            if !matches!(item, Shape::Scalar) {
                shape = Shape::Nested;
            }
        }
        Ok(shape)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Shape::Nested)
    }
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Shape, A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant::<IgnoredAny>()?;
        Ok(Shape::Nested)
    }
}

struct Document<'a>(&'a [Shape]);

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = Texts;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Texts, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = Texts;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("`key: value` lines")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
        let mut texts = Texts::new();
        let mut shapes = self.0.iter();
        while let Some(key) = map.next_key::<String>()? {
            let value = match shapes.next() {
                Some(Shape::Scalar) => Some((false, vec![map.next_value::<String>()?])),
                Some(Shape::List) => Some((true, map.next_value::<Vec<String>>()?)),
                Some(Shape::Nested) | None => {
                    map.next_value::<IgnoredAny>()?;
                    None
                }
            };
            texts.push((key, value));
        }
        Ok(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::parse::front_matter::Value;

    fn outcome(text: &str) -> String {
        let source = SourceText { report: "a.md", text, shown: text, first_line: 2 };
        let at = |span: &Range<usize>| {
            let place = source.place(span.start);
            format!("{}:{}", place.line, place.column)
        };
        match parse(source) {
            Err(finding) => {
                let place = finding.place.unwrap();
                format!("{} {}:{}", finding.code.name(), place.line, place.column)
            }
            Ok(entries) => {
                let show = |entry: &Entry<'_>| match &entry.value {
                    Value::Scalar(it) => {
                        format!("{}={:?}@{}", entry.key.text, it.text, at(&it.span))
                    }
                    Value::List(items) => {
                        let items: Vec<_> = items
                            .iter()
                            .map(|item| format!("{:?}@{}", item.text, at(&item.span)))
                            .collect();
                        format!("{}=[{}]", entry.key.text, items.join(" "))
                    }
                    Value::Nested(span) => format!("{}=nested@{}", entry.key.text, at(span)),
                };
                entries.iter().map(show).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn entries_with_their_places() {
        #[rustfmt::skip]
        let table = [
            ("scalars as written",   "a: 010\nb: 1_0\nc: NO\nd: ~\n", r#"a="010"@2:4 b="1_0"@3:4 c="NO"@4:4 d="~"@5:4"#),
            ("a flow list",          "a: [x, 51%]\n",                 r#"a=["x"@2:5 "51%"@2:8]"#),
            ("text over two lines",  "a: b\n  c\nd: e\n",             r#"a="b c"@2:4 d="e"@4:4"#),
            ("a block text",         "a: >\n  b\n  c\n",              r#"a="b c\n"@2:4"#),
            ("a quoted key",         "\"a\": 1\n",                    r#"a="1"@2:6"#),
            ("a mapping inside",     "a:\n  b: c\nd: 1\n",            r#"a=nested@3:3 d="1"@4:4"#),
            ("a list of mappings",   "a:\n  - b: c\n",                "a=nested@3:3"),
            ("a key that stands twice", "a: 1\na: 2\n",               r#"a="1"@2:4 a="2"@3:4"#),
            ("nothing at all",       "# only a comment\n",            ""),
            ("after a return alone", "# a\rb: 1\n",                 r#"b="1"@2:1"#),
            ("a colon in a title",   "a: b: c\n",                     "bad-yaml 2:5"),
            ("a tab",                "a:\n\t- x\n",                   "bad-yaml 3:1"),
            ("plain text",           "hello\n",                       "not-a-mapping 2:1"),
            ("a list",               "- a\n- b\n",                    "not-a-mapping 2:1"),
            ("an alias",             "a: &x b\nc: *x\n",              "yaml-alias 2:4"),
            ("a tag",                "a: !!python/object b\n",        "yaml-alias 2:4"),
            ("an alias in a list",   "a: [*x]\n",                     "yaml-alias 2:5"),
            ("stars in quotes",      "a: '*x'\nb: \"&y\"\n",          r#"a="*x"@2:4 b="&y"@3:4"#),
            ("stars in a text",      "a: x *y* & z!\nb: [1, 2]\n",    r#"a="x *y* & z!"@2:4 b=["1"@3:5 "2"@3:8]"#),
        ];
        for (about, text, expected) in table {
            assert_eq!(outcome(text), expected, "{about}");
        }
    }
}
