//! What must hold for any reports: nothing but the reports and the settings decides on a byte of the
//! edition, allocated losses add up, and every file is accounted for, whatever bytes it holds.

use std::collections::BTreeMap;

use crate::support::{Edition, Project, Report, cells, cents, manifest};
use proptest::prelude::*;

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn labels(least: usize) -> impl Strategy<Value = Vec<String>> {
    let pool =
        vec!["Scam", "SCAM", "Wallet Hack", "Rug Pull", "Flashloan", "b", "A", "中文", "-5", "=1"];
    prop::collection::vec(prop::sample::select(pool).prop_map(str::to_owned), least..5)
}

fn report() -> impl Strategy<Value = Report> {
    let loss = prop_oneof![
        Just("unknown".to_owned()),
        (0..100_000_u32).prop_map(|it| format!("{}.{:02}", it / 100, it % 100))
    ];
    (1..13_u32, 1..29_u32, loss, labels(1), labels(1), labels(0)).prop_map(
        |(month, day, loss, attacks, entities, tags)| Report {
            entities,
            attacks,
            tags,
            ..Report::new(&format!("2023-{month:02}-{day:02}"), &loss, &[], &[])
        },
    )
}

fn reports() -> impl Strategy<Value = Vec<Report>> {
    prop::collection::vec(report(), 1..16)
}

fn project(reports: &[Report], order: &[usize]) -> Project {
    let project = Project::new();
    for index in order {
        let folder = ["a", "b/c", ""][index % 3];
        project.write(&format!("reports/{folder}/{index}.md"), reports[*index].to_string());
    }
    project
}

fn build(project: &Project, flags: &[&str]) -> Edition {
    project.build(&[&["reports", "--quiet", "--raw-csv"], flags].concat())
}

/// The file that differs, if any.
fn difference(one: &Edition, other: &Edition) -> Option<String> {
    let differs = |path: &&String| one.get(*path) != other.get(*path);
    one.keys().chain(other.keys()).find(differs).cloned()
}

proptest! {
    #![proptest_config(settings(8))]

    #[test]
    fn only_the_reports_decide(
        (reports, order) in reports().prop_flat_map(|reports| {
            let order = Just((0..reports.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(reports), order)
        }),
    ) {
        let straight: Vec<usize> = (0..reports.len()).collect();
        let project_one = project(&reports, &straight);
        let svg = "--pictures=svg";
        let edition = build(&project_one, &["--threads", "1", svg]);
        let again = build(&project_one, &["--threads", "1", svg]);
        prop_assert_eq!(difference(&edition, &again), None, "a second run");
        let threads = build(&project_one, &["--threads", "2", svg]);
        prop_assert_eq!(difference(&edition, &threads), None, "two threads");
        let shuffled = build(&project(&reports, &order), &[svg]);
        prop_assert_eq!(difference(&edition, &shuffled), None, "files made in another order");
    }
}

/// The rows of `incident_labels` without regard to the order of labels.
fn allocations(edition: &Edition) -> BTreeMap<Vec<String>, Vec<String>> {
    let key = ["report", "dimension", "label"];
    let keys = cells(edition, "incident_labels", &key);
    keys.into_iter()
        .zip(cells(edition, "incident_labels", &["labels", "loss_usd", "allocated_loss_usd"]))
        .collect()
}

proptest! {
    #![proptest_config(settings(12))]

    #[test]
    fn the_order_of_labels_changes_no_sum(reports in reports(), turn in 1..4_usize) {
        let mut turned = reports.clone();
        for report in &mut turned {
            for labels in [&mut report.attacks, &mut report.entities, &mut report.tags] {
                let middle = turn.min(labels.len());
                labels.rotate_left(middle);
                labels[middle..].reverse();
            }
        }
        let order: Vec<usize> = (0..reports.len()).collect();
        let svg = ["--pictures=svg"];
        let (one, other) = (build(&project(&reports, &order), &svg), build(&project(&turned, &order), &svg));
        prop_assert_eq!(allocations(&one), allocations(&other));
        // Where the author's order shows: in the lists of `incidents` and the rows made from them, in
        // what tells of single incidents, in findings, which name lines, and in the hashes of all that.
        let shows = [
            "tables/incident", "tables/findings", "tables/largest_incidents",
            "charts/largest_incidents", "edition.xlsx", "report", "facts.json", "manifest.json",
            "datapackage.json",
        ];
        for (path, bytes) in one.iter().filter(|(path, _)| !shows.iter().any(|it| path.starts_with(it))) {
            prop_assert!(Some(bytes) == other.get(path), "{} differs", path);
        }
    }

    #[test]
    fn allocated_losses_add_up(reports in reports()) {
        let order: Vec<usize> = (0..reports.len()).collect();
        let edition = build(&project(&reports, &order), &[]);
        // Where no loss is known there is no total.
        let total = manifest(&edition)["total_loss_usd"].as_str().map_or(0, cents);
        let stated: i128 = reports.iter().filter(|it| it.loss != "unknown").map(|it| cents(&it.loss)).sum();
        prop_assert_eq!(total, stated);
        for table in ["attack_type", "entity_type", "attack_type_and_month", "entity_type_and_year"] {
            let parts = cells(&edition, &format!("losses_by_{table}"), &["allocated_loss_usd"]).concat();
            let sum: i128 = parts.iter().filter(|it| !it.is_empty()).map(|it| cents(it)).sum();
            prop_assert_eq!(sum, total, "{}", table);
        }
        for dimension in ["attack_type", "entity_type", "target_entity"] {
            let rows = cells(&edition, "incident_labels", &["dimension", "allocated_loss_usd"]);
            let parts = rows.iter().filter(|row| row[0] == dimension && !row[1].is_empty());
            prop_assert_eq!(parts.map(|row| cents(&row[1])).sum::<i128>(), total, "{}", dimension);
        }
    }
}

/// Pieces that reports are made of, in an order that no author would choose.
fn scrap() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"---\n",
        b"---\n",
        b"\n",
        b"\r\n",
        b" ",
        b"\t",
        b"  - ",
        b"- ",
        b": ",
        b":",
        b"date: 2023-01-02\n",
        b"date: 02/01/2023\n",
        b"loss: 5\n",
        b"loss: 1,6M\n",
        b"loss: -1\n",
        b"title: ",
        b"attack-types:\n",
        b"entity-types: [",
        b"]",
        b"{",
        b"}",
        b"&a ",
        b"*a",
        b"!!str ",
        b"\"",
        b"'",
        b"|\n",
        b">-\n",
        b"#",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\0",
        b"\xe2\x80\x9c",
        b"%",
        b"?",
        b"...\n",
        b"Scam",
        b"\x1b[31m",
        b"tags: ~\n",
        b"<<: ",
    ];
    let piece = prop::sample::select(pieces).prop_map(<[u8]>::to_vec);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Files of anything: scraps of reports with and without fences around them, and any bytes.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let fenced = scrap().prop_map(|inside| [b"---\n", &inside[..], b"\n---\n"].concat());
    let dated =
        scrap().prop_map(|inside| [b"---\ndate: 2023-01-02\n", &inside[..], b"\n---\n"].concat());
    prop_oneof![scrap(), fenced, dated, prop::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #![proptest_config(settings(24))]

    #[test]
    fn every_file_is_accounted_for(files in prop::collection::vec(garbage(), 1..60), good in any::<bool>()) {
        let project = Project::new();
        for (index, bytes) in files.iter().enumerate() {
            project.write(&format!("reports/{index}.md"), bytes);
        }
        if good {
            project.write("reports/good.md", Report::new("2023-01-10", "1", &["Scam"], &["DeFi"]).to_string());
        }
        let seen = files.len() + usize::from(good);
        // A panic or a run without end fails the test where the run is waited for.
        let run = project.run(&["build", "reports", "--pictures=svg"]);
        prop_assert!(!run.stderr.contains('\u{1b}') && !run.stdout.contains('\u{1b}'), "the terminal is not acted on");
        match run.status {
            Some(1) => {
                let message = format!("error: no report could be loaded: {seen} rejected, 0 skipped");
                prop_assert!(!good && run.stderr.contains(&message), "{}", run.stderr);
                prop_assert!(!project.path("output").exists());
            }
            Some(status @ (0 | 3)) => {
                let edition = project.edition("output");
                let facts = manifest(&edition);
                let count = |name: &str| usize::try_from(facts["files"][name].as_u64().unwrap()).unwrap();
                prop_assert_eq!(count("seen"), seen);
                prop_assert_eq!(count("loaded") + count("rejected") + count("skipped"), seen);
                prop_assert_eq!(status == 3, count("rejected") > 0);
                prop_assert_eq!(cells(&edition, "incidents", &["report"]).len(), count("loaded"));
                let mut rejected = cells(&edition, "findings", &["severity", "report"]);
                rejected.retain(|row| row[0] == "error");
                rejected.dedup();
                prop_assert_eq!(rejected.len(), count("rejected"), "each rejected report has an error that says why");
            }
            other => prop_assert!(false, "exit status {other:?}: {}", run.stderr),
        }
    }
}
