//! Reports as texts.

use std::fmt;

/// A report as most are; its target is named after its date.
#[derive(Clone, Debug)]
pub struct Report {
    pub date: String,
    pub title: String,
    pub loss: String,
    pub targets: Vec<String>,
    pub entities: Vec<String>,
    pub attacks: Vec<String>,
    pub tags: Vec<String>,
}

impl Report {
    /// A report with attack types and entity types.
    pub fn new(date: &str, loss: &str, attacks: &[&str], entities: &[&str]) -> Self {
        let owned = |labels: &[&str]| labels.iter().map(|it| (*it).to_owned()).collect();
        Self {
            date: date.into(),
            title: format!("Incident of {date}"),
            loss: loss.into(),
            targets: vec![format!("Target of {date}")],
            entities: owned(entities),
            attacks: owned(attacks),
            tags: Vec::new(),
        }
    }

    /// The same with another title.
    pub fn titled(self, title: &str) -> Self {
        Self { title: title.into(), ..self }
    }

    /// The same with tags.
    pub fn tagged(self, tags: &[&str]) -> Self {
        Self { tags: tags.iter().map(|it| (*it).to_owned()).collect(), ..self }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "---\ndate: {}\ntitle: {:?}", self.date, self.title)?;
        let fields = [
            ("target-entities", &self.targets),
            ("entity-types", &self.entities),
            ("attack-types", &self.attacks),
            ("tags", &self.tags),
        ];
        for (key, labels) in fields.into_iter().filter(|(_, labels)| !labels.is_empty()) {
            writeln!(formatter, "{key}:")?;
            labels.iter().try_for_each(|label| writeln!(formatter, "  - {label:?}"))?;
        }
        writeln!(formatter, "loss: {}\n---\n\n## Summary\n\nText.", self.loss)
    }
}
