//! What the statements of an edition are about: its tables, its period, and how far the reports go.

use crate::domain::comparison::{self, Earlier};
use crate::domain::{Dimension, Granularity, Period, Span, UNCLASSIFIED};
use crate::tables::IncidentsTable;
use crate::tables::transforms::key_figures::{PERIOD, PREVIOUS, YEAR_BEFORE};

use super::change::Comparison;
use super::days::{Coverage, Days};
use super::sentence::listed;
use super::sheet::{Row, Sheet, Sheets};

/// The name under which the manifest is a table.
pub const MANIFEST: &str = "manifest";
/// The name under which the manifest's list of files is a table.
pub const OUTPUTS: &str = "manifest.outputs";

/// What an edition is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The tables, with [`MANIFEST`] and [`OUTPUTS`] among them.
    pub sheets: &'a Sheets,
    /// The incidents of the period.
    pub incidents: &'a IncidentsTable,
    /// The days that were asked for; an end that is open holds all reports.
    pub period: Period,
    /// The same days, with both ends.
    pub span: Span,
    /// Up to which day the reports are complete.
    pub coverage: Coverage,
    /// The title, if not the usual one.
    pub title: Option<&'a str>,
    /// What a report's path is put behind to make a link to it; no links if there is none.
    pub link_base: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// The counts and sums of the manifest.
    #[must_use]
    pub fn manifest(&self) -> Row<'a> {
        self.sheets.get(MANIFEST).first()
    }

    /// The days of the period that the reports cover.
    #[must_use]
    pub fn days(&self) -> Days {
        self.coverage.days(self.span)
    }

    /// Whether the reports do not go to the end of the period.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.coverage.as_of() < self.span.last()
    }

    /// Whether all pairs of reports that may tell of one event were found: of a name with very many
    /// reports in a week not all are looked for.
    #[must_use]
    pub fn knows_all_pairs(&self) -> bool {
        self.manifest().text("possible_duplicates.complete") != "false"
    }

    /// Whether the reports reach the period at all. Of one that begins behind them nothing is known,
    /// and of the year before it perhaps not all: nothing is compared.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.span.first() <= self.coverage.as_of()
    }

    /// Whether there are reports from before the period.
    #[must_use]
    pub fn looks_back(&self) -> bool {
        self.sheets.get("earlier_incidents").rows().len() > 0
    }

    /// A table that begins with the first report, or that of the period where nothing lies around
    /// it: `history_by_year` or `losses_by_year`.
    #[must_use]
    pub fn history(&self, of_period: &str) -> &'a Sheet {
        let history = self.sheets.get(&of_period.replacen("losses_by_", "history_by_", 1));
        if history.rows().len() > 0 { history } else { self.sheets.get(of_period) }
    }

    /// The key figures of the period.
    #[must_use]
    pub fn figures(&self) -> Option<Row<'a>> {
        self.sheets.get("key_figures").row("span", PERIOD)
    }

    /// The key figures of the spans that the period is compared with, each once: of a year both are
    /// the year before.
    #[must_use]
    pub fn comparisons(&self) -> Vec<Comparison<'a>> {
        let covered = self.days().covered();
        let mut found: Vec<Comparison<'a>> = Vec::new();
        for (name, earlier) in [
            (PREVIOUS, comparison::previous(self.span, covered)),
            (YEAR_BEFORE, comparison::year_before(self.span, covered)),
        ] {
            let row = self.sheets.get("key_figures").row("span", name);
            if let Some((row, days)) =
                row.zip(earlier.map(|it: Earlier| self.coverage.earlier(&it)))
                && found.iter().all(|other| other.days != days)
            {
                found.push(Comparison { row, days });
            }
        }
        found
    }

    /// The days of a month, quarter or year that a table of the period has: those that lie within
    /// the period.
    #[must_use]
    pub fn within(&self, span: Span) -> Days {
        let first = self.period.from.map_or(span.first(), |from| from.max(span.first()));
        let last = self.period.to.map_or(span.last(), |to| to.min(span.last()));
        self.coverage.days(Span::new(first, last).unwrap_or(span))
    }

    /// Whether all of a month, quarter or year lies in the period, as far as the reports go.
    #[must_use]
    pub fn holds(&self, span: Span) -> bool {
        self.within(span) == self.coverage.days(span)
    }

    /// The months, quarters or years that the period has days of, as far as the reports go.
    #[must_use]
    pub fn calendar(&self, granularity: Granularity) -> Vec<Span> {
        let days = self.days().covered();
        let first_days = granularity.calendar(days.first(), days.last());
        first_days.into_iter().filter_map(|day| Span::around(granularity, day)).collect()
    }

    /// Whether any incident of the period has a label of a dimension: without one there is nothing
    /// to say of it.
    #[must_use]
    pub fn has_labels(&self, dimension: Dimension) -> bool {
        let sheet = self.sheets.get(&format!("losses_by_{}", dimension.name()));
        sheet.rows().any(|row| row.text(dimension.name()) != UNCLASSIFIED)
    }
}

/// Who was hit, or the title if the report names nobody.
#[must_use]
pub fn target(row: Row<'_>) -> String {
    match row.list("target_entities") {
        [] => row.text("title").to_owned(),
        [one] if one == UNCLASSIFIED => row.text("title").to_owned(),
        targets => listed(targets),
    }
}
