//! Writes back what [`crate::loader::repair`] repairs: the byte order mark, fences, blank first
//! lines, bytes that are not UTF-8, and lines of our fields that are not YAML.

use std::collections::HashSet;

use crate::domain::Code;
use crate::loader::parse::split::Head;
use crate::loader::repair::Repaired;
use crate::loader::repair::region::End;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const FENCE: &[u8] = b"---";

/// The file in a form that is read strictly: first with only the lines changed that have
/// findings, then with all lines as the repair left them. `repaired` is `None` if it is read strictly
/// already; then only a byte order mark is left to take away.
pub(crate) fn candidates(bytes: &[u8], head: &Head, repaired: Option<&Repaired>) -> Vec<Vec<u8>> {
    let Some(repaired) = repaired else {
        return bytes.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec).into_iter().collect();
    };
    let mut found: HashSet<usize> = HashSet::new();
    found.extend(
        repaired
            .findings
            .iter()
            .filter(|finding| !is_about_the_whole(finding.code))
            .filter_map(|finding| Some(finding.place?.line)),
    );
    let texts = || repaired.original.split('\n').zip(repaired.text.split('\n'));
    let differing: HashSet<usize> = texts()
        .enumerate()
        .filter(|(_, (original, new))| original != new)
        .map(|(index, _)| repaired.first_line + index)
        .collect();
    [found, differing]
        .into_iter()
        .filter_map(|changed| rebuild(bytes, head, repaired, &changed))
        .collect()
}

/// Whether a finding is about the front matter as a whole, not about the line that it points to.
fn is_about_the_whole(code: Code) -> bool {
    matches!(
        code,
        Code::ByteOrderMark
            | Code::BlankFirstLines
            | Code::NoOpeningFence
            | Code::NoClosingFence
            | Code::Windows1252
    )
}

/// The file with its front matter between fences and some of its lines replaced by repaired ones.
///
/// `None` if the front matter goes on after what was read of the file.
fn rebuild(
    bytes: &[u8],
    head: &Head,
    repaired: &Repaired,
    changed: &HashSet<usize>,
) -> Option<Vec<u8>> {
    let has = |code| repaired.findings.iter().any(|finding| finding.code == code);
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut rest = &bytes[mark..];
    let mut next_line = || {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        line
    };

    let mut before: &[u8] = b"";
    for _ in 1..repaired.first_line {
        before = next_line();
    }
    let count = repaired.original.matches('\n').count();
    let inside: Vec<&[u8]> = (0..count).map(|_| next_line()).collect();
    let line_end: &[u8] = match inside.first() {
        Some(line) if line.ends_with(b"\r\n") => b"\r\n",
        _ => b"\n",
    };
    let fence = |line: &[u8]| {
        let is_fence = line.trim_ascii_end() == FENCE;
        if is_fence { line.to_vec() } else { [FENCE, line_end].concat() }
    };
    let mut fixed = fence(if has(Code::NoOpeningFence) { b"" } else { before });
    let strays: HashSet<usize> = repaired
        .findings
        .iter()
        .filter(|finding| finding.code == Code::StrayLine)
        .filter_map(|finding| Some(finding.place?.line))
        .collect();
    let texts = repaired.original.split('\n').zip(repaired.text.split('\n'));
    for (index, (raw, (original, new))) in inside.iter().zip(texts).enumerate() {
        let number = repaired.first_line + index;
        if strays.contains(&number) {
            continue;
        }
        let (text, end) = ended(raw, line_end);
        match (changed.contains(&number), str::from_utf8(text)) {
            (true, _) => fixed.extend_from_slice(new.as_bytes()),
            (false, Ok(_)) => fixed.extend_from_slice(text),
            (false, Err(_)) => fixed.extend_from_slice(original.as_bytes()),
        }
        fixed.extend_from_slice(end);
    }
    let open = repaired.end == End::Missing;
    fixed.extend(fence(if open { b"" } else { next_line() }));
    let read = bytes.len() - rest.len();
    fixed.extend_from_slice(rest);
    (!open || !head.goes_on || read < head.bytes.len()).then_some(fixed)
}

/// A line without its end, and its end: that of the file if it has none.
fn ended<'a>(line: &'a [u8], line_end: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let text = line.strip_suffix(b"\n").unwrap_or(line);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    match &line[text.len()..] {
        b"" | b"\r" => (text, line_end),
        end => (text, end),
    }
}
