//! What a report says of its data, its method and its files; captions of tables.

use super::super::calendar::Days;
use super::super::judge::{Check, Expect, Found, Rule, count, is, plain, rule, so, usd};
use super::super::truth::{Truth, known};
use super::lead::at_least;
use super::sections::months;

pub static QUALITY: [Rule; 16] = [
    rule("There is nothing to say against any report.", |t, _| {
        vec![so(t.collection.findings.is_empty(), "there is")]
    }),
    rule(
        "Files: {n seen} seen, of which {n loaded} loaded, {n rejected} rejected and {n skipped} skipped. None of the loaded has a warning: a fault that was mended, or something that deserves a look.",
        |t, f| {
            let mut checks = files(t, f);
            checks.push(so(t.collection.warned == 0, "some have"));
            checks
        },
    ),
    rule(
        "Files: {n seen} seen, of which {n loaded} loaded, {n rejected} rejected and {n skipped} skipped. {n warned} of the loaded [has|have] a warning: a fault that was mended, or something that deserves a look.",
        files,
    ),
    rule("Unknown losses: none in the period.", |t, _| {
        vec![so(known(&t.period()).len() == t.period().len(), "there are some")]
    }),
    plain(
        "Unknown losses: {n unknown} of {n incidents} [incident|incidents] of the period. They are counted as incidents and are in no sum, mean or median.",
    ),
    rule(
        "Duplicates: {n duplicates} report tells of an incident that another report is counted for; {exact dropped} is not counted twice.",
        dropped,
    ),
    rule(
        "Duplicates: {n duplicates} reports tell of an incident that another report is counted for; {exact dropped} is not counted twice.",
        dropped,
    ),
    rule(
        "Duplicates: {n duplicates} report tells of an incident that another report is counted for; no known loss is counted twice.",
        nothing_dropped,
    ),
    rule(
        "Duplicates: {n duplicates} reports tell of an incident that another report is counted for; no known loss is counted twice.",
        nothing_dropped,
    ),
    rule("Possible duplicates: none is left open.", |t, _| {
        vec![so(t.possible_duplicates().0 == 0, "some are")]
    }),
    rule(
        "Possible duplicates: {n pairs} [pair|pairs] of reports may tell of one event, and no rule says whether; {exact doubled} may be counted twice.",
        doubled,
    ),
    rule(
        "Possible duplicates: {n pairs} [pair|pairs] of reports may tell of one event, and no rule says whether; no known loss is counted twice.",
        |t, f| {
            let mut checks = doubled(t, f);
            checks.push(so(t.possible_duplicates().1 == 0, "a loss is"));
            checks
        },
    ),
    rule(
        "Outside of the period: {n outside} loaded [report|reports], in no sum of it; those before it serve for comparison.",
        |t, _| {
            let all = t.collection.incidents.iter();
            let outside = all.filter(|it| !t.asked.has(it.day) || it.day > t.as_of).count();
            vec![count("outside", outside)]
        },
    ),
    rule(
        "Possible duplicates: at least {n pairs} [pair|pairs] of reports may tell of one event, and no rule says whether; at least {exact doubled} may be counted twice.",
        at_least,
    ),
    rule(
        "Possible duplicates: at least {n pairs} [pair|pairs] of reports may tell of one event, and no rule says whether; no known loss of these is counted twice.",
        at_least,
    ),
    rule("Findings in all reports that were read", |t, _| {
        vec![so(!t.collection.findings.is_empty(), "there are none")]
    }),
];

fn files(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let all = truth.collection;
    let loaded = all.incidents.len();
    vec![
        count("seen", all.seen),
        count("loaded", loaded),
        count("skipped", all.skipped),
        count("rejected", all.seen - all.skipped - loaded),
        count("warned", all.warned),
    ]
}

fn dropped(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let sum = truth.dropped();
    vec![
        count("duplicates", truth.duplicates()),
        usd("dropped", Some(sum)),
        so(sum > 0, "nothing is"),
    ]
}

fn nothing_dropped(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    vec![count("duplicates", truth.duplicates()), so(truth.dropped() == 0, "a loss is")]
}

fn doubled(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let (pairs, sum) = truth.possible_duplicates();
    vec![count("pairs", pairs), usd("doubled", Some(sum))]
}

pub static FINDING_CELLS: [Rule; 2] = [
    rule("Findings in all reports that were read: {name code}: Reports: {n reports}", finding),
    rule("Findings in all reports that were read: {name code}: Findings: {n findings}", finding),
];

/// How often a kind of finding stands in the findings of a plain build.
fn finding(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = truth.collection.findings.iter().filter(|it| it[0] == found.text("code"));
    let rows: Vec<&str> = all.map(|it| it[2].as_str()).collect();
    let reports: std::collections::BTreeSet<&&str> = rows.iter().filter(|it| **it != ".").collect();
    vec![count("reports", reports.len()), count("findings", rows.len())]
}

pub static METHOD: [Rule; 12] = [
    rule(
        "From {day first} to {day last}, both included. An incident belongs to the day that its report states.",
        |t, _| vec![is("first", Expect::Day(t.asked.first)), is("last", Expect::Day(t.asked.last))],
    ),
    plain(
        "The reports are taken to be complete up to {day as_of}: the day given with --as-of, else that of the newest report. A month, quarter or year is called by its name alone only if they go to its end.",
    ),
    plain(
        "US dollars at the time of the event, as the report states it; not adjusted for inflation, for later prices or for money that was returned. It is known, which includes zero, or unknown.",
    ),
    plain(
        "Nobody knows the loss. Such an incident counts as an incident and is in no sum, mean or median: unknown is not zero.",
    ),
    plain(
        "A label's sum over all incidents that carry it, each in full. It overlaps between labels and is never added up.",
    ),
    plain(
        "A label's part when each loss is divided equally among the labels of its incident. Cents that are left over go one each to the labels first in alphabetical order. It adds up to the total, to the cent.",
    ),
    plain("Of known losses only, rounded to the cent, half to even."),
    plain("The joint share of the largest losses in the total, as economists measure markets."),
    plain(
        "Only like with like: with the span of the same length before the period, and with the same span a year before. Of a period that is not over, the others are cut to the same days or to as many.",
    ),
    plain(
        "Reports that share a target, lie within a week of each other, and whose losses are alike or partly unknown, are possible duplicates. Nothing is merged unless a rule, written down with its reason, says so.",
    ),
    plain(
        "Incident reports: one file for each incident. Every number of this report is in a table beside it, and each row names its reports.",
    ),
    plain(
        "Each statement of the report and its pictures is listed in facts.json, each number of it with its table, row and column. lossbook verify computes all of them again.",
    ),
];

pub static FILES: [Rule; 3] = [
    plain(
        "These files stand beside the report. manifest.json has the checksums of all of them and of the report itself.",
    ),
    plain("Files of the edition"),
    rule("Files of the edition: {name path}: Bytes: {n bytes}", |t, f| {
        vec![count("bytes", t.files.get(f.text("path")).copied().unwrap_or(usize::MAX))]
    }),
];

/// Captions of tables that name the period.
pub static CAPTIONS: [Rule; 11] = [
    rule("Losses by month, {span period}", |t, f| series(t, f, 1)),
    rule("Losses by quarter, {span period}", |t, f| series(t, f, 3)),
    rule("Losses by year, {span period}", |t, f| series(t, f, 12)),
    rule("Losses by attack type, {span period}", |_, f| at(f, "by-attack-type")),
    rule("Losses by entity type, {span period}", |_, f| at(f, "by-entity-type")),
    rule("Allocated losses by attack type and year", |_, f| at(f, "attack-type-by-year")),
    rule("Attack types against entity types, {span period}", |_, f| {
        at(f, "attack-type-by-entity-type")
    }),
    rule("Incidents by size of the loss, {span period}", |_, f| at(f, "sizes")),
    rule("Concentration of losses, {span period}", |_, f| at(f, "sizes")),
    rule("Losses since January, year by year", |_, f| at(f, "year-against-years")),
    rule("Tags, {span period}", |_, f| at(f, "tags")),
];

fn at(found: &Found<'_>, place: &str) -> Vec<Check> {
    vec![so(found.place == place, "another section has this table")]
}

fn series(truth: &Truth<'_>, found: &Found<'_>, of: u32) -> Vec<Check> {
    let is_it = found.place == "over-time" && months(truth) == of;
    vec![so(is_it, "the table has other spans")]
}

pub static TAGS: [Rule; 2] = [
    rule("No report of the period has a tag.", |t, _| {
        vec![so(t.period().iter().all(|it| it.tags.is_empty()), "one has")]
    }),
    rule(
        "Tags are what the authors of the reports added, often the name of a suspect. A name here is a claim of a report, not a finding of ours. One incident can have several tags, so the sums overlap.",
        |t, _| vec![so(t.period().iter().any(|it| !it.tags.is_empty()), "none has")],
    ),
];

/// The index of many reports: one for each month, quarter or year.
pub static INDEX_TITLES: [Rule; 1] =
    [rule("Losses to security incidents by {name what}, {span period}", |_, f| vec![unit(f).1])];

pub static INDEX_TEXTS: [Rule; 2] = [
    rule(
        "{when period}, {n incidents} reported [incident|incidents] cost {usd total}. There is a report for each {name what} that lies whole within the period and has incidents.",
        |_, f| vec![unit(f).1],
    ),
    rule(
        "{when period}, {n incidents} reported [incident|incidents] cost nobody knows how much. There is a report for each {name what} that lies whole within the period and has incidents.",
        |t, f| {
            let is_unknown = super::super::truth::loss(&t.period()).is_none();
            vec![unit(f).1, so(is_unknown, "it is known")]
        },
    ),
];

/// The months of a unit, and whether it is one.
fn unit(found: &Found<'_>) -> (u32, Check) {
    let months = match found.text("what") {
        "month" => 1,
        "quarter" => 3,
        "year" => 12,
        _ => 0,
    };
    (months.max(1), so(months > 0, "no such unit"))
}

pub static INDEX_NOTES: [Rule; 2] = [
    rule("No report is written for {span whole}, of which the period has {span part}.", |t, f| {
        cut(t, f, "whole", "part")
    }),
    rule(
        "No report is written for {span whole}, of which the period has {span part}; nor for {span other}, of which the period has {span rest}.",
        |t, f| {
            [cut(t, f, "whole", "part"), cut(t, f, "other", "rest")].into_iter().flatten().collect()
        },
    ),
];

/// A span that does not lie in the period, as far as the reports go; and what the period has of it.
fn cut(
    truth: &Truth<'_>,
    found: &Found<'_>,
    whole: &'static str,
    part: &'static str,
) -> Vec<Check> {
    let days = found.days(whole);
    let has = days.shared(truth.covered()).unwrap_or(days);
    let is_written =
        truth.files.keys().any(|it| folder(it).is_some_and(|it| it.first == days.first));
    let calendar = [1, 3, 12].into_iter().flat_map(|months| days.calendar(months));
    let is_cut = calendar
        .filter(|it| it.up_to(truth.as_of).unwrap_or(*it) == days)
        .any(|it| !truth.asked.holds(it));
    vec![
        is(whole, Expect::Days(days)),
        is(part, Expect::Days(has)),
        so(is_cut, "the period has all of it"),
        so(!is_written, "a report is written"),
    ]
}

/// The period of the report that a file of an index belongs to.
fn folder(path: &str) -> Option<Days> {
    super::super::calendar::period(path.split_once('/')?.0)
}

pub static INDEX_CELLS: [Rule; 6] = [
    rule("Reports by {name what}", |_, f| vec![unit(f).1]),
    rule("Reports by {name what}: {span days}", listed),
    rule("Reports by {name what}: {span days}: Incidents: {n number}", listed),
    rule("Reports by {name what}: {span days}: Loss unknown: {n left}", listed),
    rule("Reports by {name what}: {span days}: Loss: {exact loss}", listed),
    rule("Reports by {name what}: {span days}: Largest loss: {exact largest}", listed),
];

/// A row stands for one month, quarter or year, as far as the reports go.
fn listed(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let days: Days = found.days("days");
    let of = truth.within(days);
    let (months, is_unit) = unit(found);
    let spans = days.calendar(months);
    let is_span = spans.len() == 1 && spans[0].up_to(truth.as_of).unwrap_or(spans[0]) == days;
    let is_written =
        truth.files.keys().filter_map(|it| folder(it)).any(|it| Some(&it) == spans.first());
    vec![
        is_unit,
        so(is_span, "it is no such span"),
        so(is_written != of.is_empty(), "there is a report, or none, of this span"),
        count("number", of.len()),
        count("left", of.len() - known(&of).len()),
        usd("loss", super::super::truth::loss(&of)),
        usd("largest", known(&of).first().copied()),
    ]
}
