//! The largest incidents.

use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::Usd;
use crate::tables::schema::Concentration;
use crate::tables::transforms::largest::ALL;
use crate::tables::view;

/// What the section is called.
pub fn title(subject: &Subject<'_>) -> &'static str {
    match subject.tables.largest_incidents.rows.len() {
        10 => "The ten largest incidents",
        _ => "The largest incidents",
    }
}

/// What the largest incidents make up.
pub fn make_up(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest;
    let known = manifest.incidents_known;
    let count = view::count(subject.tables.largest_incidents.rows.len());
    if count == 0 {
        return Sentence::plain(match (manifest.incidents, known) {
            (0, _) => "There is no incident to name.",
            (_, 0) => "No loss is known, so that none can be called the largest.",
            _ => "No incident of the period cost any money.",
        });
    }
    if count == 1 {
        return Sentence::plain("One incident of the period is known to have cost money.");
    }
    let mut rows = subject.tables.concentration.iter();
    let Some(row) = rows.rfind(|it| it.basis == ALL) else {
        return Sentence::default();
    };
    let loss = row.number(Concentration::LOSS_USD, Form::Compact);
    let is_all = row.loss_usd == row.of_loss_usd && row.loss_usd > Some(Usd::ZERO);
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
        .number(row.number(Concentration::LOSS_SHARE, Form::Percent))
        .text(" of the total of the period: ")
        .number(loss)
        .text(" of ")
        .number(row.number(Concentration::OF_LOSS_USD, Form::Compact))
        .text(".")
}
