//! Losses over the months, quarters or years of the period.

use crate::claims::days::Days;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Granularity, Span, Usd};
use crate::tables::schema::{ByPeriod, span_name};
use crate::tables::{InTable, Table};

/// The days that a row of a series adds up.
pub fn days(
    subject: &Subject<'_>,
    row: InTable<'_, ByPeriod>,
    granularity: Granularity,
) -> Option<Days> {
    let span = Span::around(granularity, row.first_day)?;
    Some(subject.within(span))
}

/// The costliest month, quarter or year; `None` if there is only one.
pub fn costliest(
    subject: &Subject<'_>,
    sheet: &Table<ByPeriod>,
    granularity: Granularity,
) -> Option<Sentence> {
    let positive = sheet.iter().filter(|row| row.loss_usd > Some(Usd::ZERO));
    let Some(worst) = positive.rev().max_by_key(|row| row.loss_usd) else {
        let any = sheet.iter().any(|row| row.incidents > 0);
        return Some(Sentence::plain(if any {
            "There is no known loss above zero in the period."
        } else {
            "There is no incident in the period."
        }));
    };
    let calendar = subject.calendar(granularity);
    if calendar.len() < 2 {
        return None;
    }
    let days = days(subject, worst, granularity)?;
    let amounts = |words: Sentence| {
        words
            .number(worst.number(ByPeriod::LOSS_USD, Form::Compact))
            .text(" in ")
            .number(worst.number(ByPeriod::INCIDENTS, Form::Count))
            .text(plural(worst.incidents, " incident", " incidents"))
    };
    // Spans that the period or the reports cut are not like the others, and not compared with them.
    let are_alike = calendar.iter().all(|it| subject.within(*it).is_whole() && subject.holds(*it));
    let equal = sheet.iter().filter(|row| row.loss_usd == worst.loss_usd).count();
    Some(if are_alike && equal == 1 {
        let words = Sentence::plain("The costliest ").text(span_name(granularity)).text(" was ");
        amounts(words.days(&days).text(": ")).text(".")
    } else {
        let words = Sentence::plain("Most was lost ").when(&days).text(": ");
        let words =
            if equal == 1 { words } else { Sentence::default().when(&days).capital().text(": ") };
        amounts(words).text(".")
    })
}

/// What the table is called.
pub fn caption(subject: &Subject<'_>, granularity: Granularity) -> Sentence {
    Sentence::plain("Losses by ").text(span_name(granularity)).text(", ").days(&subject.days())
}
