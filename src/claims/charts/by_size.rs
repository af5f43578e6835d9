//! Losses by size: `losses_by_size`.

use crate::claims::fact::Fact;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::sheet::Row;
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::Usd;

use super::{ChartWords, amount, joined};

/// One band of sizes.
#[derive(Clone, Debug)]
pub struct Band {
    /// The name of the band.
    pub name: Sentence,
    /// How many incidents.
    pub incidents: i64,
    /// The same, as it is shown.
    pub count: Sentence,
    /// What part of all incidents they are; nothing if there is none.
    pub count_share: Sentence,
    /// The sum of their losses; none of the unknown ones.
    pub loss: Option<Usd>,
    /// The same, as it is shown.
    pub value: Sentence,
    /// What part of the total it is; nothing if there is none.
    pub loss_share: Sentence,
}

impl Band {
    /// What its bar of incidents is about.
    #[must_use]
    pub fn counts(&self) -> Sentence {
        self.name.clone().text(", incidents")
    }

    /// What its bar of losses is about.
    #[must_use]
    pub fn losses(&self) -> Sentence {
        self.name.clone().text(", sum of losses")
    }
}

/// The bands, the smallest losses first, the unknown ones last, and the words.
#[must_use]
pub fn losses_by_size(subject: &Subject<'_>) -> (ChartWords, Vec<Band>) {
    const TABLE: &str = "losses_by_size";
    let rows: Vec<Row<'_>> = subject.sheets.get(TABLE).rows().collect();
    let is_shown = |row: &&Row<'_>| row.usd("loss_usd").is_some() || row.count("incidents") > 0;
    let bands: Vec<Band> = rows.iter().filter(is_shown).map(|row| band(*row)).collect();
    let titles = titles(subject, &rows);
    let subtitles = subject.subtitles(&Sentence::plain("Incidents and losses by size of the loss"));
    let footnote = Sentence::plain(
        "Each incident is in one band: bars add up to all incidents and to the total. A loss of zero is known. ",
    )
    .then(subject.source());
    let shown = bands.iter().map(|it| {
        let word = plural(it.incidents, " incident, ", " incidents, ");
        it.name.clone().text(": ").then(it.count.clone()).text(word).then(it.value.clone())
    });
    let description =
        Sentence::plain("Two columns of bars, incidents and losses by size of the loss: ")
            .then(joined(shown, "; "))
            .text(". ")
            .then(numbers_in(TABLE));
    (ChartWords { titles, subtitles, footnote, description }, bands)
}

fn band(row: Row<'_>) -> Band {
    let share = |column: &'static str| match row.number(column, Form::Percent) {
        None => Sentence::default(),
        share => Sentence::default().number(share),
    };
    Band {
        name: Sentence::default().name(row.text("band")),
        incidents: row.count("incidents"),
        count: Sentence::default().number(row.number("incidents", Form::Count)),
        count_share: share("incident_share"),
        loss: row.usd("loss_usd"),
        value: amount(&row.fact("loss_usd")),
        loss_share: share("loss_share"),
    }
}

/// What the band of the largest losses makes up.
fn titles(subject: &Subject<'_>, rows: &[Row<'_>]) -> Vec<Sentence> {
    let largest = rows.iter().rev().find(|row| row.fact("loss_usd").positive().is_some());
    let Some(band) = largest else { return vec![subject.nothing()] };
    let (manifest, name) = (subject.manifest(), band.text("band"));
    let of = if name.starts_with("under") { "" } else { "of " };
    let all = manifest.count("incidents");
    if all == 1 {
        let words = Sentence::plain("One incident, with a loss ").text(of).name(name);
        return vec![words];
    }
    let share = || {
        Sentence::default()
            .number(band.fact("loss_share").number(Form::Percent))
            .text(" of the money")
    };
    let losses = || Sentence::plain("Losses ").text(of).name(name).text(": ");
    let counted = losses()
        .number(band.number("incidents", Form::Count))
        .text(" of ")
        .number(manifest.number("incidents", Form::Count))
        .text(" incidents, ")
        .then(share());
    vec![counted, losses().then(share())]
}

/// Whether there is an incident to draw.
#[must_use]
pub fn has_incidents(subject: &Subject<'_>) -> bool {
    Fact::count(&subject.manifest().fact("incidents")) > 0
}
