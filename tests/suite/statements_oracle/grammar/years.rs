//! This year against earlier years, up to the same day.

use chrono::{Datelike, NaiveDate};

use super::super::calendar::Days;
use super::super::judge::{Check, Expect, Found, Rule, is, rule, so, usd};
use super::super::truth::{Truth, loss};

pub static TEXTS: [Rule; 5] = [
    rule("The reports end before the period, so that there is no year to compare.", |t, _| {
        vec![so(t.as_of < t.asked.first, "they reach it")]
    }),
    rule("{year this}{sub cost}.", year_is_over),
    rule("{year this}{sub cost}; {sub before}.", year_is_over),
    rule("By {day end}, the year{sub so_far}.", to_the_day),
    rule("By {day end}, the year{sub so_far}; {sub by_then}.", to_the_day),
];

/// The year in which the period ends, up to that end.
fn this_year(truth: &Truth<'_>) -> Days {
    let last = truth.covered().last;
    Days { first: Days::year(last.year()).first, last }
}

/// Whether that is all of the year.
fn is_whole(truth: &Truth<'_>) -> bool {
    let last = this_year(truth).last;
    (last.month(), last.day()) == (12, 31)
}

/// January to the same day of another year.
fn same_days(truth: &Truth<'_>, year: i32) -> Days {
    let last = truth.covered().last;
    let day = NaiveDate::from_ymd_opt(year, last.month(), last.day());
    let last = day.or(NaiveDate::from_ymd_opt(year, 2, 28)).unwrap();
    Days { first: Days::year(year).first, last }
}

fn year_is_over(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let year = this_year(truth);
    vec![
        is("this", Expect::Year(year.last.year())),
        so(is_whole(truth), "the year is not over"),
        so(year.last <= truth.as_of, format!("the reports go up to {} only", truth.as_of)),
    ]
}

fn to_the_day(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    let year = this_year(truth);
    let is_known = year.last <= truth.as_of;
    vec![
        is("end", Expect::Day(year.last)),
        so(is_known, format!("the reports go up to {} only", truth.as_of)),
    ]
}

/// What this year cost.
pub static COST: [Rule; 2] =
    [rule(" cost {usd loss}", this), rule(" cost nobody knows how much", nobody)];
pub static SO_FAR: [Rule; 2] =
    [rule(" had cost {usd loss}", this), rule(" had cost nobody knows how much", nobody)];

fn this(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    vec![usd("loss", loss(&truth.within(this_year(truth))))]
}

fn nobody(truth: &Truth<'_>, _: &Found<'_>) -> Vec<Check> {
    vec![so(loss(&truth.within(this_year(truth))).is_none(), "it is known")]
}

/// The year before, and the costliest of all before.
pub static BEFORE: [Rule; 4] = [
    rule("{year before} cost {usd loss}", earlier),
    rule(
        "{year before} cost {usd loss}, and {year worst}, the costliest of the earlier years, {usd most}",
        earlier,
    ),
    rule("nobody knows what {year before} cost", unknown),
    rule(
        "nobody knows what {year before} cost, and {year worst}, the costliest of the earlier years, {usd most}",
        unknown,
    ),
];
pub static BY_THEN: [Rule; 4] = [
    rule("{year before} had cost {usd loss} by the same day", earlier),
    rule(
        "{year before} had cost {usd loss} by the same day, and {year worst}, the costliest of the earlier years by then, {usd most}",
        earlier,
    ),
    rule("nobody knows what {year before} had cost by the same day", unknown),
    rule(
        "nobody knows what {year before} had cost by the same day, and {year worst}, the costliest of the earlier years by then, {usd most}",
        unknown,
    ),
];

fn earlier(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let before = this_year(truth).last.year() - 1;
    let amount = |year: i32| loss(&truth.within(same_days(truth, year)));
    let oldest = truth.oldest().map_or(before, |it| it.year());
    let most = (oldest..=before).filter_map(amount).max();
    let mut checks = vec![
        is("before", Expect::Year(before)),
        usd("loss", amount(before)),
        so(same_days(truth, before).last <= truth.as_of, "that year is not over in the reports"),
        so(before >= oldest, "nothing is reported of that year"),
    ];
    if let Ok(worst) = found.text("worst").parse::<i32>() {
        let is_worst = amount(worst) == most && (oldest..before).contains(&worst);
        checks.push(is("worst", Expect::Year(worst)));
        checks.push(so(is_worst, "another year cost more"));
        checks.push(usd("most", most));
    } else {
        let is_worst = most.unwrap_or(0) <= 0 || amount(before) == most;
        checks.push(so(is_worst, "a costlier year is not named"));
    }
    checks
}

fn unknown(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let before = this_year(truth).last.year() - 1;
    let is_unknown = loss(&truth.within(same_days(truth, before))).is_none();
    let mut checks = earlier(truth, found);
    checks.push(so(is_unknown, "it is known"));
    checks
}

/// The table: the year is a number of its own.
pub static CELLS: [Rule; 3] = [
    rule("Losses since January, year by year: {year row}", row),
    rule("Losses since January, year by year: {year row}: {name head}: {exact loss}", row),
    rule("Losses since January, year by year: {year row}: Whole year: {exact whole}", |t, f| {
        let mut checks = row(t, f);
        let whole = Days::year(f.text("row").parse().unwrap_or(0));
        checks.push(so(whole.last <= t.as_of, "that year is not over in the reports"));
        checks
    }),
];

fn row(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let year = found.text("row").parse().unwrap_or(0);
    let this = this_year(truth).last.year();
    let oldest = truth.oldest().map_or(this, |it| it.year().min(this));
    let is_head = matches!(found.text("head"), "") || found.text("head") == head(truth);
    vec![
        is("row", Expect::Year(year)),
        so((oldest..=this).contains(&year), "there is no such year"),
        so(same_days(truth, year).last <= truth.as_of, "the reports do not go so far"),
        so(is_head, "the column has other days"),
        usd("loss", loss(&truth.within(same_days(truth, year)))),
        usd("whole", loss(&truth.within(Days::year(year)))),
    ]
}

/// What the column of the same days is called.
fn head(truth: &Truth<'_>) -> String {
    let last = this_year(truth).last;
    let is_month = last.succ_opt().is_some_and(|it| it.day() == 1);
    match (last.month(), is_month) {
        (1, true) => "January".into(),
        (_, true) => format!("January to {}", last.format("%B")),
        (1, false) if last.day() == 1 => "1 January".into(),
        (1, false) => format!("1 to {} January", last.day()),
        _ => format!("1 January to {}", last.format("%-d %B")),
    }
}
