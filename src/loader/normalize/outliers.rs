//! Losses that deserve a look because of their size: one wrong unit drowns all other numbers.

use crate::domain::{Code, Finding, Incident, Usd};
use crate::loader::folder::ReportSource;

/// A loss above this is rare enough to be looked at: ten billion dollars.
const LARGE: Usd = Usd::from_cents(1_000_000_000_000);
/// Of so many other losses the sum says something.
const FEWEST_OTHERS: usize = 3;

/// A warning for each loss above ten billion dollars, and for one that is above all others together.
pub(crate) fn warnings(incidents: &[Incident], sources: &[ReportSource]) -> Vec<Finding> {
    let known =
        || incidents.iter().filter_map(|incident| Some((incident, incident.loss().known()?)));
    let total: Usd = known().map(|(_, loss)| loss).sum();
    let others = known().filter(|(_, loss)| *loss > Usd::ZERO).count().saturating_sub(1);
    let warning = |(incident, loss): (&Incident, Usd)| {
        let rest = Usd::from_cents(total.cents() - loss.cents());
        let fact = if others >= FEWEST_OTHERS && loss > rest {
            format!(
                "the loss of {} is more than all others combined ({})",
                loss.grouped(),
                rest.grouped()
            )
        } else if loss > LARGE {
            format!("the loss of {} is more than ten billion dollars", loss.grouped())
        } else {
            return None;
        };
        let help = "check the amount and its unit; if they are right, there is nothing to do";
        let report = incident.report();
        let at = sources.binary_search_by(|source| source.report.as_str().cmp(report)).ok()?;
        let file = Some(sources[at].file.display().to_string());
        let finding = Finding::about(Code::LargeLoss, report, fact, help);
        Some(Finding { file, stake: Some(loss), ..finding })
    };
    known().filter_map(warning).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::domain::Loss;

    /// The reports that are warned of, by their number.
    fn warned(dollars: &[i128]) -> Vec<usize> {
        let name = |at: usize| format!("{at:02}.md");
        let incident = |(at, dollars): (usize, &i128)| {
            let date = "2023-11-18".parse().unwrap();
            let loss = match dollars {
                -1 => Loss::Unknown,
                _ => Loss::Known(Usd::from_cents(dollars * 100)),
            };
            Incident::new(name(at), date, "T".into(), loss, Default::default())
        };
        let source = |at| ReportSource { report: name(at), file: PathBuf::from(name(at)) };
        let sources: Vec<ReportSource> = (0..dollars.len()).map(source).collect();
        let incidents: Vec<Incident> = dollars.iter().enumerate().map(incident).collect();
        let warnings = warnings(&incidents, &sources);
        warnings.iter().map(|warning| warning.path[..2].parse().unwrap()).collect()
    }

    #[test]
    fn losses_that_deserve_a_look() {
        #[rustfmt::skip]
        let table: [(&str, &[i128], &[usize]); 8] = [
            ("none",                        &[],                                    &[]),
            ("unknown",                     &[-1, -1],                              &[]),
            ("usual",                       &[5, 3, 2, 2],                          &[]),
            ("above all others",            &[1, 8, 2, 2],                          &[1]),
            ("as much as all others",       &[1, 5, 2, 2],                          &[]),
            ("others without a loss",       &[0, 8, 2, 2, -1],                      &[]),
            ("few others",                  &[1, 8, 2],                             &[]),
            ("above ten billion",           &[10_000_000_001, 10_000_000_000, 12_000_000_000], &[0, 2]),
        ];
        for (about, dollars, expected) in table {
            assert_eq!(warned(dollars), expected, "{about}");
        }
    }
}
