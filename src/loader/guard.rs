//! What is refused before the YAML parser sees it. The parser belongs to the libyaml family, which
//! hangs on deep nesting and grows without bound on aliases, and reports need neither.

use crate::domain::{Code, Finding};

use super::split::SourceText;

/// The deepest nesting that is accepted.
const DEEPEST: usize = 8;
/// More brackets open at once than this, counted even in quotes, are refused: a quote that our look
/// takes for one and the parser does not must not hide a tower of them.
const MOST_BRACKETS: usize = 64;

/// Refuses what would make the YAML parser slow, or is not meant for reports.
///
/// # Errors
///
/// A finding that points at the anchor, alias or tag, or at the bracket that is too deep.
pub fn guard(source: SourceText<'_>) -> Result<(), Box<Finding>> {
    let bytes = source.text.as_bytes();
    if let Some(position) = tower(bytes) {
        return Err(too_deep(source, position));
    }
    let mut look = Look { columns: vec![0], fresh: true, ..Look::default() };
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        if let Some(end) = look.quote {
            // A backslash hides the next byte in double quotes; `''` opens and closes once more.
            position += if byte == b'\\' && end == b'"' { 2 } else { 1 };
            look.quote = (byte != end).then_some(end);
            continue;
        }
        let comment = byte == b'#' && (look.fresh || bytes[position - 1].is_ascii_whitespace());
        if comment {
            let rest = &bytes[position..];
            position += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            continue;
        }
        let next_is_text = bytes.get(position + 1).is_some_and(|next| !next.is_ascii_whitespace());
        if look.fresh && next_is_text && matches!(byte, b'&' | b'*' | b'!') {
            let fact = "YAML anchors, aliases and tags are not accepted".to_owned();
            let help =
                "write the value itself; put a text that begins with `&`, `*` or `!` in quotes";
            let finding = source.finding(Code::YamlAlias, position..position + 1, fact, help);
            return Err(Box::new(finding));
        }
        look.at(byte, position, next_is_text);
        if look.levels() > DEEPEST {
            return Err(too_deep(source, position));
        }
        position += 1;
    }
    Ok(())
}

/// Where more brackets are open than any text needs.
fn tower(bytes: &[u8]) -> Option<usize> {
    let mut open = 0_usize;
    bytes.iter().position(|byte| {
        open = match byte {
            b'[' | b'{' => open + 1,
            b']' | b'}' => open.saturating_sub(1),
            _ => open,
        };
        open > MOST_BRACKETS
    })
}

/// What is known of the text up to a byte.
#[derive(Default)]
struct Look {
    /// Brackets that are open.
    brackets: usize,
    /// The columns of the blocks that are open.
    columns: Vec<usize>,
    /// Dashes on this line, each of which opens a block.
    dashes: usize,
    /// Whether a token may begin here: at a line's start, or behind `- `, `: `, `[`, `,`.
    fresh: bool,
    /// Whether something stands on this line already.
    written: bool,
    /// Where the line begins.
    line_start: usize,
    /// The quote that is open.
    quote: Option<u8>,
}

impl Look {
    fn levels(&self) -> usize {
        self.brackets + self.columns.len() - 1 + self.dashes
    }

    /// Takes the next byte outside of quotes and comments.
    fn at(&mut self, byte: u8, position: usize, next_is_text: bool) {
        let written = self.written;
        self.written |= !byte.is_ascii_whitespace();
        match byte {
            b'\n' => {
                (self.fresh, self.line_start, self.dashes) = (true, position + 1, 0);
                self.written = false;
            }
            b' ' | b'\t' | b'\r' => {}
            b'"' | b'\'' if self.fresh => (self.fresh, self.quote) = (false, Some(byte)),
            b'[' | b'{' if self.fresh => self.brackets += 1,
            b']' | b'}' => (self.fresh, self.brackets) = (false, self.brackets.saturating_sub(1)),
            // Outside of brackets a comma or a dash in a text is a part of it.
            b',' => self.fresh |= self.brackets > 0,
            b'-' | b'?' if self.fresh && !next_is_text => self.dashes += 1,
            b':' if !next_is_text => self.fresh = true,
            // One item behind another in brackets opens no block.
            _ if self.fresh && written && self.brackets > 0 => self.fresh = false,
            _ if self.fresh => {
                let column = position - self.line_start;
                self.columns.retain(|open| *open < column);
                self.columns.push(column);
                // The dashes before it are part of that column now.
                self.dashes = 0;
                self.fresh = false;
            }
            _ => {}
        }
    }
}

fn too_deep(source: SourceText<'_>, position: usize) -> Box<Finding> {
    let fact = format!("the text is nested deeper than {DEEPEST} levels");
    let help = "lists of texts are enough, and nothing deeper is read";
    Box::new(source.finding(Code::TooDeep, position..position + 1, fact, help))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("behind a dash",           "a:\n  - *x\n",           "yaml-alias"),
            ("in quotes",               "a: \"*x &y\"\n",         "accepted"),
            ("in the middle of a text", "a: b *x* & c!\n",        "accepted"),
            ("in a comment",            "a: b # *x\n",            "accepted"),
            ("behind a comma or a dash",  "a: b, *x - *y\n",      "accepted"),
            ("a star with a blank",     "a: |\n  * b\n",          "accepted"),
            ("a long list in brackets", "a: [b, c, d, e, f, g, h, i, j, k, l]\n", "accepted"),
            ("over several lines",      "a:\n  - b: [c, d,\n      e, f, g, h, i, j, k]\n", "accepted"),
        ];
        for (about, text, expected) in table {
            assert_eq!(outcome(text), expected, "{about}");
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
