//! The names, types, units and meanings of all tables and columns. They stand nowhere else: the
//! data package, the README and the tests take them from here.

pub mod shape;

use crate::domain::{Dimension, Granularity};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A list of texts; in CSV joined by `; `.
    TextList,
    /// A day; in CSV `2023-11-20`.
    Date,
    /// A whole number.
    Integer,
    /// US dollars, a decimal with two places.
    Usd,
    /// A part of a whole, between 0 and 1, or a change as a part of what was before, which may be
    /// negative; a decimal with six places.
    Share,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row has a value; else an empty cell or null means that there is none.
    pub required: bool,
    /// What it means, in one sentence without a full stop.
    pub meaning: String,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name, which is also the name of its files.
    pub name: String,
    /// What a row is.
    pub meaning: String,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The columns that tell the rows apart.
    pub key: Vec<&'static str>,
}

fn column(name: &'static str, kind: Kind, meaning: &str) -> Column {
    Column { name, kind, required: true, meaning: meaning.to_owned() }
}

fn optional(name: &'static str, kind: Kind, meaning: &str) -> Column {
    Column { name, kind, required: false, meaning: meaning.to_owned() }
}

const REPORT: &str =
    "path of the report below the input folder, with `/`: every number traces back to it";

/// `incidents`: one row for each report.
#[must_use]
pub fn incidents() -> Table {
    Table {
        name: "incidents".into(),
        meaning: "One row for each report that was loaded".into(),
        columns: vec![
            column("report", Kind::Text, REPORT),
            column("date", Kind::Date, "day of the event"),
            column("title", Kind::Text, "headline of the report"),
            column("target_entities", Kind::TextList, "who was hit"),
            column("entity_types", Kind::TextList, "what kind of project was hit"),
            column("attack_types", Kind::TextList, "how the money was taken"),
            optional("tags", Kind::TextList, "anything else the report names, often the suspects"),
            optional(
                "loss_usd",
                Kind::Usd,
                "loss at the time of the event; none if it is unknown, which is not zero",
            ),
            optional(
                "duplicate_of",
                Kind::Text,
                "the report that is counted in this one's place; such a row takes no part in any sum",
            ),
        ],
        key: vec!["report"],
    }
}

/// `incident_labels`: one row for each label of each counted incident.
#[must_use]
pub fn incident_labels() -> Table {
    Table {
        name: "incident_labels".into(),
        meaning: "One row for each label of each incident that is counted; a pivot table of allocated_loss_usd over one dimension adds up to the total".into(),
        columns: vec![
            column("report", Kind::Text, REPORT),
            column("date", Kind::Date, "day of the event"),
            column("dimension", Kind::Text, "what the label says: attack_type, entity_type, tag or target_entity"),
            column("label", Kind::Text, "label in its canonical spelling"),
            column("labels", Kind::Integer, "how many labels the incident has in this dimension"),
            optional("loss_usd", Kind::Usd, "whole loss of the incident: never add it up over labels"),
            optional("allocated_loss_usd", Kind::Usd, "the label's part of the loss: equal parts, left-over cents to the labels first in code point order"),
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
#[must_use]
pub fn losses_by_label(dimension: Dimension) -> Table {
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
    Table {
        name: format!("losses_by_{}", dimension.name()),
        meaning: format!(
            "One row for each {word}, the largest allocated loss first. Incidents can have several {words}"
        ),
        columns: vec![
            column(dimension.name(), Kind::Text, &format!("{word} in its canonical spelling")),
            column("incidents", Kind::Integer, "number of incidents that carry the label"),
            column("incidents_known", Kind::Integer, KNOWN),
            column("incidents_unknown", Kind::Integer, UNKNOWN),
            optional("involved_loss_usd", Kind::Usd, INVOLVED),
            optional("allocated_loss_usd", Kind::Usd, allocated),
            optional("allocated_share", Kind::Share, share),
            optional(
                "mean_loss_usd",
                Kind::Usd,
                "mean of the known losses, to the cent, half to even",
            ),
            optional(
                "median_loss_usd",
                Kind::Usd,
                "median of the known losses, to the cent, half to even",
            ),
            optional("max_loss_usd", Kind::Usd, MAX),
            optional("largest_report", Kind::Text, LARGEST),
            column("first_date", Kind::Date, "day of the first incident"),
            column("last_date", Kind::Date, "day of the last incident"),
        ],
        key: vec![dimension.name()],
    }
}

/// The word for one row of a time series: also the name of its column.
#[must_use]
pub const fn span_name(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Month => "month",
        Granularity::Quarter => "quarter",
        Granularity::Year => "year",
    }
}

/// `losses_by_month` and its like: one row for each month, quarter or year, without gaps.
#[must_use]
pub fn losses_by_period(granularity: Granularity) -> Table {
    let span = span_name(granularity);
    Table {
        name: format!("losses_by_{span}"),
        meaning: format!(
            "One row for each {span} from the first incident to the last, or of the chosen period; of a {span} that the period cuts, the row has only the days within it"
        ),
        columns: vec![
            column(span, Kind::Date, &format!("first day of the {span}")),
            column("incidents", Kind::Integer, INCIDENTS),
            column("incidents_known", Kind::Integer, KNOWN),
            column("incidents_unknown", Kind::Integer, UNKNOWN),
            optional(
                "loss_usd",
                Kind::Usd,
                "sum of the known losses; 0 without incidents, none if all losses are unknown",
            ),
            optional(
                "cumulative_loss_usd",
                Kind::Usd,
                "sum of the known losses from the first row to this one; none as long as all losses are unknown",
            ),
            optional("max_loss_usd", Kind::Usd, MAX),
            optional("largest_report", Kind::Text, LARGEST),
        ],
        key: vec![span],
    }
}

/// `losses_by_attack_type_and_month` and its like: one row for each pair that occurs.
#[must_use]
pub fn losses_by_label_and_period(dimension: Dimension, granularity: Granularity) -> Table {
    let (span, (word, _)) = (span_name(granularity), dimension.words());
    Table {
        name: format!("losses_by_{}_and_{span}", dimension.name()),
        meaning: format!("One row for each {span} and {word} that occur together"),
        columns: vec![
            column(span, Kind::Date, &format!("first day of the {span}")),
            column(dimension.name(), Kind::Text, &format!("{word} in its canonical spelling")),
            column("incidents", Kind::Integer, INCIDENTS),
            column("incidents_known", Kind::Integer, KNOWN),
            optional("involved_loss_usd", Kind::Usd, INVOLVED),
            optional("allocated_loss_usd", Kind::Usd, ALLOCATED),
        ],
        key: vec![span, dimension.name()],
    }
}

/// `findings`: one row for everything there is to say about the reports. CSV only.
#[must_use]
pub fn findings() -> Table {
    Table {
        name: "findings".into(),
        meaning: "One row for everything there is to say about the reports, rejected ones included"
            .into(),
        columns: vec![
            column(
                "report",
                Kind::Text,
                "path of the report, or what else the finding is about; `.`: all reports together",
            ),
            optional("line", Kind::Integer, "line of the file, from 1"),
            optional("column", Kind::Integer, "column of the line in characters, from 1"),
            column(
                "severity",
                Kind::Text,
                "error: the report is rejected; warning: it is kept; note: for information",
            ),
            column("code", Kind::Text, "stable name of the kind of finding"),
            column("fact", Kind::Text, "what was found"),
            column("help", Kind::Text, "what to do about it"),
        ],
        key: vec![],
    }
}

/// `findings_by_code`: how often each kind of finding occurs.
#[must_use]
pub fn findings_by_code() -> Table {
    Table {
        name: "findings_by_code".into(),
        meaning: "One row for each kind of finding that occurs, the gravest first".into(),
        columns: vec![
            column("code", Kind::Text, "stable name of the kind of finding"),
            column(
                "severity",
                Kind::Text,
                "error: the report is rejected; warning: it is kept; note: for information",
            ),
            column(
                "reports",
                Kind::Integer,
                "how many reports or other files have it; 0 if it is said of all reports together",
            ),
            column("findings", Kind::Integer, "how often it was found"),
            column("meaning", Kind::Text, "what it means"),
        ],
        key: vec!["code"],
    }
}

/// Every table of an edition, in the order of the data package.
#[must_use]
pub fn all() -> Vec<Table> {
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
