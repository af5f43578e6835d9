//! Repairs the text after a key or a dash: quotes that do not close, quotes of another kind, and
//! characters that are special in YAML. Each rule turns the value into a quoted text or a list.

use crate::domain::Code;

/// A repaired value, the code of the rule, what to say and what to do.
pub type RepairedValue = (String, Code, &'static str, &'static str);

/// One rule: the repaired value if it applies.
type Rule = fn(value: &str, is_label: bool) -> Option<RepairedValue>;

/// Typographic quotes that open a text.
const TYPOGRAPHIC: [char; 4] = ['“', '„', '‘', '«'];

/// The rules, in the order they are tried; the first that applies is taken.
const RULES: [Rule; 5] = [quoted_list, plain_quotes, typographic_quotes, backticks, marks];

/// Repairs a value, without spaces around it. `None` if nothing is wrong with it.
pub fn repair(value: &str, is_label: bool) -> Option<RepairedValue> {
    let block = value.starts_with(['|', '>']) && value.len() <= 3;
    if value.is_empty() || block || is_well_formed(value) {
        return None;
    }
    RULES.iter().find_map(|rule| rule(value, is_label))
}

/// Whether YAML reads the value as one text, or as a list in brackets, and nothing else.
fn is_well_formed(value: &str) -> bool {
    match value.chars().next() {
        Some('"') => inner_of_double(value).is_some(),
        Some('\'') => {
            value.len() >= 2
                && value.ends_with('\'')
                && !value[1..value.len() - 1].replace("''", "").contains('\'')
        }
        Some('[') => value.ends_with(']') && !value[1..value.len() - 1].contains(['[', ']']),
        Some(_) => !holds_marks(value),
        None => true,
    }
}

/// The text between double quotes that open and close the value, if there is no other inside and
/// every backslash is a known escape.
fn inner_of_double(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return None,
            '\\' if !characters
                .next()
                .is_some_and(|next| "\"\\/nrt0abefv NLP_xuU".contains(next)) =>
            {
                return None;
            }
            _ => {}
        }
    }
    Some(inner)
}

/// Whether a plain text holds what YAML reads as its own.
fn holds_marks(value: &str) -> bool {
    let inside = value.contains(": ")
        || value.contains(":\t")
        || value.contains(" #")
        || value.ends_with(':');
    if value.starts_with(TYPOGRAPHIC) {
        // Around a text without marks they are text to YAML.
        return inside || inside_typographic(value).is_none();
    }
    // A dash or a question mark with a space after it begins a list or a key.
    let structure = ["- ", "? ", ": "].iter().any(|mark| value.starts_with(mark));
    let first = ['@', '`', '%', '*', '&', '!', ',', '{', '}', ']', '#', '|', '>'];
    inside || structure || value.starts_with(first)
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `"A", "B"`: several quoted labels on one line.
fn quoted_list(value: &str, is_label: bool) -> Option<RepairedValue> {
    if !is_label || !value.starts_with('"') {
        return None;
    }
    let items: Vec<&str> = value.split(',').map(str::trim).collect();
    let all_quoted = items.len() > 1 && items.iter().all(|item| inner_of_double(item).is_some());
    let fact = "there are several quoted texts on one line; they were read as a list";
    all_quoted.then(|| {
        (format!("[{}]", items.join(", ")), Code::QuotedList, fact, "write one `- label` per line")
    })
}

/// A plain quote that never closes, or closes in the middle, or has others inside.
fn plain_quotes(value: &str, _: bool) -> Option<RepairedValue> {
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let rest = &value[1..];
    if !rest.contains(quote) {
        let fact = "the quote is never closed; the text was read to the end of the line";
        return Some((
            quoted(rest),
            Code::UnclosedQuote,
            fact,
            "close the quote at the end of the text",
        ));
    }
    // Backslashes that are no escapes, and quotes inside quotes, are meant literally.
    let inner =
        rest.strip_suffix(quote).map(|inner| inner.replace("\\\"", "\"").replace("''", "'"));
    let text = inner.unwrap_or_else(|| value.to_owned());
    let fact = "there are quotes inside the text; the whole line was read as text";
    Some((quoted(&text), Code::UnquotedText, fact, "put `\\` before a quote inside double quotes"))
}

/// Typographic quotes around a text that needs plain ones.
fn typographic_quotes(value: &str, _: bool) -> Option<RepairedValue> {
    let first = value.chars().next().filter(|first| TYPOGRAPHIC.contains(first))?;
    let text = inside_typographic(value).unwrap_or(&value[first.len_utf8()..]);
    let fact = "there are typographic quotes where YAML requires plain ones; they were read as plain quotes";
    Some((quoted(text), Code::TypographicQuotes, fact, "use plain double quotes (\")"))
}

/// The text inside a pair of typographic quotes around all of it.
fn inside_typographic(value: &str) -> Option<&str> {
    let first = value.chars().next()?;
    let inside = value[first.len_utf8()..].strip_suffix(['”', '“', '’', '»', '"'])?;
    (!inside.contains(['“', '”'])).then_some(inside)
}

/// Backticks around a text: they mean code in Markdown and nothing in YAML.
fn backticks(value: &str, _: bool) -> Option<RepairedValue> {
    let rest = value.strip_prefix('`')?;
    let text = rest.strip_suffix('`').filter(|inside| !inside.contains('`')).unwrap_or(value);
    let fact = "the value begins with a backtick; the line was read as text";
    Some((quoted(text), Code::UnquotedText, fact, "put the text in double quotes"))
}

/// A colon, `#` or another mark in a text without quotes.
fn marks(value: &str, is_label: bool) -> Option<RepairedValue> {
    if is_label && value.starts_with(['[', '{', '&', '*', '!']) {
        // YAML that is broken or not accepted, not a label that happens to begin so.
        return None;
    }
    let fact = "the text contains a character that is special in YAML; it was read as text to the end of the line";
    Some((quoted(value), Code::UnquotedText, fact, "put the text in double quotes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        #[rustfmt::skip]
        let table = [
            // value                    label?  repaired                            code
            ("Acme hacked",             false,  None),
            ("https://acme.org",        false,  None),
            ("\"Acme: hacked\"",        false,  None),
            ("\"say \\\"hi\\\"\"",      false,  None),
            ("'it''s'",                 false,  None),
            ("[a, b]",                  true,   None),
            ("|",                       false,  None),
            ("“Acme hacked”",           false,  None),
            ("51%",                     true,   None),
            ("Acme: hacked",            false,  Some(("\"Acme: hacked\"", Code::UnquotedText))),
            ("Acme #1",                 false,  Some(("\"Acme #1\"", Code::UnquotedText))),
            ("Acme hacked:",            false,  Some(("\"Acme hacked:\"", Code::UnquotedText))),
            ("`Acme hacked`",           false,  Some(("\"Acme hacked\"", Code::UnquotedText))),
            ("`Acme` hacked",           false,  Some(("\"`Acme` hacked\"", Code::UnquotedText))),
            ("*Acme* hacked",           false,  Some(("\"*Acme* hacked\"", Code::UnquotedText))),
            ("@acme hacked",            false,  Some(("\"@acme hacked\"", Code::UnquotedText))),
            ("[Update] Acme",           false,  Some(("\"[Update] Acme\"", Code::UnquotedText))),
            ("\"Acme hacked",           false,  Some(("\"Acme hacked\"", Code::UnclosedQuote))),
            ("'Acme hacked",            false,  Some(("\"Acme hacked\"", Code::UnclosedQuote))),
            ("\"The \"Acme\" hack\"",   false,  Some(("\"The \\\"Acme\\\" hack\"", Code::UnquotedText))),
            ("\"Acme\" hacked",         false,  Some(("\"\\\"Acme\\\" hacked\"", Code::UnquotedText))),
            ("\"C:\\path\"",            false,  Some(("\"C:\\\\path\"", Code::UnquotedText))),
            ("'it's'",                  false,  Some(("\"it's\"", Code::UnquotedText))),
            ("“Acme: hacked”",          false,  Some(("\"Acme: hacked\"", Code::TypographicQuotes))),
            ("“Acme hacked",            false,  Some(("\"Acme hacked\"", Code::TypographicQuotes))),
            ("\"A\", \"B\"",            true,   Some(("[\"A\", \"B\"]", Code::QuotedList))),
            ("\"A\",, \"B\"",           true,   Some(("\"A\\\",, \\\"B\"", Code::UnquotedText))),
            ("\"",                       false,  Some(("\"\"", Code::UnclosedQuote))),
            ("\"A\", \"B\"",            false,  Some(("\"A\\\", \\\"B\"", Code::UnquotedText))),
        ];
        for (value, is_label, expected) in table {
            let found = repair(value, is_label);
            let found = found.as_ref().map(|(repaired, code, ..)| (repaired.as_str(), *code));
            assert_eq!(found, expected, "{value}");
        }
    }

    #[test]
    fn a_mended_value_is_well_formed() {
        for value in [
            "a: b",
            "\"a",
            "'a",
            "“a: b”",
            "`a`",
            "\"a \"b\" c\"",
            "* x",
            "{a",
            "a #b",
            "\\\"",
            "\"\\q\"",
        ] {
            if let Some((repaired, ..)) = repair(value, false) {
                assert_eq!(repair(&repaired, false), None, "{value} became {repaired}");
            }
        }
    }
}
