//! The lead of a report, its title, and the key figures beside those of earlier periods.

use super::super::calendar::Days;
use super::super::collection::Incident;
use super::super::judge::{Check, Expect, Found, Rule, count, is, plain, rule, share, so, usd};
use super::super::truth::{Truth, known, loss, mean, median};

pub static TITLES: [Rule; 1] = [plain("Losses to security incidents, {span period}")];

pub static TEXTS: [Rule; 4] = [
    rule("No incident is reported for {span period}.{sub open}", |t, _| {
        vec![so(t.period().is_empty(), "there are incidents")]
    }),
    rule(
        "{n incidents} [incident is|incidents are] reported for {span period}, and nobody knows what was lost: no loss is known, which does not mean that there was none.{sub doubled}{sub open}",
        |t, _| vec![so(known(&t.period()).is_empty(), "a loss is known")],
    ),
    rule(
        "{when period}, {n incidents} reported [incident|incidents] cost no money{sub changes}.{sub largest}{sub unknown}{sub doubled}{sub open}",
        |t, _| vec![so(loss(&t.period()) == Some(0), "they did")],
    ),
    rule(
        "{when period}, {n incidents} reported [incident|incidents] cost {usd total}{sub changes}.{sub largest}{sub unknown}{sub doubled}{sub open}",
        |t, _| vec![so(loss(&t.period()).is_some_and(|it| it > 0), "they did not")],
    ),
];

/// What the period is compared with: only where most losses of both are known.
pub static CHANGES: [Rule; 3] = [
    plain(""),
    rule(", {than by} {when earlier}", changes),
    rule(", {than by} {when earlier} and {than second} {when other}", |t, f| {
        let mut checks = changes(t, f);
        let (now, then) = (loss(&t.period()), loss(&t.within(f.days("other"))));
        checks.push(is("second", Expect::Change(now, then)));
        checks.push(is("other", Expect::Days(f.days("other"))));
        checks.push(so(t.earlier().contains(&f.days("other")), "it is not like the period"));
        checks
    }),
];

fn changes(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let earlier = found.days("earlier");
    let (now, then) = (loss(&truth.period()), loss(&truth.within(earlier)));
    vec![earlier_days(truth, found), is("by", Expect::Change(now, then))]
}

/// Only like is compared with like.
fn earlier_days(truth: &Truth<'_>, found: &Found<'_>) -> Check {
    let days = found.days("earlier");
    if truth.earlier().contains(&days) {
        return is("earlier", Expect::Days(days));
    }
    so(false, format!("{days:?} is not like {:?}", truth.covered()))
}

pub static LARGEST: [Rule; 5] = [
    rule("", |t, _| vec![so(t.ranked().is_empty(), "the largest is not named")]),
    rule(" The largest loss, at {name one} on {day day}, was {usd loss}.", |t, f| {
        let mut checks = largest(t, f, &[("one", "day")]);
        checks.push(so(known(&t.period()).len() == 1, "its share is left out"));
        checks
    }),
    rule(
        " The largest loss, at {name one} on {day day}, was {usd loss}: {pct share} of the total.",
        |t, f| largest(t, f, &[("one", "day")]),
    ),
    rule(
        " The two largest losses, at {name one} on {day day} and at {name other} on {day second}, were {usd loss} each.",
        |t, f| largest(t, f, &[("one", "day"), ("other", "second")]),
    ),
    rule(" Several losses are the largest, at {usd loss} each.", |t, _| {
        let ranked = t.ranked();
        let most = ranked.first().and_then(|it| it.loss);
        let equal = ranked.iter().filter(|it| it.loss == most).count();
        vec![so(equal > 2, "there are not several"), usd("loss", most)]
    }),
];

/// These incidents, and no others, are the largest.
fn largest(truth: &Truth<'_>, found: &Found<'_>, named: &[(&str, &'static str)]) -> Vec<Check> {
    let ranked = truth.ranked();
    let most = ranked.first().and_then(|it| it.loss);
    let equal: Vec<&&Incident> = ranked.iter().filter(|it| it.loss == most).collect();
    let mut checks = vec![
        so(equal.len() == named.len(), format!("{} losses are the largest", equal.len())),
        usd("loss", most),
        share("share", most, loss(&truth.period())),
    ];
    for ((name, day), incident) in named.iter().zip(equal) {
        let is_it = found.text(name) == incident.names();
        checks.push(so(is_it, format!("the largest is at {:?}", incident.names())));
        checks.push(is(day, Expect::Day(incident.day)));
    }
    checks
}

pub static UNKNOWN: [Rule; 3] = [
    rule("", |t, _| {
        let (all, known) = (t.period().len(), known(&t.period()).len());
        vec![so(known == all, "unknown losses are not told")]
    }),
    rule(" The loss of {n unknown} of these incidents is unknown and in no sum.", one),
    rule(" The losses of {n unknown} of these incidents are unknown and in no sum.", several),
];

fn one(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    vec![so(truth.period().len() - known(&truth.period()).len() == 1, "there is not one")]
}

fn several(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    vec![so(truth.period().len() - known(&truth.period()).len() > 1, "there are not several")]
}

pub static DOUBLED: [Rule; 5] = [
    rule("", |t, _| vec![so(t.possible_duplicates().1 == 0, "possible duplicates are not told")]),
    rule(
        " {usd doubled} may be counted twice: {n pairs} pair of reports may tell of one event.",
        doubled,
    ),
    rule(
        " {usd doubled} may be counted twice: {n pairs} pairs of reports may each tell of one event.",
        doubled,
    ),
    rule(
        " At least {usd doubled} may be counted twice: at least {n pairs} pair of reports may tell of one event.",
        at_least,
    ),
    rule(
        " At least {usd doubled} may be counted twice: at least {n pairs} pairs of reports may each tell of one event.",
        at_least,
    ),
];

/// There may be more pairs than were looked for. What they may count twice is the same sum, as long as
/// the largest losses are among those that were.
pub fn at_least(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let (pairs, sum) = truth.possible_duplicates();
    let said = found.count("pairs");
    vec![
        so((1..=pairs).contains(&said), format!("there are {pairs} pairs")),
        count("pairs", said),
        usd("doubled", Some(sum)),
    ]
}

fn doubled(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let (pairs, sum) = truth.possible_duplicates();
    vec![count("pairs", pairs), usd("doubled", Some(sum))]
}

pub static OPEN: [Rule; 4] = [
    rule("", |t, _| vec![so(t.is_over(), "the period is not over")]),
    rule(
        " The reports go up to {day as_of}, before this period begins. If they are complete up to a later day, say so with --as-of.",
        |t, _| vec![so(t.as_of < t.asked.first, "the period has begun")],
    ),
    rule(
        " The period is not over in these reports, which go up to {day as_of}. If they are complete up to a later day, say so with --as-of.",
        |t, _| vec![so(!t.is_over() && t.earlier().is_empty(), "it is, or something is compared")],
    ),
    rule(
        " The period is not over in these reports, which go up to {day as_of}; earlier periods are compared over as much of them. If they are complete up to a later day, say so with --as-of.",
        |t, _| vec![so(!t.is_over() && !t.earlier().is_empty(), "it is, or nothing is compared")],
    ),
];

pub static NO_PAST: [Rule; 1] =
    [rule("There is no earlier period in the reports to compare with.", |t, _| {
        vec![so(t.earlier().is_empty(), "there is one")]
    })];

/// The names of the figures, as the list and the table have them.
pub static FIGURE_NAMES: [Rule; 9] = [
    plain("Total loss"),
    plain("Incidents"),
    plain("Median loss"),
    plain("Largest loss"),
    plain("Share of the largest"),
    plain("With a known loss"),
    plain("With an unknown loss"),
    plain("Median of known losses"),
    plain("Mean of known losses"),
];

pub static FIGURES: [Rule; 18] = [
    rule("{sub figure}: {usd amount}", |t, f| amounts(t, f, t.covered())),
    rule("{sub figure}: {n number}", |t, f| amounts(t, f, t.covered())),
    rule("{sub figure}: {pct share}", |t, f| amounts(t, f, t.covered())),
    rule("{sub figure}: {than by} {when earlier} ({usd then})", compared),
    rule(
        "{sub figure}: {than by} {when earlier} ({usd then}, {n left} of {n of} [loss|losses] unknown)",
        compared,
    ),
    rule("{sub figure}: {usd then} {when earlier}", compared),
    rule(
        "{sub figure}: {usd then} {when earlier} ({n left} of {n of} [loss|losses] unknown)",
        compared,
    ),
    rule("{sub figure}: {counts-than counts} {when earlier}", compared),
    rule("{sub figure}: {points-than points} {when earlier}", compared),
    rule("Largest loss: {name names}", |t, f| {
        let ranked = t.ranked();
        let zero = known(&t.period()).first() == Some(&0);
        let is_it = ranked.first().map_or(zero, |it| it.names() == f.text("names"));
        vec![so(is_it, "the largest is another")]
    }),
    rule("Incidents: nothing is reported", |t, _| vec![so(t.period().is_empty(), "something is")]),
    rule("Incidents: with a known loss", |t, _| {
        vec![counts(t, |all, known| (all, known) == (1, 1))]
    }),
    rule("Incidents: its loss is unknown", |t, _| {
        vec![counts(t, |all, known| (all, known) == (1, 0))]
    }),
    rule("Incidents: all of them with a known loss", |t, _| {
        vec![counts(t, |all, known| all == known && all > 1)]
    }),
    rule("Incidents: none of them with a known loss", |t, _| {
        vec![counts(t, |all, known| known == 0 && all > 1)]
    }),
    plain("Incidents: {n known} with a known loss, {n unknown} unknown"),
    rule("{sub figure}: unknown", |t, f| {
        vec![so(figure(f.text("figure"), &t.period()) == Figure::Usd(None), "it is known")]
    }),
    rule("{sub figure}: the same as {when earlier}", compared),
];

fn counts(truth: &Truth<'_>, fits: fn(usize, usize) -> bool) -> Check {
    so(fits(truth.period().len(), known(&truth.period()).len()), "the counts are others")
}

/// What a figure is of some incidents.
#[derive(Debug, PartialEq, Eq)]
enum Figure {
    Usd(Option<i128>),
    Count(usize),
    Share(i128, i128),
}

fn figure(name: &str, of: &[&Incident]) -> Figure {
    let known = known(of);
    match name {
        "Total loss" => Figure::Usd(loss(of)),
        "Incidents" => Figure::Count(of.len()),
        "With a known loss" => Figure::Count(known.len()),
        "With an unknown loss" => Figure::Count(of.len() - known.len()),
        "Median loss" | "Median of known losses" => Figure::Usd(median(of)),
        "Mean of known losses" => Figure::Usd(mean(of)),
        "Largest loss" => Figure::Usd(known.first().copied()),
        _ => Figure::Share(known.first().copied().unwrap_or(-1), known.iter().sum()),
    }
}

/// A figure of some days stands in a slot of its kind.
fn amounts(truth: &Truth<'_>, found: &Found<'_>, days: Days) -> Vec<Check> {
    vec![match figure(found.text("figure"), &truth.within(days)) {
        Figure::Usd(amount) => usd("amount", amount),
        Figure::Count(number) => count("number", number),
        Figure::Share(part, whole) => is("share", Expect::Share(part, whole)),
    }]
}

/// A figure of the period beside that of an earlier span.
fn compared(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let (name, then) = (found.text("figure"), truth.within(found.days("earlier")));
    let mut checks = vec![earlier_days(truth, found)];
    checks.extend(match (figure(name, &truth.period()), figure(name, &then)) {
        (Figure::Usd(now), Figure::Usd(then)) => {
            vec![usd("then", then), is("by", Expect::Change(now, then))]
        }
        (Figure::Count(now), Figure::Count(then)) => {
            vec![is("counts", Expect::CountChange(now, then))]
        }
        (Figure::Share(now, all), Figure::Share(then, of)) => {
            vec![is("points", Expect::Points((now, all), (then, of)))]
        }
        _ => unreachable!("a figure is of one kind"),
    });
    let unknown = then.len() - known(&then).len();
    checks.extend([count("left", unknown), count("of", then.len())]);
    if found.text("left").is_empty() && !found.text("then").is_empty() {
        checks.push(so(unknown == 0, "unknown losses are not told"));
    }
    checks
}

pub static CAPTIONS: [Rule; 2] = [
    rule("Key figures of {span period}", |t, _| {
        vec![so(t.earlier().is_empty(), "earlier periods are shown")]
    }),
    rule("Key figures of {span period} beside earlier periods", |t, _| {
        vec![so(!t.earlier().is_empty(), "no earlier period is shown")]
    }),
];

pub static HEADS: [Rule; 2] = [
    rule("{span days}", |t, f| vec![column(t, f.days("days"))]),
    rule("Change from {span earlier}", |t, f| vec![earlier_days(t, f)]),
];

fn column(truth: &Truth<'_>, days: Days) -> Check {
    so(days == truth.covered() || truth.earlier().contains(&days), "no column of these days")
}

pub static CELLS: [Rule; 6] = [
    rule("{sub caption}: {sub figure}: {span days}: {exact amount}", of_days),
    rule("{sub caption}: {sub figure}: {span days}: {n number}", of_days),
    rule("{sub caption}: {sub figure}: {span days}: {pct share}", of_days),
    rule("{sub caption}: {sub figure}: Change from {span earlier}: {alone by}", compared),
    rule(
        "{sub caption}: {sub figure}: Change from {span earlier}: {counts-alone counts}",
        compared,
    ),
    rule(
        "{sub caption}: {sub figure}: Change from {span earlier}: {points-alone points}",
        compared,
    ),
];

fn of_days(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let days = found.days("days");
    let mut checks = amounts(truth, found, days);
    checks.push(column(truth, days));
    checks
}
