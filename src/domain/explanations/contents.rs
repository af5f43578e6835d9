//! Errors in what a report says, and in the files next to the reports.

use super::{Explanation, USUAL_REPORT, described, fields};

pub(crate) const REPEATED_KEY: Explanation = Explanation {
    title: "Key that appears twice",
    why: "The two values contradict each other, and choosing either one would be a guess.",
    example: fields(&[("loss", "loss: 26000000\nloss: 2600000")]),
    fixed: USUAL_REPORT,
    remedy: "Keep the correct line and delete the other. Two spellings of one key (`loss`, `Loss`) count as the same.",
};

pub(crate) const BAD_VALUE: Explanation = Explanation {
    title: "Nested value",
    why: "A field holds one text or a list of texts; there is no place in the tables for anything nested deeper.",
    example: fields(&[("attack-types", "attack-types:\n  cause: Private Key Leak")]),
    fixed: USUAL_REPORT,
    remedy: "Write one text on the same line as the key, or one `- text` per line below it.",
};

pub(crate) const BAD_DATE: Explanation = Explanation {
    title: "Date that is not a single day",
    why: "The day decides in which month a loss is counted. Nothing is guessed: `11/12/2023` is a different day in different countries, `2018-11` is not a day, and if the file name gives another day than a date that cannot be read, it is unclear which is right.",
    example: fields(&[("date", "date: 11/12/2023")]),
    fixed: fields(&[("date", "date: 2023-12-11")]),
    remedy: "Write the day as YYYY-MM-DD.",
};

pub(crate) const MISSING_DATE: Explanation = Explanation {
    title: "No date",
    why: "An incident without a day cannot be placed in the tables by month, so the sums would differ between tables.",
    example: fields(&[("date", "")]),
    fixed: USUAL_REPORT,
    remedy: "Add the day of the event, `date: 2023-11-20`, or begin the file name with it.",
};

pub(crate) const COMMENT_LEFT_OUT: Explanation = Explanation {
    title: "Text that YAML treats as a comment",
    why: "After a space, `#` begins a comment in YAML: `- Ape #1` gives the label `Ape`, and `- #phishing` gives none. Two different labels may become one by accident.",
    example: fields(&[("target-entities", "target-entities:\n  - Ape #1")]),
    fixed: fields(&[("target-entities", "target-entities:\n  - \"Ape #1\"")]),
    remedy: "Put the whole text in double quotes if the `#` belongs to it. If it is a comment, move it to a line of its own.",
};

pub(crate) const LEFT_OUT_KEY: Explanation = Explanation {
    title: "Older name alongside the documented key",
    why: "The documented key takes precedence, and the value of the older name is ignored: a label that is only there is missing from the tables.",
    example: fields(&[("attack-types", "attack-types: Phishing\ncategories: Social Engineering")]),
    fixed: fields(&[("attack-types", "attack-types:\n  - Phishing\n  - Social Engineering")]),
    remedy: "Move what belongs to the incident to the documented key, and delete the other line.",
};

pub(crate) const DATE_SPELLING: Explanation = Explanation {
    title: "Date in another spelling",
    why: "The day is clear, but tools that sort or compare dates as text need all of them in the same format.",
    example: fields(&[("date", "date: November 20, 2023")]),
    fixed: USUAL_REPORT,
    remedy: "Write the day as YYYY-MM-DD.",
};

pub(crate) const TIME_OF_DAY: Explanation = Explanation {
    title: "Time of day",
    why: "The tables count by day. Which day it was can depend on the time zone, so check it.",
    example: fields(&[("date", "date: 2023-11-20T23:30:00Z")]),
    fixed: USUAL_REPORT,
    remedy: "Keep only the day; the time can go in the body.",
};

pub(crate) const DATE_FROM_FILE_NAME: Explanation = Explanation {
    title: "Date taken from the file name",
    why: "The file name often gives the day of writing, not the day of the event. It is used only if the front matter does not give a day, or if its date fits only this day.",
    example: fields(&[("date", "")]).named("2023-11-20-acme.md"),
    fixed: USUAL_REPORT.named("2023-11-20-acme.md"),
    remedy: "Add the day of the event to the front matter.",
};

pub(crate) const DATE_DIFFERS: Explanation = Explanation {
    title: "Two different dates",
    why: "One of the two is probably a mistake, and the date decides in which month the loss is counted. `date` was used.",
    example: USUAL_REPORT.named("2023-11-18-acme.md"),
    fixed: USUAL_REPORT.named("2023-11-20-acme.md"),
    remedy: "Correct whichever is wrong.",
};

pub(crate) const NO_LABELS: Explanation = Explanation {
    title: "No label",
    why: "The incident is counted under `(unclassified)`, which says nothing about how the money was lost.",
    example: fields(&[("entity-types", "")]),
    fixed: USUAL_REPORT,
    remedy: "Add at least one label of each kind: `attack-types`, `entity-types`, `target-entities`.",
};

pub(crate) const COMMA_IN_LABEL: Explanation = Explanation {
    title: "Several labels in one text",
    why: "A loss is divided among the labels of an incident, so the number of labels matters.",
    example: fields(&[("attack-types", "attack-types: Private Key Leak, Phishing")]),
    fixed: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Write one `- label` per line.",
};

pub(crate) const MISSING_LOSS: Explanation = Explanation {
    title: "No loss",
    why: "The incident is counted with an unknown loss, and is in no sum. It is unclear whether the author did not know the loss, or wrote it under another key.",
    example: fields(&[("loss", "")]),
    fixed: fields(&[("loss", "loss: unknown")]),
    remedy: "Add a line `loss: 26000000`, in US dollars, or `loss: unknown`.",
};

pub(crate) const EARLIER_DAY: Explanation = Explanation {
    title: "Earlier day under another key",
    why: "If `date` is the day of publication, every loss is counted in a later month or year than that of the event.",
    example: fields(&[("date", "date: 2023-11-20\nincident_start_date: 2022-05-06")]),
    fixed: fields(&[("date", "date: 2022-05-06\npublished: 2023-11-20")]),
    remedy: "Look up when it happened. If it was on the other day, write that day as `date`. Keys about publication, about the end of an event or about another event are never reported.",
};

pub(crate) const MISSING_TITLE: Explanation = Explanation {
    title: "No title",
    why: "The file name is used instead, in the tables and on charts.",
    example: fields(&[("title", "")]),
    fixed: USUAL_REPORT,
    remedy: "Add a line `title: \"...\"`.",
};

pub(crate) const QUOTED_TITLE: Explanation = Explanation {
    title: "Title in typographic quotes",
    why: "To YAML they are ordinary characters, so they would appear in the tables.",
    example: fields(&[("title", "title: “Acme loses its keys”")]),
    fixed: USUAL_REPORT,
    remedy: "Use plain double quotes (`\"`), or no quotes.",
};

pub(crate) const KEY_SPELLING: Explanation = Explanation {
    title: "Key in another spelling",
    why: "It was read as the documented key, but other tools only look for that one.",
    example: fields(&[("loss", "Loss: 26000000")]),
    fixed: USUAL_REPORT,
    remedy: "Write the key as documented: `date`, `title`, `loss`, `attack-types`, `entity-types`, `target-entities`, `tags`.",
};

pub(crate) const NEAR_MISS_KEY: Explanation = Explanation {
    title: "Key that is close to a known one",
    why: "Other keys are ignored, but this one looks like a typo, and its value is in no table.",
    example: fields(&[("tags", "tgas: [Lazarus]")]),
    fixed: fields(&[("tags", "tags: [Lazarus]")]),
    remedy: "Correct the key if the known one was meant.",
};

pub(crate) const POSSIBLE_DUPLICATE: Explanation = Explanation {
    title: "Report that may be a duplicate",
    why: "If two reports are about the same event, every sum counts its loss twice.",
    example: described(
        "`2023-11-18-Kronos.md` and `2023-11-20-Kronos-research.md`, both about Kronos and a loss of 26 million",
    ),
    fixed: described(
        "a file `duplicates.yaml` next to the reports that says whether they are `same` or `distinct`, and why",
    ),
    remedy: "Read both reports. Add a rule to the duplicates file: either `same`, with the one to keep first, or `distinct`.",
};

pub(crate) const TITLE_LOSS_DIFFERS: Explanation = Explanation {
    title: "Loss that the title contradicts",
    why: "One of the two is wrong, often by a missing or an extra zero.",
    example: fields(&[("title", "title: \"Acme loses $26 million\""), ("loss", "loss: 2600000")]),
    fixed: fields(&[("title", "title: \"Acme loses $26 million\"")]),
    remedy: "Look up the amount, and correct whichever is wrong. `loss` is the one that is counted.",
};

pub(crate) const UNKNOWN_LABEL: Explanation = Explanation {
    title: "Label that is not in the taxonomy",
    why: "The label is kept, but a typo creates a separate label, and its losses are missing from the one that was meant.",
    example: fields(&[("attack-types", "attack-types:\n  - Private Key Leek")]),
    fixed: USUAL_REPORT,
    remedy: "If it is another name for a known label, use that label, or add the name to its `aliases` in the taxonomy (`--taxonomy FILE`). If it is new, add it as an entry.",
};

pub(crate) const UNUSED_LABEL: Explanation = Explanation {
    title: "Taxonomy entry that no report uses",
    why: "It does no harm, but it may be misspelled, so that reports do not match it.",
    example: described(
        "a taxonomy given with `--taxonomy` that has `Private Key Leek`, and no report with that label",
    ),
    fixed: described("the entry spelled as in the reports, or deleted"),
    remedy: "Compare it with the labels in the reports, and correct or delete it.",
};

pub(crate) const UNUSED_RULE: Explanation = Explanation {
    title: "Duplicates rule without its reports",
    why: "A rule that matches no reports has no effect: reports that were renamed are counted twice again.",
    example: described("a rule that names `2023-11-18-Kronos.md`, and no report with that path"),
    fixed: described("the rule with the paths that the reports have now"),
    remedy: "Correct the paths in the rule, or delete it.",
};
