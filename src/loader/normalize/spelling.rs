//! One spelling for each label, agreed on over all reports: the taxonomy's, or the commonest.

use std::collections::HashMap;

use crate::domain::label::clean_label;
use crate::domain::{Dimension, Incident, LabelKey, Taxonomy};

use super::Draft;

/// Turns drafts into incidents whose labels are in canonical spelling.
///
/// A label of the taxonomy is spelled as there. Any other is shown in its commonest spelling, ties
/// going to the first in code point order.
pub fn agree(drafts: Vec<Draft>, taxonomy: &Taxonomy) -> Vec<Incident> {
    let shown: [HashMap<String, String>; 4] = std::array::from_fn(|index| {
        let labels = drafts.iter().flat_map(|draft| &draft.labels[index]);
        spellings(labels, Dimension::ALL[index], taxonomy)
    });
    drafts
        .into_iter()
        .map(|draft| {
            let labels = std::array::from_fn(|index| {
                draft.labels[index].iter().map(|label| shown[index][label].clone()).collect()
            });
            Incident::new(draft.report, draft.date, draft.title, draft.loss, labels)
        })
        .collect()
}

/// How each spelling of a label is shown.
fn spellings<'a>(
    labels: impl Iterator<Item = &'a String>,
    dimension: Dimension,
    taxonomy: &Taxonomy,
) -> HashMap<String, String> {
    // A label occurs many times, and what it means is found once.
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for label in labels {
        *counts.entry(label).or_default() += 1;
    }
    let mut by_key: HashMap<LabelKey, HashMap<&String, usize>> = HashMap::new();
    for (label, count) in counts {
        by_key.entry(key_of(label, dimension, taxonomy)).or_default().insert(label, count);
    }
    let mut shown = HashMap::new();
    for (key, counts) in by_key {
        let canonical = taxonomy.canonical(dimension, &key).map(str::to_owned);
        let spelling = canonical.unwrap_or_else(|| commonest(&counts));
        shown.extend(counts.into_keys().map(|label| (label.clone(), spelling.clone())));
    }
    shown
}

/// The key that all names of a label share.
fn key_of(label: &str, dimension: Dimension, taxonomy: &Taxonomy) -> LabelKey {
    let key = LabelKey::of(label);
    taxonomy.canonical(dimension, &key).map_or(key, LabelKey::of)
}

fn commonest(counts: &HashMap<&String, usize>) -> String {
    let best = counts
        .iter()
        .max_by(|(one, count), (other, times)| count.cmp(times).then_with(|| other.cmp(one)));
    best.map(|(label, _)| clean_label(label)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Loss;
    use crate::domain::taxonomy::Entry;

    fn draft(report: &str, attacks: &[&str]) -> Draft {
        let labels = attacks.iter().map(|label| clean_label(label)).collect();
        Draft {
            report: report.into(),
            date: "2023-11-20".parse().unwrap(),
            title: report.into(),
            loss: Loss::Unknown,
            labels: [labels, vec![], vec![], vec![]],
        }
    }

    #[test]
    fn the_commonest_spelling_wins_and_the_taxonomy_before_it() {
        let known = Entry {
            name: "Flash Loan Attack".into(),
            aliases: vec!["Flashloan".into()],
            ..Entry::default()
        };
        let idle = Entry { name: "Idle".into(), ..Entry::default() };
        let taxonomy = Taxonomy::new([vec![known, idle], vec![]]).unwrap();
        let drafts = vec![
            draft("a.md", &["rug pull", "FLASHLOAN", "flash  loan attack"]),
            draft("b.md", &["Rug Pull", "dns hijack"]),
            draft("c.md", &["Rug Pull", "DNS Hijack"]),
        ];
        let incidents = agree(drafts, &taxonomy);
        let labels: Vec<_> = incidents
            .iter()
            .map(|incident| incident.labels(Dimension::AttackType).join("; "))
            .collect();
        assert_eq!(
            labels,
            ["Rug Pull; Flash Loan Attack", "Rug Pull; DNS Hijack", "Rug Pull; DNS Hijack"]
        );
    }
}
