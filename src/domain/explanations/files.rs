//! Files that cannot be read as reports, and front matter that cannot be read as YAML.

use super::{Explanation, described, fields, whole};

pub(crate) const UNREADABLE: Explanation = Explanation {
    title: "File that cannot be read",
    why: "A report that is not read is missing from every sum.",
    example: described("a report without read permission, or a folder that cannot be listed"),
    fixed: described("the same file with read permission"),
    remedy: "Check that the file or folder exists and that you have permission to read it; `ls -l` shows the permissions.",
};

pub(crate) const NOT_A_FILE: Explanation = Explanation {
    title: "Not a file",
    why: "Something that is named like a report was probably meant to be one, so it is not silently skipped.",
    example: described("a folder or a named pipe called `acme.md`"),
    fixed: described("the folder renamed to `acme`, or a file instead of it"),
    remedy: "Rename it, or move it out of the folder of reports.",
};

pub(crate) const BINARY: Explanation = Explanation {
    title: "Binary file",
    why: "A picture or an archive that is named `*.md` is not a report.",
    example: described("a picture that is named `acme.md`"),
    fixed: described("the picture named `acme.png`, or moved out of the folder of reports"),
    remedy: "Move it out of the folder of reports, or give it the right extension.",
};

pub(crate) const NOT_UTF8: Explanation = Explanation {
    title: "Text that is not UTF-8",
    why: "In the wrong encoding, names and labels would be garbled, and one label would become two.",
    example: described("a front matter that contains the single byte 0x81"),
    fixed: described("the same text saved as UTF-8"),
    remedy: "Open the file in an editor and save it as UTF-8.",
};

pub(crate) const NO_FRONT_MATTER: Explanation = Explanation {
    title: "No front matter",
    why: "Everything in the tables comes from the front matter; without it there is neither a day nor a loss.",
    example: whole("# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n"),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n",
    ),
    remedy: "Begin the report with a line `---`, the `key: value` lines, and a second line `---`. `lossbook new` writes such a report. If the file is not a report, move it out of the folder, or name it `README.md` or `_index.md`.",
};

pub(crate) const UNCLOSED_FRONT_MATTER: Explanation = Explanation {
    title: "Front matter without an end",
    why: "Without the closing line of dashes, the fields cannot be told from the text.",
    example: whole("---\n# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n"),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n",
    ),
    remedy: "Add a line `---` after the last `key: value` line.",
};

pub(crate) const FRONT_MATTER_TOO_LARGE: Explanation = Explanation {
    title: "Front matter that is too long",
    why: "Only the head of each file is read. A front matter of more than 16 KiB is nearly always one without its closing line of dashes.",
    example: described("a report with 20 KiB of text between the two lines of dashes"),
    fixed: described("the same report with the long text after the second line of dashes"),
    remedy: "Add a line `---` after the last `key: value` line, and put long text in the body.",
};

pub(crate) const TOO_DEEP: Explanation = Explanation {
    title: "Nesting that is too deep",
    why: "A report needs nothing deeper than lists of texts. Deep nesting can make YAML parsers hang, so it is rejected before parsing.",
    example: fields(&[("tags", "tags: [[[[[[[[[Lazarus]]]]]]]]]")]),
    fixed: fields(&[("tags", "tags: [Lazarus]")]),
    remedy: "Write the value as one text, or as a list with one `- text` per line.",
};

pub(crate) const YAML_ALIAS: Explanation = Explanation {
    title: "YAML anchor, alias or tag",
    why: "A few lines with aliases can expand without limit when they are read, and reports do not need them.",
    example: fields(&[("entity-types", "entity-types: &kind Exchange")]),
    fixed: fields(&[("entity-types", "entity-types: Exchange")]),
    remedy: "Write the value out. Put a text that begins with `&`, `*` or `!` in double quotes: `\"*Acme\"`.",
};

pub(crate) const BAD_YAML: Explanation = Explanation {
    title: "Invalid YAML",
    why: "What cannot be read with certainty is not guessed, because a wrong guess would give a wrong number.",
    example: fields(&[("tags", "tags: [Lazarus, Bridge")]),
    fixed: fields(&[("tags", "tags: [Lazarus, Bridge]")]),
    remedy: "Look at the place that the finding points to. Most often, a bracket or quote is not closed, or a text that contains `: `, ` #`, quotes or brackets needs double quotes around it.",
};

pub(crate) const NOT_A_MAPPING: Explanation = Explanation {
    title: "Front matter without keys",
    why: "A value means nothing without the key that says what it is.",
    example: whole("---\n- Acme\n- 26000000\n---\n"),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    remedy: "Write one `key: value` per line, starting at the left margin.",
};

pub(crate) const BYTE_ORDER_MARK: Explanation = Explanation {
    title: "Byte order mark",
    why: "The report can be read, but other tools treat the mark as text and do not find the front matter.",
    example: whole(
        "\u{feff}---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    fixed: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    remedy: "Save the file as UTF-8 without a byte order mark; in editors, choose “UTF-8”, not “UTF-8 with BOM”.",
};

pub(crate) const LINK_NOT_FOLLOWED: Explanation = Explanation {
    title: "Symbolic link",
    why: "The target of a link may be anywhere, or may already be counted.",
    example: described(
        "a symbolic link `acme.md`, or a link to a folder, in the folder of reports",
    ),
    fixed: described("the file itself instead of the link"),
    remedy: "Pass the target as an input of its own if its reports should count.",
};
