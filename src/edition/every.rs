//! Many reports at once: one for each month, quarter or year that has incidents, and an index.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::{Granularity, Period, Span};
use crate::formats;
use crate::formats::settings::Settings;
use crate::loader::LoadError;
use crate::report;
use crate::report::html::{self, INDEX_HTML};
use crate::report::markdown::INDEX_MARKDOWN;
use crate::store::Artifact;
use crate::store::publish::{self, Target};
use crate::tables::{AnyTable, Selection};

use super::error::RunError;
use super::run::{BuildOptions, Read, RunReport};
use super::sources::Sources;
use super::{Computed, Extent};

/// Makes an edition for each span with incidents, and the index of them all, and puts them in
/// their place.
pub(crate) fn publish(
    options: &BuildOptions,
    granularity: Granularity,
    read: &Read,
    target: &Target,
    interrupted: &AtomicBool,
) -> Result<RunReport, RunError> {
    let whole = read.sources(options.settings_in(&options.output));
    let computed = Computed::new(&whole)?;
    let spans = spans(&whole.selection, granularity);
    // One after the other, each in parallel within: a thread that waits for a part of one edition would
    // otherwise begin another on top of its stack, and so on without bound.
    let editions: Vec<Vec<Artifact>> = spans
        .iter()
        .map(|span| {
            if interrupted.load(Ordering::Relaxed) {
                return Err(LoadError::Interrupted.into());
            }
            edition(options, *span, read)
        })
        .collect::<Result<_, RunError>>()?;

    let mut artifacts = index(&whole, &computed, granularity)?;
    artifacts.extend(editions.into_iter().flatten());
    artifacts.sort_by(|one, other| one.path.cmp(&other.path));
    artifacts.push(whole.manifest(&computed.totals, &computed.checks, &artifacts)?);
    publish::publish(target, &artifacts, interrupted)?;
    Ok(RunReport::new(options, read, &whole, computed, &artifacts))
}

/// The months, quarters or years that have a report: those that lie whole within the period and have
/// incidents.
fn spans(selection: &Selection<'_>, granularity: Granularity) -> Vec<Span> {
    let Selection { period, span, incidents, .. } = selection;
    let has_incidents = |span: &Span| incidents.iter().any(|it| span.contains(it.date()));
    let first_days = granularity.calendar(span.first(), span.last());
    first_days
        .into_iter()
        .filter_map(|first| Span::around(granularity, first))
        .filter(|span| period.holds(*span) && has_incidents(span))
        .collect()
}

/// The files of one edition, below a folder that is named after its period.
fn edition(options: &BuildOptions, span: Span, read: &Read) -> Result<Vec<Artifact>, RunError> {
    let folder = span.to_string();
    let period = Period { from: Some(span.first()), to: Some(span.last()) };
    // From a folder of its own, the reports are one step farther away.
    let settings = options.settings_in(&options.output.join(&folder));
    let sources = read.sources(Settings { period, ..settings });
    let artifacts = Computed::new(&sources)?.artifacts(&sources, Extent::Light)?;
    let below = |it: Artifact| Artifact { path: format!("{folder}/{}", it.path), ..it };
    Ok(artifacts.into_iter().map(below).collect())
}

/// The index: a page that leads to the reports, the tables that its numbers come from, and the list
/// of what it says.
pub(crate) fn index(
    whole: &Sources<'_>,
    computed: &Computed<'_>,
    granularity: Granularity,
) -> Result<Vec<Artifact>, RunError> {
    let reports = computed.reports(whole, granularity);
    let by_period = computed.tables.by_period.of(granularity);
    let mut artifacts = Vec::new();
    let tables: [&dyn AnyTable; 2] = [by_period, &reports];
    for table in tables {
        artifacts.push(formats::csv::encode(table, whole.settings().guard())?);
        artifacts.push(formats::parquet::encode(table)?);
    }
    let document = report::index::compose(&computed.subject(whole), &reports, granularity);
    let markdown = report::markdown::markdown(&document, &|_| None);
    let page = html::html(&document, &[]);
    artifacts.push(Artifact { path: INDEX_HTML.into(), bytes: page.into_bytes() });
    artifacts.push(Artifact { path: INDEX_MARKDOWN.into(), bytes: markdown.into_bytes() });
    artifacts.push(formats::facts::encode(&report::facts::facts(&document, []))?);
    Ok(artifacts)
}
