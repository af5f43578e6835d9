//! What the period was like, in a few sentences: the lead of a report.

use crate::claims::change::changed;
use crate::claims::days::Days;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::{Subject, target};
use crate::claims::value::Form;
use crate::domain::Usd;
use crate::tables::InTable;
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::schema::{KeyFigures, LargestIncident};

/// The lead.
pub fn lead(subject: &Subject<'_>) -> Sentence {
    let Some(row) = subject.figures() else { return Sentence::default() };
    let (days, incidents, known) = (subject.days(), row.incidents, row.incidents_known);
    if incidents == 0 {
        let words = Sentence::plain("No incident is reported for ").days(&days).text(".");
        return words.then(not_over(subject));
    }
    let first = match known {
        0 => nobody_knows(row, &days),
        _ => cost(subject, row, &days),
    };
    let lead = first.text(".").then(largest(subject, row));
    let lead = match row.incidents_unknown {
        unknown if unknown > 0 && known > 0 => lead
            .text(plural(unknown, " The loss of ", " The losses of "))
            .number(row.number(KeyFigures::INCIDENTS_UNKNOWN, Form::Count))
            .text(plural(
                unknown,
                " of these incidents is unknown and in no sum.",
                " of these incidents are unknown and in no sum.",
            )),
        _ => lead,
    };
    lead.then(counted_twice(subject)).then(not_over(subject))
}

fn nobody_knows(row: InTable<'_, KeyFigures>, days: &Days) -> Sentence {
    let one = plural(row.incidents, " incident is", " incidents are");
    Sentence::default()
        .number(row.number(KeyFigures::INCIDENTS, Form::Count))
        .text(one)
        .text(" reported for ")
        .days(days)
        .text(", and nobody knows what was lost: no loss is known, which does not mean that there was none")
}

/// What the incidents cost, and how that compares.
fn cost(subject: &Subject<'_>, row: InTable<'_, KeyFigures>, days: &Days) -> Sentence {
    let one = plural(row.incidents, " reported incident", " reported incidents");
    let words = Sentence::default().when(days).capital().text(", ");
    let words = words.number(row.number(KeyFigures::INCIDENTS, Form::Count)).text(one);
    let words = match row.loss_usd {
        Some(Usd::ZERO) => words.text(" cost no money"),
        _ => words.text(" cost ").strong(row.number(KeyFigures::LOSS_USD, Form::Compact)),
    };
    let comparisons = subject.comparisons();
    let changes = comparisons
        .iter()
        .filter(|it| is_mostly_known(row) && is_mostly_known(it.row))
        .filter_map(|it| changed(&it.row.fact(KeyFigures::LOSS_CHANGE_SHARE), &it.days));
    changes.enumerate().fold(words, |words, (position, change)| {
        words.text(if position == 0 { ", " } else { " and " }).then(change)
    })
}

/// Whether most losses of a span are known: a change between sums of few means little.
fn is_mostly_known(row: InTable<'_, KeyFigures>) -> bool {
    row.incidents_known >= row.incidents_unknown
}

/// What may be counted twice: who publishes the total must know.
fn counted_twice(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest;
    if manifest.fact(ManifestFigures::POSSIBLE_DUPLICATES_LOSS_USD).positive().is_none() {
        return Sentence::default();
    }
    let pairs = manifest.possible_duplicates_pairs;
    let (begin, least) =
        if subject.knows_all_pairs() { (" ", "") } else { (" At least ", "at least ") };
    Sentence::plain(begin)
        .number(manifest.number(ManifestFigures::POSSIBLE_DUPLICATES_LOSS_USD, Form::Compact))
        .text(" may be counted twice: ")
        .text(least)
        .number(manifest.number(ManifestFigures::POSSIBLE_DUPLICATES_PAIRS, Form::Count))
        .text(plural(pairs, " pair of reports", " pairs of reports"))
        .text(plural(pairs, " may tell of one event.", " may each tell of one event."))
}

/// The largest loss, and what part of the total it is; or that several are as large.
fn largest(subject: &Subject<'_>, row: InTable<'_, KeyFigures>) -> Sentence {
    let mut rows = subject.tables.largest_incidents.iter();
    let Some(first) = rows.next() else { return Sentence::default() };
    let at = |row: InTable<'_, LargestIncident>| {
        let day = row.number(LargestIncident::DATE, Form::DayWords);
        Sentence::default().name(&target(&row)).text(" on ").number(day)
    };
    let loss =
        || Sentence::default().number(first.number(LargestIncident::LOSS_USD, Form::Compact));
    let equal: Vec<InTable<'_, LargestIncident>> =
        rows.filter(|row| row.loss_usd == first.loss_usd).collect();
    match equal.as_slice() {
        [] => {}
        [other] => {
            return Sentence::plain(" The two largest losses, at ")
                .then(at(first))
                .text(" and at ")
                .then(at(*other))
                .text(", were ")
                .then(loss())
                .text(" each.");
        }
        _ => {
            return Sentence::plain(" Several losses are the largest, at ")
                .then(loss())
                .text(" each.");
        }
    }
    let words =
        Sentence::plain(" The largest loss, at ").then(at(first)).text(", was ").then(loss());
    if row.incidents_known < 2 {
        return words.text(".");
    }
    words
        .text(": ")
        .number(row.number(KeyFigures::LARGEST_SHARE, Form::Percent))
        .text(" of the total.")
}

/// What there is to say of a period that the reports do not cover to its end.
fn not_over(subject: &Subject<'_>) -> Sentence {
    let (span, as_of) = (subject.span, subject.coverage.as_of());
    if !subject.is_cut() {
        return Sentence::default();
    }
    let words = if as_of < span.first() {
        Sentence::plain(" The reports go up to ").day(as_of).text(", before this period begins")
    } else {
        let words =
            Sentence::plain(" The period is not over in these reports, which go up to ").day(as_of);
        if subject.comparisons().is_empty() {
            words
        } else {
            words.text("; earlier periods are compared over as much of them")
        }
    };
    words.text(". If they are complete up to a later day, say so with ").code("--as-of").text(".")
}
