use super::*;
use crate::domain::taxonomy::Entry as Known;

fn taxonomy() -> Taxonomy {
    let known = |name: &str| Known { name: name.into(), ..Known::default() };
    Taxonomy::new([vec![known("Wallet Hack"), known("Scam")], vec![known("Exchange")]]).unwrap()
}

fn fix(bytes: &[u8]) -> Option<Fixed> {
    fixed("2023-11-20-acme.md", bytes, &taxonomy())
}

#[test]
fn what_is_written_back() {
    #[rustfmt::skip]
    let table: [(&str, &[u8], &[u8]); 40] = [
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
        ("a tab",                       b"---\ndate:\t2023-11-20\ntitle:  A \n---\n",
                                        b"---\ndate: 2023-11-20\ntitle:  A \n---\n"),
        ("a no-break space",            "---\ndate: 2023-11-20\ntags:\n\u{a0}\u{a0}- x\n---\n".as_bytes(),
                                        b"---\ndate: 2023-11-20\ntags:\n  - x\n---\n"),
        ("a dash without a blank",      b"---\ndate: 2023-11-20\ntags:\n  -x\n  - y\n---\n",
                                        b"---\ndate: 2023-11-20\ntags:\n  - x\n  - y\n---\n"),
        ("an indented key",             b"---\ndate: 2023-11-20\n title: A\nloss: 1\n---\n",
                                        b"---\ndate: 2023-11-20\ntitle: A\nloss: 1\n---\n"),
        ("a key without a blank",       b"---\ndate: 2023-11-20\ntitle:A\n---\n",
                                        b"---\ndate: 2023-11-20\ntitle: A\n---\n"),
        ("a colon in a title",          b"---\ndate: 2023-11-20\ntitle: A: b\nloss: 1  # c\n---\n",
                                        b"---\ndate: 2023-11-20\ntitle: \"A: b\"\nloss: 1  # c\n---\n"),
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
        ("a date that is none",         b"---\ndate: soon\n---\n",
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
        ("a title in other quotes",     "---\ndate: 2023-11-20\ntitle: “A \"b\"” \n---\n".as_bytes(),
                                        b"---\ndate: 2023-11-20\ntitle: \"A \\\"b\\\"\" \n---\n"),
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
        ("a bare dash behind a key",    b"---\ndate: 2023-11-20\ntags: -a\n---\n",
                                        b"---\ndate: 2023-11-20\ntags:\n  - a\n---\n"),
        ("two layers",                  "\n---\nDate: 2023/11/20\ntitle: “A: b”\ntags:a, b\n---\n".as_bytes(),
                                        b"---\ndate: 2023-11-20\ntitle: \"A: b\"\ntags:\n  - a\n  - b\n---\n"),
        ("no newline in the end",       b"---\ndate: 2023/11/20\n---",
                                        b"---\ndate: 2023-11-20\n---"),
    ];
    for (about, before, after) in table {
        let Some(fixed) = fix(before) else { panic!("{about}: not fixed") };
        let (found, expected) =
            (String::from_utf8_lossy(&fixed.bytes), String::from_utf8_lossy(after));
        if about == "Windows-1252" {
            assert_eq!(fixed.bytes, [after, b"\xe9\r\n\0"].concat(), "{about}");
        } else {
            assert_eq!(found, expected, "{about}");
        }
        assert_eq!(fixed.left, 0, "{about}");
        assert_eq!(fix(&fixed.bytes), None, "{about}: a second time");
    }
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
        ("rejected",                b"---\nDate: 2023/11/20\nloss: 5 euros\n---\n"),
        ("no report",               b"# A\n"),
        ("binary",                  b"\0"),
        ("nothing",                 b""),
    ];
    for (about, bytes) in table {
        assert_eq!(fix(bytes), None, "{about}");
    }
}
