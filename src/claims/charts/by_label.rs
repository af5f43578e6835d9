//! Allocated losses by label: `losses_by_attack_type`, `losses_by_entity_type`.

use crate::claims::cells::Rows;
use crate::claims::fact::Fact;
use crate::claims::scope::numbers_in;
use crate::claims::sentence::{Sentence, plural};
use crate::claims::subject::Subject;
use crate::claims::value::Form;
use crate::domain::{Dimension, UNCLASSIFIED};
use crate::tables::schema::ByLabel;
use crate::tables::{InTable, Table};

use super::{Bar, ChartWords, REMARKABLE, amount, joined};

/// The most bars if nothing was chosen, the gathered one included.
const MOST_BARS: usize = 12;

/// The bars and the words; `None` if no incident has a label of the dimension: then there is nothing
/// to compare. `top` is how many labels have a bar of their own.
pub fn losses_by_label(
    subject: &Subject<'_>,
    dimension: Dimension,
    top: Option<usize>,
) -> Option<(ChartWords, Vec<Bar>)> {
    let sheet = subject.tables.by_label(dimension)?;
    let name = &sheet.schema.name;
    if sheet.iter().len() > 0 && !subject.has_labels(dimension) {
        return None;
    }
    let (word, many) = dimension.words();
    let titles = titles(subject, sheet, dimension);
    let bars = bars(sheet, dimension, top);
    let quantity = Sentence::plain("Allocated losses by ").text(word);
    let footnote = Sentence::plain("A loss with several ")
        .text(many)
        .text(" is divided equally among them, so the bars add up to the total. ")
        .then(subject.source());
    let shown = bars.iter().filter(|bar| !bar.is_rest);
    let shown = shown.map(|bar| bar.label.clone().text(" ").then(bar.value.clone()));
    let description = Sentence::plain("Horizontal bars of allocated losses by ")
        .text(word)
        .text(", ")
        .days(&subject.days())
        .text(", ")
        .then(amount(&subject.total()))
        .text(" in all: ")
        .then(joined(shown, ", "))
        .text(". ")
        .then(numbers_in(name));
    let subtitles = subject.subtitles(&quantity);
    Some((ChartWords { titles, subtitles, footnote, description }, bars))
}

/// The bars, the largest first; those for which there is no room are gathered in one, so that the
/// bars add up. Where labels are missing, that has a bar of its own.
fn bars(sheet: &Table<ByLabel>, dimension: Dimension, top: Option<usize>) -> Vec<Bar> {
    let bar = |row: InTable<'_, ByLabel>| {
        let count = row.incidents;
        let loss = row.fact(ByLabel::ALLOCATED_LOSS_USD);
        Bar {
            label: Sentence::default().name(row.label.as_str()),
            value: amount(&loss),
            note: Sentence::default()
                .number(row.number(ByLabel::INCIDENTS, Form::Count))
                .text(plural(count, " incident", " incidents")),
            day: None,
            loss: loss.usd(),
            is_rest: false,
        }
    };
    let (most, kept) = top.map_or((MOST_BARS, MOST_BARS - 1), |top| (top, top));
    if sheet.iter().len() <= most {
        return sheet.iter().map(bar).collect();
    }
    let is_missing = |row: &InTable<'_, ByLabel>| row.label.as_str() == UNCLASSIFIED;
    let shown: Vec<InTable<'_, ByLabel>> = sheet
        .iter()
        .enumerate()
        .filter(|(position, row)| *position < kept || is_missing(row))
        .map(|(_, row)| row)
        .collect();
    let named = shown.iter().map(|row| row.label.clone()).collect();
    let rows = Rows::all().except(ByLabel::LABEL, named);
    let (count, loss) = (sheet.count(&rows), sheet.sum(ByLabel::ALLOCATED_LOSS_USD, &rows));
    let mut bars: Vec<Bar> = shown.into_iter().map(bar).collect();
    if count.count() > 0 {
        bars.push(Bar {
            label: others(&count, dimension),
            value: amount(&loss),
            note: Sentence::default(),
            day: None,
            loss: loss.usd(),
            is_rest: true,
        });
    }
    bars
}

/// `8 other attack types`.
fn others(count: &Fact, dimension: Dimension) -> Sentence {
    let (word, many) = dimension.words();
    Sentence::default()
        .number(count.number(Form::Count))
        .text(" other ")
        .text(if count.count() == 1 { word } else { many })
}

fn titles(subject: &Subject<'_>, sheet: &Table<ByLabel>, dimension: Dimension) -> Vec<Sentence> {
    let labelled = sheet.iter().filter(|row| row.label.as_str() != UNCLASSIFIED);
    let mut costliest = labelled.clone();
    let (total, first) = (subject.total(), costliest.next());
    let Some(first) =
        first.filter(|row| row.fact(ByLabel::ALLOCATED_LOSS_USD).positive().is_some())
    else {
        return vec![subject.nothing_labelled(dimension.words().0)];
    };
    let loss = first.fact(ByLabel::ALLOCATED_LOSS_USD);
    let label = || Sentence::default().name(first.label.as_str());
    let (word, many) = dimension.words();
    if sheet.iter().len() == 1 {
        return vec![
            Sentence::plain("All of the ")
                .then(amount(&total))
                .text(" was lost to one ")
                .text(word)
                .text(": ")
                .then(label()),
            label(),
        ];
    }
    let is_alone = costliest.next().and_then(|row| row.allocated_loss_usd) < loss.usd();
    let share = loss.share_of(&total);
    let is_small = share.as_ref().and_then(Fact::share).unwrap_or(0) < REMARKABLE;
    let finding = if is_small && is_alone {
        let named = vec![UNCLASSIFIED.to_owned()];
        let count = sheet.count(&Rows::all().except(ByLabel::LABEL, named));
        label()
            .text(" is the costliest of ")
            .number(count.number(Form::Count))
            .text(" ")
            .text(many)
            .text(": ")
            .then(amount(&loss))
            .text(" of ")
            .then(amount(&total))
    } else {
        label()
            .text(" accounts for ")
            .number(share.and_then(|it| it.number(Form::Percent)))
            .text(" of the ")
            .then(amount(&total))
            .text(" lost: ")
            .then(amount(&loss))
    };
    let short = label().text(": ").then(amount(&loss)).text(" of ").then(amount(&total));
    vec![finding, short, label()]
}
