//! Made-up incident reports for benchmarks: always the same ones for the same number.
//!
//! `cargo run --release --example generate_reports -- 10000 FOLDER [--broken]`: with `--broken`, one
//! in ten needs a repair or is rejected.

#![allow(clippy::print_stderr, reason = "this is a program for the command line")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

const ATTACKS: [&str; 12] = [
    "Wallet Hack",
    "Rug Pull",
    "Flash Loan Attack",
    "Smart Contract Exploit",
    "Phishing",
    "Private Key Leak",
    "Scam",
    "51% attack",
    "Reentrancy Attack",
    "Malware",
    "Oracle Manipulation",
    "Denial of Service",
];
const ENTITIES: [&str; 8] =
    ["Exchange", "DeFi", "Bridge", "Wallet", "Token", "NFT", "Lending Platform", "DAO"];
const TAGS: [&str; 5] = ["APT38", "Insider", "Recovered", "Cross-chain", "Stablecoin"];

/// A generator of numbers (`SplitMix64`, Steele and others 2014): enough for made-up reports.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// One to three of some labels, each once.
    fn labels<'a>(&mut self, of: &[&'a str]) -> Vec<&'a str> {
        let (first, count) = (self.next(), 1 + self.below(3));
        let length = of.len() as u64;
        (0..count)
            .filter_map(|it| of.get(usize::try_from((first + it) % length).ok()?).copied())
            .collect()
    }
}

/// The path of a report below the folder, and its text.
fn report(number: u64, numbers: &mut Numbers, broken: bool) -> (String, String) {
    let (year, month, day) =
        (2012 + numbers.below(13), 1 + numbers.below(12), 1 + numbers.below(28));
    let date = format!("{year}-{month:02}-{day:02}");
    // Losses over seven powers of ten, each as likely.
    let loss = (1 + numbers.below(999)) * 10_u64.pow(u32::try_from(numbers.below(8)).unwrap_or(0));
    let loss = if numbers.below(25) == 0 { "unknown".to_owned() } else { loss.to_string() };
    let name = format!("Target {}", numbers.below(1 + number / 2));
    let fault = if broken && number % 10 == 7 { 1 + numbers.below(4) } else { 0 };
    let title =
        if fault == 1 { format!("{name}: hacked: again") } else { format!("{name} hacked") };
    let loss = if fault == 2 { "1,6M".to_owned() } else { loss };
    let dash = if fault == 3 { "\t-" } else { "  -" };
    let mut text = format!("---\ndate: {date}\ntitle: {title}\nloss: {loss}\n");
    let mut list = |key: &str, labels: Vec<&str>| {
        let _ = writeln!(text, "{key}:");
        for label in labels {
            let _ = writeln!(text, "{dash} {label}");
        }
    };
    list("target-entities", vec![&name]);
    list("entity-types", numbers.labels(&ENTITIES));
    list("attack-types", numbers.labels(&ATTACKS));
    list("tags", numbers.labels(&TAGS));
    if fault != 4 {
        text.push_str("---\n");
    }
    text.push_str("\n## Summary\n\n");
    for _ in 0..=numbers.below(6) {
        text.push_str("Somebody took something from somebody, and this is told in a few words. ");
    }
    text.push('\n');
    (format!("{year}/{date}-{number}.md"), text)
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (Some(count), Some(folder)) =
        (arguments.first().and_then(|it| it.parse::<u64>().ok()), arguments.get(1))
    else {
        eprintln!("usage: generate_reports NUMBER FOLDER [--broken]");
        process::exit(2);
    };
    let broken = arguments.iter().any(|it| it == "--broken");
    let mut numbers = Numbers(7);
    for number in 0..count {
        let (path, text) = report(number, &mut numbers, broken);
        let path = Path::new(folder).join(path);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        if let Err(error) = made.and_then(|()| fs::write(&path, text)) {
            eprintln!("{}: {error}", path.display());
            process::exit(1);
        }
    }
}
