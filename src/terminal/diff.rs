//! What a fix changes, as a unified diff.

use std::fmt::Write as _;

use super::visible;

/// How many unchanged lines stand around the changed ones.
const CONTEXT: usize = 3;

/// Shows how a file changes: `--- a/path`, `+++ b/path`, and one block of lines.
///
/// Fixes change a few lines near the top of a file, so the block goes from the first line that
/// differs to the last. Control characters are made visible; `patch -p1` applies the diff of a file
/// that has none. A path from the root is shown without its first `/`. Empty if nothing differs.
#[must_use]
pub fn unified(path: &str, before: &[u8], after: &[u8], colour: bool) -> String {
    let lines =
        |bytes| -> Vec<&[u8]> { <[u8]>::split_inclusive(bytes, |it| *it == b'\n').collect() };
    let (old, new) = (lines(before), lines(after));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    if same == old.len() && same == new.len() {
        return String::new();
    }
    let shorter = old.len().min(new.len()) - same;
    let behind = old.iter().rev().zip(new.iter().rev()).take(shorter);
    let behind = behind.take_while(|(old, new)| old == new).count();
    let first = same.saturating_sub(CONTEXT);
    let (old_end, new_end) = (old.len() - behind, new.len() - behind);
    let context = behind.min(CONTEXT);

    let mut diff = Diff { text: String::new(), colour };
    let path = visible(path.trim_start_matches("./").trim_start_matches('/'));
    // A name with blanks ends with a tab, so that `patch` sees all of it.
    let end = if path.contains(' ') { "\t" } else { "" };
    diff.coloured("1", &format!("--- a/{path}{end}"));
    diff.coloured("1", &format!("+++ b/{path}{end}"));
    let range = |end: usize| {
        let length = end + context - first;
        // A range of no lines is named after the line before it.
        format!("{},{length}", first + usize::from(length > 0))
    };
    diff.coloured("36", &format!("@@ -{} +{} @@", range(old_end), range(new_end)));
    diff.lines(' ', "", &old[first..same]);
    diff.lines('-', "31", &old[same..old_end]);
    diff.lines('+', "32", &new[same..new_end]);
    diff.lines(' ', "", &old[old_end..old_end + context]);
    diff.text
}

struct Diff {
    text: String,
    colour: bool,
}

impl Diff {
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
