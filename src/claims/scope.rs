//! What the words of all charts share: the period, how many incidents there are, the source, and
//! what to say where there is nothing to show.

use crate::tables::Column;
use crate::tables::schema::manifest::ManifestFigures;

use super::days::Days;
use super::fact::Fact;
use super::sentence::{Sentence, plural};
use super::subject::Subject;
use super::value::Form;

impl Subject<'_> {
    /// The sum of all known losses; unknown if no loss is known.
    pub fn total(&self) -> Fact {
        self.manifest.fact(ManifestFigures::TOTAL_LOSS_USD)
    }

    /// The subtitles of a chart, the longest first: the quantity, the period, the unit, and how many
    /// incidents there are.
    pub fn subtitles(&self, quantity: &Sentence) -> Vec<Sentence> {
        let (days, counts) = (self.days(), self.incident_counts());
        let of_period = |unit: &str| {
            quantity.clone().text(", ").short_days(&days).text(unit).text(". ").then(counts.clone())
        };
        vec![
            of_period(", US dollars at the time of the event"),
            of_period(", US dollars"),
            of_period(""),
            Sentence::default().short_days(&days).text(": ").then(counts.clone()),
            counts,
        ]
    }

    /// The subtitles of a chart that shows something beside the period, and the words for that.
    pub fn subtitles_beside(&self, quantity: &Sentence, beside: &str) -> Vec<Sentence> {
        let (days, counts) = (self.days(), self.incident_counts());
        let of_period = || Sentence::default().short_days(&days).text(": ").then(counts.clone());
        let beside = |words: Sentence| words.text(". ").text(beside);
        let quantity = |unit: &str| quantity.clone().text(unit).text(". ");
        vec![
            beside(quantity(", US dollars").then(of_period())),
            beside(quantity("").then(of_period())),
            beside(of_period()),
            of_period(),
            counts.clone(),
        ]
    }

    /// How many incidents, and how many with a known loss.
    pub fn incident_counts(&self) -> Sentence {
        let manifest = self.manifest;
        let (all, known) = (manifest.incidents, manifest.incidents_known);
        if all == 0 {
            return Sentence::plain("No incident");
        }
        let words = Sentence::default()
            .number(manifest.number(ManifestFigures::INCIDENTS, Form::Count))
            .text(plural(all, " incident", " incidents"));
        match (all, known) {
            (1, 0) => words.text(", its loss unknown"),
            (1, _) => words.text(", with a known loss"),
            (_, 0) => words.text(", none with a known loss"),
            _ if known == all => words.text(", all with a known loss"),
            _ => words
                .text(", ")
                .number(manifest.number(ManifestFigures::INCIDENTS_KNOWN, Form::Count))
                .text(" with a known loss"),
        }
    }

    /// The source, and what is left out.
    pub fn source(&self) -> Sentence {
        let manifest = self.manifest;
        let number = |column: Column<ManifestFigures>| manifest.number(column, Form::Count);
        if manifest.incidents == 0 {
            return Sentence::default();
        }
        let mut words = Sentence::plain("Source: ")
            .number(number(ManifestFigures::INCIDENTS))
            .text(plural(manifest.incidents, " incident report.", " incident reports."));
        if manifest.incidents_unknown > 0 {
            words = words
                .text(" Left out: ")
                .number(number(ManifestFigures::INCIDENTS_UNKNOWN))
                .text(plural(
                    manifest.incidents_unknown,
                    " incident with an unknown loss.",
                    " incidents with an unknown loss.",
                ));
        }
        if manifest.duplicates > 0 {
            words = words
                .text(" Not counted twice: ")
                .number(number(ManifestFigures::DUPLICATES))
                .text(plural(manifest.duplicates, " duplicate report.", " duplicate reports."));
        }
        words
    }

    /// A title where there is no loss to speak of.
    pub fn nothing(&self) -> Sentence {
        self.nothing_in(&self.days())
    }

    /// A title where no money is put down to any label, or pair of labels: `attack type`.
    pub(crate) fn nothing_labelled(&self, what: &str) -> Sentence {
        let total = self.total();
        match total.positive() {
            None => self.nothing(),
            Some(_) => Sentence::plain("No ")
                .text(what)
                .text(" is named for any of the ")
                .number(total.number(Form::Compact))
                .text(" lost"),
        }
    }

    fn nothing_in(&self, days: &Days) -> Sentence {
        let manifest = self.manifest;
        let words = match (manifest.incidents, manifest.incidents_known) {
            (0, _) => "No incident ",
            (_, 0) => "No loss is known ",
            _ => "No money was lost ",
        };
        Sentence::plain(words).short_when(days)
    }

    /// What a footnote says of a span that the picture shows whole though the period cuts it, and of
    /// one that the reports do not reach the end of.
    pub(crate) fn cut_words(&self, spans: &[crate::domain::Span], what: &str) -> Sentence {
        let mut words = Sentence::default();
        let cut = spans.iter().filter(|it| !self.holds(**it)).count();
        if cut > 0 {
            words =
                words.text("Of a ").text(what).text(" that the period cuts, all of it is shown. ");
        }
        let open = spans.last().map(|it| self.coverage.days(*it)).filter(|it| !it.is_whole());
        match open {
            Some(days) => words
                .text("The last ")
                .text(what)
                .text(" is not over: ")
                .short_days(&days)
                .text(". "),
            None => words,
        }
    }
}

/// Where the numbers of a chart are: the end of its alt text.
pub fn numbers_in(table: &str) -> Sentence {
    Sentence::plain("The numbers are in ").code(&format!("tables/{table}.csv")).text(".")
}
