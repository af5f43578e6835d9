//! The key figures, beside those of the span before and of a year before.

use crate::domain::{Span, Usd};
use crate::report::model::{Block, Figure, Form, Section, Sentence};
use crate::report::sheet::Row;
use crate::report::words::{Comparison, capital, plural};
use crate::report::{Subject, target};
use crate::transforms::key_figures::{PERIOD, PREVIOUS, YEAR_BEFORE};

use super::{cell, grid, money, numbers, value, words};

/// The earlier spans that there are figures of, with their rows and their words.
struct Earlier<'a> {
    row: Row<'a>,
    words: String,
    when: String,
    /// The head of its column.
    head: String,
}

impl Earlier<'_> {
    fn comparison(&self) -> Comparison<'_> {
        Comparison { row: self.row, words: &self.words, when: &self.when }
    }
}

fn period<'a>(subject: &Subject<'a>) -> Option<Row<'a>> {
    subject.sheets.get("key_figures").row("span", PERIOD)
}

fn earlier<'a>(subject: &Subject<'a>) -> Vec<Earlier<'a>> {
    let sheet = subject.sheets.get("key_figures");
    let spans = [(PREVIOUS, subject.span.previous()), (YEAR_BEFORE, subject.span.year_before())];
    let mut found: Vec<Earlier<'a>> = Vec::new();
    for (name, span) in spans {
        let Some((row, span)) = sheet.row("span", name).zip(span) else { continue };
        let days = row.day("from").zip(row.day("to")).and_then(|(from, to)| Span::new(from, to));
        let mut it = Earlier { row, words: span.words(), when: span.when(), head: span.words() };
        if let Some(days) = days.filter(|days| *days != span) {
            it.words = format!("the same days of {}", span.words());
            it.when = format!("in {}", it.words);
            it.head = format!("{}, first {} days", span.words(), days.days());
        }
        // Of a year, both are the year before.
        if found.iter().all(|other| other.words != it.words) {
            found.push(it);
        }
    }
    found
}

/// What the period was like, in a sentence or three.
pub(in crate::report) fn lead(subject: &Subject<'_>) -> Sentence {
    let Some(row) = period(subject) else { return Sentence::default() };
    let period = subject.span.words();
    let (incidents, known) = (row.count("incidents"), row.count("incidents_known"));
    let count = row.number("incidents", Form::Count);
    let lead = match (incidents, known) {
        (0, _) => {
            let words = Sentence::plain("No incident is reported for ").name(&period);
            return words.text(".").then(not_over(subject));
        }
        (_, 0) => {
            let one = plural(incidents, " incident is", " incidents are");
            Sentence::default().number(count).text(one).text(" reported for ").name(&period)
                .text(", and nobody knows what was lost: no loss is known, which does not mean that there was none")
        }
        _ => {
            let one = plural(incidents, " reported incident", " reported incidents");
            let when = capital(&subject.span.when());
            let lead = Sentence::default().name(&when).text(", ").number(count).text(one);
            let lead = match row.usd("loss_usd") {
                Some(Usd::ZERO) => lead.text(" cost no money"),
                _ => lead.text(" cost ").strong(row.number("loss_usd", Form::Compact)),
            };
            let changes: Vec<Sentence> = earlier(subject)
                .iter()
                .filter(|it| is_mostly_known(row) && is_mostly_known(it.row))
                .filter_map(|it| it.comparison().short("loss_change_share"))
                .collect();
            changes.into_iter().enumerate().fold(lead, |lead, (position, change)| {
                lead.text(if position == 0 { ", " } else { " and " }).then(change)
            })
        }
    };
    let lead = lead.text(".").then(largest(subject, row));
    let lead = if row.count("incidents_unknown") > 0 && known > 0 {
        lead.text(" The loss of ")
            .number(row.number("incidents_unknown", Form::Count))
            .text(" of these incidents is unknown and in no sum.")
    } else {
        lead
    };
    lead.then(twice(subject)).then(not_over(subject))
}

/// Whether most losses of a span are known: a change between sums of few means little.
fn is_mostly_known(row: Row<'_>) -> bool {
    row.count("incidents_known") >= row.count("incidents_unknown")
}

/// What may be counted twice: who publishes the total must know.
fn twice(subject: &Subject<'_>) -> Sentence {
    let manifest = subject.manifest();
    if manifest.usd("possible_duplicates.loss_usd").is_none_or(|loss| loss == Usd::ZERO) {
        return Sentence::default();
    }
    let pairs = manifest.count("possible_duplicates.pairs");
    Sentence::default()
        .text(" ")
        .number(manifest.number("possible_duplicates.loss_usd", Form::Compact))
        .text(" may be counted twice: ")
        .number(manifest.number("possible_duplicates.pairs", Form::Count))
        .text(plural(pairs, " pair of reports", " pairs of reports"))
        .text(plural(pairs, " may tell of one event.", " may each tell of one event."))
}

/// The largest loss, and what part of the total it is.
fn largest(subject: &Subject<'_>, row: Row<'_>) -> Sentence {
    let Some(largest) = subject.sheets.get("largest_incidents").rows().next() else {
        return Sentence::default();
    };
    let words = Sentence::plain(" The largest loss, at ").name(&target(largest));
    let words = words.text(" on ").number(largest.number("date", Form::DayWords)).text(", was ");
    let words = words.number(largest.number("loss_usd", Form::Compact));
    if row.count("incidents_known") < 2 {
        return words.text(".");
    }
    words.text(": ").number(row.number("largest_share", Form::Percent)).text(" of the total.")
}

/// What there is to say of a period that the reports do not cover to its end.
fn not_over(subject: &Subject<'_>) -> Sentence {
    let (span, newest) = (subject.span, subject.newest);
    let day = crate::domain::span::day_words(newest);
    if newest >= span.last() {
        return Sentence::default();
    }
    if newest < span.first() {
        return Sentence::plain(" The newest report of all is of ")
            .name(&day)
            .text(", before this period begins.");
    }
    let words = Sentence::plain(" The period is not over in these reports: the newest is of ");
    let words = words.name(&day);
    if earlier(subject).is_empty() {
        return words.text(".");
    }
    words.text(", and earlier periods are compared over as many days.")
}

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let earlier = earlier(subject);
    let row = period(subject);
    let nothing = row.is_some_and(|row| row.count("incidents") == 0) && earlier.is_empty();
    let no_past = earlier.is_empty().then(|| {
        Block::Note(Sentence::plain("There is no earlier period in the reports to compare with."))
    });
    super::section(
        "key-figures",
        "Key figures",
        [
            row.filter(|_| !nothing).map(|row| Block::Figures(figures(subject, row, &earlier))),
            no_past,
            row.and_then(|row| side_by_side(subject, row, &earlier)),
        ],
    )
}

fn figures(subject: &Subject<'_>, row: Row<'_>, earlier: &[Earlier<'_>]) -> Vec<Figure> {
    let compared = |of: &dyn Fn(&Comparison<'_>) -> Option<Sentence>| -> Vec<Sentence> {
        earlier.iter().filter_map(|it| of(&it.comparison())).collect()
    };
    let amount = |name, column: &'static str, change: &'static str| Figure {
        name,
        value: Sentence::default().strong(row.number(column, Form::Compact)),
        notes: compared(&|it| Some(it.amount(column, change)?.then(unknown_then(it.row)))),
    };
    let unknown = match (row.count("incidents"), row.count("incidents_unknown")) {
        (0, _) => Sentence::plain("nothing is reported"),
        (1, 0) => Sentence::plain("with a known loss"),
        (1, _) => Sentence::plain("its loss is unknown"),
        (_, 0) => Sentence::plain("all of them with a known loss"),
        _ => Sentence::default()
            .number(row.number("incidents_known", Form::Count))
            .text(" with a known loss, ")
            .number(row.number("incidents_unknown", Form::Count))
            .text(" unknown"),
    };
    let mut figures = vec![
        amount("Total loss", "loss_usd", "loss_change_share"),
        Figure {
            name: "Incidents",
            value: Sentence::default().strong(row.number("incidents", Form::Count)),
            notes: std::iter::once(unknown)
                .chain(compared(&|it| Some(it.count("incidents_change"))))
                .collect(),
        },
    ];
    if row.count("incidents_known") > 0 {
        figures.push(amount("Median loss", "median_loss_usd", "median_change_share"));
        let mut largest = amount("Largest loss", "max_loss_usd", "max_change_share");
        if let Some(first) = subject.sheets.get("largest_incidents").rows().next() {
            largest.notes.insert(0, Sentence::default().name(&target(first)));
        }
        figures.push(largest);
    }
    if row.count("incidents_known") > 1 {
        figures.push(Figure {
            name: "Share of the largest",
            value: Sentence::default().strong(row.number("largest_share", Form::Percent)),
            notes: compared(&|it| it.points("largest_share_change")),
        });
    }
    figures
}

/// How many losses of an earlier span are unknown, where any is.
fn unknown_then(row: Row<'_>) -> Sentence {
    if row.count("incidents_unknown") == 0 {
        return Sentence::default();
    }
    Sentence::plain(" (")
        .number(row.number("incidents_unknown", Form::Count))
        .text(" of ")
        .number(row.number("incidents", Form::Count))
        .text(" losses unknown)")
}

/// The figures in a table: a column for each span, and one for each change.
fn side_by_side(subject: &Subject<'_>, row: Row<'_>, earlier: &[Earlier<'_>]) -> Option<Block> {
    type Line = (&'static str, &'static str, Form, Option<&'static str>);
    #[rustfmt::skip]
    const LINES: [Line; 8] = [
        ("Total loss",             "loss_usd",          Form::Dollars, Some("loss_change_share")),
        ("Incidents",              "incidents",         Form::Count,   Some("incidents_change")),
        ("With a known loss",      "incidents_known",   Form::Count,   Some("incidents_known_change")),
        ("With an unknown loss",   "incidents_unknown", Form::Count,   Some("incidents_unknown_change")),
        ("Median of known losses", "median_loss_usd",   Form::Dollars, Some("median_change_share")),
        ("Mean of known losses",   "mean_loss_usd",     Form::Dollars, None),
        ("Largest loss",           "max_loss_usd",      Form::Dollars, Some("max_change_share")),
        ("Share of the largest",   "largest_share",     Form::Percent, Some("largest_share_change")),
    ];
    let mut heads = vec![words("Figure"), numbers(&subject.span.words())];
    for it in earlier {
        heads.push(numbers(&it.head));
        heads.push(numbers(&format!("Change from {}", it.head)));
    }
    let rows = LINES.map(|(name, column, form, change)| {
        let mut cells = vec![cell(Sentence::plain(name))];
        let shown = |row: Row<'_>| match (form, column) {
            (Form::Dollars, "loss_usd") => money(row, column),
            _ => value(row, column, form),
        };
        cells.push(shown(row));
        for it in earlier {
            cells.push(shown(it.row));
            cells.push(cell(changed(&it.comparison(), change)));
        }
        cells
    });
    let beside = if earlier.is_empty() { "" } else { " beside earlier periods" };
    let caption = format!("Key figures of {}{beside}", subject.span.words());
    grid(&caption, heads, rows.into()).map(|it| Block::Grid(super::Grid { sortable: false, ..it }))
}

/// A change in a cell: `up 6.7%`, `2 more`.
fn changed(comparison: &Comparison<'_>, change: Option<&'static str>) -> Sentence {
    let nothing = Sentence::plain("–");
    let Some(change) = change else { return nothing };
    let row = comparison.row;
    match (change, row.share(change)) {
        ("largest_share_change", Some(by)) => {
            let sign = if by < 0 { "−" } else { "+" };
            Sentence::plain(sign).number(row.number(change, Form::Points)).text(" points")
        }
        (_, Some(by)) => comparison.change(by, change),
        (_, None) if change.ends_with("_share") || change.ends_with("share_change") => nothing,
        _ => match row.count(change) {
            0 => Sentence::plain("the same"),
            by => Sentence::default().number(row.number(change, Form::Count)).text(if by > 0 {
                " more"
            } else {
                " fewer"
            }),
        },
    }
}
