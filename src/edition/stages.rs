//! How long each stage of a run took: what `--timings` shows.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One stage of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What was done.
    pub name: &'static str,
    /// When it began, from the start of the run.
    pub began: Duration,
    /// How long it took. Stages that run beside each other overlap.
    pub took: Duration,
}

/// The clock of a run. It changes nothing that is written.
#[derive(Debug)]
pub struct Stages {
    start: Instant,
    ended: Mutex<Vec<Stage>>,
}

impl Default for Stages {
    fn default() -> Self {
        Self { start: Instant::now(), ended: Mutex::default() }
    }
}

impl Stages {
    /// Does a stage of the run.
    pub fn time<Answer>(&self, name: &'static str, work: impl FnOnce() -> Answer) -> Answer {
        let began = self.start.elapsed();
        let answer = work();
        let took = self.start.elapsed().saturating_sub(began);
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.push(Stage { name, began, took });
        answer
    }

    /// The stages in the order in which they began; those of one name together, as often as there are
    /// editions.
    pub fn all(&self) -> Vec<Stage> {
        let mut all: Vec<Stage> = Vec::new();
        for stage in self.ended.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            match all.iter_mut().find(|it| it.name == stage.name) {
                Some(same) => {
                    same.began = same.began.min(stage.began);
                    same.took += stage.took;
                }
                None => all.push(*stage),
            }
        }
        all.sort_by_key(|stage| stage.began);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_come_in_the_order_in_which_they_began() {
        let stages = Stages::default();
        let answer = stages.time("outer", || stages.time("inner", || 42));
        stages.time("last", || ());
        stages.time("inner", || ());
        let all = stages.all();
        let names: Vec<&str> = all.iter().map(|stage| stage.name).collect();
        assert_eq!((answer, names), (42, vec!["outer", "inner", "last"]));
        assert!(all[0].began <= all[1].began && all[1].began <= all[2].began);
    }
}
