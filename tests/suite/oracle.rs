//! Every number of every aggregate table, computed again by the plain loops of
//! `support/recompute.rs` and compared cell by cell: on the sample reports, on generated ones, and on
//! the published ones, whose figures an independent program also gives.

use std::path::{Path, PathBuf};

use crate::support::recompute::{Chosen, allocated, compare_all, half_even, usd};
use crate::support::{Edition, Project, Report, cells, manifest, skipped};
use chrono::{Duration, NaiveDate};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn the_rules_themselves() {
    #[rustfmt::skip]
    let halves = [(5, 2, 2), (7, 2, 4), (1, 3, 0), (2, 3, 1), (0, 7, 0), (10, 4, 2), (6, 4, 2), (-1, 2, 0), (-3, 2, -2), (-5, 3, -2)];
    for (dividend, divisor, expected) in halves {
        assert_eq!(half_even(dividend, divisor), expected, "{dividend}/{divisor}");
    }
    let labels = ["b", "a", "B"].map(str::to_owned);
    assert_eq!(["b", "a", "B"].map(|label| allocated(101, label, &labels)), [33, 34, 34]);
}

#[test]
fn the_sample_reports() {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/reports");
    let project = Project::new();
    compare_all(
        &project.build(&[reports.to_str().unwrap(), "--raw-csv", "--pictures=svg"]),
        (None, None),
    );
}

/// Months, quarters and years, whose neighbours have names; days, whose neighbours are as long; and a
/// period that the reports do not reach the end of.
#[test]
fn the_sample_reports_of_periods() {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/reports");
    let project = Project::new();
    #[rustfmt::skip]
    let periods = [
        ("2023-11-01", "2023-11-30"), ("2023-10-01", "2023-12-31"), ("2022-07-01", "2022-12-31"), ("2022-01-01", "2022-12-31"),
        ("2021-01-01", "2022-12-31"), ("2024-04-01", "2024-06-30"), ("2023-11-05", "2023-11-20"), ("2024-02-29", "2024-02-29"),
        ("2012-01-01", "2012-03-31"), ("2010-01-01", "2010-12-31"), ("2024-07-01", "2024-12-31"), ("2011-10-01", "2011-10-31"),
    ];
    for (from, to) in periods {
        let flags = ["--from", from, "--to", to, "--raw-csv", "--pictures=svg"];
        let edition = project.build(&[&[reports.to_str().unwrap()], &flags[..]].concat());
        compare_all(&edition, (from.parse().ok(), to.parse().ok()));
    }
}

/// Losses: unknown, none, small ones that leave cents over, and any up to the largest.
fn loss() -> impl Strategy<Value = String> {
    let amount = |range: std::ops::Range<u64>| {
        (range, 0..100_u64).prop_map(|(dollars, cents)| format!("{dollars}.{cents:02}"))
    };
    prop_oneof![
        2 => Just("unknown".to_owned()),
        1 => Just("0".to_owned()),
        3 => amount(0..10),
        3 => amount(0..1_000_000_000_000_000),
        1 => Just("1000000000000000".to_owned()),
    ]
}

/// Some labels of a few, so that incidents share them; several times the same, in other spellings.
fn labels() -> impl Strategy<Value = Vec<String>> {
    let pool = vec!["Scam", "scam", "Wallet Hack", "Rug Pull", "B", "a", "Ä", "51%", "zz"];
    prop::collection::vec(prop::sample::select(pool).prop_map(str::to_owned), 1..6)
}

fn generated() -> impl Strategy<Value = Report> {
    (0..500_i64, loss(), labels(), labels()).prop_map(|(day, loss, attacks, entities)| {
        let date = NaiveDate::from_ymd_opt(2022, 11, 20).unwrap() + Duration::days(day);
        Report { entities, attacks, ..Report::new(&date.to_string(), &loss, &[], &[]) }
    })
}

/// No period, an end of it, or both: days as they are written.
fn chosen() -> impl Strategy<Value = Chosen> {
    let day = |range: std::ops::Range<i64>| {
        let day = range
            .prop_map(|day| NaiveDate::from_ymd_opt(2022, 11, 1).unwrap() + Duration::days(day));
        prop::option::weighted(0.4, day)
    };
    (day(0..250), day(251..600))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_reports(reports in prop::collection::vec(generated(), 1..30), chosen in chosen()) {
        let project = Project::new();
        for (index, report) in reports.iter().enumerate() {
            project.write(&format!("reports/{index}.md"), report.to_string());
        }
        let mut arguments = vec!["reports".to_owned(), "--raw-csv".into(), "--quiet".into(), "--pictures=svg".into()];
        arguments.extend(chosen.0.map(|day| format!("--from={day}")));
        arguments.extend(chosen.1.map(|day| format!("--to={day}")));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        compare_all(&project.build(&arguments), chosen);
    }
}

/// A number of the expected figures: whole cents, or a fraction of them.
fn fraction(value: &Value) -> Option<i128> {
    if let Some(text) = value.as_str() {
        let (dividend, divisor) = text.split_once('/').unwrap();
        return Some(half_even(dividend.parse().unwrap(), divisor.parse().unwrap()));
    }
    value.as_i64().map(i128::from)
}

#[test]
fn the_published_reports_and_their_expected_figures() {
    let shared: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let (reports, taxonomy) = (shared.join("corpus/published"), shared.join("truth/taxonomy.yaml"));
    if !reports.exists() {
        return skipped("there are no ../shared/corpus/published");
    }
    let truth: Value =
        serde_json::from_slice(&std::fs::read(shared.join("truth/published.json")).unwrap())
            .unwrap();
    let (reports, taxonomy) = (reports.to_str().unwrap(), taxonomy.to_str().unwrap());
    let edition = Project::new().build(&[
        reports,
        "--taxonomy",
        taxonomy,
        "--raw-csv",
        "--quiet",
        "--pictures=svg",
    ]);
    compare_all(&edition, (None, None));

    let facts = manifest(&edition);
    assert_eq!(facts["total_loss_usd"], usd(fraction(&truth["total_cents"])));
    let counts = [
        &facts["files"]["seen"],
        &facts["incidents"],
        &facts["incidents_known"],
        &facts["incidents_unknown"],
    ];
    assert_eq!(counts, [&truth["files"], &truth["reports"], &truth["known"], &truth["unknown"]]);

    let amount = |value: &Value, known: &Value| usd(fraction(value).filter(|_| *known != 0));
    for dimension in ["attack_type", "entity_type"] {
        let columns = [
            "incidents",
            "incidents_known",
            "involved_loss_usd",
            "allocated_loss_usd",
            "mean_loss_usd",
            "median_loss_usd",
            "max_loss_usd",
        ];
        let found = cells(
            &edition,
            &format!("losses_by_{dimension}"),
            &[&[dimension], &columns[..]].concat(),
        );
        let expected = truth[format!("by_{dimension}")].as_object().unwrap();
        assert_eq!(found.len(), expected.len(), "{dimension}");
        for it in expected.values() {
            let label = it["label"].as_str().unwrap();
            let row = found
                .iter()
                .find(|row| row[0] == label)
                .unwrap_or_else(|| panic!("{label} is missing"));
            let sums = ["full", "split", "mean_cents", "median_cents", "max_cents"]
                .map(|name| amount(&it[name], &it["known"]));
            let counts = ["incidents", "known"].map(|name| it[name].to_string());
            assert_eq!(row[1..], [&counts[..], &sums[..]].concat(), "{label}");
        }
    }
    compare_months(&edition, &truth["by_month"]);
}

fn compare_months(edition: &Edition, expected: &Value) {
    for row in
        cells(edition, "losses_by_month", &["month", "incidents", "incidents_known", "loss_usd"])
    {
        let it = &expected[&row[0][..7]];
        let expected = if it.is_null() {
            ["0", "0", "0.00"].map(str::to_owned)
        } else {
            let loss = fraction(&it["full"]).filter(|_| it["known"] != 0);
            [it["incidents"].to_string(), it["known"].to_string(), usd(loss)]
        };
        assert_eq!(row[1..], expected, "{}", row[0]);
    }
    let busy = cells(edition, "losses_by_month", &["incidents"])
        .concat()
        .iter()
        .filter(|it| *it != "0")
        .count();
    assert_eq!(busy, expected.as_object().unwrap().len());
}
