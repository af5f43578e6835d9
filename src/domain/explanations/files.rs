//! Files that cannot be read as reports, and front matter that cannot be read as YAML.

use super::{Explanation, fields, told, whole};

pub(crate) const UNREADABLE: Explanation = Explanation {
    title: "File that cannot be read",
    why: "A report that is not read is missing from every sum, so the run tells it.",
    faulty: told("a report without read permission, or a folder that may not be listed"),
    mended: told("the same file with read permission"),
    remedy: "Check that the file or folder exists and that you may read it; `ls -l` shows the permissions.",
};

pub(crate) const NOT_A_FILE: Explanation = Explanation {
    title: "Not a file",
    why: "Something that is named like a report was probably meant as one, so it is told instead of passed over.",
    faulty: told("a folder or a named pipe called `acme.md`"),
    mended: told("the folder called `acme`, or a file in its place"),
    remedy: "Give it another name, or move it out of the folder of reports.",
};

pub(crate) const BINARY: Explanation = Explanation {
    title: "Binary file",
    why: "A picture or an archive that is named `*.md` is no report.",
    faulty: told("a picture that is named `acme.md`"),
    mended: told("the picture as `acme.png`, or outside of the folder of reports"),
    remedy: "Move it out of the folder of reports, or give it the ending that belongs to it.",
};

pub(crate) const NOT_UTF8: Explanation = Explanation {
    title: "Text that is not UTF-8",
    why: "Read in the wrong encoding, names and labels would come out garbled, and one label would become two.",
    faulty: told("a front matter that holds the single byte 0x81"),
    mended: told("the same text saved as UTF-8"),
    remedy: "Open the file in an editor and save it as UTF-8.",
};

pub(crate) const NO_FRONT_MATTER: Explanation = Explanation {
    title: "No front matter",
    why: "Everything that goes into the tables stands in the front matter; without one there is neither a day nor a loss.",
    faulty: whole("# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n"),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n\n# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n",
    ),
    remedy: "Begin the report with a line `---`, the `key: value` lines, and a second line `---`. `lossbook new` writes such a report. If the file is no report, move it out of the folder, or call it `README.md` or `_index.md`.",
};

pub(crate) const UNCLOSED_FRONT_MATTER: Explanation = Explanation {
    title: "Front matter without an end",
    why: "Without the second line of dashes nobody can tell the fields from the text.",
    faulty: whole("---\n# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n"),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n# Acme loses its keys\n\nOn 20 November the exchange lost its keys.\n",
    ),
    remedy: "Add a line `---` behind the last `key: value` line.",
};

pub(crate) const FRONT_MATTER_TOO_LARGE: Explanation = Explanation {
    title: "Front matter that is too long",
    why: "Only the head of each file is read. A front matter of more than 16 KiB is nearly always one whose second line of dashes is missing.",
    faulty: told("a report with 20 KiB of text between the two lines of dashes"),
    mended: told("the same report with the long text behind the second line of dashes"),
    remedy: "Add the line `---` behind the last `key: value` line, and put long text into the body.",
};

pub(crate) const TOO_DEEP: Explanation = Explanation {
    title: "Nesting that is too deep",
    why: "A report needs lists of texts and nothing deeper. Deep nesting makes YAML parsers hang, so it is refused before one sees it.",
    faulty: fields(&[("tags", "tags: [[[[[[[[[Lazarus]]]]]]]]]")]),
    mended: fields(&[("tags", "tags: [Lazarus]")]),
    remedy: "Write the value as one text, or as a list with one `- text` a line.",
};

pub(crate) const YAML_ALIAS: Explanation = Explanation {
    title: "Anchor, alias or tag of YAML",
    why: "A few lines with aliases can grow without bound when they are read. Reports do not need them.",
    faulty: fields(&[("entity-types", "entity-types: &kind Exchange")]),
    mended: fields(&[("entity-types", "entity-types: Exchange")]),
    remedy: "Write the value out. A text that begins with `&`, `*` or `!` stands between double quotes: `\"*Acme\"`.",
};

pub(crate) const BAD_YAML: Explanation = Explanation {
    title: "Broken YAML",
    why: "What cannot be read with certainty is not guessed, because a wrong guess would be a wrong number.",
    faulty: fields(&[("tags", "tags: [Lazarus, Bridge")]),
    mended: fields(&[("tags", "tags: [Lazarus, Bridge]")]),
    remedy: "Look at the place that is told. Most often a bracket or quote does not close, or a text that holds `: `, ` #`, quotes or brackets needs double quotes around it.",
};

pub(crate) const NOT_A_MAPPING: Explanation = Explanation {
    title: "Front matter without keys",
    why: "A value counts only under the key that says what it is.",
    faulty: whole("---\n- Acme\n- 26000000\n---\n"),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    remedy: "Write one `key: value` a line, beginning at the left margin.",
};

pub(crate) const BYTE_ORDER_MARK: Explanation = Explanation {
    title: "Byte order mark",
    why: "The report is read all the same, but other tools take the mark for text and do not see the front matter.",
    faulty: whole(
        "\u{feff}---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    mended: whole(
        "---\ndate: 2023-11-20\ntarget-entities:\n  - Acme\nentity-types:\n  - Exchange\nattack-types:\n  - Private Key Leak\ntitle: \"Acme loses its keys\"\nloss: 26000000\n---\n",
    ),
    remedy: "Save the file as UTF-8 without a byte order mark; editors call it “UTF-8”, not “UTF-8 with BOM”.",
};

pub(crate) const LINK_NOT_FOLLOWED: Explanation = Explanation {
    title: "Symbolic link",
    why: "What a link points to may lie anywhere, or may be counted already.",
    faulty: told("a symbolic link `acme.md`, or a link to a folder, in the folder of reports"),
    mended: told("the file itself in place of the link"),
    remedy: "Give what it points to as an input of its own, if its reports are meant to count.",
};
