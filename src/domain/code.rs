//! The codes of findings: the stable names by which findings are counted, chosen and looked up.

use std::str::FromStr;

use super::hint::nearest;
use super::severity::Severity;

/// Declares the codes once: variant, name, severity, and a sentence that says what each means.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal;)*) => {
        /// The stable name of a kind of finding: for counting, for tests, for looking it up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, errors first.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name, as in `error[bad-loss]`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How severe every finding of this kind is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What the code means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    Unreadable "unreadable" Error "The file or folder cannot be read.";
    NotAFile "not-a-file" Error "The path is named like a report but is a folder, a pipe or a device.";
    Binary "binary" Error "The file is not text: it contains a NUL byte.";
    NotUtf8 "not-utf8" Error "The front matter is not UTF-8 text.";
    NoFrontMatter "no-front-matter" Error "The report does not begin with a line of three dashes.";
    UnclosedFrontMatter "unclosed-front-matter" Error "No line of three dashes closes the front matter.";
    FrontMatterTooLarge "front-matter-too-large" Error "The front matter is longer than 16 KiB.";
    TooDeep "too-deep" Error "The front matter is nested deeper than 8 levels.";
    YamlAlias "yaml-alias" Error "The front matter uses a YAML anchor, alias or tag, which reports do not need.";
    BadYaml "bad-yaml" Error "The front matter is not valid YAML.";
    NotAMapping "not-a-mapping" Error "The front matter is not a list of `key: value` lines.";
    RepeatedKey "repeated-key" Error "The same key appears twice.";
    BadValue "bad-value" Error "A value is nested where a text or a list of texts is expected.";
    BadDate "bad-date" Error "The date is not a single day, and the file name does not give one.";
    MissingDate "missing-date" Error "There is no date, and the file name does not give one.";
    BadLoss "bad-loss" Error "The loss is neither an amount nor a word for an unknown loss.";
    ByteOrderMark "byte-order-mark" Warning "The file begins with a byte order mark, which was ignored.";
    Windows1252 "windows-1252" Warning "The file is not UTF-8; its bytes were read as Windows-1252.";
    BlankFirstLines "blank-first-lines" Warning "There are blank lines before the front matter; they were ignored.";
    NoOpeningFence "no-opening-fence" Warning "The opening line of three dashes is missing; the front matter was read from the first line on.";
    NoClosingFence "no-closing-fence" Warning "The closing line of three dashes is missing; the front matter was read up to the first blank line or heading.";
    TabInYaml "tab-in-yaml" Warning "There are tabs where YAML requires spaces; they were read as spaces.";
    NoBreakSpace "no-break-space" Warning "There are no-break spaces where YAML requires plain spaces; they were read as spaces.";
    DashWithoutBlank "dash-without-blank" Warning "A list item has no space after its dash; it was read as an item.";
    TypographicQuotes "typographic-quotes" Warning "There are typographic quotes where YAML requires plain ones; they were read as plain quotes.";
    UnquotedText "unquoted-text" Warning "An unquoted text contains a character that is special in YAML; it was read as text up to the end of the line.";
    UnclosedQuote "unclosed-quote" Warning "A quote is never closed; the text was read to the end of its line.";
    QuotedList "quoted-list" Warning "There are several quoted texts on one line; they were read as a list.";
    StrayLine "stray-line" Warning "A line contains only a closing quote; it was ignored.";
    IndentedKey "indented-key" Warning "All keys are indented, or a list item is out of line with the others; they were read as if they were aligned.";
    KeyWithoutBlank "key-without-blank" Warning "A key has no space after its colon; it was read as a key.";
    CommentLeftOut "comment-left-out" Warning "YAML treats what follows a `#` as a comment; it is not part of the field.";
    LeftOutKey "left-out-key" Warning "An older name of a key is used alongside the documented one; its value was ignored.";
    DateSpelling "date-spelling" Warning "The date is complete but not written as YYYY-MM-DD.";
    TimeOfDay "time-of-day" Warning "The date has a time of day, which was dropped.";
    DateFromFileName "date-from-file-name" Warning "There is no complete date; the one in the file name was used.";
    DateDiffers "date-differs" Warning "The date in the file name differs from `date`.";
    NoLabels "no-labels" Warning "A label field is missing or empty; the incident is counted under (unclassified).";
    CommaInLabel "comma-in-label" Warning "Several labels are written as one text; they were read as a list.";
    OtherCurrency "other-currency" Warning "The loss is in another currency or coin; it counts as unknown.";
    NoneAsLoss "none-as-loss" Warning "The loss is `none`, which may mean zero or unknown; it counts as unknown.";
    LargeLoss "large-loss" Warning "A loss is more than ten billion dollars, or more than all others combined.";
    MissingLoss "missing-loss" Warning "There is no loss; it counts as unknown.";
    MissingEverywhere "missing-everywhere" Warning "None of the reports has this field.";
    EarlierDay "earlier-day" Warning "Another key gives an earlier day than `date`; it was ignored.";
    MissingTitle "missing-title" Warning "There is no title; the file name was used.";
    QuotedTitle "quoted-title" Warning "The title is in typographic quotes, which were removed.";
    KeySpelling "key-spelling" Warning "A key is not spelled as documented.";
    NearMissKey "near-miss-key" Warning "A key is unknown but close to a known one; it was ignored.";
    PossibleDuplicate "possible-duplicate" Warning "Another report may describe the same event; the loss may be counted twice.";
    TitleLossDiffers "title-loss-differs" Warning "A dollar amount in the title differs from the loss by more than 10%.";
    UnknownLabel "unknown-label" Note "A label is not in the taxonomy; it is kept.";
    NoLabelsAnywhere "no-labels-anywhere" Note "None of the reports has this label field.";
    UnusedLabel "unused-label" Note "No report uses an entry of the taxonomy.";
    UnusedRule "unused-rule" Note "A rule in the duplicates file names reports that are not among the inputs.";
    LinkNotFollowed "link-not-followed" Note "A symbolic link was not followed.";
}

/// A text that is not the name of a code, and the name that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no code `{name}`; {}", hint(*.near))]
pub struct UnknownCode {
    /// What was typed.
    pub name: String,
    /// The code that is nearest to it.
    pub near: Option<Code>,
}

fn hint(near: Option<Code>) -> String {
    near.map_or_else(
        || "`lossbook explain-code --all` lists them all".to_owned(),
        |near| format!("did you mean `{}`?", near.name()),
    )
}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads the name of a code, without regard to case and to spaces around it.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let name = text.trim().to_lowercase();
        let find = |name: &str| Self::ALL.iter().copied().find(|code| code.name() == name);
        find(&name).ok_or_else(|| UnknownCode {
            near: nearest(&name, Self::ALL.iter().map(|code| code.name())).and_then(find),
            name: text.trim().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_stand_in_order_of_severity() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(Code::ALL.is_sorted_by_key(|code| code.severity()));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.meaning().ends_with('.')));
    }

    #[test]
    fn codes_are_read_by_name() {
        assert!(Code::ALL.iter().all(|code| code.name().parse() == Ok(*code)));
        assert_eq!(" Bad-Loss ".parse(), Ok(Code::BadLoss));
        #[rustfmt::skip]
        let table = [
            ("bad-los",   "there is no code `bad-los`; did you mean `bad-loss`?"),
            ("datdiffers", "there is no code `datdiffers`; did you mean `date-differs`?"),
            ("",          "there is no code ``; `lossbook explain-code --all` lists them all"),
            ("E0308",     "there is no code `E0308`; `lossbook explain-code --all` lists them all"),
        ];
        for (name, message) in table {
            assert_eq!(name.parse::<Code>().unwrap_err().to_string(), message);
        }
    }
}
