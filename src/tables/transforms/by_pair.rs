//! Losses by attack type and entity type: `losses_by_attack_type_and_entity_type`.

use std::collections::BTreeMap;

use crate::domain::{Dimension, Incident};
use crate::tables::allocation::parts;
use crate::tables::schema::{ByPair, shape};
use crate::tables::table::Table;

use super::Overlapping;

/// Sums losses up by the pairs of labels that occur together, sorted by attack type, then by entity
/// type.
///
/// What is allocated to an attack type is divided once more among the incident's entity types, by
/// the same rule: the rows of an attack type add up to its allocated loss, to the cent. Those of an
/// entity type may miss its allocated loss by cents. The columns are those of
/// [`shape::losses_by_attack_type_and_entity_type`].
pub fn losses_by_attack_type_and_entity_type(incidents: &[&Incident]) -> Table<ByPair> {
    let mut pairs: BTreeMap<(&str, &str), Overlapping> = BTreeMap::new();
    for incident in incidents {
        // The cents left over go to the labels first in code point order.
        let mut entities: Vec<&String> = incident.labels(Dimension::EntityType).iter().collect();
        entities.sort_unstable();
        for part in parts(incident, Dimension::AttackType) {
            let mut allocated =
                part.allocated.into_iter().flat_map(|part| part.allocate(entities.len()));
            for entity in &entities {
                let sums = pairs.entry((part.label, entity)).or_default();
                sums.add(incident.loss().known(), allocated.next());
            }
        }
    }
    let rows = pairs.into_iter().map(|((attack_type, entity_type), sums)| ByPair {
        attack_type: attack_type.to_owned(),
        entity_type: entity_type.to_owned(),
        incidents: sums.incidents,
        incidents_known: sums.known,
        involved_loss_usd: sums.involved,
        allocated_loss_usd: sums.allocated,
    });
    Table { schema: shape::losses_by_attack_type_and_entity_type(), rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{incident, rows, sorted};
    use super::*;
    use crate::domain::Incident;

    fn found(incidents: &[Incident]) -> Vec<String> {
        let pairs = losses_by_attack_type_and_entity_type(&sorted(incidents));
        let columns = [
            "attack_type",
            "entity_type",
            "incidents",
            "incidents_known",
            "involved_loss_usd",
            "allocated_loss_usd",
        ];
        rows(&pairs, &columns)
    }

    #[test]
    fn parts_are_divided_once_more_by_the_same_rule() {
        #[rustfmt::skip]
        let table: [(&str, Vec<Incident>, &[&str]); 6] = [
            ("none", vec![], &[]),
            ("one", vec![incident("2023-01-01", Some(500), "A", "E")], &["A E 1 1 5.00 5.00"]),
            // 101 cents: A gets 34, B 34, C 33 (in code point order); each is halved, the cent left over to E.
            ("cents that do not divide", vec![incident("2023-01-01", Some(101), "B, A, C", "F, E")],
             &["A E 1 1 1.01 0.17", "A F 1 1 1.01 0.17", "B E 1 1 1.01 0.17", "B F 1 1 1.01 0.17", "C E 1 1 1.01 0.17", "C F 1 1 1.01 0.16"]),
            ("unknown and zero", vec![incident("2023-01-01", None, "A", "E"), incident("2023-01-02", Some(0), "B", "E")],
             &["A E 1 0 - -", "B E 1 1 0.00 0.00"]),
            ("unknown beside known", vec![incident("2023-01-01", None, "A", "E"), incident("2023-01-02", Some(3), "A", "E, F")],
             &["A E 2 1 0.03 0.02", "A F 1 1 0.03 0.01"]),
            ("a duplicate is not counted", vec![incident("2023-01-01", Some(5), "A", "E"), incident("2023-01-02", Some(5), "A", "E").into_duplicate_of("2023-01-01.md".into())],
             &["A E 1 1 0.05 0.05"]),
        ];
        for (about, incidents, expected) in table {
            assert_eq!(found(&incidents), expected, "{about}");
        }
    }

    #[test]
    fn the_order_of_labels_in_a_report_changes_nothing() {
        let one = found(&[incident("2023-01-01", Some(101), "A, B, C", "E, F")]);
        let other = found(&[incident("2023-01-01", Some(101), "C, A, B", "F, E")]);
        assert_eq!(one, other);
    }
}
