//! Faults of form that have one sensible reading.

use super::{Explanation, USUAL_REPORT, fields, told, whole};

pub(crate) const WINDOWS_1252: Explanation = Explanation {
    title: "Windows-1252 in place of UTF-8",
    why: "The usual letters come out right, but the encoding is a guess, and other tools show `�` in its place.",
    faulty: told("a title with the single byte 0xE9 for `é`, as old Windows editors save it"),
    mended: told("the same text saved as UTF-8"),
    remedy: "Open the file in an editor, look at the accents and quotes, and save it as UTF-8.",
};

pub(crate) const BLANK_FIRST_LINES: Explanation = Explanation {
    title: "Blank lines before the front matter",
    why: "Most tools see a front matter only if it begins on the first line.",
    faulty: whole(
        "\n\n---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    remedy: "Delete the blank lines at the top of the file.",
};

pub(crate) const NO_OPENING_FENCE: Explanation = Explanation {
    title: "First line of dashes missing",
    why: "The intent is plain, but other tools take the fields for text.",
    faulty: whole(
        "date: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n## Summary\n",
    ),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n## Summary\n",
    ),
    remedy: "Add a line `---` at the top of the file.",
};

pub(crate) const NO_CLOSING_FENCE: Explanation = Explanation {
    title: "Second line of dashes missing",
    why: "Where the front matter ends had to be concluded; a field behind a blank line would be missed.",
    faulty: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n\n## Summary\n",
    ),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n## Summary\n",
    ),
    remedy: "Add a line `---` behind the last `key: value` line.",
};

pub(crate) const TAB_IN_YAML: Explanation = Explanation {
    title: "Tab in place of blanks",
    why: "YAML forbids tabs there, and other tools refuse the file.",
    faulty: fields(&[("attack-types", "attack-types:\n\t- Private Key Leak")]),
    mended: USUAL_REPORT,
    remedy: "Write blanks in place of the tab.",
};

pub(crate) const NO_BREAK_SPACE: Explanation = Explanation {
    title: "No-break space in place of a blank",
    why: "It looks like a blank and is none: YAML takes it for a letter. It comes with text copied from a web page.",
    faulty: fields(&[("loss", "loss:\u{a0}26000000")]),
    mended: USUAL_REPORT,
    remedy: "Delete it and type a blank.",
};

pub(crate) const DASH_WITHOUT_BLANK: Explanation = Explanation {
    title: "List item without a blank",
    why: "For YAML `-item` is a text that begins with a dash, not an item of a list.",
    faulty: fields(&[("attack-types", "attack-types:\n  -Private Key Leak\n  -Phishing")]),
    mended: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Write a blank behind the dash: `- item`.",
};

pub(crate) const TYPOGRAPHIC_QUOTES: Explanation = Explanation {
    title: "Typographic quotes",
    why: "YAML takes them for letters, so they do not guard what stands between them.",
    faulty: fields(&[("title", "title: “Acme: keys lost”")]),
    mended: fields(&[("title", "title: \"Acme: keys lost\"")]),
    remedy: "Use plain double quotes (`\"`).",
};

pub(crate) const UNQUOTED_TEXT: Explanation = Explanation {
    title: "Text that needs quotes",
    why: "For YAML `: ` begins a value and ` #` a comment: other tools refuse the text or cut it off.",
    faulty: fields(&[("title", "title: Acme: keys lost")]),
    mended: fields(&[("title", "title: \"Acme: keys lost\"")]),
    remedy: "Put the text between double quotes.",
};

pub(crate) const UNCLOSED_QUOTE: Explanation = Explanation {
    title: "Quote that never closes",
    why: "For YAML the text goes on over the next lines and swallows the fields below.",
    faulty: fields(&[("title", "title: \"Acme loses its keys")]),
    mended: USUAL_REPORT,
    remedy: "Add the quote at the end of the text.",
};

pub(crate) const QUOTED_LIST: Explanation = Explanation {
    title: "Quoted texts on one line",
    why: "YAML knows no list of quoted texts without brackets or dashes; several labels were plainly meant.",
    faulty: fields(&[("attack-types", "attack-types: \"Private Key Leak\", \"Phishing\"")]),
    mended: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Write one `- item` a line.",
};

pub(crate) const STRAY_LINE: Explanation = Explanation {
    title: "Line with a quote only",
    why: "It is what was left of a text over two lines; other tools refuse the file.",
    faulty: fields(&[("title", "title: Acme loses its keys\n\"")]),
    mended: fields(&[("title", "title: Acme loses its keys")]),
    remedy: "Delete the line.",
};

pub(crate) const INDENTED_KEY: Explanation = Explanation {
    title: "Key or item out of line",
    why: "In YAML the indentation says what belongs to what; out of line, an item belongs to another list or to none. A single key that is indented is never moved: what it belongs to is for its author to say.",
    faulty: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n - Phishing")]),
    mended: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Begin each key at the left margin, and each item with two blanks and a dash.",
};

pub(crate) const KEY_WITHOUT_BLANK: Explanation = Explanation {
    title: "Key without a blank",
    why: "For YAML `loss:26000000` is one text and no field, so the loss would be missing.",
    faulty: fields(&[("loss", "loss:26000000")]),
    mended: USUAL_REPORT,
    remedy: "Write a blank behind the colon.",
};
