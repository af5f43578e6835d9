//! What all charts share: the title that says the finding, the subtitle, the footnote.

use chrono::{Datelike, NaiveDate};

use crate::checks::Totals;
use crate::domain::Period;

use super::spec::{Anchor, Mark, TextMark};
use super::text::{Weight, fit, width, wrap};
use super::theme::{BODY, Colour, HEIGHT, INK, MARGIN, MUTED, SMALL, TITLE, WIDTH};

/// What the charts of one edition are about.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Counts and the total loss.
    pub totals: &'a Totals,
    /// The days the run looks at.
    pub period: Period,
    /// The days of the first and the last incident, if there is any.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// The upper edge of the space for bars and dots.
pub const BODY_TOP: f64 = 196.0;
/// The lower edge of that space.
pub const BODY_BOTTOM: f64 = 976.0;
/// The left edge of the page's content.
pub const LEFT: f64 = MARGIN as f64;
/// The right edge of the page's content.
pub const RIGHT: f64 = (WIDTH - MARGIN) as f64;

/// A text mark.
#[must_use]
pub fn text(x: f64, baseline: f64, anchor: Anchor, size: f64, weight: Weight, colour: Colour, text: impl Into<String>) -> TextMark {
    TextMark { x, baseline, anchor, size, weight, colour, text: text.into() }
}

/// The first title that fits one line; the last one shortened if none does.
#[must_use]
pub fn fitting_title(candidates: &[String]) -> String {
    let fits = |title: &&String| width(title, TITLE, Weight::Bold) <= RIGHT - LEFT;
    match (candidates.iter().find(fits), candidates.last()) {
        (Some(title), _) => title.clone(),
        (None, Some(last)) => fit(last, TITLE, Weight::Bold, RIGHT - LEFT),
        (None, None) => String::new(),
    }
}

/// The marks of title, subtitle and footnote.
#[must_use]
pub fn marks(title: &str, subtitle: &str, footnote: &str) -> Vec<Mark> {
    let mut marks = vec![
        Mark::Text(text(LEFT, 98.0, Anchor::Start, TITLE, Weight::Bold, INK, title)),
        Mark::Text(text(LEFT, 148.0, Anchor::Start, BODY, Weight::Regular, MUTED, fit(subtitle, BODY, Weight::Regular, RIGHT - LEFT))),
    ];
    let lines = wrap(footnote, SMALL, Weight::Regular, RIGHT - LEFT);
    let last = f64::from(HEIGHT) - 28.0;
    for (position, line) in lines.iter().take(2).enumerate() {
        let below = lines.len().min(2) - 1 - position;
        #[expect(clippy::cast_precision_loss, reason = "there are two lines at the most")]
        let baseline = last - below as f64 * SMALL * 1.3;
        marks.push(Mark::Text(text(LEFT, baseline, Anchor::Start, SMALL, Weight::Regular, MUTED, line.as_str())));
    }
    marks
}

impl Scope<'_> {
    /// The period in words: `2011–2024`, `Oct–Dec 2023`, `2023-11-01 to 2023-11-15`.
    #[must_use]
    pub fn period_words(&self) -> String {
        let years = |first: i32, last: i32| if first == last { first.to_string() } else { format!("{first}–{last}") };
        let whole_year = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let from = self.period.from.or(self.days.and_then(|(first, _)| whole_year(first.year(), 1, 1)));
        let to = self.period.to.or(self.days.and_then(|(_, last)| whole_year(last.year(), 12, 31)));
        let (Some(from), Some(to)) = (from, to) else { return "no period".into() };
        let month_ends = to.succ_opt().is_none_or(|next| next.day() == 1);
        match (from.day() == 1 && month_ends, from.month() == 1 && to.month() == 12) {
            (true, true) => years(from.year(), to.year()),
            (true, false) if (from.year(), from.month()) == (to.year(), to.month()) => from.format("%b %Y").to_string(),
            (true, false) if from.year() == to.year() => format!("{}–{}", from.format("%b"), to.format("%b %Y")),
            (true, false) => format!("{} to {}", from.format("%b %Y"), to.format("%b %Y")),
            (false, _) if from == to => from.to_string(),
            (false, _) => format!("{from} to {to}"),
        }
    }

    /// How many incidents, and how many with a known loss.
    #[must_use]
    pub fn count_words(&self) -> String {
        let Totals { incidents, known, .. } = *self.totals;
        if known == incidents {
            format!("{}, each with a known loss", counted(incidents, "incident"))
        } else {
            format!("{}, {known} with a known loss", counted(incidents, "incident"))
        }
    }

    /// The source, and what is left out.
    #[must_use]
    pub fn source_words(&self) -> String {
        let Totals { incidents, unknown, duplicates, .. } = *self.totals;
        let mut words = format!("Source: {}.", counted(incidents + duplicates, "incident report"));
        if unknown > 0 {
            words.push_str(&format!(" Left out: {} with an unknown loss.", counted(unknown, "incident")));
        }
        if duplicates > 0 {
            words.push_str(&format!(" Not counted twice: {}.", counted(duplicates, "duplicate report")));
        }
        words
    }
}

/// `1 incident`, `1,234 incidents`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A count with commas between groups of three digits.
#[must_use]
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A part of a whole in percent, with three significant digits at the most: `67%`, `0.4%`.
#[must_use]
pub fn percent(millionths: i128) -> String {
    // Percent in tenths below ten, whole percents above; never `100%` for less than all.
    let tenths = (millionths + 500) / 1000;
    match tenths {
        _ if millionths > 0 && tenths == 0 => "less than 0.1%".into(),
        1000.. if millionths < 1_000_000 => "more than 99.9%".into(),
        990..1000 => format!("{}.{}%", tenths / 10, tenths % 10),
        100.. => format!("{}%", (millionths + 5000) / 10_000),
        _ if tenths % 10 == 0 => format!("{}%", tenths / 10),
        _ => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_words() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let days = day("2011-10-05").zip(day("2024-05-14"));
        #[rustfmt::skip]
        let table = [
            // from         to             words
            ("",            "",            "2011–2024"),
            ("2023-01-01",  "2023-12-31",  "2023"),
            ("2023-10-01",  "2023-12-31",  "Oct–Dec 2023"),
            ("2023-11-01",  "2023-11-30",  "Nov 2023"),
            ("2023-11-01",  "2024-01-31",  "Nov 2023 to Jan 2024"),
            ("2023-11-20",  "2023-11-20",  "2023-11-20"),
            ("2023-11-02",  "2023-11-20",  "2023-11-02 to 2023-11-20"),
            ("2022-01-01",  "",            "2022–2024"),
        ];
        for (from, to, words) in table {
            let scope = Scope { totals: &Totals::default(), period: Period { from: day(from), to: day(to) }, days };
            assert_eq!(scope.period_words(), words);
        }
        let nothing = Scope { totals: &Totals::default(), period: Period::default(), days: None };
        assert_eq!(nothing.period_words(), "no period");
    }

    #[test]
    fn percents() {
        let table = [
            (0, "0%"), (100, "less than 0.1%"), (4_000, "0.4%"), (50_000, "5%"), (55_000, "5.5%"), (671_114, "67%"),
            (994_000, "99.4%"), (999_999, "more than 99.9%"), (1_000_000, "100%"),
        ];
        for (millionths, expected) in table {
            assert_eq!(percent(millionths), expected, "{millionths}");
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
