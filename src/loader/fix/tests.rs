use proptest::prelude::*;

use crate::domain::taxonomy::Entry as Known;

use super::*;

fn taxonomy() -> Taxonomy {
    let known = |name: &str| Known { name: name.into(), ..Known::default() };
    Taxonomy::new([vec![known("Wallet Hack"), known("Scam")], vec![known("Exchange")]]).unwrap()
}

fn fix(bytes: &[u8]) -> Option<Fixed> {
    fix_as("2023-11-20-acme.md", bytes)
}

fn fix_as(report: &str, bytes: &[u8]) -> Option<Fixed> {
    match fixed(report, bytes, &taxonomy()) {
        Outcome::Fixed(fixed) => Some(fixed),
        Outcome::Nothing | Outcome::LeftAlone(_) => None,
    }
}

/// What the row is about, the file before, and after: without the rest of its body in one row.
#[rustfmt::skip]
const WRITTEN_BACK: [(&str, &[u8], &[u8]); 40] = [
    // what the row is about        before and after
    ("a byte order mark",           b"\xef\xbb\xbf---\ndate: 2023-11-20\n---\nx",
                                    b"---\ndate: 2023-11-20\n---\nx"),
    ("blank first lines",           b"\n \n---\ndate: 2023-11-20\n---\nx",
                                    b"---\ndate: 2023-11-20\n---\nx"),
    ("no first fence",              b"date: 2023-11-20\ntitle: A\n---\nx",
                                    b"---\ndate: 2023-11-20\ntitle: A\n---\nx"),
    ("no second fence",             b"---\ndate: 2023-11-20\ntitle: A\n\n## x",
                                    b"---\ndate: 2023-11-20\ntitle: A\n---\n\n## x"),
    ("no second fence, no body",    b"---\r\ndate: 2023-11-20\r\ntitle: A",
                                    b"---\r\ndate: 2023-11-20\r\ntitle: A\r\n---\r\n"),
    ("no fence",                    b"date: 2023-11-20\r\ntitle: A\r\nloss: 1\r\n\r\nx",
                                    b"---\r\ndate: 2023-11-20\r\ntitle: A\r\nloss: 1\r\n---\r\n\r\nx"),
    ("Windows-1252",                b"---\ndate: 2023-11-20\ntitle: Caf\xe9 \x80\n---\nCaf\xe9\r\n\0",
                                    "---\ndate: 2023-11-20\ntitle: Café €\n---\nCaf".as_bytes()),
    ("a tab",                       b"---\ndate: 2023-11-20\ntitle:  A \ntags:\n\t- x\n---\n",
                                    b"---\ndate: 2023-11-20\ntitle:  A \ntags:\n  - x\n---\n"),
    ("a no-break space",            "---\ndate: 2023-11-20\ntags:\n\u{a0}\u{a0}- x\n---\n".as_bytes(),
                                    b"---\ndate: 2023-11-20\ntags:\n  - x\n---\n"),
    ("a dash without a space",      b"---\ndate: 2023-11-20\ntags:\n  -x\n  - y\n---\n",
                                    b"---\ndate: 2023-11-20\ntags:\n  - x\n  - y\n---\n"),
    ("all keys indented by tabs",   b"---\n\tdate: 2023-11-20\n\ttitle: A\n\tloss: 1\n---\n",
                                    b"---\ndate: 2023-11-20\ntitle: A\nloss: 1\n---\n"),
    ("a key without a space",       b"---\ndate: 2023-11-20\ntitle:A\n---\n",
                                    b"---\ndate: 2023-11-20\ntitle: A\n---\n"),
    ("a colon in a title",          b"---\ndate: 2023-11-20\ntitle: A: b\nloss:  1 \n---\n",
                                    b"---\ndate: 2023-11-20\ntitle: \"A: b\"\nloss:  1 \n---\n"),
    ("an open quote",               b"---\ndate: 2023-11-20\ntitle: \"A\n---\n",
                                    b"---\ndate: 2023-11-20\ntitle: \"A\"\n---\n"),
    ("a list in quotes",            b"---\ndate: 2023-11-20\ntags: \"a\", \"b\"\n---\n",
                                    b"---\ndate: 2023-11-20\ntags: [\"a\", \"b\"]\n---\n"),
    ("a stray quote",               b"---\ndate: 2023-11-20\ntitle: \"A\n\"\n\"\nloss: 1\n---\n",
                                    b"---\ndate: 2023-11-20\ntitle: \"A\"\nloss: 1\n---\n"),
    ("keys",                        b"---\nDate: 2023-11-20\nattack_types: Scam\nTarget-entity : A\n---\n",
                                    b"---\ndate: 2023-11-20\nattack-types: Scam\ntarget-entities : A\n---\n"),
    ("a key in quotes",             b"---\n\"Date\": 2023-11-20\n---\n",
                                    b"---\n\"date\": 2023-11-20\n---\n"),
    ("a date",                      b"---\ndate: 2023/11/20  # c\n---\n",
                                    b"---\ndate: 2023-11-20  # c\n---\n"),
    ("a date in quotes",            b"---\ndate: 'November 20, 2023'\n---\n",
                                    b"---\ndate: 2023-11-20\n---\n"),
    ("a time of day",               b"---\r\ndate: 2023-11-20 10:00:00\r\n---\r\n",
                                    b"---\r\ndate: 2023-11-20\r\n---\r\n"),
    ("a date as a list",            b"---\ndate:\n  - 2023/11/20\n---\n",
                                    b"---\ndate:\n  - 2023-11-20\n---\n"),
    ("a date that says nothing",    b"---\ndate: TBD\n---\n",
                                    b"---\ndate: 2023-11-20\n---\n"),
    ("an empty date",               b"---\ndate: # when?\ntags: [x]\n---\n",
                                    b"---\ndate: 2023-11-20 # when?\ntags: [x]\n---\n"),
    ("an empty date in quotes",     b"---\ndate: \"\"\n---\n",
                                    b"---\ndate: 2023-11-20\n---\n"),
    ("no date",                     b"---\r\ntitle: A\r\n---\r\n",
                                    b"---\r\ndate: 2023-11-20\r\ntitle: A\r\n---\r\n"),
    ("no date and nothing else",    b"---\n---\n",
                                    b"---\ndate: 2023-11-20\n---\n"),
    ("no date, all indented",       b"---\n  title: A\n  loss: 1\n---\n",
                                    b"---\n  date: 2023-11-20\n  title: A\n  loss: 1\n---\n"),
    ("a title in other quotes",     "---\ndate: 2023-11-20\ntitle: “A \\b” \n---\n".as_bytes(),
                                    b"---\ndate: 2023-11-20\ntitle: \"A \\\\b\" \n---\n"),
    ("quotes in quotes",            "---\ndate: 2023-11-20\ntitle: \"“‘A’”\"\n---\n".as_bytes(),
                                    b"---\ndate: 2023-11-20\ntitle: \"A\"\n---\n"),
    ("a title over two lines",      "---\ndate: 2023-11-20\ntitle: “A\n  b”\nloss: 1\n---\n".as_bytes(),
                                    b"---\ndate: 2023-11-20\ntitle: \"A b\"\nloss: 1\n---\n"),
    ("a title with a #",            b"---\ndate: 2023-11-20\ntitle: A #1 # 2\n---\n",
                                    b"---\ndate: 2023-11-20\ntitle: \"A #1 # 2\"\n---\n"),
    ("commas",                      b"---\r\ndate: 2023-11-20\r\ntags: a, b  # c\r\n---\r\n",
                                    b"---\r\ndate: 2023-11-20\r\ntags: # c\r\n  - a\r\n  - b\r\n---\r\n"),
    ("commas in an item",           b"---\ndate: 2023-11-20\ntags:\n - 'a, b' # c\n---\n",
                                    b"---\ndate: 2023-11-20\ntags:\n - a # c\n - b\n---\n"),
    ("commas in brackets",          b"---\ndate: 2023-11-20\ntags: [\"a, b\"]\n---\n",
                                    b"---\ndate: 2023-11-20\ntags:\n  - a\n  - b\n---\n"),
    ("labels that need quotes",     b"---\ndate: 2023-11-20\ntags: \"@a, b: c\"\n---\n",
                                    b"---\ndate: 2023-11-20\ntags:\n  - \"@a\"\n  - \"b: c\"\n---\n"),
    ("bare dashes",                 b"---\ndate: 2023-11-20\ntags:\n  -a\n  -b\nloss: 1\n---\n",
                                    b"---\ndate: 2023-11-20\ntags:\n  - a\n  - b\nloss: 1\n---\n"),
    ("a bare dash after a key",     b"---\ndate: 2023-11-20\ntags: -a\n---\n",
                                    b"---\ndate: 2023-11-20\ntags:\n  - a\n---\n"),
    ("two layers",                  "\n---\nDate: 2023/11/20\ntitle: “A: b”\ntags:a, b\n---\n".as_bytes(),
                                    b"---\ndate: 2023-11-20\ntitle: \"A: b\"\ntags:\n  - a\n  - b\n---\n"),
    ("no newline in the end",       b"---\ndate: 2023/11/20\n---",
                                    b"---\ndate: 2023-11-20\n---"),
];

#[test]
fn what_is_written_back() {
    let mut errors = String::new();
    for (about, before, after) in WRITTEN_BACK {
        let fixed = fix(before).unwrap_or(Fixed { bytes: before.to_vec(), repaired: 0, left: 9 });
        let body: &[u8] = if about == "Windows-1252" { b"\xe9\r\n\0" } else { b"" };
        if fixed.bytes != [after, body].concat() || fixed.left > 0 || fix(&fixed.bytes).is_some() {
            let (found, after) =
                (String::from_utf8_lossy(&fixed.bytes), String::from_utf8_lossy(after));
            errors.extend([format!("{about}:\n{found:?}\n{after:?}, left: {}\n", fixed.left)]);
        }
    }
    assert!(errors.is_empty(), "\n{errors}");
}

#[test]
fn what_only_a_person_can_mend_is_left() {
    #[rustfmt::skip]
    let table: [(&str, &[u8]); 9] = [
        ("nothing is wrong",        b"---\ndate: 2023-11-20\ntitle: A\n---\n"),
        ("another date",            b"---\ndate: 2023-11-21\n---\n"),
        ("a near miss",             b"---\ndate: 2023-11-20\ntitel: A\n---\n"),
        ("another loss",            b"---\ndate: 2023-11-20\ntitle: A lost $9M\nloss: 1\n---\n"),
        ("a label",                 b"---\ndate: 2023-11-20\nattack-types: Fishing\n---\n"),
        ("rejected",                b"---\nDate: 2023/11/20\nloss: 1,6M\n---\n"),
        ("no report",               b"# A\n"),
        ("binary",                  b"\0"),
        ("nothing",                 b""),
    ];
    for (about, bytes) in table {
        assert_eq!(fix(bytes), None, "{about}");
    }
}

#[rustfmt::skip]
const DATES: &[&str] = &[
        "date: 2023-11-20",
        "Date: 2023/11/20",
        "date: 2023-11-21T10:00",
        "date: soon",
        "date:",
        "",
        "date: 'Nov 20, 2023' # c",
        "date: [2023/11/20]",
        "date:2023-11-20",
        "date: \"\"",
    ];
#[rustfmt::skip]
const TITLES: &[&str] = &[
        "title: A",
        "title: A: b",
        "title: “A b”",
        "title: “A: b”",
        "title: \"A",
        "title: A #1 $5M",
        "title: \"A\n\"",
        "\ttitle: A",
        "titel: A",
        "title: 'it's'",
        "title: “A\n  b”",
        "title: “”",
        "title: ‘“A” #1’",
        "title: >\n  “A”\n  b",
        "Title : `A`",
        "title: [“A”]",
        "title: \"\\x07“\"",
        "title: caf\u{e9}",
        "title: {a",
        "title:\n  - “A”",
        "# c\ntitle: @a",
    ];
#[rustfmt::skip]
const LABELS: &[&str] = &[
        "attack-types: Scam",
        "attack_types: Scam, Wallet Hack",
        "categories:\n  -Scam\n  -x",
        "attack-types:\n\t- Scam",
        "attack-types: -Scam",
        "attack-types: [\"Scam, x\"] # c",
        "attack-types:\n- Scam, x # c\n",
        "attack-types: \"Scam\", \"x\"",
        "attack-types: ~",
        "attacks/posts/attack-types:\n  - Scam\n   - x",
        "attack-types:\n\n  Scam,\n  x\n# c",
        "attack-types: 'a, #b'",
        "attack-types:\n \u{a0}-Scam",
        "attack-types:\n  -\"Scam\"\n  -'x'",
    ];
#[rustfmt::skip]
const OTHERS: &[&str] = &[
        "",
        "loss: $5 million",
        "Loss: 9",
        "loss: 1,6M",
        "a:\n  b: c",
        "tags: x,y",
        "author: \"\"",
        " ",
    ];

/// Dirty front matters: lines that are wrong in some way, between fences that may be missing.
fn dirty() -> impl Strategy<Value = Vec<u8>> {
    let fixed = |lines: &[&'static str]| prop::sample::select(lines.to_vec());
    let lines = (fixed(DATES), fixed(TITLES), fixed(LABELS), fixed(OTHERS))
        .prop_map(|(a, b, c, d)| vec![a, b, c, d])
        .prop_shuffle();
    let first = fixed(&["---\n", "---\n", "---\n", "\n---\n", "", "\u{feff}---\n", "--- \n", "\n"]);
    let last = fixed(&["---\n", "---\n", "---\n", "---", "", "\n# x\n"]);
    let body =
        prop::sample::select(vec![&b""[..], b"\nx\r\ny\n", b"\n\xff\0---\n", b"\n---\n\na: b"]);
    (first, lines, last, body, any::<bool>(), any::<bool>()).prop_map(
        |(first, lines, last, body, windows, latin)| {
            let text: String = lines
                .iter()
                .filter(|line| !line.is_empty())
                .flat_map(|line| [line, "\n"])
                .collect();
            let text = format!("{first}{text}{last}");
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            let text = text.into_bytes();
            let text = if latin { replaced(&text, "é".as_bytes(), b"\xe9") } else { text };
            [&text, body].concat()
        },
    )
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    match bytes.windows(old.len()).position(|window| window == old) {
        Some(at) => [&bytes[..at], new, &bytes[at + old.len()..]].concat(),
        None => bytes.to_vec(),
    }
}

/// What must hold of every file, and why it does not.
fn check(report: &str, bytes: &[u8], taxonomy: &Taxonomy) -> Result<(), String> {
    let understood = |bytes: &[u8]| {
        let reading = read_head(report, &head(bytes).unwrap(), taxonomy, &mut HashSet::new());
        let codes = |repairable: bool| {
            let mut facts: Vec<String> = reading
                .findings
                .iter()
                .filter(|finding| finding.code.has_repair() == repairable)
                .map(|finding| format!("{}: {}", finding.code.name(), finding.fact))
                .collect();
            facts.sort_unstable();
            facts
        };
        (reading.draft.clone(), codes(false), codes(true))
    };
    let (draft, kept, repairable) = understood(bytes);
    let Some(fixed) = fix_as(report, bytes) else {
        let rightly = draft.is_none() || repairable.is_empty();
        return if rightly { Ok(()) } else { Err(format!("not fixed: {repairable:?}")) };
    };
    let after = understood(&fixed.bytes);
    if (&after.0, &after.1) != (&draft, &kept) {
        return Err(format!("read in another way: {:?}\n{after:?}", (draft, kept)));
    }
    if !after.2.is_empty() || fixed.left > 0 {
        return Err(format!("left: {:?}", after.2));
    }
    match fix_as(report, &fixed.bytes) {
        None => Ok(()),
        Some(_) => Err("fixed twice".to_owned()),
    }
}

/// The bytes after the second fence of a fixed file are in the file that it came from too.
fn keeps_the_body(before: &[u8], after: &[u8]) -> bool {
    let mut lines = after.split_inclusive(|byte| *byte == b'\n');
    let mut fences = 0;
    let head: usize = lines
        .by_ref()
        .take_while(|line| {
            fences += usize::from(line.trim_ascii_end() == b"---");
            fences < 2
        })
        .map(<[u8]>::len)
        .sum();
    let fence = after[head..].split_inclusive(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
    before.ends_with(&after[head + fence..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fixed_file_reads_as_before_and_has_nothing_left_to_fix(bytes in dirty()) {
        if let Err(why) = check("2023-11-20-acme.md", &bytes, &taxonomy()) {
            prop_assert!(false, "{}\n{:?}", why, String::from_utf8_lossy(&bytes));
        }
        if let Some(fixed) = fix(&bytes) {
            prop_assert!(keeps_the_body(&bytes, &fixed.bytes), "{:?}", fixed);
            let ends = |bytes: &[u8]| bytes.windows(2).any(|pair| pair[0] != b'\r' && pair[1] == b'\n');
            prop_assert!(ends(&bytes) || !ends(&fixed.bytes), "{:?}", fixed);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[-:\\t \r\n\"'“”#,a-e{}\\[\\]é\u{feff}]{0,120}") {
        let _ = fix(&bytes);
        let _ = fix(text.as_bytes());
        let _ = fix(format!("---\ndate: 2023-11-20\n{text}\n---\n").as_bytes());
        let _ = fix(&[b"---\ntitle: ", bytes.as_slice(), b"\ntags: a, b\n---\n"].concat());
    }
}
