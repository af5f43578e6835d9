//! An incident: what a report says once it is normalized.

use chrono::NaiveDate;

use super::label::{Dimension, UNCLASSIFIED};
use super::loss::Loss;

/// One event, as one report describes it.
///
/// Made by the loader only when the report is valid: the day exists, the loss is exact, and each
/// required dimension has at least one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    report: String,
    date: NaiveDate,
    title: String,
    loss: Loss,
    labels: [Vec<String>; 4],
    duplicate_of: Option<String>,
}

impl Incident {
    /// Puts an incident together.
    ///
    /// `labels` are the labels of each dimension in the order of [`Dimension::ALL`], in canonical
    /// spelling and in the author's order; a label that appears twice counts once, and a required
    /// dimension without any gets [`UNCLASSIFIED`].
    pub fn new(
        report: String,
        date: NaiveDate,
        title: String,
        loss: Loss,
        labels: [Vec<String>; 4],
    ) -> Self {
        let mut labels = labels;
        for (dimension, labels) in Dimension::ALL.into_iter().zip(&mut labels) {
            let mut position = 0;
            while position < labels.len() {
                if labels[..position].contains(&labels[position]) {
                    labels.remove(position);
                } else {
                    position += 1;
                }
            }
            if labels.is_empty() && dimension.is_required() {
                labels.push(UNCLASSIFIED.to_owned());
            }
        }
        Self { report, date, title, loss, labels, duplicate_of: None }
    }

    /// The path of the report below its input folder, with `/`: the key of every table.
    pub fn report(&self) -> &str {
        &self.report
    }

    /// The day of the event.
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// The headline.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The money lost.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// The labels of one dimension, each once, in the author's order.
    pub fn labels(&self, dimension: Dimension) -> &[String] {
        &self.labels[dimension as usize]
    }

    /// The report that describes the same event and is counted instead of this one.
    pub fn duplicate_of(&self) -> Option<&str> {
        self.duplicate_of.as_deref()
    }

    /// The same incident as a duplicate: `report` is counted instead of it.
    pub fn into_duplicate_of(self, report: String) -> Self {
        Self { duplicate_of: Some(report), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_count_once_and_required_ones_are_never_missing() {
        let text =
            |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
        let incident = Incident::new(
            "a.md".into(),
            "2023-11-20".parse().unwrap(),
            "A".into(),
            Loss::Unknown,
            [text(&["Scam", "Phishing", "Scam"]), vec![], vec![], text(&["Acme"])],
        );
        assert_eq!(incident.labels(Dimension::AttackType), ["Scam", "Phishing"]);
        assert_eq!(incident.labels(Dimension::EntityType), [UNCLASSIFIED]);
        assert!(incident.labels(Dimension::Tag).is_empty());
        assert_eq!(incident.labels(Dimension::TargetEntity), ["Acme"]);
        assert_eq!(incident.duplicate_of(), None);
    }
}
