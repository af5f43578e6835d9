//! What all charts share: the title that says the finding, the subtitle, the footnote.

use chrono::{Datelike, NaiveDate};

use crate::checks::Totals;
use crate::domain::Period;

use super::canvas::{Canvas, TITLE};
use super::spec::{Anchor, ChartSpec, Mark, TextMark};
use super::text::{Style, fit, own_width, wrap};

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

/// A share, in millionths, from which on a title speaks of it.
pub const REMARKABLE: i128 = 200_000;

/// A chart whose body is laid out, and the words about it.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What the picture shows, in a sentence: the longest first, then shorter ones.
    pub titles: Vec<String>,
    /// The quantity, its unit, the period, and how many incidents there are.
    pub subtitle: String,
    /// The rule, the source, and what is left out.
    pub footnote: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// The marks of the body.
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// Puts the body on its page. A title that is given takes the place of our own.
    #[must_use]
    pub fn framed(self, name: &str, canvas: Canvas, title: Option<&str>) -> ChartSpec {
        let titles = title.map_or(self.titles, |title| vec![one_line(title)]);
        let mut marks = self.marks;
        let (title, height) = if canvas.is_slide {
            let title = fitting_title(&titles, canvas);
            marks.extend(words(&title, &self.subtitle, &self.footnote, canvas));
            (title, canvas.height)
        } else {
            let lowest = marks.iter().map(Mark::lower_edge).fold(0.0, f64::max);
            (titles.into_iter().next().unwrap_or_default(), (lowest + 4.0).ceil())
        };
        ChartSpec {
            name: name.to_owned(),
            title,
            subtitle: self.subtitle,
            footnote: self.footnote,
            description: self.description,
            width: canvas.width,
            height,
            marks,
        }
    }
}

/// The text with every run of blanks made one.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first title that fits one line; the last one shortened if none does.
fn fitting_title(candidates: &[String], canvas: Canvas) -> String {
    let room = canvas.right() - canvas.left();
    let fits = |title: &&String| own_width(title, TITLE) <= room;
    match (candidates.iter().find(fits), candidates.last()) {
        (Some(title), _) => title.clone(),
        (None, Some(last)) => fit(last, TITLE, room),
        (None, None) => String::new(),
    }
}

/// The marks of title, subtitle and footnote.
fn words(title: &str, subtitle: &str, footnote: &str, canvas: Canvas) -> Vec<Mark> {
    let (left, room, tick) = (canvas.left(), canvas.right() - canvas.left(), canvas.tick());
    // A long subtitle is set smaller before it is cut.
    let note = [canvas.note(), tick].into_iter().find(|it| own_width(subtitle, *it) <= room);
    let line = |baseline, style: Style, text: &str| {
        Mark::Text(TextMark::new(left, baseline, Anchor::Start, style, text).within(room))
    };
    let mut marks = vec![line(98.0, TITLE, title), line(148.0, note.unwrap_or(tick), subtitle)];
    let lines = wrap(footnote, tick, room);
    let mut baseline = canvas.height - 28.0;
    for text in lines.into_iter().take(2).rev() {
        marks.push(line(baseline, tick, &text));
        baseline -= tick.size * 1.3;
    }
    marks
}

/// What stands where there would be bars or dots.
#[must_use]
pub fn nothing_to_draw(canvas: Canvas) -> Mark {
    let note = canvas.note();
    let baseline = canvas.top + note.size * 2.0;
    Mark::text(canvas.left(), baseline, Anchor::Start, note, "There is nothing to draw.")
}

impl Scope<'_> {
    /// The subtitle: the quantity, the period, the unit, and how many incidents there are.
    #[must_use]
    pub fn subtitle(&self, quantity: &str) -> String {
        let period = self.period_words().map_or_else(String::new, |period| format!(", {period}"));
        format!("{quantity}{period}, US dollars at the time of the event. {}", self.count_words())
    }

    /// The subtitle of a picture that shows what came before the period as well, in grey.
    #[must_use]
    pub fn subtitle_with_earlier(&self, quantity: &str, spans: &str) -> String {
        self.subtitle_beside(quantity, &format!("Grey: earlier {spans}"))
    }

    /// The subtitle of a picture that shows something beside the period, and the words for that.
    #[must_use]
    pub fn subtitle_beside(&self, quantity: &str, words: &str) -> String {
        let period = self.period_words().map_or_else(String::new, |period| format!("{period}: "));
        format!("{quantity}, US dollars. {period}{}. {words}", self.count_words())
    }

    /// A title where there is no incident to speak of.
    #[must_use]
    pub fn nothing_words(&self) -> String {
        let nothing = match (self.totals.incidents, self.totals.known) {
            (0, _) => "No incident",
            (_, 0) => "No loss is known",
            _ => "No money was lost",
        };
        match self.period_words() {
            Some(period) => format!("{nothing} in this period, {period}"),
            None => "No incident to show".into(),
        }
    }

    /// The period in words: `2011–2024`, `Oct–Dec 2023`, `2023-11-01 to 2023-11-15`; none if there
    /// is neither a period nor an incident.
    #[must_use]
    pub fn period_words(&self) -> Option<String> {
        let years = |first: i32, last: i32| {
            if first == last { first.to_string() } else { format!("{first}–{last}") }
        };
        let whole_year = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let from =
            self.period.from.or(self.days.and_then(|(first, _)| whole_year(first.year(), 1, 1)));
        let to = self.period.to.or(self.days.and_then(|(_, last)| whole_year(last.year(), 12, 31)));
        let (from, to) = from.zip(to)?;
        let month_ends = to.succ_opt().is_none_or(|next| next.day() == 1);
        Some(match (from.day() == 1 && month_ends, from.month() == 1 && to.month() == 12) {
            (true, true) => years(from.year(), to.year()),
            (true, false) if (from.year(), from.month()) == (to.year(), to.month()) => {
                from.format("%b %Y").to_string()
            }
            (true, false) if from.year() == to.year() => {
                format!("{}–{}", from.format("%b"), to.format("%b %Y"))
            }
            (true, false) => format!("{} to {}", from.format("%b %Y"), to.format("%b %Y")),
            (false, _) if from == to => from.to_string(),
            (false, _) => format!("{from} to {to}"),
        })
    }

    /// How many incidents, and how many with a known loss.
    #[must_use]
    pub fn count_words(&self) -> String {
        let Totals { incidents, known, .. } = *self.totals;
        let all = counted(incidents, "incident");
        match (incidents, known == incidents) {
            (0, _) => all,
            (1, true) => format!("{all}, with a known loss"),
            (_, true) => format!("{all}, all with a known loss"),
            (_, false) => format!("{all}, {} with a known loss", grouped(known)),
        }
    }

    /// The source, and what is left out.
    #[must_use]
    pub fn source_words(&self) -> String {
        let Totals { incidents, unknown, duplicates, .. } = *self.totals;
        if incidents == 0 {
            return String::new();
        }
        let mut words =
            vec![format!("Source: {}.", counted(incidents + duplicates, "incident report"))];
        if unknown > 0 {
            words.push(format!("Left out: {} with an unknown loss.", counted(unknown, "incident")));
        }
        if duplicates > 0 {
            words.push(format!("Not counted twice: {}.", counted(duplicates, "duplicate report")));
        }
        words.join(" ")
    }
}

/// `1 incident`, `1,234 incidents`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A small count in words, a large one in digits.
#[must_use]
pub fn number_words(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(count).map_or_else(|| grouped(count), |word| (*word).to_owned())
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
            let scope = Scope {
                totals: &Totals::default(),
                period: Period { from: day(from), to: day(to) },
                days,
            };
            assert_eq!(scope.period_words().as_deref(), Some(words));
        }
        let nothing = Scope { totals: &Totals::default(), period: Period::default(), days: None };
        assert_eq!(nothing.period_words(), None);
    }

    #[test]
    fn counts_in_groups() {
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
