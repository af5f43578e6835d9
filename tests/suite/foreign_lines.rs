//! Reports that hold lines of other programs beside ours, and a fault that needs a repair: each must
//! say exactly what its author wrote, or be refused; and so must it after `check --fix`. The truth is
//! what the YAML crate makes of the same report without the fault.

use lossbook::domain::{Dimension, Taxonomy};
use lossbook::loader::fix::{Outcome, fixed};
use lossbook::loader::folder::head_of;
use lossbook::loader::normalize::Draft;
use lossbook::loader::{Noted, read_head};
use proptest::prelude::*;
use serde_yaml::{Mapping, Value};

const REPORT: &str = "2023-11-20-acme.md";

/// Lines of other programs: sound YAML below a foreign key, comments, blanks.
#[rustfmt::skip]
const FOREIGN: [&str; 44] = [
    "# in US dollars", "#note", "  # note", "# loss: 77", "# date: 2001-01-01", "", "\n",
    "previous:\n  loss: 77", "older:\n  date: 2001-01-01", "seo:\n  tags: [zz]\n  title: Other",
    "events:\n  - date: 2001-01-01\n    loss: 77\n  - date: 2002-02-02\n    loss: 78", "events:\n- loss: 77\n  tags: [zz]",
    "deep:\n  a:\n    b:\n      loss: 77", "seo: {title: Other, loss: 77, tags: [zz]}", "seo: {\n  loss: 77,\n  tags: [zz] }",
    "notes: |\n  Some text\n  Loss: 77\n  date: 2001-01-01", "notes: |\n  # Heading\n  ---\n  text", "notes: |2\n   more\n  loss: 77",
    "notes: |\n  one\n\n  two", "notes: >-\n  **Update:** more\n  ![image](x.png) &nbsp;\n  *all*", "notes: |\n  - item\n  * bullet\n  \"quote",
    "notes: |\n  loss:\t77\n  ...\n  [", "about: \"first\n  loss: 77\n  date: 2001-01-01\"", "about: 'first\n  # no comment\n  tags: [zz]'",
    "about: first\n  second\n  third", "\"author\": me", "'date of death': 2001-01-01", "作者: me", "größe: 5", "og.title: Other", "a:b: 1",
    "a-key-of-another-program-that-is-longer-than-forty-letters: 1", "list: [a,\n  b]", "more:\n  - a\n  # c\n  - b", "q: \"a: b\"", "s: 'it''s'",
    "link: https://example.org/z#a", "x: 1 # note", "nothing:", "updated: 2022-02-02 10:00:00", "nix: ~", "🚀: to the moon", "draft: false", "t: -5",
];

/// What stands behind `title:` in the file, and the same in sound YAML.
#[rustfmt::skip]
const TITLES: [(&str, &str); 10] = [
    ("Acme hacked", "Acme hacked"), ("Acme: hacked", "\"Acme: hacked\""), ("\"Acme \"B\" hacked\"", "\"Acme \\\"B\\\" hacked\""),
    ("\"Acme hacked", "\"Acme hacked\""), ("Acme #1 hacked", "\"Acme #1 hacked\""), ("@acme hacked", "\"@acme hacked\""),
    ("*Acme* hacked", "\"*Acme* hacked\""), ("[Update] Acme", "\"[Update] Acme\""), ("“Acme: hacked”", "\"Acme: hacked\""), ("`Acme` hacked", "\"`Acme` hacked\""),
];

/// A field in the file, and the same in sound YAML.
#[rustfmt::skip]
const ATTACKS: [(&str, &str); 7] = [
    ("attack-types: Scam", "attack-types: Scam"), ("attack-types:\n  - Scam\n  - Phishing", "attack-types:\n  - Scam\n  - Phishing"),
    ("attack-types:\n\t- Scam\n\t- Phishing", "attack-types:\n  - Scam\n  - Phishing"), ("attack-types:\n-Scam\n-Phishing", "attack-types:\n- Scam\n- Phishing"),
    ("attack-types:Scam", "attack-types: Scam"), ("attack-types: \"Scam\", \"Phishing\"", "attack-types: [Scam, Phishing]"),
    ("attack-types:\n\u{a0} - Scam", "attack-types:\n  - Scam"),
];

/// What is done to the whole file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    BlankFirst,
    Mark,
    MarkAndBlank,
    NoFirstFence,
    DotsAtTheEnd,
    AllIndented,
    Windows1252,
}

const FAULTS: [Fault; 8] = [
    Fault::None,
    Fault::BlankFirst,
    Fault::Mark,
    Fault::MarkAndBlank,
    Fault::NoFirstFence,
    Fault::DotsAtTheEnd,
    Fault::AllIndented,
    Fault::Windows1252,
];

/// A report as its author wrote it, and the text of its front matter as it was meant.
#[derive(Clone, Debug)]
struct Written {
    bytes: Vec<u8>,
    sound: String,
    fault: Fault,
}

fn written() -> impl Strategy<Value = Written> {
    let foreign = prop::collection::vec((prop::sample::select(&FOREIGN[..]), 0_usize..7), 0..4);
    let (title, attacks) = (prop::sample::select(&TITLES[..]), prop::sample::select(&ATTACKS[..]));
    let fields = Just(vec![0, 1, 2, 3, 4, 5]).prop_shuffle();
    let fault = prop::sample::select(&FAULTS[..]);
    (foreign, title, attacks, fields, fault, any::<bool>()).prop_map(
        |(foreign, title, attacks, order, fault, is_windows)| {
            let titles = (format!("title: {}", title.0), format!("title: {}", title.1));
            let same = |it: &str| (it.to_owned(), it.to_owned());
            let fields = [
                same("date: 2023-11-20"),
                titles,
                same("loss: 5000000"),
                (attacks.0.to_owned(), attacks.1.to_owned()),
                same("entity-types:\n  - Exchange"),
                same("target-entities: Acme"),
            ];
            let mut parts: Vec<(String, String)> =
                order.into_iter().map(|it| fields[it].clone()).collect();
            let mut keys = Vec::new();
            for (text, at) in foreign {
                // A key stands once.
                let key = text.split(':').next().unwrap_or_default();
                if !keys.contains(&key) || text.starts_with(['#', ' ', '\n']) || text.is_empty() {
                    keys.push(key);
                    parts.insert(at.min(parts.len()), same(text));
                }
            }
            let join = |which: fn(&(String, String)) -> &str| {
                parts.iter().flat_map(|it| [which(it), "\n"]).collect::<String>()
            };
            let (broken, sound) = (join(|it| &it.0), join(|it| &it.1));
            Written { bytes: file(&broken, fault, is_windows), sound, fault }
        },
    )
}

fn file(broken: &str, fault: Fault, is_windows: bool) -> Vec<u8> {
    let (before, fence, end) = match fault {
        Fault::BlankFirst => ("\n", "---\n", "---\n"),
        Fault::Mark => ("\u{feff}", "---\n", "---\n"),
        Fault::MarkAndBlank => ("\u{feff}\n", "---\n", "---\n"),
        Fault::NoFirstFence => ("", "", "---\n"),
        Fault::DotsAtTheEnd => ("", "---\n", "...\n"),
        Fault::None | Fault::AllIndented | Fault::Windows1252 => ("", "---\n", "---\n"),
    };
    let indent = |line: &str| if line.is_empty() { "\n".into() } else { format!("\t{line}\n") };
    let inside = match fault {
        Fault::AllIndented => broken.lines().map(indent).collect(),
        _ => broken.to_owned(),
    };
    let mark = if fault == Fault::Windows1252 { "# caf\u{1}\n" } else { "" };
    let text =
        format!("{before}{fence}{mark}{inside}{end}\n## Summary\n\nloss: 99\n\n---\n\nText.\n");
    let text = if is_windows { text.replace('\n', "\r\n") } else { text };
    text.bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect()
}

fn read(bytes: &[u8]) -> Option<Draft> {
    read_head(REPORT, &head_of(bytes).unwrap(), &Taxonomy::default(), &mut Noted::new()).draft
}

/// What the YAML crate says of the fields.
fn fields(sound: &Mapping) -> (String, String, String, [Vec<String>; 4]) {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    let one = |key: &str| text(&sound[key]);
    let list = |key: &str| match sound.get(key) {
        Some(Value::Sequence(items)) => items.iter().map(text).collect(),
        Some(value) => vec![text(value)],
        None => Vec::new(),
    };
    (one("date"), one("title"), one("loss"), Dimension::ALL.map(|it| list(it.key())))
}

fn said(draft: &Draft) -> (String, String, String, [Vec<String>; 4]) {
    let loss =
        draft.loss.known().map_or_else(|| "unknown".into(), |it| (it.cents() / 100).to_string());
    (draft.date.to_string(), draft.title.clone(), loss, draft.labels.clone())
}

/// The mapping between the first two fences of a file that was fixed.
fn fenced(bytes: &[u8]) -> Option<Mapping> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let inside = text.strip_prefix("---\n")?;
    serde_yaml::from_str(&inside[..=inside.find("\n---\n")?]).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1200) })]
    #[test]
    fn a_report_says_what_its_author_wrote(written in written()) {
        let Written { bytes, sound, fault } = written;
        let truth: Mapping = serde_yaml::from_str(&sound).unwrap();
        let draft = read(&bytes);
        // Without a fence a comment is a heading; tabs before all lines may belong to a block text.
        let may_be_refused = fault == Fault::AllIndented || fault == Fault::NoFirstFence;
        prop_assert!(draft.is_some() || may_be_refused, "refused: {}", String::from_utf8_lossy(&bytes));
        let Some(draft) = draft else { return Ok(()) };
        prop_assert_eq!(said(&draft), fields(&truth), "{}", String::from_utf8_lossy(&bytes));
        if let Outcome::Fixed(after) = fixed(REPORT, &bytes, &Taxonomy::default()) {
            prop_assert_eq!(read(&after.bytes), Some(draft));
            let fixed = fenced(&after.bytes);
            prop_assert!(fixed.is_some(), "no YAML: {}", String::from_utf8_lossy(&after.bytes));
            let fixed = fixed.unwrap_or_default();
            prop_assert_eq!(fields(&fixed), fields(&truth));
            let ours = |key: &Value| ["date", "title", "loss", "attack-types", "entity-types", "target-entities"].iter().any(|it| key == it);
            let foreign = |it: &Mapping| -> Vec<(Value, Value)> {
                it.iter().filter(|(key, _)| !ours(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
            };
            prop_assert_eq!(foreign(&fixed), foreign(&truth));
            let body = |bytes: &[u8]| {
                let at = bytes.windows(10).position(|it| it == b"## Summary").unwrap();
                bytes[at..].to_vec()
            };
            prop_assert_eq!(body(&after.bytes), body(&bytes), "the body is as it was");
        }
    }
}
