//! The names, types, units and meanings of all tables and columns. They are nowhere else: the
//! data package, the README and the tests take them from here.

pub mod manifest;
mod rows;
pub mod shape;

use crate::domain::{Dimension, Granularity};

pub use super::described::{ColumnSchema, Kind, TableSchema};
use super::table::Row;
pub use rows::{
    ByLabel, ByLabelAndPeriod, ByPair, ByPeriod, BySize, Concentration, CumulativeByYear,
    FindingsByCode, KeyFigures, LargestIncident, Reports, ToDateByYear,
};

/// The name of a column, and what it means.
type Described = (&'static str, String);

fn column(name: &'static str, meaning: &str) -> Described {
    (name, meaning.to_owned())
}

/// The columns of typed rows, as they are called and what they mean; one for each field.
fn columns_of<R: Row, const WIDTH: usize>(described: [Described; WIDTH]) -> Vec<ColumnSchema> {
    const { assert!(WIDTH == R::COLUMNS.len(), "every field of a row is described") }
    let columns = R::COLUMNS.iter().zip(described);
    columns
        .map(|(column, (name, meaning))| ColumnSchema {
            name,
            kind: column.kind,
            required: column.required,
            meaning,
        })
        .collect()
}

/// The columns of the base tables and of the findings, by their names.
pub mod names {
    /// The table of the incidents.
    pub const INCIDENTS: &str = "incidents";
    /// The path of the report.
    pub const REPORT: &str = "report";
    /// The day of the event.
    pub const DATE: &str = "date";
    /// The headline.
    pub const TITLE: &str = "title";
    /// Who was hit.
    pub const TARGET_ENTITIES: &str = "target_entities";
    /// What kind of project was hit.
    pub const ENTITY_TYPES: &str = "entity_types";
    /// How the money was taken.
    pub const ATTACK_TYPES: &str = "attack_types";
    /// Anything else that the report names.
    pub const TAGS: &str = "tags";
    /// The loss.
    pub const LOSS_USD: &str = "loss_usd";
    /// The report that is counted in this one's place.
    pub const DUPLICATE_OF: &str = "duplicate_of";
    /// A label's part of the loss.
    pub const ALLOCATED_LOSS_USD: &str = "allocated_loss_usd";
}
use names::{
    ALLOCATED_LOSS_USD, ATTACK_TYPES, DATE, DUPLICATE_OF, ENTITY_TYPES, LOSS_USD, TAGS,
    TARGET_ENTITIES, TITLE,
};

fn required(name: &'static str, kind: Kind, meaning: &str) -> ColumnSchema {
    ColumnSchema { name, kind, required: true, meaning: meaning.to_owned() }
}

fn optional(name: &'static str, kind: Kind, meaning: &str) -> ColumnSchema {
    ColumnSchema { name, kind, required: false, meaning: meaning.to_owned() }
}

const REPORT: &str =
    "path of the report below the input folder, with `/`: every number traces back to it";

/// `incidents`: one row for each report.
pub fn incidents() -> TableSchema {
    TableSchema {
        name: "incidents".into(),
        meaning: "One row for each report that was loaded".into(),
        columns: vec![
            required(names::REPORT, Kind::Text, REPORT),
            required(DATE, Kind::Date, "day of the event"),
            required(TITLE, Kind::Text, "headline of the report"),
            required(TARGET_ENTITIES, Kind::TextList, "who was hit"),
            required(ENTITY_TYPES, Kind::TextList, "what kind of project was hit"),
            required(ATTACK_TYPES, Kind::TextList, "how the money was taken"),
            optional(TAGS, Kind::TextList, "anything else the report names, often the suspects"),
            optional(
                LOSS_USD,
                Kind::Usd,
                "loss at the time of the event; none if it is unknown, which is not zero",
            ),
            optional(
                DUPLICATE_OF,
                Kind::Text,
                "the report that is counted in this one's place; such a row takes no part in any sum",
            ),
        ],
        key: vec!["report"],
    }
}

/// Whether a table has a row for each incident, label of one, or finding: it grows with the reports.
pub fn has_row_for_each(table: &str) -> bool {
    let own = [incidents().name, incident_labels().name, findings().name];
    let around = [shape::EARLIER_INCIDENTS, shape::LATER_INCIDENTS];
    around.contains(&table) || own.iter().any(|name| name == table)
}

/// `incident_labels`: one row for each label of each counted incident.
pub fn incident_labels() -> TableSchema {
    TableSchema {
        name: "incident_labels".into(),
        meaning: "One row for each label of each incident that is counted; a pivot table of allocated_loss_usd over one dimension adds up to the total".into(),
        columns: vec![
            required(names::REPORT, Kind::Text, REPORT),
            required(DATE, Kind::Date, "day of the event"),
            required("dimension", Kind::Text, "what the label says: attack_type, entity_type, tag or target_entity"),
            required("label", Kind::Text, "label in its canonical spelling"),
            required("labels", Kind::Integer, "how many labels the incident has in this dimension"),
            optional(LOSS_USD, Kind::Usd, "whole loss of the incident: never add it up over labels"),
            optional(ALLOCATED_LOSS_USD, Kind::Usd, "the label's part of the loss: equal parts, left-over cents to the labels first in code point order"),
        ],
        key: vec!["report", "dimension", "label"],
    }
}

const INCIDENTS: &str = "number of incidents";
const KNOWN: &str = "how many of them have a known loss";
const UNKNOWN: &str = "how many of them have an unknown loss, which is in no sum";
const INVOLVED: &str = "sum of the whole losses of the incidents that carry the label; overlaps between labels, so never total it";
const ALLOCATED: &str =
    "sum of the label's parts of the losses; adds up to the total over all labels, to the cent";
const MAX: &str = "largest known loss of one incident";
const LARGEST: &str = "report with that loss; of several, the one first by date and path";

/// `losses_by_attack_type` and its like: one row for each label of a dimension.
pub fn losses_by_label(dimension: Dimension) -> TableSchema {
    let (word, words) = dimension.words();
    // Every incident has labels of the required dimensions; tags are free.
    let (allocated, share) = if dimension.is_required() {
        (ALLOCATED, "allocated loss as a part of the total loss, rounded to six places")
    } else {
        (
            "sum of the label's parts of the losses; adds up to the losses of the incidents that have such a label",
            "allocated loss as a part of the losses of all incidents that have such a label, rounded to six places",
        )
    };
    TableSchema {
        name: format!("losses_by_{}", dimension.name()),
        meaning: format!(
            "One row for each {word}, the largest allocated loss first. Incidents can have several {words}"
        ),
        columns: columns_of::<ByLabel, _>([
            column(dimension.name(), &format!("{word} in its canonical spelling")),
            column("incidents", "number of incidents that carry the label"),
            column("incidents_known", KNOWN),
            column("incidents_unknown", UNKNOWN),
            column("involved_loss_usd", INVOLVED),
            column("allocated_loss_usd", allocated),
            column("allocated_share", share),
            column("mean_loss_usd", "mean of the known losses, to the cent, half to even"),
            column("median_loss_usd", "median of the known losses, to the cent, half to even"),
            column("max_loss_usd", MAX),
            column("largest_report", LARGEST),
            column("first_date", "day of the first incident"),
            column("last_date", "day of the last incident"),
        ]),
        key: vec![dimension.name()],
    }
}

/// The word for one row of a time series: also the name of its column.
pub const fn span_name(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Month => "month",
        Granularity::Quarter => "quarter",
        Granularity::Year => "year",
    }
}

/// `losses_by_month` and its like: one row for each month, quarter or year, without gaps.
pub fn losses_by_period(granularity: Granularity) -> TableSchema {
    let span = span_name(granularity);
    TableSchema {
        name: format!("losses_by_{span}"),
        meaning: format!(
            "One row for each {span} from the first incident to the last, or of the chosen period; of a {span} that the period cuts, the row has only the days within it"
        ),
        columns: columns_of::<ByPeriod, _>([
            column(span, &format!("first day of the {span}")),
            column("incidents", INCIDENTS),
            column("incidents_known", KNOWN),
            column("incidents_unknown", UNKNOWN),
            column(
                "loss_usd",
                "sum of the known losses; 0 without incidents, none if all losses are unknown",
            ),
            column(
                "cumulative_loss_usd",
                "sum of the known losses from the first row to this one; none as long as all losses are unknown",
            ),
            column("max_loss_usd", MAX),
            column("largest_report", LARGEST),
        ]),
        key: vec![span],
    }
}

/// `losses_by_attack_type_and_month` and its like: one row for each pair that occurs.
pub fn losses_by_label_and_period(dimension: Dimension, granularity: Granularity) -> TableSchema {
    let (span, (word, _)) = (span_name(granularity), dimension.words());
    TableSchema {
        name: format!("losses_by_{}_and_{span}", dimension.name()),
        meaning: format!("One row for each {span} and {word} that occur together"),
        columns: columns_of::<ByLabelAndPeriod, _>([
            column(span, &format!("first day of the {span}")),
            column(dimension.name(), &format!("{word} in its canonical spelling")),
            column("incidents", INCIDENTS),
            column("incidents_known", KNOWN),
            column("involved_loss_usd", INVOLVED),
            column("allocated_loss_usd", ALLOCATED),
        ]),
        key: vec![span, dimension.name()],
    }
}

/// `findings`: one row for everything there is to say about the reports. CSV only.
pub fn findings() -> TableSchema {
    TableSchema {
        name: "findings".into(),
        meaning: "One row for everything there is to say about the reports, rejected ones included"
            .into(),
        columns: vec![
            required(
                names::REPORT,
                Kind::Text,
                "path of the report, or what else the finding is about; `.`: all reports together",
            ),
            optional("line", Kind::Integer, "line of the file, from 1"),
            optional("column", Kind::Integer, "column of the line in characters, from 1"),
            required(
                "severity",
                Kind::Text,
                "error: the report is rejected; warning: it is kept; note: for information",
            ),
            required("code", Kind::Text, "stable name of the kind of finding"),
            required("fact", Kind::Text, "what was found"),
            required("help", Kind::Text, "what to do about it"),
        ],
        key: vec![],
    }
}

/// `findings_by_code`: how often each kind of finding occurs.
pub fn findings_by_code() -> TableSchema {
    TableSchema {
        name: "findings_by_code".into(),
        meaning: "One row for each kind of finding that occurs, the gravest first".into(),
        columns: columns_of::<FindingsByCode, _>([
            column("code", "stable name of the kind of finding"),
            column(
                "severity",
                "error: the report is rejected; warning: it is kept; note: for information",
            ),
            column(
                "reports",
                "how many reports or other files have it; 0 if it is about all reports together",
            ),
            column("findings", "how often it was found"),
            column("meaning", "what it means"),
        ]),
        key: vec!["code"],
    }
}

/// Every table of an edition, in the order of the data package.
pub fn all() -> Vec<TableSchema> {
    const DIMENSIONS: [Dimension; 2] = [Dimension::AttackType, Dimension::EntityType];
    const SPANS: [Granularity; 3] = [Granularity::Month, Granularity::Quarter, Granularity::Year];
    let mut tables = vec![incidents(), incident_labels()];
    tables.extend(DIMENSIONS.map(losses_by_label));
    tables.extend(SPANS.map(losses_by_period));
    for dimension in DIMENSIONS {
        tables.extend(SPANS.map(|span| losses_by_label_and_period(dimension, span)));
    }
    tables.push(losses_by_label(Dimension::Tag));
    tables.extend(shape::all());
    tables.extend([findings_by_code(), findings()]);
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_keys_are_columns() {
        let tables = all();
        for (position, table) in tables.iter().enumerate() {
            assert!(
                tables[..position].iter().all(|other| other.name != table.name),
                "{}",
                table.name
            );
            let names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
            assert!(table.key.iter().all(|key| names.contains(key)), "{}", table.name);
            assert!(
                names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)),
                "{}",
                table.name
            );
        }
    }
}
