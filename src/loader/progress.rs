//! How far loading has come: counted by the threads that read, looked at by whoever shows it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts the reports that are read: one addition for each, whether anybody looks or not.
#[derive(Debug, Default)]
pub struct Progress {
    total: OnceLock<usize>,
    read: AtomicUsize,
}

/// A look at a [`Progress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// How many reports are read.
    pub read: usize,
    /// How many there are; none while they are still looked for.
    pub total: Option<usize>,
}

impl SoFar {
    /// Whether every report is read.
    pub fn is_done(self) -> bool {
        self.total.is_some_and(|total| self.read >= total)
    }
}

impl Progress {
    /// How far it is.
    pub fn so_far(&self) -> SoFar {
        SoFar { read: self.read.load(Ordering::Relaxed), total: self.total.get().copied() }
    }

    /// All reports are found.
    pub(crate) fn found(&self, reports: usize) {
        // Each load has a progress of its own, so that this is said once.
        let _ = self.total.set(reports);
    }

    /// One more report is read.
    pub(crate) fn one_more(&self) {
        self.read.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_done_once_every_report_is_read() {
        let progress = Progress::default();
        assert_eq!(progress.so_far(), SoFar { read: 0, total: None });
        assert!(!progress.so_far().is_done(), "nobody knows yet how many there are");
        progress.found(2);
        progress.one_more();
        assert_eq!(progress.so_far(), SoFar { read: 1, total: Some(2) });
        assert!(!progress.so_far().is_done());
        progress.one_more();
        assert!(progress.so_far().is_done());
    }
}
