//! The tables that say what a period looks like, computed again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{
    Chosen, Incident, Row, SPANS, Sums, allocated, by_label_and_span, by_span, cells, compare,
    half_even, incidents, manifest, millionths, rows, share, span_start, usd,
};
use crate::support::Edition;

/// The first and the last day of a span.
type Span = (NaiveDate, NaiveDate);

/// A million dollars, in cents.
const MILLION: i128 = 100_000_000;

/// Compares every table of the report with plain loops over the incidents of the period and those
/// around it.
pub(super) fn compare_all(edition: &Edition, of_period: &[Incident], chosen: Chosen) {
    let around = |name: &str| {
        if edition.contains_key(&format!("tables/{name}.csv")) {
            incidents(edition, name)
        } else {
            Vec::new()
        }
    };
    let (earlier, later) = (around("earlier_incidents"), around("later_incidents"));
    let until_end: Vec<&Incident> = earlier.iter().chain(of_period).collect();
    let all: Vec<&Incident> = until_end.iter().copied().chain(&later).collect();
    let told = manifest(edition);
    let day = |name: &str| told[name].as_str().unwrap().parse::<NaiveDate>().unwrap();
    let (span, as_of) = ((day("first_day"), day("last_day")), day("complete_to"));
    assert_eq!(chosen.0.unwrap_or(span.0), span.0, "the first day");
    assert_eq!(chosen.1.unwrap_or(span.1), span.1, "the last day");
    assert!(later.iter().all(|it| it.date > span.1 && it.date.year() == span.1.year()), "later");

    key_figures(edition, &until_end, span, as_of);
    largest(edition, of_period);
    by_size(edition, of_period);
    concentration(edition, of_period);
    pairs(edition, of_period);
    cumulative(edition, &until_end, covered(span, as_of));
    to_date(edition, &all, covered(span, as_of), as_of);
    findings(edition);
    if !earlier.is_empty() || !later.is_empty() {
        let joined: Vec<Incident> =
            earlier.into_iter().chain(incidents(edition, "incidents")).chain(later).collect();
        history(edition, &joined, covered(span, as_of), as_of);
    }
}

/// The part of a span that the reports cover; all of one that begins behind them.
fn covered(span: Span, as_of: NaiveDate) -> Span {
    if as_of < span.0 { span } else { (span.0, span.1.min(as_of)) }
}

/// How many months a span has, if it begins and ends with one.
fn whole_months((first, last): Span) -> Option<u32> {
    let behind = last + Days::new(1);
    let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let whole = first.day() == 1 && behind.day() == 1;
    whole.then(|| (months(behind) - months(first)).cast_unsigned())
}

fn days((first, last): Span) -> Days {
    Days::new((last - first).num_days().cast_unsigned())
}

/// The span of the same length before.
fn before(span: Span) -> Span {
    let last = span.0 - Days::new(1);
    match whole_months(span) {
        Some(months) => (span.0 - Months::new(months), last),
        None => (last - days(span), last),
    }
}

/// The same span a year before.
fn year_before(span: Span) -> Span {
    let first = span.0 - Months::new(12);
    match whole_months(span) {
        Some(months) => (first, first + Months::new(months) - Days::new(1)),
        None => (first, span.1 - Months::new(12)),
    }
}

/// Those of some incidents that lie in a span.
fn within<'a>(all: &[&'a Incident], (first, last): Span) -> Sums<'a> {
    let within = all.iter().copied().filter(|it| first <= it.date && it.date <= last);
    Sums { incidents: within.collect(), allocated: 0 }
}

/// The days of an earlier span that are like those of the period: all of it, where the period is
/// over; else the same days of the year before, or as many days.
fn alike(span: Span, period: Span, other: Span) -> Option<Span> {
    if period == span {
        return Some(other);
    }
    if other == year_before(span) {
        return Some((other.0, other.1.min(period.1 - Months::new(12))));
    }
    let last = other.0 + days(period);
    (last <= other.1).then_some((other.0, last))
}

fn key_figures(edition: &Edition, all: &[&Incident], span: Span, as_of: NaiveDate) {
    const HEADER: &str = "span,from,to,incidents,incidents_known,incidents_unknown,loss_usd,mean_loss_usd,median_loss_usd,max_loss_usd,largest_report,largest_share,incidents_change,incidents_known_change,incidents_unknown_change,loss_change_share,median_change_share,max_change_share,largest_share_change";
    let oldest = all.iter().map(|it| it.date).min();
    let period = covered(span, as_of);
    let now = Figures::of(all, period);
    let mut expected = vec![now.row("period", period, None)];
    for (name, other) in [("previous", before(span)), ("year_before", year_before(span))] {
        let Some(like) = alike(span, period, other) else { continue };
        let is_known = oldest.is_some_and(|oldest| oldest <= like.1) && like.1 <= as_of;
        if is_known && other.1 < span.0 {
            expected.push(Figures::of(all, like).row(name, like, Some(&now)));
        }
    }
    compare(edition, "key_figures", HEADER, &expected);
}

/// What is told of a span: counts in all, known and unknown; sums.
struct Figures {
    counts: [i128; 3],
    loss: Option<i128>,
    mean: Option<i128>,
    median: Option<i128>,
    largest: [String; 2],
    max: Option<i128>,
    /// In millionths.
    largest_share: Option<i128>,
}

impl Figures {
    fn of(all: &[&Incident], span: Span) -> Self {
        let sums = within(all, span);
        let known = sums.known();
        let count = |count: usize| i128::try_from(count).unwrap();
        let (incidents, max) = (count(sums.incidents.len()), known.last().copied());
        let loss = if incidents == 0 { Some(0) } else { sums.involved() };
        let total = loss.filter(|it| *it > 0);
        Self {
            counts: [incidents, count(known.len()), incidents - count(known.len())],
            loss,
            mean: sums.mean(),
            median: sums.median(),
            largest: sums.largest(),
            max,
            largest_share: max.zip(total).map(|(max, total)| half_even(max * 1_000_000, total)),
        }
    }

    fn row(&self, name: &str, span: Span, now: Option<&Self>) -> Row {
        let mut row = vec![name.to_owned(), span.0.to_string(), span.1.to_string()];
        row.extend(self.counts.map(|it| it.to_string()));
        row.extend([usd(self.loss), usd(self.mean), usd(self.median)]);
        row.extend(self.largest.clone());
        row.push(self.largest_share.map_or_else(String::new, millionths));
        let Some(now) = now else {
            row.extend(["0", "0", "0", "", "", "", ""].map(str::to_owned));
            return row;
        };
        row.extend([0, 1, 2].map(|at| (now.counts[at] - self.counts[at]).to_string()));
        for (now, then) in [(now.loss, self.loss), (now.median, self.median), (now.max, self.max)] {
            let change = now.zip(then).map(|(now, then)| share(now - then, then));
            row.push(change.unwrap_or_default());
        }
        let change = now.largest_share.zip(self.largest_share).map(|(now, then)| now - then);
        row.push(change.map_or_else(String::new, millionths));
        row
    }
}

/// The incidents with a known loss, the largest first, then by date and path.
fn sorted(incidents: &[Incident]) -> Vec<(&Incident, i128)> {
    let known = incidents.iter().filter_map(|it| Some((it, it.loss?)));
    let mut known: Vec<(&Incident, i128)> = known.collect();
    known.sort_by_key(|(it, loss)| (-loss, it.date, it.report.clone()));
    known
}

fn largest(edition: &Edition, incidents: &[Incident]) {
    let described = ["report", "date", "title", "target_entities", "entity_types", "attack_types"];
    let described = cells(edition, "incidents", &described);
    let sorted = sorted(incidents);
    let total: i128 = sorted.iter().map(|(_, loss)| loss).sum();
    let above_zero = sorted.iter().filter(|(_, loss)| *loss > 0).take(10);
    let row = |(index, (incident, loss)): (usize, &(&Incident, i128))| {
        let of_report = described.iter().find(|row| row[0] == incident.report).unwrap();
        let mut row = vec![(index + 1).to_string()];
        row.extend(of_report.iter().cloned());
        row.extend([usd(Some(*loss)), share(*loss, total)]);
        row
    };
    let expected: Vec<Row> = above_zero.enumerate().map(row).collect();
    let header =
        "rank,report,date,title,target_entities,entity_types,attack_types,loss_usd,loss_share";
    compare(edition, "largest_incidents", header, &expected);
}

fn by_size(edition: &Edition, incidents: &[Incident]) {
    let bands = [
        ("under $1M", 0, Some(1)),
        ("$1M to $10M", 1, Some(10)),
        ("$10M to $100M", 10, Some(100)),
        ("$100M and more", 100, None),
    ];
    let losses: Vec<i128> = incidents.iter().filter_map(|it| it.loss).collect();
    let (all, total) = (incidents.len(), losses.iter().sum());
    let part = |count: usize| share(i128::try_from(count).unwrap(), i128::try_from(all).unwrap());
    let mut expected: Vec<Row> = Vec::new();
    for (name, from, below) in bands {
        let is_within = |loss: &&i128| {
            **loss >= from * MILLION && below.is_none_or(|below| **loss < below * MILLION)
        };
        let sum: i128 = losses.iter().filter(is_within).sum();
        let count = losses.iter().filter(is_within).count();
        expected.push(vec![
            name.into(),
            usd(Some(from * MILLION)),
            usd(below.map(|it| it * MILLION)),
            count.to_string(),
            part(count),
            usd(Some(sum)),
            share(sum, total),
        ]);
    }
    let unknown = all - losses.len();
    let nothing = String::new;
    expected.push(vec![
        "unknown".into(),
        nothing(),
        nothing(),
        unknown.to_string(),
        part(unknown),
        nothing(),
        nothing(),
    ]);
    let header = "band,from_usd,below_usd,incidents,incident_share,loss_usd,loss_share";
    compare(edition, "losses_by_size", header, &expected);
}

fn concentration(edition: &Edition, incidents: &[Incident]) {
    let losses: Vec<i128> = sorted(incidents).into_iter().map(|(_, loss)| loss).collect();
    let mut expected: Vec<Row> = Vec::new();
    for (basis, skipped) in [("all", 0), ("without_largest", 1)] {
        let rest: Vec<i128> = losses.iter().copied().skip(skipped).collect();
        for top in [1, 5, 10] {
            let taken = rest.len().min(top);
            let (sum, whole) = (rest[..taken].iter().sum(), rest.iter().sum());
            let mut row = vec![basis.to_owned(), top.to_string(), taken.to_string()];
            // Of incidents whose losses nobody knows there is no sum.
            let is_known = incidents.is_empty() || !losses.is_empty();
            row.extend([sum, whole].map(|it| usd(is_known.then_some(it))));
            row.push(share(sum, whole));
            expected.push(row);
        }
    }
    let header = "basis,largest,incidents,loss_usd,of_loss_usd,loss_share";
    compare(edition, "loss_concentration", header, &expected);
}

fn pairs(edition: &Edition, incidents: &[Incident]) {
    let mut sums: BTreeMap<(&str, &str), Sums<'_>> = BTreeMap::new();
    for incident in incidents {
        for attack in &incident.attacks {
            let part = incident.loss.map(|it| allocated(it, attack, &incident.attacks));
            for entity in &incident.entities {
                let sum = sums.entry((attack, entity)).or_default();
                sum.incidents.push(incident);
                sum.allocated += part.map_or(0, |it| allocated(it, entity, &incident.entities));
            }
        }
    }
    let row = |((attack, entity), it): ((&str, &str), Sums<'_>)| {
        let [all, known, _] = it.counts();
        let sums = [usd(it.involved()), usd(it.of_known(it.allocated))];
        [vec![attack.to_owned(), entity.to_owned(), all, known], sums.to_vec()].concat()
    };
    let expected: Vec<Row> = sums.into_iter().map(row).collect();
    let header =
        "attack_type,entity_type,incidents,incidents_known,involved_loss_usd,allocated_loss_usd";
    compare(edition, "losses_by_attack_type_and_entity_type", header, &expected);
}

fn cumulative(edition: &Edition, all: &[&Incident], period: Span) {
    let oldest = all.iter().map(|it| it.date).min().map_or(period.0, |it| it.min(period.0));
    let mut month = NaiveDate::from_ymd_opt(oldest.year(), 1, 1).unwrap();
    let mut expected: Vec<Row> = Vec::new();
    while month <= period.1 {
        let january = NaiveDate::from_ymd_opt(month.year(), 1, 1).unwrap();
        let end = period.1.min(month + Months::new(1) - Days::new(1));
        let [of_month, of_year] = [month, january].map(|from| within(all, (from, end)));
        let loss =
            |sums: &Sums<'_>| if sums.incidents.is_empty() { Some(0) } else { sums.involved() };
        let [count, ..] = of_month.counts();
        expected.push(vec![
            month.year().to_string(),
            month.to_string(),
            count,
            usd(loss(&of_month)),
            usd(loss(&of_year)),
        ]);
        month = month + Months::new(1);
    }
    let header = "year,month,incidents,loss_usd,cumulative_loss_usd";
    compare(edition, "cumulative_loss_by_year", header, &expected);
}

fn to_date(edition: &Edition, all: &[&Incident], period: Span, as_of: NaiveDate) {
    let last = period.1;
    let first_year = all.iter().map(|it| it.date.year()).min().unwrap_or(last.year());
    let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let of = |span: Span| {
        let sums = within(all, span);
        let loss = if sums.incidents.is_empty() { Some(0) } else { sums.involved() };
        (sums.counts(), loss)
    };
    let same_day = |year: i32| day(year, last.month(), last.day()).or(day(year, 2, 28)).unwrap();
    let now = of((day(last.year(), 1, 1).unwrap(), last)).1;
    let row = |year: i32| {
        let (first, end) = (day(year, 1, 1).unwrap(), day(year, 12, 31).unwrap());
        let (counts, loss) = of((first, same_day(year)));
        let change = now.zip(loss).filter(|_| year != last.year());
        let change = change.map(|(now, then)| share(now - then, then)).unwrap_or_default();
        let whole = if end <= as_of { of((first, end)).1 } else { None };
        let mut row = vec![year.to_string(), first.to_string(), same_day(year).to_string()];
        row.extend(counts);
        row.extend([usd(loss), change, usd(whole)]);
        row
    };
    let expected: Vec<Row> = (first_year.min(last.year())..=last.year()).map(row).collect();
    let header = "year,from,to,incidents,incidents_known,incidents_unknown,loss_usd,loss_change_share,whole_year_loss_usd";
    compare(edition, "loss_to_date_by_year", header, &expected);
}

/// How often each kind of finding stands in the table of findings; what it means is compared
/// elsewhere.
fn findings(edition: &Edition) {
    let mut kinds: BTreeMap<(usize, String), (BTreeSet<String>, usize)> = BTreeMap::new();
    for row in cells(edition, "findings", &["severity", "code", "report"]) {
        let rank = ["error", "warning", "note"].iter().position(|it| *it == row[0]).unwrap();
        let (reports, count) = kinds.entry((rank, row[1].clone())).or_default();
        reports.extend((row[2] != ".").then(|| row[2].clone()));
        *count += 1;
    }
    let expected: Vec<Row> = kinds
        .into_iter()
        .map(|((_, code), (reports, count))| {
            vec![code, reports.len().to_string(), count.to_string()]
        })
        .collect();
    assert_eq!(cells(edition, "findings_by_code", &["code", "reports", "findings"]), expected);
    assert_eq!(
        rows(edition, "findings_by_code")[0].join(","),
        "code,severity,reports,findings,meaning"
    );
}

/// The tables from the first report to the end of the month, quarter or year that the period ends in.
fn history(edition: &Edition, all: &[Incident], period: Span, as_of: NaiveDate) {
    for (span, months) in SPANS {
        let header = format!(
            "{span},incidents,incidents_known,incidents_unknown,loss_usd,cumulative_loss_usd,max_loss_usd,largest_report"
        );
        let end = span_start(period.1, months) + Months::new(months) - Days::new(1);
        let end = end.min(as_of.max(period.1));
        let until: Vec<Incident> = all.iter().filter(|it| it.date <= end).cloned().collect();
        let expected = by_span(&until, months, (None, Some(end)));
        compare(edition, &format!("history_by_{span}"), &header, &expected);
    }
    let header = "year,attack_type,incidents,incidents_known,involved_loss_usd,allocated_loss_usd";
    let expected = by_label_and_span(all, "attack_type", 12);
    compare(edition, "history_by_attack_type_and_year", header, &expected);
}
