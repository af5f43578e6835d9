//! Faults of what a report says, and of the files beside the reports.

use super::{Explanation, USUAL_REPORT, fields, told};

pub(crate) const REPEATED_KEY: Explanation = Explanation {
    title: "Key that stands twice",
    why: "Two values contradict each other, and taking either would be a guess.",
    faulty: fields(&[("loss", "loss: 26000000\nloss: 2600000")]),
    mended: USUAL_REPORT,
    remedy: "Keep the line that is right and delete the other. Two spellings of one key (`loss`, `Loss`) count as the same.",
};

pub(crate) const BAD_VALUE: Explanation = Explanation {
    title: "Nested value",
    why: "A field holds one text, or a list of texts; what is nested deeper has no place in the tables.",
    faulty: fields(&[("attack-types", "attack-types:\n  cause: Private Key Leak")]),
    mended: USUAL_REPORT,
    remedy: "Write one text on the line of the key, or one `- text` a line below it.",
};

pub(crate) const BAD_DATE: Explanation = Explanation {
    title: "Date that is not one day",
    why: "The day decides in which month a loss counts. Nothing is guessed: `11/12/2023` is two different days in two countries, `2018-11` is none, and where the file name says another day than a date that cannot be read, nobody knows which is right.",
    faulty: fields(&[("date", "date: 11/12/2023")]),
    mended: fields(&[("date", "date: 2023-12-11")]),
    remedy: "Write the day as YYYY-MM-DD.",
};

pub(crate) const MISSING_DATE: Explanation = Explanation {
    title: "No date",
    why: "An incident without a day has no place in the tables by month, so the sums would differ between tables.",
    faulty: fields(&[("date", "")]),
    mended: USUAL_REPORT,
    remedy: "Add the day of the event, `date: 2023-11-20`, or begin the name of the file with it.",
};

pub(crate) const COMMENT_LEFT_OUT: Explanation = Explanation {
    title: "Text that YAML takes for a comment",
    why: "Behind a blank, `#` begins a comment in YAML: of `- Ape #1` the label is `Ape`, and of `- #phishing` nothing is left. Two labels may become one without anybody having meant it.",
    faulty: fields(&[("target-entities", "target-entities:\n  - Ape #1")]),
    mended: fields(&[("target-entities", "target-entities:\n  - \"Ape #1\"")]),
    remedy: "Put the whole text between double quotes if `#` belongs to it. If it is a comment, put it on a line of its own.",
};

pub(crate) const LEFT_OUT_KEY: Explanation = Explanation {
    title: "Older name beside the documented key",
    why: "The documented key counts, and what stands under the older name of it does not: a label that stands only there is missing from the tables.",
    faulty: fields(&[("attack-types", "attack-types: Phishing\ncategories: Social Engineering")]),
    mended: fields(&[("attack-types", "attack-types:\n  - Phishing\n  - Social Engineering")]),
    remedy: "Move what belongs to the incident to the documented key, and delete the other line.",
};

pub(crate) const DATE_SPELLING: Explanation = Explanation {
    title: "Date in another spelling",
    why: "The day is certain, but tools that sort or compare dates as text need them all written in one way.",
    faulty: fields(&[("date", "date: November 20, 2023")]),
    mended: USUAL_REPORT,
    remedy: "Write the day as YYYY-MM-DD.",
};

pub(crate) const TIME_OF_DAY: Explanation = Explanation {
    title: "Time of day",
    why: "The tables count by day. Which day it was can depend on the time zone, so have a look.",
    faulty: fields(&[("date", "date: 2023-11-20T23:30:00Z")]),
    mended: USUAL_REPORT,
    remedy: "Leave only the day; the time can stand in the body.",
};

pub(crate) const DATE_FROM_FILE_NAME: Explanation = Explanation {
    title: "Date taken from the file name",
    why: "The file name is often the day of writing, not the day of the event. It stands in where the front matter says nothing of the day, or what it says leaves only this day.",
    faulty: fields(&[("date", "")]).named("2023-11-20-acme.md"),
    mended: USUAL_REPORT.named("2023-11-20-acme.md"),
    remedy: "Add the day of the event to the front matter.",
};

pub(crate) const DATE_DIFFERS: Explanation = Explanation {
    title: "Two different dates",
    why: "One of the two is probably a slip, and it decides in which month the loss counts. `date` was taken.",
    faulty: USUAL_REPORT.named("2023-11-18-acme.md"),
    mended: USUAL_REPORT.named("2023-11-20-acme.md"),
    remedy: "Correct the one that is wrong.",
};

pub(crate) const NO_LABELS: Explanation = Explanation {
    title: "No label",
    why: "The incident counts under `(unclassified)`, which says nothing about where the money went.",
    faulty: fields(&[("entity-types", "")]),
    mended: USUAL_REPORT,
    remedy: "Add at least one label of each kind: `attack-types`, `entity-types`, `target-entities`.",
};

pub(crate) const COMMA_IN_LABEL: Explanation = Explanation {
    title: "Several labels in one text",
    why: "A loss is divided among the labels of an incident, so it matters how many there are.",
    faulty: fields(&[("attack-types", "attack-types: Private Key Leak, Phishing")]),
    mended: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Write one `- label` a line.",
};

pub(crate) const MISSING_LOSS: Explanation = Explanation {
    title: "No loss",
    why: "The incident counts with an unknown loss, and is in no sum. Without a word nobody can tell whether the author did not know it, or wrote it under another key.",
    faulty: fields(&[("loss", "")]),
    mended: fields(&[("loss", "loss: unknown")]),
    remedy: "Add a line `loss: 26000000`, in US dollars, or `loss: unknown`.",
};

pub(crate) const EARLIER_DAY: Explanation = Explanation {
    title: "Earlier day under another key",
    why: "Where `date` is the day of publication, every loss counts in a later month or year than that of the event.",
    faulty: fields(&[("date", "date: 2023-11-20\nincident_start_date: 2022-05-06")]),
    mended: fields(&[("date", "date: 2022-05-06\npublished: 2023-11-20")]),
    remedy: "Look up when it happened. If that is the other day, write it as `date`. Keys that speak of publication, of an end or of another event are never told.",
};

pub(crate) const MISSING_TITLE: Explanation = Explanation {
    title: "No title",
    why: "The file name stands in its place, in the tables and on charts.",
    faulty: fields(&[("title", "")]),
    mended: USUAL_REPORT,
    remedy: "Add a line `title: \"...\"`.",
};

pub(crate) const QUOTED_TITLE: Explanation = Explanation {
    title: "Title in typographic quotes",
    why: "YAML takes them for letters, so they would show in the tables.",
    faulty: fields(&[("title", "title: “Acme loses its keys”")]),
    mended: USUAL_REPORT,
    remedy: "Use plain double quotes (`\"`), or none.",
};

pub(crate) const KEY_SPELLING: Explanation = Explanation {
    title: "Key in another spelling",
    why: "It was read as the documented key, but other tools look for that one only.",
    faulty: fields(&[("loss", "Loss: 26000000")]),
    mended: USUAL_REPORT,
    remedy: "Write the key as the documentation does: `date`, `title`, `loss`, `attack-types`, `entity-types`, `target-entities`, `tags`.",
};

pub(crate) const NEAR_MISS_KEY: Explanation = Explanation {
    title: "Key that is nearly a known one",
    why: "Other keys are none of our business, but this one looks like a slip of the finger, and what stands behind it is in no table.",
    faulty: fields(&[("tags", "tgas: [Lazarus]")]),
    mended: fields(&[("tags", "tags: [Lazarus]")]),
    remedy: "Correct the key, if the known one was meant.",
};

pub(crate) const POSSIBLE_DUPLICATE: Explanation = Explanation {
    title: "Report that may be a duplicate",
    why: "Two reports about one event count its loss twice, in every sum.",
    faulty: told(
        "`2023-11-18-Kronos.md` and `2023-11-20-Kronos-research.md`, both about Kronos and a loss of 26 million",
    ),
    mended: told(
        "a file `duplicates.yaml` beside the reports that says whether they are `same` or `distinct`, and why",
    ),
    remedy: "Read both reports. Write into the duplicates file that they are `same`, with the one to keep first, or `distinct`.",
};

pub(crate) const TITLE_LOSS_DIFFERS: Explanation = Explanation {
    title: "Loss that the title contradicts",
    why: "One of the two is wrong, often by a zero too few or too many.",
    faulty: fields(&[("title", "title: \"Acme loses $26 million\""), ("loss", "loss: 2600000")]),
    mended: fields(&[("title", "title: \"Acme loses $26 million\"")]),
    remedy: "Look the amount up, and correct the one that is wrong. `loss` is what counts.",
};

pub(crate) const UNKNOWN_LABEL: Explanation = Explanation {
    title: "Label that the taxonomy does not know",
    why: "The label is kept, but a slip of the finger makes a label of its own, and its losses are missing from the one that was meant.",
    faulty: fields(&[("attack-types", "attack-types:\n  - Private Key Leek")]),
    mended: USUAL_REPORT,
    remedy: "If it is another name of a known label, write that one, or add it to its `aliases` in the taxonomy (`--taxonomy FILE`). If it is new, add it as an entry.",
};

pub(crate) const UNUSED_LABEL: Explanation = Explanation {
    title: "Entry of the taxonomy without a report",
    why: "It does no harm, but may be misspelled, so that reports miss it.",
    faulty: told(
        "a taxonomy given with `--taxonomy` that names `Private Key Leek`, and no report that carries it",
    ),
    mended: told("the entry spelled as the reports do, or deleted"),
    remedy: "Compare it with the labels in the reports; correct it or delete it.",
};

pub(crate) const UNUSED_RULE: Explanation = Explanation {
    title: "Rule of the duplicates file without its reports",
    why: "A rule that applies to nothing decides nothing: reports that were renamed count twice again.",
    faulty: told("a rule that names `2023-11-18-Kronos.md`, and no report of that path"),
    mended: told("the rule with the paths that the reports have now"),
    remedy: "Correct the paths in the rule, or delete it.",
};
