//! Years beside each other: attack types by year, and the running total of this year.

use chrono::{Datelike, NaiveDate};

use crate::claims::charts::running_total::this_year;
use crate::claims::days::Days;
use crate::claims::sentence::Sentence;
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Granularity, Span};
use crate::tables::schema::{ByLabelAndPeriod, ToDateByYear};
use crate::tables::{InTable, Table};

/// The days of a year that a table from the first report on adds up.
pub fn year(subject: &Subject<'_>, first_day: NaiveDate) -> Days {
    let span = Span::around(Granularity::Year, first_day).unwrap_or(Span::day(first_day));
    if subject.tables.history.is_some() {
        subject.coverage.days(span)
    } else {
        subject.within(span)
    }
}

/// What the table of attack types by year shows; `first` and `last` are its first and its last year.
pub fn by_year(subject: &Subject<'_>, ends: Option<(NaiveDate, NaiveDate)>) -> Sentence {
    let Some((first, last)) = ends else {
        return Sentence::plain("There is no incident up to the end of the period.");
    };
    let (first, last) = (year(subject, first), year(subject, last));
    let words = Sentence::plain("Allocated losses of each attack type by year, from ").days(&first);
    let words = if first == last { words } else { words.text(" to ").days(&last) };
    words.text(". Empty means no incident; unknown means that no loss of the year is known.")
}

/// This year beside the year before and the costliest of all before, up to the same day; that
/// there is nothing to say where the reports do not reach the period.
pub fn against_years(subject: &Subject<'_>) -> Option<Sentence> {
    if !subject.is_reached() {
        let words = "The reports end before the period, so that there is no year to compare.";
        return Some(Sentence::plain(words));
    }
    let mut rows = subject.tables.to_date_by_year.iter().rev();
    let this = rows.next()?;
    let earlier: Vec<InTable<'_, ToDateByYear>> = rows.collect();
    let (days, year) = (this_year(subject), |row: InTable<'_, ToDateByYear>| {
        row.number(ToDateByYear::YEAR, Form::Plain)
    });
    let last = days.covered().last();
    let is_year = (last.month(), last.day()) == (12, 31);
    let by_then = if is_year { "" } else { " by the same day" };
    let cost = if is_year { " cost " } else { " had cost " };
    let loss = |row: InTable<'_, ToDateByYear>| row.number(ToDateByYear::LOSS_USD, Form::Compact);
    let first = if is_year {
        Sentence::default().number(year(this))
    } else {
        Sentence::plain("By ").day(last).text(", the year")
    };
    let words = match loss(this) {
        None => first.text(cost).text("nobody knows how much"),
        known => first.text(cost).number(known),
    };
    let Some(before) = earlier.first() else { return Some(words.text(".")) };
    let words = match loss(*before) {
        None => words
            .text("; nobody knows what ")
            .number(year(*before))
            .text(if is_year { " cost" } else { " had cost" })
            .text(by_then),
        known => words.text("; ").number(year(*before)).text(cost).number(known).text(by_then),
    };
    let positive =
        earlier.iter().filter(|row| row.fact(ToDateByYear::LOSS_USD).positive().is_some());
    let worst = positive.rev().max_by_key(|row| row.loss_usd);
    Some(match worst {
        Some(worst) if worst.year != before.year => words
            .text(", and ")
            .number(year(*worst))
            .text(", the costliest of the earlier years")
            .text(if is_year { "" } else { " by then" })
            .text(", ")
            .number(loss(*worst))
            .text("."),
        _ => words.text("."),
    })
}

/// The head of the column that all years have up to the same day.
pub fn to_date_head(subject: &Subject<'_>) -> Sentence {
    let last = this_year(subject).covered().last();
    let text = match (last.month(), last.succ_opt().is_some_and(|it| it.day() == 1)) {
        (12, true) => "January to December".to_owned(),
        (1, true) => "January".to_owned(),
        (_, true) => format!("January to {}", last.format("%B")),
        (1, false) if last.day() == 1 => "1 January".to_owned(),
        (1, false) => format!("1 to {} January", last.day()),
        _ => format!("1 January to {}", last.format("%-d %B")),
    };
    Sentence::default().name(&text)
}

/// Where the rest of the table of attack types by year is.
pub fn all_in(sheet: &Table<ByLabelAndPeriod>) -> Sentence {
    Sentence::plain("All types and years are in ")
        .code(&format!("tables/{}.csv", sheet.schema.name))
        .text(".")
}
