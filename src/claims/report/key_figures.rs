//! The key figures, beside those of the span before and of a year before.

use crate::claims::change::{Comparison, change};
use crate::claims::sentence::Sentence;
use crate::claims::subject::{Subject, target};
use crate::claims::value::Form;
use crate::tables::schema::KeyFigures;
use crate::tables::{Column, InTable};

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
pub fn no_past() -> Sentence {
    Sentence::plain("There is no earlier period in the reports to compare with.")
}

/// The figures: sum, number, median, largest, and the share of the largest.
pub fn figures(subject: &Subject<'_>, row: InTable<'_, KeyFigures>) -> Vec<Figure> {
    let earlier = subject.comparisons();
    let compared = |of: &dyn Fn(&Comparison<'_>) -> Option<Sentence>| -> Vec<Sentence> {
        earlier.iter().filter_map(of).collect()
    };
    let amount = |name, column: Column<KeyFigures>, change: Column<KeyFigures>| Figure {
        name,
        value: Sentence::default().strong(row.number(column, Form::Compact)),
        notes: compared(&|it| it.amount(column, change)),
    };
    let counts = std::iter::once(known(row));
    let mut figures = vec![
        amount("Total loss", KeyFigures::LOSS_USD, KeyFigures::LOSS_CHANGE_SHARE),
        Figure {
            name: "Incidents",
            value: Sentence::default().strong(row.number(KeyFigures::INCIDENTS, Form::Count)),
            notes: counts
                .chain(compared(&|it| Some(it.count(KeyFigures::INCIDENTS_CHANGE))))
                .collect(),
        },
    ];
    if row.incidents_known > 0 {
        figures.push(amount(
            "Median loss",
            KeyFigures::MEDIAN_LOSS_USD,
            KeyFigures::MEDIAN_CHANGE_SHARE,
        ));
        let mut largest =
            amount("Largest loss", KeyFigures::MAX_LOSS_USD, KeyFigures::MAX_CHANGE_SHARE);
        if let Some(first) = subject.tables.largest_incidents.rows.first() {
            largest.notes.insert(0, Sentence::default().name(&target(first)));
        }
        figures.push(largest);
    }
    if row.incidents_known > 1 && row.largest_share.is_some() {
        figures.push(Figure {
            name: "Share of the largest",
            value: Sentence::default().strong(row.number(KeyFigures::LARGEST_SHARE, Form::Percent)),
            notes: compared(&|it| it.points(KeyFigures::LARGEST_SHARE_CHANGE)),
        });
    }
    figures
}

/// How many losses are known.
fn known(row: InTable<'_, KeyFigures>) -> Sentence {
    match (row.incidents, row.incidents_unknown) {
        (0, _) => Sentence::plain("nothing is reported"),
        (1, 0) => Sentence::plain("with a known loss"),
        (1, _) => Sentence::plain("its loss is unknown"),
        (_, 0) => Sentence::plain("all of them with a known loss"),
        (all, unknown) if all == unknown => Sentence::plain("none of them with a known loss"),
        _ => Sentence::default()
            .number(row.number(KeyFigures::INCIDENTS_KNOWN, Form::Count))
            .text(" with a known loss, ")
            .number(row.number(KeyFigures::INCIDENTS_UNKNOWN, Form::Count))
            .text(" unknown"),
    }
}

/// In what a figure of an earlier span differs from that of the period, and how that is said.
#[derive(Clone, Copy)]
pub enum Change {
    /// It is not said.
    Unsaid,
    /// As a part of what it was.
    Part(Column<KeyFigures>),
    /// In points of a hundred.
    Points(Column<KeyFigures>),
    /// As a number.
    Count(Column<KeyFigures>),
}

/// A change in a cell: `20% less`, `2 more`; a dash where there is nothing to compare.
pub fn changed(comparison: &Comparison<'_>, by: Change) -> Sentence {
    let row = comparison.row;
    let words = match by {
        Change::Unsaid => None,
        Change::Points(column) => comparison.points_alone(column),
        Change::Part(column) => change(&row.fact(column)),
        Change::Count(column) => Some(match row.fact(column).count() {
            0 => Sentence::plain("the same"),
            by => Sentence::default().number(row.number(column, Form::Count)).text(if by > 0 {
                " more"
            } else {
                " fewer"
            }),
        }),
    };
    words.unwrap_or_else(|| Sentence::plain("–"))
}

/// The head of the column of changes.
pub fn change_head(comparison: &Comparison<'_>) -> Sentence {
    Sentence::plain("Change from ").days(&comparison.days)
}

/// What the table of figures is called.
pub fn caption(subject: &Subject<'_>) -> Sentence {
    let beside = if subject.comparisons().is_empty() { "" } else { " beside earlier periods" };
    super::caption("Key figures of ", subject).text(beside)
}
