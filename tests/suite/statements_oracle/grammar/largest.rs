//! The largest incidents: two pictures, and the section of the report.

use super::super::collection::Incident;
use super::super::judge::{Check, Expect, Found, Rule, count, is, rule, share, so, usd};
use super::super::truth::{Truth, known, loss, median};
use super::super::{calendar, numbers};

pub static TITLES: [Rule; 7] = [
    rule("{name name} is the only known loss above zero: {usd loss}", |t, f| {
        [largest(t, f), vec![so(t.ranked().len() == 1, "there are more")]]
            .into_iter()
            .flatten()
            .collect()
    }),
    rule("{name name}: {usd loss}", |t, f| {
        [largest(t, f), vec![so(t.ranked().len() == 1, "there are more")]]
            .into_iter()
            .flatten()
            .collect()
    }),
    rule("The largest losses are equal: {n equal} of {usd loss}", |t, _| {
        let ranked = t.ranked();
        let most = ranked.first().and_then(|it| it.loss);
        let equal = ranked.iter().filter(|it| it.loss == most).count();
        vec![count("equal", equal), usd("loss", most), so(equal > 1, "it is alone")]
    }),
    rule("{name name} is the largest loss: {usd loss}, {pct share} of the {usd total} lost", alone),
    rule("{name name}: {usd loss} of {usd total}, {pct share}", alone),
    rule("The largest loss: {usd loss} of {usd total}", |t, _| {
        vec![usd("loss", t.ranked().first().and_then(|it| it.loss))]
    }),
    rule("The only known loss: {name name} {usd loss}", |t, f| {
        [largest(t, f), vec![so(known(&t.period()).len() == 1, "there are more")]]
            .into_iter()
            .flatten()
            .collect()
    }),
];

/// The incident of that name is the largest loss, or one of several that are.
fn largest(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let ranked = truth.ranked();
    let most = ranked.first().and_then(|it| it.loss);
    let mut equal = ranked.iter().filter(|it| it.loss == most);
    let is_it = equal.any(|it| it.name() == found.text("name"));
    vec![
        so(is_it, format!("{:?} is not the largest loss", found.text("name"))),
        usd("loss", most),
        share("share", most, loss(&truth.period())),
    ]
}

fn alone(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let ranked = truth.ranked();
    let is_alone = ranked.len() < 2 || ranked[0].loss > ranked[1].loss;
    let mut checks = largest(truth, found);
    checks.push(so(is_alone, "another is as large"));
    checks
}

pub static DESCRIPTIONS: [Rule; 1] = [rule(
    "Horizontal bars of the largest losses: {sub events}. The numbers are in tables/largest_incidents.csv.",
    first,
)];

/// The events are named from the largest on.
fn first(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let ranked = truth.ranked();
    let first = ranked.first().map(|it| it.name()).unwrap_or_default();
    vec![so(found.text("events").starts_with(&first), format!("{first:?} is not the first"))]
}

pub static EVENTS: [Rule; 3] = [
    rule("", |t, _| vec![so(t.ranked().is_empty(), "losses are missing")]),
    rule("{name name} {usd loss}, {name attack}, {day day}", event),
    rule("{name name} {usd loss}, {name attack}, {day day}; {sub events}", event),
];

pub static MARKS: [Rule; 6] = [
    rule("{name names}: {usd loss}", event),
    rule("{name names}: {day day}", event),
    rule("{n others} other [incident|incidents]", others),
    rule("{n others} other [incident|incidents]: {usd rest}", others),
    rule("{n without} [incident|incidents] without a loss", without),
    rule("{n without} [incident|incidents] without a loss: {usd nothing}", without),
];

/// Those that are known to have cost nothing.
fn without(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let zeros = known(&truth.period()).iter().filter(|it| **it == 0).count();
    vec![count("without", zeros), usd("nothing", Some(0))]
}

/// All but the ten largest.
fn others(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let ranked = truth.ranked();
    let others: Vec<i128> = ranked.iter().skip(10).filter_map(|it| it.loss).collect();
    vec![count("others", others.len()), usd("rest", Some(others.iter().sum()))]
}

/// There is such an incident among those with a loss: name, loss, attack types and day of one.
fn event(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let fits = |it: &&Incident| {
        let is = |slot: &str, text: &str| found.text(slot).is_empty() || found.text(slot) == text;
        let day = calendar::day(found.text("day"));
        is("name", &it.name())
            && is("attack", &it.attack())
            && is("names", &short_names(it))
            && is("target", &it.names())
            && day.is_none_or(|day| day == it.day)
            && (found.text("loss").is_empty() || shows(found.text("loss"), it.loss))
    };
    match truth.ranked().into_iter().find(fits) {
        Some(it) => vec![usd("loss", it.loss), is("day", Expect::Day(it.day))],
        None => vec![so(false, "there is no such incident")],
    }
}

fn shows(text: &str, loss: Option<i128>) -> bool {
    numbers::is_compact(text, loss) || numbers::is_exact(text, loss)
}

/// `Ronin Network and two others`.
fn short_names(incident: &Incident) -> String {
    const WORDS: [&str; 13] = [
        "", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let (name, others) = (incident.name(), incident.targets.len().saturating_sub(1));
    match (others, WORDS.get(others)) {
        (0, _) => name,
        (1, _) => format!("{name} and another"),
        (_, Some(word)) => format!("{name} and {word} others"),
        (_, None) => format!("{name} and {others} others"),
    }
}

/// `losses_over_time`.
pub static DOT_TITLES: [Rule; 5] = [
    rule("The largest of {n known} known losses: {name name} {usd loss}", largest),
    rule(
        "The median loss is {usd median}; the {n ten} largest make up {pct top_share} of the money",
        top,
    ),
    rule("The median loss is {usd median}; the {n ten} largest make up {pct top_share}", top),
    rule("The median loss is {usd median}", top),
    rule("{name name} {usd loss}", largest),
];

fn top(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let (period, all) = (truth.period(), known(&truth.period()));
    let sum = all.iter().take(10).sum();
    vec![
        usd("median", median(&period)),
        count("ten", 10),
        share("top_share", Some(sum), loss(&period)),
    ]
}

pub static DOT_DESCRIPTIONS: [Rule; 2] = [
    rule(
        "{sub title}. Dots over time; the largest: {sub dots}. The numbers are in tables/incidents.csv.",
        largest_first,
    ),
    rule(
        "{sub title}. Areas over time; the largest: {sub dots}. The numbers are in tables/incidents.csv.",
        largest_first,
    ),
];

fn largest_first(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let ranked = truth.ranked();
    let first = ranked.first().map(|it| it.name()).unwrap_or_default();
    vec![so(found.text("dots").starts_with(&first), format!("{first:?} is not the first"))]
}

pub static DOTS: [Rule; 3] = [
    rule("", |t, _| vec![so(t.ranked().is_empty(), "losses are missing")]),
    rule("{name name} {usd loss}", event),
    rule("{name name} {usd loss}, {sub dots}", event),
];

pub static DOT_MARKS: [Rule; 1] = [rule("{name name} {usd loss}", event)];

/// What the section says.
pub static TEXTS: [Rule; 7] = [
    rule("There is no incident to name.", |t, _| vec![so(t.period().is_empty(), "there is one")]),
    rule("No loss is known, so that none can be called the largest.", |t, _| {
        vec![so(!t.period().is_empty() && known(&t.period()).is_empty(), "one is known")]
    }),
    rule("No incident of the period cost any money.", |t, _| {
        vec![so(!known(&t.period()).is_empty() && t.ranked().is_empty(), "one did")]
    }),
    rule("One incident of the period is known to have cost money.", |t, _| {
        vec![so(t.ranked().len() == 1, "there is not one")]
    }),
    rule("These incidents are all that are known to have cost money: {usd total}.", |t, _| {
        let (shown, zeros) = (t.ranked().len(), known(&t.period()).len());
        vec![so(shown <= 10 && zeros > shown, "there are others, or all cost money")]
    }),
    rule("These are all incidents of the period with a known loss: {usd total}.", |t, _| {
        let shown = t.ranked().len();
        vec![so(shown <= 10 && known(&t.period()).len() == shown, "there are others")]
    }),
    rule(
        "These incidents make up {pct top_share} of the total of the period: {usd top} of {usd total}.",
        |t, _| {
            let sum = Some(known(&t.period()).iter().take(10).sum());
            vec![
                so(t.ranked().len() > 10, "these are all"),
                usd("top", sum),
                share("top_share", sum, loss(&t.period())),
            ]
        },
    ),
];

/// The caption and the cells of its table.
pub static CAPTIONS: [Rule; 2] = [
    rule("The ten largest incidents of {span period}", |t, _| {
        vec![so(t.ranked().len() >= 10, "there are no ten")]
    }),
    rule("The largest incidents of {span period}", |t, _| {
        vec![so(t.ranked().len() < 10, "there are ten")]
    }),
];

pub static CELLS: [Rule; 4] = [
    rule("{sub caption}: {n rank}", ranked),
    rule("{sub caption}: {n rank}: Date: {day day}", ranked),
    rule("{sub caption}: {n rank}: Loss: {exact loss}", ranked),
    rule("{sub caption}: {n rank}: Share: {pct share}", ranked),
];

/// The incident of a rank.
fn ranked(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let rank = found.count("rank");
    let ranked = truth.ranked();
    match rank.checked_sub(1).and_then(|it| ranked.get(it)) {
        None => vec![so(false, "there is no such rank")],
        Some(it) => vec![
            count("rank", rank),
            is("day", Expect::Day(it.day)),
            usd("loss", it.loss),
            share("share", it.loss, loss(&truth.period())),
        ],
    }
}
