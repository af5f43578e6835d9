//! The largest incidents.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::Usd;

/// What the section is called.
#[must_use]
pub fn title(subject: &Subject<'_>) -> &'static str {
    match subject.sheets.get("largest_incidents").rows().len() {
        10 => "The ten largest incidents",
        _ => "The largest incidents",
    }
}

/// What the largest incidents make up.
#[must_use]
pub fn make_up(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest();
    let known = manifest.count("incidents_known");
    let count =
        i64::try_from(subject.sheets.get("largest_incidents").rows().len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Sentence::plain(match (manifest.count("incidents"), known) {
            (0, _) => "There is no incident to name.",
            (_, 0) => "No loss is known, so that none can be called the largest.",
            _ => "No incident of the period cost any money.",
        });
    }
    if count == 1 {
        return Sentence::plain("One incident of the period is known to have cost money.");
    }
    let mut rows = subject.sheets.get("loss_concentration").rows();
    let Some(row) = rows.rfind(|it| it.text("basis") == "all") else {
        return Sentence::default();
    };
    let loss = row.number("loss_usd", Form::Compact);
    let is_all =
        row.usd("loss_usd") == row.usd("of_loss_usd") && row.usd("loss_usd") > Some(Usd::ZERO);
    if is_all && known > count {
        return Sentence::plain("These incidents are all that are known to have cost money: ")
            .number(loss)
            .text(".");
    }
    if is_all {
        return Sentence::plain("These are all incidents of the period with a known loss: ")
            .number(loss)
            .text(".");
    }
    Sentence::plain(plural(count, "This incident makes up ", "These incidents make up "))
        .number(row.number("loss_share", Form::Percent))
        .text(" of the total of the period: ")
        .number(loss)
        .text(" of ")
        .number(row.number("of_loss_usd", Form::Compact))
        .text(".")
}
