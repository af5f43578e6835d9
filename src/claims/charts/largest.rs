//! The largest losses: `largest_incidents`.

use crate::claims::events::{Event, Events};
use crate::claims::scope::numbers_in;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::tables::schema::names;

use super::{Bar, ChartWords, amount, joined};

/// How many are shown if nothing was chosen; as many as the table `largest_incidents` has.
const TOP: usize = 10;

/// A bar for each of the largest losses, one for the rest, and the words.
pub fn largest_incidents(
    subject: &Subject<'_>,
    events: &Events<'_>,
    top: Option<usize>,
) -> (ChartWords, Vec<Bar>) {
    let top = top.unwrap_or(TOP);
    let largest = &events.positive()[..top.min(events.positive().len())];
    let footnote = Sentence::plain("Each bar is one incident, with its attack types and its day. ");
    let shown =
        largest.iter().map(|it| it.named(&it.name()).unwrap_or_default().text(", ").then(note(it)));
    let named = subject.tables.largest_incidents.schema.name.as_str();
    let table = if top > TOP { names::INCIDENTS } else { named };
    let description = Sentence::plain("Horizontal bars of the largest losses: ")
        .then(joined(shown, "; "))
        .text(". ")
        .then(numbers_in(table));
    let words = ChartWords {
        titles: titles(subject, events),
        subtitles: subject.subtitles(&Sentence::plain("The largest losses")),
        footnote: footnote.then(subject.source()),
        description,
    };
    (words, bars(events, top))
}

fn titles(subject: &Subject<'_>, events: &Events<'_>) -> Vec<Sentence> {
    let Some(first) = events.positive().first() else { return vec![subject.nothing()] };
    let (loss, total) = (first.fact(), subject.total());
    let name = || Sentence::default().name(&first.name());
    let share = || {
        Sentence::default().number(loss.share_of(&total).and_then(|it| it.number(Form::Percent)))
    };
    let equal = events.as_large_as(first);
    if events.positive().len() == 1 {
        return vec![
            name().text(" is the only known loss above zero: ").then(amount(&loss)),
            name().text(": ").then(amount(&loss)),
        ];
    }
    if equal.count() > 1 {
        return vec![
            Sentence::plain("The largest losses are equal: ")
                .number(equal.number(Form::Words))
                .text(" of ")
                .then(amount(&loss)),
        ];
    }
    vec![
        name()
            .text(" is the largest loss: ")
            .then(amount(&loss))
            .text(", ")
            .then(share())
            .text(" of the ")
            .then(amount(&total))
            .text(" lost"),
        name()
            .text(": ")
            .then(amount(&loss))
            .text(" of ")
            .then(amount(&total))
            .text(", ")
            .then(share()),
        Sentence::plain("The largest loss: ").then(amount(&loss)).text(" of ").then(amount(&total)),
    ]
}

/// The attack types and the day.
fn note(event: &Event<'_>) -> Sentence {
    Sentence::default().name(&event.attack()).text(", ").then(event.short_day())
}

fn bars(events: &Events<'_>, top: usize) -> Vec<Bar> {
    let largest = events.positive().iter().take(top);
    let mut bars: Vec<Bar> = largest
        .map(|event| Bar {
            label: event.targets(),
            value: amount(&event.fact()),
            note: Sentence::default().name(&event.attack()),
            day: Some(event.short_day()),
            loss: event.loss,
            is_rest: false,
        })
        .collect();
    let (count, sum) = events.rest(top);
    if count.count() > 0 {
        bars.push(Bar {
            label: Sentence::default().number(count.number(Form::Count)).text(plural(
                count.count(),
                " other incident",
                " other incidents",
            )),
            value: amount(&sum),
            note: Sentence::default(),
            day: None,
            loss: sum.usd(),
            is_rest: true,
        });
    }
    bars.extend(without_loss(events).filter(|_| !events.positive().is_empty()));
    bars
}

/// Those that are known to have cost nothing; `None` if there are none.
fn without_loss(events: &Events<'_>) -> Option<Bar> {
    let (count, sum) = events.without_loss();
    (count.count() > 0).then(|| Bar {
        label: Sentence::default()
            .number(count.number(Form::Count))
            .text(plural(count.count(), " incident", " incidents"))
            .text(" without a loss"),
        value: amount(&sum),
        note: Sentence::default(),
        day: None,
        loss: sum.usd(),
        is_rest: true,
    })
}
