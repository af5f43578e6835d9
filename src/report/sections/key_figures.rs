//! The key figures, beside those of the span before and of a year before.

use crate::claims::change::Comparison;
use crate::claims::report::key_figures::{self, Change};
use crate::claims::{Days, Form, Sentence, Subject};
use crate::report::model::{Block, Grid, Section};
use crate::tables::schema::KeyFigures;
use crate::tables::{Column, InTable};

use super::{cell, grid, numbers_of, value_or, words};

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let (earlier, row) = (subject.comparisons(), subject.figures());
    let nothing = row.is_some_and(|row| row.incidents == 0) && earlier.is_empty();
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
fn side_by_side(
    subject: &Subject<'_>,
    row: InTable<'_, KeyFigures>,
    earlier: &[Comparison<'_>],
) -> Option<Block> {
    use KeyFigures as Of;
    type Line = (&'static str, Column<KeyFigures>, Form, &'static str, Change);
    #[rustfmt::skip]
    const LINES: [Line; 8] = [
        // figure                   column                form           if there is none  change
        ("Total loss",             Of::LOSS_USD,          Form::Dollars, "unknown", Change::Part(Of::LOSS_CHANGE_SHARE)),
        ("Incidents",              Of::INCIDENTS,         Form::Count,   "–",       Change::Count(Of::INCIDENTS_CHANGE)),
        ("With a known loss",      Of::INCIDENTS_KNOWN,   Form::Count,   "–",       Change::Count(Of::INCIDENTS_KNOWN_CHANGE)),
        ("With an unknown loss",   Of::INCIDENTS_UNKNOWN, Form::Count,   "–",       Change::Count(Of::INCIDENTS_UNKNOWN_CHANGE)),
        ("Median of known losses", Of::MEDIAN_LOSS_USD,   Form::Dollars, "–",       Change::Part(Of::MEDIAN_CHANGE_SHARE)),
        ("Mean of known losses",   Of::MEAN_LOSS_USD,     Form::Dollars, "–",       Change::Unsaid),
        ("Largest loss",           Of::MAX_LOSS_USD,      Form::Dollars, "–",       Change::Part(Of::MAX_CHANGE_SHARE)),
        ("Share of the largest",   Of::LARGEST_SHARE,     Form::Percent, "–",       Change::Points(Of::LARGEST_SHARE_CHANGE)),
    ];
    let named = |days: &Days| numbers_of(days.name());
    let days = subject.days();
    let mut heads = vec![words("Figure"), named(&days)];
    for it in earlier {
        heads.push(named(&it.days));
        heads.push(numbers_of(key_figures::change_head(it)));
    }
    let rows = LINES.map(|(name, column, form, otherwise, change)| {
        let mut cells = vec![cell(Sentence::plain(name))];
        let shown = |row: InTable<'_, KeyFigures>| value_or(row, column, form, otherwise);
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
