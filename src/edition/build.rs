//! `lossbook build` and `lossbook report`, the stages in order: load, tabulate, transform, check, draw,
//! write.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::loader::{LoadError, Progress};
use crate::store::publish::{self as place, Target};

use super::error::RunError;
use super::run::{BuildOptions, Outcome, Read, RunReport, accept};
use super::{Computed, Extent, every};

/// Builds an edition, or one for each month, quarter or year and an index; `progress` is told how many
/// reports are read. Where it goes is looked at before the first report is read.
pub fn build(options: &BuildOptions, interrupted: &AtomicBool, progress: &Progress) -> Outcome {
    let (target, read) = match prepare(options, interrupted, progress) {
        Ok(prepared) => prepared,
        Err(error) => return Outcome { findings: Vec::new(), reports: 0, result: Err(error) },
    };
    let result = accept(&read.loaded, options.strict).and_then(|()| {
        let settings = options.settings_of(&read.loaded.incidents);
        let options = BuildOptions { settings, ..options.clone() };
        match options.every {
            None => publish(&options, &read, &target, interrupted),
            Some(every) => every::publish(&options, every, &read, &target, interrupted),
        }
    });
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
) -> Result<RunReport, RunError> {
    let sources = read.sources(options.settings_in(&options.output));
    let computed = Computed::new(&sources)?;
    let artifacts = computed.artifacts(&sources, Extent::Full)?;
    if interrupted.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted.into());
    }
    place::publish(target, &artifacts, interrupted)?;
    Ok(RunReport::new(options, read, &sources, computed, &artifacts))
}
