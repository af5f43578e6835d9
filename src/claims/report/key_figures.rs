//! The key figures, beside those of the span before and of a year before.

use crate::claims::change::{Comparison, change};
use crate::claims::sentence::Sentence;
use crate::claims::sheet::Row;
use crate::claims::subject::{Subject, target};
use crate::claims::value::Form;

/// One of the figures that a report begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is: `Total loss`.
    pub name: &'static str,
    /// The figure: `$403M`.
    pub value: Sentence,
    /// What there is to say about it, each a short sentence without a full stop.
    pub notes: Vec<Sentence>,
}

/// What is said where nothing lies before the period.
#[must_use]
pub fn no_past() -> Sentence {
    Sentence::plain("There is no earlier period in the reports to compare with.")
}

/// The figures: sum, number, median, largest, and the share of the largest.
#[must_use]
pub fn figures(subject: &Subject<'_>, row: Row<'_>) -> Vec<Figure> {
    let earlier = subject.comparisons();
    let compared = |of: &dyn Fn(&Comparison<'_>) -> Option<Sentence>| -> Vec<Sentence> {
        earlier.iter().filter_map(of).collect()
    };
    let amount = |name, column: &'static str, change: &'static str| Figure {
        name,
        value: Sentence::default().strong(row.number(column, Form::Compact)),
        notes: compared(&|it| it.amount(column, change)),
    };
    let counts = std::iter::once(known(row));
    let mut figures = vec![
        amount("Total loss", "loss_usd", "loss_change_share"),
        Figure {
            name: "Incidents",
            value: Sentence::default().strong(row.number("incidents", Form::Count)),
            notes: counts.chain(compared(&|it| Some(it.count("incidents_change")))).collect(),
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
    if row.count("incidents_known") > 1 && row.share("largest_share").is_some() {
        figures.push(Figure {
            name: "Share of the largest",
            value: Sentence::default().strong(row.number("largest_share", Form::Percent)),
            notes: compared(&|it| it.points("largest_share_change")),
        });
    }
    figures
}

/// How many losses are known.
fn known(row: Row<'_>) -> Sentence {
    match (row.count("incidents"), row.count("incidents_unknown")) {
        (0, _) => Sentence::plain("nothing is reported"),
        (1, 0) => Sentence::plain("with a known loss"),
        (1, _) => Sentence::plain("its loss is unknown"),
        (_, 0) => Sentence::plain("all of them with a known loss"),
        (all, unknown) if all == unknown => Sentence::plain("none of them with a known loss"),
        _ => Sentence::default()
            .number(row.number("incidents_known", Form::Count))
            .text(" with a known loss, ")
            .number(row.number("incidents_unknown", Form::Count))
            .text(" unknown"),
    }
}

/// A change in a cell: `20% less`, `2 more`; a dash where there is nothing to compare.
#[must_use]
pub fn changed(comparison: &Comparison<'_>, column: Option<&'static str>) -> Sentence {
    let nothing = || Sentence::plain("–");
    let Some(column) = column else { return nothing() };
    let row = comparison.row;
    if column == "largest_share_change" {
        return comparison.points_alone(column).unwrap_or_else(nothing);
    }
    if column.ends_with("_share") {
        return change(&row.fact(column)).unwrap_or_else(nothing);
    }
    match row.count(column) {
        0 => Sentence::plain("the same"),
        by => Sentence::default().number(row.number(column, Form::Count)).text(if by > 0 {
            " more"
        } else {
            " fewer"
        }),
    }
}

/// The head of the column of changes.
#[must_use]
pub fn change_head(comparison: &Comparison<'_>) -> Sentence {
    Sentence::plain("Change from ").days(&comparison.days)
}

/// What the table of figures is called.
#[must_use]
pub fn caption(subject: &Subject<'_>) -> Sentence {
    let beside = if subject.comparisons().is_empty() { "" } else { " beside earlier periods" };
    super::caption("Key figures of ", subject).text(beside)
}
