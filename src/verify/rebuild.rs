//! Makes an edition again from the incidents, findings and settings that are in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{FileCounts, Finding, Granularity, Incident, Period, Usd};
use crate::edition::error::RunError;
use crate::edition::sources::Sources;
use crate::edition::{Computed, Extent, every};
use crate::formats::manifest::Manifest;
use crate::formats::{findings, parquet};
use crate::store::{Artifact, MANIFEST};
use crate::tables::schema::{self, shape};
use crate::tables::{Selection, frame};

use super::files::{Files, ending};
use super::from_csv::{self, Around};
use super::{FaultKind, Faults};

/// The largest count that a manifest may hold: more files than any run reads, and few enough that
/// no sum of counts overflows.
const MOST_COUNT: usize = 1_000_000_000;

/// What all tables of an edition are computed from.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// The incidents of the period.
    pub(crate) incidents: Vec<Incident>,
    /// Those before it.
    pub(crate) earlier: Vec<Incident>,
    /// Those behind it, to the end of the calendar year that it ends in.
    pub(crate) later: Vec<Incident>,
    /// What there is to say about all reports.
    findings: Vec<Finding>,
    /// The ending of the files that the incidents were read from: `parquet` or `csv`.
    pub(crate) read_from: &'static str,
}

/// An edition that was made again.
pub(crate) struct Made {
    /// Its files.
    pub(crate) artifacts: Vec<Artifact>,
    /// The ending of the files that the incidents were read from.
    pub(crate) read_from: &'static str,
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
    let findings =
        read_findings(files, manifest, incidents.iter().chain(&earlier).chain(&later), faults)?;
    Some(Base { incidents, earlier, later, findings, read_from })
}

fn read_findings<'a>(
    files: &Files,
    manifest: &Manifest,
    incidents: impl Iterator<Item = &'a Incident>,
    faults: &mut Faults,
) -> Option<Vec<Finding>> {
    let path = format!("tables/{}.csv", schema::findings().name);
    let reports: std::collections::BTreeSet<&str> = incidents.map(Incident::report).collect();
    let read = findings::decode(files.get(&path)?, manifest.settings.settings.guard(), |it| {
        reports.contains(it)
    });
    read.map_err(|it| {
        let message = format!("nothing is computed again, because a finding cannot be read: {it}");
        faults.add(FaultKind::Cell, &path, it.line, message);
    })
    .ok()
}

/// Puts the incidents of many editions together: what their index is made from.
pub(crate) fn join(bases: Vec<Base>, manifest: &Manifest) -> Option<Base> {
    let period = period(manifest).ok()?;
    let read_from = bases.iter().map(|it| it.read_from).min()?;
    let findings = bases.first()?.findings.clone();
    let mut all: BTreeMap<String, Incident> = BTreeMap::new();
    for base in bases {
        // What lies in no edition lies before the first, behind the last, or in between.
        let around = base.earlier.into_iter().chain(base.later);
        let incidents = base.incidents.into_iter().chain(around);
        all.extend(incidents.map(|it| (it.report().to_owned(), it)));
    }
    let is_earlier = |it: &Incident| period.from.is_some_and(|from| it.date() < from);
    let (earlier, rest): (Vec<_>, Vec<_>) = all.into_values().partition(is_earlier);
    let (incidents, later) = rest.into_iter().partition(|it: &Incident| period.contains(it.date()));
    Some(Base { incidents, earlier, later, findings, read_from })
}

/// Makes an edition again.
pub(crate) fn edition(
    manifest: &Manifest,
    base: &Base,
    files: &Files,
    faults: &mut Faults,
) -> Option<Made> {
    let of_full = |path: &String| path.starts_with("charts/") || ending(path) == "xlsx";
    let full = manifest.is_of_this_version() && files.listed.iter().any(of_full);
    let extent = if full { Extent::Full } else { Extent::Light };
    made(manifest, base, faults, |sources, computed| computed.artifacts(sources, extent))
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
        artifacts.push(sources.manifest(&computed.totals, &computed.checks, &[])?);
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
        Ok(artifacts) => Some(Made { artifacts, read_from: base.read_from }),
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
    let all = base.earlier.iter().chain(&base.incidents).chain(&base.later);
    let in_tables = all.clone().map(Incident::date).max();
    let newest = newest_of_all(manifest, in_tables)?;
    let found = Selection::new(all, period, Some(as_of.unwrap_or(newest)));
    let as_read = [base.incidents.len(), base.earlier.len(), base.later.len()];
    let sorted = [found.incidents.len(), found.earlier.len(), found.later.len()];
    if as_read != sorted || outside < found.outside {
        return Err(format!(
            "outside_period is {outside}, and the tables have {} incidents in the period, {} before it and {} behind it",
            as_read[0], as_read[1], as_read[2]
        ));
    }
    Ok(Selection { newest, outside, ..found })
}

/// The day of the newest report of all: in the tables, or after them and then only in the manifest.
fn newest_of_all(manifest: &Manifest, in_tables: Option<NaiveDate>) -> Result<NaiveDate, String> {
    let newest = manifest.newest_report_date;
    if in_tables.is_some_and(|in_tables| newest < in_tables) {
        return Err(format!("newest_report_date is {newest}"));
    }
    Ok(newest)
}

fn period(manifest: &Manifest) -> Result<Period, String> {
    match manifest.settings.settings.period {
        Period { from: Some(from), to: Some(to) } if from > to => {
            Err(format!("settings.from is after {to}"))
        }
        period => Ok(period),
    }
}
