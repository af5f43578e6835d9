//! Tests of the search for possible duplicates.

use std::collections::HashSet;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::decision::{Decisions, Events, Rule, Verdict};
use super::duplicate::{
    MOST_PARTNERS, Pair, counted_twice, possible_duplicates, sum_counted_twice,
};
use super::{Incident, Loss, Usd};

/// An incident on a day, counted from some day, with a loss in cents, and targets separated by `|`.
fn incident(number: usize, day: u64, cents: Option<i128>, targets: &str) -> Incident {
    let date = NaiveDate::default() + Days::new(day);
    let loss = cents.map_or(Loss::Unknown, |cents| Loss::Known(Usd::from_cents(cents)));
    let targets = targets.split('|').map(str::to_owned).collect();
    let labels = [vec![], vec![], vec![], targets];
    Incident::new(format!("{number:05}.md"), date, "T".into(), loss, labels)
}

/// An incident by its day, cents and targets.
type Row<'a> = (u64, Option<i128>, &'a str);
/// What the row is about, incidents, rules, the pairs, and the cents that may be counted twice.
type Case<'a> = (&'a str, Vec<Row<'a>>, &'a [Ruling<'a>], &'a [(usize, usize)], i128);
/// A rule by its verdict and the positions of its reports.
type Ruling<'a> = (Verdict, &'a [usize]);

fn incidents(rows: &[Row<'_>]) -> Vec<Incident> {
    let incident = |(number, row): (usize, &Row<'_>)| incident(number, row.0, row.1, row.2);
    rows.iter().enumerate().map(incident).collect()
}

fn found(incidents: &[Incident], events: &Events) -> Vec<(usize, usize)> {
    let found = possible_duplicates(incidents, events);
    assert!(found.complete);
    found.pairs.into_iter().map(|pair| (pair.one, pair.other)).collect()
}

/// Rules about reports that are named by their positions.
fn decide(count: usize, rules: &[Ruling<'_>]) -> Events {
    let rule = |(verdict, reports): &Ruling<'_>| Rule {
        line: 1,
        verdict: *verdict,
        reports: reports.iter().map(ToString::to_string).collect(),
    };
    let decisions = Decisions::new(rules.iter().map(rule).collect()).unwrap();
    decisions.apply(count, |name| name.parse().ok())
}

#[test]
fn what_two_incidents_must_share() {
    #[rustfmt::skip]
    let table: [(&str, [Row<'_>; 2], bool); 19] = [
        ("the same",                    [(0, Some(100), "Acme"), (0, Some(100), "Acme")],               true),
        ("7 days",                      [(0, Some(100), "Acme"), (7, Some(100), "Acme")],               true),
        ("7 days, the other way",       [(7, Some(100), "Acme"), (0, Some(100), "Acme")],               true),
        ("8 days",                      [(0, Some(100), "Acme"), (8, Some(100), "Acme")],               false),
        ("10 % of the larger",          [(0, Some(90), "Acme"), (1, Some(100), "Acme")],                true),
        ("10 %, the other way",         [(0, Some(100), "Acme"), (1, Some(90), "Acme")],                true),
        ("more than 10 %",              [(0, Some(100), "Acme"), (1, Some(89), "Acme")],                false),
        ("a cent more than 10 %",       [(0, Some(899_999), "Acme"), (1, Some(1_000_000), "Acme")],     false),
        ("11 % of the smaller",         [(0, Some(1_000_000), "Acme"), (1, Some(1_111_111), "Acme")],   true),
        ("a cent more than that",       [(0, Some(1_000_000), "Acme"), (1, Some(1_111_112), "Acme")],   false),
        ("both zero",                   [(0, Some(0), "Acme"), (1, Some(0), "Acme")],                   true),
        ("zero and a cent",             [(0, Some(0), "Acme"), (1, Some(1), "Acme")],                   false),
        ("one unknown",                 [(0, None, "Acme"), (1, Some(100), "Acme")],                    true),
        ("both unknown",                [(0, None, "Acme"), (1, None, "Acme")],                         true),
        ("case, spaces, punctuation",   [(0, None, "Mt. Gox"), (1, None, "MTGOX")],                     true),
        ("one of several targets",      [(0, None, "Acme|Kronos-Research"), (1, None, "Kronos Research|Woo X")], true),
        ("other targets",               [(0, None, "Acme"), (1, None, "Acme Labs")],                    false),
        ("no target",                   [(0, None, "(unclassified)"), (1, None, "(unclassified)")],     false),
        ("names of other marks",        [(0, None, "!!"), (1, None, "??")],                             false),
    ];
    for (about, rows, expected) in table {
        let incidents = incidents(&rows);
        let pairs = found(&incidents, &Events::undecided(2));
        assert_eq!(pairs == [(0, 1)], expected, "{about}: {pairs:?}");
    }
}

#[test]
fn what_may_be_counted_twice() {
    use Verdict::{Distinct, Same};
    let acme = |day, cents| (day, cents, "Acme");
    #[rustfmt::skip]
    let table: [Case<'_>; 10] = [
        ("the smaller loss",       vec![acme(0, Some(100)), acme(0, Some(95))],                      &[], &[(0, 1)], 95),
        ("one unknown",            vec![acme(0, Some(100)), acme(0, None)],                          &[], &[(0, 1)], 0),
        ("three reports: each extra once",
         vec![acme(0, Some(100)), acme(1, Some(95)), acme(2, Some(98))],                             &[], &[(0, 1), (0, 2), (1, 2)], 98 + 95),
        ("two events",             vec![acme(0, Some(100)), acme(0, Some(100)), acme(0, Some(500)), acme(0, Some(500))],
         &[], &[(0, 1), (2, 3)], 600),
        ("called the same",        vec![acme(0, Some(100)), acme(0, Some(95))],                      &[(Same, &[1, 0])], &[], 0),
        ("called distinct",        vec![acme(0, Some(100)), acme(0, Some(95))],                      &[(Distinct, &[1, 0])], &[], 0),
        ("a third report of one event",
         vec![acme(0, Some(100)), acme(1, Some(95)), acme(2, Some(98))],                             &[(Same, &[0, 1])], &[(0, 2)], 98),
        ("a third report, near the dropped one only",
         vec![acme(0, Some(100)), acme(6, Some(100)), acme(10, Some(98))],                           &[(Same, &[0, 1])], &[(1, 2)], 98),
        ("a third report of one of two events",
         vec![acme(0, Some(100)), acme(1, Some(95)), acme(2, Some(98))],                             &[(Distinct, &[0, 1])], &[(0, 2), (1, 2)], 98),
        ("apart from the dropped one is apart from the event",
         vec![acme(0, Some(100)), acme(1, Some(95)), acme(2, Some(98))],                             &[(Same, &[0, 1]), (Distinct, &[1, 2])], &[], 0),
    ];
    for (about, rows, rules, expected, sum) in table {
        let incidents = incidents(&rows);
        let events = decide(rows.len(), rules);
        assert_eq!(found(&incidents, &events), expected, "{about}");
        let pairs = possible_duplicates(&incidents, &events).pairs;
        assert_eq!(sum_counted_twice(&pairs, &incidents, &events).cents(), sum, "{about}");
    }
}

#[test]
fn many_reports_of_one_target_take_little_time() {
    let days = |number: usize| number as u64 / 25_000;
    for (about, cents) in [
        ("all alike", (|_| Some(100)) as fn(usize) -> Option<i128>),
        ("all unknown", |_| None),
        ("all different", |number| Some(number as i128 * 1_000_003 % 100_000_000_000)),
    ] {
        let incidents: Vec<Incident> = (0..50_000)
            .map(|number| incident(number, days(number), cents(number), "Acme"))
            .collect();
        let began = Instant::now();
        let found = possible_duplicates(&incidents, &Events::undecided(incidents.len()));
        let sum = sum_counted_twice(&found.pairs, &incidents, &Events::undecided(50_000));
        assert!(began.elapsed().as_secs() < 10, "{about}: a hang, not a slow machine");
        assert!(!found.complete, "{about}");
        assert!(found.pairs.len() <= 50_000 * MOST_PARTNERS, "{about}");
        let named: HashSet<usize> =
            found.pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
        assert!(named.len() > 49_900, "{about}: every report has a pair, but for lone losses");
        if about == "all alike" {
            assert_eq!(sum.cents(), 49_999 * 100, "each extra once");
        }
    }
}

/// Every pair, by the words of the definition.
fn naive(incidents: &[Incident], events: &Events) -> Vec<(usize, usize)> {
    let folded = |incident: &Incident| -> HashSet<String> {
        let targets = incident.labels(super::Dimension::TargetEntity).iter();
        targets
            .filter(|it| *it != super::UNCLASSIFIED)
            .map(|it| it.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect())
            .collect()
    };
    let mut pairs = Vec::new();
    for (one, first) in incidents.iter().enumerate() {
        for (other, second) in incidents.iter().enumerate().skip(one + 1) {
            let near = (first.date() - second.date()).num_days().abs() <= 7;
            let alike = match (first.loss().known(), second.loss().known()) {
                (Some(first), Some(second)) => {
                    10 * (first.cents() - second.cents()).abs() <= first.max(second).cents()
                }
                _ => true,
            };
            let shared = !folded(first).is_disjoint(&folded(second));
            if near && alike && shared && !events.are_decided(one, other) {
                pairs.push((one, other));
            }
        }
    }
    pairs
}

proptest! {
    /// At most six reports, so that no report has more partners than are named.
    #[test]
    fn the_search_finds_what_comparing_all_finds(
        rows in prop::collection::vec(
            (0_u64..20, prop::option::of(80_i128..120), prop::sample::select(
                vec!["A", "a.", "B", "b|A", "(unclassified)", "A|a"],
            )),
            0..=MOST_PARTNERS + 1,
        ),
        apart in prop::collection::hash_set(0..=MOST_PARTNERS, 2..4),
    ) {
        let incidents = incidents(&rows);
        let apart: Vec<usize> = apart.into_iter().filter(|row| *row < rows.len()).collect();
        let rules = [(Verdict::Distinct, apart.as_slice())];
        let events = decide(rows.len(), if apart.len() > 1 { &rules } else { &[] });
        let pairs = found(&incidents, &events);
        prop_assert_eq!(&pairs, &naive(&incidents, &events));
        for (one, other) in pairs {
            let twice = counted_twice(Pair { one, other }, &incidents, &events);
            let known = [one, other].map(|report| incidents[report].loss().known());
            prop_assert_eq!(twice, known[0].zip(known[1]).map(|(one, other)| one.min(other)));
        }
    }
}
