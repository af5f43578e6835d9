//! How losses spread over sizes, and how much the largest make up.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::tables::InTable;
use crate::tables::schema::{BySize, Concentration};
use crate::tables::transforms::largest::{ALL, WITHOUT_LARGEST};

/// What the largest losses make up.
pub fn spread(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest;
    if manifest.incidents == 0 {
        return Sentence::plain("There is no incident in the period.");
    }
    if manifest.incidents_known == 0 {
        return Sentence::plain("No loss is known, so there are no sizes to compare.");
    }
    let bands = &subject.tables.by_size;
    let largest = bands.iter().rev().find(|it| it.fact(BySize::LOSS_USD).positive().is_some());
    let Some(band) = largest else {
        return Sentence::plain("No incident of the period cost any money.");
    };
    let (count, name) = (band.incidents, band.band.as_str());
    let of = if name.starts_with("under") { "" } else { "of " };
    let words = Sentence::default()
        .number(band.number(BySize::INCIDENTS, Form::Count))
        .text(plural(count, " incident", " incidents"))
        .text(" with a loss ")
        .text(of)
        .name(name)
        .text(plural(count, " makes up ", " make up "))
        .number(band.number(BySize::LOSS_SHARE, Form::Percent))
        .text(" of the total.");
    let concentration = &subject.tables.concentration;
    let of = |basis: &str, largest: i64| {
        concentration.iter().find(|it| it.basis == basis && it.largest == largest)
    };
    match of(ALL, 5).zip(of(WITHOUT_LARGEST, 5)) {
        Some((all, rest)) if rest.incidents > 0 && all.incidents == 5 => words
            .text(" The ")
            .number(all.number(Concentration::LARGEST, Form::Words))
            .text(" largest losses together make up ")
            .number(all.number(Concentration::LOSS_SHARE, Form::Percent))
            .text(". Without the largest of all, ")
            .number(rest.number(Concentration::OF_LOSS_USD, Form::Compact))
            .text(" is left."),
        _ => words,
    }
}

/// What a row of the concentration is about: `The largest`, `The 5 largest`.
pub fn largest(row: InTable<'_, Concentration>) -> Sentence {
    match row.largest {
        1 => Sentence::plain("The largest"),
        _ => Sentence::plain("The ")
            .number(row.number(Concentration::LARGEST, Form::Plain))
            .text(" largest"),
    }
}
