//! Which keys may hold what no report says under its documented key: the reports are read once more,
//! and what their other keys hold is counted. Only a collection in which a whole field is
//! missing pays for it.

pub(crate) mod collection;
mod elsewhere;
mod likeness;
mod other_keys;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::domain::{Dimension, LabelKey, Taxonomy, Usd};

use self::likeness::{LossKey, day_key, is_like, loss_key};
use self::other_keys::{Leaf, Leaves};
use super::folder::{self, ReportSource};
use super::parse::fields::Field;
use super::parse::{self, split};

/// How many reports are read once more, the first ones.
pub(crate) const SAMPLE: usize = 1000;
/// How many keys are counted in all.
const MOST_KEYS: usize = 5000;
/// How many keys are named for a field.
const NAMED: usize = 3;
/// The longest text that may be a label or a title, in bytes.
const LONGEST_TEXT: usize = 100;
/// From here on a number under a key that says nothing may be an amount: not a rank, a page or a year.
const LARGE: Usd = Usd::from_cents(1_000_000);

/// A key that may hold what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The key, with points between those below each other.
    pub(crate) key: String,
    /// What it holds, in a word or two: `numbers`.
    pub(crate) what: String,
    /// In how many reports.
    pub(crate) reports: usize,
    /// The sum of the amounts there.
    pub(crate) sum: Usd,
}

/// What other keys of the reports hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Survey {
    keys: BTreeMap<String, Seen>,
}

/// What one key holds, by reports.
#[derive(Clone, Debug, Default)]
struct Seen {
    reports: usize,
    amounts: usize,
    large: usize,
    sum: Usd,
    days: usize,
    texts: usize,
    /// Texts that are labels of the taxonomy, by dimension.
    known: [usize; 4],
}

/// Counts what other keys of the first reports hold.
pub(crate) fn survey(
    sources: &[&ReportSource],
    taxonomy: &Taxonomy,
    interrupted: &AtomicBool,
) -> Survey {
    let first = &sources[..sources.len().min(SAMPLE)];
    let read = first
        .par_iter()
        .filter(|_| !interrupted.load(Ordering::Relaxed))
        .map(|source| leaves(source));
    let mut survey = Survey::default();
    for leaves in read.collect::<Vec<_>>() {
        survey.add(&leaves, taxonomy);
    }
    survey
}

/// What other keys of one report hold; nothing if it is not well-formed.
fn leaves(source: &ReportSource) -> Leaves {
    let Ok(head) = folder::read_head(&source.file) else { return Leaves::new() };
    let Ok((text, _)) = split::split(&source.report, &head) else { return Leaves::new() };
    parse::front_matter(text).map(|matter| other_keys::leaves(&matter)).unwrap_or_default()
}

impl Survey {
    fn add(&mut self, leaves: &Leaves, taxonomy: &Taxonomy) {
        for (key, leaf) in leaves {
            if self.keys.len() < MOST_KEYS || self.keys.contains_key(key) {
                self.keys.entry(key.clone()).or_default().add(leaf, taxonomy);
            }
        }
    }

    /// The keys that may hold a field, the likeliest first.
    pub(crate) fn candidates(&self, field: Field) -> Vec<Candidate> {
        let of_key = |(key, seen): (&String, &Seen)| {
            let (rank, reports, what) = seen.likeness(key, field)?;
            // What it holds only now and then is something else.
            let is_usual = reports * 2 >= seen.reports && reports > 0;
            let what = what.to_owned();
            is_usual.then(|| (rank, Candidate { key: key.clone(), what, reports, sum: seen.sum }))
        };
        let mut found: Vec<(u8, Candidate)> = self.keys.iter().filter_map(of_key).collect();
        let best = found.iter().map(|(rank, _)| *rank).max();
        found.retain(|(rank, _)| Some(*rank) == best);
        found.sort_by(|(_, one), (_, other)| {
            other.reports.cmp(&one.reports).then_with(|| one.key.cmp(&other.key))
        });
        found.into_iter().map(|(_, candidate)| candidate).take(NAMED).collect()
    }
}

impl Seen {
    fn add(&mut self, leaf: &Leaf, taxonomy: &Taxonomy) {
        self.reports += 1;
        let is_day = leaf.holds_day();
        self.days += usize::from(is_day);
        let amount = leaf.amount();
        if let Some(amount) = amount {
            self.amounts += 1;
            self.large += usize::from(amount >= LARGE);
            self.sum = [self.sum, amount].into_iter().sum();
        }
        let is_text =
            |text: &String| text.len() <= LONGEST_TEXT && text.contains(char::is_alphabetic);
        self.texts += usize::from(!is_day && amount.is_none() && leaf.texts.iter().all(is_text));
        for (dimension, known) in Dimension::ALL.into_iter().zip(&mut self.known) {
            let is_known =
                |text: &String| taxonomy.canonical(dimension, &LabelKey::of(text)).is_some();
            *known += usize::from(leaf.texts.iter().all(is_known));
        }
    }

    /// How much a key looks like a field: a rank, the number of reports that support it, and what it
    /// holds.
    fn likeness(&self, key: &str, field: Field) -> Option<(u8, usize, &'static str)> {
        match field {
            Field::Date => Some((day_key(key) as u8, self.days, "days")),
            Field::Loss => {
                let of = loss_key(key);
                let may_be = match of {
                    LossKey::Another => false,
                    LossKey::Unclear => self.large * 2 >= self.amounts,
                    LossKey::Money | LossKey::Loss => true,
                };
                may_be.then_some((of as u8, self.amounts, "numbers"))
            }
            Field::Labels(dimension) if self.known[dimension as usize] * 2 >= self.reports => {
                let what = match dimension {
                    Dimension::AttackType => "known attack types",
                    Dimension::EntityType => "known entity types",
                    Dimension::Tag | Dimension::TargetEntity => "texts",
                };
                Some((1, self.known[dimension as usize], what))
            }
            Field::Title | Field::Labels(_) => {
                is_like(key, field).then_some((0, self.texts, "texts"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::taxonomy::Entry;
    use crate::loader::parse::split::SourceText;

    /// What is found for a field in some reports: keys, reports, and what they hold.
    fn found(texts: &[String], field: Field) -> String {
        let known = Entry { name: "Rug Pull".into(), ..Entry::default() };
        let taxonomy = Taxonomy::new([vec![known], vec![]]).unwrap();
        let mut survey = Survey::default();
        for text in texts {
            let source = SourceText { report: "a.md", text, shown: text, first_line: 2 };
            survey.add(&other_keys::leaves(&parse::front_matter(source).unwrap()), &taxonomy);
        }
        let one = |candidate: Candidate| {
            format!("{}={} {} {}", candidate.key, candidate.reports, candidate.what, candidate.sum)
        };
        survey.candidates(field).into_iter().map(one).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn keys_that_look_like_a_field() {
        const ATTACKS: Field = Field::Labels(Dimension::AttackType);
        const TARGETS: Field = Field::Labels(Dimension::TargetEntity);
        #[rustfmt::skip]
        let table: [(&str, &[&str], Field, &str); 16] = [
            ("below another key",         &["rekt: {amount: 31400000}", "rekt: {amount: $2.5M}"],  Field::Loss,  "rekt.amount=2 numbers 33900000.00"),
            ("the clearest words win",    &["total: 7\namount: 5\nrank: 90000"],                  Field::Loss,  "amount=1 numbers 5.00"),
            ("the most reports first",    &["lost: 1\namount: 5", "amount: 5"],                    Field::Loss,  "amount=2 numbers 10.00, lost=1 numbers 1.00"),
            ("large numbers",             &["records: 217402159\npage: 7"],                        Field::Loss,  "records=1 numbers 217402159.00"),
            ("mostly no numbers",         &["lost: 1", "lost: a lot", "lost: much"],               Field::Loss,  ""),
            ("no amounts",                &["year: 2023\nid: 31400000\ndate_lost: 2023-01-02"],    Field::Loss,  ""),
            ("days",                      &["start_time: 2010-07-01T18:17:00Z\nend_time: 2010-07-02"], Field::Date, "start_time=1 days 0.00"),
            ("days of other things",      &["lastmod: 2010-07-01"],                                Field::Date,  "lastmod=1 days 0.00"),
            ("two readings are days",     &["hack: {date: 05/06/2022}"],                           Field::Date,  "hack.date=1 days 0.00"),
            ("no days",                   &["start_time: noon"],                                   Field::Date,  ""),
            ("labels of the taxonomy",    &["kind: [rug pull]\nmethod: other"],                    ATTACKS,      "kind=1 known attack types 0.00"),
            ("keys that say so",          &["method: other\nauthor: me"],                          ATTACKS,      "method=1 texts 0.00"),
            ("who was hit",               &["victim: Acme\nproduct: x"],                           TARGETS,      "victim=1 texts 0.00"),
            ("a text is no label",        &["victim: >-\n  LONG"],                                 TARGETS,      ""),
            ("a headline",                &["headline: Acme is hacked"],                           Field::Title, "headline=1 texts 0.00"),
            ("nothing",                   &["author: me"],                                         Field::Title, ""),
        ];
        for (about, texts, field, expected) in table {
            let long = "a word and ".repeat(20);
            let texts: Vec<String> =
                texts.iter().map(|text| format!("{}\n", text.replace("LONG", &long))).collect();
            assert_eq!(found(&texts, field), expected, "{about}");
        }
    }

    #[test]
    fn what_is_counted_has_a_bound() {
        let text = |report: usize| {
            let line = |index: usize| format!("k{report}x{index}: 99999\n");
            (0..150).map(line).collect::<Vec<_>>().concat()
        };
        let mut survey = Survey::default();
        for text in &(0..60).map(text).collect::<Vec<_>>() {
            let source = SourceText { report: "a.md", text, shown: text, first_line: 2 };
            let leaves = other_keys::leaves(&parse::front_matter(source).unwrap());
            survey.add(&leaves, &Taxonomy::default());
        }
        assert_eq!((survey.keys.len(), survey.candidates(Field::Loss).len()), (MOST_KEYS, NAMED));
    }
}
