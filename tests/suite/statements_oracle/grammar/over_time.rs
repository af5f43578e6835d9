//! Pictures of months, quarters and years, and of running totals.

use super::super::calendar::Days;
use super::super::judge::{Check, Expect, Found, Rule, is, plain, rule, share, so, usd};
use super::super::truth::{Truth, known, loss};
use super::around::months;

/// The titles of `losses_by_month`, `losses_by_quarter` and `losses_by_year`.
pub static TITLES: [Rule; 10] = [
    rule("{span period}: {usd total} of the {usd whole} lost {when days}", part_of),
    rule("{span days}: {usd loss} lost", lost),
    rule("{usd loss} lost {when days}", lost),
    rule("{span days}: {usd loss} lost, {than by} {when earlier}", changed),
    rule("{usd loss} lost {when days}, {than by} {when earlier}", changed),
    rule("All of the {usd total} was lost {when days}", |t, f| {
        let days = f.days("days");
        vec![within(t, f), so(loss(&t.within(days)) == loss(&t.period()), "more was lost")]
    }),
    rule("{span days} was the costliest {name what}: {usd loss} of {usd total}", costliest),
    rule("{span days} saw {pct share} of the {usd total} lost: {usd loss}", saw),
    rule("{span days} alone saw {pct share} of the {usd total} lost: {usd loss}", |t, f| {
        let mut checks = saw(t, f);
        let is_whole = t.calendar(months(f.place).unwrap_or(12)).contains(&f.days("days"));
        checks.push(so(is_whole, "it is not a whole span that is alone"));
        checks
    }),
    rule("{span days}: {usd loss} of {usd total}", saw),
];

/// The amount of some days; where the period is over, of days that it has.
fn lost(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    vec![same_or_year(truth, found), usd("loss", loss(&truth.within(found.days("days"))))]
}

fn same_or_year(truth: &Truth<'_>, found: &Found<'_>) -> Check {
    let days = found.days("days");
    let is_year = found.place == "cumulative_loss_by_year";
    let year = Days::year(chrono_year(truth));
    // Of a period that the reports do not reach, the year may have begun.
    let year = if truth.asked.first <= truth.as_of {
        Days { last: truth.covered().last, ..year }
    } else {
        year.up_to(truth.as_of).unwrap_or(truth.asked)
    };
    let holds = if is_year { days == year } else { is_of_period(truth, found, days) };
    so(holds, format!("{days:?} is not what the picture is about"))
}

fn chrono_year(truth: &Truth<'_>) -> i32 {
    chrono::Datelike::year(&truth.covered().last)
}

/// The period itself, or its one month, quarter or year.
fn is_of_period(truth: &Truth<'_>, found: &Found<'_>, days: Days) -> bool {
    let spans = truth.calendar(months(found.place).unwrap_or(12));
    days == truth.covered() || spans.iter().any(|it| it.up_to(truth.as_of) == Some(days))
}

fn changed(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let (days, earlier) = (found.days("days"), found.days("earlier"));
    let allowed = if found.place == "cumulative_loss_by_year" {
        year_before(days).to_vec()
    } else {
        truth.earlier()
    };
    let mut checks = lost(truth, found);
    let [now, then] = [days, earlier].map(|it| loss(&truth.within(it)));
    checks.push(so(allowed.contains(&earlier), format!("{earlier:?} is not like {days:?}")));
    checks.push(is("earlier", Expect::Days(earlier)));
    checks.push(is("by", Expect::Change(now, then)));
    checks
}

/// From January to the same day of the year before; of February the whole month or as many days.
fn year_before(days: Days) -> [Days; 2] {
    let before = days.year_before();
    [before, Days { last: days.last - chrono::Months::new(12), ..before }]
}

fn part_of(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let days = found.days("days");
    let spans = truth.calendar(months(found.place).unwrap_or(12));
    let is_it = spans.len() == 1 && spans[0].up_to(truth.as_of) == Some(days);
    vec![
        so(is_it && days.holds(truth.covered()), "the period is not a part of it"),
        usd("whole", loss(&truth.within(days))),
    ]
}

/// The parts of the months, quarters or years that lie in the period.
fn parts(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Days> {
    let spans = truth.calendar(months(found.place).unwrap_or(12));
    spans.iter().filter_map(|it| it.shared(truth.covered())).collect()
}

fn within(truth: &Truth<'_>, found: &Found<'_>) -> Check {
    let is_part = parts(truth, found).contains(&found.days("days"));
    so(is_part, format!("{:?} is no part of the period", found.days("days")))
}

fn saw(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let amount = |days: Days| loss(&truth.within(days));
    let this = amount(found.days("days"));
    let most = parts(truth, found).into_iter().filter_map(amount).max();
    vec![
        within(truth, found),
        so(this == most, "more was lost in another one"),
        usd("loss", this),
        share("share", this, loss(&truth.period())),
    ]
}

fn costliest(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let spans = truth.calendar(months(found.place).unwrap_or(12));
    let words = match found.place {
        "losses_by_month" => "month",
        "losses_by_quarter" => "quarter",
        _ => "year",
    };
    let amounts: Vec<i128> = spans.iter().filter_map(|it| loss(&truth.within(*it))).collect();
    let this = loss(&truth.within(found.days("days")));
    let equal = amounts.iter().filter(|it| Some(**it) == this).count();
    let are_whole = spans.iter().all(|it| truth.covered().holds(*it));
    let mut checks = saw(truth, found);
    checks.push(so(found.text("what") == words, "it is no such span"));
    checks.push(so(equal == 1, "another one cost as much"));
    checks.push(so(are_whole, "not all of them are whole"));
    checks
}

/// Their alt texts.
pub static DESCRIPTIONS: [Rule; 6] = [
    rule("{sub title}. {sub subtitle}. The numbers are in tables/losses_by_month.csv.", |_, f| {
        here(f, "losses_by_month")
    }),
    rule("{sub title}. {sub subtitle}. The numbers are in tables/history_by_month.csv.", |_, f| {
        here(f, "losses_by_month")
    }),
    rule(
        "{sub title}. {sub subtitle}. The numbers are in tables/losses_by_quarter.csv.",
        |_, f| here(f, "losses_by_quarter"),
    ),
    rule(
        "{sub title}. {sub subtitle}. The numbers are in tables/history_by_quarter.csv.",
        |_, f| here(f, "losses_by_quarter"),
    ),
    rule("{sub title}. {sub subtitle}. The numbers are in tables/losses_by_year.csv.", |_, f| {
        here(f, "losses_by_year")
    }),
    rule("{sub title}. {sub subtitle}. The numbers are in tables/history_by_year.csv.", |_, f| {
        here(f, "losses_by_year")
    }),
];

fn here(found: &Found<'_>, place: &str) -> Vec<Check> {
    vec![so(found.place == place, "the numbers are in another table")]
}

/// What stands at the marks: of a span that the period cuts all of it.
pub static MARKS: [Rule; 1] = [rule("{span days} {usd loss}", |t, f| {
    let days = f.days("days");
    let is_span = days
        .calendar(months(f.place).unwrap_or(12))
        .first()
        .is_some_and(|it| it.up_to(t.as_of) == Some(days));
    vec![so(is_span, "it is no span of this picture"), usd("loss", loss(&t.within(days)))]
})];

/// The titles of `cumulative_loss_by_year`.
pub static RUNNING_TITLES: [Rule; 7] = [
    rule("{span days}: {usd loss} lost", lost),
    rule("{usd loss} lost {when days}", lost),
    rule("{span days}: {usd loss} lost, {than by} {when earlier}", changed),
    rule("{usd loss} lost {when days}, {than by} {when earlier}", changed),
    rule("No incident {when days}", |t, f| {
        vec![same_or_year(t, f), so(t.within(f.days("days")).is_empty(), "there are incidents")]
    }),
    rule("No loss is known {when days}", |t, f| {
        let of = t.within(f.days("days"));
        let holds = !of.is_empty() && known(&of).is_empty();
        vec![same_or_year(t, f), so(holds, "a loss is known")]
    }),
    rule("No money was lost, as far as known, {when days}", |t, f| {
        let of = t.within(f.days("days"));
        let holds = !known(&of).is_empty() && loss(&of) == Some(0);
        vec![same_or_year(t, f), so(holds, "money was lost")]
    }),
];

pub static RUNNING_DESCRIPTIONS: [Rule; 1] = [plain(
    "A line for each year, from January to December. Where they end: {sub lines}. The numbers are in tables/cumulative_loss_by_year.csv.",
)];

pub static LINES: [Rule; 3] = [
    rule("", |t, _| vec![so(t.all.is_empty(), "lines are missing")]),
    rule("{span days} {usd loss}", line),
    rule("{span days} {usd loss}, {sub lines}", line),
];

/// A line goes from January to the end of its year, or of the period.
fn line(truth: &Truth<'_>, found: &Found<'_>) -> Vec<Check> {
    let days = found.days("days");
    let year = Days::year(chrono::Datelike::year(&days.first));
    let last = truth.covered().last;
    let reported = year.up_to(truth.as_of).unwrap_or(year);
    let is_last = year.has(last) && truth.asked.first <= truth.as_of;
    let is_line = days == if is_last { Days { last, ..year } } else { reported };
    vec![so(is_line, format!("{days:?} is no line")), usd("loss", loss(&truth.within(days)))]
}
