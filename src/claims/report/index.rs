//! The index of many reports.

use crate::claims::days::Days;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Granularity, Span};
use crate::tables::InTable;
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::schema::{Reports, span_name};

/// What the index is called.
pub fn title(subject: &Subject<'_>, granularity: Granularity) -> Sentence {
    let usual = || {
        Sentence::plain("Losses to security incidents by ")
            .text(span_name(granularity))
            .text(", ")
            .days(&subject.days())
    };
    subject.title.map_or_else(usual, |title| Sentence::default().name(title))
}

/// What the whole period cost, and which reports there are.
pub fn lead(subject: &Subject<'_>, granularity: Granularity) -> Sentence {
    let (manifest, days, span) = (subject.manifest, subject.days(), span_name(granularity));
    let count = manifest.incidents;
    let incidents = plural(count, " reported incident", " reported incidents");
    let words = Sentence::default()
        .when(&days)
        .capital()
        .text(", ")
        .number(manifest.number(ManifestFigures::INCIDENTS, Form::Count))
        .text(incidents);
    let words = match manifest.number(ManifestFigures::TOTAL_LOSS_USD, Form::Compact) {
        Some(total) => words.text(" cost ").strong(Some(total)),
        None => words.text(" cost nobody knows how much"),
    };
    words
        .text(". There is a report for each ")
        .text(span)
        .text(" that lies whole within the period and has incidents.")
}

/// Which months, quarters or years have no report, because the period has only a part of them.
pub fn left_out(subject: &Subject<'_>, granularity: Granularity) -> Option<Sentence> {
    let cut: Vec<Span> = subject
        .calendar(granularity)
        .into_iter()
        .filter(|span| !subject.period.holds(*span))
        .collect();
    let words = |span: &Span| {
        Sentence::default()
            .days(&subject.coverage.days(*span))
            .text(", of which the period has ")
            .days(&subject.within(*span))
    };
    let mut cut = cut.iter().map(words);
    let first = Sentence::plain("No report is written for ").then(cut.next()?);
    let words = match cut.next() {
        Some(second) => first.text("; nor for ").then(second),
        None => first,
    };
    Some(words.text("."))
}

/// The days of a row of the table `reports`.
pub fn days(subject: &Subject<'_>, row: InTable<'_, Reports>) -> Option<Days> {
    let span = Span::parse(row.period.as_str()).ok()?;
    Some(subject.coverage.days(span))
}

/// What the table of reports is called.
pub fn caption(granularity: Granularity) -> Sentence {
    Sentence::plain("Reports by ").text(span_name(granularity))
}
