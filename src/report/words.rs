//! Changes in plain words: `up 6.7% from $378M in Q3 2023`, `2 fewer than in Q3 2023`.

use super::model::{Form, Sentence};
use super::sheet::Row;

/// From this change on, in millionths, words speak of a multiple: twice as much.
const DOUBLED: i128 = 1_000_000;
/// Below this change, in millionths, words speak of none: it would be shown as 0.0%.
const UNNOTICED: i128 = 500;

/// Where a change stands: what it is compared with, and what that is called.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// The row of `key_figures` for the earlier span.
    pub row: Row<'a>,
    /// The earlier span: `Q3 2023`, or `the same days of Q1 2024`.
    pub words: &'a str,
    /// When it was: `in Q3 2023`.
    pub when: &'a str,
}

impl Comparison<'_> {
    /// How an amount changed: `up 6.7% from $378M in Q3 2023`; `None` where there was none.
    #[must_use]
    pub fn amount(&self, column: &'static str, change: &'static str) -> Option<Sentence> {
        let then = self.row.number(column, Form::Compact);
        let Some(by) = self.row.share(change) else {
            // From nothing there is no percentage.
            return then
                .map(|then| Sentence::default().number(Some(then)).text(" ").name(self.when));
        };
        let words = self.change(by, change);
        Some(if by >= DOUBLED {
            words.text(" the ").number(then).text(" of ").name(self.words)
        } else if by.abs() < UNNOTICED {
            words.text(" as ").name(self.when).text(" (").number(then).text(")")
        } else {
            words.text(" from ").number(then).text(" ").name(self.when)
        })
    }

    /// How an amount changed, without what it was: `up 6.7% from Q3 2023`; `None` if nobody knows.
    #[must_use]
    pub fn short(&self, change: &'static str) -> Option<Sentence> {
        let by = self.row.share(change)?;
        let link = match by {
            DOUBLED.. => " as much as ",
            _ if by.abs() < UNNOTICED => " as ",
            _ => return Some(self.change(by, change).text(" from ").name(self.words)),
        };
        Some(self.change(by, change).text(link).name(self.when))
    }

    /// The change alone: `up 6.7%`, `2.1 times`, `the same`.
    #[must_use]
    pub fn change(&self, by: i128, column: &'static str) -> Sentence {
        let percent = self.row.number(column, Form::Percent);
        match by {
            DOUBLED.. => {
                Sentence::default().number(self.row.number(column, Form::Times)).text(" times")
            }
            _ if by.abs() < UNNOTICED => Sentence::plain("the same"),
            1.. => Sentence::plain("up ").number(percent),
            _ => Sentence::plain("down ").number(percent),
        }
    }

    /// How a count changed: `2 fewer than in Q3 2023`.
    #[must_use]
    pub fn count(&self, change: &'static str) -> Sentence {
        let by = self.row.number(change, Form::Count);
        let words = match self.row.count(change) {
            0 => Sentence::plain("as many as "),
            1.. => Sentence::default().number(by).text(" more than "),
            _ => Sentence::default().number(by).text(" fewer than "),
        };
        words.name(self.when)
    }

    /// How a share changed: `6.8 points less than in Q3 2023`; `None` if nobody knows.
    #[must_use]
    pub fn points(&self, change: &'static str) -> Option<Sentence> {
        let by = self.row.share(change)?;
        let shown = self.row.number(change, Form::Points);
        Some(match by {
            _ if by.abs() < UNNOTICED => Sentence::plain("the same as ").name(self.when),
            1.. => Sentence::default().number(shown).text(" points more than ").name(self.when),
            _ => Sentence::default().number(shown).text(" points less than ").name(self.when),
        })
    }
}

/// `incident` or `incidents`.
#[must_use]
pub fn plural(count: i64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// Texts in a row: `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The words with a capital at the beginning.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
