//! `lossbook new`: a report with its front matter filled in, proved by reading it back.

pub mod template;

use std::collections::HashSet;
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::failure::{FAILED, USAGE};
use crate::domain::label::clean_label;
use crate::domain::text::one_line;
use crate::domain::{
    Code, Dimension, Failure, Finding, Incident, LabelKey, Loss, Severity, Taxonomy,
};
use crate::loader::normalize;
use crate::store::publish as folder;
use crate::store::publish::CreateError;

use self::template as report;
use super::parse;
use super::parse::split::SourceText;
use super::rules::taxonomy_file::{self, TaxonomyError};

/// What a new report is to say.
#[derive(Clone, Debug)]
pub struct NewOptions {
    /// The day of the event.
    pub date: NaiveDate,
    /// The money lost.
    pub loss: Loss,
    /// The headline, if one was given.
    pub title: Option<String>,
    /// The labels of each dimension, in the order of [`Dimension::ALL`]; at least one target.
    pub labels: [Vec<String>; 4],
    /// Where the report goes.
    pub folder: PathBuf,
    /// The taxonomy, if not the one that is compiled in.
    pub taxonomy: Option<PathBuf>,
}

/// A report that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// What the loader says about it: labels that the taxonomy does not know, kinds of labels that
    /// are missing.
    pub findings: Vec<Finding>,
}

/// Why no report was written.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// The taxonomy cannot be used.
    #[error(transparent)]
    Taxonomy(#[from] TaxonomyError),
    /// A report cannot say this: it would be read differently.
    #[error("this cannot be written as an incident report: {0}")]
    Unwritable(String),
    /// The file cannot be written.
    #[error(transparent)]
    Create(#[from] CreateError),
}

impl Failure for NewError {
    fn help(&self) -> Option<&str> {
        match self {
            Self::Taxonomy(error) => error.help(),
            Self::Unwritable(_) => Some("see `lossbook new --help`"),
            Self::Create(error) => error.help(),
        }
    }

    fn exit_status(&self) -> u8 {
        if matches!(self, Self::Unwritable(_)) { USAGE } else { FAILED }
    }
}

/// Writes a new report.
///
/// # Errors
///
/// [`NewError`]; nothing was written then. A file that already exists is never touched.
pub fn new(options: &NewOptions) -> Result<Written, NewError> {
    let (taxonomy, _) = taxonomy_file::read(options.taxonomy.as_deref())?;
    let incident = incident(options, &taxonomy)?;
    let path = options.folder.join(report::file_name(&incident));
    let file = path.display().to_string();
    let findings = read_back(&incident, &taxonomy)?
        .into_iter()
        .map(|finding| Finding { file: Some(file.clone()), ..finding })
        .collect();
    folder::create(&path, report::text(&incident).as_bytes())?;
    Ok(Written { path, findings })
}

/// The incident that the report is to describe, with labels in canonical spelling.
fn incident(options: &NewOptions, taxonomy: &Taxonomy) -> Result<Incident, NewError> {
    let mut labels: [Vec<String>; 4] = Default::default();
    for (dimension, (given, labels)) in
        Dimension::ALL.into_iter().zip(options.labels.iter().zip(&mut labels))
    {
        for label in given {
            let clean = clean_label(label);
            if clean.is_empty() {
                let fact = format!("one {} is empty", dimension.words().0);
                return Err(NewError::Unwritable(fact));
            }
            let known = taxonomy.canonical(dimension, &LabelKey::of(&clean)).map(str::to_owned);
            let label = known.unwrap_or(clean);
            // Spellings that differ in case only are one label.
            if !labels.iter().any(|other| LabelKey::of(other) == LabelKey::of(&label)) {
                labels.push(label);
            }
        }
    }
    let first = |dimension: Dimension| labels[dimension as usize].first().map(String::as_str);
    let title = match &options.title {
        // On one line, as the loader reads a title.
        Some(title) => one_line(title),
        None => [first(Dimension::TargetEntity), first(Dimension::AttackType)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(": "),
    };
    if title.is_empty() {
        return Err(NewError::Unwritable("the title is empty".to_owned()));
    }
    Ok(Incident::new(String::new(), options.date, title, options.loss, labels))
}

/// What the loader says about the report. It must read exactly what was meant.
fn read_back(incident: &Incident, taxonomy: &Taxonomy) -> Result<Vec<Finding>, NewError> {
    let (name, text) = (report::file_name(incident), report::front_matter(incident));
    if text.len() > crate::loader::parse::split::FRONT_MATTER_LIMIT {
        return Err(NewError::Unwritable("the front matter would be too long".to_owned()));
    }
    let source = SourceText { report: &name, text: &text, shown: &text, first_line: 2 };
    let refused = |finding: &Finding| NewError::Unwritable(finding.fact.clone());
    let matter = parse::front_matter(source).map_err(|finding| refused(&finding))?;
    let mut findings = Vec::new();
    let draft = normalize::normalize(&matter, taxonomy, &mut HashSet::new(), &mut findings);
    let changed = |finding: &&Finding| {
        finding.severity() == Severity::Error
            || matches!(finding.code, Code::CommaInLabel | Code::QuotedTitle)
    };
    if let Some(finding) = findings.iter().find(changed) {
        return Err(refused(finding));
    }
    let read = draft.map(|draft| {
        Incident::new(String::new(), draft.date, draft.title, draft.loss, draft.labels)
    });
    if read.as_ref() != Some(incident) {
        let fact = "a label or the title is a word that means no value, such as `null`";
        return Err(NewError::Unwritable(fact.to_owned()));
    }
    Ok(findings)
}
