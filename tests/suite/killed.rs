//! A run that is stopped, by Ctrl-C or by force, at any moment: the previous edition stands or the
//! new one, whole.

use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Edition, Project, Report, finish, skipped};

/// So many that reading them takes a while.
const REPORTS: usize = 1000;

/// Without bitmaps: a run is long enough without them, and there are many.
const OLD: [&str; 3] = ["reports", "--pictures=svg", "--quiet"];
const NEW: [&str; 5] = ["build", "reports", "--pictures=svg", "--raw-csv", "--quiet"];

struct Made {
    project: Project,
    old: Edition,
    new: Edition,
    /// How long a whole run takes.
    takes: Duration,
}

/// A project with an edition, and what the next one will be: `--raw-csv` is a setting, and so
/// changes the manifest.
fn project() -> Made {
    let project = Project::new();
    for number in 0..REPORTS {
        let date =
            format!("20{:02}-{:02}-{:02}", 10 + number % 14, 1 + number % 12, 1 + number % 28);
        let attacks = [["Scam", "Phishing"], ["Wallet Hack", "Rug Pull"]][number % 2];
        let report =
            Report::new(&date, &(number * 997).to_string(), &attacks, &["DeFi", "Exchange"]);
        project.write(&format!("reports/{:02}/{number}.md", number % 50), report.to_string());
    }
    let started = Instant::now();
    let new = project.build(&[&NEW[1..], &["-o", "expected"]].concat());
    let takes = started.elapsed();
    let old = project.build(&OLD);
    assert!(old != new);
    Made { project, old, new, takes }
}

fn signal(child: &Child, name: &str) {
    // It may have ended before the signal comes: that is no fault.
    let _ = Command::new("kill").args([name, &child.id().to_string()]).output().unwrap();
}

impl Made {
    fn staging_folders(&self) -> Vec<String> {
        let names = self.project.names("").into_iter();
        names.filter(|it| it.starts_with(".output.lossbook-")).collect()
    }

    /// The edition must be the old one or the new one; the old one is put back.
    fn assert_whole(&self, about: &str) {
        let edition = self.project.edition("output");
        assert!(edition == self.old || edition == self.new, "{about}: neither old nor new");
        self.project.build(&OLD);
    }

    /// Moments all over a run.
    fn moments(&self) -> impl Iterator<Item = Duration> {
        let takes = self.takes;
        (1..=8).map(move |part| takes * part / 8)
    }

    /// Waits until the run builds its edition.
    fn wait_for_staging(&self, child: &mut Child) {
        while self.staging_folders().is_empty() {
            if child.try_wait().unwrap().is_some() {
                return skipped("the run had ended before it was seen to write");
            }
            thread::sleep(Duration::from_micros(200));
        }
    }
}

#[test]
fn interrupted() {
    let made = project();
    for name in ["-INT", "-TERM"] {
        for moment in made.moments() {
            let child = made.project.start(&NEW);
            thread::sleep(moment);
            signal(&child, name);
            let run = finish(child);
            let about = format!("{name} after {moment:?}: {run:?}");
            // Before the program listens to signals, one ends it: then there is no status.
            assert!(matches!(run.status, Some(0 | 1) | None), "{about}");
            if run.status == Some(1) {
                assert_eq!(
                    run.stderr,
                    "error: interrupted\nhelp: nothing was written; an earlier edition is untouched\n",
                    "{about}"
                );
                assert!(made.project.edition("output") == made.old, "{about}");
            }
            assert_eq!(made.staging_folders(), [""; 0], "{about}");
            made.assert_whole(&about);
        }
    }
}

#[test]
fn interrupted_while_it_writes() {
    let made = project();
    let mut child = made.project.start(&NEW);
    made.wait_for_staging(&mut child);
    signal(&child, "-INT");
    let run = finish(child);
    assert!(matches!(run.status, Some(0 | 1)), "{run:?}");
    assert_eq!(made.staging_folders(), [""; 0]);
    made.assert_whole("while it writes");
}

#[test]
fn killed() {
    let made = project();
    for moment in made.moments() {
        let child = made.project.start(&NEW);
        thread::sleep(moment);
        signal(&child, "-KILL");
        finish(child);
        made.assert_whole(&format!("after {moment:?}"));
        assert_eq!(made.staging_folders(), [""; 0], "the next run removes what was left");
    }
}

#[test]
fn killed_while_it_writes() {
    let made = project();
    for _ in 0..5 {
        let mut child = made.project.start(&NEW);
        made.wait_for_staging(&mut child);
        signal(&child, "-KILL");
        finish(child);
        made.assert_whole("while it writes");
        assert_eq!(made.staging_folders(), [""; 0], "the next run removes what was left");
    }
}

#[test]
fn only_our_own_leftovers_are_removed() {
    let made = project();
    let ours = ".output.lossbook-999999/tables/incidents.csv";
    let others = [".output.lossbook-backup/x", ".other.lossbook-999999/x", ".output.lossbook-/x"];
    for path in [&[ours], &others[..]].concat() {
        made.project.write(path, "x");
    }
    made.project.write(".output.lossbook-12345", "a file, not a folder");
    made.project.build(&OLD);
    assert!(!made.project.path(ours).exists());
    for path in others.iter().chain(&[".output.lossbook-12345"]) {
        assert!(made.project.path(path).exists(), "{path} is not ours");
    }
}
