//! Where the front matter of a report begins and ends.

use crate::domain::{Code, Excerpt, Finding, Place};

/// The longest front matter that is read, in bytes.
pub const FRONT_MATTER_LIMIT: usize = 16 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The beginning of a file.
#[derive(Debug, Default)]
pub struct Head {
    /// As much as is needed to see the whole front matter, if it is within the limit.
    pub bytes: Vec<u8>,
    /// Whether the file goes on.
    pub goes_on: bool,
}

/// The text between the two lines of dashes, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceText<'a> {
    /// The report's path in tables and messages.
    pub report: &'a str,
    /// The text between the fences, which places point into.
    pub text: &'a str,
    /// The same lines as they are in the file: another text only if lines were repaired.
    pub shown: &'a str,
    /// The line of the file that the text begins on.
    pub first_line: usize,
}

impl SourceText<'_> {
    /// The place of a byte of the text in the file.
    pub fn place(&self, offset: usize) -> Place {
        let before = &self.text[..self.text.floor_char_boundary(offset.min(self.text.len()))];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Place {
            line: self.first_line + before.matches('\n').count(),
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// A finding about a part of the text: it shows the line where the part begins.
    pub fn finding(
        &self,
        code: Code,
        span: std::ops::Range<usize>,
        fact: String,
        help: &str,
    ) -> Finding {
        // The end of the text is shown on its last line: the file may have none after it.
        let last = self.text.strip_suffix('\n').unwrap_or(self.text).len();
        let start = self.text.floor_char_boundary(span.start.min(last));
        let end = self.text.floor_char_boundary(span.end.clamp(start, self.text.len()));
        let line_start = self.text[..start].rfind('\n').map_or(0, |position| position + 1);
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let mut place = self.place(start);
        let mut excerpt = excerpt(line, start - line_start, end - line_start);
        if let Some(shown) =
            self.shown.lines().nth(place.line - self.first_line).filter(|shown| *shown != line)
        {
            // The line was repaired: its columns are not those of the file, so all of it is meant.
            place.column = 1;
            excerpt = self::excerpt(shown, 0, shown.len());
        }
        Finding {
            code,
            path: self.report.to_owned(),
            file: None,
            place: Some(place),
            excerpt: Some(excerpt),
            fact,
            help: help.to_owned(),
            stake: None,
        }
    }
}

/// The longest line, in bytes, that a message shows.
const LONGEST_EXCERPT: usize = 160;

/// Cuts a line to what a message can show, with the underlined part in it.
pub(crate) fn excerpt(line: &str, start: usize, end: usize) -> Excerpt {
    let from = if start > LONGEST_EXCERPT / 2 && line.len() > LONGEST_EXCERPT {
        start - LONGEST_EXCERPT / 2
    } else {
        0
    };
    let from = line.floor_char_boundary(from);
    let to = line.floor_char_boundary(line.len().min(from + LONGEST_EXCERPT));
    let within = |offset: usize| offset.clamp(from, to) - from;
    Excerpt { line: line[from..to].to_owned(), start: within(start), end: within(end) }
}

/// Finds the front matter: what is between a first line of three dashes and the next such line.
///
/// Spaces may follow the dashes. The body is never looked at, so dashes in it do no harm.
///
/// # Errors
///
/// A finding of severity error: no front matter, no end of it, too long, binary, or not UTF-8.
pub fn split<'a>(
    report: &'a str,
    head: &'a Head,
) -> Result<(SourceText<'a>, Vec<Finding>), Box<Finding>> {
    let bytes = head.bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&head.bytes);
    let error = |code, fact: &str, help: &str| {
        Box::new(Finding::about(code, report, fact.to_owned(), help))
    };
    let Some((start, end)) = fences(bytes) else {
        return Err(no_front_matter(report, bytes, head.goes_on));
    };
    let end = match end {
        Some(end) if end - start <= FRONT_MATTER_LIMIT => end,
        _ if bytes[start..].contains(&0) => return Err(binary(report)),
        Some(_) => return Err(too_large(report)),
        None if head.goes_on => return Err(too_large(report)),
        None => {
            return Err(error(
                Code::UnclosedFrontMatter,
                "the front matter has no end: the second line of three dashes is missing",
                "add a line `---` after the last `key: value` line",
            ));
        }
    };
    let inside = &bytes[start..end];
    if inside.contains(&0) {
        return Err(binary(report));
    }
    let text = match std::str::from_utf8(inside) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(report, inside, error.valid_up_to())),
    };
    let mut findings = Vec::new();
    if bytes.len() < head.bytes.len() {
        let fact = "the file begins with a byte order mark, which was ignored".to_owned();
        let help =
            "save it as UTF-8 without a byte order mark: other tools fail to find the front matter";
        findings.push(Finding {
            place: Some(Place { line: 1, column: 1 }),
            ..Finding::about(Code::ByteOrderMark, report, fact, help)
        });
    }
    Ok((SourceText { report, text, shown: text, first_line: 2 }, findings))
}

/// Whether the bytes hold all of a front matter, or show that there is none.
pub fn is_closed(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    fences(bytes).is_none_or(|(_, end)| end.is_some())
}

/// Where the text after the first fence begins, and where the second fence begins.
/// `None` if the first line is no fence.
fn fences(bytes: &[u8]) -> Option<(usize, Option<usize>)> {
    let mut position = 0;
    let mut start = None;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let fence = line.trim_ascii_end() == b"---";
        match start {
            None if !fence => return None,
            None => start = Some(position + line.len()),
            Some(start) if fence => return Some((start, Some(position))),
            Some(_) => {}
        }
        position += line.len();
    }
    start.map(|start| (start, None))
}

fn binary(report: &str) -> Box<Finding> {
    let fact = "the file is not text: it contains a NUL byte".to_owned();
    Box::new(Finding::about(Code::Binary, report, fact, "move it out of the folder of reports"))
}

fn too_large(report: &str) -> Box<Finding> {
    let fact = format!("the front matter does not end within {} KiB", FRONT_MATTER_LIMIT / 1024);
    let help = "add a line `---` after the last `key: value` line; long text belongs in the body";
    Box::new(Finding::about(Code::FrontMatterTooLarge, report, fact, help))
}

/// What the owner of records in another format can do.
const ONE_A_REPORT: &str = "write one Markdown file per incident, with its fields as YAML between two lines of `---`: `lossbook new` writes an example";

/// What a file is that holds records in another format, by its first line and its name.
fn other_format(report: &str, line: &str) -> Option<&'static str> {
    let ending = report.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    Some(match (ending.as_str(), line.trim()) {
        (_, "+++") => "a page with front matter in TOML",
        ("toml", _) => "TOML",
        ("json" | "jsonl" | "ndjson", _) => "JSON",
        ("csv", _) => "a table in CSV",
        ("tsv", _) => "a table in TSV",
        ("yaml" | "yml", _) => "plain YAML",
        ("html" | "htm", _) => "a page in HTML",
        (_, line) if line.starts_with("{\"") || line == "{" => "JSON",
        (_, line) if line.starts_with("[{") || line == "[" => "JSON",
        (_, line) if line.to_lowercase().starts_with("<!doctype html") => "a page in HTML",
        _ => return None,
    })
}

fn no_front_matter(report: &str, bytes: &[u8], goes_on: bool) -> Box<Finding> {
    if bytes.contains(&0) {
        return binary(report);
    }
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(&line[..line.len().min(LONGEST_EXCERPT)]);
    let line = line.trim_end();
    let fact = match (line, bytes.is_empty() && !goes_on) {
        (_, true) => "the file is empty".to_owned(),
        ("", _) => "the report begins with an empty line, not with `---`".to_owned(),
        _ => "the report does not begin with a line of three dashes".to_owned(),
    };
    let (fact, help) = other_format(report, line).map_or(
        (fact, "begin the report with its front matter: `---`, `key: value` lines, `---`"),
        |format| (format!("this is {format}, not an incident report in Markdown"), ONE_A_REPORT),
    );
    let mut finding = Finding::about(Code::NoFrontMatter, report, fact, help);
    finding.place = Some(Place { line: 1, column: 1 });
    if !line.is_empty() {
        finding.excerpt = Some(excerpt(line, 0, line.len()));
    }
    Box::new(finding)
}

fn not_utf8(report: &str, inside: &[u8], valid: usize) -> Box<Finding> {
    let before = String::from_utf8_lossy(&inside[..valid]);
    let source = SourceText { report, text: &before, shown: &before, first_line: 2 };
    let fact = format!("byte 0x{:02x} is not UTF-8", inside[valid]);
    let help = "save the file as UTF-8";
    Box::new(Finding {
        place: Some(source.place(valid)),
        ..Finding::about(Code::NotUtf8, report, fact, help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(bytes: &[u8], goes_on: bool) -> Result<String, String> {
        let head = Head { bytes: bytes.to_vec(), goes_on };
        match split("a.md", &head) {
            Ok((source, findings)) => {
                let codes: String =
                    findings.iter().flat_map(|finding| [" +", finding.code.name()]).collect();
                Ok(format!("{}{codes}", source.text))
            }
            Err(finding) => {
                let place = finding
                    .place
                    .map_or_else(String::new, |place| format!(" {}:{}", place.line, place.column));
                Err(format!("{}{place}", finding.code.name()))
            }
        }
    }

    #[test]
    fn front_matter_is_found() {
        let ok = |text: &str| Ok(text.to_owned());
        let error = |text: &str| Err(text.to_owned());
        #[rustfmt::skip]
        let table: [(&str, &[u8], Result<String, String>); 17] = [
            // what the row is about          bytes                                expected
            ("the usual form",                b"---\na: 1\n---\nbody\n",           ok("a: 1\n")),
            ("no body",                       b"---\na: 1\n---",                   ok("a: 1\n")),
            ("spaces after the dashes",       b"--- \na: 1\n---\t \n",             ok("a: 1\n")),
            ("Windows line ends",             b"---\r\na: 1\r\n---\r\n",           ok("a: 1\r\n")),
            ("empty front matter",            b"---\n---\n",                       ok("")),
            ("dashes in the body",            b"---\na: 1\n---\n\n---\nb: 2\n",    ok("a: 1\n")),
            ("four dashes close nothing",     b"---\na: 1\n----\n---\n",           ok("a: 1\n----\n")),
            ("dashes after a space neither", b"---\na: 1\n ---\n---\n",           ok("a: 1\n ---\n")),
            ("byte order mark",               b"\xef\xbb\xbf---\na: 1\n---\n",     ok("a: 1\n +byte-order-mark")),
            ("body of any bytes",             b"---\na: 1\n---\n\xff\0",           ok("a: 1\n")),
            ("no fence",                      b"# Title\n",                        error("no-front-matter 1:1")),
            ("empty file",                    b"",                                 error("no-front-matter 1:1")),
            ("a blank line first",            b"\n---\na: 1\n---\n",               error("no-front-matter 1:1")),
            ("no second fence",               b"---\na: 1\n",                      error("unclosed-front-matter")),
            ("binary",                        b"\x89PNG\0\0",                      error("binary")),
            ("NUL in the front matter",       b"---\na: \0\n---\n",                error("binary")),
            ("not UTF-8",                     b"---\na: 1\nb: caf\xe9\n---\n",     error("not-utf8 3:7")),
        ];
        for (about, bytes, expected) in table {
            assert_eq!(outcome(bytes, false), expected, "{about}");
        }
    }

    #[test]
    fn a_front_matter_has_a_longest_length() {
        let with =
            |length: usize| [b"---\n".as_slice(), &vec![b'#'; length - 1], b"\n---\n"].concat();
        assert!(outcome(&with(FRONT_MATTER_LIMIT), false).is_ok());
        assert_eq!(
            outcome(&with(FRONT_MATTER_LIMIT + 1), false),
            Err("front-matter-too-large".into())
        );
        assert_eq!(outcome(b"---\na: 1\n", true), Err("front-matter-too-large".into()));
    }

    #[test]
    fn an_excerpt_is_short_and_holds_the_place() {
        let line = format!("{}HERE{}", "é".repeat(500), "x".repeat(500));
        let cut = excerpt(&line, 1000, 1004);
        assert!(cut.line.len() <= LONGEST_EXCERPT);
        assert_eq!(&cut.line[cut.start..cut.end], "HERE");
    }
}
