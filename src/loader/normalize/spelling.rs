//! One spelling for each label, agreed on over all reports: the taxonomy's, or the commonest.

use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;

use crate::domain::label::clean_label;
use crate::domain::{Dimension, Incident, LabelKey, Taxonomy};

use super::Draft;
use crate::loader::CHUNK;

/// The key of a label, one of its spellings, and how often that occurs.
type Spelling<'a> = (LabelKey, &'a String, usize);
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
    let with_key =
        |(label, count): (&'a String, usize)| (key_of(label, dimension, taxonomy), label, count);
    let mut spellings: Vec<Spelling<'_>> = counts.into_iter().map(with_key).collect();
    spellings.sort_unstable();
    let mut respelled = Respelled::new();
    for same in spellings.chunk_by(|(one, ..), (other, ..)| one == other) {
        let canonical = taxonomy.canonical(dimension, &same[0].0).map(str::to_owned);
        let shown = canonical.unwrap_or_else(|| commonest(same));
        let others = same.iter().filter(|(_, label, _)| **label != shown);
        respelled.extend(others.map(|(_, label, _)| ((*label).clone(), shown.clone())));
    }
    respelled
}

/// The key that all names of a label share.
fn key_of(label: &str, dimension: Dimension, taxonomy: &Taxonomy) -> LabelKey {
    let key = LabelKey::of(label);
    taxonomy.canonical(dimension, &key).map_or(key, LabelKey::of)
}

fn commonest(spellings: &[Spelling<'_>]) -> String {
    let best = spellings.iter().max_by_key(|(_, label, count)| (count, Reverse(label)));
    best.map(|(_, label, _)| clean_label(label)).unwrap_or_default()
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
