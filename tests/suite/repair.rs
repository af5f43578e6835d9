//! Broken front matters: what each is read as, with which warnings, or why it is rejected; and what
//! must hold for any bytes at all.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use lossbook::domain::taxonomy::Entry;
use lossbook::domain::{Dimension, Finding, Taxonomy};
use lossbook::loader::parse::split::Head;
use lossbook::loader::parse::split::SourceText;
use lossbook::loader::parse::{self, split};
use lossbook::loader::repair::{self, Repaired};
use lossbook::loader::{Noted, Reading, read_head};
use proptest::prelude::*;

fn taxonomy() -> Taxonomy {
    let known = |name: &str| Entry { name: name.into(), ..Entry::default() };
    Taxonomy::new([
        ["Scam", "Phishing", "Race Condition"].map(known).to_vec(),
        vec![known("Exchange")],
    ])
    .unwrap()
}

fn head(bytes: &[u8]) -> Head {
    Head { bytes: bytes[..bytes.len().min(17 * 1024)].to_vec(), goes_on: bytes.len() > 17 * 1024 }
}

fn read(report: &str, bytes: &[u8]) -> Reading {
    read_head(report, &head(bytes), &taxonomy(), &mut Noted::new())
}

/// The codes with their lines, then what was read: date, title, loss, labels of each dimension.
fn outcome(report: &str, bytes: &[u8]) -> String {
    let reading = read(report, bytes);
    let code = |it: &Finding| {
        let line = it.place.map_or_else(String::new, |place| format!(":{}", place.line));
        format!("{}{line}", it.code.name())
    };
    let mut told: Vec<String> = reading.findings.iter().map(code).collect();
    if let Some(draft) = reading.draft {
        let loss = draft.loss.known().map_or_else(|| "unknown".into(), |loss| loss.to_string());
        let labels: Vec<String> =
            Dimension::ALL.iter().map(|it| draft.labels[*it as usize].join("+")).collect();
        told.push(format!("{} | {} | {loss} | {}", draft.date, draft.title, labels.join(" | ")));
    }
    told.join(" ")
}

/// A report that is sound but for the lines that are put in the place of `attack-types` and `title`.
fn report(attack_types: &str, title: &str) -> String {
    format!(
        "---\ndate: 2023-11-20\ntarget-entities: Acme\nentity-types: Exchange\n{attack_types}\n{title}\nloss: 5\n---\n\n## Summary\n\nText.\n"
    )
}

#[test]
fn lines_are_repaired() {
    let scam = "attack-types: Scam";
    let title = "title: T";
    #[rustfmt::skip]
    let table = [
        // what the row is about             attack types                                title                        codes, and what else was read
        ("nothing to fix",                  scam,                                       title,                       "| T | Scam"),
        ("tabs before dashes",               "attack-types:\n\t- Scam\n\t- Phishing",    title,                       "tab-in-yaml:6 tab-in-yaml:7 | T | Scam+Phishing"),
        ("a tab in one item only",           "attack-types:\n    - Scam\n\t- Phishing",  title,                       "tab-in-yaml:7 | T | Scam+Phishing"),
        ("no-break spaces before dashes",    "attack-types:\n\u{a0} - Scam\n\u{a0} - Phishing", title,                "no-break-space:6 no-break-space:7 | T | Scam+Phishing"),
        ("a no-break space behind a key",    "attack-types:\u{a0}Scam",                  title,                       "no-break-space:5 | T | Scam"),
        ("dashes without a blank",           "attack-types:\n-Scam\n-Phishing",          title,                       "dash-without-blank:6 dash-without-blank:7 | T | Scam+Phishing"),
        ("the same, indented",               "attack-types:\n  -Scam\n  -Phishing",      title,                       "dash-without-blank:6 | T | Scam+Phishing"),
        ("items out of line",                "attack-types:\n  - Scam\n - Phishing",     title,                       "indented-key:7 | T | Scam+Phishing"),
        ("several quoted labels",            "attack-types: \"Scam\", \"Phishing\"",     title,                       "quoted-list:5 | T | Scam+Phishing"),
        ("no blank behind a key",            "attack-types:Scam",                        title,                       "key-without-blank:5 | T | Scam"),
        ("a colon in the title",             scam,                                       "title: Acme: hacked",       "unquoted-text:6 | Acme: hacked | Scam"),
        ("a # in the title",                 scam,                                       "title: Acme #1",            "unquoted-text:6 | Acme #1 | Scam"),
        ("backticks around the title",       scam,                                       "title: `Acme hacked`",      "unquoted-text:6 | Acme hacked | Scam"),
        ("a quote that never closes",        scam,                                       "title: \"Acme hacked",      "unclosed-quote:6 | Acme hacked | Scam"),
        ("quotes inside of quotes",          scam,                                       "title: \"The \"Acme\" hack\"", "unquoted-text:6 | The \"Acme\" hack | Scam"),
        ("typographic quotes and a colon",   scam,                                       "title: “Acme: hacked”",     "typographic-quotes:6 | Acme: hacked | Scam"),
        ("a stray closing quote",            scam,                                       "title: “Acme hacked”\n”",   "stray-line:7 quoted-title:6 | Acme hacked | Scam"),
        ("a comment is no text",             "attack-types: Scam # c",                   "title: Acme: hacked",       "unquoted-text:6 comment-left-out:5 | Acme: hacked | Scam"),
        ("two faults at once",               "attack-types:\n\t- Scam",                  "title: Acme: hacked",       "tab-in-yaml:6 unquoted-text:7 | Acme: hacked | Scam"),
    ];
    // YAML reads a single key that is indented as more of the text above it: no repair says more.
    let found = outcome("2023-11-20-acme.md", report(" attack-types: Scam", title).as_bytes());
    assert_eq!(found, "bad-yaml:5");
    for (about, attack_types, title, expected) in table {
        let found = outcome("2023-11-20-acme.md", report(attack_types, title).as_bytes());
        let (codes, rest) = expected.split_once("| ").unwrap();
        let (title, attacks) = rest.split_once(" | ").unwrap();
        let expected =
            format!("{codes}2023-11-20 | {title} | 5.00 | {attacks} | Exchange |  | Acme");
        assert_eq!(found, expected, "{about}");
    }
}

#[test]
fn fences_and_encodings_are_repaired() {
    let inside = "date: 2023-11-20\ntitle: T\nattack-types: Scam\nentity-types: Exchange\ntarget-entities: Acme\nloss: 5\n";
    let read = "2023-11-20 | T | 5.00 | Scam | Exchange |  | Acme";
    #[rustfmt::skip]
    let table: [(&str, Vec<u8>, String); 14] = [
        ("blank lines first",         format!("\n\n---\n{inside}---\n").into(),                        format!("blank-first-lines:1 {read}")),
        ("no first fence",            format!("{inside}---\n\nText.\n").into(),                        format!("no-opening-fence:1 {read}")),
        ("no second fence",           format!("---\n{inside}\n## Summary\n\nText.\n").into(),          format!("no-closing-fence:7 {read}")),
        ("no second fence, heading",  format!("---\n{inside}## Summary\n\nText.\n").into(),            format!("no-closing-fence:7 {read}")),
        ("and a rule in the body",    format!("---\n{inside}\n## Summary\n\nText.\n\n---\n\nMore.\n").into(), format!("no-closing-fence:7 {read}")),
        ("no fence at all",           format!("{inside}\n## Summary\n\nText.\n").into(),               format!("no-opening-fence:1 no-closing-fence:6 {read}")),
        ("a mark and a blank line",   format!("\u{feff}\n---\n{inside}---\n").into(),                  format!("byte-order-mark:1 blank-first-lines:1 {read}")),
        ("Windows-1252",              [b"---\n", inside.replace(": T", ": Caf#s").replace('#', "\u{fffd}").replace('\u{fffd}', "?").replace('?', "\u{1}").as_bytes(), b"---\n"].concat().iter().map(|byte| if *byte == 1 { 0xe9 } else { *byte }).collect(), format!("windows-1252:3 {}", read.replace("| T |", "| Cafés |"))),
        ("Windows line ends",         format!("---\n{inside}---\n").replace('\n', "\r\n").into(),      read.to_owned()),
        ("Windows and a tab",         format!("---\n{}---\n", inside.replace(": Scam", ":\n\t- Scam")).replace('\n', "\r\n").into(), format!("tab-in-yaml:5 {read}")),
        ("a page of prose",           b"# Title: Acme\n\n**Date: 2023-11-20**\n\nText.\n".to_vec(),    "no-front-matter:1".into()),
        ("a page of HTML",            b"\n\n<!DOCTYPE html>\n<html lang=\"en\">\n".to_vec(),           "no-front-matter:1".into()),
        ("prose with a colon",        b"Note: this is prose.\n\nMore.\n\n---\n".to_vec(),              "no-front-matter:1".into()),
        ("bytes of no encoding",      b"---\ntitle: a\x81\xff\x8d\n---\n".to_vec(),                    "not-utf8:2".into()),
    ];
    for (about, bytes, expected) in table {
        assert_eq!(outcome("2023-11-20-acme.md", &bytes), expected, "{about}");
    }
}

/// What must hold for any file; the worst time that one took is given back.
fn hold(report: &str, bytes: &[u8]) -> Duration {
    let began = Instant::now();
    let reading = read(report, bytes);
    let took = began.elapsed();
    let lines = bytes.split(|byte| *byte == b'\n').count();
    let rejected =
        reading.findings.iter().any(|it| it.severity() == lossbook::domain::Severity::Error);
    assert_eq!(
        reading.draft.is_none(),
        rejected,
        "a rejected report has an error, and no other has"
    );
    for finding in &reading.findings {
        if let Some(place) = finding.place {
            assert!(
                (1..=lines).contains(&place.line) && place.column >= 1,
                "{finding:?} lies outside of the file"
            );
        }
        if let Some(excerpt) = &finding.excerpt {
            assert!(
                excerpt.start <= excerpt.end
                    && excerpt.line.get(excerpt.start..excerpt.end).is_some(),
                "{finding:?}"
            );
        }
    }
    // A repaired text needs no further repair.
    let head = head(bytes);
    let last = |repaired: &Repaired| {
        parse::front_matter(repaired.source(report)).map(|_| repaired.text.clone())
    };
    if let Ok((_, text)) = repair::repair(report, &head, last) {
        let source = SourceText { report, text: &text, shown: &text, first_line: 2 };
        if parse::front_matter(source).is_ok() && text.len() < 16 * 1024 {
            let fenced = format!("---\n{text}---\n");
            let again = split::split(report, &self::head(fenced.as_bytes()))
                .map(|(source, _)| parse::front_matter(source).is_ok());
            assert_eq!(again.ok(), Some(true), "repaired, but not readable: {text:?}");
        }
    }
    took
}

const PIECES: [&str; 40] = [
    "---\n",
    "date: 2023-11-20\n",
    "title: ",
    "title:",
    "loss: 5\n",
    "attack-types:\n",
    "attack-types: ",
    "  - Scam\n",
    "- ",
    "-Scam\n",
    "\t- Phishing\n",
    "\u{a0} - x\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    ":",
    "\"",
    "'",
    "“",
    "”",
    "`",
    "#",
    " # ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "|\n",
    ">",
    "!",
    "## Summary\n",
    "Prose, and more.\n",
    "Date: 11/12/2023\n",
    "entity_types: A, B\n",
    "\u{feff}",
    "\u{202e}",
    "? ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn any_pieces_hold(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        hold("2023-11-20-acme.md", pieces.concat().as_bytes());
    }

    #[test]
    fn any_bytes_hold(bytes in prop::collection::vec(any::<u8>(), 0..200), fenced in any::<bool>()) {
        let bytes = if fenced { [b"---\n", &bytes[..], b"\n---\n"].concat() } else { bytes };
        hold("acme.md", &bytes);
    }
}

#[test]
fn hostile_files_are_read_in_no_time() {
    let inside = |text: String| format!("---\ndate: 2023-11-20\n{text}\n---\n").into_bytes();
    let bomb: String = (0..40)
        .map(|level| {
            format!(
                "a{level}: &a{level} [{}]\n",
                format!("*a{},", level - i32::from(level > 0)).repeat(9)
            )
        })
        .collect();
    let table = [
        ("aliases", inside(bomb)),
        ("brackets", inside("x: ".to_owned() + &"[".repeat(100_000))),
        ("brackets in an open quote", inside("x: b\n  \"c\nd: ".to_owned() + &"[".repeat(15_000))),
        ("braces", inside("{a: ".repeat(4_000))),
        ("dashes", inside("- ".repeat(8_000))),
        ("questions", inside("? ".repeat(8_000))),
        ("quotes", inside("\"".repeat(16_000))),
        ("commas", inside("attack-types: ".to_owned() + &"a,".repeat(8_000))),
        ("keys", inside((0..2_000).map(|key| format!("k{key}:\n")).collect())),
        ("one key", inside("title:\n".repeat(2_300))),
        ("indented", inside((0..170).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect())),
        ("a gigabyte", [b"---\n".to_vec(), vec![b'a'; 1 << 20]].concat()),
        ("NUL", inside("title: a\0b".into())),
        ("escapes", inside("title: \"\u{1b}[2J\u{202e}\"\nattack-types: \u{1b}]0;x\u{7}".into())),
    ];
    for (about, bytes) in table {
        let took = hold("2023-11-20-acme.md", &bytes);
        // A hang is what this is about; a tenth of a second is the aim, a busy machine may take more.
        assert!(took < Duration::from_secs(1), "{about} took {took:?}");
    }
}

/// Random edits of real and made-up reports. Two seconds, or as long as `LOSSBOOK_FUZZ_SECONDS` says.
#[test]
fn edited_reports_hold() {
    let mut seeds = vec![
        report("attack-types:\n  - Scam", "title: \"T\"").into_bytes(),
        report("attack-types: Scam, Phishing", "title: “T: u”").into_bytes(),
    ];
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/drafts");
    match fs::read_dir(&drafts) {
        Ok(entries) => seeds.extend(entries.map(|it| fs::read(it.unwrap().path()).unwrap())),
        Err(_) => eprintln!("skipped: the real drafts are not here; made-up reports only"),
    }
    seeds.sort();
    let seconds =
        std::env::var("LOSSBOOK_FUZZ_SECONDS").ok().and_then(|it| it.parse().ok()).unwrap_or(2);
    let (began, mut state, mut runs, mut worst) =
        (Instant::now(), 0x2545_f491_4f6c_dd1d_u64, 0_u64, Duration::ZERO);
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    while began.elapsed() < Duration::from_secs(seconds) {
        let mut bytes = seeds[random(seeds.len())].clone();
        bytes.truncate(1500);
        for _ in 0..=random(6) {
            let at = random(bytes.len().min(600) + 1).min(bytes.len());
            match random(5) {
                0 => drop(bytes.splice(at..(at + random(6)).min(bytes.len()), [])),
                1 => drop(bytes.splice(at..at, PIECES[random(PIECES.len())].bytes())),
                2 => drop(bytes.splice(at..at, [u8::try_from(random(256)).unwrap()])),
                3 => {
                    let other = &seeds[random(seeds.len())];
                    let from = random(other.len().min(600));
                    let piece = other[from..(from + random(60)).min(other.len())].to_vec();
                    drop(bytes.splice(at..at, piece));
                }
                _ => bytes.truncate(at.max(20)),
            }
        }
        worst = worst.max(hold("2023-11-20-acme.md", &bytes));
        runs += 1;
    }
    println!("{runs} edited reports, the slowest in {worst:?}");
    assert!(worst < Duration::from_secs(1), "{worst:?}");
}
