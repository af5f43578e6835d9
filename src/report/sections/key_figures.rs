//! The key figures, beside those of the span before and of a year before.

use crate::claims::change::Comparison;
use crate::claims::report::key_figures;
use crate::claims::{Days, Form, Row, Sentence, Subject};
use crate::report::model::{Block, Grid, Section};

use super::{cell, grid, money, numbers_of, value, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let (earlier, row) = (subject.comparisons(), subject.figures());
    let nothing = row.is_some_and(|row| row.count("incidents") == 0) && earlier.is_empty();
    let no_past = earlier.is_empty().then(|| Block::Note(key_figures::no_past()));
    super::section(
        "key-figures",
        "Key figures",
        [
            row.filter(|_| !nothing).map(|row| Block::Figures(key_figures::figures(subject, row))),
            no_past,
            row.and_then(|row| side_by_side(subject, row, &earlier)),
        ],
    )
}

/// The figures in a table: a column for each span, and one for each change.
fn side_by_side(subject: &Subject<'_>, row: Row<'_>, earlier: &[Comparison<'_>]) -> Option<Block> {
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
    let named = |days: &Days| numbers_of(days.name());
    let days = subject.days();
    let mut heads = vec![words("Figure"), named(&days)];
    for it in earlier {
        heads.push(named(&it.days));
        heads.push(numbers_of(key_figures::change_head(it)));
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
            cells.push(cell(key_figures::changed(it, change)));
        }
        cells
    });
    let caption = key_figures::caption(subject);
    grid(caption, heads, rows.into()).map(|it| Block::Grid(Grid { sortable: false, ..it }))
}
