//! Errors of form that have only one sensible reading.

use super::{Explanation, USUAL_REPORT, described, fields, whole};

pub(crate) const WINDOWS_1252: Explanation = Explanation {
    title: "Windows-1252 instead of UTF-8",
    why: "Common letters are read correctly, but the encoding is a guess, and other tools show `�` instead.",
    example: described("a title with the single byte 0xE9 for `é`, as old Windows editors save it"),
    fixed: described("the same text saved as UTF-8"),
    remedy: "Open the file in an editor, check the accents and quotes, and save it as UTF-8.",
};

pub(crate) const BLANK_FIRST_LINES: Explanation = Explanation {
    title: "Blank lines before the front matter",
    why: "Most tools only find a front matter that begins on the first line.",
    example: whole(
        "\n\n---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    remedy: "Delete the blank lines at the top of the file.",
};

pub(crate) const NO_OPENING_FENCE: Explanation = Explanation {
    title: "Missing opening line of dashes",
    why: "The intent is clear, but other tools treat the fields as text.",
    example: whole(
        "date: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n## Summary\n",
    ),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n## Summary\n",
    ),
    remedy: "Add a line `---` at the top of the file.",
};

pub(crate) const NO_CLOSING_FENCE: Explanation = Explanation {
    title: "Missing closing line of dashes",
    why: "The end of the front matter had to be inferred; a field after a blank line would be missed.",
    example: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n\n## Summary\n",
    ),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n## Summary\n",
    ),
    remedy: "Add a line `---` after the last `key: value` line.",
};

pub(crate) const TAB_IN_YAML: Explanation = Explanation {
    title: "Tab instead of spaces",
    why: "YAML does not allow tabs there, and other tools reject the file.",
    example: fields(&[("attack-types", "attack-types:\n\t- Private Key Leak")]),
    fixed: USUAL_REPORT,
    remedy: "Replace the tab with spaces.",
};

pub(crate) const NO_BREAK_SPACE: Explanation = Explanation {
    title: "No-break space instead of a space",
    why: "It looks like a space, but to YAML it is an ordinary character. It often comes from text copied from a web page.",
    example: fields(&[("loss", "loss:\u{a0}26000000")]),
    fixed: USUAL_REPORT,
    remedy: "Replace it with a plain space.",
};

pub(crate) const DASH_WITHOUT_BLANK: Explanation = Explanation {
    title: "List item without a space",
    why: "To YAML, `-item` is a text that begins with a dash, not a list item.",
    example: fields(&[("attack-types", "attack-types:\n  -Private Key Leak\n  -Phishing")]),
    fixed: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Put a space after the dash: `- item`.",
};

pub(crate) const TYPOGRAPHIC_QUOTES: Explanation = Explanation {
    title: "Typographic quotes",
    why: "To YAML they are ordinary characters, so they do not protect the text between them.",
    example: fields(&[("title", "title: “Acme: keys lost”")]),
    fixed: fields(&[("title", "title: \"Acme: keys lost\"")]),
    remedy: "Use plain double quotes (`\"`).",
};

pub(crate) const UNQUOTED_TEXT: Explanation = Explanation {
    title: "Text that needs quotes",
    why: "To YAML, `: ` begins a value and ` #` a comment: other tools reject the text or cut it off.",
    example: fields(&[("title", "title: Acme: keys lost")]),
    fixed: fields(&[("title", "title: \"Acme: keys lost\"")]),
    remedy: "Put the text in double quotes.",
};

pub(crate) const UNCLOSED_QUOTE: Explanation = Explanation {
    title: "Quote that is never closed",
    why: "To YAML, the text continues on the next lines and swallows the fields below.",
    example: fields(&[("title", "title: \"Acme loses its keys")]),
    fixed: USUAL_REPORT,
    remedy: "Add the quote at the end of the text.",
};

pub(crate) const QUOTED_LIST: Explanation = Explanation {
    title: "Quoted texts on one line",
    why: "YAML has no list of quoted texts without brackets or dashes; several labels were clearly meant.",
    example: fields(&[("attack-types", "attack-types: \"Private Key Leak\", \"Phishing\"")]),
    fixed: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Write one `- item` per line.",
};

pub(crate) const STRAY_LINE: Explanation = Explanation {
    title: "Line with only a quote",
    why: "It is left over from a text on two lines; other tools reject the file.",
    example: fields(&[("title", "title: Acme loses its keys\n\"")]),
    fixed: fields(&[("title", "title: Acme loses its keys")]),
    remedy: "Delete the line.",
};

pub(crate) const INDENTED_KEY: Explanation = Explanation {
    title: "Misaligned key or item",
    why: "In YAML, the indentation says what belongs to what; a misaligned item belongs to another list or to none. A single indented key is never moved: only its author knows what it belongs to.",
    example: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n - Phishing")]),
    fixed: fields(&[("attack-types", "attack-types:\n  - Private Key Leak\n  - Phishing")]),
    remedy: "Start each key at the left margin, and each item with two spaces and a dash.",
};

pub(crate) const KEY_WITHOUT_BLANK: Explanation = Explanation {
    title: "Key without a space",
    why: "To YAML, `loss:26000000` is a text, not a field, so the loss would be missing.",
    example: fields(&[("loss", "loss:26000000")]),
    fixed: USUAL_REPORT,
    remedy: "Put a space after the colon.",
};
