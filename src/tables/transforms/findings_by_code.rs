//! How often each kind of finding occurs: `findings_by_code`.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::domain::{Code, Finding, Severity};
use crate::tables::{counts, schema, texts};

use super::Aggregate;

/// Counts findings by their code, the gravest first, then by name. The columns are those of
/// [`schema::findings_by_code`].
///
/// # Errors
///
/// What polars says; on findings that this crate made there is nothing to say.
pub fn findings_by_code(findings: &[Finding]) -> PolarsResult<Aggregate> {
    let mut kinds: BTreeMap<(Severity, &str), (Code, BTreeSet<&str>, usize)> = BTreeMap::new();
    for finding in findings {
        let key = (finding.severity(), finding.code.name());
        let (_, paths, count) =
            kinds.entry(key).or_insert_with(|| (finding.code, BTreeSet::new(), 0));
        // What is said of all reports together is said of no single one.
        if !finding.is_about_all() {
            paths.insert(&finding.path);
        }
        *count += 1;
    }
    let columns = vec![
        texts("code", kinds.keys().map(|(_, code)| Some(*code))),
        texts("severity", kinds.keys().map(|(severity, _)| Some(severity.name()))),
        counts("reports", kinds.values().map(|(_, paths, _)| paths.len())),
        counts("findings", kinds.values().map(|(.., count)| *count)),
        texts("meaning", kinds.values().map(|(code, ..)| Some(code.meaning()))),
    ];
    Aggregate::new(schema::findings_by_code(), &DataFrame::new(kinds.len(), columns)?)
}
