//! Faults of what a report says about the loss, and losses that deserve a look.

use super::{Explanation, USUAL_REPORT, fields};

pub(crate) const BAD_LOSS: Explanation = Explanation {
    title: "Loss that cannot be read",
    why: "A wrong amount is worse than none. `1,6M` is 1.6 million in one country and a slip of the finger in another; `1,234M` is a factor of a thousand away from itself.",
    faulty: fields(&[("loss", "loss: 1,6M")]),
    mended: fields(&[("loss", "loss: 1600000")]),
    remedy: "Write US dollars in digits, as in `loss: 26000000`, with a point before the cents; or `loss: unknown`.",
};

pub(crate) const OTHER_CURRENCY: Explanation = Explanation {
    title: "Loss in another currency or coin",
    why: "What a coin was worth on a day is not in the report, and nothing is looked up. The incident counts, its loss as unknown: the totals are too low by it.",
    faulty: fields(&[("loss", "loss: 628.45 BUSD")]),
    mended: fields(&[("loss", "loss: 628.45")]),
    remedy: "Write what it was worth in US dollars on the day of the event, as in `loss: 26000000`; or `loss: unknown`.",
};

pub(crate) const NONE_AS_LOSS: Explanation = Explanation {
    title: "Loss that is `none`",
    why: "Programs write `None` for a missing value, and people write it where nothing was lost. Taken for zero it would halve a median; so it counts as unknown.",
    faulty: fields(&[("loss", "loss: None")]),
    mended: fields(&[("loss", "loss: 0")]),
    remedy: "Write `loss: 0` if nothing was lost, or `loss: unknown`.",
};

pub(crate) const LARGE_LOSS: Explanation = Explanation {
    title: "Very large loss",
    why: "One wrong unit is enough to drown all other numbers: an amount in another currency, a count of coins, three zeros too many.",
    faulty: fields(&[("loss", "loss: 26000000000")]),
    mended: USUAL_REPORT,
    remedy: "Look the amount up again. If it is right, nothing is to be done.",
};
