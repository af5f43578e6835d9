//! What a fix changes, as a unified diff.

use std::fmt::Write as _;
use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::visible;

/// How many unchanged lines are shown around the changed ones.
const CONTEXT: usize = 3;

/// Shows how a file changes: `--- a/path`, `+++ b/path`, and a hunk for each place that differs.
///
/// Control characters are made visible; `patch -p1` applies the diff of a file that has none. A path
/// from the root is shown without its first `/`. Empty if nothing differs.
pub fn unified(path: &str, before: &[u8], after: &[u8], colour: bool) -> String {
    let lines =
        |bytes| -> Vec<&[u8]> { <[u8]>::split_inclusive(bytes, |it| *it == b'\n').collect() };
    let (old, new) = (lines(before), lines(after));
    let mut diff = Diff { text: String::new(), colour };
    let hunks = group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT);
    let hunks: Vec<_> = hunks.iter().filter(|hunk| !hunk.is_empty()).collect();
    if hunks.is_empty() {
        return diff.text;
    }
    let path = visible(path.trim_start_matches("./").trim_start_matches('/'));
    // A name with spaces ends with a tab, so that `patch` sees all of it.
    let end = if path.contains(' ') { "\t" } else { "" };
    diff.coloured("1", &format!("--- a/{path}{end}"));
    diff.coloured("1", &format!("+++ b/{path}{end}"));
    for hunk in hunks {
        diff.hunk(hunk, &old, &new);
    }
    diff.text
}

/// The lines of a hunk in one of both files, as its heading names them.
fn range(hunk: &[DiffOp], of: impl Fn(&DiffOp) -> Range<usize>) -> String {
    let start = hunk.first().map_or(0, |op| of(op).start);
    let length = hunk.last().map_or(0, |op| of(op).end) - start;
    // A range of no lines is named after the line before it.
    format!("{},{length}", start + usize::from(length > 0))
}

struct Diff {
    text: String,
    colour: bool,
}

impl Diff {
    fn hunk(&mut self, hunk: &[DiffOp], old: &[&[u8]], new: &[&[u8]]) {
        let (before, after) = (range(hunk, DiffOp::old_range), range(hunk, DiffOp::new_range));
        self.coloured("36", &format!("@@ -{before} +{after} @@"));
        for op in hunk {
            if op.tag() == DiffTag::Equal {
                self.lines(' ', "", &old[op.old_range()]);
            } else {
                self.lines('-', "31", &old[op.old_range()]);
                self.lines('+', "32", &new[op.new_range()]);
            }
        }
    }

    fn coloured(&mut self, colour: &str, line: &str) {
        let _ = if self.colour && !colour.is_empty() {
            writeln!(self.text, "\u{1b}[{colour}m{line}\u{1b}[0m")
        } else {
            writeln!(self.text, "{line}")
        };
    }

    fn lines(&mut self, mark: char, colour: &str, lines: &[&[u8]]) {
        for line in lines {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            // As part of a line end a carriage return does no harm, and `patch` needs it.
            let windows = line.ends_with(b"\r\n");
            let text = if windows { &text[..text.len() - 1] } else { text };
            let mut shown = String::from(mark);
            for chunk in text.utf8_chunks() {
                for (index, part) in chunk.valid().split('\t').enumerate() {
                    // A tab does no harm, and as an escape it would keep `patch` from matching.
                    shown.push_str(if index > 0 { "\t" } else { "" });
                    shown.push_str(&visible(part));
                }
                for byte in chunk.invalid() {
                    let _ = write!(shown, "\\x{byte:02X}");
                }
            }
            self.coloured(colour, &shown);
            if windows {
                self.text.insert(self.text.len() - 1, '\r');
            }
            if !line.ends_with(b"\n") {
                self.coloured("", "\\ No newline at end of file");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn only_what_differs_is_shown() {
        let before = b"---\ndate: 2023/11/20\ntitle: A\nloss: 1\n---\n\nText.\n";
        let after = b"---\ndate: 2023-11-20\ntitle: A\nloss: 1\n---\n\nText.\n";
        insta::assert_snapshot!(unified("a/b.md", before, after, false), @r"
        --- a/a/b.md
        +++ b/a/b.md
        @@ -1,5 +1,5 @@
         ---
        -date: 2023/11/20
        +date: 2023-11-20
         title: A
         loss: 1
         ---
        ");
        assert_eq!(unified("a.md", before, before, false), "");
    }

    #[test]
    fn places_that_are_far_from_each_other_are_hunks_of_their_own() {
        let before = b"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n";
        let after = b"one\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n";
        insta::assert_snapshot!(unified("a.md", before, after, false), @r"
        --- a/a.md
        +++ b/a.md
        @@ -1,4 +1,4 @@
        -1
        +one
         2
         3
         4
        @@ -11,3 +11,4 @@
         11
         12
         13
        +14
        ");
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        let (before, after) = (b"\xef\xbb\xbf\x1b[1m\xff\r\r\n\tx", b"\x1b[1m\xff\r\r\n\tx");
        insta::assert_snapshot!(unified("/\u{1b}.md", before, after, false).replace("\r\n", "<CRLF>\n"), @r"
        --- a/\u{1b}.md
        +++ b/\u{1b}.md
        @@ -1,2 +1,2 @@
        -\u{feff}\u{1b}[1m\xFF\u{d}<CRLF>
        +\u{1b}[1m\xFF\u{d}<CRLF>
         	x
        \ No newline at end of file
        ");
        let coloured = unified("a.md", b"x\n", b"", true);
        assert!(coloured.contains("\u{1b}[31m-x\u{1b}[0m\n"), "{coloured:?}");
        assert!(coloured.contains("@@ -1,1 +0,0 @@"), "{coloured:?}");
    }
}
