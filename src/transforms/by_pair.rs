//! Losses by attack type and entity type: `losses_by_attack_type_and_entity_type`.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::domain::{Dimension, Usd};
use crate::tables::columns::shape;
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
