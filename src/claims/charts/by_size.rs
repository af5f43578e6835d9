//! Losses by size: `losses_by_size`.

use crate::claims::scope::numbers_in;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::Usd;
use crate::tables::schema::BySize;
use crate::tables::schema::manifest::ManifestFigures;
use crate::tables::{Column, InTable};

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
    pub fn counts(&self) -> Sentence {
        self.name.clone().text(", incidents")
    }

    /// What its bar of losses is about.
    pub fn losses(&self) -> Sentence {
        self.name.clone().text(", sum of losses")
    }
}

/// The bands, the smallest losses first, the unknown ones last, and the words.
pub fn losses_by_size(subject: &Subject<'_>) -> (ChartWords, Vec<Band>) {
    let rows: Vec<InTable<'_, BySize>> = subject.tables.by_size.iter().collect();
    let is_shown = |row: &&InTable<'_, BySize>| row.loss_usd.is_some() || row.incidents > 0;
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
            .then(numbers_in(&subject.tables.by_size.schema.name));
    (ChartWords { titles, subtitles, footnote, description }, bands)
}

fn band(row: InTable<'_, BySize>) -> Band {
    let share = |column: Column<BySize>| match row.number(column, Form::Percent) {
        None => Sentence::default(),
        share => Sentence::default().number(share),
    };
    Band {
        name: Sentence::default().name(row.band.as_str()),
        incidents: row.incidents,
        count: Sentence::default().number(row.number(BySize::INCIDENTS, Form::Count)),
        count_share: share(BySize::INCIDENT_SHARE),
        loss: row.loss_usd,
        value: amount(&row.fact(BySize::LOSS_USD)),
        loss_share: share(BySize::LOSS_SHARE),
    }
}

/// What the band of the largest losses makes up.
fn titles(subject: &Subject<'_>, rows: &[InTable<'_, BySize>]) -> Vec<Sentence> {
    let largest = rows.iter().rev().find(|row| row.fact(BySize::LOSS_USD).positive().is_some());
    let Some(band) = largest else { return vec![subject.nothing()] };
    let (manifest, name) = (subject.manifest, band.band.as_str());
    let of = if name.starts_with("under") { "" } else { "of " };
    let all = manifest.incidents;
    if all == 1 {
        let words = Sentence::plain("One incident, with a loss ").text(of).name(name);
        return vec![words];
    }
    let share = || {
        Sentence::default()
            .number(band.fact(BySize::LOSS_SHARE).number(Form::Percent))
            .text(" of the money")
    };
    let losses = || Sentence::plain("Losses ").text(of).name(name).text(": ");
    let counted = losses()
        .number(band.number(BySize::INCIDENTS, Form::Count))
        .text(" of ")
        .number(manifest.number(ManifestFigures::INCIDENTS, Form::Count))
        .text(" incidents, ")
        .then(share());
    vec![counted, losses().then(share())]
}

/// Whether there is an incident to draw.
pub fn has_incidents(subject: &Subject<'_>) -> bool {
    subject.manifest.incidents > 0
}
