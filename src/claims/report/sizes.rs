//! How losses spread over sizes, and how much the largest make up.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::sheet::Row;
use crate::claims::subject::Subject;
use crate::claims::value::Form;

/// What the largest losses make up.
#[must_use]
pub fn spread(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest();
    if manifest.count("incidents") == 0 {
        return Sentence::plain("There is no incident in the period.");
    }
    if manifest.count("incidents_known") == 0 {
        return Sentence::plain("No loss is known, so there are no sizes to compare.");
    }
    let bands = subject.sheets.get("losses_by_size");
    let largest = bands.rows().rev().find(|it| it.fact("loss_usd").positive().is_some());
    let Some(band) = largest else {
        return Sentence::plain("No incident of the period cost any money.");
    };
    let (count, name) = (band.count("incidents"), band.text("band"));
    let of = if name.starts_with("under") { "" } else { "of " };
    let words = Sentence::default()
        .number(band.number("incidents", Form::Count))
        .text(plural(count, " incident", " incidents"))
        .text(" with a loss ")
        .text(of)
        .name(name)
        .text(plural(count, " makes up ", " make up "))
        .number(band.number("loss_share", Form::Percent))
        .text(" of the total.");
    let concentration = subject.sheets.get("loss_concentration");
    let of = |basis: &str, largest: i64| {
        concentration.rows().find(|it| it.text("basis") == basis && it.count("largest") == largest)
    };
    match of("all", 5).zip(of("without_largest", 5)) {
        Some((all, rest)) if rest.count("incidents") > 0 && all.count("incidents") == 5 => words
            .text(" The ")
            .number(all.number("largest", Form::Words))
            .text(" largest losses together make up ")
            .number(all.number("loss_share", Form::Percent))
            .text(". Without the largest of all, ")
            .number(rest.number("of_loss_usd", Form::Compact))
            .text(" is left."),
        _ => words,
    }
}

/// What a row of the concentration is about: `The largest`, `The 5 largest`.
#[must_use]
pub fn largest(row: Row<'_>) -> Sentence {
    match row.count("largest") {
        1 => Sentence::plain("The largest"),
        _ => Sentence::plain("The ").number(row.number("largest", Form::Plain)).text(" largest"),
    }
}
