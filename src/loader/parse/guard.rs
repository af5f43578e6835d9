//! What is refused before the YAML parser sees it. The parser belongs to the libyaml family, which
//! hangs on deep nesting and grows without bound on aliases, and reports need neither.

use crate::domain::{Code, Finding};

use super::outline::lexer::{Kind, Lexer};
use super::split::SourceText;

/// The deepest nesting that is accepted.
const DEEPEST: usize = 8;
/// More brackets open at once than this, counted even in quotes, are refused: a quote that this check
/// takes for one and the parser does not must not hide deep nesting.
const MOST_BRACKETS: usize = 64;

/// Refuses what would make the YAML parser slow, or is not meant for reports. Quotes, comments and
/// block texts hold only text, and are not checked.
///
/// # Errors
///
/// A finding that points at the anchor, alias or tag, or at the bracket that is too deep.
pub fn guard(source: SourceText<'_>) -> Result<(), Box<Finding>> {
    let (mut lexer, mut brackets) = (Lexer::default(), 0_usize);
    for (start, line) in lines(source.text) {
        let kind = lexer.line(line, start);
        if let Some(position) = lexer.properties.first() {
            let fact = "YAML anchors, aliases and tags are not accepted".to_owned();
            let help =
                "write the value itself; put a text that begins with `&`, `*` or `!` in quotes";
            let span = *position..position + 1;
            return Err(Box::new(source.finding(Code::YamlAlias, span, fact, help)));
        }
        if lexer.deepest.0 > DEEPEST {
            return Err(too_deep(source, lexer.deepest.1));
        }
        if matches!(kind, Kind::Block | Kind::Comment) {
            continue;
        }
        for (offset, byte) in line.bytes().enumerate() {
            match byte {
                b'[' | b'{' => brackets += 1,
                b']' | b'}' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            if brackets > MOST_BRACKETS {
                return Err(too_deep(source, start + offset));
            }
        }
    }
    Ok(())
}

/// Whether a text holds nothing but spaces and comments: the parser takes that for no document.
pub fn is_empty(text: &str) -> bool {
    lines(text).all(|(_, line)| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// The lines of a text as YAML counts them: line feeds are not the only line ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut position = 0;
    text.split_inclusive(breaks).map(move |line| {
        let start = position;
        position += line.len();
        (start, line.trim_end_matches(breaks))
    })
}

fn too_deep(source: SourceText<'_>, position: usize) -> Box<Finding> {
    let fact = format!("the text is nested deeper than {DEEPEST} levels");
    let help = "use a list of texts: nothing deeper is read";
    Box::new(source.finding(Code::TooDeep, position..position + 1, fact, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcome(text: &str) -> String {
        match guard(SourceText { report: "a.md", text, shown: text, first_line: 2 }) {
            Ok(()) => "accepted".into(),
            Err(finding) => finding.code.name().into(),
        }
    }

    #[test]
    fn what_is_refused_and_what_is_not() {
        #[rustfmt::skip]
        let table = [
            ("an anchor",               "a: &x b\n",              "yaml-alias"),
            ("an alias",                "a: *x\n",                "yaml-alias"),
            ("a tag",                   "a: !!str b\n",           "yaml-alias"),
            ("in a flow list",          "a: [b, *x]\n",           "yaml-alias"),
            ("after a dash",            "a:\n  - *x\n",           "yaml-alias"),
            ("in quotes",               "a: \"*x &y\"\n",         "accepted"),
            ("in the middle of a text", "a: b *x* & c!\n",        "accepted"),
            ("in a comment",            "a: b # *x\n",            "accepted"),
            ("after a comma or a dash",   "a: b, *x - *y\n",      "accepted"),
            ("a star with a space",     "a: |\n  * b\n",          "accepted"),
            ("a long list in brackets", "a: [b, c, d, e, f, g, h, i, j, k, l]\n", "accepted"),
            ("a text that goes on",     "a: b\n  *c* d\n  !e\n",  "accepted"),
            ("a block text",            "a: >-\n  **Up:** x\n  ![i](u)\n  &nbsp;\nb: 1\n", "accepted"),
            ("deeper block texts",      "a:\n  - b: |2-\n        *c\n      \"\n", "accepted"),
            ("after a block text",      "a: |\n  \" b\nc: *x\n", "yaml-alias"),
            ("less than a block text",  "a:\n  b: |\n    c\n  *d : e\n", "yaml-alias"),
            ("no block text",           "a: |x\n  *c\n",         "accepted"),
            ("a block text in brackets", "a: [|,\n  *c]\n",      "yaml-alias"),
            ("quotes over lines",       "a: \"b\n  *c\" # *d\n", "accepted"),
            ("after quotes over lines", "a: \"b\n  c\"\nd: &x y\n", "yaml-alias"),
            ("after a return alone",    "# a\rb: *x\n",          "yaml-alias"),
            ("brackets in a block text", "a: |\n  [[[[[[[[[[[[\n", "accepted"),
            ("over several lines",      "a:\n  - b: [c, d,\n      e, f, g, h, i, j, k]\n", "accepted"),
        ];
        for (about, text, expected) in table {
            assert_eq!(outcome(text), expected, "{about}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]
        /// Where the YAML crate accepts what the guard let through, it has read every mark as text
        /// or passed it over in a comment.
        #[test]
        fn no_anchor_alias_or_tag_gets_past(
            lines in prop::collection::vec("( {0,4})(- |\\? |[ab]: |\"|'|\\[|)(&zz|\\*zz|!zz|\\||>-|\"|'|\\[|#|[xy])( &zz| \\*zz|: !zz|, &zz|\"|'|\\]| #|:|)", 1..7)
        ) {
            let text = lines.join("\n") + "\n";
            let source = SourceText { report: "a.md", text: &text, shown: &text, first_line: 2 };
            if guard(source).is_ok() {
                let unresolved = serde_yaml::from_str::<serde_yaml::Value>(&text)
                    .is_err_and(|it| it.to_string().contains("unknown anchor"));
                prop_assert!(!unresolved, "{text:?}");
                if let Some(pairs) = crate::loader::parse::tree::pairs(&text) {
                    let (mut lexer, read) = (Lexer::default(), format!("{pairs:?}"));
                    for (start, line) in super::lines(&text) {
                        lexer.line(line, start);
                    }
                    let comments: String = lexer.comments.iter().map(|range| &text[range.clone()]).collect();
                    let count = |text: &str| text.matches("zz").count();
                    prop_assert_eq!(count(&text), count(&read) + count(&comments), "{:?} {}", text, read);
                }
            }
        }
    }

    #[test]
    fn deep_nesting_is_refused_before_the_parser_sees_it() {
        let began = std::time::Instant::now();
        for text in [
            "a: ".to_owned() + &"[".repeat(10_000),
            "a: ".to_owned() + &"{a: ".repeat(3_000),
            "- ".repeat(8_000),
            "? ".repeat(8_000),
            (0..100).flat_map(|depth| [" ".repeat(depth), "a:\n".into()]).collect(),
            (0..100).flat_map(|depth| [" ".repeat(depth), "- a:\n".into()]).collect(),
        ] {
            assert!(outcome(&text).starts_with("too-deep"), "{} {}", &text[..10], outcome(&text));
        }
        assert!(began.elapsed().as_secs() < 5, "a hang, not a slow machine");
    }
}
