//! What is said of all reports together.

use super::{Explanation, told};

pub(crate) const MISSING_EVERYWHERE: Explanation = Explanation {
    title: "Field that stands in no report",
    why: "What no report says under the documented key is in no table: without `loss` every loss is unknown, and the total with it. Often another key says it, and the finding names those that look like it.",
    faulty: told(
        "reports that all say `rekt: {amount: 31400000}`, and none of them `loss: 31400000`",
    ),
    mended: told("the same reports with a line `loss: 31400000`"),
    remedy: "Look at the keys that are named. If one of them says the same, write the documented key in its place; `loss: unknown` where nobody knows it. The finding is about all reports, so it stands first, and single reports are not told of the same.",
};

pub(crate) const NO_LABELS_ANYWHERE: Explanation = Explanation {
    title: "Kind of label that no report has",
    why: "All incidents count under `(unclassified)`, so tables by this kind of label say nothing.",
    faulty: told("reports of which none has `entity-types`"),
    mended: told("reports with a line such as `entity-types: Exchange`"),
    remedy: "There is nothing to do if the reports are not about that. Else add the field, with one `- label` a line.",
};
