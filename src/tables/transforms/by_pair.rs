//! Losses by attack type and entity type: `losses_by_attack_type_and_entity_type`.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::domain::{Dimension, Usd};
use crate::tables::schema::shape;
use crate::tables::{LabelsTable, counts, money, read_money, read_texts, texts};

use super::Aggregate;

#[derive(Default)]
struct Sums {
    incidents: usize,
    known: usize,
    involved: Vec<Usd>,
    allocated: Vec<Usd>,
}

/// Sums losses up by the pairs of labels that occur together, sorted by attack type, then by entity
/// type.
///
/// What is allocated to an attack type is divided once more among the incident's entity types, by
/// the same rule: the rows of an attack type add up to its allocated loss, to the cent. Those of an
/// entity type may miss its allocated loss by cents. The columns are those of
/// [`shape::losses_by_attack_type_and_entity_type`].
///
/// # Errors
///
/// What polars says; on a table that this crate made there is nothing to say.
pub fn losses_by_attack_type_and_entity_type(labels: &LabelsTable) -> PolarsResult<Aggregate> {
    let attacks = labels.of(Dimension::AttackType).collect()?;
    let entities = labels.of(Dimension::EntityType).collect()?;
    let mut entities_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (report, entity) in
        read_texts(&entities, "report")?.into_iter().zip(read_texts(&entities, "label")?)
    {
        if let Some((report, entity)) = report.zip(entity) {
            entities_of.entry(report).or_default().push(entity);
        }
    }
    // The cents left over go to the labels first in code point order.
    for labels in entities_of.values_mut() {
        labels.sort_unstable();
    }

    let mut pairs: BTreeMap<(&str, &str), Sums> = BTreeMap::new();
    let rows = read_texts(&attacks, "report")?
        .into_iter()
        .zip(read_texts(&attacks, "label")?)
        .zip(read_money(&attacks, "loss_usd")?)
        .zip(read_money(&attacks, "allocated_loss_usd")?);
    for (((report, attack), loss), part) in rows {
        let Some((attack, entities)) = attack.zip(report.and_then(|it| entities_of.get(it))) else {
            continue;
        };
        let mut parts = part.into_iter().flat_map(|part| part.allocate(entities.len()));
        for entity in entities {
            let sums = pairs.entry((attack, entity)).or_default();
            sums.incidents += 1;
            sums.known += usize::from(loss.is_some());
            sums.involved.extend(loss);
            sums.allocated.extend(parts.next());
        }
    }
    let sum = |losses: &[Usd]| (!losses.is_empty()).then(|| losses.iter().copied().sum::<Usd>());
    let columns = vec![
        texts("attack_type", pairs.keys().map(|(attack, _)| Some(*attack))),
        texts("entity_type", pairs.keys().map(|(_, entity)| Some(*entity))),
        counts("incidents", pairs.values().map(|it| it.incidents)),
        counts("incidents_known", pairs.values().map(|it| it.known)),
        money("involved_loss_usd", pairs.values().map(|it| sum(&it.involved))),
        money("allocated_loss_usd", pairs.values().map(|it| sum(&it.allocated))),
    ];
    let table = shape::losses_by_attack_type_and_entity_type();
    Aggregate::new(table, &DataFrame::new(pairs.len(), columns)?)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{incident, rows};
    use super::*;
    use crate::domain::Incident;

    fn found(incidents: &[Incident]) -> Vec<String> {
        let labels = LabelsTable::new(incidents).unwrap();
        let pairs = losses_by_attack_type_and_entity_type(&labels).unwrap();
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
