//! How a loss is divided among the labels of an incident.

use crate::domain::{Dimension, Incident, Usd};

/// One label of an incident, and its part of the loss.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The label.
    pub label: &'a str,
    /// Its part; none if the loss is unknown.
    pub allocated: Option<Usd>,
}

/// The labels of an incident in the author's order, each with an equal part of the loss.
///
/// The cents left over go to the labels first in code point order, wherever the author put them.
pub fn parts(incident: &Incident, dimension: Dimension) -> Vec<Part<'_>> {
    let labels = incident.labels(dimension);
    if let [label] = labels {
        return vec![Part { label, allocated: incident.loss().known() }];
    }
    let mut parts: Vec<Part<'_>> =
        labels.iter().map(|label| Part { label, allocated: None }).collect();
    if let Some(loss) = incident.loss().known() {
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_unstable_by_key(|position| &labels[*position]);
        for (position, part) in order.into_iter().zip(loss.allocate(labels.len())) {
            parts[position].allocated = Some(part);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Loss;

    #[test]
    fn left_over_cents_go_by_code_point_order() {
        let labels = [
            vec!["b".to_owned(), "a".into(), "B".into()],
            vec!["x".into()],
            vec![],
            vec!["t".into()],
        ];
        let loss = Loss::Known(Usd::from_cents(101));
        let incident =
            Incident::new("r.md".into(), "2023-01-02".parse().unwrap(), "T".into(), loss, labels);
        let of = |dimension| -> Vec<i128> {
            let parts = parts(&incident, dimension);
            parts.iter().map(|it| it.allocated.unwrap().cents()).collect()
        };
        assert_eq!(of(Dimension::AttackType), [33, 34, 34]);
        assert_eq!(of(Dimension::EntityType), [101]);
    }
}
