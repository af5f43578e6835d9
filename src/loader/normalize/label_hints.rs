//! What a label that is like none of the taxonomy was probably meant to be: looked for among the
//! labels of all reports, once these are read.

use std::collections::{BTreeMap, HashMap};

use crate::domain::hint::nearest;
use crate::domain::{Code, Dimension, Finding, Incident, LabelKey, Taxonomy};

use super::labels::{NO_HINT, unknown_label};

/// How many labels of a kind are compared with each other: of more, nobody reads a hint to each.
const MOST: usize = 1000;

/// Gives each note about an unknown label that has no hint the one that other reports give.
pub(crate) fn give(findings: &mut [Finding], incidents: &[Incident], taxonomy: &Taxonomy) {
    let is_unknown =
        |finding: &&mut Finding| finding.code == Code::UnknownLabel && finding.help == NO_HINT;
    let mut notes = findings.iter_mut().filter(is_unknown).peekable();
    if notes.peek().is_none() {
        return;
    }
    let mut hints = HashMap::new();
    for dimension in Dimension::ALL {
        if !taxonomy.entries(dimension).is_empty() {
            hints.extend(hints_of(dimension, incidents, taxonomy));
        }
    }
    for note in notes {
        // The note has the spelling of one report, the hint the one that all agreed on.
        if let Some(hint) = hints.get(&LabelKey::of(&note.fact)) {
            note.help.clone_from(hint);
        }
    }
}

/// The hints to the labels of one kind, by what is said of each label.
fn hints_of(
    dimension: Dimension,
    incidents: &[Incident],
    taxonomy: &Taxonomy,
) -> Vec<(LabelKey, String)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for label in incidents.iter().flat_map(|incident| incident.labels(dimension)) {
        *counts.entry(label).or_default() += 1;
    }
    let is_unknown = |label: &str| taxonomy.canonical(dimension, &LabelKey::of(label)).is_none();
    let counts: BTreeMap<&str, usize> =
        counts.into_iter().filter(|(label, _)| is_unknown(label)).collect();
    let hint = |label: &str, count: usize| {
        let others = counts.iter().filter(|(other, others)| **other != label && **others >= count);
        let near = nearest(label, others.take(MOST).map(|(other, _)| *other))?;
        let reports = match counts[near] {
            1 => "another report says".to_owned(),
            count => format!("{count} other reports say"),
        };
        Some(format!(
            "did you mean {near:?}, as {reports}? If so, correct the report; otherwise add both to the taxonomy"
        ))
    };
    let hints = counts.iter().take(MOST).filter_map(|(label, count)| {
        Some((LabelKey::of(&unknown_label(dimension, label)), hint(label, *count)?))
    });
    hints.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Loss;
    use crate::domain::taxonomy::Entry;

    #[test]
    fn labels_of_other_reports() {
        let known = |name: &str| Entry { name: name.into(), ..Entry::default() };
        let taxonomy =
            Taxonomy::new([vec![known("Private Key Leak"), known("Phishing")], vec![]]).unwrap();
        let incident = |(at, label): (usize, &&str)| {
            let labels = [vec![(*label).to_owned()], vec!["x".into()], vec![], vec![]];
            let date = "2023-11-18".parse().unwrap();
            Incident::new(format!("{at}.md"), date, "T".into(), Loss::Unknown, labels)
        };
        let labels = [
            "Bridge Attack",
            "Flash Loan",
            "Flash Loan",
            "Flashloan",
            "flash-loam",
            "Phishing",
            "Alone",
        ];
        let incidents: Vec<Incident> = labels.iter().enumerate().map(incident).collect();
        let note = |label: &&str| {
            let fact = unknown_label(Dimension::AttackType, label);
            Finding::about(Code::UnknownLabel, "a.md", fact, NO_HINT)
        };
        let mut findings: Vec<Finding> = labels.iter().map(note).collect();
        give(&mut findings, &incidents, &taxonomy);
        let hints: Vec<String> = labels
            .iter()
            .zip(&findings)
            .map(|(label, finding)| format!("{label}: {}", finding.help))
            .collect();
        insta::assert_snapshot!(hints.join("\n"), @r#"
        Bridge Attack: add it to the taxonomy if it is correct
        Flash Loan: add it to the taxonomy if it is correct
        Flash Loan: add it to the taxonomy if it is correct
        Flashloan: did you mean "Flash Loan", as 2 other reports say? If so, correct the report; otherwise add both to the taxonomy
        flash-loam: did you mean "Flash Loan", as 2 other reports say? If so, correct the report; otherwise add both to the taxonomy
        Phishing: add it to the taxonomy if it is correct
        Alone: add it to the taxonomy if it is correct
        "#);
    }
}
