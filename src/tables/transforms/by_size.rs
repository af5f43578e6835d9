//! Losses in bands of size: `losses_by_size`.

use crate::domain::{Incident, Usd};
use crate::tables::schema::{BySize, shape};
use crate::tables::table::Table;
use crate::tables::value::Share;
use crate::tables::view::{count, known};

/// The bands: name, smallest loss in millions of dollars, and that of the next band.
const BANDS: [(&str, i128, Option<i128>); 4] = [
    ("under $1M", 0, Some(1)),
    ("$1M to $10M", 1, Some(10)),
    ("$10M to $100M", 10, Some(100)),
    ("$100M and more", 100, None),
];

/// The row of the incidents whose loss nobody knows.
pub const UNKNOWN: &str = "unknown";

/// Counts incidents and adds up losses in bands of size; unknown losses are a row of their own. The
/// columns are those of [`shape::losses_by_size`].
pub fn losses_by_size(incidents: &[&Incident]) -> Table<BySize> {
    let known = known(incidents.iter().copied());
    let total: Usd = known.iter().copied().sum();
    let millions = |millions: i128| Usd::from_cents(millions * 100_000_000);
    let row = |name: &str, from, below, within: usize, loss: Option<Usd>| BySize {
        band: name.to_owned(),
        from_usd: from,
        below_usd: below,
        incidents: count(within),
        incident_share: Share::of_counts(within, incidents.len()),
        loss_usd: loss,
        loss_share: loss.and_then(|it| Share::of(it, total)),
    };
    let bands = BANDS.into_iter().map(|(name, from, below)| {
        let (from, below) = (millions(from), below.map(millions));
        let within =
            known.iter().filter(|loss| **loss >= from && below.is_none_or(|it| **loss < it));
        let loss = within.clone().copied().sum();
        row(name, Some(from), below, within.count(), Some(loss))
    });
    let unknown = row(UNKNOWN, None, None, incidents.len() - known.len(), None);
    Table { schema: shape::losses_by_size(), rows: bands.chain([unknown]).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{losses, rows, sorted};
    use super::*;

    #[test]
    #[allow(clippy::type_complexity, reason = "a table says what its rows are")]
    fn a_band_holds_its_smallest_loss_and_not_the_next_bands() {
        const MILLION: i128 = 100_000_000;
        #[rustfmt::skip]
        let rows_of: [(&str, &[Option<i128>], [&str; 5]); 5] = [
            ("at the edges", &[Some(0), Some(MILLION - 1), Some(MILLION), Some(10 * MILLION - 1), Some(10 * MILLION), Some(100 * MILLION - 1), Some(100 * MILLION), None], [
                "under $1M 0.00 1000000.00 2 250000 999999.99 4505",
                "$1M to $10M 1000000.00 10000000.00 2 250000 10999999.99 49550",
                "$10M to $100M 10000000.00 100000000.00 2 250000 109999999.99 495495",
                "$100M and more 100000000.00 - 1 125000 100000000.00 450450",
                "unknown - - 1 125000 - -",
            ]),
            ("none", &[], [
                "under $1M 0.00 1000000.00 0 - 0.00 -", "$1M to $10M 1000000.00 10000000.00 0 - 0.00 -",
                "$10M to $100M 10000000.00 100000000.00 0 - 0.00 -", "$100M and more 100000000.00 - 0 - 0.00 -", "unknown - - 0 - - -",
            ]),
            ("unknown only", &[None, None], [
                "under $1M 0.00 1000000.00 0 0 0.00 -", "$1M to $10M 1000000.00 10000000.00 0 0 0.00 -",
                "$10M to $100M 10000000.00 100000000.00 0 0 0.00 -", "$100M and more 100000000.00 - 0 0 0.00 -", "unknown - - 2 1000000 - -",
            ]),
            ("zero only", &[Some(0)], [
                "under $1M 0.00 1000000.00 1 1000000 0.00 -", "$1M to $10M 1000000.00 10000000.00 0 0 0.00 -",
                "$10M to $100M 10000000.00 100000000.00 0 0 0.00 -", "$100M and more 100000000.00 - 0 0 0.00 -", "unknown - - 0 0 - -",
            ]),
            ("thirds", &[Some(1), Some(1), Some(200 * MILLION)], [
                "under $1M 0.00 1000000.00 2 666667 0.02 0", "$1M to $10M 1000000.00 10000000.00 0 0 0.00 0",
                "$10M to $100M 10000000.00 100000000.00 0 0 0.00 0", "$100M and more 100000000.00 - 1 333333 200000000.00 1000000", "unknown - - 0 0 - -",
            ]),
        ];
        for (about, cents, expected) in rows_of {
            let days: Vec<String> =
                (1..=cents.len()).map(|it| format!("2023-01-{it:02}")).collect();
            let reports: Vec<_> =
                days.iter().map(String::as_str).zip(cents.iter().copied()).collect();
            let found = losses_by_size(&sorted(&losses(&reports)));
            let columns = [
                "band",
                "from_usd",
                "below_usd",
                "incidents",
                "incident_share",
                "loss_usd",
                "loss_share",
            ];
            assert_eq!(rows(&found, &columns), expected, "{about}");
        }
    }
}
