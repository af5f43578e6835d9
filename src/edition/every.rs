//! Many reports at once: one for each month, quarter or year that has incidents, and an index.

use std::sync::atomic::AtomicBool;

use crate::domain::{Granularity, Period, Span};
use crate::formats;
use crate::formats::settings::Settings;
use crate::report;
use crate::report::html::{self, INDEX_HTML};
use crate::report::markdown::INDEX_MARKDOWN;
use crate::store::publish::{Publication, Target};
use crate::store::{Artifact, Written};
use crate::tables::{AnyTable, BaseTables, Selection};

use super::error::RunError;
use super::run::{BuildOptions, Read, RunReport};
use super::sources::Sources;
use super::stages::Stages;
use super::{Computed, Extent, encoded, findings};

/// Makes an edition for each span with incidents, writes each as it is made, then the index of them all,
/// and puts them in their place.
pub(crate) fn publish(
    options: &BuildOptions,
    granularity: Granularity,
    read: &Read,
    target: &Target,
    interrupted: &AtomicBool,
    stages: &Stages,
) -> Result<RunReport, RunError> {
    let whole = read.sources(options.settings_in(&options.output));
    let computed = stages.time("compute the tables", || Computed::new(&whole))?;
    let publication = Publication::begin(target, interrupted)?;
    let mut outputs = Vec::new();
    let mut write = |artifacts: &[Artifact]| {
        outputs.extend(artifacts.iter().map(Written::of));
        stages.time("write the files", || publication.write(artifacts))
    };
    // One after the other, each in parallel within: a thread that waits for a part of one edition would
    // otherwise begin another on top of its stack, and so on without bound.
    for span in spans(&whole.selection, granularity) {
        write(&edition(options, span, read, stages)?)?;
    }
    write(&index(&whole, &computed, granularity)?)?;
    outputs.sort_by(|one, other| one.path.cmp(&other.path));
    let (totals, checks) = (&computed.totals, &computed.checks);
    let manifest = whole.manifest(totals, checks, Extent::Index, outputs.clone())?;
    publication.write(std::slice::from_ref(&manifest))?;
    outputs.push(Written::of(&manifest));
    stages.time("write the files", || publication.finish())?;
    let outputs = outputs.into_iter().map(|file| (file.path, file.bytes)).collect();
    Ok(RunReport::new(options, read, &whole, computed, outputs))
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
fn edition(
    options: &BuildOptions,
    span: Span,
    read: &Read,
    stages: &Stages,
) -> Result<Vec<Artifact>, RunError> {
    let folder = span.to_string();
    let period = Period { from: Some(span.first()), to: Some(span.last()) };
    // From a folder of its own, the reports are one step farther away.
    let settings = options.settings_in(&options.output.join(&folder));
    let sources = read.sources(Settings { period, ..settings });
    let computed = stages.time("compute the tables", || Computed::new(&sources))?;
    let artifacts = computed.artifacts(&sources, Extent::Part, stages)?;
    let below = |it: Artifact| Artifact { path: format!("{folder}/{}", it.path), ..it };
    Ok(artifacts.into_iter().map(below).collect())
}

/// The index: a page that leads to the reports, the tables that its numbers come from, the list of what
/// it says, and once, for all editions, the incidents and the findings.
pub(crate) fn index(
    whole: &Sources<'_>,
    computed: &Computed<'_>,
    granularity: Granularity,
) -> Result<Vec<Artifact>, RunError> {
    let reports = computed.reports(whole, granularity);
    let base = BaseTables::new(&whole.selection);
    let numbers: [&dyn AnyTable; 2] = [computed.tables.by_period.of(granularity), &reports];
    let mut artifacts =
        encoded(whole, &[base.of_period(), base.around(), numbers.into()].concat())?;
    artifacts.push(findings(whole)?);
    let document = report::index::compose(&computed.subject(whole), &reports, granularity);
    let markdown = report::markdown::markdown(&document, &|_| None);
    let page = html::html(&document, &[]);
    artifacts.push(Artifact { path: INDEX_HTML.into(), bytes: page.into_bytes() });
    artifacts.push(Artifact { path: INDEX_MARKDOWN.into(), bytes: markdown.into_bytes() });
    artifacts.push(formats::facts::encode(&report::facts::facts(&document, []))?);
    Ok(artifacts)
}
