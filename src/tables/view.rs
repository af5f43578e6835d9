//! What the transforms look at: the incidents of a period and those around it, sorted once.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::domain::{Finding, Granularity, Incident, Span, Usd};

use super::selection::Selection;

/// Incidents that are counted, the largest loss first and unknown ones last; equal ones by date, then
/// by path.
pub type Ranked<'a> = Vec<&'a Incident>;

/// What the transforms look at.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The incidents of the period, and those around it.
    pub selection: Selection<'a>,
    /// What there is to say about all reports.
    pub findings: &'a [Finding],
    /// The incidents of the period.
    pub ranked: Ranked<'a>,
    /// Those from the first report to the end of the period.
    pub until_end: Ranked<'a>,
    /// These, and those after the period, to the end of the calendar year that it ends in.
    pub around: Ranked<'a>,
}

impl<'a> View<'a> {
    /// Sorts the incidents of a selection.
    pub fn new(selection: &Selection<'a>, findings: &'a [Finding]) -> Self {
        let Selection { incidents, earlier, later, .. } = selection;
        let all = earlier.iter().chain(incidents).chain(later).copied();
        let around = ranked(all);
        // What is left out leaves the others in order.
        let within = |keep: &dyn Fn(NaiveDate) -> bool| -> Ranked<'a> {
            around.iter().copied().filter(|it| keep(it.date())).collect()
        };
        let span = selection.span;
        Self {
            selection: selection.clone(),
            findings,
            ranked: within(&|day| span.contains(day)),
            until_end: within(&|day| day <= span.last()),
            around,
        }
    }

    /// Whether anything lies around the period.
    pub fn has_history(&self) -> bool {
        !self.selection.earlier.is_empty() || !self.selection.later.is_empty()
    }

    /// The days of the period that the reports cover; `None` if it begins after all of them.
    pub fn covered(&self) -> Option<Span> {
        self.selection.span.up_to(self.selection.as_of)
    }

    /// The last day of the month, quarter or year that the period ends in, as far as the reports go.
    pub fn end_of(&self, granularity: Granularity) -> NaiveDate {
        let last = self.covered().map_or(self.selection.span.last(), Span::last);
        let end = Span::around(granularity, last).map_or(last, Span::last);
        end.min(self.selection.as_of.max(last))
    }
}

/// Sorts the incidents that are counted.
pub fn ranked<'a>(incidents: impl Iterator<Item = &'a Incident>) -> Ranked<'a> {
    let mut ranked: Ranked<'a> = incidents.filter(|it| it.duplicate_of().is_none()).collect();
    ranked.sort_unstable_by_key(|it| (Reverse(it.loss().known()), it.date(), it.report()));
    ranked
}

/// The known losses, in the order of the incidents.
pub fn known<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> Vec<Usd> {
    incidents.into_iter().filter_map(|it| it.loss().known()).collect()
}

/// The sum of known losses; none if there are incidents and no loss of them is known: unknown is not
/// zero.
pub fn sum(incidents: usize, known: &[Usd]) -> Option<Usd> {
    (incidents == 0 || !known.is_empty()).then(|| known.iter().copied().sum())
}

/// Two sums together; what is unknown adds nothing, and two unknown ones stay unknown.
pub fn add(one: Option<Usd>, other: Option<Usd>) -> Option<Usd> {
    [one, other].into_iter().flatten().reduce(|one, other| [one, other].into_iter().sum())
}

/// A count as a cell.
pub fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
