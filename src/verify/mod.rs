//! `lossbook verify`: an edition proves itself. Its files are compared with the manifest, its facts
//! with the tables, and everything is made again from the incidents in it and compared once more.

mod cells;
mod compare;
mod facts;
mod files;
mod from_csv;
mod rebuild;
mod span_names;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use facts::Checked;
use files::{Files, Part};
use rebuild::{Base, Made};
use serde::Serialize;

use crate::domain::Failure;
use crate::formats::manifest::{Extent, Listing, Manifest};
use crate::store::read::{EditionFolder, ReadError};
use crate::store::{GENERATOR, MANIFEST, read as edition_reader};

/// How many faults of one file are reported; of more, the number.
const MOST_OF_A_FILE: usize = 20;

/// What is wrong with a file that every edition has, if its manifest says nothing of it.
const NOT_LISTED: &str = "the manifest does not list this file, which lossbook writes";

/// What kind of fault it is, in the order in which faults are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The folder is not an edition.
    NotAnEdition,
    /// The manifest is not what it should be, or lists what cannot be.
    Manifest,
    /// A file that the manifest lists is not there, or cannot be read.
    Missing,
    /// A file is there that the manifest does not list.
    Unlisted,
    /// A file has other bytes than the manifest says.
    Checksum,
    /// A sum does not hold.
    Sum,
    /// A cell of a table is not what the incidents give.
    Cell,
    /// A number of the report is not in the cell that it comes from, or is in no sentence.
    Fact,
    /// A text is not what the tables give.
    Text,
    /// Any other file is not what the tables give.
    File,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// The file, below the folder that was verified.
    pub file: String,
    /// The line of the file, if the fault has one.
    pub line: Option<usize>,
    /// What does not hold, in one line, without a full stop.
    pub message: String,
}

/// What was verified, and what does not hold.
#[derive(Clone, Debug, Default, Serialize)]
pub struct VerifyReport {
    /// How many editions lie in the folder.
    pub editions: usize,
    /// How many files were compared with their checksums.
    pub files: usize,
    /// How many facts were looked up.
    pub facts: usize,
    /// How many tables were computed again.
    pub tables: usize,
    /// What was not verified, and why.
    pub notes: Vec<String>,
    /// What does not hold.
    pub faults: Vec<Fault>,
}

impl VerifyReport {
    /// Whether everything holds that was verified.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Why there is nothing to verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The folder cannot be read as an edition.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The manifest is no manifest.
    #[error("{folder} is not an edition: its {MANIFEST} cannot be read: {reason}")]
    NotAManifest {
        /// The folder as given.
        folder: String,
        /// What is wrong with it, and where.
        reason: String,
    },
    /// Another program wrote the manifest.
    #[error("{folder} is not an edition of lossbook: its {MANIFEST} is of {generator:?}")]
    NotOurs {
        /// The folder as given.
        folder: String,
        /// What the manifest says.
        generator: String,
    },
}

impl Failure for VerifyError {
    fn help(&self) -> Option<&str> {
        Some(match self {
            Self::Read(ReadError::Unusable { .. }) => {
                "check that it exists and that you may read it"
            }
            Self::Read(_) | Self::NotOurs { .. } => {
                "name the folder of an edition: what `lossbook build` or `lossbook report` wrote with `-o`"
            }
            Self::NotAManifest { .. } => {
                "the file was changed after it was written: make the edition again, or take another copy"
            }
        })
    }
}

impl From<&VerifyError> for VerifyReport {
    /// A report with this fault alone.
    fn from(error: &VerifyError) -> Self {
        let (kind, message) = (FaultKind::NotAnEdition, error.to_string());
        let fault = Fault { kind, file: MANIFEST.into(), line: None, message };
        Self { faults: vec![fault], ..Self::default() }
    }
}

/// Verifies an edition, or a folder of many.
///
/// # Errors
///
/// [`VerifyError`] if the folder is not an edition; all that does not hold in one is in the report.
pub fn verify(folder: &Path) -> Result<VerifyReport, VerifyError> {
    let bytes = edition_reader::manifest(folder)?;
    let name = || folder.display().to_string();
    let listing: Listing = serde_json::from_slice(&bytes)
        .map_err(|it| VerifyError::NotAManifest { folder: name(), reason: json_fault(&it) })?;
    if listing.generator != GENERATOR {
        return Err(VerifyError::NotOurs { folder: name(), generator: listing.generator });
    }
    let opened = EditionFolder::open(folder)?;
    let part = Part::new(&opened, "", bytes, listing);
    let mut report = VerifyReport::default();
    match part.listing.extent {
        Extent::Full => report.add_edition(&part, Incidents::InIt),
        Extent::Index => report.add_many(&part),
        Extent::Part => {
            let base = beside_the_index(folder);
            if base.is_none() {
                let note = "the index in the folder above cannot be read, and the incidents before the period are beside it: nothing is computed again";
                report.notes.push(note.into());
            }
            report.add_edition(&part, Incidents::BesideIndex(base.as_ref()));
        }
    }
    if report.tables == 0 && report.holds() {
        // A manifest can say anything, and without its incidents no number of an edition is known to hold.
        let message = "no table could be computed again: nothing is known of its numbers";
        let (kind, file) = (FaultKind::Manifest, MANIFEST.to_owned());
        report.faults.push(Fault { kind, file, line: None, message: message.into() });
    }
    Ok(report)
}

/// Where the incidents lie that an edition is made from.
#[derive(Clone, Copy)]
enum Incidents<'a> {
    /// In its own tables.
    InIt,
    /// In those of the index that it is in, if they can be read.
    BesideIndex(Option<&'a Base>),
}

/// The incidents of many editions, from the folder above one of them, if they can be read.
fn beside_the_index(edition: &Path) -> Option<Base> {
    let folder = edition_reader::above(edition)?;
    let bytes = edition_reader::manifest(&folder).ok()?;
    let mut listing: Listing = serde_json::from_slice(&bytes).ok()?;
    if listing.generator != GENERATOR || listing.extent != Extent::Index {
        return None;
    }
    listing.outputs.retain(|file| file.path.starts_with("tables/"));
    let opened = EditionFolder::open(&folder).ok()?;
    let index = Part::new(&opened, "", bytes, listing);
    // What is wrong with the index is said where that is verified.
    let (mut faults, mut notes) = (Faults::new(""), Vec::new());
    let files = index.read(&mut faults, |_| true);
    let manifest = index.manifest(&mut faults)?;
    rebuild::base(&files, &manifest, &mut faults, &mut notes).map(Base::of_parts)
}

impl VerifyReport {
    /// Verifies one edition.
    fn add_edition(&mut self, part: &Part<'_>, incidents: Incidents<'_>) {
        let mut faults = Faults::new(&part.prefix);
        let files = part.read(&mut faults, |_| true);
        self.editions += 1;
        self.files += files.compared;
        let facts = Checked::new(&files, part, &mut faults);
        let manifest = part.manifest(&mut faults);
        let made = manifest.and_then(|manifest| {
            if !manifest.is_of_this_version() {
                self.notes.push(of_another_version(part, &manifest.version));
            }
            let own;
            let base = match incidents {
                Incidents::BesideIndex(base) => base?,
                Incidents::InIt => {
                    own = rebuild::base(&files, &manifest, &mut faults, &mut self.notes)?;
                    &own
                }
            };
            let made = rebuild::edition(&manifest, base, &mut faults)?;
            Some((manifest, made))
        });
        self.compare(&files, made, &facts, faults);
    }

    /// Compares the files of an edition with those that were made again, if they could be.
    fn compare(
        &mut self,
        files: &Files,
        made: Option<(Manifest, Made)>,
        facts: &Checked,
        mut faults: Faults,
    ) {
        let is_read_only = made.as_ref().is_none_or(|(manifest, _)| !manifest.is_of_this_version());
        if let Some((manifest, made)) = made {
            self.tables += compare::edition(files, &manifest, &made, &mut faults);
        }
        if is_read_only {
            facts.in_reports(files, &mut faults);
        }
        self.facts += facts.count();
        self.faults.extend(faults.all());
    }

    /// Verifies a folder of many editions: its own files, then each edition.
    fn add_many(&mut self, part: &Part<'_>) {
        let mut faults = Faults::new(&part.prefix);
        let ending = format!("/{MANIFEST}");
        let listed = part.listing.outputs.iter();
        let below = listed.filter_map(|file| file.path.strip_suffix(&ending));
        let editions: BTreeSet<String> = below.map(|folder| format!("{folder}/")).collect();
        let files = part
            .read(&mut faults, |path| !editions.iter().any(|edition| path.starts_with(edition)));
        self.files += files.compared;
        let facts = Checked::new(&files, part, &mut faults);
        let manifest = part.manifest(&mut faults);
        let base = manifest
            .as_ref()
            .and_then(|it| rebuild::base(&files, it, &mut faults, &mut self.notes));
        let made = manifest.zip(base.as_ref()).and_then(|(manifest, base)| {
            let made = rebuild::index(&manifest, base, &files, &mut faults)?;
            Some((manifest, made))
        });
        let base = base.map(Base::of_parts);
        let mut of_editions = Self::default();
        for prefix in &editions {
            of_editions.add_below(part.folder, prefix, base.as_ref(), &mut faults);
        }
        self.compare(&files, made, &facts, faults);
        // The files of the editions are counted once.
        self.editions += of_editions.editions;
        self.facts += of_editions.facts;
        self.tables += of_editions.tables;
        self.notes.append(&mut of_editions.notes);
        // What is missing or changed was reported for the whole folder.
        of_editions.faults.retain(|it| !self.faults.contains(it));
        self.faults.append(&mut of_editions.faults);
    }

    /// Verifies the edition below a folder.
    fn add_below(
        &mut self,
        folder: &EditionFolder,
        prefix: &str,
        base: Option<&Base>,
        faults: &mut Faults,
    ) {
        let Some(edition) = Part::below(folder, prefix) else {
            let path = format!("{prefix}{MANIFEST}");
            let message = "is no manifest of an edition: the files beside it are not verified";
            faults.add(FaultKind::Manifest, &path, None, message.into());
            return;
        };
        self.add_edition(&edition, Incidents::BesideIndex(base));
    }
}

fn of_another_version(part: &Part<'_>, version: &str) -> String {
    format!(
        "{}{MANIFEST} is of lossbook {version}, this is {}: report, charts and workbook are compared with their checksums only",
        part.prefix,
        env!("CARGO_PKG_VERSION")
    )
}

/// Collects the faults of one edition.
struct Faults {
    prefix: String,
    found: Vec<Fault>,
    /// How many there are of each file.
    counts: BTreeMap<String, usize>,
}

impl Faults {
    fn new(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), found: Vec::new(), counts: BTreeMap::new() }
    }

    /// Adds a fault of a file, by its path below the edition; the first ones of each are kept.
    fn add(&mut self, kind: FaultKind, file: &str, line: Option<usize>, message: String) {
        let count = self.counts.entry(file.to_owned()).or_default();
        *count += 1;
        if *count <= MOST_OF_A_FILE {
            let file = format!("{}{file}", self.prefix);
            self.found.push(Fault { kind, file, line, message });
        }
    }

    /// Whether a file has a fault of this kind.
    fn any(&self, kind: FaultKind, file: &str) -> bool {
        self.found
            .iter()
            .any(|it| it.kind == kind && it.file.strip_prefix(&self.prefix) == Some(file))
    }

    /// All faults, what others follow from first, and how many more there are of a file.
    fn all(self) -> Vec<Fault> {
        let Self { prefix, mut found, counts } = self;
        for (file, count) in counts.iter().filter(|it| *it.1 > MOST_OF_A_FILE) {
            let file = format!("{prefix}{file}");
            let kinds = found.iter().filter(|it| it.file == file).map(|it| it.kind);
            let message =
                format!("and {} more that do not hold in this file", count - MOST_OF_A_FILE);
            let more = kinds.max().map(|kind| Fault { kind, file, line: None, message });
            found.extend(more);
        }
        found.sort_by_key(|fault| fault.kind);
        found
    }
}

/// What is wrong with a JSON file, and where, in words of ours.
fn json_fault(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Data => "it does not say what it should",
        _ => "it is not JSON",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}

/// Texts as messages quote them: in quotes, and cut where they are long.
fn quoted(text: &str) -> String {
    /// The most characters of a text that a message quotes.
    const MOST: usize = 100;
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { format!("\"{cut}…\"") } else { format!("\"{cut}\"") }
}
