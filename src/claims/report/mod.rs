//! What a report says: the sentences of its sections and its index, and what its tables are called.

pub mod incidents;
pub mod index;
pub mod key_figures;
pub mod labels;
pub mod lead;
pub mod method;
pub mod quality;
pub mod series;
pub mod sizes;
pub mod years;

use super::sentence::Sentence;
use super::subject::Subject;

/// The title of a report.
pub fn title(subject: &Subject<'_>) -> Sentence {
    let usual = || Sentence::plain("Losses to security incidents, ").days(&subject.days());
    subject.title.map_or_else(usual, |title| Sentence::default().name(title))
}

/// What a table is called: these words and the period.
pub fn caption(words: &str, subject: &Subject<'_>) -> Sentence {
    Sentence::plain(words).days(&subject.days())
}
