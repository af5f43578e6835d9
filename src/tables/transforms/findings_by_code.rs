//! How often each kind of finding occurs: `findings_by_code`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Code, Finding, Severity};
use crate::tables::schema::{self, FindingsByCode};
use crate::tables::table::Table;
use crate::tables::view::count;

/// Counts findings by their code, the gravest first, then by name. The columns are those of
/// [`schema::findings_by_code`].
pub fn findings_by_code(findings: &[Finding]) -> Table<FindingsByCode> {
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
    let rows =
        kinds.into_iter().map(|((severity, name), (code, paths, findings))| FindingsByCode {
            code: name.to_owned(),
            severity: severity.name().to_owned(),
            reports: count(paths.len()),
            findings: count(findings),
            meaning: code.meaning().to_owned(),
        });
    Table { schema: schema::findings_by_code(), rows: rows.collect() }
}
