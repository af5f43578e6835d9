//! `lossbook report`: the edition of a period, or one of each month, quarter or year.

use std::sync::atomic::AtomicBool;

use crate::domain::{Granularity, Incident, Period, Span};
use crate::loader::Progress;

use super::error::RunError;
use super::every;
use super::run::{BuildOptions, Outcome, RunReport, accept, prepare, publish};

/// The period that a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// These days.
    Span(Span),
    /// The quarter that the newest report lies in.
    Latest,
}

/// What a run of `report` is told.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// What a run of `build` is told; its period is not looked at.
    pub build: BuildOptions,
    /// The period; all days if there is none.
    pub choice: Option<Choice>,
    /// Whether there is a report for each month, quarter or year of it, and an index.
    pub every: Option<Granularity>,
}

/// Writes the report of a period, or one for each month, quarter or year of it.
pub fn report(options: &ReportOptions, interrupted: &AtomicBool, progress: &Progress) -> Outcome {
    let (loaded, prepared) = match prepare(&options.build, interrupted, progress) {
        Ok(prepared) => prepared,
        Err(error) => return Outcome::failed(error),
    };
    let run = || -> Result<RunReport, RunError> {
        accept(&options.build, &loaded)?;
        let period = period(options.choice, &loaded.incidents);
        let build = BuildOptions { period, ..options.build.clone() };
        match options.every {
            None => publish(&build, &loaded, &prepared, interrupted),
            Some(every) => every::publish(&build, every, &loaded, &prepared, interrupted),
        }
    };
    let result = run();
    Outcome { reports: loaded.files.read(), findings: loaded.findings, result }
}

/// The days that are looked at.
fn period(choice: Option<Choice>, incidents: &[Incident]) -> Period {
    let newest = || incidents.iter().map(Incident::date).max();
    let span = match choice {
        Some(Choice::Span(span)) => Some(span),
        Some(Choice::Latest) => newest().and_then(|day| Span::around(Granularity::Quarter, day)),
        None => None,
    };
    Period { from: span.map(Span::first), to: span.map(Span::last) }
}
