//! Changes in words: `20% less than in Q3 2023`, `3.1 times as much as in the same days of 2023`.
//!
//! One rule for charts, reports and tables: a change that would be shown as 0.0% is none; from twice
//! as much on words speak of a multiple; else of percent. Both sides come with their [`Days`], which
//! only [`crate::domain::comparison`] pairs: like with like.

use crate::tables::schema::KeyFigures;
use crate::tables::{Column, InTable};

use super::days::Days;
use super::fact::Fact;
use super::sentence::{Sentence, plural};
use super::value::Form;

/// From this change on, in millionths, words speak of a multiple: twice as much.
const DOUBLED: i128 = 1_000_000;
/// Below this change, in millionths, words speak of none: it would be shown as 0.0%.
const UNNOTICED: i128 = 500;

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Same,
    Less,
    More,
    Times,
}

fn kind(millionths: i128) -> Kind {
    match millionths {
        DOUBLED.. => Kind::Times,
        _ if millionths.abs() < UNNOTICED => Kind::Same,
        1.. => Kind::More,
        _ => Kind::Less,
    }
}

/// How an amount changed, alone: `20% less`, `3.1 times`, `the same`; `None` where there is nothing
/// to compare. `change` is the change as a part of what was before.
pub fn change(change: &Fact) -> Option<Sentence> {
    let by = || Sentence::default().number(change.number(Form::Percent));
    Some(match kind(change.share()?) {
        Kind::Same => Sentence::plain("the same"),
        Kind::Less => by().text(" less"),
        Kind::More => by().text(" more"),
        Kind::Times => Sentence::default().number(change.number(Form::Times)).text(" times"),
    })
}

/// How an amount changed from what it was in earlier days: `20% less than in Q3 2023`; `None` where
/// there is nothing to compare.
pub fn changed(by: &Fact, earlier: &Days) -> Option<Sentence> {
    Some(changed_from(by)?.when(earlier))
}

/// The same where room is short: `20% less than in Oct 2023`.
pub fn changed_short(by: &Fact, earlier: &Days) -> Option<Sentence> {
    Some(changed_from(by)?.short_when(earlier))
}

fn changed_from(by: &Fact) -> Option<Sentence> {
    Some(match kind(by.share()?) {
        Kind::Same => Sentence::plain("as much as "),
        Kind::Less | Kind::More => change(by)?.text(" than "),
        Kind::Times => change(by)?.text(" as much as "),
    })
}

/// The figures of an earlier span beside those of the period.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The row of `key_figures` for the earlier span.
    pub row: InTable<'a, KeyFigures>,
    /// Its days.
    pub days: Days,
}

impl Comparison<'_> {
    /// How an amount changed, and what it was: `20% less than in Q3 2023 ($504M)`; `None` where it
    /// was unknown.
    pub fn amount(
        &self,
        column: Column<KeyFigures>,
        change: Column<KeyFigures>,
    ) -> Option<Sentence> {
        let then = Sentence::default().number(Some(self.row.number(column, Form::Compact)?));
        let unknown = self.unknown();
        Some(match (changed(&self.row.fact(change), &self.days), unknown) {
            (Some(words), None) => words.text(" (").then(then).text(")"),
            (Some(words), Some(unknown)) => {
                words.text(" (").then(then).text(", ").then(unknown).text(")")
            }
            // From nothing there is no percentage.
            (None, None) => then.text(" ").when(&self.days),
            (None, Some(unknown)) => {
                then.text(" ").when(&self.days).text(" (").then(unknown).text(")")
            }
        })
    }

    /// How a count changed: `2 fewer than in Q3 2023`.
    pub fn count(&self, change: Column<KeyFigures>) -> Sentence {
        let by = self.row.number(change, Form::Count);
        let words = match self.row.fact(change).count() {
            0 => Sentence::plain("as many as "),
            1.. => Sentence::default().number(by).text(" more than "),
            _ => Sentence::default().number(by).text(" fewer than "),
        };
        words.when(&self.days)
    }

    /// How a share changed: `6.8 points less than in Q3 2023`; `None` if nobody knows.
    pub fn points(&self, change: Column<KeyFigures>) -> Option<Sentence> {
        Some(match kind(self.row.fact(change).share()?) {
            Kind::Same => Sentence::plain("the same as ").when(&self.days),
            _ => self.points_alone(change)?.text(" than ").when(&self.days),
        })
    }

    /// How a share changed, alone: `6.8 points less`, `1 point more`; `None` if nobody knows.
    pub fn points_alone(&self, change: Column<KeyFigures>) -> Option<Sentence> {
        let (by, shown) = (self.row.fact(change).share()?, self.row.number(change, Form::Points)?);
        if kind(by) == Kind::Same {
            return Some(Sentence::plain("the same"));
        }
        let points = if shown.shown == "1" { " point" } else { " points" };
        let words = Sentence::default().number(Some(shown)).text(points);
        Some(words.text(if by < 0 { " less" } else { " more" }))
    }

    /// How many losses of the earlier span are unknown, where any is: `2 of 12 losses unknown`.
    fn unknown(&self) -> Option<Sentence> {
        let all = self.row.incidents;
        (self.row.incidents_unknown > 0).then(|| {
            Sentence::default()
                .number(self.row.number(KeyFigures::INCIDENTS_UNKNOWN, Form::Count))
                .text(" of ")
                .number(self.row.number(KeyFigures::INCIDENTS, Form::Count))
                .text(plural(all, " loss unknown", " losses unknown"))
        })
    }
}
