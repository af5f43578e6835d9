//! The sections of a report on labels, spans and years.

use super::super::calendar::Days;
use super::super::judge::{Check, Expect, Found, Rule, count, is, plain, rule, share, so, usd};
use super::super::truth::{
    Dimension, Sum, Truth, UNCLASSIFIED, known, labels, loss, median, pairs,
};
use super::by_label::{dimension, find, most, of_period};

/// By attack type, by entity type.
pub static BY_LABEL: [Rule; 8] = [
    rule("There is no incident in the period.", |t, _| vec![so(t.period().is_empty(), "there is")]),
    rule("No known loss above zero is to be divided among the {name what}.", |t, f| {
        let top = most(&of_period(t, f)).first().copied().unwrap_or(0);
        vec![what(f), so(top <= 0 && !t.period().is_empty(), "there is one")]
    }),
    rule("The reports of the period name no {name what}.", |t, f| {
        let said = of_period(t, f).iter().any(|(label, _)| *label != UNCLASSIFIED);
        vec![what(f), so(!said, "they do")]
    }),
    rule(
        "{name label} cost the most: {usd loss}, {pct share} of the total, from {n number} [incident|incidents].{sub frequent}",
        |t, f| {
            let top = most(&of_period(t, f));
            let mut checks = costliest(t, f);
            checks.push(so(top.len() < 2 || top[0] > top[1], "another cost as much"));
            checks
        },
    ),
    rule(
        "{name label} cost {usd loss}, {pct share} of the total, from {n number} [incident|incidents].{sub frequent}",
        costliest,
    ),
    rule(
        "An incident can have several {name what}. Involved loss counts each loss in full under each of them: it overlaps, and must not be added up. Allocated loss divides each loss equally among them: it adds up to the total of the period, {exact total}, and shares are parts of that. Counts overlap like involved losses: the period has {n incidents} [incident|incidents].",
        |_, f| vec![what(f)],
    ),
    rule(
        "{n without} [incident has|incidents have] no {name what} and [stands|stand] under (unclassified).",
        |t, f| {
            let without = find(&of_period(t, f), UNCLASSIFIED).map_or(0, |it| it.incidents.len());
            let word = dimension(f.place).words().0;
            vec![count("without", without), so(f.text("what") == word, "these are other labels")]
        },
    ),
    rule("The table goes on: all {n rows} rows are in tables/{name table}.csv.", |t, f| {
        let (rows, table) = match f.place {
            "by-entity-type" => (of_period(t, f).len(), "losses_by_entity_type"),
            "tags" => (of_period(t, f).len(), "losses_by_tag"),
            "by-attack-type" => (of_period(t, f).len(), "losses_by_attack_type"),
            _ => (pairs(&t.period()).len(), "losses_by_attack_type_and_entity_type"),
        };
        vec![count("rows", rows), so(f.text("table") == table, "it is another table")]
    }),
];

fn what(found: &Found<'_>) -> Check {
    let is_it = found.text("what") == dimension(found.place).words().1;
    so(is_it || found.place == "attack-type-by-entity-type", "these are other labels")
}

fn costliest(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let sum = find(&all, found.text("label"));
    let amount = sum.and_then(|it| it.allocated);
    let is_it = found.text("label") != UNCLASSIFIED && amount == most(&all).first().copied();
    vec![
        so(is_it, "another cost more"),
        usd("loss", amount),
        share("share", amount, loss(&truth.period())),
        count("number", sum.map_or(0, |it| it.incidents.len())),
    ]
}

pub static FREQUENT: [Rule; 2] = [
    plain(""),
    rule(
        " The most frequent was {name label}, with {n number} incidents and {usd loss}.",
        |t, f| {
            let all = of_period(t, f);
            let Some(sum) = find(&all, f.text("label")) else { return vec![so(false, "no label")] };
            let others =
                all.iter().filter(|(label, _)| *label != UNCLASSIFIED && *label != f.text("label"));
            let is_it = others.into_iter().all(|(_, it)| it.incidents.len() < sum.incidents.len());
            vec![
                so(is_it && f.text("label") != UNCLASSIFIED, "another is as frequent"),
                count("number", sum.incidents.len()),
                usd("loss", sum.allocated),
            ]
        },
    ),
];

pub static LABEL_CELLS: [Rule; 9] = [
    rule("{sub caption}: Total: Incidents: {n incidents}", |_, _| Vec::new()),
    rule("{sub caption}: Total: Loss unknown: {n unknown}", |_, _| Vec::new()),
    rule("{sub caption}: Total: Allocated loss: {exact total}", |_, _| Vec::new()),
    rule("{sub caption}: {name label}: Incidents: {n number}", row),
    rule("{sub caption}: {name label}: Loss unknown: {n left}", row),
    rule("{sub caption}: {name label}: Allocated loss: {exact allocated}", row),
    rule("{sub caption}: {name label}: Share: {pct share}", row),
    rule("{sub caption}: {name label}: Involved loss: {exact involved}", row),
    rule("{sub caption}: {name label}: Median loss: {exact median}", row),
];

fn row(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = of_period(truth, found);
    let Some(Sum { incidents, allocated }) = find(&all, found.text("label")) else {
        return vec![so(false, "there is no such label")];
    };
    let days = incidents.iter().map(|it| it.day);
    let mut checks = vec![
        count("number", incidents.len()),
        count("left", incidents.len() - known(incidents).len()),
        usd("allocated", *allocated),
        share("share", *allocated, loss(&truth.period())),
        usd("involved", loss(incidents)),
        usd("median", median(incidents)),
    ];
    checks.extend(days.clone().min().map(|it| is("first", Expect::Day(it))));
    checks.extend(days.max().map(|it| is("last", Expect::Day(it))));
    checks
}

pub static TAG_CELLS: [Rule; 4] = [
    rule("Tags, {span period}: {name label}: Incidents: {n number}", row),
    rule("Tags, {span period}: {name label}: Involved loss: {exact involved}", row),
    rule("Tags, {span period}: {name label}: First: {day first}", row),
    rule("Tags, {span period}: {name label}: Last: {day last}", row),
];

/// Pairs of attack type and entity type.
pub static PAIRS: [Rule; 4] = [
    rule("There is no incident in the period.", |t, _| vec![so(t.period().is_empty(), "there is")]),
    rule("No known loss above zero is to be divided.", |t, _| {
        vec![so(said(t).first().copied().unwrap_or(0) <= 0, "there is one")]
    }),
    rule(
        "The costliest combination was {name attack} against {name entity}: {usd loss} in {n number} [incident|incidents].",
        |t, f| {
            let all = said(t);
            let mut checks = pair(t, f);
            checks.push(so(all.len() < 2 || all[0] > all[1], "another cost as much"));
            checks
        },
    ),
    rule(
        "A costly combination was {name attack} against {name entity}: {usd loss} in {n number} [incident|incidents].",
        pair,
    ),
];

/// The allocated losses of pairs that say something, the largest first.
fn said(truth: &Truth<'_>) -> Vec<i128> {
    let all = pairs(&truth.period());
    let said = all.iter().filter(|(it, _)| it.0 != UNCLASSIFIED && it.1 != UNCLASSIFIED);
    said.filter_map(|(_, it)| it.allocated).collect()
}

fn pair(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = pairs(&truth.period());
    let name = (found.text("attack"), found.text("entity"));
    let Some((_, sum)) = all.iter().find(|it| it.0 == name) else {
        return vec![so(false, "there is no such pair")];
    };
    let is_it = sum.allocated == said(truth).first().copied();
    vec![
        so(is_it, "another cost more"),
        usd("loss", sum.allocated),
        count("number", sum.incidents.len()),
    ]
}

/// The rows of the table: their text names the attack type only.
pub static PAIR_CELLS: [Rule; 3] = [
    rule(
        "Attack types against entity types, {span period}: {name attack}: Incidents: {n number}",
        cell,
    ),
    rule(
        "Attack types against entity types, {span period}: {name attack}: Allocated loss: {exact allocated}",
        cell,
    ),
    rule(
        "Attack types against entity types, {span period}: {name attack}: Involved loss: {exact involved}",
        cell,
    ),
];

fn cell(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = pairs(&truth.period());
    let name = (found.text("attack"), found.entity);
    match all.iter().find(|it| it.0 == name) {
        None => vec![so(false, "there is no such pair")],
        Some((_, sum)) => vec![
            count("number", sum.incidents.len()),
            usd("allocated", sum.allocated),
            usd("involved", loss(&sum.incidents)),
        ],
    }
}

/// Losses over time.
pub static SERIES: [Rule; 8] = [
    rule("There is no known loss above zero in the period.", |t, _| {
        let holds = !t.period().is_empty() && t.ranked().is_empty();
        vec![so(holds, "there is one, or no incident")]
    }),
    rule("There is no incident in the period.", |t, _| vec![so(t.period().is_empty(), "there is")]),
    rule(
        "The costliest month was {span days}: {usd loss} in {n number} [incident|incidents].",
        |t, f| only(t, f, 1),
    ),
    rule(
        "The costliest quarter was {span days}: {usd loss} in {n number} [incident|incidents].",
        |t, f| only(t, f, 3),
    ),
    rule(
        "The costliest year was {span days}: {usd loss} in {n number} [incident|incidents].",
        |t, f| only(t, f, 12),
    ),
    rule("Most was lost {when days}: {usd loss} in {n number} [incident|incidents].", |t, f| {
        let mut checks = worst(t, f);
        checks.push(so(equal(t, f) == 1, "as much was lost in another one"));
        checks
    }),
    rule("{when days}: {usd loss} in {n number} [incident|incidents].", worst),
    rule("{span days}: {usd loss} in {n number} [incident|incidents].", worst),
];

/// The months of the spans that the section is about: as fine as leaves at most 24 rows.
pub fn months(truth: &Truth<'_>) -> u32 {
    let rows = |months: &u32| truth.covered().calendar(*months).len();
    [1, 3].into_iter().find(|it| rows(it) <= 24).unwrap_or(12)
}

fn parts(truth: &Truth<'_>) -> Vec<Days> {
    let spans = truth.covered().calendar(months(truth));
    spans.iter().filter_map(|it| it.shared(truth.covered())).collect()
}

fn amount(truth: &Truth<'_>, days: Days) -> i128 {
    loss(&truth.within(days)).unwrap_or(0)
}

fn equal(truth: &Truth<'_>, found: &Found<'_>) -> usize {
    let this = amount(truth, found.days("days"));
    parts(truth).into_iter().filter(|it| amount(truth, *it) == this).count()
}

fn worst(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let (days, all) = (found.days("days"), parts(truth));
    let most = all.iter().map(|it| amount(truth, *it)).max();
    vec![
        so(all.contains(&days), "it is no part of the period"),
        so(Some(amount(truth, days)) == most, "more was lost in another one"),
        usd("loss", loss(&truth.within(days))),
        count("number", truth.within(days).len()),
    ]
}

fn only(truth: &Truth<'_>, found: &Found<'_>, of: u32) -> Vec<Check> {
    let spans = truth.covered().calendar(of);
    let mut checks = worst(truth, found);
    checks.push(so(of == months(truth), "these are other spans"));
    checks.push(so(equal(truth, found) == 1, "another one cost as much"));
    checks.push(so(spans.iter().all(|it| truth.covered().holds(*it)), "not all are whole"));
    checks
}

pub static SERIES_CELLS: [Rule; 6] = [
    rule("{sub caption}: {span days}", of_span),
    rule("{sub caption}: {span days}: Incidents: {n number}", of_span),
    rule("{sub caption}: {span days}: Loss unknown: {n left}", of_span),
    rule("{sub caption}: {span days}: Loss: {exact loss}", of_span),
    rule("{sub caption}: {span days}: Running total: {exact running}", of_span),
    rule("{sub caption}: {span days}: Largest loss: {exact largest}", of_span),
];

fn of_span(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let days = found.days("days");
    let of = truth.within(days);
    let so_far = truth.within(Days { first: truth.covered().first, last: days.last });
    vec![
        so(parts(truth).contains(&days), "it is no part of the period"),
        count("number", of.len()),
        count("left", of.len() - known(&of).len()),
        usd("loss", loss(&of)),
        usd("running", loss(&so_far)),
        usd("largest", known(&of).first().copied()),
    ]
}

/// Attack types by year.
pub static BY_YEAR: [Rule; 5] = [
    rule("There is no incident up to the end of the period.", |t, _| {
        vec![so(t.all.iter().all(|it| it.day > t.grid_span().last), "there is one")]
    }),
    rule("The reports of the period name no attack types.", |t, _| {
        let all = labels(Dimension::Attack, &t.period());
        vec![so(all.iter().all(|(label, _)| *label == UNCLASSIFIED), "they do")]
    }),
    rule(
        "Allocated losses of each attack type by year, from {span first} to {span last}. Empty means no incident; unknown means that no loss of the year is known.",
        ends,
    ),
    rule(
        "Allocated losses of each attack type by year, from {span first}. Empty means no incident; unknown means that no loss of the year is known.",
        |t, f| {
            let mut checks = ends(t, f);
            let years: Vec<Days> = reported_years(t);
            checks.push(so(years.len() == 1, "there are more years"));
            checks
        },
    ),
    rule("All types and years are in tables/{name table}.csv.", |_, f| {
        let tables = ["history_by_attack_type_and_year", "losses_by_attack_type_and_year"];
        vec![so(tables.contains(&f.text("table")), "it is another table")]
    }),
];

/// The years with an incident, up to that in which the period ends.
fn reported_years(truth: &Truth<'_>) -> Vec<Days> {
    let years = truth.grid_years().into_iter();
    let years: Vec<Days> = years.filter(|it| !truth.within(*it).is_empty()).collect();
    // Without anything around the period, days that it does not have are not spoken of.
    let is_around = truth
        .all
        .iter()
        .any(|it| !truth.asked.has(it.day) && years.iter().any(|year| year.has(it.day)));
    if is_around {
        years
    } else {
        years.into_iter().filter_map(|it| it.shared(truth.asked)).collect()
    }
}

fn ends(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let years = reported_years(truth);
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return vec![so(false, "there is no year")];
    };
    let last = if found.text("last").is_empty() { first } else { last };
    vec![is("first", Expect::Days(*first)), is("last", Expect::Days(*last))]
}

pub static YEAR_HEADS: [Rule; 1] = [rule("{span days}", |t, f| {
    vec![so(reported_years(t).contains(&f.days("days")), "there is no such year")]
})];

pub static YEAR_CELLS: [Rule; 1] = [rule(
    "Allocated losses by attack type and year: {name label}: {span days}: {usd loss}",
    |t, f| {
        let days = f.days("days");
        let all = labels(Dimension::Attack, &t.within(days));
        let sum = find(&all, f.text("label"));
        vec![
            so(reported_years(t).contains(&days) && sum.is_some(), "there is no such cell"),
            usd("loss", sum.and_then(|it| it.allocated)),
        ]
    },
)];

/// What is said of pairs where a dimension has no label.
pub static NO_LABELS: [Rule; 2] = [
    rule("The reports of the period name no attack types.", |t, _| {
        vec![none(t, Dimension::Attack)]
    }),
    rule("The reports of the period name no entity types.", |t, _| {
        vec![none(t, Dimension::Entity)]
    }),
];

fn none(truth: &Truth<'_>, dimension: Dimension) -> Check {
    let all = labels(dimension, &truth.period());
    so(all.iter().all(|(label, _)| *label == UNCLASSIFIED), "they do")
}
