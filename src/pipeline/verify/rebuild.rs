//! Makes an edition again from the incidents, findings and settings that are in it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::charts::{Letters, Theme};
use crate::domain::day::YEARS;
use crate::domain::duplicate::OpenDuplicates;
use crate::domain::{Finding, Granularity, Incident, Period, Usd};
use crate::loader::FileCounts;
use crate::sinks::csv::FormulaGuard;
use crate::sinks::manifest::{MANIFEST, Manifest};
use crate::sinks::{Artifact, findings, parquet};
use crate::tables::columns::{self, shape};
use crate::tables::incidents::read_incidents;

use super::super::edition::{Computed, Extent, Sources};
use super::super::{RunError, every, span};
use super::files::{Files, ending};
use super::{FaultKind, Faults, from_csv};

/// The largest count that a manifest may hold: more files than any run reads, and few enough that
/// no sum of counts overflows.
const MOST_COUNT: usize = 1_000_000_000;

/// What all tables of an edition are computed from.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// The incidents of the period.
    pub(super) incidents: Vec<Incident>,
    /// Those before it.
    pub(super) earlier: Vec<Incident>,
    /// What there is to say about all reports.
    findings: Vec<Finding>,
    /// The ending of the files that the incidents were read from: `parquet` or `csv`.
    pub(super) read_from: &'static str,
}

/// An edition that was made again.
pub(super) struct Made {
    /// Its files.
    pub(super) artifacts: Vec<Artifact>,
    /// The ending of the files that the incidents were read from.
    pub(super) read_from: &'static str,
}

/// The guard that the settings tell of.
pub(super) fn guard(manifest: &Manifest) -> FormulaGuard {
    if manifest.settings.raw_csv { FormulaGuard::Off } else { FormulaGuard::On }
}

/// Reads the incidents and findings of an edition; tells why if that cannot be done.
pub(super) fn base(
    files: &Files,
    manifest: &Manifest,
    faults: &mut Faults,
    notes: &mut Vec<String>,
) -> Option<Base> {
    let (incidents, earlier) = (columns::incidents().name, shape::EARLIER_INCIDENTS);
    let parquet = |name: &str| format!("tables/{name}.parquet");
    let has_past = files.listed.contains(&parquet(earlier));
    let sound = |name: &str| files.sound.contains(&parquet(name));
    let (incidents, earlier, read_from) =
        if sound(incidents.as_str()) && (!has_past || sound(earlier)) {
            let mut read = |name: &str| {
                let path = parquet(name);
                let bytes = files.get(&path)?;
                parquet::decode(bytes, read_incidents)
                    .map_err(|it| faults.add(FaultKind::File, &path, None, it.to_string()))
                    .ok()
            };
            let earlier = if has_past { read(earlier)? } else { Vec::new() };
            (read(&incidents)?, earlier, "parquet")
        } else {
            let (read, said) = match from_csv::incidents(files, guard(manifest)) {
                Some(read) => (Some(read), "the incidents are read from the CSV files"),
                None => (None, "nothing is computed again"),
            };
            notes.push(format!(
                "{}{} is missing or changed, so {said}",
                faults.prefix,
                parquet(&incidents)
            ));
            let (incidents, earlier) = read?;
            (incidents, earlier, "csv")
        };
    let findings = read_findings(files, manifest, incidents.iter().chain(&earlier), faults)?;
    Some(Base { incidents, earlier, findings, read_from })
}

fn read_findings<'a>(
    files: &Files,
    manifest: &Manifest,
    incidents: impl Iterator<Item = &'a Incident>,
    faults: &mut Faults,
) -> Option<Vec<Finding>> {
    let path = format!("tables/{}.csv", columns::findings().name);
    let reports: std::collections::BTreeSet<&str> = incidents.map(Incident::report).collect();
    let read = findings::decode(files.get(&path)?, guard(manifest), |it| reports.contains(it));
    read.map_err(|it| {
        let message = format!("nothing is computed again, because a finding cannot be read: {it}");
        faults.add(FaultKind::Cell, &path, it.line, message);
    })
    .ok()
}

/// Puts the incidents of many editions together: what their index is made from.
pub(super) fn join(bases: Vec<Base>, manifest: &Manifest) -> Option<Base> {
    let period = period(manifest).ok()?;
    let first = bases.iter().filter_map(|it| it.incidents.iter().map(Incident::date).min()).min();
    let read_from = bases.iter().map(|it| it.read_from).min()?;
    let findings = bases.first()?.findings.clone();
    let mut all: BTreeMap<String, Incident> = BTreeMap::new();
    for base in bases {
        // Only what lies before the first edition is in none of them.
        let earlier =
            base.earlier.into_iter().filter(|it| first.is_none_or(|first| it.date() < first));
        let incidents = base.incidents.into_iter().chain(earlier);
        all.extend(incidents.map(|it| (it.report().to_owned(), it)));
    }
    let is_earlier = |it: &Incident| period.from.is_some_and(|from| it.date() < from);
    let (earlier, rest): (Vec<_>, Vec<_>) = all.into_values().partition(is_earlier);
    let incidents = rest.into_iter().filter(|it| period.contains(it.date())).collect();
    Some(Base { incidents, earlier, findings, read_from })
}

/// Makes an edition again.
pub(super) fn edition(
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
pub(super) fn index(
    manifest: &Manifest,
    base: &Base,
    files: &Files,
    faults: &mut Faults,
) -> Option<Made> {
    let spans = [Granularity::Month, Granularity::Quarter, Granularity::Year];
    let listed = |it: &Granularity| {
        files.listed.contains(&format!("tables/{}.csv", columns::losses_by_period(*it).name))
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
    artifacts: impl FnOnce(&Sources<'_>, &Computed) -> Result<Vec<Artifact>, RunError>,
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
    let open = &manifest.possible_duplicates;
    let loss = Usd::from_plain(&open.loss_usd).filter(|it| *it >= Usd::ZERO);
    let open = OpenDuplicates {
        pairs: count("possible_duplicates.pairs", open.pairs)?,
        complete: open.complete,
        loss: loss.ok_or_else(|| format!("possible_duplicates.loss_usd is {:?}", open.loss_usd))?,
    };
    let period = period(manifest)?;
    let all = [base.earlier.as_slice(), &base.incidents].concat();
    let (span, newest) = span(period, &all);
    let outside = count("outside_period", manifest.outside_period)?;
    let newest = newest_of_all(manifest, period, newest, outside, base.earlier.len())?;
    let settings = &manifest.settings;
    let theme = Theme::ALL.into_iter().find(|it| it.name() == settings.theme);
    let letters = Letters::ALL.into_iter().find(|it| it.name() == settings.text);
    Ok(Sources {
        incidents: base.incidents.clone(),
        earlier: base.earlier.clone(),
        outside,
        findings: &base.findings,
        files,
        open,
        period,
        span,
        newest,
        guard: guard(manifest),
        theme: theme.ok_or_else(|| format!("settings.theme is {:?}", settings.theme))?,
        letters: letters.ok_or_else(|| format!("settings.text is {:?}", settings.text))?,
        title: settings.title.clone(),
        link_base: settings.link_base.clone(),
        input_sha256: manifest.input_sha256.clone(),
        taxonomy_sha256: settings.taxonomy_sha256.clone(),
        duplicates_sha256: settings.duplicates_sha256.clone(),
    })
}

/// The day of the newest report of all: in the tables, or behind the period and then only in the
/// manifest.
fn newest_of_all(
    manifest: &Manifest,
    period: Period,
    in_tables: NaiveDate,
    outside: usize,
    earlier: usize,
) -> Result<NaiveDate, String> {
    match period.to {
        Some(to) if outside > earlier => day(&manifest.newest_report_date)
            .filter(|it| *it > to)
            .ok_or_else(|| format!("newest_report_date is {:?}", manifest.newest_report_date)),
        _ if outside == earlier => Ok(in_tables),
        _ => Err(format!(
            "outside_period is {outside}, and {earlier} incidents lie before the period"
        )),
    }
}

fn period(manifest: &Manifest) -> Result<Period, String> {
    let read = |name: &str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => day(text).map(Some).ok_or_else(|| format!("settings.{name} is {text:?}")),
    };
    let (from, to) = (&manifest.settings.from, &manifest.settings.to);
    match (read("from", from)?, read("to", to)?) {
        (Some(from), Some(to)) if from > to => Err(format!("settings.from is behind {to}")),
        (from, to) => Ok(Period { from, to }),
    }
}

/// Reads a day as tables and manifests have it, if a report may state it.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text && YEARS.contains(&day.year())).then_some(day)
}
