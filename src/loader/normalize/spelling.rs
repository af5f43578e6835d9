//! One spelling for each label, agreed on over all reports: the taxonomy's, or the commonest.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::domain::label::clean_label;
use crate::domain::{Dimension, Incident, LabelKey, Taxonomy};

use super::Draft;
use crate::loader::CHUNK;

/// How labels are shown that are not shown as they are spelled.
type Respelled = HashMap<String, String>;

/// Turns drafts into incidents whose labels are in canonical spelling.
///
/// A label of the taxonomy is spelled as there. Any other is shown in its commonest spelling, ties
/// going to the first in code point order.
pub fn agree(drafts: Vec<Draft>, taxonomy: &Taxonomy) -> Vec<Incident> {
    let of_dimension = |(index, dimension): (usize, &Dimension)| {
        let labels = drafts.iter().flat_map(|draft| &draft.labels[index]);
        respelled(labels, *dimension, taxonomy)
    };
    let respelled: Vec<Respelled> =
        Dimension::ALL.par_iter().enumerate().map(of_dimension).collect();
    let incident = |mut draft: Draft| {
        for (labels, respelled) in draft.labels.iter_mut().zip(&respelled) {
            for label in labels.iter_mut() {
                if let Some(shown) = respelled.get(label) {
                    label.clone_from(shown);
                }
            }
        }
        Incident::new(draft.report, draft.date, draft.title, draft.loss, draft.labels)
    };
    drafts.into_par_iter().with_min_len(CHUNK).map(incident).collect()
}

fn respelled<'a>(
    labels: impl Iterator<Item = &'a String>,
    dimension: Dimension,
    taxonomy: &Taxonomy,
) -> Respelled {
    // A label occurs many times, and what it means is found once.
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for label in labels {
        *counts.entry(label).or_default() += 1;
    }
    let mut by_key: HashMap<LabelKey, Vec<(&String, usize)>> = HashMap::new();
    for (label, count) in counts {
        by_key.entry(key_of(label, dimension, taxonomy)).or_default().push((label, count));
    }
    let mut respelled = Respelled::new();
    for (key, spellings) in by_key {
        let canonical = taxonomy.canonical(dimension, &key).map(str::to_owned);
        let shown = canonical.unwrap_or_else(|| commonest(&spellings));
        let others = spellings.into_iter().filter(|(label, _)| **label != shown);
        respelled.extend(others.map(|(label, _)| (label.clone(), shown.clone())));
    }
    respelled
}

/// The key that all names of a label share.
fn key_of(label: &str, dimension: Dimension, taxonomy: &Taxonomy) -> LabelKey {
    let key = LabelKey::of(label);
    taxonomy.canonical(dimension, &key).map_or(key, LabelKey::of)
}

fn commonest(spellings: &[(&String, usize)]) -> String {
    let best = spellings
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
