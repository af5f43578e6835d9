//! How amounts become heights, and where ticks of money stand: on 1, 2 and 5 times powers of ten, or
//! on powers of ten.

use crate::domain::Usd;

/// How amounts are turned into heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// In proportion, from zero to this amount.
    Linear {
        /// The amount at the top.
        top: Usd,
    },
    /// Each step is ten times the one below, from one power of ten to another.
    Log {
        /// The power of ten, in cents, at the bottom.
        bottom: u32,
        /// The power of ten, in cents, at the top.
        top: u32,
    },
}

/// One month this many times as large as the next leaves no room for the others on a linear axis.
const DWARFS_NEXT: i128 = 8;
/// So does one that is this many times as large as the middle one.
const DWARFS_MEDIAN: i128 = 50;

/// Which scale a chart gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScaleChoice {
    /// In proportion, unless one amount dwarfs the rest.
    #[default]
    Fitting,
    /// A log scale.
    Log,
    /// In proportion.
    Linear,
}

impl Scale {
    /// The scale of that choice that shows these amounts.
    pub fn of(choice: ScaleChoice, amounts: &[Usd]) -> Self {
        let mut positive: Vec<i128> =
            amounts.iter().map(|it| it.cents()).filter(|cents| *cents > 0).collect();
        positive.sort_unstable_by(|one, other| other.cmp(one));
        let largest = positive.first().copied().unwrap_or(0);
        let dwarfs = positive.get(1).is_some_and(|next| largest > next * DWARFS_NEXT)
            || positive.len() > 2 && largest > positive[positive.len() / 2] * DWARFS_MEDIAN;
        let is_log = match choice {
            ScaleChoice::Fitting => dwarfs,
            ScaleChoice::Log => true,
            ScaleChoice::Linear => false,
        };
        match (is_log, positive.last()) {
            (true, Some(smallest)) => {
                let bottom = floor_power(*smallest);
                Self::Log { bottom, top: (floor_power(largest - 1) + 1).max(bottom + 1) }
            }
            _ => Self::Linear { top: Usd::from_cents(linear_top(largest)) },
        }
    }

    /// Whether each step is ten times the one below.
    pub const fn is_log(self) -> bool {
        matches!(self, Self::Log { .. })
    }

    /// The ticks, from the lowest to the highest.
    pub fn ticks(self) -> Vec<Usd> {
        match self {
            Self::Linear { top } => {
                let step = linear_step(top.cents());
                (0..=top.cents() / step).map(|position| Usd::from_cents(position * step)).collect()
            }
            Self::Log { bottom, top } => {
                let mut powers: Vec<u32> =
                    (bottom..=top).rev().step_by(powers_per_tick(bottom, top)).collect();
                // The top always has a tick.
                powers.reverse();
                powers.into_iter().map(|power| Usd::from_cents(10_i128.pow(power))).collect()
            }
        }
    }

    /// How the axis is read, where that does not go without saying.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Linear { .. } => None,
            Self::Log { bottom, top } => {
                let times = ["ten", "a hundred", "a thousand", "ten thousand"];
                let times = times.get(powers_per_tick(bottom, top) - 1).copied().unwrap_or("many");
                Some(format!("Log scale: each line is {times} times the one below"))
            }
        }
    }

    /// The height of an amount, between 0 and 1.
    pub fn height(self, amount: Usd) -> f64 {
        match self {
            Self::Linear { top } => {
                amount.approximate_dollars() / top.approximate_dollars().max(0.01)
            }
            Self::Log { bottom, top } => {
                let power = (amount.approximate_dollars() * 100.0).max(1.0).log10();
                ((power - f64::from(bottom)) / f64::from((top - bottom).max(1))).clamp(0.0, 1.0)
            }
        }
    }
}

/// How many powers of ten lie between two ticks, so that there are nine at the most.
fn powers_per_tick(bottom: u32, top: u32) -> usize {
    ((top - bottom) / 9 + 1) as usize
}

/// The largest power of ten that is not above the number.
pub(crate) fn floor_power(number: i128) -> u32 {
    number.max(1).ilog10()
}

/// The step between ticks so that there are three to six of them above zero.
fn linear_step(top: i128) -> i128 {
    let rough = (top / 5).max(1);
    let power = 10_i128.pow(floor_power(rough));
    [1, 2, 5, 10]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough)
        .unwrap_or(rough)
}

/// The first tick that is not below the largest amount; a dollar of nothing.
fn linear_top(largest: i128) -> i128 {
    if largest <= 0 {
        return 100;
    }
    let step = linear_step(largest);
    (largest + step - 1) / step * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(scale: Scale) -> Vec<String> {
        scale.ticks().into_iter().map(Usd::compact).collect()
    }

    #[test]
    fn ticks_are_round() {
        let dollars = |amounts: &[i128]| -> Vec<Usd> {
            amounts.iter().map(|it| Usd::from_cents(it * 100)).collect()
        };
        let table: [(&[i128], &[&str]); 5] = [
            (&[], &["$0", "$0.20", "$0.40", "$0.60", "$0.80", "$1"]),
            (&[3_700_000], &["$0", "$1M", "$2M", "$3M", "$4M"]),
            (&[90, 100], &["$0", "$20", "$40", "$60", "$80", "$100"]),
            (&[1_000_000, 40_000_000_000], &["$1M", "$10M", "$100M", "$1B", "$10B", "$100B"]),
            (&[5, 10, 1_000_000], &["$1", "$10", "$100", "$1k", "$10k", "$100k", "$1M"]),
        ];
        for (amounts, expected) in table {
            assert_eq!(
                shown(Scale::of(ScaleChoice::Fitting, &dollars(amounts))),
                expected,
                "{amounts:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_amount_has_its_place(cents in prop::collection::vec(0..=Usd::MAX_LOSS.cents() * 100, 0..40)) {
            let amounts: Vec<Usd> = cents.into_iter().map(Usd::from_cents).collect();
            for choice in [ScaleChoice::Fitting, ScaleChoice::Log, ScaleChoice::Linear] {
                let scale = Scale::of(choice, &amounts);
                let ticks = scale.ticks();
                prop_assert!((2..=11).contains(&ticks.len()), "{:?}", ticks);
                prop_assert!(ticks.is_sorted());
                for amount in &amounts {
                    prop_assert!((0.0..=1.000_001).contains(&scale.height(*amount)));
                }
            }
        }
    }
}
