//! What is said of all reports together.

use super::{Explanation, described};

pub(crate) const MISSING_EVERYWHERE: Explanation = Explanation {
    title: "Field that no report has",
    why: "What no report gives under the documented key is missing from every table: without `loss`, every loss is unknown, and so is the total. Often another key holds it, and the finding names the keys that look like it.",
    example: described(
        "reports that all have `rekt: {amount: 31400000}`, but not `loss: 31400000`",
    ),
    fixed: described("the same reports with a line `loss: 31400000`"),
    remedy: "Look at the keys that the finding names. If one of them means the same, use the documented key instead; write `loss: unknown` where the loss is not known. The finding is about all reports, so it comes first and is not repeated for each report.",
};

pub(crate) const NO_LABELS_ANYWHERE: Explanation = Explanation {
    title: "Label field that no report has",
    why: "All incidents are counted under `(unclassified)`, so the tables by this kind of label are meaningless.",
    example: described("reports without `entity-types`"),
    fixed: described("reports with a line such as `entity-types: Exchange`"),
    remedy: "There is nothing to do if the reports are not about that. Otherwise add the field, with one `- label` per line.",
};
