//! The largest losses, and how much of the total they make up: `largest_incidents`,
//! `loss_concentration`.

use crate::domain::{Dimension, Incident, Usd};
use crate::tables::schema::{Concentration, LargestIncident, shape};
use crate::tables::table::Table;
use crate::tables::value::Share;
use crate::tables::view::{count, known};

/// How many incidents are named.
const NAMED: usize = 10;
/// How many of the largest losses are added up.
const TOPS: [usize; 3] = [1, 5, 10];
/// The basis of all losses.
pub const ALL: &str = "all";
/// The basis of all losses but the largest.
pub const WITHOUT_LARGEST: &str = "without_largest";

/// The ten largest losses above zero, with what their reports say. The columns are those of
/// [`shape::largest_incidents`].
pub fn largest_incidents(ranked: &[&Incident]) -> Table<LargestIncident> {
    let total: Usd = known(ranked.iter().copied()).into_iter().sum();
    let row = |(rank, incident): (i64, &&Incident)| {
        let loss = incident.loss().known().filter(|it| *it > Usd::ZERO)?;
        let labels = |dimension| incident.labels(dimension).to_vec();
        Some(LargestIncident {
            rank,
            report: incident.report().to_owned(),
            date: incident.date(),
            title: incident.title().to_owned(),
            target_entities: labels(Dimension::TargetEntity),
            entity_types: labels(Dimension::EntityType),
            attack_types: labels(Dimension::AttackType),
            loss_usd: loss,
            loss_share: Share::of(loss, total)?,
        })
    };
    let rows = (1..).zip(ranked.iter().take(NAMED)).map_while(row).collect();
    Table { schema: shape::largest_incidents(), rows }
}

/// How much of the total the largest 1, 5 and 10 losses make up, with and without the largest of
/// all. The columns are those of [`shape::loss_concentration`].
///
/// # Source
///
/// The concentration ratio of industrial economics, CR(n): the joint share of the n largest.
pub fn loss_concentration(ranked: &[&Incident]) -> Table<Concentration> {
    let losses = known(ranked.iter().copied());
    // Of no incident the sum is 0; of incidents whose losses nobody knows there is none.
    let is_known = ranked.is_empty() || !losses.is_empty();
    let mut rows = Vec::new();
    for (basis, losses) in [(ALL, &losses[..]), (WITHOUT_LARGEST, losses.get(1..).unwrap_or(&[]))] {
        let whole: Usd = losses.iter().copied().sum();
        for top in TOPS {
            let taken = &losses[..top.min(losses.len())];
            let loss: Usd = taken.iter().copied().sum();
            rows.push(Concentration {
                basis: basis.to_owned(),
                largest: count(top),
                incidents: count(taken.len()),
                loss_usd: is_known.then_some(loss),
                of_loss_usd: is_known.then_some(whole),
                loss_share: Share::of(loss, whole),
            });
        }
    }
    Table { schema: shape::loss_concentration(), rows }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{losses, rows, sorted};
    use super::*;

    /// Days of one month.
    fn days(cents: &[Option<i128>]) -> Vec<(String, Option<i128>)> {
        let day =
            |(index, cents): (usize, &Option<i128>)| (format!("2023-01-{:02}", index + 1), *cents);
        cents.iter().enumerate().map(day).collect()
    }

    fn of(cents: &[Option<i128>]) -> Vec<Incident> {
        let days = days(cents);
        losses(&days.iter().map(|(day, cents)| (day.as_str(), *cents)).collect::<Vec<_>>())
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn the_largest_are_named_in_order() {
        #[rustfmt::skip]
        let rows_of: [(&str, &[Option<i128>], &[&str]); 5] = [
            ("none",                     &[],                            &[]),
            ("unknown only",             &[None, None],                  &[]),
            ("zero is no loss to name",  &[Some(0), None, Some(0)],      &[]),
            // 3 and 1 of 5 cents; of equal losses the earlier day comes first.
            ("ties by day",              &[Some(1), Some(3), None, Some(1), Some(0)],
             &["1 2023-01-02.md 0.03 600000", "2 2023-01-01.md 0.01 200000", "3 2023-01-04.md 0.01 200000"]),
            ("parts that do not divide", &[Some(100), Some(200)],
             &["1 2023-01-02.md 2.00 666667", "2 2023-01-01.md 1.00 333333"]),
        ];
        for (about, cents, expected) in rows_of {
            let found = largest_incidents(&sorted(&of(cents)));
            let columns = ["rank", "report", "loss_usd", "loss_share"];
            assert_eq!(rows(&found, &columns), expected, "{about}");
        }
        let twelve: Vec<Option<i128>> = (1..=12).map(Some).collect();
        let found = rows(&largest_incidents(&sorted(&of(&twelve))), &["rank", "loss_usd"]);
        assert_eq!((found.len(), found[0].as_str(), found[9].as_str()), (10, "1 0.12", "10 0.03"));
    }

    #[test]
    fn duplicates_are_not_named() {
        let mut incidents = losses(&[("2023-01-01", Some(5)), ("2023-01-02", Some(7))]);
        let copy = incidents.remove(1).into_duplicate_of("2023-01-01.md".into());
        incidents.push(copy);
        let found = largest_incidents(&sorted(&incidents));
        assert_eq!(rows(&found, &["rank", "report", "loss_share"]), ["1 2023-01-01.md 1000000"]);
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn how_much_the_largest_make_up() {
        let seven: Vec<Option<i128>> = [64, 16, 8, 4, 4, 2, 2].map(Some).to_vec();
        #[rustfmt::skip]
        let rows_of: [(&str, &[Option<i128>], [&str; 6]); 5] = [
            ("seven", &seven, [
                "all 1 1 0.64 1.00 640000", "all 5 5 0.96 1.00 960000", "all 10 7 1.00 1.00 1000000",
                // 16 and 34 of 36.
                "without_largest 1 1 0.16 0.36 444444", "without_largest 5 5 0.34 0.36 944444", "without_largest 10 6 0.36 0.36 1000000",
            ]),
            ("one, and one unknown", &[Some(5), None], [
                "all 1 1 0.05 0.05 1000000", "all 5 1 0.05 0.05 1000000", "all 10 1 0.05 0.05 1000000",
                "without_largest 1 0 0.00 0.00 -", "without_largest 5 0 0.00 0.00 -", "without_largest 10 0 0.00 0.00 -",
            ]),
            ("zero", &[Some(0)], [
                "all 1 1 0.00 0.00 -", "all 5 1 0.00 0.00 -", "all 10 1 0.00 0.00 -",
                "without_largest 1 0 0.00 0.00 -", "without_largest 5 0 0.00 0.00 -", "without_largest 10 0 0.00 0.00 -",
            ]),
            ("unknown only", &[None], [
                "all 1 0 - - -", "all 5 0 - - -", "all 10 0 - - -",
                "without_largest 1 0 - - -", "without_largest 5 0 - - -", "without_largest 10 0 - - -",
            ]),
            ("two of the same size", &[Some(3), Some(3)], [
                "all 1 1 0.03 0.06 500000", "all 5 2 0.06 0.06 1000000", "all 10 2 0.06 0.06 1000000",
                "without_largest 1 1 0.03 0.03 1000000", "without_largest 5 1 0.03 0.03 1000000", "without_largest 10 1 0.03 0.03 1000000",
            ]),
        ];
        for (about, cents, expected) in rows_of {
            let found = loss_concentration(&sorted(&of(cents)));
            let columns =
                ["basis", "largest", "incidents", "loss_usd", "of_loss_usd", "loss_share"];
            assert_eq!(rows(&found, &columns), expected, "{about}");
        }
    }
}
