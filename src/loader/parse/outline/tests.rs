use super::*;

/// Each entry as its key and lines, `!` before a field of ours; or why the text is unclear.
fn shown(text: &str) -> String {
    match Outline::of(text) {
        Err(Unclear { line, why }) => format!("{line}: {why:?}"),
        Ok(outline) => {
            let entry = |it: &Entry<'_>| {
                let ours = if it.key.field.is_some() { "!" } else { "" };
                format!("{ours}{}@{:?}", it.key.text, it.lines)
            };
            outline.entries.iter().map(entry).collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn keys_and_what_stands_below_them() {
    #[rustfmt::skip]
    let table = [
        ("flat",                    "date: x\nloss: 5\n",                       "!date@0..1 !loss@1..2"),
        ("lists",                   "tags:\n- a\n-b\nx:\n  - c\n",              "!tags@0..3 x@3..5"),
        ("comments and blanks",     "# a\ndate: x\n  # b\n\n#c\nloss: 5\n\n",   "!date@1..2 !loss@5..6"),
        ("a comment in a list",     "x:\n  - a\n# c\n  - b\n",                  "x@0..4"),
        ("fields of others",        "x:\n  loss: 7\nog:\n  - date: x\n    loss: 5\n", "x@0..2 og@2..5"),
        ("block texts",             "x: |\n  loss: 7\n\n  # a\n  ---\nloss: 5\n", "x@0..5 !loss@5..6"),
        ("with their blank ends",   "x: |+\n  a\n\n\nloss: 5\n",                "x@0..4 !loss@4..5"),
        ("deeper block texts",      "x:\n  y: >-\n    \"a\n  z: [\n   b]\nloss: 5\n", "x@0..5 !loss@5..6"),
        ("a text that goes on",     "x: a\n  loss: 7\nloss: 5\n",               "x@0..2 !loss@2..3"),
        ("quotes over lines",       "x: \"a\n  # b\n\nc\"\nloss: 5\n",          "x@0..4 !loss@4..5"),
        ("brackets over lines",     "x: {\n\"a\": 1, # c\n'b': 2\n}\nloss: 5\n", "x@0..4 !loss@4..5"),
        ("keys of any form",        "\"a: b\": 1\n'it''s': 2\n作者: x\na.b:c : 3\n? q\n: r\n-s: 4\n<<: 5\n", "a: b@0..1 @1..2 作者@2..3 a.b:c@3..4 @4..6 -s@6..7 <<@7..8"),
        ("ours in quotes",          "\"date\": x\n'Loss' : 5\n",                "!date@0..1 !Loss@1..2"),
        ("without a space",         "loss:5\ntitle::x\na:b: c\n",               "!loss@0..1 !title:@1..2 a:b@2..3"),
        ("a stray quote",           "title: “a”\n”\nloss: 5\n",                 "!title@0..2 !loss@2..3"),
        ("an open quote of ours",   "title: \"a\nq: \"b: c\"\n",                "!title@0..1 q@1..2"),
        ("an open bracket of ours", "title: [a\nq: [b]\n",                      "!title@0..1 q@1..2"),
        ("all indented",            "  date: x\n  tags:\n  - a\n  loss: 5\n",   "!date@0..1 !tags@1..3 !loss@3..4"),
        ("by tabs",                 "\tdate: x\n\ttags:\n\t- a\n",              "!date@0..1 !tags@1..3"),
        ("not all alike",           "  date: x\nloss: 5\n",                     "1: OutOfMargin"),
        ("prose",                   "date: x\nSome words\n",                    "1: NoKey"),
        ("an item of nothing",      "- a\n",                                    "0: NoKey"),
        ("dashes",                  "tags: a\n--\n",                            "1: NoKey"),
        ("no key but ours",         "a:b\n",                                    "0: NoKey"),
        ("a foreign quote",         "x: \"a\nloss: 5\n",                        "0: NeverCloses"),
        ("that closes wrongly",     "x: \"a\nloss: 5\ny: \"z\"\n",              "0: NeverCloses"),
        ("that takes a field in",   "x: \"a\nloss: 5\n\"\n",                    "0: Swallows(1)"),
        ("ours takes a key in",     "title: \"a\nx: 5\"\n",                     "0: Swallows(1)"),
        ("all in braces",           "{date: x,\nloss: 5}\n",                   "@0..2"),
        ("a return alone",          "a: b\rc: d\n",                             "0: LineEnd"),
    ];
    for (about, text, expected) in table {
        assert_eq!(shown(text), expected, "{about}");
    }
}

#[test]
fn lines_are_told_apart() {
    let text = "# a\nx: |\n  b\n\ny: c\n  d\nz: \"e\n\n  f\"\n\nv: [\n g]\n";
    let outline = Outline::of(text).unwrap();
    let kinds: String = outline
        .lines
        .iter()
        .map(|it| match it.kind {
            Kind::Blank => '_',
            Kind::Comment => '#',
            Kind::Structure => 's',
            Kind::Continued => 'c',
            Kind::Quoted => 'q',
            Kind::Brackets => '[',
            Kind::Block => 'b',
        })
        .collect();
    assert_eq!(kinds, "#sbbscsqq_s[");
}
