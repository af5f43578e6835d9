//! Sentences: words and numbers in a row, in which every number knows the cells that it comes from,
//! and every span of days the days that it means. Charts, reports and the terminal show them; none
//! of them words any.

use crate::domain::Span;
use crate::domain::text::one_line;

use super::fact::Number;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words of ours; no digit stands in them.
    Text(String),
    /// Words from the reports or the calendar: a label, a target, a period.
    Name(String),
    /// A name or a file that stands for itself, such as a column.
    Code(String),
    /// A name that leads somewhere.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        href: String,
        /// The days that it names, if it names any.
        days: Option<Span>,
    },
    /// A number.
    Number(Number),
    /// A number that the sentence is about.
    Strong(Number),
    /// The name of a span of days, and the days that it means.
    Span {
        /// What is shown.
        shown: String,
        /// The days.
        days: Span,
    },
}

impl Part {
    /// What is shown.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Name(text) | Self::Code(text) | Self::Link { text, .. } => {
                text
            }
            Self::Span { shown, .. } => shown,
            Self::Number(number) | Self::Strong(number) => &number.shown,
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) | Self::Strong(number) => Some(number),
            _ => None,
        }
    }
}

/// Some words and numbers in a row: a sentence or more, or the content of a cell.
///
/// Only [`crate::claims`] can put words, numbers and spans together. Other rooms have labels without
/// a number, and what they show of a cell or of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub(in crate::claims) Vec<Part>);

impl Sentence {
    /// What is shown of a cell: its number, or these words if there is none.
    pub fn cell(number: Option<Number>, otherwise: &str) -> Self {
        Self::default().number_or(number, otherwise)
    }

    /// This as the label of something: `Total loss: $403M`.
    pub fn labels(self, what: &Self) -> Self {
        self.text(": ").then(what.clone())
    }

    /// Its parts.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// A sentence of such parts.
    #[cfg(test)]
    pub(crate) fn of(parts: Vec<Part>) -> Self {
        Self(parts)
    }

    /// Words without a number.
    pub fn plain(text: &str) -> Self {
        Self::default().text(text)
    }

    /// Adds words of ours.
    pub(in crate::claims) fn text(mut self, text: &str) -> Self {
        self.0.push(Part::Text(text.to_owned()));
        self
    }

    /// Adds words from the reports or the calendar.
    pub fn name(mut self, text: &str) -> Self {
        // One line, whatever the report has: a line break would end a row of a table.
        self.0.push(Part::Name(one_line(text)));
        self
    }

    /// Adds a name that stands for itself.
    pub fn code(mut self, text: &str) -> Self {
        self.0.push(Part::Code(text.to_owned()));
        self
    }

    /// Adds a number, or `unknown` if there is none.
    pub(in crate::claims) fn number(self, number: Option<Number>) -> Self {
        self.number_or(number, "unknown")
    }

    /// Adds a number, or these words if there is none.
    pub(in crate::claims) fn number_or(mut self, number: Option<Number>, otherwise: &str) -> Self {
        self.0.push(number.map_or_else(|| Part::Text(otherwise.to_owned()), Part::Number));
        self
    }

    /// Adds a number that the sentence is about, or `unknown` if there is none.
    pub(in crate::claims) fn strong(mut self, number: Option<Number>) -> Self {
        self.0.push(number.map_or_else(|| Part::Text("unknown".to_owned()), Part::Strong));
        self
    }

    /// Adds a link, or only its text if it leads nowhere.
    pub fn link(mut self, text: &str, href: Option<String>) -> Self {
        let text = text.to_owned();
        self.0.push(match href {
            Some(href) => Part::Link { text, href, days: None },
            None => Part::Code(text),
        });
        self
    }

    /// The same, with its numbers as mere words: what a cell is about, not what it says.
    pub fn without_numbers(&self) -> Self {
        let part = |part: &Part| match part {
            Part::Number(number) | Part::Strong(number) => Part::Name(number.shown.clone()),
            Part::Link { text, days: None, .. } => Part::Name(text.clone()),
            Part::Link { text, days: Some(days), .. } => {
                Part::Span { shown: text.clone(), days: *days }
            }
            other => other.clone(),
        };
        Self(self.0.iter().map(part).collect())
    }

    /// Adds the name of a span of days. Names are given in [`super::days`] and nowhere else.
    pub(in crate::claims) fn span(mut self, shown: &str, days: Span) -> Self {
        self.0.push(Part::Span { shown: shown.to_owned(), days });
        self
    }

    /// Adds all parts of another.
    pub fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The numbers in it.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.0.iter().filter_map(Part::number)
    }

    /// The sentence with a capital at the beginning.
    pub(in crate::claims) fn capital(mut self) -> Self {
        if let Some(Part::Text(text) | Part::Span { shown: text, .. }) = self.0.first_mut() {
            let mut letters = text.chars();
            if let Some(first) = letters.next() {
                *text = first.to_uppercase().chain(letters).collect();
            }
        }
        self
    }

    /// The spans of days that it names, with their days.
    pub fn spans(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0.iter().filter_map(|part| match part {
            Part::Span { shown, days } | Part::Link { text: shown, days: Some(days), .. } => {
                Some((shown.as_str(), *days))
            }
            _ => None,
        })
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words and numbers without any markup.
    pub fn bare(&self) -> String {
        self.0.iter().map(Part::shown).collect()
    }
}

/// `incident` or `incidents`.
pub fn plural(count: i64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// Texts in a row: `A`, `A and B`, `A, B and C`.
pub fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
