//! How good the data is: what was read, found, left out and may be counted twice.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::tables::schema::FindingsByCode;
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::{Column, InTable};

/// What is said where nothing was found.
pub fn no_findings() -> Sentence {
    Sentence::plain("There is nothing to say against any report.")
}

/// Files, unknown losses, duplicates, and what lies outside of the period.
pub fn points(subject: &Subject<'_>) -> Vec<Sentence> {
    let manifest = subject.manifest;
    let number = |column: Column<ManifestFigures>| manifest.number(column, Form::Count);
    let mut points = vec![files(manifest), unknown(manifest)];
    if manifest.duplicates > 0 {
        points.push(duplicates(manifest));
    }
    points.push(possible_duplicates(subject));
    if manifest.outside_period > 0 {
        points.push(
            Sentence::plain("Outside of the period: ")
                .number(number(ManifestFigures::OUTSIDE_PERIOD))
                .text(plural(manifest.outside_period, " loaded report", " loaded reports"))
                .text(", in no sum of it; those before it serve for comparison."),
        );
    }
    points
}

fn files(manifest: InTable<'_, ManifestFigures>) -> Sentence {
    let number = |column: Column<ManifestFigures>| manifest.number(column, Form::Count);
    let warned = match manifest.files_recovered {
        0 => Sentence::plain("None"),
        _ => Sentence::default().number(number(ManifestFigures::FILES_RECOVERED)),
    };
    let one =
        if manifest.files_recovered > 1 { " of the loaded have" } else { " of the loaded has" };
    Sentence::plain("Files: ")
        .number(number(ManifestFigures::FILES_SEEN))
        .text(" seen, of which ")
        .number(number(ManifestFigures::FILES_LOADED))
        .text(" loaded, ")
        .number(number(ManifestFigures::FILES_REJECTED))
        .text(" rejected and ")
        .number(number(ManifestFigures::FILES_SKIPPED))
        .text(" skipped. ")
        .then(warned)
        .text(one)
        .text(" a warning: a fault that was mended, or something that deserves a look.")
}

fn unknown(manifest: InTable<'_, ManifestFigures>) -> Sentence {
    let number = |column: Column<ManifestFigures>| manifest.number(column, Form::Count);
    if manifest.incidents_unknown == 0 {
        return Sentence::plain("Unknown losses: none in the period.");
    }
    Sentence::plain("Unknown losses: ")
        .number(number(ManifestFigures::INCIDENTS_UNKNOWN))
        .text(" of ")
        .number(number(ManifestFigures::INCIDENTS))
        .text(plural(manifest.incidents, " incident", " incidents"))
        .text(" of the period. They are counted as incidents and are in no sum, mean or median.")
}

fn duplicates(manifest: InTable<'_, ManifestFigures>) -> Sentence {
    let words = Sentence::plain("Duplicates: ")
        .number(manifest.number(ManifestFigures::DUPLICATES, Form::Count))
        .text(plural(manifest.duplicates, " report tells", " reports tell"))
        .text(" of an incident that another report is counted for; ");
    match manifest.fact(ManifestFigures::DUPLICATES_LOSS_USD).positive() {
        Some(_) => words
            .number(manifest.number(ManifestFigures::DUPLICATES_LOSS_USD, Form::Dollars))
            .text(" is not counted twice."),
        None => words.text("no known loss is counted twice."),
    }
}

fn possible_duplicates(subject: &Subject<'_>) -> Sentence {
    let (manifest, all) = (subject.manifest, subject.knows_all_pairs());
    let least = if all { "" } else { "at least " };
    let pairs = manifest.possible_duplicates_pairs;
    if pairs == 0 {
        return Sentence::plain("Possible duplicates: none is left open.");
    }
    let words = Sentence::plain("Possible duplicates: ")
        .text(least)
        .number(manifest.number(ManifestFigures::POSSIBLE_DUPLICATES_PAIRS, Form::Count))
        .text(plural(pairs, " pair of reports may tell", " pairs of reports may tell"))
        .text(" of one event, and no rule says whether; ");
    match manifest.fact(ManifestFigures::POSSIBLE_DUPLICATES_LOSS_USD).positive() {
        Some(_) => words
            .text(least)
            .number(manifest.number(ManifestFigures::POSSIBLE_DUPLICATES_LOSS_USD, Form::Dollars))
            .text(" may be counted twice."),
        None if all => words.text("no known loss is counted twice."),
        None => words.text("no known loss of these is counted twice."),
    }
}

/// What a kind of finding means; words between backticks are code.
pub fn meaning(row: InTable<'_, FindingsByCode>) -> Sentence {
    let parts = row.meaning.as_str().split('`').enumerate();
    parts.fold(Sentence::default(), |words, (position, part)| match position % 2 {
        _ if part.is_empty() => words,
        0 => words.text(part),
        _ => words.code(part),
    })
}
