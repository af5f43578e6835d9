//! From a folder of reports to incidents: find, read, split, parse, normalize, agree on spellings.
//!
//! Every file is accounted for: it is loaded, rejected with a finding that says why, or skipped and
//! counted. Files are read and parsed in parallel; the result does not depend on the threads.

pub mod check;
pub mod error;
pub mod fix;
pub mod folder;
pub mod inputs;
pub mod new_report;
pub mod normalize;
pub mod parse;
pub mod progress;
pub mod repair;
pub mod rules;
mod survey;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

pub use error::LoadError;
use folder::{Discovery, ReportSource, Skipped};
use normalize::Draft;
use rayon::prelude::*;

use crate::domain::checksum::sha256;
use crate::domain::{Code, Dimension, FileCounts, Finding, Incident, LabelKey, Severity, Taxonomy};
pub use progress::Progress;
use survey::collection::{Absent, Stated};

/// Everything that a folder of reports says.
#[derive(Debug)]
pub struct Loaded {
    /// The incidents, sorted by report.
    pub incidents: Vec<Incident>,
    /// What there is to say, sorted by path and place.
    pub findings: Vec<Finding>,
    /// The accounting.
    pub files: FileCounts,
    /// Which files were skipped, and why.
    pub skipped: Vec<Skipped>,
    /// The SHA-256 of all front matters and their paths, in hexadecimal: the same input, the same
    /// digest. Bodies are not read, and so are not part of it.
    pub input_sha256: String,
    /// The files of all reports, sorted by report.
    pub sources: Vec<ReportSource>,
}

impl Loaded {
    /// Where the file of a report is, for messages.
    pub fn file_of(&self, report: &str) -> Option<String> {
        let found =
            self.sources.binary_search_by(|source| source.report.as_str().cmp(report)).ok()?;
        Some(self.sources[found].file.display().to_string())
    }
}

/// Reports in one parallel task: enough work to share out, few enough to stop soon.
pub(crate) const CHUNK: usize = 256;

/// Loads every report below the inputs; `progress` counts those that are read.
///
/// # Errors
///
/// [`LoadError::Input`] if an input does not exist or two inputs overlap; problems of single reports
/// are findings, not errors. [`LoadError::Interrupted`] once `interrupted` is set.
pub fn load(
    inputs: &[PathBuf],
    taxonomy: &Taxonomy,
    interrupted: &AtomicBool,
    progress: &Progress,
) -> Result<Loaded, LoadError> {
    let Discovery { sources, skipped, mut findings } = folder::discover(inputs)?;
    progress.found(sources.len());
    let refused = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let chunks: Vec<Vec<Reading>> = sources
        .par_chunks(CHUNK)
        .map(|sources| {
            let mut noted = HashSet::new();
            let readings = sources.iter().take_while(|_| !interrupted.load(Ordering::Relaxed));
            let readings = readings.map(|source| read_report(source, taxonomy, &mut noted));
            readings.inspect(|_| progress.one_more()).collect()
        })
        .collect();
    if interrupted.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted);
    }

    let absent = Absent::of(chunks.iter().flatten().filter_map(|it| it.stated));
    findings.extend(missing_everywhere(&absent, inputs, &sources, &chunks, taxonomy, interrupted)?);
    let mut digested = String::new();
    let mut drafts = Vec::with_capacity(sources.len());
    let mut files =
        FileCounts { rejected: refused, skipped: skipped.len(), ..FileCounts::default() };
    files.seen = sources.len() + files.rejected + files.skipped;
    for (source, reading) in sources.iter().zip(chunks.into_iter().flatten()) {
        digested.extend([source.report.as_str(), "\0", &reading.sha256, "\n"]);
        let file = || Some(source.file.display().to_string());
        let shown = reading.findings.into_iter().filter(|finding| !absent.covers(finding));
        let before = findings.len();
        findings.extend(shown.map(|finding| Finding { file: file(), ..finding }));
        let warned =
            findings[before..].iter().any(|finding| finding.severity() == Severity::Warning);
        match reading.draft {
            Some(draft) => {
                files.loaded += 1;
                files.recovered += usize::from(warned);
                drafts.push(draft);
            }
            None => files.rejected += 1,
        }
    }
    let incidents = normalize::spelling::agree(drafts, taxonomy);
    let warnings = normalize::outliers::warnings(&incidents, &sources);
    files.recovered += newly_warned(&findings, &warnings);
    findings.extend(warnings);
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    // One note per unknown label: each parallel task made its own.
    let mut unknown = HashSet::new();
    findings.retain(|finding| {
        finding.code != Code::UnknownLabel || unknown.insert(LabelKey::of(&finding.fact))
    });
    normalize::label_hints::give(&mut findings, &incidents, taxonomy);
    let input_sha256 = sha256(digested);
    Ok(Loaded { incidents, findings, files, skipped, input_sha256, sources })
}

/// How many reports these warnings are about that had none among the findings so far.
fn newly_warned(findings: &[Finding], warnings: &[Finding]) -> usize {
    let mut newly: HashSet<&str> = warnings.iter().map(|it| it.path.as_str()).collect();
    if !newly.is_empty() {
        let warned = findings.iter().filter(|finding| finding.severity() == Severity::Warning);
        warned.for_each(|finding| {
            newly.remove(finding.path.as_str());
        });
    }
    newly.len()
}

/// The findings about fields that no report states. Only if there are any, reports are read again.
fn missing_everywhere(
    absent: &Absent,
    inputs: &[PathBuf],
    sources: &[ReportSource],
    readings: &[Vec<Reading>],
    taxonomy: &Taxonomy,
    interrupted: &AtomicBool,
) -> Result<Vec<Finding>, LoadError> {
    if absent.is_empty() {
        return Ok(Vec::new());
    }
    let read = sources.iter().zip(readings.iter().flatten());
    let read: Vec<&ReportSource> =
        read.filter(|(_, reading)| reading.stated.is_some()).map(|(source, _)| source).collect();
    let survey = survey::survey(&read, taxonomy, interrupted);
    if interrupted.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted);
    }
    let file = if let [input] = inputs { Some(input.display().to_string()) } else { None };
    let findings = absent.findings(&survey).into_iter();
    Ok(findings.map(|finding| Finding { file: file.clone(), ..finding }).collect())
}

/// What one file gave.
#[derive(Debug)]
pub struct Reading {
    /// The report, if it is valid.
    pub draft: Option<Draft>,
    /// What there is to say about it; with an error if there is no draft.
    pub findings: Vec<Finding>,
    /// The fields that it states, if it has a front matter.
    pub stated: Option<Stated>,
    /// The SHA-256 of the front matter, or of what was read in search of it.
    pub sha256: String,
}

/// Unknown labels that a note was already made of.
pub type Noted = HashSet<(Dimension, LabelKey)>;

fn read_report(source: &ReportSource, taxonomy: &Taxonomy, noted: &mut Noted) -> Reading {
    let head = match folder::read_head(&source.file) {
        Ok(head) => head,
        Err(error) => {
            let fact = format!("the file cannot be read: {error}");
            let help = "check that it exists and that you have permission to read it";
            let finding = Finding::about(Code::Unreadable, &source.report, fact, help);
            let sha256 = String::new();
            return Reading { draft: None, findings: vec![finding], stated: None, sha256 };
        }
    };
    read_head(&source.report, &head, taxonomy, noted)
}

/// Reads a report from the head of its file: strictly, and with repairs if that fails.
///
/// `noted` are unknown labels that a note was already made of; new ones are added.
pub fn read_head(
    report: &str,
    head: &parse::split::Head,
    taxonomy: &Taxonomy,
    noted: &mut Noted,
) -> Reading {
    let strict = parse::split::split(report, head)
        .and_then(|(split, findings)| Ok((parse::front_matter(split)?, findings)));
    let failure = match strict {
        Ok((matter, mut findings)) => {
            let sha256 = sha256(matter.source.text);
            let draft = normalize::normalize(&matter, taxonomy, noted, &mut findings);
            return Reading { draft, findings, stated: Some(Stated::of(&matter)), sha256 };
        }
        Err(failure) => failure,
    };
    let sha256 = sha256(&head.bytes);
    let repaired = repair::repair(report, head, |repaired| {
        let matter = parse::front_matter(repaired.source(report))?;
        let mut findings = repaired.findings.clone();
        let draft = normalize::normalize(&matter, taxonomy, noted, &mut findings);
        Ok((draft, findings, Stated::of(&matter)))
    });
    match repaired {
        Ok((_, (draft, findings, stated))) => {
            Reading { draft, findings, stated: Some(stated), sha256 }
        }
        // Why the repair failed is reported if it came close; otherwise the first error.
        Err(refusal) => {
            let refusal = refusal.filter(|_| !repair::is_refused(failure.code));
            let findings = vec![*refusal.unwrap_or(failure)];
            Reading { draft: None, findings, stated: None, sha256 }
        }
    }
}
