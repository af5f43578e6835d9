//! What the statements of an edition are about: its tables, its period, and how far the reports go.

use crate::domain::comparison::{self, Earlier};
use crate::domain::{Dimension, Granularity, Incident, Period, Span, UNCLASSIFIED};
use crate::tables::schema::manifest::{ManifestFigures, Output};
use crate::tables::schema::{KeyFigures, LargestIncident};
use crate::tables::transforms::key_figures::{PERIOD, PREVIOUS, YEAR_BEFORE};
use crate::tables::{InTable, Table, Tables};

use super::change::Comparison;
use super::days::{Coverage, Days};
use super::sentence::listed;

/// What an edition is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The tables.
    pub tables: &'a Tables,
    /// What the manifest counts.
    pub manifest: InTable<'a, ManifestFigures>,
    /// The files of the edition, where they are known already.
    pub outputs: Option<&'a Table<Output>>,
    /// The incidents that are counted, the largest loss first and unknown ones last.
    pub ranked: &'a [&'a Incident],
    /// Whether any incident lies before the period.
    pub looks_back: bool,
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
    /// The days of the period that the reports cover.
    pub fn days(&self) -> Days {
        self.coverage.days(self.span)
    }

    /// Whether the reports do not go to the end of the period.
    pub fn is_cut(&self) -> bool {
        self.coverage.as_of() < self.span.last()
    }

    /// Whether all pairs of reports that may tell of one event were found: of a name with very many
    /// reports in a week not all are looked for.
    pub fn knows_all_pairs(&self) -> bool {
        self.manifest.possible_duplicates_complete != "false"
    }

    /// Whether the reports reach the period at all. Of one that begins behind them nothing is known,
    /// and of the year before it perhaps not all: nothing is compared.
    pub fn is_reached(&self) -> bool {
        self.span.first() <= self.coverage.as_of()
    }

    /// The key figures of the period.
    pub fn figures(&self) -> Option<InTable<'a, KeyFigures>> {
        self.tables.key_figures.find(|it| it.span == PERIOD)
    }

    /// The key figures of the spans that the period is compared with, each once: of a year both are
    /// the year before.
    pub fn comparisons(&self) -> Vec<Comparison<'a>> {
        let covered = self.days().covered();
        let mut found: Vec<Comparison<'a>> = Vec::new();
        for (name, earlier) in [
            (PREVIOUS, comparison::previous(self.span, covered)),
            (YEAR_BEFORE, comparison::year_before(self.span, covered)),
        ] {
            let row = self.tables.key_figures.find(|it| it.span == name);
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
    pub fn within(&self, span: Span) -> Days {
        let first = self.period.from.map_or(span.first(), |from| from.max(span.first()));
        let last = self.period.to.map_or(span.last(), |to| to.min(span.last()));
        self.coverage.days(Span::new(first, last).unwrap_or(span))
    }

    /// Whether all of a month, quarter or year lies in the period, as far as the reports go.
    pub fn holds(&self, span: Span) -> bool {
        self.within(span) == self.coverage.days(span)
    }

    /// The months, quarters or years that the period has days of, as far as the reports go.
    pub fn calendar(&self, granularity: Granularity) -> Vec<Span> {
        let days = self.days().covered();
        let first_days = granularity.calendar(days.first(), days.last());
        first_days.into_iter().filter_map(|day| Span::around(granularity, day)).collect()
    }

    /// Whether any incident of the period has a label of a dimension: without one there is nothing
    /// to say of it.
    pub fn has_labels(&self, dimension: Dimension) -> bool {
        let mut labels = self.tables.by_label(dimension).into_iter().flat_map(|it| &it.rows);
        labels.any(|row| row.label != UNCLASSIFIED)
    }
}

/// Who was hit, or the title if the report names nobody.
pub fn target(row: &LargestIncident) -> String {
    match row.target_entities.as_slice() {
        [] => row.title.clone(),
        [one] if one == UNCLASSIFIED => row.title.clone(),
        targets => listed(targets),
    }
}
