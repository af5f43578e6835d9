//! One spelling for each label, agreed on over all reports: the taxonomy's, or the commonest.

use std::collections::HashMap;

use crate::domain::label::clean_label;
use crate::domain::{Dimension, Incident, LabelKey, Taxonomy};

use super::Draft;

/// How often each spelling of a label occurs.
type Spellings = HashMap<LabelKey, HashMap<String, usize>>;

/// Turns drafts into incidents whose labels are in canonical spelling.
///
/// A label of the taxonomy is spelled as there. Any other is shown in its commonest spelling, ties
/// going to the first in code point order.
pub fn agree(drafts: Vec<Draft>, taxonomy: &Taxonomy) -> Vec<Incident> {
    let mut spellings: [Spellings; 4] = Default::default();
    for draft in &drafts {
        for ((dimension, labels), spellings) in
            Dimension::ALL.into_iter().zip(&draft.labels).zip(&mut spellings)
        {
            for label in labels {
                let key = key_of(label, dimension, taxonomy);
                *spellings.entry(key).or_default().entry(label.clone()).or_default() += 1;
            }
        }
    }
    let shown: [HashMap<LabelKey, String>; 4] = std::array::from_fn(|index| {
        let dimension = Dimension::ALL[index];
        let choose = |(key, counts): (&LabelKey, &HashMap<String, usize>)| {
            let canonical = taxonomy.canonical(dimension, key).map(str::to_owned);
            (key.clone(), canonical.unwrap_or_else(|| commonest(counts)))
        };
        spellings[index].iter().map(choose).collect()
    });
    drafts
        .into_iter()
        .map(|draft| {
            let labels = std::array::from_fn(|index| {
                let spell = |label: &String| {
                    shown[index][&key_of(label, Dimension::ALL[index], taxonomy)].clone()
                };
                draft.labels[index].iter().map(spell).collect()
            });
            Incident::new(draft.report, draft.date, draft.title, draft.loss, labels)
        })
        .collect()
}

/// The key that all names of a label share.
fn key_of(label: &str, dimension: Dimension, taxonomy: &Taxonomy) -> LabelKey {
    let key = LabelKey::of(label);
    taxonomy.canonical(dimension, &key).map_or(key, LabelKey::of)
}

fn commonest(counts: &HashMap<String, usize>) -> String {
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
