//! Makes an edition again from the incidents, findings and settings that are in it.

use std::collections::BTreeSet;

use crate::domain::{FileCounts, Finding, Granularity, Incident, Period, Usd};
use crate::edition::error::RunError;
use crate::edition::sources::Sources;
use crate::edition::stages::Stages;
use crate::edition::{Computed, Extent, every};
use crate::formats::manifest::Manifest;
use crate::formats::{findings, parquet};
use crate::store::{Artifact, MANIFEST};
use crate::tables::schema::{self, shape};
use crate::tables::{Selection, frame};

use super::files::Files;
use super::from_csv::{self, Around};
use super::{FaultKind, Faults, NOT_LISTED};

/// The largest count that a manifest may hold: more files than any run reads, and few enough that
/// no sum of counts overflows.
const MOST_COUNT: usize = 1_000_000_000;

/// What all tables of an edition are computed from.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// The incidents of the period and around it, sorted by report.
    incidents: Vec<Incident>,
    /// How many the tables have in the period, before it and behind it; unknown of one edition of many,
    /// whose incidents are among those beside the index.
    counts: Option<[usize; 3]>,
    /// What there is to say about all reports.
    findings: Vec<Finding>,
    /// The ending of the files that the incidents were read from: `parquet` or `csv`.
    read_from: &'static str,
}

impl Base {
    /// The base of each edition, where this is that of their index.
    pub(crate) fn of_parts(self) -> Self {
        Self { counts: None, ..self }
    }
}

/// An edition that was made again.
pub(crate) struct Made {
    /// Its files.
    pub(crate) artifacts: Vec<Artifact>,
    /// The ending of those of its files that the incidents were read from, if they were.
    pub(crate) read_from: Option<&'static str>,
}

/// Reads the incidents and findings of an edition; tells why if that cannot be done.
pub(crate) fn base(
    files: &Files,
    manifest: &Manifest,
    faults: &mut Faults,
    notes: &mut Vec<String>,
) -> Option<Base> {
    let parquet = |name: &str| format!("tables/{name}.parquet");
    let incidents = schema::incidents().name;
    for name in [&incidents, &schema::findings().name] {
        let path = format!("tables/{name}.csv");
        if !files.listed.contains(&path) {
            faults.add(FaultKind::Manifest, &path, None, NOT_LISTED.into());
            return None;
        }
    }
    let around = [shape::EARLIER_INCIDENTS, shape::LATER_INCIDENTS];
    let is_listed = |name: &&str| files.listed.contains(&parquet(name));
    let is_sound = |name: &str| files.sound.contains(&parquet(name));
    let (read, read_from) = if is_sound(&incidents)
        && around.iter().filter(|it| is_listed(it)).all(|it| is_sound(it))
    {
        let mut read = |name: &str| {
            let path = parquet(name);
            let bytes = files.get(&path)?;
            parquet::decode(bytes, frame::incidents)
                .map_err(|it| faults.add(FaultKind::File, &path, None, it.to_string()))
                .ok()
        };
        let [earlier, later] =
            around.map(|it| if is_listed(&it) { read(it) } else { Some(Vec::new()) });
        (Around { incidents: read(&incidents)?, earlier: earlier?, later: later? }, "parquet")
    } else {
        let (read, said) = match from_csv::incidents(files, manifest.settings.settings.guard()) {
            Some(read) => (Some(read), "the incidents are read from the CSV files"),
            None => (None, "nothing is computed again"),
        };
        notes.push(format!(
            "{}{} is missing or changed, so {said}",
            faults.prefix,
            parquet(&incidents)
        ));
        (read?, "csv")
    };
    let Around { incidents, earlier, later } = read;
    let counts = Some([incidents.len(), earlier.len(), later.len()]);
    let mut incidents = [incidents, earlier, later].concat();
    incidents.sort_by(|one, other| one.report().cmp(other.report()));
    let findings = read_findings(files, manifest, &incidents, faults)?;
    Some(Base { incidents, counts, findings, read_from })
}

fn read_findings(
    files: &Files,
    manifest: &Manifest,
    incidents: &[Incident],
    faults: &mut Faults,
) -> Option<Vec<Finding>> {
    let path = format!("tables/{}.csv", schema::findings().name);
    let reports: BTreeSet<&str> = incidents.iter().map(Incident::report).collect();
    let read = findings::decode(files.get(&path)?, manifest.settings.settings.guard(), |it| {
        reports.contains(it)
    });
    read.map_err(|it| {
        let message = format!("nothing is computed again, because a finding cannot be read: {it}");
        faults.add(FaultKind::Cell, &path, it.line, message);
    })
    .ok()
}

/// Makes an edition again, alone or one of many.
pub(crate) fn edition(manifest: &Manifest, base: &Base, faults: &mut Faults) -> Option<Made> {
    // What it is one of decides what is in it, and not what it says of itself.
    let extent = if base.counts.is_some() { Extent::Full } else { Extent::Part };
    made(manifest, base, faults, |sources, computed| {
        computed.artifacts(sources, extent, &Stages::default())
    })
}

/// Makes the index of many editions again.
pub(crate) fn index(
    manifest: &Manifest,
    base: &Base,
    files: &Files,
    faults: &mut Faults,
) -> Option<Made> {
    let spans = [Granularity::Month, Granularity::Quarter, Granularity::Year];
    let listed = |it: &Granularity| {
        files.listed.contains(&format!("tables/{}.csv", schema::losses_by_period(*it).name))
    };
    let Some(granularity) = spans.into_iter().find(listed) else {
        let message = "lists no table of the index: losses by month, quarter or year";
        faults.add(FaultKind::Manifest, MANIFEST, None, message.into());
        return None;
    };
    made(manifest, base, faults, |sources, computed| {
        let mut artifacts = every::index(sources, computed, granularity)?;
        let (totals, checks) = (&computed.totals, &computed.checks);
        artifacts.push(sources.manifest(totals, checks, Extent::Index, Vec::new())?);
        Ok(artifacts)
    })
}

fn made(
    manifest: &Manifest,
    base: &Base,
    faults: &mut Faults,
    artifacts: impl FnOnce(&Sources<'_>, &Computed<'_>) -> Result<Vec<Artifact>, RunError>,
) -> Option<Made> {
    let sources = match sources(manifest, base) {
        Ok(sources) => sources,
        Err(message) => {
            let message = format!("nothing is computed again, because {message}");
            faults.add(FaultKind::Manifest, MANIFEST, None, message);
            return None;
        }
    };
    let made = Computed::new(&sources).and_then(|computed| artifacts(&sources, &computed));
    match made {
        Ok(artifacts) => Some(Made { artifacts, read_from: base.counts.map(|_| base.read_from) }),
        Err(RunError::Check(it)) => {
            let message =
                format!("a sum does not hold: {}: {} is not {}", it.name, it.left, it.right);
            faults.add(FaultKind::Sum, MANIFEST, None, message);
            None
        }
        Err(error) => {
            let message = format!("the edition cannot be made again: {error}");
            faults.add(FaultKind::File, MANIFEST, None, message);
            None
        }
    }
}

/// What an edition is made from; what is wrong with the manifest otherwise.
fn sources<'a>(manifest: &Manifest, base: &'a Base) -> Result<Sources<'a>, String> {
    let files = &manifest.files;
    let count = |name: &str, count: usize| {
        (count <= MOST_COUNT).then_some(count).ok_or_else(|| format!("{name} is {count}"))
    };
    let files = FileCounts {
        seen: count("files.seen", files.seen)?,
        loaded: count("files.loaded", files.loaded)?,
        recovered: count("files.recovered", files.recovered)?,
        rejected: count("files.rejected", files.rejected)?,
        skipped: count("files.skipped", files.skipped)?,
    };
    let open = manifest.possible_duplicates;
    count("possible_duplicates.pairs", open.pairs)?;
    if open.loss_usd < Usd::ZERO {
        return Err(format!("possible_duplicates.loss_usd is {}", open.loss_usd));
    }
    let selection = selection(manifest, base, count("outside_period", manifest.outside_period)?)?;
    Ok(Sources {
        selection,
        findings: &base.findings,
        files,
        open,
        recorded: manifest.settings.clone(),
        input_sha256: manifest.input_sha256.clone(),
    })
}

/// The incidents that an edition is about; what is wrong with the manifest otherwise.
fn selection<'a>(
    manifest: &Manifest,
    base: &'a Base,
    outside: usize,
) -> Result<Selection<'a>, String> {
    let (period, as_of) = (period(manifest)?, manifest.settings.settings.as_of);
    let newest = manifest.newest_report_date;
    if base.incidents.iter().any(|incident| incident.date() > newest) {
        return Err(format!("newest_report_date is {newest}"));
    }
    let found = Selection::new(&base.incidents, period, Some(as_of.unwrap_or(newest)));
    let sorted = [found.incidents.len(), found.earlier.len(), found.later.len()];
    let as_read = base.counts.unwrap_or(sorted);
    if as_read != sorted || outside < found.outside {
        return Err(format!(
            "outside_period is {outside}, and the tables have {} incidents in the period, {} before it and {} behind it",
            as_read[0], as_read[1], as_read[2]
        ));
    }
    Ok(Selection { newest, outside, ..found })
}

fn period(manifest: &Manifest) -> Result<Period, String> {
    match manifest.settings.settings.period {
        Period { from: Some(from), to: Some(to) } if from > to => {
            Err(format!("settings.from is after {to}"))
        }
        period => Ok(period),
    }
}
