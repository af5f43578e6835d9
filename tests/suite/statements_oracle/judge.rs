//! Brings texts, shapes and the truth together: a statement holds if it has the shape of a rule, and
//! all that the rule asks for is so.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::{Days as Count, Months, NaiveDate};

use super::calendar::{Days, Named, day};
use super::numbers;
use super::pattern::{Part, Slot, parts, walk};
use super::truth::{Truth, known, loss};

/// A shape, and what must be so for what stands in its slots.
pub struct Rule {
    shape: &'static str,
    asks: fn(&Truth<'_>, &Found<'_>) -> Vec<Check>,
    parts: OnceLock<Vec<Part>>,
}

/// What must be so.
pub enum Check {
    /// What a slot must show.
    Slot(&'static str, Expect),
    /// Anything else, with words for where it is not so.
    So(bool, String),
}

/// What a slot must show.
#[derive(Clone, Copy, Debug)]
pub enum Expect {
    Usd(Option<i128>),
    Count(usize),
    /// A part of a whole.
    Share(i128, i128),
    /// From an earlier amount to this one.
    Change(Option<i128>, Option<i128>),
    /// From an earlier count to this one.
    CountChange(usize, usize),
    /// From an earlier share to this one.
    Points((i128, i128), (i128, i128)),
    Days(Days),
    Day(NaiveDate),
    Year(i32),
}

/// What was found in a text.
pub struct Found<'a> {
    pub place: &'a str,
    /// The entity type of the row that a number is from: a cell of a pair names the attack type only.
    pub entity: &'a str,
    slots: &'a [Slot<'a>],
    truth: &'a Truth<'a>,
}

/// The rules of a place and a part there, and those of a slot of the kind `sub`.
pub trait Grammar {
    fn of(&self, place: &str, role: &str) -> Vec<&'static [Rule]>;
    fn nested(&self, name: &str, place: &str) -> Vec<&'static [Rule]>;
}

pub const fn rule(shape: &'static str, asks: fn(&Truth<'_>, &Found<'_>) -> Vec<Check>) -> Rule {
    Rule { shape, asks, parts: OnceLock::new() }
}

/// A shape of which nothing more is asked.
pub const fn plain(shape: &'static str) -> Rule {
    rule(shape, |_, _| Vec::new())
}

pub fn is(name: &'static str, expect: Expect) -> Check {
    Check::Slot(name, expect)
}

pub fn usd(name: &'static str, cents: Option<i128>) -> Check {
    Check::Slot(name, Expect::Usd(cents))
}

pub fn count(name: &'static str, count: usize) -> Check {
    Check::Slot(name, Expect::Count(count))
}

pub fn share(name: &'static str, part: Option<i128>, whole: Option<i128>) -> Check {
    Check::Slot(name, Expect::Share(part.unwrap_or(-1), whole.unwrap_or(0)))
}

pub fn so(holds: bool, otherwise: impl Into<String>) -> Check {
    Check::So(holds, otherwise.into())
}

/// How many of something, as a whole of a share.
pub fn many(count: usize) -> Option<i128> {
    i128::try_from(count).ok()
}

impl<'a> Found<'a> {
    /// The text in a slot; empty if there is no such slot.
    pub fn text(&self, name: &str) -> &'a str {
        self.slots.iter().find(|it| it.name == name).map_or("", |it| it.text)
    }

    /// The days that a slot names.
    pub fn days(&self, name: &str) -> Days {
        let slot = self.slots.iter().find(|it| it.name == name);
        slot.and_then(|it| resolved(it.named()?, self.truth).ok()).expect("days in this slot")
    }

    /// The count in a slot.
    pub fn count(&self, name: &str) -> usize {
        numbers::count(self.text(name)).unwrap_or(usize::MAX)
    }
}

/// Which days a name means; why it may not be used.
pub fn resolved(named: Named, truth: &Truth<'_>) -> Result<Days, String> {
    let (as_of, covered) = (truth.as_of, truth.covered());
    match named {
        Named::Bare(days) if days.last > as_of => {
            Err(format!("{days:?} has its bare name, but the reports go up to {as_of} only"))
        }
        Named::ByDays(days) if days.last > as_of && days.first <= as_of => {
            Err(format!("{days:?} goes on behind {as_of}, up to which the reports go"))
        }
        Named::UpTo { last, .. } if last != as_of => {
            Err(format!("the reports do not go up to {last}, but up to {as_of}"))
        }
        Named::SameDaysOf(_) | Named::FirstDaysOf(..) if truth.is_over() => {
            Err("the period is over, so nothing is to be cut".into())
        }
        Named::SameDaysOf(whole) => whole
            .up_to(covered.last - Months::new(12))
            .ok_or_else(|| format!("{whole:?} is not a year before")),
        Named::FirstDaysOf(whole, count) => {
            Ok(Days { last: whole.first + Count::new(count - 1), ..whole })
        }
        Named::UpTo { whole, last } => Ok(Days { last, ..whole }),
        Named::Bare(days) | Named::ByDays(days) => Ok(days),
    }
}

/// A text against a grammar, with the reasons why it did not hold.
pub struct Trial<'a> {
    pub truth: &'a Truth<'a>,
    pub grammar: &'a dyn Grammar,
    pub place: &'a str,
    pub entity: &'a str,
    pub reasons: BTreeSet<String>,
}

impl Trial<'_> {
    /// Whether a text has the shape of a rule, and what the rule asks for is so.
    pub fn holds(&mut self, rules: &[&'static [Rule]], text: &str) -> bool {
        rules.iter().flat_map(|it| it.iter()).any(|rule| self.holds_by(rule, text))
    }

    fn holds_by(&mut self, rule: &'static Rule, text: &str) -> bool {
        let parts = rule.parts.get_or_init(|| parts(rule.shape));
        let (truth, grammar, place) = (self.truth, self.grammar, self.place);
        let entity = self.entity;
        let (mut nested_reasons, mut reasons) = (BTreeSet::new(), BTreeSet::new());
        let mut nested = |name: &'static str, text: &str| {
            let mut trial = Trial { truth, grammar, place, entity, reasons: BTreeSet::new() };
            let holds = trial.holds(&grammar.nested(name, place), text);
            nested_reasons.extend(trial.reasons);
            holds
        };
        let mut accept =
            |slots: &[Slot<'_>]| match judge(rule, &Found { place, entity, slots, truth }) {
                Ok(()) => true,
                Err(reason) => {
                    reasons.insert(format!("by {:?}: {reason}", rule.shape));
                    false
                }
            };
        let holds = walk(parts, text, &mut Vec::new(), &mut nested, &mut accept);
        self.reasons.extend(reasons);
        self.reasons.extend(nested_reasons);
        holds
    }
}

fn judge(rule: &Rule, found: &Found<'_>) -> Result<(), String> {
    let (slots, truth) = (found.slots, found.truth);
    for slot in slots.iter().filter(|it| matches!(it.kind, "span" | "when")) {
        let named = slot.named().ok_or_else(|| format!("{:?} is no span", slot.text))?;
        resolved(named, truth)?;
    }
    let mut checks = (rule.asks)(truth, found);
    let not_so = checks.iter().find_map(|it| match it {
        Check::So(false, otherwise) => Some(otherwise.clone()),
        _ => None,
    });
    if let Some(otherwise) = not_so {
        return Err(otherwise);
    }
    for slot in slots {
        let judged =
            checks.iter().any(|it| matches!(it, Check::Slot(name, _) if *name == slot.name));
        if judged || matches!(slot.kind, "name" | "sub") {
            continue;
        }
        match common(slot.name, truth) {
            Some(expect) => checks.push(Check::Slot(slot.name, expect)),
            None if matches!(slot.kind, "span" | "when") && slot.name == "days" => {}
            None => return Err(format!("{:?} is not judged", slot.name)),
        }
    }
    for check in checks {
        let Check::Slot(name, expect) = check else { continue };
        for slot in slots.iter().filter(|it| it.name == name) {
            shows(slot, expect, truth)?;
        }
    }
    Ok(())
}

/// What slots of these names mean in every shape.
fn common(name: &str, truth: &Truth<'_>) -> Option<Expect> {
    let period = || truth.period();
    Some(match name {
        "total" => Expect::Usd(loss(&period())),
        "incidents" => Expect::Count(period().len()),
        "known" => Expect::Count(known(&period()).len()),
        "unknown" => Expect::Count(period().len() - known(&period()).len()),
        "period" => Expect::Days(truth.covered()),
        "as_of" => Expect::Day(truth.as_of),
        _ => return None,
    })
}

fn shows(slot: &Slot<'_>, expect: Expect, truth: &Truth<'_>) -> Result<(), String> {
    let text = slot.text;
    let holds = match expect {
        Expect::Usd(cents) if slot.kind == "exact" => numbers::is_exact(text, cents),
        Expect::Usd(cents) => numbers::is_compact(text, cents),
        Expect::Count(count) => numbers::count(text) == Some(count),
        Expect::Share(part, whole) => numbers::is_percent(text, part, whole),
        Expect::Change(now, then) => {
            now.zip(then).is_some_and(|(now, then)| changes(text, now, then))
        }
        Expect::CountChange(now, then) => changes_count(text, now, then),
        Expect::Points(now, then) => changes_points(text, now, then),
        Expect::Days(days) => slot.named().and_then(|it| resolved(it, truth).ok()) == Some(days),
        Expect::Day(expected) => day(text) == Some(expected),
        Expect::Year(year) => text.parse() == Ok(year),
    };
    if holds {
        return Ok(());
    }
    Err(format!("{} is {text:?}, but it is {expect:?}", slot.name))
}

fn changes(text: &str, now: i128, then: i128) -> bool {
    let by = |what: &str| text.strip_suffix(" than").unwrap_or(text).strip_suffix(what);
    if then <= 0 {
        return false;
    }
    if let Some(percent) = by(" less") {
        now < then && numbers::is_percent(percent, then - now, then)
    } else if let Some(percent) = by(" more") {
        now > then && now < then * 2 && numbers::is_percent(percent, now - then, then)
    } else if let Some(times) = by(" times").or(text.strip_suffix(" times as much as")) {
        now * 1_000_000 >= then * 1_999_999 && numbers::is_times(times, now, then)
    } else {
        matches!(text, "as much as" | "the same") && (now - then).abs() * 2000 < then
    }
}

fn changes_count(text: &str, now: usize, then: usize) -> bool {
    let text = text.strip_suffix(" than").unwrap_or(text);
    let number = |what: &str| numbers::count(text.strip_suffix(what)?);
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => number(" more") == Some(now - then),
        std::cmp::Ordering::Less => number(" fewer") == Some(then - now),
        std::cmp::Ordering::Equal => matches!(text, "as many as" | "the same"),
    }
}

fn changes_points(text: &str, now: (i128, i128), then: (i128, i128)) -> bool {
    const BILLION: i128 = 1_000_000_000;
    let share = |(part, whole): (i128, i128)| part * BILLION / whole.max(1);
    let by = share(now) - share(then);
    let text = text.strip_suffix(" than").or(text.strip_suffix(" as")).unwrap_or(text);
    if now.1 <= 0 || then.1 <= 0 {
        return false;
    }
    if text == "the same" {
        return by.abs() <= BILLION / 2000 + 2000;
    }
    let Some((points, way)) = text.rsplit_once(' ') else { return false };
    let Some((number, unit)) = points.split_once(' ') else { return false };
    (way == "more") == (by > 0)
        && (unit == "point") == (number == "1")
        && numbers::is_points(number, now, then)
}
