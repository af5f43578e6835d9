//! The columns of the tables that say what a period looks like: its key figures beside those of
//! earlier spans, its largest incidents, how losses spread over sizes, and what came before it.

use crate::domain::{Dimension, Granularity};

use super::{
    ALLOCATED, ByPair, BySize, Concentration, CumulativeByYear, INCIDENTS, INVOLVED, KNOWN,
    KeyFigures, LARGEST, LargestIncident, MAX, Reports, TableSchema, ToDateByYear, UNKNOWN, column,
    columns_of, incidents, losses_by_label_and_period, losses_by_period, span_name,
};

/// The name of [`earlier_incidents`]: the table that the base of all comparisons is read from.
pub const EARLIER_INCIDENTS: &str = "earlier_incidents";
/// The name of [`later_incidents`]: what the spans that the period cuts are completed with.
pub const LATER_INCIDENTS: &str = "later_incidents";

/// When a table of what lies around the period is there.
const AROUND: &str = "; only there if there are reports around the period";

/// The name of the table that looks back: `history_by_month` for `losses_by_month`.
fn history(name: &str) -> String {
    name.replacen("losses_by_", "history_by_", 1)
}

/// `key_figures`: the period, the one before it, and the same one a year before, side by side.
pub fn key_figures() -> TableSchema {
    let change = |name, what: &str| {
        column(
            name,
            &format!(
                "how {what} changed from this span to the period, as a part of this span's; none for the period itself and where there is nothing to compare"
            ),
        )
    };
    // 0 and not none: programs that know no integers without a value would read floats.
    let difference = |name, what: &str| {
        column(
            name,
            &format!("{what} of the period less those of this span; 0 for the period itself"),
        )
    };
    TableSchema {
        name: "key_figures".into(),
        meaning: "One row for the period, one for the span of the same length before it, and one for the same span a year before, as far as the reports reach back".into(),
        columns: columns_of::<KeyFigures, _>([
            column("span", "period, previous or year_before"),
            column("from", "first day"),
            column("to", "last day; of a period that is not over, the day up to which the reports are complete, and what it is compared with ends as early"),
            column("incidents", INCIDENTS),
            column("incidents_known", KNOWN),
            column("incidents_unknown", UNKNOWN),
            column("loss_usd", "sum of the known losses; 0 without incidents, none if all losses are unknown"),
            column("mean_loss_usd", "mean of the known losses, to the cent, half to even"),
            column("median_loss_usd", "median of the known losses, to the cent, half to even"),
            column("max_loss_usd", MAX),
            column("largest_report", LARGEST),
            column("largest_share", "largest known loss as a part of the sum"),
            difference("incidents_change", "incidents"),
            difference("incidents_known_change", "incidents with a known loss"),
            difference("incidents_unknown_change", "incidents with an unknown loss"),
            change("loss_change_share", "the sum"),
            change("median_change_share", "the median"),
            change("max_change_share", "the largest loss"),
            column("largest_share_change", "share of the largest loss in the period less that in this span"),
        ]),
        key: vec!["span"],
    }
}

/// `largest_incidents`: the ten largest known losses.
pub fn largest_incidents() -> TableSchema {
    let of_incidents = incidents().columns;
    let described = |name: &'static str| {
        let column = of_incidents.iter().find(|it| it.name == name);
        (name, column.map_or_else(String::new, |it| it.meaning.clone()))
    };
    TableSchema {
        name: "largest_incidents".into(),
        meaning: "One row for each of the ten largest losses above zero".into(),
        columns: columns_of::<LargestIncident, _>([
            column(
                "rank",
                "place, from 1; of equal losses the one first by date and path comes first",
            ),
            described("report"),
            described("date"),
            described("title"),
            described("target_entities"),
            described("entity_types"),
            described("attack_types"),
            column("loss_usd", "loss at the time of the event"),
            column("loss_share", "loss as a part of the total loss"),
        ]),
        key: vec!["rank"],
    }
}

/// `losses_by_size`: incidents and losses in bands of size, and the unknown ones.
pub fn losses_by_size() -> TableSchema {
    TableSchema {
        name: "losses_by_size".into(),
        meaning:
            "One row for each band of loss sizes, the smallest first, and one for unknown losses"
                .into(),
        columns: columns_of::<BySize, _>([
            column("band", "name of the band"),
            column("from_usd", "smallest loss in the band"),
            column("below_usd", "losses in the band are smaller than this; none if it is open"),
            column("incidents", INCIDENTS),
            column("incident_share", "incidents as a part of all incidents"),
            column("loss_usd", "sum of the losses in the band; none of the unknown ones"),
            column("loss_share", "sum of the losses as a part of the total loss"),
        ]),
        key: vec!["band"],
    }
}

/// `loss_concentration`: how much of the total the largest losses make up.
pub fn loss_concentration() -> TableSchema {
    TableSchema {
        name: "loss_concentration".into(),
        meaning: "How much of the total the largest 1, 5 and 10 losses make up; and the same once more without the largest of all".into(),
        columns: columns_of::<Concentration, _>([
            column("basis", "all, or without_largest"),
            column("largest", "how many of the largest losses are added up"),
            column("incidents", "how many there are to add up: fewer if there are not so many"),
            column("loss_usd", "sum of these losses; none if no loss is known"),
            column("of_loss_usd", "sum of all losses of the basis; none if no loss is known"),
            column("loss_share", "the one as a part of the other"),
        ]),
        key: vec!["basis", "largest"],
    }
}

/// `losses_by_attack_type_and_entity_type`: one row for each pair that occurs.
pub fn losses_by_attack_type_and_entity_type() -> TableSchema {
    let label = |dimension: Dimension| {
        let meaning = format!("{} in its canonical spelling", dimension.words().0);
        column(dimension.name(), &meaning)
    };
    TableSchema {
        name: "losses_by_attack_type_and_entity_type".into(),
        meaning: "One row for each attack type and entity type that occur together. The part of a loss that is allocated to an attack type is divided once more among the entity types: rows of one attack type add up to losses_by_attack_type".into(),
        columns: columns_of::<ByPair, _>([
            label(Dimension::AttackType),
            label(Dimension::EntityType),
            column("incidents", INCIDENTS),
            column("incidents_known", KNOWN),
            column("involved_loss_usd", INVOLVED),
            column("allocated_loss_usd", ALLOCATED),
        ]),
        key: vec!["attack_type", "entity_type"],
    }
}

/// `cumulative_loss_by_year`: the running total of each year, month by month.
pub fn cumulative_loss_by_year() -> TableSchema {
    TableSchema {
        name: "cumulative_loss_by_year".into(),
        meaning: "One row for each month of each year, from the year of the first report to the end of the period, within its last month to its last day; the running total begins anew each January".into(),
        columns: columns_of::<CumulativeByYear, _>([
            column("year", "calendar year"),
            column("month", "first day of the month"),
            column("incidents", INCIDENTS),
            column("loss_usd", "sum of the known losses of the month; 0 without incidents, none if all losses are unknown"),
            column("cumulative_loss_usd", "sum of the known losses from January to this month; none as long as all losses are unknown"),
        ]),
        key: vec!["month"],
    }
}

/// `earlier_incidents`: the incidents before the period, in the columns of `incidents`.
pub fn earlier_incidents() -> TableSchema {
    TableSchema {
        name: EARLIER_INCIDENTS.into(),
        meaning: "One row for each report of an incident before the period: what comparisons look back at. In no sum of the period; only there if the period has a first day and there are such reports".into(),
        ..incidents()
    }
}

/// `later_incidents`: the incidents after the period, in the columns of `incidents`.
pub fn later_incidents() -> TableSchema {
    TableSchema {
        name: LATER_INCIDENTS.into(),
        meaning: "One row for each report of an incident after the period, to the end of the calendar year that it ends in: what the month, quarter or year that the period cuts is completed with. In no sum of the period; only there if there are such reports".into(),
        ..incidents()
    }
}

/// `reports`: the reports that an index leads to.
pub fn reports() -> TableSchema {
    TableSchema {
        name: "reports".into(),
        meaning: "One row for each month, quarter or year that is entirely within the period, the newest first; those with incidents have a report. Only next to an index of many reports".into(),
        columns: columns_of::<Reports, _>([
            column("period", "short name of the span, and of the folder of its report"),
            column("from", "first day"),
            column("to", "last day; of a span that is not over, the day up to which the reports are complete"),
            column("incidents", INCIDENTS),
            column("incidents_known", KNOWN),
            column("incidents_unknown", UNKNOWN),
            column("loss_usd", "sum of the known losses; 0 without incidents, none if all losses are unknown"),
            column("max_loss_usd", MAX),
            column("largest_report", LARGEST),
        ]),
        key: vec!["period"],
    }
}

/// `loss_to_date_by_year`: the same days of each year.
pub fn loss_to_date_by_year() -> TableSchema {
    TableSchema {
        name: "loss_to_date_by_year".into(),
        meaning: "One row for each year from that of the first report to that of the period: what it had cost by the day of the calendar that the period ends on".into(),
        columns: columns_of::<ToDateByYear, _>([
            column("year", "calendar year"),
            column("from", "first day: 1 January"),
            column("to", "last day: in each year the day that the period ends on, or up to which the reports are complete"),
            column("incidents", INCIDENTS),
            column("incidents_known", KNOWN),
            column("incidents_unknown", UNKNOWN),
            column("loss_usd", "sum of the known losses from the first to the last day; 0 without incidents, none if all losses are unknown"),
            column("loss_change_share", "how the sum changed from this year to that of the period, as a part of this year's; none for the year of the period itself and where there is nothing to compare"),
            column("whole_year_loss_usd", "sum of the known losses of the whole year; none if all losses are unknown or the reports do not go to its end"),
        ]),
        key: vec!["year"],
    }
}

fn looking_back(table: TableSchema, span: &str, what: &str) -> TableSchema {
    TableSchema {
        name: history(&table.name),
        meaning: format!(
            "As {}, from the first report to the end of the {span} that the period ends in, which is shown whole{what}",
            table.name
        ),
        ..table
    }
}

/// `history_by_month` and its like: a time series that begins with the first report.
pub fn history_by_period(granularity: Granularity) -> TableSchema {
    looking_back(losses_by_period(granularity), span_name(granularity), AROUND)
}

/// `history_by_attack_type_and_year`: the same by label and year.
pub fn history_by_label_and_period(dimension: Dimension, granularity: Granularity) -> TableSchema {
    looking_back(losses_by_label_and_period(dimension, granularity), span_name(granularity), AROUND)
}

/// All of these tables, in the order of the data package.
pub fn all() -> Vec<TableSchema> {
    let mut tables = vec![
        losses_by_attack_type_and_entity_type(),
        key_figures(),
        largest_incidents(),
        losses_by_size(),
        loss_concentration(),
        cumulative_loss_by_year(),
        loss_to_date_by_year(),
        earlier_incidents(),
        later_incidents(),
    ];
    let spans = [Granularity::Month, Granularity::Quarter, Granularity::Year];
    tables.extend(spans.map(history_by_period));
    tables.push(history_by_label_and_period(Dimension::AttackType, Granularity::Year));
    tables.push(reports());
    tables
}
