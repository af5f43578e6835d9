//! `lossbook build` and `lossbook report`, the stages in order: load, tabulate, transform, check, draw,
//! write.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::loader::{LoadError, Progress};
use crate::store::publish::{self as place, Target};

use super::error::RunError;
use super::run::{BuildOptions, Outcome, Read, RunReport, accept};
use super::stages::Stages;
use super::{Computed, Extent, every};

/// Builds an edition, or one for each month, quarter or year and an index; `progress` is told how many
/// reports are read. Where it goes is looked at before the first report is read.
pub fn build(options: &BuildOptions, interrupted: &AtomicBool, progress: &Progress) -> Outcome {
    let stages = Stages::default();
    let prepared = stages.time("read the reports", || prepare(options, interrupted, progress));
    let (target, read) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Outcome { findings: Vec::new(), reports: 0, result: Err(error) },
    };
    let result: Result<RunReport, RunError> = accept(&read.loaded, options.strict).and_then(|()| {
        let settings = options.settings_of(&read.loaded.incidents);
        let options = BuildOptions { settings, ..options.clone() };
        match options.every {
            None => publish(&options, &read, &target, interrupted, &stages),
            Some(every) => every::publish(&options, every, &read, &target, interrupted, &stages),
        }
    });
    let result = result.map(|report| RunReport { stages: stages.all(), ..report });
    Outcome { reports: read.loaded.files.read(), findings: read.loaded.findings, result }
}

fn prepare(
    options: &BuildOptions,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<(Target, Read), RunError> {
    let rules = options.inputs.rules()?;
    let duplicates = rules.duplicates.text.as_ref().map(|_| &rules.duplicates.path);
    let keep = options.inputs.reports.iter().chain(&options.inputs.taxonomy).chain(duplicates);
    let keep: Vec<PathBuf> = keep.cloned().collect();
    let target = place::check(&options.output, &keep, options.force)?;
    Ok((target, Read::new(&options.inputs, rules, interrupted, progress)?))
}

/// Makes the edition of what was read, and puts it in its place.
fn publish(
    options: &BuildOptions,
    read: &Read,
    target: &Target,
    interrupted: &AtomicBool,
    stages: &Stages,
) -> Result<RunReport, RunError> {
    let sources = read.sources(options.settings_in(&options.output));
    let computed = stages.time("compute the tables", || Computed::new(&sources))?;
    let artifacts = computed.artifacts(&sources, Extent::Full, stages)?;
    if interrupted.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted.into());
    }
    stages.time("write the files", || place::publish(target, &artifacts, interrupted))?;
    let outputs = artifacts.iter().map(|file| (file.path.clone(), file.size())).collect();
    Ok(RunReport::new(options, read, &sources, computed, outputs))
}
