//! Method and definitions; files and checksums.

use crate::claims::sentence::Sentence;
use crate::claims::subject::Subject;

/// What the words of a report mean.
const TERMS: [(&str, &str); 9] = [
    (
        "Loss",
        "US dollars at the time of the event, as the report states it; not adjusted for inflation, for later prices or for money that was returned. It is known, which includes zero, or unknown.",
    ),
    (
        "Unknown",
        "Nobody knows the loss. Such an incident counts as an incident and is in no sum, mean or median: unknown is not zero.",
    ),
    (
        "Involved loss",
        "A label's sum over all incidents that carry it, each in full. It overlaps between labels and is never added up.",
    ),
    (
        "Allocated loss",
        "A label's part when each loss is divided equally among the labels of its incident. Cents that are left over go one each to the labels first in alphabetical order. It adds up to the total, to the cent.",
    ),
    ("Median and mean", "Of known losses only, rounded to the cent, half to even."),
    (
        "Concentration",
        "The joint share of the largest losses in the total, as economists measure markets.",
    ),
    (
        "Comparison",
        "Only like with like: with the span of the same length before the period, and with the same span a year before. Of a period that is not over, the others are cut to the same days or to as many.",
    ),
    (
        "Duplicates",
        "Reports that share a target, lie within a week of each other, and whose losses are alike or partly unknown, are possible duplicates. Nothing is merged unless a rule, written down with its reason, says so.",
    ),
    (
        "Source",
        "Incident reports: one file for each incident. Every number of this report is in a table beside it, and each row names its reports.",
    ),
];

/// Terms and what they mean.
pub fn terms(subject: &Subject<'_>) -> Vec<(String, Sentence)> {
    let span = subject.span;
    let period = Sentence::plain("From ")
        .name(&span.first().to_string())
        .text(" to ")
        .name(&span.last().to_string())
        .text(", both included. An incident belongs to the day that its report states.");
    let complete = Sentence::plain("The reports are taken to be complete up to ")
        .day(subject.coverage.as_of())
        .text(": the day given with ")
        .code("--as-of")
        .text(", else that of the newest report. A month, quarter or year is called by its name alone only if they go to its end.");
    let terms = TERMS.map(|(term, meaning)| (term.to_owned(), Sentence::plain(meaning)));
    [("Period".to_owned(), period), ("Completeness".to_owned(), complete)]
        .into_iter()
        .chain(terms)
        .collect()
}

/// How the report can be verified.
pub fn verifying() -> Sentence {
    Sentence::plain("Each statement of the report and its pictures is listed in ")
        .code("facts.json")
        .text(", each number of it with its table, row and column. ")
        .code("lossbook verify")
        .text(" computes all of them again.")
}

/// What stands beside the report.
pub fn files() -> Sentence {
    Sentence::plain("These files stand beside the report. ")
        .code("manifest.json")
        .text(" has the checksums of all of them and of the report itself.")
}
