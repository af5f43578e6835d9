//! Every loss over time: `losses_over_time`.

use crate::claims::events::Events;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::Sentence;
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::tables::InTable;
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::schema::{Concentration, KeyFigures, names};
use crate::tables::transforms::largest::ALL;

use super::{ChartWords, joined};

/// How many of the largest losses the alt text names.
const NAMED: usize = 10;

/// Up to so many losses, each is a dot of its own: more would be one blot.
const MOST_DOTS: usize = 3000;

/// Whether there are too many losses for dots.
pub fn is_crowded(events: &Events<'_>) -> bool {
    events.positive().len() > MOST_DOTS
}

/// The words.
pub fn losses_over_time(subject: &Subject<'_>, events: &Events<'_>) -> ChartWords {
    let titles = titles(subject, events);
    let subtitle = if is_crowded(events) {
        "Incidents by date and loss: the darker, the more of them"
    } else {
        "Each dot is one incident: its loss by date"
    };
    let subtitles = subject.subtitles(&Sentence::plain(subtitle));
    let largest = events.positive().iter().take(NAMED).filter_map(|it| it.named(&it.name()));
    let marks = if is_crowded(events) { "Areas" } else { "Dots" };
    let more = Sentence::plain(&format!("{marks} over time; the largest: "))
        .then(joined(largest, ", "))
        .text(". ")
        .then(numbers_in(names::INCIDENTS));
    let description = ChartWords::described(&titles, more);
    ChartWords { titles, subtitles, footnote: subject.source(), description }
}

/// The median, and what the largest make up.
fn titles(subject: &Subject<'_>, events: &Events<'_>) -> Vec<Sentence> {
    let Some(first) = events.positive().first() else { return vec![subject.nothing()] };
    let largest = first.named(&first.name()).unwrap_or_default();
    let manifest = subject.manifest;
    if manifest.incidents_known == 1 {
        return vec![Sentence::plain("The only known loss: ").then(largest)];
    }
    let alone = Sentence::plain("The largest of ")
        .number(manifest.number(ManifestFigures::INCIDENTS_KNOWN, Form::Count))
        .text(" known losses: ")
        .then(largest.clone());
    let is_top = |row: &InTable<'_, Concentration>| row.basis == ALL && row.largest == 10;
    let top = subject.tables.concentration.iter().find(is_top);
    // Of eleven losses, the ten largest are no finding.
    let few = |row: &InTable<'_, Concentration>| row.incidents * 2 <= manifest.incidents_known;
    let median =
        subject.figures().and_then(|row| row.number(KeyFigures::MEDIAN_LOSS_USD, Form::Compact));
    match top.filter(few).zip(median) {
        Some((row, median)) => {
            let half = Sentence::plain("The median loss is ").number(Some(median));
            let make_up = half
                .clone()
                .text("; the ")
                .number(row.number(Concentration::INCIDENTS, Form::Words))
                .text(" largest make up ")
                .number(row.number(Concentration::LOSS_SHARE, Form::Percent));
            vec![make_up.clone().text(" of the money"), make_up, half, alone, largest]
        }
        None => vec![alone, largest],
    }
}
