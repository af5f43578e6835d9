//! How good the data is: what was read, found, left out and may be counted twice.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::sheet::Row;
use crate::claims::subject::Subject;
use crate::claims::value::Form;

/// What is said where nothing was found.
#[must_use]
pub fn no_findings() -> Sentence {
    Sentence::plain("There is nothing to say against any report.")
}

/// Files, unknown losses, duplicates, and what lies outside of the period.
#[must_use]
pub fn points(subject: &Subject<'_>) -> Vec<Sentence> {
    let manifest = subject.manifest();
    let number = |column: &'static str| manifest.number(column, Form::Count);
    let mut points = vec![files(manifest), unknown(manifest)];
    if manifest.count("duplicates") > 0 {
        points.push(duplicates(manifest));
    }
    points.push(possible_duplicates(subject));
    if manifest.count("outside_period") > 0 {
        points.push(
            Sentence::plain("Outside of the period: ")
                .number(number("outside_period"))
                .text(plural(manifest.count("outside_period"), " loaded report", " loaded reports"))
                .text(", in no sum of it; those before it serve for comparison."),
        );
    }
    points
}

fn files(manifest: Row<'_>) -> Sentence {
    let number = |column: &'static str| manifest.number(column, Form::Count);
    let warned = match manifest.count("files.recovered") {
        0 => Sentence::plain("None"),
        _ => Sentence::default().number(number("files.recovered")),
    };
    let one = if manifest.count("files.recovered") > 1 {
        " of the loaded have"
    } else {
        " of the loaded has"
    };
    Sentence::plain("Files: ")
        .number(number("files.seen"))
        .text(" seen, of which ")
        .number(number("files.loaded"))
        .text(" loaded, ")
        .number(number("files.rejected"))
        .text(" rejected and ")
        .number(number("files.skipped"))
        .text(" skipped. ")
        .then(warned)
        .text(one)
        .text(" a warning: a fault that was mended, or something that deserves a look.")
}

fn unknown(manifest: Row<'_>) -> Sentence {
    let number = |column: &'static str| manifest.number(column, Form::Count);
    if manifest.count("incidents_unknown") == 0 {
        return Sentence::plain("Unknown losses: none in the period.");
    }
    Sentence::plain("Unknown losses: ")
        .number(number("incidents_unknown"))
        .text(" of ")
        .number(number("incidents"))
        .text(plural(manifest.count("incidents"), " incident", " incidents"))
        .text(" of the period. They are counted as incidents and are in no sum, mean or median.")
}

fn duplicates(manifest: Row<'_>) -> Sentence {
    let words = Sentence::plain("Duplicates: ")
        .number(manifest.number("duplicates", Form::Count))
        .text(plural(manifest.count("duplicates"), " report tells", " reports tell"))
        .text(" of an incident that another report is counted for; ");
    match manifest.fact("duplicates_loss_usd").positive() {
        Some(_) => words
            .number(manifest.number("duplicates_loss_usd", Form::Dollars))
            .text(" is not counted twice."),
        None => words.text("no known loss is counted twice."),
    }
}

fn possible_duplicates(subject: &Subject<'_>) -> Sentence {
    let (manifest, all) = (subject.manifest(), subject.knows_all_pairs());
    let least = if all { "" } else { "at least " };
    let pairs = manifest.count("possible_duplicates.pairs");
    if pairs == 0 {
        return Sentence::plain("Possible duplicates: none is left open.");
    }
    let words = Sentence::plain("Possible duplicates: ")
        .text(least)
        .number(manifest.number("possible_duplicates.pairs", Form::Count))
        .text(plural(pairs, " pair of reports may tell", " pairs of reports may tell"))
        .text(" of one event, and no rule says whether; ");
    match manifest.fact("possible_duplicates.loss_usd").positive() {
        Some(_) => words
            .text(least)
            .number(manifest.number("possible_duplicates.loss_usd", Form::Dollars))
            .text(" may be counted twice."),
        None if all => words.text("no known loss is counted twice."),
        None => words.text("no known loss of these is counted twice."),
    }
}

/// What a kind of finding means; words between backticks are code.
#[must_use]
pub fn meaning(row: Row<'_>) -> Sentence {
    let parts = row.text("meaning").split('`').enumerate();
    parts.fold(Sentence::default(), |words, (position, part)| match position % 2 {
        _ if part.is_empty() => words,
        0 => words.text(part),
        _ => words.code(part),
    })
}
