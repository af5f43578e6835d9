//! Gives a front matter its meaning: a day, a loss, a title and labels, or the reasons why not.

pub mod comments;
pub mod label_hints;
pub mod labels;
pub mod outliers;
pub mod reader;
pub mod spelling;

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::day::{DayForm, day_of_file_name};
use crate::domain::loss::{NotALoss, dollar_amounts, parse_loss};
use crate::domain::unknown::says_nothing;
use crate::domain::{Code, Dimension, Finding, Loss, Taxonomy, parse_day};

use self::reader::Reader;
use super::Noted;
use super::parse::fields::Field;
use super::parse::front_matter::{FrontMatter, Spanned};

/// A valid report whose labels are still spelled as the author spelled them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The path below the input.
    pub report: String,
    /// The day of the event.
    pub date: NaiveDate,
    /// The headline.
    pub title: String,
    /// The money lost.
    pub loss: Loss,
    /// The labels of each dimension, in the order of [`Dimension::ALL`]; cleaned, but as written.
    pub labels: [Vec<String>; 4],
}

/// Normalizes one front matter. All errors are found, not only the first.
///
/// `noted` are labels that a note was already made of; new ones are added.
///
/// Returns `None`, with at least one finding of severity error, if the report is rejected.
pub fn normalize(
    matter: &FrontMatter<'_>,
    taxonomy: &Taxonomy,
    noted: &mut Noted,
    findings: &mut Vec<Finding>,
) -> Option<Draft> {
    let mut reader = Reader { matter, findings, rejected: false };
    reader.check_keys();
    reader.warn_of_comments();
    let date = reader.date();
    let loss = reader.loss();
    let title = reader.title();
    let labels = Dimension::ALL.map(|dimension| reader.labels(dimension, taxonomy, noted));
    if let (Some(loss), Some((title, Some(span)))) = (loss, &title) {
        reader.compare_title_with_loss(loss, title, span);
    }
    if let Some(date) = date {
        reader.compare_other_days(date);
    }
    // Whoever has little time begins where most money is at stake.
    let stake = loss.and_then(Loss::known);
    reader.findings.iter_mut().for_each(|finding| finding.stake = stake);
    match (reader.rejected, date, loss, title) {
        (false, Some(date), Some(loss), Some((title, _))) => {
            Some(Draft { report: matter.source.report.to_owned(), date, title, loss, labels })
        }
        _ => None,
    }
}

impl Reader<'_, '_> {
    fn date(&mut self) -> Option<NaiveDate> {
        let in_name = day_of_file_name(self.stem());
        let text = self.scalar(Field::Date).ok()?.filter(|text| !text.text.trim().is_empty());
        let Some(text) = text else { return self.missing_date(in_name) };
        match (parse_day(&text.text), in_name) {
            (Ok((day, form)), in_name) => {
                self.check_day(text, day, form, in_name);
                Some(day)
            }
            // What says nothing, leaves this day open or begins with it does not contradict the file
            // name.
            (Err(reason), Some(day))
                if reason.may_be(day)
                    || says_nothing(&text.text)
                    || day_of_file_name(text.text.trim()) == Some(day) =>
            {
                let written = text.text.trim();
                let why =
                    if says_nothing(&text.text) { String::new() } else { format!(": {reason}") };
                let fact = format!(
                    "`{written}` cannot be used as the date{why}; {day} was taken from the file name"
                );
                let help = format!("write `date: {day}` if that is the day of the event");
                self.find(Code::DateFromFileName, &text.span, fact, &help);
                Some(day)
            }
            (Err(reason), in_name) => {
                let written = text.text.trim();
                let name = in_name.map_or_else(String::new, |day| {
                    format!("; the file name says {day}, and it is unclear which is right")
                });
                let fact = format!("the date `{written}` cannot be used: {reason}{name}");
                self.find(Code::BadDate, &text.span, fact, &reason.help());
                None
            }
        }
    }

    /// Warns of a day that is not written as documented, or that the file name contradicts.
    fn check_day(
        &mut self,
        text: &Spanned<'_>,
        day: NaiveDate,
        form: DayForm,
        in_name: Option<NaiveDate>,
    ) {
        let help = format!("write `date: {day}`");
        match form {
            DayForm::Iso => {}
            DayForm::OtherSpelling => {
                let fact = format!("the date `{}` was read as {day}", text.text.trim());
                self.find(Code::DateSpelling, &text.span, fact, &help);
            }
            DayForm::WithTime => {
                let fact = format!("the time of day was dropped; the date is {day}");
                self.find(Code::TimeOfDay, &text.span, fact, &help);
            }
        }
        if let Some(other) = in_name.filter(|other| *other != day) {
            let fact = format!("the date is {day}, but the file name begins with {other}");
            let help = "correct whichever is wrong; `date` was used";
            self.find(Code::DateDiffers, &text.span, fact, help);
        }
    }

    fn missing_date(&mut self, in_name: Option<NaiveDate>) -> Option<NaiveDate> {
        if let Some(day) = in_name {
            let fact = format!("there is no date; {day} was taken from the file name");
            self.find_missing(Code::DateFromFileName, fact, &format!("add the line `date: {day}`"));
        } else {
            let fact = "there is no date, neither in `date` nor in the file name".to_owned();
            let help = self.help_for_missing_date();
            self.find_missing(Code::MissingDate, fact, &help);
        }
        in_name
    }

    fn loss(&mut self) -> Option<Loss> {
        let Some(text) = self.scalar(Field::Loss).ok()? else {
            let fact = "there is no loss; it counts as unknown".to_owned();
            let help = self.help_for_missing_loss();
            self.find_missing(Code::MissingLoss, fact, &help);
            return Some(Loss::Unknown);
        };
        match parse_loss(&text.text) {
            Ok(loss) => Some(loss),
            Err(reason) if reason.leaves_unknown() => {
                let written = text.text.trim();
                let (code, help) = match reason {
                    NotALoss::NothingOrUnknown => (
                        Code::NoneAsLoss,
                        "write `loss: 0` if nothing was lost, or `loss: unknown`",
                    ),
                    _ => (
                        Code::OtherCurrency,
                        "write its value in US dollars on the day of the event (`loss: 26000000`), or `loss: unknown`",
                    ),
                };
                let fact = format!("the loss `{written}` counts as unknown: {reason}");
                self.find(code, &text.span, fact, help);
                Some(Loss::Unknown)
            }
            Err(reason) => {
                let fact = format!("the loss `{}` cannot be used: {reason}", text.text.trim());
                let help = "write US dollars in digits (`loss: 26000000`), or `loss: unknown`";
                self.find(Code::BadLoss, &text.span, fact, help);
                None
            }
        }
    }

    /// The title, and where it is if the author gave one.
    fn title(&mut self) -> Option<(String, Option<Range<usize>>)> {
        let text = self.scalar(Field::Title).ok()?;
        let Some(text) = text.filter(|text| !text.text.trim().is_empty()) else {
            let stem = self.stem().to_owned();
            let fact = format!("there is no title; the file name was used: {stem}");
            self.find_missing(Code::MissingTitle, fact, "add a line `title: \"...\"`");
            return Some((stem, None));
        };
        let whole = self.text_before_comment(text);
        let title = whole.as_deref().unwrap_or(&text.text).trim();
        let inside = inside_typographic_quotes(title);
        if inside.is_some() {
            let fact = "the title is in typographic quotes, which were removed".to_owned();
            let help = "use plain double quotes (\") around a title";
            self.find(Code::QuotedTitle, &text.span, fact, help);
        }
        // Quotes in quotes are dropped too: what is left reads the same when it is written back.
        let title = std::iter::successors(inside, |inside| inside_typographic_quotes(inside))
            .last()
            .unwrap_or(title);
        let one_line = title
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        Some((one_line, Some(text.span.clone())))
    }

    /// The whole line of a title without quotes that YAML cuts off at a `#`, taking the rest for a
    /// comment.
    fn text_before_comment(&mut self, title: &Spanned<'_>) -> Option<String> {
        let rest = self.matter.source.text.get(title.span.start..)?;
        let line = rest.lines().next()?.trim_end();
        let cut = !line.starts_with(['"', '\''])
            && line.len() > title.text.len()
            && line.starts_with(&*title.text);
        if !cut || !line[title.text.len()..].trim_start().starts_with('#') {
            return None;
        }
        let fact = "YAML treats what follows `#` as a comment; it was read as part of the title";
        self.find(
            Code::UnquotedText,
            &title.span,
            fact.to_owned(),
            "put the title in double quotes",
        );
        Some(line.to_owned())
    }

    /// Warns if the title names dollars, and none of its amounts is within 10 % of the loss.
    fn compare_title_with_loss(&mut self, loss: Loss, title: &str, span: &Range<usize>) {
        let Some(loss) = loss.known() else { return };
        let amounts = dollar_amounts(title);
        let close = |amount: &i128| (amount - loss.cents()).abs() * 10 <= loss.cents();
        let Some(first) = amounts.first() else { return };
        if !amounts.iter().any(|amount| close(&amount.cents())) {
            let fact =
                format!("the title says {}, but the loss is {}", first.compact(), loss.compact());
            self.find(
                Code::TitleLossDiffers,
                span,
                fact,
                "correct whichever is wrong; `loss` was used",
            );
        }
    }
}

/// The text inside a pair of typographic quotes around all of it.
fn inside_typographic_quotes(title: &str) -> Option<&str> {
    const PAIRS: [(char, &[char]); 4] =
        [('“', &['”', '“', '"']), ('„', &['“', '”']), ('‘', &['’', '‘']), ('«', &['»'])];
    let (_, closing) = PAIRS.into_iter().find(|(opening, _)| title.starts_with(*opening))?;
    let inside = title.get(title.chars().next()?.len_utf8()..)?.strip_suffix(closing)?;
    // `“A” and “B”` is quoted twice, not around.
    (!inside.trim().is_empty() && !inside.contains(closing)).then(|| inside.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::taxonomy::Entry as Known;
    use crate::loader::parse::front_matter as parse;
    use crate::loader::parse::split::SourceText;

    fn taxonomy() -> Taxonomy {
        let known = |name: &str| Known { name: name.into(), ..Known::default() };
        Taxonomy::new([vec![known("Wallet Hack"), known("Scam")], vec![known("Exchange")]]).unwrap()
    }

    /// The codes that a front matter gives, then what was read of it.
    fn read(report: &str, text: &str) -> String {
        let (taxonomy, mut findings) = (taxonomy(), Vec::new());
        let matter = parse(SourceText { report, text, shown: text, first_line: 2 }).unwrap();
        let draft = normalize(&matter, &taxonomy, &mut Noted::new(), &mut findings);
        let mut lines: Vec<String> = findings
            .iter()
            .map(|it| {
                let place =
                    it.place.map_or_else(String::new, |it| format!(" {}:{}", it.line, it.column));
                format!("{}{place}: {}", it.code.name(), it.fact)
            })
            .collect();
        lines.extend(draft.map(|it| {
            let loss = it.loss.known().map_or("unknown".into(), |loss| loss.to_string());
            format!("{} | {} | {loss} | {:?}", it.date, it.title, it.labels)
        }));
        lines.join("\n")
    }

    #[test]
    fn a_clean_report_has_no_finding() {
        let text = "date: 2023-11-20\ntitle: Acme\nloss: 5\nattack-types: Scam\nentity-types:\n  - Exchange\ntarget-entities: Acme\ntags: [x]\n";
        insta::assert_snapshot!(read("2023-11-20-acme.md", text), @r#"2023-11-20 | Acme | 5.00 | [["Scam"], ["Exchange"], ["x"], ["Acme"]]"#);
    }

    #[test]
    fn one_run_tells_every_fault() {
        let text = "date: 11/12/2023\nloss: 1,6M\ntitle:\n  a: b\nattack-types:\n  a: b\nLoss: 5\n";
        insta::assert_snapshot!(read("acme.md", text), @r"
        repeated-key 8:1: `Loss` and, on line 3, `loss` are the same key
        bad-date 2:7: the date `11/12/2023` cannot be used: it is ambiguous: 2023-11-12 or 2023-12-11, depending on the order of day and month
        bad-loss 3:7: the loss `1,6M` cannot be used: it is ambiguous: $16,000,000.00 or $1,600,000.00
        bad-value 4:1: `title` must be a single text, but its value is a list or mapping
        bad-value 7:3: `attack-types` must be a text or a list of texts, but its value is nested
        ");
    }

    #[test]
    fn what_is_missing_is_told() {
        insta::assert_snapshot!(read("2023-11-20-acme.md", "author: me\n"), @r#"
        date-from-file-name: there is no date; 2023-11-20 was taken from the file name
        missing-loss: there is no loss; it counts as unknown
        missing-title: there is no title; the file name was used: 2023-11-20-acme
        no-labels: no attack type is given; the incident is counted under (unclassified)
        no-labels: no entity type is given; the incident is counted under (unclassified)
        no-labels: no target entity is given; the incident is counted under (unclassified)
        2023-11-20 | 2023-11-20-acme | unknown | [[], [], [], []]
        "#);
        insta::assert_snapshot!(read("acme.md", "title: x\n"), @r"
        missing-date: there is no date, neither in `date` nor in the file name
        missing-loss: there is no loss; it counts as unknown
        ");
    }

    #[test]
    fn spellings_are_recovered_with_a_warning() {
        let text = "Date: 2023/11/20\ntitle: “Acme lost $9M”\nloss: $5 million\nattak-types: x\ncategories: wallet hack, Fishing\nentity_types: Exchange\ntarget-entities: Acme, Inc.\n";
        insta::assert_snapshot!(read("2023-11-21-acme.md", text), @r#"
        key-spelling 2:1: the key `Date` was read as `date`
        near-miss-key 5:1: the key `attak-types` is unknown; it was ignored
        key-spelling 6:1: the key `categories` was read as `attack-types`
        key-spelling 7:1: the key `entity_types` was read as `entity-types`
        date-spelling 2:7: the date `2023/11/20` was read as 2023-11-20
        date-differs 2:7: the date is 2023-11-20, but the file name begins with 2023-11-21
        quoted-title 3:8: the title is in typographic quotes, which were removed
        comma-in-label 6:13: `wallet hack, Fishing` was read as 2 attack types
        unknown-label 6:13: the attack type "Fishing" is not in the taxonomy; it is kept
        title-loss-differs 3:8: the title says $9M, but the loss is $5M
        2023-11-20 | Acme lost $9M | 5000000.00 | [["wallet hack", "Fishing"], ["Exchange"], [], ["Acme, Inc."]]
        "#);
    }

    #[test]
    fn what_yaml_reads_in_another_way_than_its_author() {
        let text = "date: 2023-11-20\ntitle: Acme #1 hacked # again\nattack-types:\n  -Scam\n  -Wallet Hack\nentity-types: -Exchange\ntarget-entities: Acme\n";
        insta::assert_snapshot!(read("2023-11-20-acme.md", text), @r#"
        missing-loss: there is no loss; it counts as unknown
        unquoted-text 3:8: YAML treats what follows `#` as a comment; it was read as part of the title
        dash-without-blank 5:3: there is no space after the dash; the line was read as a list item
        dash-without-blank 7:15: there is no space after the dash; the line was read as a list item
        2023-11-20 | Acme #1 hacked # again | unknown | [["Scam", "Wallet Hack"], ["Exchange"], [], ["Acme"]]
        "#);
    }

    #[test]
    fn quotes_around_a_title() {
        #[rustfmt::skip]
        let table = [
            ("“Acme”",          Some("Acme")),
            ("‘Acme’",          Some("Acme")),
            ("„Acme“",          Some("Acme")),
            ("“A” and “B”",     None),
            ("“Acme",           None),
            ("“",               None),
            ("“ ”",             None),
            ("Acme",            None),
        ];
        for (title, expected) in table {
            assert_eq!(inside_typographic_quotes(title), expected, "{title}");
        }
    }
}
