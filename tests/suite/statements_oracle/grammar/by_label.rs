//! Pictures of labels, and of pairs of labels.

use super::super::calendar::Days;
use super::super::collection::Incident;
use super::super::judge::{Check, Expect, Found, Rule, count, is, plain, rule, share, so, usd};
use super::super::truth::{Dimension, Sum, Truth, UNCLASSIFIED, labels, loss, pairs};

/// The dimension that a picture or a section is about.
pub fn dimension(place: &str) -> Dimension {
    match place {
        "losses_by_entity_type" | "by-entity-type" => Dimension::Entity,
        "tags" => Dimension::Tag,
        _ => Dimension::Attack,
    }
}

/// The labels of the period, the costliest first.
pub fn of_period<'a>(truth: &Truth<'a>, found: &Found<'_>) -> Vec<(&'a str, Sum<'a>)> {
    labels(dimension(found.place), &truth.period())
}

/// The sum of a label; nothing if there is none of that name.
pub fn find<'a, 'b>(all: &'b [(&'a str, Sum<'a>)], name: &str) -> Option<&'b Sum<'a>> {
    all.iter().find(|(label, _)| *label == name).map(|(_, sum)| sum)
}

/// The largest allocated loss of labels that say something.
pub fn most(all: &[(&str, Sum<'_>)]) -> Vec<i128> {
    let said = all.iter().filter(|(label, _)| *label != UNCLASSIFIED);
    said.filter_map(|(_, sum)| sum.allocated).collect()
}

/// The titles of `losses_by_attack_type` and `losses_by_entity_type`.
pub static TITLES: [Rule; 6] = [
    rule("All of the {usd total} was lost to one attack type: {name label}", only),
    rule("All of the {usd total} was lost to one entity type: {name label}", only),
    rule("{name label} accounts for {pct share} of the {usd total} lost: {usd loss}", costliest),
    rule(
        "{name label} is the costliest of {n labels} {name what}: {usd loss} of {usd total}",
        |t, f| {
            let all = of_period(t, f);
            let (amounts, many) = (most(&all), dimension(f.place).words().1);
            let labels = all.iter().filter(|(label, _)| *label != UNCLASSIFIED).count();
            let is_alone = amounts.len() < 2 || amounts[0] > amounts[1];
            let mut checks = costliest(t, f);
            checks.push(count("labels", labels));
            checks.push(so(is_alone, "another label cost as much"));
            checks.push(so(f.text("what") == many, "these are other labels"));
            checks
        },
    ),
    rule("{name label}: {usd loss} of {usd total}", costliest),
    rule("{name label}", costliest),
];

fn only(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let is_only = all.len() == 1 && all[0].0 == found.text("label");
    vec![so(is_only && loss(&truth.period()) > Some(0), "it is not the only label")]
}

fn costliest(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let label = found.text("label");
    let sum = find(&all, label).and_then(|it| it.allocated);
    let is_first = label != UNCLASSIFIED && sum > Some(0) && sum == most(&all).first().copied();
    vec![
        so(is_first, format!("{label:?} is not the costliest")),
        usd("loss", sum),
        share("share", sum, loss(&truth.period())),
    ]
}

/// Titles where money was lost, and none of it by what has a label.
pub static UNNAMED: [Rule; 3] = [
    rule("No attack type is named for any of the {usd total} lost", |t, f| {
        let is_it = dimension(f.place) == Dimension::Attack
            && f.place != "losses_by_attack_type_and_entity_type";
        vec![so(is_it, "the picture is of something else"), unnamed(t, |it| named(&it.attacks))]
    }),
    rule("No entity type is named for any of the {usd total} lost", |t, f| {
        let is_it = dimension(f.place) == Dimension::Entity;
        vec![so(is_it, "the picture is of something else"), unnamed(t, |it| named(&it.entities))]
    }),
    rule("No attack type with an entity type is named for any of the {usd total} lost", |t, f| {
        let is_it = f.place == "losses_by_attack_type_and_entity_type";
        let both = |it: &Incident| named(&it.attacks) && named(&it.entities);
        vec![so(is_it, "the picture is of something else"), unnamed(t, both)]
    }),
];

fn named(labels: &[String]) -> bool {
    labels.iter().any(|it| it != UNCLASSIFIED)
}

fn unnamed(truth: &Truth<'_>, has_label: fn(&Incident) -> bool) -> Check {
    let ranked = truth.ranked();
    let is_none = !ranked.is_empty() && !ranked.iter().any(|it| has_label(it));
    so(is_none, "some of it has a label, or nothing was lost")
}

/// Their alt texts.
pub static DESCRIPTIONS: [Rule; 2] = [
    rule(
        "Horizontal bars of allocated losses by attack type, {span period}, {usd total} in all: {sub bars}. The numbers are in tables/losses_by_attack_type.csv.",
        first_bar,
    ),
    rule(
        "Horizontal bars of allocated losses by entity type, {span period}, {usd total} in all: {sub bars}. The numbers are in tables/losses_by_entity_type.csv.",
        first_bar,
    ),
];

fn first_bar(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let first = all.first().map_or("", |(label, _)| label);
    vec![so(found.text("bars").starts_with(first), format!("{first:?} is not the first bar"))]
}

pub static BARS: [Rule; 3] = [
    rule("", |t, _| vec![so(t.period().is_empty(), "bars are missing")]),
    rule("{name label} {usd loss}", bar),
    rule("{name label} {usd loss}, {sub bars}", bar),
];

/// What stands at the bars.
pub static MARKS: [Rule; 4] = [
    rule("{name label}: {usd loss}", bar),
    rule("{name label}: {n label_incidents} [incident|incidents]", bar),
    rule("{n others} other {name what}", others_of_label),
    rule("{n others} other {name what}: {usd loss}", others_of_label),
];

/// All labels but those that have a bar: at most twelve, or eleven and what is not classified.
fn others_of_label(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let has_bar = |(at, (label, _)): &(usize, &(&str, Sum<'_>))| *at < 11 || *label == UNCLASSIFIED;
    let rest: Vec<&Sum<'_>> =
        all.iter().enumerate().filter(|it| !has_bar(it)).map(|(_, (_, sum))| sum).collect();
    let (one, many) = dimension(found.place).words();
    vec![
        count("others", rest.len()),
        so(all.len() > 12, "all labels have bars"),
        so(found.text("what") == if rest.len() == 1 { one } else { many }, "other labels"),
        usd("loss", rest.iter().filter_map(|it| it.allocated).reduce(|one, it| one + it)),
    ]
}

fn bar(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let Some(sum) = find(&all, found.text("label")) else {
        return vec![so(false, format!("{:?} is no label", found.text("label")))];
    };
    vec![usd("loss", sum.allocated), count("label_incidents", sum.incidents.len())]
}

/// The titles of the grids.
pub static GRID_TITLES: [Rule; 8] = [
    rule("{name label} accounts for {pct share} of the {usd total} lost: {usd loss}", in_a_year),
    rule(
        "{name label} {when days} accounts for {pct share} of the {usd total} lost: {usd loss}",
        in_a_year,
    ),
    rule(
        "{name label} at {name entity} accounts for {pct share} of the {usd total} lost: {usd loss}",
        at_entity,
    ),
    rule("{name label}: {usd loss} of {usd total}", in_a_year),
    rule("{name label} {when days}: {usd loss} of {usd total}", in_a_year),
    rule("{name label} at {name entity}: {usd loss} of {usd total}", at_entity),
    rule("{name label}", in_a_year),
    rule("{name label} {when days}", in_a_year),
];

/// The costliest attack type in one of the years of the period.
fn in_a_year(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let years = truth.calendar(12);
    let parts: Vec<Days> = years.iter().filter_map(|it| it.shared(truth.covered())).collect();
    let days = if found.text("days").is_empty() { truth.covered() } else { found.days("days") };
    let of = |days: Days| labels(Dimension::Attack, &truth.within(days));
    let largest = parts.iter().filter_map(|it| most(&of(*it)).into_iter().next()).max();
    let sum = find(&of(days), found.text("label")).and_then(|it| it.allocated);
    let is_largest = found.place == "losses_by_attack_type_and_year"
        && found.text("label") != UNCLASSIFIED
        && parts.contains(&days)
        && sum.is_some_and(|it| it > 0)
        && sum == largest;
    vec![
        so(is_largest, format!("{:?} is not the costliest in a year", found.text("label"))),
        usd("loss", sum),
        share("share", sum, loss(&truth.period())),
    ]
}

fn at_entity(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = pairs(&truth.period());
    let said = all.iter().filter(|(pair, _)| pair.0 != UNCLASSIFIED && pair.1 != UNCLASSIFIED);
    let largest = said.filter_map(|(_, it)| it.allocated).max();
    let pair = (found.text("label"), found.text("entity"));
    let sum = all.iter().find(|it| it.0 == pair).and_then(|(_, it)| it.allocated);
    let is_largest = sum.is_some_and(|it| it > 0) && sum == largest;
    vec![
        so(is_largest, format!("{pair:?} is not the costliest pair")),
        usd("loss", sum),
        share("share", sum, loss(&truth.period())),
    ]
}

/// Their alt texts.
pub static GRID_DESCRIPTIONS: [Rule; 3] = [
    plain(
        "{sub title}. A grid with a row for each attack type and a column for each year. The numbers are in tables/losses_by_attack_type_and_year.csv.",
    ),
    plain(
        "{sub title}. A grid with a row for each attack type and a column for each year. The numbers are in tables/history_by_attack_type_and_year.csv.",
    ),
    plain(
        "{sub title}. A grid with a row for each attack type and a column for each entity type. The numbers are in tables/losses_by_attack_type_and_entity_type.csv.",
    ),
];

/// What stands in the cells.
pub static GRID_MARKS: [Rule; 8] = [
    rule("{span days}", |t, f| vec![so(t.grid_years().contains(&f.days("days")), "no such year")]),
    rule("{name label}, all: {usd loss}", |t, f| cell(t, f, None, None)),
    rule("{name label}, {span days}: {usd loss}", |t, f| cell(t, f, Some(f.days("days")), None)),
    rule("{name label}, All other entity types: {usd loss}", other_entities),
    rule("{name label}, {name entity}: {usd loss}", |t, f| {
        cell(t, f, None, Some(f.text("entity")))
    }),
    rule("All other attack types, {name entity}: {usd loss}", other_attacks),
    rule("All other attack types, all: {usd loss}", |t, f| others(t, f, None)),
    rule("All other attack types, {span days}: {usd loss}", |t, f| {
        others(t, f, Some(f.days("days")))
    }),
];

/// The pairs that a grid adds up: of attack types and entity types those of the period, of years all
/// incidents of the years shown.
fn cell(
    truth: &Truth<'_>,
    found: &Found<'_>,
    days: Option<Days>,
    entity: Option<&str>,
) -> Vec<Check> {
    let is_by_year = found.place == "losses_by_attack_type_and_year";
    let incidents = match days {
        Some(days) => truth.within(days),
        None if is_by_year => truth.within(truth.grid_span()),
        None => truth.period(),
    };
    let sum = match entity {
        None => {
            find(&labels(Dimension::Attack, &incidents), found.text("label")).map(|it| it.allocated)
        }
        Some(entity) => {
            let all = pairs(&incidents);
            let of_pair = all.iter().find(|it| it.0 == (found.text("label"), entity));
            of_pair.map(|(_, it)| it.allocated)
        }
    };
    vec![
        so(is_by_year == (entity.is_none() && (days.is_some() || is_by_year)), "another grid"),
        so(sum.is_some(), "there is no such label"),
        usd("loss", sum.flatten()),
    ]
}

/// The rows that are gathered: the cheapest of all, however many there is no room for.
fn others(truth: &Truth<'_>, found: &Found<'_>, days: Option<Days>) -> Vec<Check> {
    let is_by_year = found.place == "losses_by_attack_type_and_year";
    let shown = if is_by_year { truth.within(truth.grid_span()) } else { truth.period() };
    let order: Vec<&str> =
        labels(Dimension::Attack, &shown).into_iter().map(|(label, _)| label).collect();
    let of_days = labels(Dimension::Attack, &days.map_or(shown, |it| truth.within(it)));
    let sums = (1..order.len().saturating_sub(1)).map(|kept| {
        let rest = order[kept..].iter().filter_map(|label| find(&of_days, label));
        rest.filter_map(|it| it.allocated).reduce(|one, it| one + it)
    });
    one_of(found, &sums.collect::<Vec<_>>())
}

/// The same of one entity type.
fn other_attacks(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let period = truth.period();
    let order: Vec<&str> =
        labels(Dimension::Attack, &period).into_iter().map(|(label, _)| label).collect();
    let all = pairs(&period);
    let sums = (1..order.len().saturating_sub(1)).map(|kept| {
        let is_rest = |it: &&((&str, &str), Sum<'_>)| {
            order[kept..].contains(&it.0.0) && it.0.1 == found.text("entity")
        };
        let rest = all.iter().filter(is_rest).filter_map(|(_, it)| it.allocated);
        rest.reduce(|one, it| one + it)
    });
    one_of(found, &sums.collect::<Vec<_>>())
}

fn other_entities(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let period = truth.period();
    let order: Vec<&str> =
        labels(Dimension::Entity, &period).into_iter().map(|(label, _)| label).collect();
    let all = pairs(&period);
    // The row may itself be the gathered one.
    let attacks: Vec<&str> =
        labels(Dimension::Attack, &period).into_iter().map(|(label, _)| label).collect();
    let rows: Vec<&[&str]> = match attacks.iter().position(|it| *it == found.text("label")) {
        Some(at) => vec![&attacks[at..=at]],
        None if found.text("label") == "All other attack types" => {
            (1..attacks.len().saturating_sub(1)).map(|kept| &attacks[kept..]).collect()
        }
        None => return vec![so(false, "there is no such label")],
    };
    let sums = rows.iter().flat_map(|row| {
        (1..order.len().saturating_sub(1)).map(|kept| {
            let is_rest = |it: &&((&str, &str), Sum<'_>)| {
                row.contains(&it.0.0) && order[kept..].contains(&it.0.1)
            };
            let rest = all.iter().filter(is_rest);
            rest.filter_map(|(_, it)| it.allocated).reduce(|one, it| one + it)
        })
    });
    one_of(found, &sums.collect::<Vec<_>>())
}

/// An amount must be one of several.
fn one_of(found: &Found<'_>, sums: &[Option<i128>]) -> Vec<Check> {
    let shown = found.text("loss");
    let fits = |sum: &&Option<i128>| super::super::numbers::is_compact(shown, **sum);
    match sums.iter().find(fits) {
        Some(sum) => vec![is("loss", Expect::Usd(*sum))],
        None => vec![so(false, format!("{shown} is no sum of the rest"))],
    }
}
