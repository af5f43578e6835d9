//! What pictures say: one file for each kind of chart. Each gives the words around the picture, and
//! the rows, spans or cells that are drawn, with what stands at each.

pub mod by_label;
pub mod by_size;
pub mod grids;
pub mod largest;
pub mod over_time;
pub mod running_total;
pub mod scatter;

use crate::domain::Usd;

use super::change::{changed, changed_short};
use super::days::Days;
use super::fact::Fact;
use super::sentence::Sentence;
use super::value::Form;

/// A share, in millionths, from which on a title speaks of it.
const REMARKABLE: i128 = 200_000;

/// The words around a picture.
#[derive(Clone, Debug, Default)]
pub struct ChartWords {
    /// What the picture shows: the longest title first, then shorter ones.
    pub titles: Vec<Sentence>,
    /// The quantity, its unit, the period, and how many incidents there are: the longest first.
    pub subtitles: Vec<Sentence>,
    /// The rule, the source, and what is left out.
    pub footnote: Sentence,
    /// What it shows, for those who do not see it.
    pub description: Sentence,
}

impl ChartWords {
    /// The title, a full stop, and more: how most alt texts begin.
    fn described(titles: &[Sentence], more: Sentence) -> Sentence {
        titles.first().cloned().unwrap_or_default().text(". ").then(more)
    }
}

/// A bar and what stands beside it.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is about.
    pub label: Sentence,
    /// The amount.
    pub value: Sentence,
    /// What stands behind the amount; may be cut short.
    pub note: Sentence,
    /// The day behind the note; never cut.
    pub day: Option<Sentence>,
    /// Its length; none: no loss of it is known.
    pub loss: Option<Usd>,
    /// Whether it gathers what has no bar of its own.
    pub is_rest: bool,
}

/// An amount as pictures show it.
fn amount(fact: &Fact) -> Sentence {
    Sentence::default().number(fact.number(Form::Compact))
}

/// How much was lost in some days: `Q4 2023: $403M lost`, `$1.42B lost from January to November 2023`.
fn lost(loss: &Fact, days: &Days) -> Sentence {
    match days.link() {
        "in" => Sentence::default().days(days).text(": ").then(amount(loss)).text(" lost"),
        _ => amount(loss).text(" lost ").when(days),
    }
}

/// How much was lost in some days, and how that changed from earlier ones: the longest title first.
fn compared_titles(loss: &Fact, days: &Days, earlier: Option<(&Fact, &Days)>) -> Vec<Sentence> {
    let short = || match days.link() {
        "in" => lost(loss, days),
        _ => amount(loss).text(" lost ").short_when(days),
    };
    let compared = earlier.and_then(|(by, earlier)| {
        let long = lost(loss, days).text(", ").then(changed(by, earlier)?);
        Some([long, short().text(", ").then(changed_short(by, earlier)?)])
    });
    compared.into_iter().flatten().chain([lost(loss, days), short()]).collect()
}

/// Sentences in a row, with these words between them.
fn joined(sentences: impl IntoIterator<Item = Sentence>, between: &str) -> Sentence {
    sentences.into_iter().enumerate().fold(Sentence::default(), |all, (position, next)| {
        if position == 0 { next } else { all.text(between).then(next) }
    })
}
