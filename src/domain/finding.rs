//! Findings: what lossbook has to say about a report, a taxonomy or an input folder.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The report is rejected.
    Error,
    /// The report is kept: it had a fault with exactly one sensible reading, or deserves a look.
    Warning,
    /// For information.
    Note,
}

impl Severity {
    /// The word that messages and tables use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

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
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How grave every finding of this kind is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    Unreadable "unreadable" Error "The file or folder cannot be read.";
    NotAFile "not-a-file" Error "The path is named like a report but is a folder, a pipe or a device.";
    Binary "binary" Error "The file is not text: it holds a NUL byte.";
    NotUtf8 "not-utf8" Error "The front matter is not UTF-8 text.";
    NoFrontMatter "no-front-matter" Error "The report does not begin with a line of three dashes.";
    UnclosedFrontMatter "unclosed-front-matter" Error "No line of three dashes closes the front matter.";
    FrontMatterTooLarge "front-matter-too-large" Error "The front matter is longer than 16 KiB.";
    TooDeep "too-deep" Error "The front matter is nested deeper than 8 levels.";
    YamlAlias "yaml-alias" Error "The front matter uses a YAML anchor, alias or tag, which reports do not need.";
    BadYaml "bad-yaml" Error "The front matter is not valid YAML.";
    NotAMapping "not-a-mapping" Error "The front matter is not a list of `key: value` lines.";
    RepeatedKey "repeated-key" Error "The same key stands twice.";
    BadValue "bad-value" Error "A value is nested where a text or a list of texts is expected.";
    BadDate "bad-date" Error "The date is not one day, and the file name does not give one.";
    MissingDate "missing-date" Error "There is no date, and the file name does not give one.";
    BadLoss "bad-loss" Error "The loss is neither an amount of US dollars nor a word for an unknown one.";
    Ambiguous "ambiguous" Error "The front matter is broken, and there is more than one way to mend it.";
    ByteOrderMark "byte-order-mark" Warning "The file begins with a byte order mark, which was passed over.";
    Windows1252 "windows-1252" Warning "The file is not UTF-8; its bytes were read as Windows-1252.";
    BlankFirstLines "blank-first-lines" Warning "Blank lines stand before the front matter; they were passed over.";
    NoOpeningFence "no-opening-fence" Warning "The first line of three dashes is missing; the front matter was read from the first line on.";
    NoClosingFence "no-closing-fence" Warning "The second line of three dashes is missing; the front matter was read up to the first blank line or heading.";
    TabInYaml "tab-in-yaml" Warning "Tabs stand where YAML wants blanks; they were read as blanks.";
    NoBreakSpace "no-break-space" Warning "No-break spaces stand where YAML wants blanks; they were read as blanks.";
    DashWithoutBlank "dash-without-blank" Warning "A list item has no blank behind its dash; it was read as an item.";
    TypographicQuotes "typographic-quotes" Warning "Typographic quotes stand where YAML wants plain ones; they were read as plain quotes.";
    UnquotedText "unquoted-text" Warning "An unquoted text holds a mark that YAML reads as its own; it was read as text up to the end of the line.";
    UnclosedQuote "unclosed-quote" Warning "A quote never closes; it was read as closing at the end of its line.";
    QuotedList "quoted-list" Warning "Several quoted texts stand on one line; they were read as a list.";
    StrayLine "stray-line" Warning "A line holds nothing but a closing quote; it was passed over.";
    IndentedKey "indented-key" Warning "A key or list item is indented out of line; it was read as if it stood in line.";
    KeyWithoutBlank "key-without-blank" Warning "No blank stands behind the colon of a key; it was read as a key.";
    DateSpelling "date-spelling" Warning "The date is whole but not written YYYY-MM-DD.";
    TimeOfDay "time-of-day" Warning "The date has a time of day, which was dropped.";
    DateFromFileName "date-from-file-name" Warning "The date is missing or unreadable; the one in the file name was taken.";
    DateDiffers "date-differs" Warning "The date in the file name is another than `date`.";
    NoLabels "no-labels" Warning "A field of labels is missing or empty; the incident counts under (unclassified).";
    CommaInLabel "comma-in-label" Warning "Several labels stand in one text; they were read as a list.";
    MissingTitle "missing-title" Warning "There is no title; the file name was taken.";
    QuotedTitle "quoted-title" Warning "The title stands in typographic quotes, which were dropped.";
    KeySpelling "key-spelling" Warning "A key is spelled in another way than the documented one.";
    NearMissKey "near-miss-key" Warning "A key is unknown but close to a known one; it was ignored.";
    PossibleDuplicate "possible-duplicate" Warning "Another report may tell of the same event; the loss may be counted twice.";
    TitleLossDiffers "title-loss-differs" Warning "A dollar amount in the title is more than 10 % off the loss.";
    UnknownLabel "unknown-label" Note "A label is not in the taxonomy; it is kept.";
    UnusedLabel "unused-label" Note "An entry of the taxonomy is used by no report.";
    UnusedRule "unused-rule" Note "A rule of the duplicates file names reports that are not among the inputs.";
    LinkNotFollowed "link-not-followed" Note "A symbolic link was not followed.";
}

/// Where in a file: both numbers count from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The line that a finding is about, and which part of it to underline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Excerpt {
    /// The line's text, without its end; cut short if very long.
    pub line: String,
    /// The first byte to underline.
    pub start: usize,
    /// The byte behind the last one to underline.
    pub end: usize,
}

/// Something to say about one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What kind of finding it is.
    pub code: Code,
    /// The report's path below its input, as in the tables; or the path of another file.
    pub path: String,
    /// Where the file is for the person who runs lossbook, if that is another path: it can be
    /// opened from the terminal. Never written to an edition.
    pub file: Option<String>,
    /// Where in the file, if the finding is about a place.
    pub place: Option<Place>,
    /// The line there.
    pub excerpt: Option<Excerpt>,
    /// What was found, in one line, without a full stop.
    pub fact: String,
    /// What to do about it, in one line.
    pub help: String,
}

impl Finding {
    /// A finding about a file as a whole.
    #[must_use]
    pub fn about(code: Code, path: &str, fact: String, help: &str) -> Self {
        Self {
            code,
            path: path.into(),
            file: None,
            place: None,
            excerpt: None,
            fact,
            help: help.into(),
        }
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What findings are sorted by: path, place, gravity, then code and text.
    #[must_use]
    pub fn order(&self) -> (&str, Option<Place>, Severity, Code, &str) {
        (&self.path, self.place, self.severity(), self.code, &self.fact)
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
}
