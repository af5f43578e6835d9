//! A small language of sentence shapes: words, and slots for what differs.
//!
//! `{usd loss}` is a slot of the kind `usd` with the name `loss`; `[incident|incidents]` is one word
//! or the other, by the last count before it.

use super::calendar::{Named, day, named};
use super::numbers;

/// A part of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These words.
    Words(&'static str),
    /// The first after a count of one, the second after any other.
    Agree(&'static str, &'static str),
    /// Something of a kind, with a name.
    Slot(&'static str, &'static str),
}

/// What was found in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'a> {
    pub kind: &'static str,
    pub name: &'static str,
    pub text: &'a str,
}

impl Slot<'_> {
    /// The days that the slot names.
    pub fn named(&self) -> Option<Named> {
        let text = match self.kind {
            "when" => self.text.split_once(' ')?.1,
            _ => self.text,
        };
        named(text)
    }
}

/// Takes a shape apart.
pub fn parts(mut shape: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    while let Some(first) = shape.chars().next() {
        let close = |end: char| shape.find(end).unwrap_or_else(|| panic!("{shape:?} is open"));
        shape = match first {
            '{' => {
                let (kind, name) = shape[1..close('}')].split_once(' ').unwrap();
                parts.push(Part::Slot(kind, name));
                &shape[close('}') + 1..]
            }
            '[' => {
                let (one, many) = shape[1..close(']')].split_once('|').unwrap();
                parts.push(Part::Agree(one, many));
                &shape[close(']') + 1..]
            }
            _ => {
                let end = shape.find(['{', '[']).unwrap_or(shape.len());
                parts.push(Part::Words(&shape[..end]));
                &shape[end..]
            }
        };
    }
    parts
}

/// Finds each way in which all of a text has a shape, and gives it to `accept`, until that is
/// content. `nested` says whether a text fits a slot of the kind `sub`.
pub fn walk<'a>(
    parts: &[Part],
    text: &'a str,
    found: &mut Vec<Slot<'a>>,
    nested: &mut dyn FnMut(&'static str, &'a str) -> bool,
    accept: &mut dyn FnMut(&[Slot<'a>]) -> bool,
) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return text.is_empty() && accept(found);
    };
    match part {
        Part::Words(words) => match text.strip_prefix(words) {
            Some(text) => walk(rest, text, found, nested, accept),
            None => false,
        },
        Part::Agree(one, many) => {
            let count = found.iter().rev().find(|it| it.kind == "n");
            let is_one = count.and_then(|it| numbers::count(it.text)) == Some(1);
            match text.strip_prefix(if is_one { one } else { many }) {
                Some(text) => walk(rest, text, found, nested, accept),
                None => false,
            }
        }
        Part::Slot(kind, name) => ends(kind, text, rest).into_iter().any(|end| {
            let (slot, behind) = text.split_at(end);
            if *kind == "sub" && !nested(name, slot) {
                return false;
            }
            found.push(Slot { kind, name, text: slot });
            let fits = walk(rest, behind, found, nested, accept);
            found.pop();
            fits
        }),
    }
}

/// Where a slot at the beginning of a text may end.
fn ends(kind: &str, text: &str, rest: &[Part]) -> Vec<usize> {
    match kind {
        "usd" | "exact" => amount(text).into_iter().collect(),
        "n" => number(text).into_iter().collect(),
        "pct" => percent(text).into_iter().collect(),
        "times" | "pts" | "year" => digits(text).into_iter().collect(),
        "span" => spans(text, 0),
        "when" => ["in ", "from ", "on ", "In ", "From ", "On "]
            .iter()
            .filter(|link| text.starts_with(**link))
            .flat_map(|link| spans(text, link.len()))
            .collect(),
        "day" => words(text, 0).filter(|end| day(&text[..*end]).is_some()).collect(),
        "name" | "sub" => free(kind, text, rest),
        "than" | "alone" | "counts-than" | "counts-alone" | "points-than" | "points-alone" => {
            change(kind, text).into_iter().collect()
        }
        _ => panic!("no such kind of slot: {kind}"),
    }
}

/// Any text, up to where the next words stand, or to the end.
fn free(kind: &str, text: &str, rest: &[Part]) -> Vec<usize> {
    let least = usize::from(kind == "name");
    let next = match rest.first() {
        None => return if text.len() >= least { vec![text.len()] } else { Vec::new() },
        Some(Part::Words(next)) => Some(*next),
        Some(_) => None,
    };
    let is_end = |end: &usize| match next {
        Some(next) => text[*end..].starts_with(next),
        None => *end == 0 || *end == text.len() || text[..*end].ends_with(['.', ' ']),
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.filter(|end| *end >= least && is_end(end)).collect()
}

/// Where words end, the furthest first; a name of a span has at most ten.
fn words(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let is_end = |(at, letter): &(usize, char)| *at >= from && !letter.is_alphanumeric();
    let ends = text.char_indices().filter(is_end).map(|(at, _)| at).chain([text.len()]);
    ends.take(12).collect::<Vec<_>>().into_iter().rev()
}

fn spans(text: &str, from: usize) -> Vec<usize> {
    words(text, from).filter(|end| *end > from && named(&text[from..*end]).is_some()).collect()
}

fn digits(text: &str) -> Option<usize> {
    let is_number = |(at, letter): (usize, char)| {
        let next = text[at + letter.len_utf8()..].chars().next();
        letter.is_ascii_digit()
            || (matches!(letter, '.' | ',') && next.is_some_and(|it| it.is_ascii_digit()))
    };
    let end = text.char_indices().find(|it| !is_number(*it)).map_or(text.len(), |(at, _)| at);
    (end > 0).then_some(end)
}

fn amount(text: &str) -> Option<usize> {
    if text.starts_with("unknown") {
        return Some("unknown".len());
    }
    let end = digits(text.strip_prefix('$')?)? + 1;
    Some(end + usize::from(text[end..].starts_with(['k', 'M', 'B', 'T'])))
}

fn number(text: &str) -> Option<usize> {
    digits(text).or_else(|| {
        let end = text.find(|it: char| !it.is_ascii_lowercase()).unwrap_or(text.len());
        numbers::count(&text[..end]).map(|_| end)
    })
}

fn percent(text: &str) -> Option<usize> {
    let odd = ["less than 0.1%", "more than 99.9%"].into_iter().find(|it| text.starts_with(it));
    let plain = || digits(text).filter(|end| text[*end..].starts_with('%')).map(|end| end + 1);
    odd.map(str::len).or_else(plain)
}

/// How something changed, with or without the words that lead to what it is compared with.
fn change(kind: &str, text: &str) -> Option<usize> {
    type Words = [&'static str; 2];
    let (same, by): (&str, &[Words]) = match kind {
        "than" => {
            ("as much as", &[["%", " less than"], ["%", " more than"], ["", " times as much as"]])
        }
        "alone" => ("the same", &[["%", " less"], ["%", " more"], ["", " times"]]),
        "counts-than" => ("as many as", &[["", " more than"], ["", " fewer than"]]),
        "counts-alone" => ("the same", &[["", " more"], ["", " fewer"]]),
        "points-than" => (
            "the same as",
            &[
                ["", " points less than"],
                ["", " points more than"],
                ["", " point less than"],
                ["", " point more than"],
            ],
        ),
        _ => (
            "the same",
            &[["", " points less"], ["", " points more"], ["", " point less"], ["", " point more"]],
        ),
    };
    if text.starts_with(same) {
        return Some(same.len());
    }
    by.iter().find_map(|[unit, words]| {
        let end = if *unit == "%" { percent(text)? } else { digits(text)? };
        text[end..].starts_with(words).then_some(end + words.len())
    })
}
