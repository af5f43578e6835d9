//! What a report says of periods of every kind, and that no number in it is typed.

use std::collections::BTreeMap;

use crate::claims::fact::Take;
use crate::claims::samples::{Sample, Values};
use crate::claims::{Number, Part, Sentence};
use crate::domain::{Granularity, Incident, Loss, Period, Usd};
use crate::tables::transforms::reports::reports;
use crate::tables::{Share, Value};

use super::model::{Block, Document};
use super::{compose, index};

/// A made-up incident: day, target, loss in dollars.
type Made = (&'static str, &'static str, Option<i128>);

const INCIDENTS: [Made; 8] = [
    ("2021-02-03", "Early Exchange", Some(500_000)),
    ("2022-10-05", "Alpha", Some(3_000_000)),
    ("2022-11-30", "Beta", None),
    ("2023-08-01", "Gamma", Some(2_000_000)),
    ("2023-10-04", "Delta", Some(0)),
    ("2023-11-10", "Epsilon | Zeta", Some(4_500_000)),
    ("2023-12-31", "Eta", Some(1_500_000)),
    ("2024-02-10", "Theta", None),
];

fn incidents(made: &[Made]) -> Vec<Incident> {
    let one = |(at, (date, target, dollars)): (usize, &Made)| {
        let loss = dollars.map_or(Loss::Unknown, |it| Loss::Known(Usd::from_cents(it * 100)));
        let attacks = ["Phishing", "Scam"][..=at % 2].iter().map(|it| (*it).to_owned()).collect();
        let labels = [attacks, vec!["Exchange".into()], vec![], vec![(*target).into()]];
        Incident::new(format!("{target}.md"), date.parse().unwrap(), "Title".into(), loss, labels)
    };
    made.iter().enumerate().map(one).collect()
}

/// The report of a period, and the tables that it is made from.
fn report(made: &[Made], period: &str) -> (Document, BTreeMap<String, Values>) {
    let incidents = incidents(made);
    let sample = Sample::of_span(&incidents, period);
    (compose(&sample.subject()), sample.values())
}

/// Periods of every kind: with incidents, with one, with none, with an unknown loss only, one that
/// is not over, one before all reports, one behind them, all of them.
const PERIODS: [&str; 10] = [
    "2023-Q4",
    "2023-11",
    "2023-09",
    "2022-11",
    "2024-Q1",
    "2020",
    "2030",
    "2021..2024",
    "2023",
    "2023-12-31",
];

#[test]
fn no_number_is_typed() {
    for period in PERIODS {
        let (document, _) = report(&INCIDENTS, period);
        for said in document.said() {
            for part in said.sentence.parts() {
                if let Part::Text(text) = part {
                    let typed = text.chars().any(|it| it.is_ascii_digit());
                    assert!(!typed, "{period}, {}: {text:?}", said.place);
                }
            }
        }
    }
}

/// What a number should be, from the cells that it names.
fn looked_up(number: &Number, tables: &BTreeMap<String, Values>) -> Value {
    let source = &number.source;
    let has = |row: &BTreeMap<&str, Value>, name: &str, value: &str| row[name].to_string() == value;
    let rows: Vec<_> = tables[&source.table]
        .iter()
        .filter(|row| source.row.iter().all(|(name, value)| has(row, name, value)))
        .filter(|row| {
            !source.except.iter().any(|(name, values)| values.iter().any(|it| has(row, name, it)))
        })
        .collect();
    let amount = |row: &&BTreeMap<&str, Value>| match row[source.column.as_str()] {
        Value::Usd(amount) => Some(amount),
        _ => None,
    };
    let value = match source.take {
        Take::Rows => Value::Count(i64::try_from(rows.len()).unwrap()),
        Take::Sum => Value::Usd(rows.iter().filter_map(amount).sum()),
        Take::Cell => {
            assert_eq!(rows.len(), 1, "{source:?} is not one row");
            rows[0][source.column.as_str()].clone()
        }
    };
    match &source.of {
        None => value,
        Some(of) => {
            let whole = Number { source: (**of).clone(), ..number.clone() };
            let (Value::Usd(part), Value::Usd(whole)) = (value, looked_up(&whole, tables)) else {
                panic!("{source:?} is no part of an amount");
            };
            Value::Share(Share::of(part, whole).unwrap())
        }
    }
}

#[test]
fn every_number_is_that_of_its_cells() {
    let mut seen = 0;
    for period in PERIODS {
        let (document, values) = report(&INCIDENTS, period);
        for said in document.said() {
            for number in said.sentence.numbers() {
                let value = looked_up(number, &values);
                assert_eq!(value.to_string(), number.value, "{period}, {}: {number:?}", said.place);
                assert_eq!(value.shown(number.form).as_ref(), Some(&number.shown), "{number:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

/// The first words of a report, and its key figures.
fn beginning(document: &Document) -> Vec<String> {
    let mut told = vec![format!("# {}", document.title.bare()), document.lead.bare()];
    let figures = document.sections[0].blocks.iter().filter_map(|block| match block {
        Block::Figures(figures) => Some(figures),
        _ => None,
    });
    for figure in figures.flatten() {
        let notes: Vec<String> = figure.notes.iter().map(Sentence::bare).collect();
        told.push(format!("- {} {}: {}", figure.name, figure.value.bare(), notes.join("; ")));
    }
    told
}

#[test]
#[allow(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]
fn every_period_reads_well() {
    let told = PERIODS.map(|period| beginning(&report(&INCIDENTS, period).0)).concat().join("\n");
    insta::assert_snapshot!(told, @r"
    # Losses to security incidents, Q4 2023
    In Q4 2023, 3 reported incidents cost $6M, 3 times as much as in Q3 2023 and 2 times as much as in Q4 2022. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M: 75% of the total. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss $6M: 3 times as much as in Q3 2023 ($2M); 2 times as much as in Q4 2022 ($3M, 1 of 2 losses unknown)
    - Incidents 3: all of them with a known loss; 2 more than in Q3 2023; 1 more than in Q4 2022
    - Median loss $1.5M: 25% less than in Q3 2023 ($2M); 50% less than in Q4 2022 ($3M, 1 of 2 losses unknown)
    - Largest loss $4.5M: Epsilon | Zeta; 2.3 times as much as in Q3 2023 ($2M); 50% more than in Q4 2022 ($3M, 1 of 2 losses unknown)
    - Share of the largest 75%: 25 points less than in Q3 2023; 25 points less than in Q4 2022
    # Losses to security incidents, November 2023
    In November 2023, 1 reported incident cost $4.5M. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss $4.5M: $0 in October 2023
    - Incidents 1: with a known loss; as many as in October 2023; as many as in November 2022
    - Median loss $4.5M: $0 in October 2023
    - Largest loss $4.5M: Epsilon | Zeta; $0 in October 2023
    # Losses to security incidents, September 2023
    No incident is reported for September 2023.
    - Total loss $0: 100% less than in August 2023 ($2M); $0 in September 2022
    - Incidents 0: nothing is reported; 1 fewer than in August 2023; as many as in September 2022
    # Losses to security incidents, November 2022
    1 incident is reported for November 2022, and nobody knows what was lost: no loss is known, which does not mean that there was none. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss unknown: $3M in October 2022; $0 in November 2021
    - Incidents 1: its loss is unknown; as many as in October 2022; 1 more than in November 2021
    # Losses to security incidents, Q1 2024 up to 10 February
    1 incident is reported for Q1 2024 up to 10 February, and nobody knows what was lost: no loss is known, which does not mean that there was none. $9 may be counted twice: 1 pair of reports may tell of one event. The period is not over in these reports, which go up to 10 February 2024; earlier periods are compared over as much of them. If they are complete up to a later day, say so with --as-of.
    - Total loss unknown: $4.5M in the first 41 days of Q4 2023; $0 in the same days of Q1 2023
    - Incidents 1: its loss is unknown; 1 fewer than in the first 41 days of Q4 2023; 1 more than in the same days of Q1 2023
    # Losses to security incidents, 2020
    No incident is reported for 2020.
    # Losses to security incidents, 1 January to 31 December 2030
    No incident is reported for 1 January to 31 December 2030. The reports go up to 10 February 2024, before this period begins. If they are complete up to a later day, say so with --as-of.
    # Losses to security incidents, 1 January 2021 to 10 February 2024
    From 1 January 2021 to 10 February 2024, 8 reported incidents cost $11.5M. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M: 39% of the total. The losses of 2 of these incidents are unknown and in no sum. $9 may be counted twice: 1 pair of reports may tell of one event. The period is not over in these reports, which go up to 10 February 2024. If they are complete up to a later day, say so with --as-of.
    - Total loss $11.5M: 
    - Incidents 8: 6 with a known loss, 2 unknown
    - Median loss $1.75M: 
    - Largest loss $4.5M: Epsilon | Zeta
    - Share of the largest 39%: 
    # Losses to security incidents, 2023
    In 2023, 4 reported incidents cost $8M, 2.7 times as much as in 2022. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M: 56% of the total. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss $8M: 2.7 times as much as in 2022 ($3M, 1 of 2 losses unknown)
    - Incidents 4: all of them with a known loss; 2 more than in 2022
    - Median loss $1.75M: 42% less than in 2022 ($3M, 1 of 2 losses unknown)
    - Largest loss $4.5M: Epsilon | Zeta; 50% more than in 2022 ($3M, 1 of 2 losses unknown)
    - Share of the largest 56%: 43.8 points less than in 2022
    # Losses to security incidents, 31 December 2023
    On 31 December 2023, 1 reported incident cost $1.5M. The largest loss, at Eta on 31 December 2023, was $1.5M. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss $1.5M: $0 on 30 December 2023; $0 on 31 December 2022
    - Incidents 1: with a known loss; 1 more than on 30 December 2023; 1 more than on 31 December 2022
    - Median loss $1.5M: 
    - Largest loss $1.5M: Eta
    ");
}

#[test]
fn the_index_leads_to_reports_that_are_there() {
    let made = incidents(&INCIDENTS);
    let sample = Sample::of_span(&made, "2022-09..2023-12");
    let period = Period { from: "2022-09-01".parse().ok(), to: "2023-12-31".parse().ok() };
    let by_period = &sample.tables.by_period.quarter;
    let as_of = sample.subject().coverage.as_of();
    let reports = reports(period, as_of, Granularity::Quarter, by_period);
    let document = index::compose(&sample.subject(), &reports, Granularity::Quarter);
    let text = super::markdown::markdown(&document, &|_| None);
    insta::assert_snapshot!(text, @r"
    # Losses to security incidents by quarter, September 2022 to December 2023

    From September 2022 to December 2023, 6 reported incidents cost **$11M**. There is a report for each quarter that lies whole within the period and has incidents.

    ## Reports

    **Reports by quarter**

    | Period | Incidents | Loss unknown | Loss | Largest loss |
    | --- | ---: | ---: | ---: | ---: |
    | [Q4 2023](<2023-Q4/report.html>) | 3 | 0 | $6,000,000 | $4,500,000 |
    | [Q3 2023](<2023-Q3/report.html>) | 1 | 0 | $2,000,000 | $2,000,000 |
    | Q2 2023 | 0 | 0 | $0 | – |
    | Q1 2023 | 0 | 0 | $0 | – |
    | [Q4 2022](<2022-Q4/report.html>) | 2 | 1 | $3,000,000 | $3,000,000 |

    > No report is written for Q3 2022, of which the period has September 2022.
    ");
}
