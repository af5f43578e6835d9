//! Reports that are made up, with what real ones seldom have: equal losses, no labels, losses that are
//! all unknown in a month, months without any, a huge loss, zeros, several labels and duplicates.

use crate::support::{Project, Report};

use super::collection::Collection;

/// Labels of the reports, more than a picture has bars for.
const ATTACKS: [&str; 15] = [
    "Scam",
    "Rug Pull",
    "Phishing",
    "Wallet Hack",
    "Bank Run",
    "51% Attack",
    "Insider or Not",
    "Zeta",
    "Eta: Two",
    "Theta in 2021",
    "Iota",
    "Kappa",
    "Lambda",
    "Mu",
    "Nu",
];
const ENTITIES: [&str; 14] = [
    "DeFi",
    "Exchange",
    "Bridge",
    "Wallet",
    "Custodian",
    "Token",
    "Blockchain",
    "Game",
    "Fund",
    "Bank",
    "Broker",
    "Oracle",
    "Person",
    "Club at Sea",
];

/// One made-up report: day, loss in cents where known, attack types, entity types.
type Row = (&'static str, Option<i128>, &'static [&'static str], &'static [&'static str]);

const ROWS: [Row; 42] = [
    // 2020: a leap day, an equal pair, a quarter with a loss of zero only.
    ("2020-01-15", Some(10_000_000), &["Scam"], &["DeFi"]),
    ("2020-02-29", Some(10_000_000), &["Rug Pull"], &["Exchange"]),
    ("2020-05-05", Some(0), &["Scam"], &["DeFi"]),
    ("2020-06-30", Some(0), &["Phishing"], &["Bridge"]),
    ("2020-09-01", Some(333), &["Scam", "Phishing"], &["DeFi", "Bridge", "Token"]),
    ("2020-12-31", None, &["Scam"], &["DeFi"]),
    // 2021: three equal losses; a month with unknown losses only; a month without labels.
    ("2021-01-01", Some(500_000_000), &["Scam"], &["DeFi"]),
    ("2021-01-20", Some(500_000_000), &["Rug Pull"], &["Exchange"]),
    ("2021-01-31", Some(500_000_000), &["Phishing"], &["Bridge"]),
    ("2021-02-10", None, &["Scam"], &["DeFi"]),
    ("2021-02-11", None, &["Bank Run"], &["Bank"]),
    ("2021-03-03", Some(77_700_000), &[], &[]),
    ("2021-03-04", Some(0), &["Scam"], &["DeFi"]),
    ("2021-04-04", Some(1_500_000_000), &[], &[]),
    ("2021-05-05", Some(12_345_678_901), &[], &["Wallet"]),
    ("2021-07-14", Some(99_950_000_000), &["Wallet Hack", "Scam"], &["Exchange"]),
    ("2021-08-01", Some(100_000), &["Zeta", "Eta: Two", "Iota"], &["Game", "Fund"]),
    ("2021-08-31", Some(200_000), &["Theta in 2021"], &["Club at Sea"]),
    ("2021-10-10", None, &["Kappa"], &["Broker"]),
    ("2021-11-11", Some(100_000_000), &["Lambda"], &["Oracle"]),
    ("2021-12-12", Some(999_999_999), &["Mu"], &["Person"]),
    // 2022: one huge loss, and a month that costs twice as much as the one before.
    ("2022-01-10", Some(4_000_000_000_000), &["Bank Run"], &["Blockchain"]),
    ("2022-02-02", Some(123_456), &["Nu"], &["Token"]),
    ("2022-03-05", Some(100_000_000), &["Scam"], &["DeFi"]),
    ("2022-04-05", Some(200_000_000), &["Scam", "Rug Pull"], &["DeFi"]),
    ("2022-05-05", Some(199_999_999), &["Rug Pull"], &["DeFi", "Wallet"]),
    ("2022-06-06", Some(200_050_000), &["Insider or Not"], &["Exchange", "Custodian"]),
    ("2022-06-20", Some(1), &["51% Attack"], &["Blockchain"]),
    ("2022-08-08", Some(100_500_000), &["Scam"], &["Wallet"]),
    ("2022-09-09", None, &["Scam"], &["Wallet"]),
    ("2022-12-01", Some(5_550_000_000), &["Phishing"], &["Person"]),
    ("2022-12-24", Some(4_450_000_000), &["Phishing"], &["Bank"]),
    // 2023: a year whose last quarter is not over.
    ("2023-01-31", Some(500_000_000), &["Scam"], &["DeFi"]),
    ("2023-02-28", Some(500_000_000), &["Scam"], &["DeFi"]),
    ("2023-03-31", Some(500_000_000), &["Scam"], &["Exchange"]),
    ("2023-04-15", Some(725_000_001), &["Wallet Hack"], &["Wallet"]),
    ("2023-05-15", Some(724_999_999), &["Wallet Hack"], &["Wallet"]),
    ("2023-06-15", Some(3), &["Wallet Hack", "Scam"], &["Wallet"]),
    ("2023-08-01", None, &["Scam"], &["Bridge"]),
    ("2023-09-30", Some(125_000_000), &["Rug Pull"], &["Bridge"]),
    ("2023-10-02", Some(64_000_000), &["Rug Pull"], &["Bridge"]),
    ("2023-10-20", Some(96_000_000), &["Scam"], &["Bridge"]),
];

/// Writes the reports, and checks that the incidents of a plain build are those that were made up.
pub fn made_up(project: &Project) -> Collection {
    for (at, (date, cents, attacks, entities)) in ROWS.into_iter().enumerate() {
        write(project, &format!("{date}-{at:02}"), &report(at, date, cents, attacks, entities));
    }
    many_at_once(project);
    duplicates(project);
    // Two files that are no reports, and one that is rejected.
    project.write("reports/README.md", "# About\n");
    project.write("reports/more/_index.md", "# Index\n");
    project.write("reports/broken.md", "---\ndate: soon\ntitle: X\nloss: 1\n---\n");
    let collection = Collection::of(project, &project.path("reports").display().to_string());
    for (at, (date, cents, attacks, _)) in ROWS.into_iter().enumerate() {
        let path = format!("{date}-{at:02}.md");
        let found = collection.incidents.iter().find(|it| it.report == path).expect(&path);
        assert_eq!((found.day.to_string().as_str(), found.loss), (date, cents), "{path}");
        assert!(attacks.iter().all(|it| found.attacks.iter().any(|label| label == it)), "{path}");
    }
    collection
}

fn write(project: &Project, name: &str, report: &Report) {
    project.write(&format!("reports/{name}.md"), report.to_string());
}

fn report(
    at: usize,
    date: &str,
    cents: Option<i128>,
    attacks: &[&str],
    entities: &[&str],
) -> Report {
    let loss = cents.map_or("unknown".into(), |it| format!("{}.{:02}", it / 100, it % 100));
    let mut report = Report::new(date, &loss, attacks, entities);
    report.title = format!("Incident {at}: lost on {date}");
    report.targets = match at % 5 {
        0 => Vec::new(),
        1 => vec![format!("Target {at}"), format!("Other {at}")],
        2 => (0..4).map(|it| format!("Target {at}.{it}")).collect(),
        _ => vec![format!("Target, the {at}th")],
    };
    if at.is_multiple_of(4) { report.tagged(&["Group A", "Group B"]) } else { report }
}

/// A month with more incidents and labels than pictures and tables have room for.
fn many_at_once(project: &Project) {
    for at in 0..36_usize {
        let date = format!("2021-09-{:02}", at % 28 + 1);
        let cents = i128::try_from(at * at * 1_234_567 + 100).unwrap();
        let attacks = [ATTACKS[at % 15], ATTACKS[at / 3 % 15]];
        let entities = [ENTITIES[at % 14], ENTITIES[(at * 5 + 1) % 14]];
        let (attacks, entities) = (&attacks[at % 2..], &entities[at / 2 % 2..]);
        let report = report(100 + at, &date, Some(cents), attacks, entities);
        write(project, &format!("many/{date}-{at:02}"), &report);
    }
}

/// Reports of one event: some that a rule joins, some that are left open.
fn duplicates(project: &Project) {
    let table = [
        ("kept", "2022-10-01", "6000000", "Twice Told"),
        ("dropped", "2022-10-03", "5900000", "Twice Told"),
        ("open-1", "2022-10-20", "3000000", "Maybe Twice"),
        ("open-2", "2022-10-22", "3100000", "maybe twice"),
        ("open-3", "2022-10-23", "unknown", "Maybe Twice"),
    ];
    for (name, date, loss, target) in table {
        let mut report = Report::new(date, loss, &["Scam"], &["DeFi"]);
        report.targets = vec![target.into()];
        write(project, name, &report);
    }
    let rule = "- same: [kept.md, dropped.md]\n  because: one theft, told twice\n";
    project.write("reports/duplicates.yaml", rule);
}
