//! Every loss over time: `losses_over_time`.

use crate::claims::events::Events;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::Sentence;
use crate::claims::sheet::Row;
use crate::claims::subject::Subject;
use crate::claims::value::Form;

use super::{ChartWords, joined};

/// How many of the largest losses the alt text names.
const NAMED: usize = 10;

/// The words.
#[must_use]
pub fn losses_over_time(subject: &Subject<'_>, events: &Events) -> ChartWords {
    let titles = titles(subject, events);
    let subtitles =
        subject.subtitles(&Sentence::plain("Each dot is one incident: its loss by date"));
    let largest = events.positive().iter().take(NAMED).filter_map(|it| it.named(&it.name));
    let more = Sentence::plain("Dots over time; the largest: ")
        .then(joined(largest, ", "))
        .text(". ")
        .then(numbers_in("incidents"));
    let description = ChartWords::described(&titles, more);
    ChartWords { titles, subtitles, footnote: subject.source(), description }
}

/// The median, and what the largest make up.
fn titles(subject: &Subject<'_>, events: &Events) -> Vec<Sentence> {
    let Some(first) = events.positive().first() else { return vec![subject.nothing()] };
    let largest = first.named(&first.name).unwrap_or_default();
    let manifest = subject.manifest();
    if manifest.count("incidents_known") == 1 {
        return vec![Sentence::plain("The only known loss: ").then(largest)];
    }
    let alone = Sentence::plain("The largest of ")
        .number(manifest.number("incidents_known", Form::Count))
        .text(" known losses: ")
        .then(largest.clone());
    let is_top = |row: &Row<'_>| row.text("basis") == "all" && row.count("largest") == 10;
    let top = subject.sheets.get("loss_concentration").rows().find(is_top);
    // Of eleven losses, the ten largest are no finding.
    let few = |row: &Row<'_>| row.count("incidents") * 2 <= manifest.count("incidents_known");
    let median = subject.figures().and_then(|row| row.number("median_loss_usd", Form::Compact));
    match top.filter(few).zip(median) {
        Some((row, median)) => {
            let half = Sentence::plain("The median loss is ").number(Some(median));
            let make_up = half
                .clone()
                .text("; the ")
                .number(row.number("incidents", Form::Words))
                .text(" largest make up ")
                .number(row.number("loss_share", Form::Percent));
            vec![make_up.clone().text(" of the money"), make_up, half, alone, largest]
        }
        None => vec![alone, largest],
    }
}
