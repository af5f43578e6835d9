//! Every aggregate table, computed again: plain loops over `incidents.csv`, in whole cents, by the
//! words of ARCHITECTURE.md and data/README.md. Nothing of the crate is used.

mod shape;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::{Edition, cells, cents, manifest, rows};

/// A row of `incidents` that takes part in sums.
#[derive(Clone)]
struct Incident {
    report: String,
    date: NaiveDate,
    loss: Option<i128>,
    attacks: Vec<String>,
    entities: Vec<String>,
    tags: Vec<String>,
}

/// The cells of a row.
type Row = Vec<String>;

/// The first and the last day that were chosen, if any.
pub type Chosen = (Option<NaiveDate>, Option<NaiveDate>);

const SPANS: [(&str, u32); 3] = [("month", 1), ("quarter", 3), ("year", 12)];

/// The incidents of a table that has the columns of `incidents`.
fn incidents(edition: &Edition, table: &str) -> Vec<Incident> {
    let columns =
        ["report", "date", "loss_usd", "attack_types", "entity_types", "duplicate_of", "tags"];
    let list =
        |cell: &str| cell.split("; ").filter(|it| !it.is_empty()).map(str::to_owned).collect();
    cells(edition, table, &columns)
        .into_iter()
        .filter(|row| row[5].is_empty())
        .map(|row| Incident {
            report: row[0].clone(),
            date: row[1].parse().unwrap(),
            loss: (!row[2].is_empty()).then(|| cents(&row[2])),
            attacks: list(&row[3]),
            entities: list(&row[4]),
            tags: list(&row[6]),
        })
        .collect()
}

/// Rounds a fraction to a whole number, a half to the even neighbour.
pub fn half_even(dividend: i128, divisor: i128) -> i128 {
    let down = dividend.div_euclid(divisor);
    match (dividend.rem_euclid(divisor) * 2).cmp(&divisor) {
        std::cmp::Ordering::Less => down,
        std::cmp::Ordering::Greater => down + 1,
        std::cmp::Ordering::Equal => down + down.rem_euclid(2),
    }
}

/// A part of a whole as the tables show it; nothing of a zero whole.
fn share(part: i128, whole: i128) -> String {
    if whole == 0 {
        return String::new();
    }
    millionths(half_even(part * 1_000_000, whole))
}

fn millionths(number: i128) -> String {
    let (sign, size) = (if number < 0 { "-" } else { "" }, number.abs());
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

pub fn usd(cents: Option<i128>) -> String {
    cents.map_or_else(String::new, |it| format!("{}.{:02}", it / 100, it % 100))
}

/// The part of a loss that one of several labels gets: equal parts, and the cents left over one
/// each to the labels first in code point order.
pub fn allocated(loss: i128, label: &str, labels: &[String]) -> i128 {
    let count = i128::try_from(labels.len()).unwrap();
    let before = labels.iter().filter(|other| other.as_str() < label).count();
    loss / count + i128::from(i128::try_from(before).unwrap() < loss % count)
}

/// What a label or a span adds up to.
#[derive(Default)]
struct Sums<'a> {
    incidents: Vec<&'a Incident>,
    allocated: i128,
}

impl Sums<'_> {
    /// The known losses, ascending.
    fn known(&self) -> Vec<i128> {
        let mut known: Vec<i128> = self.incidents.iter().filter_map(|it| it.loss).collect();
        known.sort_unstable();
        known
    }

    /// An amount, or nothing where no loss is known.
    fn of_known(&self, amount: i128) -> Option<i128> {
        (!self.known().is_empty()).then_some(amount)
    }

    fn involved(&self) -> Option<i128> {
        self.of_known(self.known().iter().sum())
    }

    fn counts(&self) -> [String; 3] {
        let (all, known) = (self.incidents.len(), self.known().len());
        [all, known, all - known].map(|it| it.to_string())
    }

    fn mean(&self) -> Option<i128> {
        let known = self.known();
        let count = i128::try_from(known.len()).unwrap();
        (count > 0).then(|| half_even(known.iter().sum(), count))
    }

    fn median(&self) -> Option<i128> {
        let known = self.known();
        let middle = known.len() / 2;
        match known.len() {
            0 => None,
            odd if odd % 2 == 1 => Some(known[middle]),
            _ => Some(half_even(known[middle - 1] + known[middle], 2)),
        }
    }

    /// The largest loss and its report; of several, the one first by date and path.
    fn largest(&self) -> [String; 2] {
        let known = self.incidents.iter().filter(|it| it.loss.is_some());
        let largest = known.min_by_key(|it| (-it.loss.unwrap(), it.date, &it.report));
        [
            usd(largest.and_then(|it| it.loss)),
            largest.map_or_else(String::new, |it| it.report.clone()),
        ]
    }
}

fn labels_of<'a>(incident: &'a Incident, dimension: &str) -> &'a [String] {
    match dimension {
        "attack_type" => &incident.attacks,
        "entity_type" => &incident.entities,
        _ => &incident.tags,
    }
}

/// The table `losses_by_<dimension>`, without its header.
fn by_label(incidents: &[Incident], dimension: &str) -> Vec<Row> {
    let mut sums: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    for incident in incidents {
        let labels = labels_of(incident, dimension);
        for label in labels {
            let sum = sums.entry(label).or_default();
            sum.incidents.push(incident);
            sum.allocated += incident.loss.map_or(0, |it| allocated(it, label, labels));
        }
    }
    // Of a dimension that is no duty, those that have a label in it.
    let labelled = incidents.iter().filter(|it| !labels_of(it, dimension).is_empty());
    let total: i128 = labelled.filter_map(|it| it.loss).sum();
    let mut sorted: Vec<(&str, Sums<'_>)> = sums.into_iter().collect();
    // The largest first, nothing known last, ties in code point order.
    sorted.sort_by_key(|(label, it)| (it.involved().is_none(), -it.allocated, *label));
    let row = |(label, it): (&str, Sums<'_>)| {
        let share = it.involved().map_or_else(String::new, |_| share(it.allocated, total));
        let days: BTreeSet<NaiveDate> = it.incidents.iter().map(|it| it.date).collect();
        let mut row = vec![label.to_owned()];
        row.extend(it.counts());
        row.extend([usd(it.involved()), usd(it.of_known(it.allocated)), share]);
        row.extend([usd(it.mean()), usd(it.median())]);
        row.extend(it.largest());
        row.extend([days.first().unwrap().to_string(), days.last().unwrap().to_string()]);
        row
    };
    sorted.into_iter().map(row).collect()
}

fn span_start(day: NaiveDate, months: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1).unwrap()
}

/// The table `losses_by_month` and its like, without its header.
fn by_span(incidents: &[Incident], months: u32, (from, to): Chosen) -> Vec<Row> {
    let days: BTreeSet<NaiveDate> = incidents.iter().map(|it| it.date).collect();
    let first = from.or(days.first().copied());
    let last = to.or(days.last().copied());
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let mut rows = Vec::new();
    let (mut start, mut cumulative, mut so_far) = (span_start(first, months), 0, [false; 2]);
    while start <= last {
        let within = incidents.iter().filter(|it| span_start(it.date, months) == start);
        let sums = Sums { incidents: within.collect(), allocated: 0 };
        let loss = if sums.incidents.is_empty() { Some(0) } else { sums.involved() };
        cumulative += loss.unwrap_or(0);
        so_far[0] |= !sums.known().is_empty();
        so_far[1] |= loss.is_none();
        // As long as every loss is unknown, so is their sum.
        let running = (so_far[0] || !so_far[1]).then_some(cumulative);
        let mut row = vec![start.to_string()];
        row.extend(sums.counts());
        row.extend([usd(loss), usd(running)]);
        row.extend(sums.largest());
        rows.push(row);
        start = start + Months::new(months);
    }
    rows
}

/// The table `losses_by_<dimension>_and_month` and its like, without its header.
fn by_label_and_span(incidents: &[Incident], dimension: &str, months: u32) -> Vec<Row> {
    let mut sums: BTreeMap<(NaiveDate, &str), Sums<'_>> = BTreeMap::new();
    for incident in incidents {
        let labels = labels_of(incident, dimension);
        for label in labels {
            let sum = sums.entry((span_start(incident.date, months), label)).or_default();
            sum.incidents.push(incident);
            sum.allocated += incident.loss.map_or(0, |it| allocated(it, label, labels));
        }
    }
    let row = |((start, label), it): ((NaiveDate, &str), Sums<'_>)| {
        let [all, known, _] = it.counts();
        vec![
            start.to_string(),
            label.to_owned(),
            all,
            known,
            usd(it.involved()),
            usd(it.of_known(it.allocated)),
        ]
    };
    sums.into_iter().map(row).collect()
}

/// Compares a table with what it should be, row by row.
fn compare(edition: &Edition, table: &str, header: &str, expected: &[Row]) {
    let mut found = rows(edition, table).into_iter();
    assert_eq!(found.next().unwrap().join(","), header, "{table}: the columns");
    let found: Vec<Row> = found.collect();
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found, expected, "{table}: row {}", index + 1);
    }
    assert_eq!(found.len(), expected.len(), "{table}: the number of rows");
}

/// Compares every aggregate table of an edition, and the total, with plain loops.
pub fn compare_all(edition: &Edition, chosen: Chosen) {
    const COUNTS: &str = "incidents,incidents_known,incidents_unknown";
    const LARGEST: &str = "max_loss_usd,largest_report";
    const SUMS: &str = "involved_loss_usd,allocated_loss_usd";
    let incidents = incidents(edition, "incidents");
    let known: Vec<i128> = incidents.iter().filter_map(|it| it.loss).collect();
    // Of incidents whose losses nobody knows there is no total.
    let total = (incidents.is_empty() || !known.is_empty()).then(|| usd(Some(known.iter().sum())));
    assert_eq!(manifest(edition)["total_loss_usd"].as_str(), total.as_deref());
    for (span, months) in SPANS {
        let header = format!("{span},{COUNTS},loss_usd,cumulative_loss_usd,{LARGEST}");
        compare(
            edition,
            &format!("losses_by_{span}"),
            &header,
            &by_span(&incidents, months, chosen),
        );
    }
    for dimension in ["attack_type", "entity_type", "tag"] {
        let statistics =
            format!("allocated_share,mean_loss_usd,median_loss_usd,{LARGEST},first_date,last_date");
        let header = format!("{dimension},{COUNTS},{SUMS},{statistics}");
        compare(
            edition,
            &format!("losses_by_{dimension}"),
            &header,
            &by_label(&incidents, dimension),
        );
        for (span, months) in SPANS.into_iter().filter(|_| dimension != "tag") {
            let table = format!("losses_by_{dimension}_and_{span}");
            let header = format!("{span},{dimension},incidents,incidents_known,{SUMS}");
            compare(edition, &table, &header, &by_label_and_span(&incidents, dimension, months));
        }
    }
    shape::compare_all(edition, &incidents, chosen);
}
