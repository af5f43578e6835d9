//! What `lossbook explain-code` and `docs/findings.md` say about each code.
//!
//! Examples are written as what differs from a usual report ([`USUAL`]), so that the example
//! and its fixed form show nothing but the problem. `tests/suite/codes.rs` runs them through the loader.

mod collection;
mod contents;
mod files;
mod losses;
mod repairs;

use super::code::Code;

/// What there is to say about a code beside its name, severity and meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The problem in a few words.
    pub title: &'static str,
    /// Why it matters to whoever uses the numbers.
    pub why: &'static str,
    /// A report with the problem.
    pub example: Example,
    /// The same report without it.
    pub fixed: Example,
    /// What to do about it.
    pub remedy: &'static str,
}

impl Code {
    /// What the code is about, at length: why it matters, an example, and what to do.
    pub const fn explanation(self) -> &'static Explanation {
        of(self)
    }
}

/// A report that shows a problem, or shows it fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The name of the file.
    pub file: &'static str,
    /// What is in it.
    pub content: Content,
}

/// The content of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The usual report; the lines of these keys are written thus, and nothing is written for a
    /// key with an empty text.
    Fields(&'static [(&'static str, &'static str)]),
    /// A whole text.
    Whole(&'static str),
    /// Something that no text shows, described in a sentence.
    Described(&'static str),
}

/// The keys of the usual report and the lines that they are written in.
pub const USUAL: [(&str, &str); 7] = [
    ("date", "date: 2023-11-20"),
    ("target-entities", "target-entities:\n  - Acme"),
    ("entity-types", "entity-types:\n  - Exchange"),
    ("attack-types", "attack-types:\n  - Private Key Leak"),
    ("tags", ""),
    ("title", "title: \"Acme loses its keys\""),
    ("loss", "loss: 26000000"),
];

impl Example {
    /// The text of the file; `None` if the example is only described.
    pub fn text(&self) -> Option<String> {
        match self.content {
            Content::Whole(text) => Some(text.to_owned()),
            Content::Described(_) => None,
            Content::Fields(changed) => {
                let lines = USUAL.iter().map(|(key, usual)| {
                    changed
                        .iter()
                        .find(|(other, _)| other == key)
                        .map_or(*usual, |(_, lines)| lines)
                });
                let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
                Some(format!("---\n{}\n---\n", lines.join("\n")))
            }
        }
    }

    /// The same under another file name.
    const fn named(self, file: &'static str) -> Self {
        Self { file, ..self }
    }
}

/// The usual report with some fields written differently.
const fn fields(changed: &'static [(&'static str, &'static str)]) -> Example {
    Example { file: "acme.md", content: Content::Fields(changed) }
}

/// A report of which the whole text matters.
const fn whole(text: &'static str) -> Example {
    Example { file: "acme.md", content: Content::Whole(text) }
}

/// An example in words.
const fn described(text: &'static str) -> Example {
    Example { file: "acme.md", content: Content::Described(text) }
}

/// The usual report as it is.
const USUAL_REPORT: Example = fields(&[]);

/// The explanation of a code.
pub(crate) const fn of(code: Code) -> &'static Explanation {
    match code {
        Code::Unreadable => &files::UNREADABLE,
        Code::NotAFile => &files::NOT_A_FILE,
        Code::Binary => &files::BINARY,
        Code::NotUtf8 => &files::NOT_UTF8,
        Code::NoFrontMatter => &files::NO_FRONT_MATTER,
        Code::UnclosedFrontMatter => &files::UNCLOSED_FRONT_MATTER,
        Code::FrontMatterTooLarge => &files::FRONT_MATTER_TOO_LARGE,
        Code::TooDeep => &files::TOO_DEEP,
        Code::YamlAlias => &files::YAML_ALIAS,
        Code::BadYaml => &files::BAD_YAML,
        Code::NotAMapping => &files::NOT_A_MAPPING,
        Code::RepeatedKey => &contents::REPEATED_KEY,
        Code::BadValue => &contents::BAD_VALUE,
        Code::BadDate => &contents::BAD_DATE,
        Code::MissingDate => &contents::MISSING_DATE,
        Code::BadLoss => &losses::BAD_LOSS,
        Code::ByteOrderMark => &files::BYTE_ORDER_MARK,
        Code::Windows1252 => &repairs::WINDOWS_1252,
        Code::BlankFirstLines => &repairs::BLANK_FIRST_LINES,
        Code::NoOpeningFence => &repairs::NO_OPENING_FENCE,
        Code::NoClosingFence => &repairs::NO_CLOSING_FENCE,
        Code::TabInYaml => &repairs::TAB_IN_YAML,
        Code::NoBreakSpace => &repairs::NO_BREAK_SPACE,
        Code::DashWithoutBlank => &repairs::DASH_WITHOUT_BLANK,
        Code::TypographicQuotes => &repairs::TYPOGRAPHIC_QUOTES,
        Code::UnquotedText => &repairs::UNQUOTED_TEXT,
        Code::UnclosedQuote => &repairs::UNCLOSED_QUOTE,
        Code::QuotedList => &repairs::QUOTED_LIST,
        Code::StrayLine => &repairs::STRAY_LINE,
        Code::IndentedKey => &repairs::INDENTED_KEY,
        Code::KeyWithoutBlank => &repairs::KEY_WITHOUT_BLANK,
        Code::CommentLeftOut => &contents::COMMENT_LEFT_OUT,
        Code::LeftOutKey => &contents::LEFT_OUT_KEY,
        Code::DateSpelling => &contents::DATE_SPELLING,
        Code::TimeOfDay => &contents::TIME_OF_DAY,
        Code::DateFromFileName => &contents::DATE_FROM_FILE_NAME,
        Code::DateDiffers => &contents::DATE_DIFFERS,
        Code::NoLabels => &contents::NO_LABELS,
        Code::CommaInLabel => &contents::COMMA_IN_LABEL,
        Code::OtherCurrency => &losses::OTHER_CURRENCY,
        Code::NoneAsLoss => &losses::NONE_AS_LOSS,
        Code::LargeLoss => &losses::LARGE_LOSS,
        Code::MissingLoss => &contents::MISSING_LOSS,
        Code::MissingEverywhere => &collection::MISSING_EVERYWHERE,
        Code::EarlierDay => &contents::EARLIER_DAY,
        Code::MissingTitle => &contents::MISSING_TITLE,
        Code::QuotedTitle => &contents::QUOTED_TITLE,
        Code::KeySpelling => &contents::KEY_SPELLING,
        Code::NearMissKey => &contents::NEAR_MISS_KEY,
        Code::PossibleDuplicate => &contents::POSSIBLE_DUPLICATE,
        Code::TitleLossDiffers => &contents::TITLE_LOSS_DIFFERS,
        Code::UnknownLabel => &contents::UNKNOWN_LABEL,
        Code::NoLabelsAnywhere => &collection::NO_LABELS_ANYWHERE,
        Code::UnusedLabel => &contents::UNUSED_LABEL,
        Code::UnusedRule => &contents::UNUSED_RULE,
        Code::LinkNotFollowed => &files::LINK_NOT_FOLLOWED,
    }
}
