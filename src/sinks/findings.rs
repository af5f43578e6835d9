//! `tables/findings.csv`: everything there is to say about the reports, one row each.

use crate::domain::Finding;
use crate::tables::columns::{self, Kind};

use super::csv::{FormulaGuard, guarded};
use super::{Artifact, SinkError};

/// Encodes the findings in their order. The columns are those of [`columns::findings`].
///
/// # Errors
///
/// [`SinkError::Text`] with what the CSV writer says.
pub fn encode(findings: &[Finding], guard: FormulaGuard) -> Result<Artifact, SinkError> {
    let table = columns::findings();
    let path = format!("tables/{}.csv", table.name);
    let failed = |reason: String| SinkError::Text { path: path.clone(), reason };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(table.columns.iter().map(|column| column.name))
        .map_err(|it| failed(it.to_string()))?;
    for finding in findings {
        let number = |it: Option<usize>| it.map(|it| it.to_string()).unwrap_or_default();
        let cells = [
            finding.path.clone(),
            number(finding.place.map(|place| place.line)),
            number(finding.place.map(|place| place.column)),
            finding.severity().name().to_owned(),
            finding.code.name().to_owned(),
            finding.fact.clone(),
            finding.help.clone(),
        ];
        let cells = cells.into_iter().zip(&table.columns).map(|(cell, column)| {
            match (column.kind, guard) {
                (Kind::Text, FormulaGuard::On) => guarded(&cell),
                _ => cell,
            }
        });
        writer.write_record(cells).map_err(|it| failed(it.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|it| failed(it.to_string()))?;
    Ok(Artifact { path: path.clone(), bytes })
}
