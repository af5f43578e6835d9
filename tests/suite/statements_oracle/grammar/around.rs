//! What stands around every picture: subtitles, footnotes, and titles where there is nothing to show.

use super::super::calendar::Days;
use super::super::judge::{Check, Expect, Found, Rule, is, plain, rule, so};
use super::super::truth::{Truth, known, loss};

/// How many incidents, and how many with a known loss.
pub static COUNTS: [Rule; 6] = [
    rule("No incident", |t, _| vec![so(t.period().is_empty(), "there are incidents")]),
    rule("{n incidents} incident, its loss unknown", |t, _| vec![of(t, 1, 0)]),
    rule("{n incidents} incident, with a known loss", |t, _| vec![of(t, 1, 1)]),
    rule("{n incidents} incidents, none with a known loss", |t, _| {
        vec![so(known(&t.period()).is_empty(), "a loss is known")]
    }),
    rule("{n incidents} incidents, all with a known loss", |t, _| {
        vec![so(known(&t.period()).len() == t.period().len(), "a loss is unknown")]
    }),
    plain("{n incidents} incidents, {n known} with a known loss"),
];

fn of(truth: &Truth<'_>, all: usize, with_loss: usize) -> Check {
    let period = truth.period();
    so((period.len(), known(&period).len()) == (all, with_loss), "so many are not known")
}

/// The subtitle of any picture.
pub static SUBTITLES: [Rule; 9] = [
    plain("{sub quantity}, {span period}, US dollars at the time of the event. {sub counts}"),
    plain("{sub quantity}, {span period}, US dollars. {sub counts}"),
    plain("{sub quantity}, {span period}. {sub counts}"),
    plain("{span period}: {sub counts}"),
    plain("{sub counts}"),
    plain("{sub quantity}, US dollars. {span period}: {sub counts}. {sub beside}"),
    plain("{sub quantity}. {span period}: {sub counts}. {sub beside}"),
    plain("{span period}: {sub counts}. {sub beside}"),
    plain("{sub quantity}. {span period}: {sub counts}"),
];

/// What a picture shows.
pub static QUANTITIES: [Rule; 12] = [
    rule("Losses by month", |_, f| at(f, &["losses_by_month"])),
    rule("Losses by quarter", |_, f| at(f, &["losses_by_quarter"])),
    rule("Losses by year", |_, f| at(f, &["losses_by_year"])),
    rule("Running total of losses in each year", |_, f| at(f, &["cumulative_loss_by_year"])),
    rule("Allocated losses by attack type", |_, f| at(f, &["losses_by_attack_type"])),
    rule("Allocated losses by entity type", |_, f| at(f, &["losses_by_entity_type"])),
    rule("Allocated losses by attack type and year", |_, f| {
        at(f, &["losses_by_attack_type_and_year"])
    }),
    rule("Allocated losses by attack type and entity type", |_, f| {
        at(f, &["losses_by_attack_type_and_entity_type"])
    }),
    rule("Incidents and losses by size of the loss", |_, f| at(f, &["losses_by_size"])),
    rule("The largest losses", |_, f| at(f, &["largest_incidents"])),
    rule("Each dot is one incident: its loss by date", |t, f| over_time(t, f, false)),
    rule("Incidents by date and loss: the darker, the more of them", |t, f| over_time(t, f, true)),
];

/// What is shown beside the period.
pub static BESIDE: [Rule; 4] = [
    rule("Grey: earlier months", |t, f| beside(t, f, "losses_by_month")),
    rule("Grey: earlier quarters", |t, f| beside(t, f, "losses_by_quarter")),
    rule("Grey: earlier years", |t, f| match f.place {
        "losses_by_year" => beside(t, f, "losses_by_year"),
        _ => beside(t, f, "cumulative_loss_by_year"),
    }),
    rule("Left of the line: earlier years", |t, f| beside(t, f, "losses_by_attack_type_and_year")),
];

fn at(found: &Found<'_>, places: &[&str]) -> Vec<Check> {
    vec![so(places.contains(&found.place), "another picture shows this")]
}

/// More losses than can be told apart are drawn as a shaded grid.
fn over_time(truth: &Truth<'_>, found: &Found<'_>, is_crowded: bool) -> Vec<Check> {
    let count = truth.ranked().len();
    let mut checks = at(found, &["losses_over_time"]);
    checks
        .push(so((count > 3000) == is_crowded, format!("{count} losses are drawn in another way")));
    checks
}

fn beside(truth: &Truth<'_>, found: &Found<'_>, place: &str) -> Vec<Check> {
    let [looks_back, is_here] = [truth.looks_back(), found.place == place];
    vec![so(looks_back && is_here, "nothing lies before the period")]
}

/// A footnote: the rule, what is cut, the source.
pub static FOOTNOTES: [Rule; 1] = [plain("{sub rule}{sub cut}{sub source}")];

/// The rule by which a picture is drawn.
pub static DRAWN: [Rule; 13] = [
    rule("", |_, f| at(f, &["losses_over_time"])),
    rule(
        "Each bar is the sum of the known losses of one month; a month without a mark has no incident. ",
        |_, f| at(f, &["losses_by_month"]),
    ),
    rule(
        "Each dot is the sum of the known losses of one month; a month without a mark has no incident. ",
        |_, f| at(f, &["losses_by_month"]),
    ),
    rule(
        "Each bar is the sum of the known losses of one quarter; a quarter without a mark has no incident. ",
        |_, f| at(f, &["losses_by_quarter"]),
    ),
    rule(
        "Each dot is the sum of the known losses of one quarter; a quarter without a mark has no incident. ",
        |_, f| at(f, &["losses_by_quarter"]),
    ),
    rule(
        "Each bar is the sum of the known losses of one year; a year without a mark has no incident. ",
        |_, f| at(f, &["losses_by_year"]),
    ),
    rule(
        "Each dot is the sum of the known losses of one year; a year without a mark has no incident. ",
        |_, f| at(f, &["losses_by_year"]),
    ),
    rule("Each line adds up the known losses of one year, month by month. ", |_, f| {
        at(f, &["cumulative_loss_by_year"])
    }),
    rule(
        "A loss with several labels is divided equally among them. Empty cells: no incident. ",
        |_, f| at(f, &["losses_by_attack_type_and_year", "losses_by_attack_type_and_entity_type"]),
    ),
    rule(
        "A loss with several attack types is divided equally among them, so the bars add up to the total. ",
        |_, f| at(f, &["losses_by_attack_type"]),
    ),
    rule(
        "A loss with several entity types is divided equally among them, so the bars add up to the total. ",
        |_, f| at(f, &["losses_by_entity_type"]),
    ),
    rule(
        "Each incident is in one band: bars add up to all incidents and to the total. A loss of zero is known. ",
        |_, f| at(f, &["losses_by_size"]),
    ),
    rule("Each bar is one incident, with its attack types and its day. ", |_, f| {
        at(f, &["largest_incidents"])
    }),
];

/// Which spans the period or the reports cut.
pub static CUT: [Rule; 10] = [
    rule("", |t, f| cut(t, f, None, false, false)),
    rule("Of a month that the period cuts, all of it is shown. ", |t, f| {
        cut(t, f, Some(1), true, false)
    }),
    rule("Of a quarter that the period cuts, all of it is shown. ", |t, f| {
        cut(t, f, Some(3), true, false)
    }),
    rule("Of a year that the period cuts, all of it is shown. ", |t, f| {
        cut(t, f, Some(12), true, false)
    }),
    rule("The last month is not over: {span last}. ", |t, f| cut(t, f, Some(1), false, true)),
    rule("The last quarter is not over: {span last}. ", |t, f| cut(t, f, Some(3), false, true)),
    rule("The last year is not over: {span last}. ", |t, f| cut(t, f, Some(12), false, true)),
    rule(
        "Of a month that the period cuts, all of it is shown. The last month is not over: {span last}. ",
        |t, f| cut(t, f, Some(1), true, true),
    ),
    rule(
        "Of a quarter that the period cuts, all of it is shown. The last quarter is not over: {span last}. ",
        |t, f| cut(t, f, Some(3), true, true),
    ),
    rule(
        "Of a year that the period cuts, all of it is shown. The last year is not over: {span last}. ",
        |t, f| cut(t, f, Some(12), true, true),
    ),
];

/// How many months each mark of a picture has.
pub fn months(place: &str) -> Option<u32> {
    match place {
        "losses_by_month" => Some(1),
        "losses_by_quarter" => Some(3),
        "losses_by_year" | "losses_by_attack_type_and_year" => Some(12),
        _ => None,
    }
}

fn cut(
    truth: &Truth<'_>,
    found: &Found<'_>,
    said: Option<u32>,
    is_cut: bool,
    is_open: bool,
) -> Vec<Check> {
    let Some(months) = months(found.place) else {
        return vec![so(said.is_none(), "this picture has no spans")];
    };
    let spans = truth.calendar(months);
    let reported = |days: Days| days.up_to(truth.as_of);
    let cuts = |it: &Days| it.shared(truth.asked).and_then(reported) != reported(*it);
    let open = spans.last().filter(|it| it.last > truth.as_of);
    let mut checks = vec![
        so(said.is_none_or(|it| it == months), "the marks of this picture are others"),
        so(is_cut || !spans.iter().any(cuts), "the period cuts a span"),
        so(!is_cut || !spans.iter().all(|it| truth.asked.holds(*it)), "it cuts none"),
        so(open.is_some() == is_open, "the last span is over, or it is not"),
    ];
    if let Some(days) = open.filter(|_| is_open) {
        checks.push(is("last", Expect::Days(reported(*days).unwrap_or(*days))));
    }
    checks
}

/// The source.
pub static SOURCES: [Rule; 2] = [
    rule("", |t, _| vec![so(t.period().is_empty(), "the source is not named")]),
    plain("Source: {n incidents} incident [report|reports].{sub left}{sub twice}"),
];

pub static LEFT_OUT: [Rule; 2] = [
    rule("", |t, _| {
        vec![so(known(&t.period()).len() == t.period().len(), "unknown losses are not told")]
    }),
    rule(" Left out: {n unknown} [incident|incidents] with an unknown loss.", |t, _| {
        vec![so(known(&t.period()).len() < t.period().len(), "all losses are known")]
    }),
];

pub static NOT_TWICE: [Rule; 2] = [
    rule("", |t, _| vec![so(t.duplicates() == 0, "duplicates are not told")]),
    rule(" Not counted twice: {n duplicates} duplicate [report|reports].", |t, _| {
        vec![is("duplicates", Expect::Count(t.duplicates())), so(t.duplicates() > 0, "none")]
    }),
];

/// A title where there is no loss to speak of.
pub static NOTHING: [Rule; 3] = [
    rule("No incident {when period}", |t, _| {
        vec![so(t.period().is_empty(), "there are incidents")]
    }),
    rule("No loss is known {when period}", |t, _| {
        vec![so(!t.period().is_empty() && loss(&t.period()).is_none(), "a loss is known")]
    }),
    rule("No money was lost {when period}", |t, _| {
        vec![so(!known(&t.period()).is_empty() && loss(&t.period()) == Some(0), "money was lost")]
    }),
];
