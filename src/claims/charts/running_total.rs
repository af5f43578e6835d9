//! The running total of each year: `cumulative_loss_by_year`.

use chrono::Datelike;

use crate::claims::days::Days;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::Sentence;
use crate::claims::subject::Subject;
use crate::domain::comparison::{Earlier, Likeness};
use crate::domain::{Granularity, Span, Usd};
use crate::tables::InTable;
use crate::tables::schema::{CumulativeByYear, ToDateByYear};

use super::{ChartWords, amount, compared_titles, joined};

/// How many years the alt text names.
const NAMED: usize = 12;

/// The running total of a year at the end of each of its months; of the last month at the last day
/// that is covered.
#[derive(Clone, Debug)]
pub struct YearLine {
    /// The year.
    pub year: i32,
    /// The totals, from January; none as long as all losses are unknown.
    pub totals: Vec<Option<Usd>>,
    /// Whether the line goes to the end of December.
    pub is_over: bool,
    /// What stands where it ends: `2022 $42B`.
    pub label: Sentence,
}

impl YearLine {
    /// The last total; zero if it is unknown.
    pub fn last(&self) -> Usd {
        self.totals.last().copied().flatten().unwrap_or(Usd::ZERO)
    }
}

/// The lines, the oldest year first, and the words.
pub fn cumulative_loss_by_year(subject: &Subject<'_>) -> (ChartWords, Vec<YearLine>) {
    let lines = lines(subject);
    let titles = titles(subject);
    let quantity = Sentence::plain("Running total of losses in each year");
    let subtitles = if subject.looks_back {
        subject.subtitles_beside(&quantity, "Grey: earlier years")
    } else {
        subject.subtitles(&quantity)
    };
    let footnote =
        Sentence::plain("Each line adds up the known losses of one year, month by month. ")
            .then(subject.source());
    let labels = lines.iter().rev().take(NAMED).map(|it| it.label.clone());
    let description =
        Sentence::plain("A line for each year, from January to December. Where they end: ")
            .then(joined(labels, ", "))
            .text(". ")
            .then(numbers_in(&subject.tables.cumulative_by_year.schema.name));
    (ChartWords { titles, subtitles, footnote, description }, lines)
}

fn lines(subject: &Subject<'_>) -> Vec<YearLine> {
    let mut lines: Vec<YearLine> = Vec::new();
    let last = subject.days().covered().last();
    for row in subject.tables.cumulative_by_year.iter() {
        let month = row.month;
        let loss = row.fact(CumulativeByYear::CUMULATIVE_LOSS_USD);
        let of_year = lines.last_mut().filter(|it| it.year == month.year());
        let days = to_date(subject, month.year(), last);
        let label =
            days.map(|it| Sentence::default().short_days(&it).text(" ").then(amount(&loss)));
        let label = label.unwrap_or_default();
        match of_year {
            Some(line) => {
                line.totals.push(loss.usd());
                line.label = label;
            }
            None => lines.push(YearLine {
                year: month.year(),
                totals: vec![loss.usd()],
                is_over: month.year() < last.year() || (last.month(), last.day()) == (12, 31),
                label,
            }),
        }
    }
    lines
}

/// The days that the line of a year adds up: all of it, but for the last year.
fn to_date(subject: &Subject<'_>, year: i32, last: chrono::NaiveDate) -> Option<Days> {
    let whole = Span::around(Granularity::Year, last.with_day(1)?.with_month(1)?.with_year(year)?)?;
    Some(if year == last.year() { this_year(subject) } else { subject.coverage.days(whole) })
}

/// The year of the end of the period, up to that end.
pub fn this_year(subject: &Subject<'_>) -> Days {
    let last = subject.days().covered().last();
    let year = Span::around(Granularity::Year, last).unwrap_or(subject.span);
    // Of a period without an end, or one that is not over, it is the reports that end.
    let end = subject.period.to.filter(|_| !subject.is_cut()).unwrap_or(year.last());
    subject.coverage.days(year.up_to(end).unwrap_or(year))
}

/// The same days of an earlier year, as a row of `loss_to_date_by_year` has them.
pub fn same_days(subject: &Subject<'_>, row: InTable<'_, ToDateByYear>) -> Option<Days> {
    let covered = Span::new(row.from, row.to)?;
    let year = Span::around(Granularity::Year, covered.first())?;
    // Where the days end with the period, they have a name of their own: January to November 2022.
    let (span, likeness) = if this_year(subject).is_whole() {
        (covered, Likeness::Whole)
    } else {
        (year, Likeness::SameDays)
    };
    Some(subject.coverage.earlier(&Earlier { span, covered, likeness }))
}

/// The newest year beside the one before it, on the same day.
fn titles(subject: &Subject<'_>) -> Vec<Sentence> {
    let table = &subject.tables.to_date_by_year;
    let mut rows = table.iter().rev();
    let Some(newest) = rows.next() else { return vec![subject.nothing()] };
    let (days, loss) = (this_year(subject), newest.fact(ToDateByYear::LOSS_USD));
    if loss.positive().is_none() {
        let words = match (newest.incidents, newest.incidents_known) {
            (0, _) => "No incident ",
            (_, 0) => "No loss is known ",
            _ => "No money was lost, as far as known, ",
        };
        return vec![Sentence::plain(words).when(&days)];
    }
    // The table has other days than the name says, where the reports do not reach the period.
    let before = rows.next().filter(|_| subject.is_reached());
    let before = before.and_then(|row| {
        Some((row.fact(ToDateByYear::LOSS_CHANGE_SHARE), same_days(subject, row)?))
    });
    compared_titles(&loss, &days, before.as_ref().map(|(by, days)| (by, days)))
}
