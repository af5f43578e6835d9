//! A reader for the flat subset of YAML that nearly all reports use: `key: text` and lists of
//! `- text`. It gives up at anything it is not sure of; the YAML crate then has its turn.
//!
//! The point is speed and places: the YAML crate is an order of magnitude slower and does not say
//! where a value is. YAML 1.1 and 1.2 agree on all that is accepted here.

use std::borrow::Cow;

use super::front_matter::{Entry, Spanned, Value};

/// Reads a flat front matter; `None` if it holds anything that needs a real YAML parser.
pub fn scan(text: &str) -> Option<Vec<Entry<'_>>> {
    // Control characters, and the other line ends of YAML 1.1, are for the real parser to judge.
    let strange = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let returns_alone = text.split('\r').skip(1).any(|after| !after.starts_with('\n'));
    if returns_alone || text.contains(strange) {
        return None;
    }
    let mut entries = Vec::with_capacity(8);
    let mut lines = lines(text).peekable();
    while let Some((start, line)) = lines.next() {
        if is_blank_or_comment(line) {
            continue;
        }
        let (key, value_start) = key(line)?;
        let key = Spanned { text: Cow::Borrowed(key), span: start..start + key.len() };
        let value = scalar(&line[value_start..], start + value_start)?;
        let has_value = !value.text.is_empty() || !value.span.is_empty();
        let mut items = Vec::new();
        let mut indent = None;
        while let Some((item_start, item_line)) = lines.next_if(|(_, line)| continues(line)) {
            if is_blank_or_comment(item_line) {
                continue;
            }
            let (depth, offset) = item(item_line)?;
            if has_value || *indent.get_or_insert(depth) != depth {
                return None;
            }
            let item = scalar(&item_line[offset..], item_start + offset)?;
            // `- key: value` is a mapping, and an item that is empty may go on below.
            if item.span.is_empty() {
                return None;
            }
            items.push(item);
        }
        let value = if items.is_empty() { Value::Scalar(value) } else { Value::List(items) };
        entries.push(Entry { key, value });
    }
    Some(entries)
}

/// The lines and where each begins; without the line ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut position = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = position;
        position += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        (start, line.strip_suffix('\r').unwrap_or(line))
    })
}

fn is_blank_or_comment(line: &str) -> bool {
    let inner = line.trim_start_matches(' ');
    inner.is_empty() || inner.starts_with('#')
}

/// Whether a line belongs to the key above it: it is indented, a list item, blank or a comment.
fn continues(line: &str) -> bool {
    line.starts_with([' ', '-', '\t']) || is_blank_or_comment(line)
}

/// The key of a line `key: ...`, and where the text after the colon begins.
fn key(line: &str) -> Option<(&str, usize)> {
    let end = line
        .bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))?;
    let plain = end > 0 && line.as_bytes()[0].is_ascii_alphabetic() && line.as_bytes()[end] == b':';
    let rest = line.get(end + 1..)?;
    (plain && (rest.is_empty() || rest.starts_with(' '))).then_some((&line[..end], end + 1))
}

/// The indentation of a line `  - text`, and where its text begins.
fn item(line: &str) -> Option<(usize, usize)> {
    let depth = line.len() - line.trim_start_matches(' ').len();
    line[depth..].starts_with("- ").then_some((depth, depth + 2))
}

/// A plain or quoted text on one line. Its span is empty if there is nothing.
fn scalar(raw: &str, offset: usize) -> Option<Spanned<'_>> {
    let start = raw.len() - raw.trim_start_matches(' ').len();
    let inner = raw[start..].trim_end_matches([' ', '\t']);
    let span = offset + start..offset + start + inner.len();
    let text = match inner.as_bytes().first() {
        None => Cow::Borrowed(""),
        Some(b'"') => double_quoted(inner)?,
        Some(b'\'') => single_quoted(inner)?,
        Some(_) => Cow::Borrowed(plain(inner)?),
    };
    Some(Spanned { text, span })
}

fn plain(inner: &str) -> Option<&str> {
    let starts_like_something_else = inner.starts_with([
        '[', ']', '{', '}', ',', '#', '&', '*', '!', '|', '>', '%', '@', '`', '"', '\'', '-', '?',
        ':', '\t',
    ]);
    let bytes = inner.as_bytes();
    let ambiguous = bytes.windows(2).any(|pair| {
        pair[0] == b':' && matches!(pair[1], b' ' | b'\t')
            || matches!(pair[0], b' ' | b'\t') && pair[1] == b'#'
    });
    let refused = starts_like_something_else
        || ambiguous
        || inner.ends_with(':')
        || inner.contains('\t')
        || inner.starts_with("...");
    (!refused).then_some(inner)
}

/// `"text"`, with no other escapes than `\"` and `\\`.
fn double_quoted(inner: &str) -> Option<Cow<'_, str>> {
    let body =
        inner.get(1..inner.len() - 1).filter(|_| inner.len() >= 2 && inner.ends_with('"'))?;
    if !body.contains(['"', '\\']) {
        return (!body.contains('\t')).then_some(Cow::Borrowed(body));
    }
    let mut text = String::with_capacity(body.len());
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' | '\t' => return None,
            '\\' => text.push(characters.next().filter(|next| matches!(next, '"' | '\\'))?),
            _ => text.push(character),
        }
    }
    Some(Cow::Owned(text))
}

/// `'text'`, where `''` stands for a quote.
fn single_quoted(inner: &str) -> Option<Cow<'_, str>> {
    let body =
        inner.get(1..inner.len() - 1).filter(|_| inner.len() >= 2 && inner.ends_with('\''))?;
    if body.contains('\t') {
        return None;
    }
    if !body.contains('\'') {
        return Some(Cow::Borrowed(body));
    }
    let unescaped = body.replace("''", "\0");
    (!unescaped.contains('\'')).then(|| Cow::Owned(unescaped.replace('\0', "'")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::parse::split::SourceText;
    use crate::loader::parse::yaml;
    use proptest::prelude::*;

    /// The entries without their places, in one line.
    fn shown(entries: &[Entry<'_>]) -> String {
        let value = |value: &Value<'_>| match value {
            Value::Scalar(text) => format!("{:?}", text.text),
            Value::List(items) => {
                format!("{:?}", items.iter().map(|item| &*item.text).collect::<Vec<_>>())
            }
            Value::Nested(_) => "nested".into(),
        };
        entries
            .iter()
            .map(|entry| format!("{}={}", entry.key.text, value(&entry.value)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn by_yaml(text: &str) -> Option<String> {
        yaml::parse(SourceText { report: "a.md", text, shown: text, first_line: 2 })
            .ok()
            .map(|entries| shown(&entries))
    }

    #[test]
    fn the_flat_subset() {
        #[rustfmt::skip]
        let table = [
            // what the row is about    text                                   entries, or None for the YAML crate
            ("scalars as written",      "a: 51%\nb: 010\nc: 1_000\nd: NO\n",   Some(r#"a="51%" b="010" c="1_000" d="NO""#)),
            ("nothing after the key",   "a:\nb: 1\n",                          Some(r#"a="" b="1""#)),
            ("a list",                  "a:\n  - x\n  - y z\nb: 1\n",          Some(r#"a=["x", "y z"] b="1""#)),
            ("a list not indented",     "a:\n- x\n- y\n",                      Some(r#"a=["x", "y"]"#)),
            ("double quotes",           "a: \"x: \\\"y\\\"\"\n",               Some(r#"a="x: \"y\"""#)),
            ("single quotes",           "a: 'it''s'\n",                        Some(r#"a="it's""#)),
            ("Windows line ends",       "a: 1\r\nb:\r\n  - x\r\n",             Some(r#"a="1" b=["x"]"#)),
            ("comments and blanks",     "# c\na: 1\n\n  # d\nb: 2  \n",        Some(r#"a="1" b="2""#)),
            ("a colon in a URL",        "a: https://b\n",                      Some(r#"a="https://b""#)),
            ("typographic quotes",      "a: “x”\n",                            Some("a=\"“x”\"")),
            ("a colon in the text",     "a: b: c\n",                           None),
            ("a comment after",         "a: b # c\n",                          None),
            ("a flow list",             "a: [x, y]\n",                         None),
            ("a second line",           "a: b\n  c\n",                         None),
            ("other escapes",           "a: \"\\n\"\n",                        None),
            ("an item that is a key",   "a:\n  - b: c\n",                      None),
            ("an empty item",           "a:\n  -\n  - x\n",                    None),
            ("a tab",                   "a:\n\t- x\n",                         None),
            ("a value, then a list",    "a: b\n  - c\n",                       None),
            ("a block text",            "a: |\n  b\n",                         None),
            ("an anchor",               "a: &x b\n",                           None),
            ("a list in a list",        "a:\n  - - x\n",                       None),
            ("a return alone",          "# a\rb: 1\n",                         None),
            ("a return in a text",      "a: 'b\rc'\n",                         None),
            ("a code that is no character", "a: \u{ffff}\n",                   None),
        ];
        for (about, text, expected) in table {
            let found = scan(text).map(|entries| shown(&entries));
            assert_eq!(found.as_deref(), expected, "{about}");
            if let Some(expected) = expected {
                assert_eq!(by_yaml(text).as_deref(), Some(expected), "{about}: the YAML crate");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        /// On every text that both accept, both read the same; and what the scanner accepts, so
        /// does the YAML crate.
        #[test]
        fn agrees_with_the_yaml_crate(
            lines in prop::collection::vec("([a-e]{1,2}:|)[ \\t]{0,2}(- |-|)[a-c0-9 :#'\"\\\\,%~.é“\u{ffff}\r\\[\\]{}&*!|>?@`-]{0,8}[ \\t]{0,1}\r{0,1}", 0..7)
        ) {
            let text = lines.join("\n") + "\n";
            if let Some(entries) = scan(&text) {
                prop_assert_eq!(by_yaml(&text), Some(shown(&entries)), "{:?}", text);
            }
        }

        #[test]
        fn agrees_on_likely_texts(
            lines in prop::collection::vec("(date|loss|tags): (\"[a-z '\\\\]{0,6}\"|'[a-z \"']{0,6}'|[a-z:#]{0,3}[a-z ]{0,4})|tags:|  - [a-z: ]{0,6}|- [a-z\"' ]{1,6}|#[a-z]|", 0..9)
        ) {
            let text = lines.join("\n") + "\n";
            if let Some(entries) = scan(&text) {
                prop_assert_eq!(by_yaml(&text), Some(shown(&entries)), "{:?}", text);
                for entry in &entries {
                    prop_assert_eq!(&text[entry.key.span.clone()], &*entry.key.text);
                }
            }
        }
    }
}
