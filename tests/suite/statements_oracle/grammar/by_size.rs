//! Sizes of losses: the picture, and the section of the report.

use super::super::judge::{Check, Found, Rule, count, many, plain, rule, share, so, usd};
use super::super::truth::{Truth, known, loss};

/// A million dollars, in cents.
const MILLION: i128 = 100_000_000;
const BANDS: [(&str, i128, i128); 4] = [
    ("under $1M", 0, MILLION),
    ("$1M to $10M", MILLION, 10 * MILLION),
    ("$10M to $100M", 10 * MILLION, 100 * MILLION),
    ("$100M and more", 100 * MILLION, i128::MAX),
];

/// The losses of a band of the period; `None` if there is no band of that name.
fn band(truth: &Truth<'_>, name: &str) -> Option<Vec<i128>> {
    let (_, from, below) = BANDS.into_iter().find(|it| it.0 == name)?;
    let all = known(&truth.period());
    Some(all.into_iter().filter(|it| (from..below).contains(it)).collect())
}

/// What is so of a band; of that of unknown losses as well.
pub fn of_band(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let period = truth.period();
    let (counted, sum) = match (found.text("band"), band(truth, found.text("band"))) {
        ("unknown", _) => (period.len() - known(&period).len(), None),
        (_, Some(losses)) => (losses.len(), Some(losses.iter().sum())),
        (name, None) => return vec![so(false, format!("{name:?} is no band"))],
    };
    vec![
        count("count", counted),
        usd("loss", sum),
        share("count_share", many(counted), many(period.len())),
        share("loss_share", sum, loss(&period)),
    ]
}

/// The band of the largest losses.
fn highest(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let largest = known(&truth.period()).first().copied().unwrap_or(0);
    let is_it = band(truth, found.text("band")).is_some_and(|it| it.contains(&largest));
    let mut checks = of_band(truth, found);
    checks.push(so(largest > 0 && is_it, "the largest loss is in another band"));
    checks
}

fn of(found: &Found<'_>, is_of: bool) -> Check {
    so(found.text("band").starts_with("under") != is_of, "the words do not fit the band")
}

pub static TITLES: [Rule; 6] = [
    rule(
        "Losses of {name band}: {n count} of {n incidents} [incident|incidents], {pct loss_share} of the money",
        |t, f| [highest(t, f), vec![of(f, true)]].into_iter().flatten().collect(),
    ),
    rule(
        "Losses {name band}: {n count} of {n incidents} [incident|incidents], {pct loss_share} of the money",
        |t, f| [highest(t, f), vec![of(f, false)]].into_iter().flatten().collect(),
    ),
    rule("Losses of {name band}: {pct loss_share} of the money", highest),
    rule("Losses {name band}: {pct loss_share} of the money", highest),
    rule("One incident, with a loss of {name band}", one),
    rule("One incident, with a loss {name band}", one),
];

fn one(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let mut checks = highest(truth, found);
    checks.push(so(truth.period().len() == 1, "there are more"));
    checks
}

pub static DESCRIPTIONS: [Rule; 1] = [plain(
    "Two columns of bars, incidents and losses by size of the loss: {sub bands}. The numbers are in tables/losses_by_size.csv.",
)];

pub static BANDS_SHOWN: [Rule; 2] = [
    rule("{name band}: {n count} [incident|incidents], {usd loss}", of_band),
    rule("{name band}: {n count} [incident|incidents], {usd loss}; {sub bands}", of_band),
];

pub static MARKS: [Rule; 4] = [
    rule("{name band}, incidents: {n count}", of_band),
    rule("{name band}, incidents: {pct count_share}", of_band),
    rule("{name band}, sum of losses: {usd loss}", of_band),
    rule("{name band}, sum of losses: {pct loss_share}", of_band),
];

/// What the section says.
pub static TEXTS: [Rule; 7] = [
    rule("There is no incident in the period.", |t, _| {
        vec![so(t.period().is_empty(), "there is one")]
    }),
    rule("No loss is known, so there are no sizes to compare.", |t, _| {
        vec![so(!t.period().is_empty() && known(&t.period()).is_empty(), "one is known")]
    }),
    rule("No incident of the period cost any money.", |t, _| {
        let all = known(&t.period());
        vec![so(!all.is_empty() && all[0] == 0, "one did")]
    }),
    rule(
        "{n count} [incident|incidents] with a loss of {name band} [makes|make] up {pct loss_share} of the total.",
        highest,
    ),
    rule(
        "{n count} [incident|incidents] with a loss {name band} [makes|make] up {pct loss_share} of the total.",
        highest,
    ),
    rule(
        "{n count} [incident|incidents] with a loss of {name band} [makes|make] up {pct loss_share} of the total. The {n five} largest losses together make up {pct five_share}. Without the largest of all, {usd rest} is left.",
        five,
    ),
    rule(
        "{n count} [incident|incidents] with a loss {name band} [makes|make] up {pct loss_share} of the total. The {n five} largest losses together make up {pct five_share}. Without the largest of all, {usd rest} is left.",
        five,
    ),
];

fn five(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let all = known(&truth.period());
    let mut checks = highest(truth, found);
    checks.push(so(all.len() >= 5, "there are no five"));
    checks.push(count("five", 5));
    let five = all.iter().take(5).sum();
    checks.push(share("five_share", Some(five), loss(&truth.period())));
    checks.push(usd("rest", Some(all.iter().skip(1).sum())));
    checks
}

/// The cells of its two tables.
pub static CELLS: [Rule; 11] = [
    rule(
        "Incidents by size of the loss, {span period}: {name band}: Incidents: {n count}",
        of_band,
    ),
    rule(
        "Incidents by size of the loss, {span period}: {name band}: Share of incidents: {pct count_share}",
        of_band,
    ),
    rule(
        "Incidents by size of the loss, {span period}: {name band}: Sum of losses: {exact loss}",
        of_band,
    ),
    rule(
        "Incidents by size of the loss, {span period}: {name band}: Share of the total: {pct loss_share}",
        of_band,
    ),
    rule("Concentration of losses, {span period}: The {n top} largest", largest),
    rule("Concentration of losses, {span period}: The largest: Sum: {exact sum}", largest),
    rule("Concentration of losses, {span period}: The {n top} largest: Sum: {exact sum}", largest),
    rule(
        "Concentration of losses, {span period}: The{sub few} largest: Share of the total: {pct sum_share}",
        largest,
    ),
    rule(
        "Concentration of losses, {span period}: The{sub few} largest: Sum without the largest of all: {exact rest}",
        largest,
    ),
    rule(
        "Concentration of losses, {span period}: The{sub few} largest: Share of what is left: {pct rest_share}",
        largest,
    ),
    rule("Concentration of losses, {span period}: The{sub few} largest", largest),
];

/// How many are meant; nothing where it is one.
pub static TOP: [Rule; 3] = [plain(""), plain(" 5"), plain(" 10")];

/// The largest losses, with and without the very largest.
fn largest(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let few = [found.text("top"), found.text("few").trim()].concat();
    let top = few.parse().unwrap_or(1);
    let all = known(&truth.period());
    let of = |losses: &[i128]| (losses.iter().take(top).sum::<i128>(), losses.iter().sum::<i128>());
    let (sum, total) = of(&all);
    let (rest, left) = of(all.get(1..).unwrap_or(&[]));
    vec![
        so([1, 5, 10].contains(&top), "there is no such row"),
        count("top", top),
        usd("sum", Some(sum)),
        share("sum_share", Some(sum), Some(total)),
        usd("rest", Some(rest)),
        share("rest_share", Some(rest), Some(left)),
    ]
}
