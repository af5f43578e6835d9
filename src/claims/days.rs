//! What spans of days are called. The only place that names them, so that no statement can call a
//! span by a name that says more than was added up.
//!
//! A span has its bare name, `2023`, `Q4 2023`, `November 2023`, only if the reports are complete
//! past its end; else it is named by its days. A number and the name of its span come from the same
//! [`Days`]: whoever has a sum of some days has no other name for them.

use chrono::{Datelike, NaiveDate};

use crate::domain::Span;
use crate::domain::comparison::{Earlier, Likeness};
use crate::domain::span::Shape;

use super::sentence::{Part, Sentence};
use super::value::day_words;

/// Up to which day the reports are complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    as_of: NaiveDate,
}

/// How long a name may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// `November 2023`.
    Long,
    /// `Nov 2023`.
    Short,
}

/// A name, and the word that makes it say when something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    link: &'static str,
    text: String,
}

/// Days that something was added up over, with what they are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    covered: Span,
    is_whole: bool,
    long: Name,
    short: Name,
}

impl Coverage {
    /// The reports are complete up to this day, the day itself included.
    pub fn up_to(as_of: NaiveDate) -> Self {
        Self { as_of }
    }

    /// The day.
    pub fn as_of(self) -> NaiveDate {
        self.as_of
    }

    /// The days of a span that the reports cover. Of a span that begins behind them it is all of
    /// it, named by its days: nothing of it is known.
    pub fn days(self, span: Span) -> Days {
        let covered = span.up_to(self.as_of);
        let is_whole = covered == Some(span);
        let name = |length| match covered {
            Some(covered) if is_whole => name(covered, length),
            Some(covered) => cut_name(span, covered, length),
            None => by_days(span, length),
        };
        Days {
            covered: covered.unwrap_or(span),
            is_whole,
            long: name(Length::Long),
            short: name(Length::Short),
        }
    }

    /// The days of an earlier span that are like those of a period.
    pub fn earlier(self, earlier: &Earlier) -> Days {
        let Earlier { span, covered, likeness } = *earlier;
        let bare = |length| match span.shape() {
            Shape::Years | Shape::Months(_) | Shape::Days => None,
            _ => Some(name(span, length).text),
        };
        let cut = |length| match (likeness, bare(length)) {
            (Likeness::SameDays, Some(bare)) => {
                Some(Name { link: "in", text: format!("the same days of {bare}") })
            }
            (Likeness::FirstDays, Some(bare)) if covered.days() == 1 => {
                Some(Name { link: "on", text: format!("the first day of {bare}") })
            }
            (Likeness::FirstDays, Some(bare)) => Some(Name {
                link: "in",
                text: format!("the first {} days of {bare}", covered.days()),
            }),
            _ => None,
        };
        let name = |length| cut(length).unwrap_or_else(|| name(covered, length));
        Days {
            covered,
            is_whole: likeness == Likeness::Whole,
            long: name(Length::Long),
            short: name(Length::Short),
        }
    }
}

impl Days {
    /// The days that were added up.
    pub fn covered(&self) -> Span {
        self.covered
    }

    /// Whether these are all days of the span that they are named after.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// What they are called: `Q4 2023`, `1 to 15 November 2023`, `2024 up to 14 May`.
    pub fn words(&self) -> &str {
        &self.long.text
    }

    /// The same, where room is short: `Nov 2023`.
    pub fn short_words(&self) -> &str {
        &self.short.text
    }

    /// The word that a sentence says before the name of when something happened: `in`, `from`, `on`.
    pub fn link(&self) -> &'static str {
        self.long.link
    }
}

impl Days {
    /// The name alone, with a capital at its beginning: of a row or a column.
    pub fn name(&self) -> Sentence {
        Sentence::default().days(self).capital()
    }

    /// The name as a link.
    pub fn linked(&self, href: String) -> Sentence {
        Sentence::default().linked_days(self, href)
    }
}

impl Sentence {
    /// Adds what days are called: `Q4 2023`.
    pub(in crate::claims) fn days(self, days: &Days) -> Self {
        self.span(days.words(), days.covered())
    }

    /// Adds what days are called where room is short: `Nov 2023`.
    pub(in crate::claims) fn short_days(self, days: &Days) -> Self {
        self.span(days.short_words(), days.covered())
    }

    /// Adds when something happened: `in Q4 2023`, `from 1 to 15 November 2023`.
    pub(in crate::claims) fn when(self, days: &Days) -> Self {
        self.text(days.link()).text(" ").days(days)
    }

    /// The same where room is short: `in Nov 2023`.
    pub(in crate::claims) fn short_when(self, days: &Days) -> Self {
        self.text(days.link()).text(" ").short_days(days)
    }

    /// Adds what days are called, as a link.
    fn linked_days(mut self, days: &Days, href: String) -> Self {
        let text = days.words().to_owned();
        self.0.push(Part::Link { text, href, days: Some(days.covered()) });
        self
    }

    /// Adds a day in words: `20 November 2023`.
    pub(in crate::claims) fn day(self, day: NaiveDate) -> Self {
        self.span(&day_words(day), Span::day(day))
    }
}

/// The name of a span that the reports cover whole.
fn name(span: Span, length: Length) -> Name {
    let year = span.first().year();
    let (link, text) = match (span.shape(), length) {
        (Shape::Month, _) => ("in", format!("{} {year}", month(span.first(), length))),
        (Shape::Quarter(quarter), _) => ("in", format!("Q{quarter} {year}")),
        (Shape::Half(half), _) => ("in", format!("H{half} {year}")),
        (Shape::Year, _) => ("in", year.to_string()),
        (Shape::Years, _) => ("from", format!("{year} to {}", span.last().year())),
        (Shape::Months(_), _) => {
            let (first, last) = (month(span.first(), length), month(span.last(), length));
            let end = span.last().year();
            let text = if year == end {
                format!("{first} to {last} {year}")
            } else {
                format!("{first} {year} to {last} {end}")
            };
            ("from", text)
        }
        (Shape::Days, _) => return by_days(span, length),
    };
    Name { link, text }
}

/// The name of a span whose end the reports do not reach.
fn cut_name(span: Span, covered: Span, length: Length) -> Name {
    match span.shape() {
        Shape::Quarter(_) | Shape::Half(_) | Shape::Year => {
            let Name { link, text } = name(span, length);
            let last = covered.last();
            let text = format!("{text} up to {} {}", last.day(), month(last, length));
            Name { link, text }
        }
        _ => by_days(covered, length),
    }
}

/// The name of a run of days: `20 November 2023`, `1 to 15 November 2023`,
/// `5 October 2011 to 14 May 2024`.
fn by_days(span: Span, length: Length) -> Name {
    let (first, last) = (span.first(), span.last());
    let [from, to] = [first, last].map(|day| month(day, length));
    let (year, end) = (first.year(), last.year());
    let text = if first == last {
        format!("{} {from} {year}", first.day())
    } else if (year, first.month()) == (end, last.month()) {
        format!("{} to {} {from} {year}", first.day(), last.day())
    } else if year == end {
        format!("{} {from} to {} {to} {year}", first.day(), last.day())
    } else {
        format!("{} {from} {year} to {} {to} {end}", first.day(), last.day())
    };
    Name { link: if first == last { "on" } else { "from" }, text }
}

fn month(day: NaiveDate, length: Length) -> String {
    let form = if length == Length::Long { "%B" } else { "%b" };
    day.format(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::comparison;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_bare_name_means_all_of_the_span() {
        #[rustfmt::skip]
        let table = [
            // span                     complete to   long                                  short                          link    whole
            ("2023-11",                 "2023-11-30", "November 2023",                      "Nov 2023",                    "in",   true),
            ("2023-Q4",                 "2024-01-03", "Q4 2023",                            "Q4 2023",                     "in",   true),
            ("2023-H1",                 "2024-01-01", "H1 2023",                            "H1 2023",                     "in",   true),
            ("2023",                    "2023-12-31", "2023",                               "2023",                        "in",   true),
            ("2021..2022",              "2023-12-31", "2021 to 2022",                       "2021 to 2022",                "from", true),
            ("2023-02..2023-04",        "2023-12-31", "February to April 2023",             "Feb to Apr 2023",             "from", true),
            ("2022-06..2023-Q1",        "2023-12-31", "June 2022 to March 2023",            "Jun 2022 to Mar 2023",        "from", true),
            ("2023-11-20",              "2023-12-31", "20 November 2023",                   "20 Nov 2023",                 "on",   true),
            ("2023-11-01..2023-11-15",  "2023-12-31", "1 to 15 November 2023",              "1 to 15 Nov 2023",            "from", true),
            ("2023-03-15..2023-05-14",  "2023-12-31", "15 March to 14 May 2023",            "15 Mar to 14 May 2023",       "from", true),
            ("2011-10-05..2024-05-14",  "2024-05-14", "5 October 2011 to 14 May 2024",      "5 Oct 2011 to 14 May 2024",   "from", true),
            ("2024",                    "2024-05-14", "2024 up to 14 May",                  "2024 up to 14 May",           "in",   false),
            ("2024-Q2",                 "2024-05-14", "Q2 2024 up to 14 May",               "Q2 2024 up to 14 May",        "in",   false),
            ("2024-H1",                 "2024-02-29", "H1 2024 up to 29 February",          "H1 2024 up to 29 Feb",        "in",   false),
            ("2024-05",                 "2024-05-14", "1 to 14 May 2024",                   "1 to 14 May 2024",            "from", false),
            ("2024-05",                 "2024-05-01", "1 May 2024",                         "1 May 2024",                  "on",   false),
            ("2023..2024",              "2024-05-14", "1 January 2023 to 14 May 2024",      "1 Jan 2023 to 14 May 2024",   "from", false),
            ("2024-02..2024-07",        "2024-05-14", "1 February to 14 May 2024",          "1 Feb to 14 May 2024",        "from", false),
            ("2025",                    "2024-05-14", "1 January to 31 December 2025",      "1 Jan to 31 Dec 2025",        "from", false),
        ];
        for (span, as_of, long, short, link, whole) in table {
            let days = Coverage::up_to(day(as_of)).days(Span::parse(span).unwrap());
            let found = (days.words(), days.short_words(), days.link(), days.is_whole());
            assert_eq!(found, (long, short, link, whole), "{span}");
        }
    }

    #[test]
    fn earlier_spans_say_how_much_of_them_is_meant() {
        #[rustfmt::skip]
        let table = [
            // period                   complete to   previous                                  a year before
            ("2023-Q4",                 "2024-01-03", "Q3 2023",                                "Q4 2022"),
            ("2024-Q2",                 "2024-05-14", "the first 44 days of Q1 2024",           "the same days of Q2 2023"),
            ("2024",                    "2024-05-14", "the same days of 2023",                  "the same days of 2023"),
            ("2024-05",                 "2024-05-01", "the first day of April 2024",            "the same days of May 2023"),
            ("2024-02..2024-07",        "2024-05-14", "1 August to 12 November 2023",           "1 February to 14 May 2023"),
            ("2023-11-01..2023-11-15",  "2024-05-14", "17 to 31 October 2023",                  "1 to 15 November 2022"),
        ];
        for (period, as_of, previous, year_before) in table {
            let (span, coverage) = (Span::parse(period).unwrap(), Coverage::up_to(day(as_of)));
            let covered = span.up_to(day(as_of)).unwrap();
            let words = |earlier: Option<Earlier>| {
                earlier.map(|it| coverage.earlier(&it).words().to_owned())
            };
            let found = words(comparison::previous(span, covered));
            assert_eq!(found.as_deref(), Some(previous), "{period}");
            let found = words(comparison::year_before(span, covered));
            assert_eq!(found.as_deref(), Some(year_before), "{period}");
        }
    }
}
