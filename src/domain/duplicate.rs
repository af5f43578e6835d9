//! Possible duplicates: reports that may describe one event, whose loss would be counted twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decision::Events;
use super::incident::Incident;
use super::label::{Dimension, LabelKey, UNCLASSIFIED};
use super::usd::Usd;

/// How many days two reports of one event lie apart at most.
pub const WINDOW: i64 = 7;
/// How many earlier events are named for each report. A name with thousands of reports in one week
/// then costs little: whoever has so many needs a look at the name, not at each pair.
pub const MOST_PARTNERS: usize = 5;
/// How many earlier reports are looked at for each report and target, those with rules included.
const MOST_EXAMINED: usize = 1000;

/// Two reports that may describe one event: positions among the incidents, the first one smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// One report.
    pub one: usize,
    /// The other report.
    pub other: usize,
}

/// The possible duplicates among incidents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PossibleDuplicates {
    /// The pairs, ascending; no two pairs are about the same two events.
    pub pairs: Vec<Pair>,
    /// Whether these are all. If not, every report that has a partner is still in some pair.
    pub complete: bool,
}

/// The name of a target without case, spaces and punctuation; none if it names nobody.
fn folded(target: &str) -> Option<String> {
    let key = LabelKey::of(target);
    if key.as_str() == UNCLASSIFIED {
        return None;
    }
    let letters: String = key.as_str().chars().filter(|it| it.is_alphanumeric()).collect();
    // A name of marks only is compared as it is.
    Some(if letters.is_empty() { key.as_str().to_owned() } else { letters })
}

/// Finds the pairs of incidents that share a target, lie at most [`WINDOW`] days apart, and whose
/// losses differ by at most 10 % of the larger one, or of which one is unknown. Pairs that rules
/// decide are left out.
///
/// Each target's reports are walked through by date with those of the last days at hand, sorted by
/// loss: the time grows with the reports and the pairs found, not with the square of the reports.
pub fn possible_duplicates(incidents: &[Incident], events: &Events) -> PossibleDuplicates {
    let mut by_target: HashMap<String, Vec<(NaiveDate, usize)>> = HashMap::new();
    for (position, incident) in incidents.iter().enumerate() {
        let targets = incident.labels(Dimension::TargetEntity).iter();
        for target in targets.filter_map(|target| folded(target)) {
            by_target.entry(target).or_default().push((incident.date(), position));
        }
    }
    by_target.retain(|_, reports| reports.len() > 1);
    let mut search = Search { incidents, events, found: BTreeMap::new(), complete: true };
    for (_, mut reports) in by_target.into_iter().collect::<BTreeMap<_, _>>() {
        reports.sort_unstable();
        reports.dedup();
        search.walk(&reports);
    }
    let mut pairs: Vec<Pair> = search.found.into_values().collect();
    pairs.sort_unstable();
    PossibleDuplicates { pairs, complete: search.complete }
}

struct Search<'a> {
    incidents: &'a [Incident],
    events: &'a Events,
    /// The pair of reports for each pair of events.
    found: BTreeMap<(usize, usize), Pair>,
    complete: bool,
}

impl Search<'_> {
    /// Walks through the reports of one target, which are in the order of their dates.
    fn walk(&mut self, reports: &[(NaiveDate, usize)]) {
        let mut window = Window::default();
        let mut leaving = reports.iter().peekable();
        for &(date, position) in reports {
            while let Some((_, old)) = leaving.next_if(|(day, _)| (date - *day).num_days() > WINDOW)
            {
                window.remove(self.incidents[*old].loss().known(), *old);
            }
            let loss = self.incidents[position].loss().known();
            self.examine(position, window.near(loss));
            window.insert(loss, position);
        }
    }

    /// Pairs a report with earlier ones that have the same target and much the same loss.
    fn examine(&mut self, report: usize, earlier: impl Iterator<Item = usize>) {
        let event = self.events.of(report);
        let mut partners: Vec<usize> = Vec::new();
        for (examined, candidate) in earlier.enumerate() {
            if examined == MOST_EXAMINED {
                self.complete = false;
                return;
            }
            if self.events.are_decided(report, candidate) {
                continue;
            }
            let partner = self.events.of(candidate);
            if !partners.contains(&partner) {
                if partners.len() == MOST_PARTNERS {
                    self.complete = false;
                    return;
                }
                partners.push(partner);
            }
            let key = (event.min(partner), event.max(partner));
            let pair = Pair { one: report.min(candidate), other: report.max(candidate) };
            let dropped = |pair: &Pair| {
                [pair.one, pair.other]
                    .iter()
                    .filter(|report| self.events.of(**report) != **report)
                    .count()
            };
            let best = self.found.entry(key).or_insert(pair);
            // The reports that are kept speak for their events.
            if (dropped(&pair), pair) < (dropped(best), *best) {
                *best = pair;
            }
        }
    }
}

/// The reports of the last days, by loss.
#[derive(Default)]
struct Window {
    known: BTreeSet<(i128, usize)>,
    unknown: BTreeSet<usize>,
}

impl Window {
    fn insert(&mut self, loss: Option<Usd>, report: usize) {
        match loss {
            Some(loss) => self.known.insert((loss.cents(), report)),
            None => self.unknown.insert(report),
        };
    }

    fn remove(&mut self, loss: Option<Usd>, report: usize) {
        match loss {
            Some(loss) => self.known.remove(&(loss.cents(), report)),
            None => self.unknown.remove(&report),
        };
    }

    /// Those whose loss differs by at most 10 % of the larger one, or that is unknown on either
    /// side.
    fn near(&self, loss: Option<Usd>) -> impl Iterator<Item = usize> {
        let range = match loss {
            // `9/10 of the loss, rounded up` to `10/9 of the loss, rounded down`.
            Some(loss) => (loss.cents() * 9 + 9).div_euclid(10)..=(loss.cents() * 10).div_euclid(9),
            None => i128::MIN..=i128::MAX,
        };
        let known = self.known.range((*range.start(), 0)..=(*range.end(), usize::MAX));
        known.map(|(_, report)| *report).chain(self.unknown.iter().copied())
    }
}

/// What is counted twice if a pair describes one event: the smaller loss of the reports that are
/// counted. None if one of them is unknown: that one is in no sum.
pub fn counted_twice(pair: Pair, incidents: &[Incident], events: &Events) -> Option<Usd> {
    let loss = |report| incidents[events.of(report)].loss().known();
    Some(loss(pair.one)?.min(loss(pair.other)?))
}

/// The sum that may be counted twice if each pair describes one event. Of three or more reports of one
/// event, each but the largest counts once, and events that rules call distinct are never joined.
pub fn sum_counted_twice(pairs: &[Pair], incidents: &[Incident], events: &Events) -> Usd {
    let mut weighed: Vec<(Usd, Pair)> = pairs
        .iter()
        .filter_map(|pair| Some((counted_twice(*pair, incidents, events)?, *pair)))
        .collect();
    weighed.sort_unstable_by_key(|(loss, pair)| (std::cmp::Reverse(*loss), *pair));
    let mut groups = Groups { parent: HashMap::new(), rules: HashMap::new() };
    let joined = weighed.into_iter().filter(|(_, pair)| groups.join(*pair, events));
    joined.map(|(loss, _)| loss).sum()
}

/// Events that may be one, joined pair by pair.
struct Groups {
    parent: HashMap<usize, usize>,
    /// The rules that make members of a group distinct from others.
    rules: HashMap<usize, BTreeSet<usize>>,
}

impl Groups {
    fn root(&mut self, event: usize) -> usize {
        let mut root = event;
        while let Some(above) = self.parent.get(&root) {
            root = *above;
        }
        let mut below = event;
        while below != root {
            below = self.parent.insert(below, root).unwrap_or(root);
        }
        root
    }

    /// Joins the groups of a pair, unless they are one or a rule calls them distinct.
    fn join(&mut self, pair: Pair, events: &Events) -> bool {
        let [one, other] = [pair.one, pair.other].map(|report| {
            let root = self.root(events.of(report));
            let rules = || events.distinct_by(root).iter().copied().collect();
            let rules = self.rules.remove(&root).unwrap_or_else(rules);
            (root, rules)
        });
        let joins = one.0 != other.0 && one.1.is_disjoint(&other.1);
        if joins {
            self.parent.insert(other.0, one.0);
            let (mut more, fewer) =
                if one.1.len() < other.1.len() { (other.1, one.1) } else { (one.1, other.1) };
            more.extend(fewer);
            self.rules.insert(one.0, more);
        } else if one.0 == other.0 {
            // The first of the two took the rules out.
            self.rules.insert(one.0, one.1);
        } else {
            self.rules.extend([one, other]);
        }
        joins
    }
}

/// The possible duplicates that no rule decides, among the incidents that are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDuplicates {
    /// How many pairs of incidents may be one event.
    pub pairs: usize,
    /// Whether these are all: of a target with very many reports in one week some are named.
    pub complete: bool,
    /// The sum that may be counted twice.
    pub loss_usd: Usd,
}
