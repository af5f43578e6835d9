//! The columns of the tables that say what a period looks like: its key figures beside those of
//! earlier spans, its largest incidents, how losses spread over sizes, and what came before it.

use crate::domain::{Dimension, Granularity};

use super::{
    ALLOCATED, INCIDENTS, INVOLVED, KNOWN, Kind, LARGEST, MAX, Table, UNKNOWN, column, incidents,
    losses_by_label_and_period, losses_by_period, optional, span_name,
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
#[must_use]
pub fn key_figures() -> Table {
    let change = |name, what: &str| {
        optional(
            name,
            Kind::Share,
            &format!(
                "how {what} changed from this span to the period, as a part of this span's; none for the period itself and where there is nothing to compare"
            ),
        )
    };
    // 0 and not none: programs that know no integers without a value would read floats.
    let difference = |name, what: &str| {
        column(
            name,
            Kind::Integer,
            &format!("{what} of the period less those of this span; 0 for the period itself"),
        )
    };
    Table {
        name: "key_figures".into(),
        meaning: "One row for the period, one for the span of the same length before it, and one for the same span a year before, as far as the reports reach back".into(),
        columns: vec![
            column("span", Kind::Text, "period, previous or year_before"),
            column("from", Kind::Date, "first day"),
            column("to", Kind::Date, "last day; of a period that is not over, the day up to which the reports are complete, and what it is compared with ends as early"),
            column("incidents", Kind::Integer, INCIDENTS),
            column("incidents_known", Kind::Integer, KNOWN),
            column("incidents_unknown", Kind::Integer, UNKNOWN),
            optional("loss_usd", Kind::Usd, "sum of the known losses; 0 without incidents, none if all losses are unknown"),
            optional("mean_loss_usd", Kind::Usd, "mean of the known losses, to the cent, half to even"),
            optional("median_loss_usd", Kind::Usd, "median of the known losses, to the cent, half to even"),
            optional("max_loss_usd", Kind::Usd, MAX),
            optional("largest_report", Kind::Text, LARGEST),
            optional("largest_share", Kind::Share, "largest known loss as a part of the sum"),
            difference("incidents_change", "incidents"),
            difference("incidents_known_change", "incidents with a known loss"),
            difference("incidents_unknown_change", "incidents with an unknown loss"),
            change("loss_change_share", "the sum"),
            change("median_change_share", "the median"),
            change("max_change_share", "the largest loss"),
            optional("largest_share_change", Kind::Share, "share of the largest loss in the period less that in this span"),
        ],
        key: vec!["span"],
    }
}

/// `largest_incidents`: the ten largest known losses.
#[must_use]
pub fn largest_incidents() -> Table {
    let base = incidents();
    let taken = ["report", "date", "title", "target_entities", "entity_types", "attack_types"];
    let mut columns = vec![column(
        "rank",
        Kind::Integer,
        "place, from 1; of equal losses the one first by date and path comes first",
    )];
    columns.extend(base.columns.into_iter().filter(|it| taken.contains(&it.name)));
    columns.extend([
        column("loss_usd", Kind::Usd, "loss at the time of the event"),
        column("loss_share", Kind::Share, "loss as a part of the total loss"),
    ]);
    Table {
        name: "largest_incidents".into(),
        meaning: "One row for each of the ten largest losses above zero".into(),
        columns,
        key: vec!["rank"],
    }
}

/// `losses_by_size`: incidents and losses in bands of size, and the unknown ones.
#[must_use]
pub fn losses_by_size() -> Table {
    Table {
        name: "losses_by_size".into(),
        meaning:
            "One row for each band of loss sizes, the smallest first, and one for unknown losses"
                .into(),
        columns: vec![
            column("band", Kind::Text, "name of the band"),
            optional("from_usd", Kind::Usd, "smallest loss in the band"),
            optional(
                "below_usd",
                Kind::Usd,
                "losses in the band are smaller than this; none if it is open",
            ),
            column("incidents", Kind::Integer, INCIDENTS),
            optional("incident_share", Kind::Share, "incidents as a part of all incidents"),
            optional(
                "loss_usd",
                Kind::Usd,
                "sum of the losses in the band; none of the unknown ones",
            ),
            optional("loss_share", Kind::Share, "sum of the losses as a part of the total loss"),
        ],
        key: vec!["band"],
    }
}

/// `loss_concentration`: how much of the total the largest losses make up.
#[must_use]
pub fn loss_concentration() -> Table {
    Table {
        name: "loss_concentration".into(),
        meaning: "How much of the total the largest 1, 5 and 10 losses make up; and the same once more without the largest of all".into(),
        columns: vec![
            column("basis", Kind::Text, "all, or without_largest"),
            column("largest", Kind::Integer, "how many of the largest losses are added up"),
            column("incidents", Kind::Integer, "how many there are to add up: fewer if there are not so many"),
            optional("loss_usd", Kind::Usd, "sum of these losses; none if no loss is known"),
            optional("of_loss_usd", Kind::Usd, "sum of all losses of the basis; none if no loss is known"),
            optional("loss_share", Kind::Share, "the one as a part of the other"),
        ],
        key: vec!["basis", "largest"],
    }
}

/// `losses_by_attack_type_and_entity_type`: one row for each pair that occurs.
#[must_use]
pub fn losses_by_attack_type_and_entity_type() -> Table {
    let label = |dimension: Dimension| {
        let meaning = format!("{} in its canonical spelling", dimension.words().0);
        column(dimension.name(), Kind::Text, &meaning)
    };
    Table {
        name: "losses_by_attack_type_and_entity_type".into(),
        meaning: "One row for each attack type and entity type that occur together. The part of a loss that is allocated to an attack type is divided once more among the entity types: rows of one attack type add up to losses_by_attack_type".into(),
        columns: vec![
            label(Dimension::AttackType),
            label(Dimension::EntityType),
            column("incidents", Kind::Integer, INCIDENTS),
            column("incidents_known", Kind::Integer, KNOWN),
            optional("involved_loss_usd", Kind::Usd, INVOLVED),
            optional("allocated_loss_usd", Kind::Usd, ALLOCATED),
        ],
        key: vec!["attack_type", "entity_type"],
    }
}

/// `cumulative_loss_by_year`: the running total of each year, month by month.
#[must_use]
pub fn cumulative_loss_by_year() -> Table {
    Table {
        name: "cumulative_loss_by_year".into(),
        meaning: "One row for each month of each year, from the year of the first report to the end of the period, within its last month to its last day; the running total begins anew each January".into(),
        columns: vec![
            column("year", Kind::Integer, "calendar year"),
            column("month", Kind::Date, "first day of the month"),
            column("incidents", Kind::Integer, INCIDENTS),
            optional("loss_usd", Kind::Usd, "sum of the known losses of the month; 0 without incidents, none if all losses are unknown"),
            optional("cumulative_loss_usd", Kind::Usd, "sum of the known losses from January to this month; none as long as all losses are unknown"),
        ],
        key: vec!["month"],
    }
}

/// `earlier_incidents`: the incidents before the period, in the columns of `incidents`.
#[must_use]
pub fn earlier_incidents() -> Table {
    Table {
        name: EARLIER_INCIDENTS.into(),
        meaning: "One row for each report of an incident before the period: what comparisons look back at. In no sum of the period; only there if the period has a first day and there are such reports".into(),
        ..incidents()
    }
}

/// `later_incidents`: the incidents behind the period, in the columns of `incidents`.
#[must_use]
pub fn later_incidents() -> Table {
    Table {
        name: LATER_INCIDENTS.into(),
        meaning: "One row for each report of an incident behind the period, to the end of the calendar year that it ends in: what the month, quarter or year that the period cuts is completed with. In no sum of the period; only there if there are such reports".into(),
        ..incidents()
    }
}

/// `reports`: the reports that an index leads to.
#[must_use]
pub fn reports() -> Table {
    Table {
        name: "reports".into(),
        meaning: "One row for each month, quarter or year that lies whole within the period, the newest first; those with incidents have a report. Only beside an index of many reports".into(),
        columns: vec![
            column("period", Kind::Text, "short name of the span, and of the folder of its report"),
            column("from", Kind::Date, "first day"),
            column("to", Kind::Date, "last day; of a span that is not over, the day up to which the reports are complete"),
            column("incidents", Kind::Integer, INCIDENTS),
            column("incidents_known", Kind::Integer, KNOWN),
            column("incidents_unknown", Kind::Integer, UNKNOWN),
            optional("loss_usd", Kind::Usd, "sum of the known losses; 0 without incidents, none if all losses are unknown"),
            optional("max_loss_usd", Kind::Usd, MAX),
            optional("largest_report", Kind::Text, LARGEST),
        ],
        key: vec!["period"],
    }
}

/// `loss_to_date_by_year`: the same days of each year.
#[must_use]
pub fn loss_to_date_by_year() -> Table {
    Table {
        name: "loss_to_date_by_year".into(),
        meaning: "One row for each year from that of the first report to that of the period: what it had cost by the day of the calendar that the period ends on".into(),
        columns: vec![
            column("year", Kind::Integer, "calendar year"),
            column("from", Kind::Date, "first day: 1 January"),
            column("to", Kind::Date, "last day: in each year the day that the period ends on, or up to which the reports are complete"),
            column("incidents", Kind::Integer, INCIDENTS),
            column("incidents_known", Kind::Integer, KNOWN),
            column("incidents_unknown", Kind::Integer, UNKNOWN),
            optional("loss_usd", Kind::Usd, "sum of the known losses from the first to the last day; 0 without incidents, none if all losses are unknown"),
            optional("loss_change_share", Kind::Share, "how the sum changed from this year to that of the period, as a part of this year's; none for the year of the period itself and where there is nothing to compare"),
            optional("whole_year_loss_usd", Kind::Usd, "sum of the known losses of the whole year; none if all losses are unknown or the reports do not go to its end"),
        ],
        key: vec!["year"],
    }
}

fn looking_back(table: Table, span: &str, what: &str) -> Table {
    Table {
        name: history(&table.name),
        meaning: format!(
            "As {}, from the first report to the end of the {span} that the period ends in, which is shown whole{what}",
            table.name
        ),
        ..table
    }
}

/// `history_by_month` and its like: a time series that begins with the first report.
#[must_use]
pub fn history_by_period(granularity: Granularity) -> Table {
    looking_back(losses_by_period(granularity), span_name(granularity), AROUND)
}

/// `history_by_attack_type_and_year`: the same by label and year.
#[must_use]
pub fn history_by_label_and_period(dimension: Dimension, granularity: Granularity) -> Table {
    looking_back(losses_by_label_and_period(dimension, granularity), span_name(granularity), AROUND)
}

/// All of these tables, in the order of the data package.
#[must_use]
pub fn all() -> Vec<Table> {
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
