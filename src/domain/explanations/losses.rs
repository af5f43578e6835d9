//! Errors in what a report says about the loss, and losses that should be checked.

use super::{Explanation, USUAL_REPORT, fields};

pub(crate) const BAD_LOSS: Explanation = Explanation {
    title: "Loss that cannot be read",
    why: "A wrong amount is worse than no amount. `1,6M` is 1.6 million in one country and a typo in another; the two readings of `1,234M` differ by a factor of a thousand.",
    example: fields(&[("loss", "loss: 1,6M")]),
    fixed: fields(&[("loss", "loss: 1600000")]),
    remedy: "Write US dollars in digits, as in `loss: 26000000`, with a decimal point before the cents, or `loss: unknown`.",
};

pub(crate) const OTHER_CURRENCY: Explanation = Explanation {
    title: "Loss in another currency or coin",
    why: "The report does not say what a coin was worth on that day, and lossbook does not look it up. The incident is counted with an unknown loss, so the totals are too low.",
    example: fields(&[("loss", "loss: 628.45 BUSD")]),
    fixed: fields(&[("loss", "loss: 628.45")]),
    remedy: "Write its value in US dollars on the day of the event, as in `loss: 26000000`, or `loss: unknown`.",
};

pub(crate) const NONE_AS_LOSS: Explanation = Explanation {
    title: "Loss that is `none`",
    why: "Programs write `None` for a missing value, and people write it when nothing was lost. Read as zero, it could distort a median, so it counts as unknown.",
    example: fields(&[("loss", "loss: None")]),
    fixed: fields(&[("loss", "loss: 0")]),
    remedy: "Write `loss: 0` if nothing was lost, or `loss: unknown`.",
};

pub(crate) const LARGE_LOSS: Explanation = Explanation {
    title: "Very large loss",
    why: "One wrong unit is enough to drown out all other numbers: an amount in another currency, a number of coins, three extra zeros.",
    example: fields(&[("loss", "loss: 26000000000")]),
    fixed: USUAL_REPORT,
    remedy: "Check the amount. If it is right, there is nothing to do.",
};
