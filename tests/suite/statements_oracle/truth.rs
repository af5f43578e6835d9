//! What is so: sums, counts and ranks over all incidents, by plain loops in whole cents.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::Days;
use super::collection::{Collection, Incident};

/// The label of incidents that have none.
pub const UNCLASSIFIED: &str = "(unclassified)";

/// What a report is about, and all that was reported.
pub struct Truth<'a> {
    pub collection: &'a Collection,
    /// The incidents that are counted: no duplicates, and none after the day of completeness.
    pub all: Vec<&'a Incident>,
    /// The days that were asked for.
    pub asked: Days,
    /// Up to which day the reports are complete.
    pub as_of: NaiveDate,
    /// The files beside the report, and their sizes.
    pub files: BTreeMap<String, usize>,
}

/// What some incidents of one label, or of a pair of labels, add up to.
#[derive(Clone, Debug)]
pub struct Sum<'a> {
    pub incidents: Vec<&'a Incident>,
    /// Each loss in parts; unknown where no loss is known.
    pub allocated: Option<i128>,
}

/// Labels of which an incident can have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    Attack,
    Entity,
    Tag,
}

impl Dimension {
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Attack => ("attack type", "attack types"),
            Self::Entity => ("entity type", "entity types"),
            Self::Tag => ("tag", "tags"),
        }
    }

    pub fn labels(self, incident: &Incident) -> &[String] {
        match self {
            Self::Attack => &incident.attacks,
            Self::Entity => &incident.entities,
            Self::Tag => &incident.tags,
        }
    }
}

/// The sum of the known losses: nothing where there is no incident, unknown where no loss is known.
pub fn loss(incidents: &[&Incident]) -> Option<i128> {
    let known: Vec<i128> = known(incidents);
    (incidents.is_empty() || !known.is_empty()).then(|| known.iter().sum())
}

/// The known losses, the largest first.
pub fn known(incidents: &[&Incident]) -> Vec<i128> {
    let mut known: Vec<i128> = incidents.iter().filter_map(|it| it.loss).collect();
    known.sort_unstable_by_key(|it| -it);
    known
}

/// Half to even, to the cent.
pub fn median(incidents: &[&Incident]) -> Option<i128> {
    let known = known(incidents);
    let middle = known.len() / 2;
    match known.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(known[middle]),
        _ => Some(half_even(known[middle - 1] + known[middle], 2)),
    }
}

pub fn mean(incidents: &[&Incident]) -> Option<i128> {
    let known = known(incidents);
    let count = i128::try_from(known.len()).unwrap();
    (count > 0).then(|| half_even(known.iter().sum(), count))
}

fn half_even(dividend: i128, divisor: i128) -> i128 {
    let down = dividend.div_euclid(divisor);
    match (dividend.rem_euclid(divisor) * 2).cmp(&divisor) {
        std::cmp::Ordering::Less => down,
        std::cmp::Ordering::Greater => down + 1,
        std::cmp::Ordering::Equal => down + down.rem_euclid(2),
    }
}

/// The part of a loss that one of several labels gets: the cents left over go one each to those first
/// in code point order.
fn part(loss: i128, label: &str, labels: &[String]) -> i128 {
    let count = i128::try_from(labels.len()).unwrap();
    let before = labels.iter().filter(|other| other.as_str() < label).count();
    loss / count + i128::from(i128::try_from(before).unwrap() < loss % count)
}

/// The labels of some incidents, the largest allocated loss first, the unknown ones last, ties by
/// name.
pub fn labels<'a>(dimension: Dimension, incidents: &[&'a Incident]) -> Vec<(&'a str, Sum<'a>)> {
    let mut sums: BTreeMap<&str, Sum<'_>> = BTreeMap::new();
    for incident in incidents {
        let labels = dimension.labels(incident);
        for label in labels {
            let part = incident.loss.map(|loss| part(loss, label, labels));
            sums.entry(label).or_insert_with(Sum::none).add(incident, part);
        }
    }
    ordered(sums)
}

/// The pairs of attack type and entity type, in the same order.
pub fn pairs<'a>(incidents: &[&'a Incident]) -> Vec<((&'a str, &'a str), Sum<'a>)> {
    let mut sums: BTreeMap<(&str, &str), Sum<'_>> = BTreeMap::new();
    for incident in incidents {
        for attack in &incident.attacks {
            let of_attack = incident.loss.map(|loss| part(loss, attack, &incident.attacks));
            for entity in &incident.entities {
                let part = of_attack.map(|loss| part(loss, entity, &incident.entities));
                sums.entry((attack, entity)).or_insert_with(Sum::none).add(incident, part);
            }
        }
    }
    ordered(sums)
}

fn ordered<'a, K: Ord>(sums: BTreeMap<K, Sum<'a>>) -> Vec<(K, Sum<'a>)> {
    let mut sorted: Vec<(K, Sum<'a>)> = sums.into_iter().collect();
    sorted.sort_by_key(|(_, it)| std::cmp::Reverse(it.allocated));
    sorted
}

impl<'a> Sum<'a> {
    fn none() -> Self {
        Self { incidents: Vec::new(), allocated: None }
    }

    fn add(&mut self, incident: &'a Incident, part: Option<i128>) {
        self.incidents.push(incident);
        self.allocated = [self.allocated, part].into_iter().flatten().reduce(|one, it| one + it);
    }
}

impl<'a> Truth<'a> {
    pub fn new(collection: &'a Collection, asked: Days, as_of: Option<NaiveDate>) -> Self {
        let as_of = as_of.unwrap_or_else(|| collection.newest());
        let counted = collection.incidents.iter().filter(|it| !it.is_duplicate);
        let all = counted.filter(|it| it.day <= as_of).collect();
        Self { collection, all, asked, as_of, files: BTreeMap::new() }
    }

    /// The days of the period that the reports cover; all of one that begins behind them.
    pub fn covered(&self) -> Days {
        self.asked.up_to(self.as_of).unwrap_or(self.asked)
    }

    /// Whether the reports go to the end of the period.
    pub fn is_over(&self) -> bool {
        self.asked.last <= self.as_of
    }

    /// The incidents of some days.
    pub fn within(&self, days: Days) -> Vec<&'a Incident> {
        self.all.iter().copied().filter(|it| days.has(it.day)).collect()
    }

    /// The incidents of the period.
    pub fn period(&self) -> Vec<&'a Incident> {
        self.within(self.asked)
    }

    /// The largest loss of the period first; of equal ones the earlier, then by path.
    pub fn ranked(&self) -> Vec<&'a Incident> {
        let mut ranked: Vec<&Incident> =
            self.period().into_iter().filter(|it| it.loss.is_some_and(|it| it > 0)).collect();
        ranked.sort_by_key(|it| (std::cmp::Reverse(it.loss), it.day, &it.report));
        ranked
    }

    /// The months, quarters or years that the period has days of.
    pub fn calendar(&self, months: u32) -> Vec<Days> {
        self.covered().calendar(months)
    }

    /// The day of the oldest incident.
    pub fn oldest(&self) -> Option<NaiveDate> {
        self.all.iter().map(|it| it.day).min()
    }

    /// Whether something is reported from before the period.
    pub fn looks_back(&self) -> bool {
        self.oldest().is_some_and(|it| it < self.asked.first)
    }

    /// The spans that the period is compared with: the one before it and the one a year before, only
    /// where the reports know of them, and cut to the same days or to as many if the period is not over.
    pub fn earlier(&self) -> Vec<Days> {
        let mut found = Vec::new();
        for other in [self.asked.before(), self.asked.year_before()] {
            let Some(like) = self.like(other) else { continue };
            let is_known = self.oldest().is_some_and(|oldest| oldest <= like.last);
            if is_known
                && like.last <= self.as_of
                && other.last < self.asked.first
                && !found.contains(&like)
            {
                found.push(like);
            }
        }
        found
    }

    fn like(&self, other: Days) -> Option<Days> {
        let covered = self.covered();
        if covered == self.asked {
            return Some(other);
        }
        if other == self.asked.year_before() {
            return other.up_to(covered.last - chrono::Months::new(12));
        }
        let last = other.first + chrono::Days::new(covered.len() - 1);
        Days::new(other.first, last).filter(|it| other.holds(*it))
    }
}

impl Truth<'_> {
    /// Reports of the period that are not counted.
    pub fn duplicates(&self) -> usize {
        let all = self.collection.incidents.iter().filter(|it| it.is_duplicate);
        all.filter(|it| self.asked.has(it.day) && it.day <= self.as_of).count()
    }

    /// From the year of the first report, or of the period, to that in which the period ends.
    pub fn grid_span(&self) -> Days {
        let end = self.covered().last;
        let first = self.oldest().map_or(self.asked.first, |it| it.min(self.asked.first));
        let days = Days::new(first, end).unwrap_or(self.asked);
        let years = days.calendar(12);
        Days { first: years[0].first, last: years[years.len() - 1].last.min(self.as_of.max(end)) }
    }

    /// The years of a grid, as far as the reports go.
    pub fn grid_years(&self) -> Vec<Days> {
        let years = self.grid_span().calendar(12);
        years.into_iter().map(|it| it.up_to(self.as_of).unwrap_or(it)).collect()
    }
}

/// Reports that may tell of one event.
impl Truth<'_> {
    /// What the reports that are not counted would add.
    pub fn dropped(&self) -> i128 {
        let all = self.collection.incidents.iter().filter(|it| it.is_duplicate);
        let of_period = all.filter(|it| self.asked.has(it.day) && it.day <= self.as_of);
        of_period.filter_map(|it| it.loss).sum()
    }

    /// How many pairs of the period share a target, lie a week apart at most, and have losses that differ
    /// by a tenth at most or are not known; and what may be counted twice: of several that hang
    /// together, all but the largest.
    pub fn possible_duplicates(&self) -> (usize, i128) {
        let period = self.period();
        let mut pairs: Vec<(i128, usize, usize)> = Vec::new();
        for (at, one) in period.iter().enumerate() {
            for (other_at, other) in period.iter().enumerate().skip(at + 1) {
                if may_be_one(one, other) {
                    let smaller = one.loss.zip(other.loss).map_or(0, |(one, other)| one.min(other));
                    pairs.push((smaller, at, other_at));
                }
            }
        }
        pairs.sort_by_key(|it| std::cmp::Reverse(it.0));
        let (count, mut sum, mut group) = (pairs.len(), 0, (0..period.len()).collect::<Vec<_>>());
        for (smaller, one, other) in pairs {
            let (kept, joined) = (group[one], group[other]);
            if kept != joined {
                sum += smaller;
                group.iter_mut().filter(|it| **it == joined).for_each(|it| *it = kept);
            }
        }
        (count, sum)
    }
}

fn may_be_one(one: &Incident, other: &Incident) -> bool {
    let key = |it: &String| {
        let letters = it.chars().filter(|it| it.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let targets = |it: &Incident| -> Vec<String> {
        it.targets.iter().filter(|it| *it != UNCLASSIFIED).map(key).collect()
    };
    let shares = targets(one).iter().any(|it| targets(other).contains(it));
    let is_near = (one.day - other.day).num_days().abs() <= 7;
    let alike = one
        .loss
        .zip(other.loss)
        .is_none_or(|(one, other)| (one - other).abs() * 10 <= one.max(other));
    shares && is_near && alike
}
