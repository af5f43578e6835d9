//! What a report says of periods of every kind, and that no number in it is typed.

use chrono::NaiveDate;

use crate::checks;
use crate::domain::{Granularity, Incident, Loss, Period, Span, Usd};
use crate::tables::{IncidentsTable, LabelsTable};
use crate::transforms::{self, History, View};

use super::model::{Block, Document, Part, Sentence};
use super::sheet::{Sheet, Sheets, Value};
use super::{MANIFEST, OUTPUTS, Subject, compose, index};

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
fn report(made: &[Made], period: &str) -> (Document, Sheets) {
    let all = incidents(made);
    let newest: NaiveDate = all.iter().map(Incident::date).max().unwrap();
    let span = Span::parse(period).unwrap();
    let within: Vec<Incident> = all.iter().filter(|it| span.contains(it.date())).cloned().collect();
    let earlier: Vec<Incident> =
        all.iter().filter(|it| it.date() < span.first()).cloned().collect();
    let incidents = IncidentsTable::new(&within).unwrap();
    let labels = LabelsTable::new(&within).unwrap();
    let history = History::new(&earlier, &within).unwrap();
    let period = Period { from: Some(span.first()), to: Some(span.last()) };
    let view = View {
        incidents: &incidents,
        labels: &labels,
        history: history.as_ref(),
        period,
        span,
        newest,
        findings: &[],
    };
    let totals = checks::totals(&incidents).unwrap();
    let mut sheets = Sheets::new(&transforms::all(&view).unwrap()).unwrap();
    let count = |count: usize| Value::Count(i64::try_from(count).unwrap());
    let counts = vec![
        ("incidents", count(totals.incidents)),
        ("incidents_known", count(totals.known)),
        ("incidents_unknown", count(totals.unknown)),
        ("outside_period", count(all.len() - within.len())),
        ("duplicates", count(1)),
        ("duplicates_loss_usd", Value::Usd(Usd::from_cents(700))),
        ("possible_duplicates.pairs", count(1)),
        ("possible_duplicates.loss_usd", Value::Usd(Usd::from_cents(900))),
        ("total_loss_usd", Value::Usd(totals.loss)),
    ];
    sheets.push(Sheet::single(MANIFEST, counts));
    let file = vec![Value::Text("tables/a.csv".into()), count(7), Value::Text("ab12".into())];
    sheets.push(Sheet::of_rows(OUTPUTS, &["path", "bytes", "sha256"], &["path"], vec![file]));
    let subject =
        Subject { sheets: &sheets, span, newest, title: None, link_base: Some("https://x.org/") };
    (compose(&subject), sheets)
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
        for (section, sentence) in document.sentences() {
            for part in &sentence.0 {
                if let Part::Text(text) = part {
                    let typed = text.chars().any(|it| it.is_ascii_digit());
                    assert!(!typed, "{period}, {section}: {text:?}");
                }
            }
        }
    }
}

#[test]
fn every_number_is_that_of_its_cell() {
    let mut seen = 0;
    for period in PERIODS {
        let (document, sheets) = report(&INCIDENTS, period);
        for (section, sentence) in document.sentences() {
            for number in sentence.numbers() {
                let source = &number.source;
                let is_row = |row: &super::sheet::Row<'_>| {
                    source.row.iter().all(|(name, value)| row.value(name).to_string() == *value)
                };
                let rows: Vec<_> = sheets.get(&source.table).rows().filter(is_row).collect();
                assert_eq!(rows.len(), 1, "{period}, {section}: {source:?} is not one row");
                let value = rows[0].value(&source.column);
                assert_eq!(value.to_string(), number.value, "{period}, {section}: {source:?}");
                assert_eq!(value.shown(number.form).as_ref(), Some(&number.shown), "{source:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

/// The first words of a report, and its key figures.
fn beginning(document: &Document) -> Vec<String> {
    let mut told = vec![format!("# {}", document.title), document.lead.bare()];
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
    - Total loss $6M: 3 times the $2M of Q3 2023; 2 times the $3M of Q4 2022 (1 of 2 losses unknown)
    - Incidents 3: all of them with a known loss; 2 more than in Q3 2023; 1 more than in Q4 2022
    - Median loss $1.5M: down 25% from $2M in Q3 2023; down 50% from $3M in Q4 2022 (1 of 2 losses unknown)
    - Largest loss $4.5M: Epsilon | Zeta; 2.3 times the $2M of Q3 2023; up 50% from $3M in Q4 2022 (1 of 2 losses unknown)
    - Share of the largest 75%: 25 points less than in Q3 2023; 25 points less than in Q4 2022
    # Losses to security incidents, November 2023
    In November 2023, 1 reported incident cost $4.5M. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss $4.5M: $0 in October 2023
    - Incidents 1: with a known loss; as many as in October 2023; as many as in November 2022
    - Median loss $4.5M: $0 in October 2023
    - Largest loss $4.5M: Epsilon | Zeta; $0 in October 2023
    # Losses to security incidents, September 2023
    No incident is reported for September 2023.
    - Total loss $0: down 100% from $2M in August 2023; $0 in September 2022
    - Incidents 0: nothing is reported; 1 fewer than in August 2023; as many as in September 2022
    # Losses to security incidents, November 2022
    1 incident is reported for November 2022, and nobody knows what was lost: no loss is known, which does not mean that there was none. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss unknown: $3M in October 2022; $0 in November 2021
    - Incidents 1: its loss is unknown; as many as in October 2022; 1 more than in November 2021
    # Losses to security incidents, Q1 2024
    1 incident is reported for Q1 2024, and nobody knows what was lost: no loss is known, which does not mean that there was none. $9 may be counted twice: 1 pair of reports may tell of one event. The period is not over in these reports: the newest is of 10 February 2024, and earlier periods are compared over as many days.
    - Total loss unknown: $4.5M in the same days of Q4 2023; $0 in the same days of Q1 2023
    - Incidents 1: its loss is unknown; 1 fewer than in the same days of Q4 2023; 1 more than in the same days of Q1 2023
    # Losses to security incidents, 2020
    No incident is reported for 2020.
    # Losses to security incidents, 2030
    No incident is reported for 2030. The newest report of all is of 10 February 2024, before this period begins.
    # Losses to security incidents, 2021 to 2024
    In the period 2021 to 2024, 8 reported incidents cost $11.5M. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M: 39% of the total. The loss of 2 of these incidents is unknown and in no sum. $9 may be counted twice: 1 pair of reports may tell of one event. The period is not over in these reports: the newest is of 10 February 2024.
    - Total loss $11.5M: 
    - Incidents 8: 6 with a known loss, 2 unknown
    - Median loss $1.75M: 
    - Largest loss $4.5M: Epsilon | Zeta
    - Share of the largest 39%: 
    # Losses to security incidents, 2023
    In 2023, 4 reported incidents cost $8M, 2.7 times as much as in 2022. The largest loss, at Epsilon | Zeta on 10 November 2023, was $4.5M: 56% of the total. $9 may be counted twice: 1 pair of reports may tell of one event.
    - Total loss $8M: 2.7 times the $3M of 2022 (1 of 2 losses unknown)
    - Incidents 4: all of them with a known loss; 2 more than in 2022
    - Median loss $1.75M: down 42% from $3M in 2022 (1 of 2 losses unknown)
    - Largest loss $4.5M: Epsilon | Zeta; up 50% from $3M in 2022 (1 of 2 losses unknown)
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
    let (_, sheets) = report(&INCIDENTS, "2022..2023");
    let span = Span::parse("2022..2023").unwrap();
    let newest = span.last();
    let subject = Subject { sheets: &sheets, span, newest, title: None, link_base: None };
    let document = index::compose(&subject, Granularity::Quarter);
    let text = super::markdown::markdown(&document, &|_| None);
    insta::assert_snapshot!(text, @r"
    # Losses to security incidents by quarter, 2022 to 2023

    6 incidents from 2022 to 2023 cost **$11M**. There is a report for each quarter that has incidents.

    ## Reports

    **Reports by quarter**

    | Period | Incidents | Loss unknown | Loss | Largest loss |
    | --- | ---: | ---: | ---: | ---: |
    | [Q4 2023](<2023-Q4/report.html>) | 3 | 0 | $6,000,000 | $4,500,000 |
    | [Q3 2023](<2023-Q3/report.html>) | 1 | 0 | $2,000,000 | $2,000,000 |
    | Q2 2023 | 0 | 0 | $0 | – |
    | Q1 2023 | 0 | 0 | $0 | – |
    | [Q4 2022](<2022-Q4/report.html>) | 2 | 1 | $3,000,000 | $3,000,000 |
    | Q3 2022 | 0 | 0 | $0 | – |
    | Q2 2022 | 0 | 0 | $0 | – |
    | Q1 2022 | 0 | 0 | $0 | – |
    ");
}
