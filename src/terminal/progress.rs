//! The bar that a long load shows on a terminal: the only file that knows indicatif, which draws it
//! on stderr. A bar is gone before anything else is printed.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::loader::Progress;

/// A load that is over sooner shows no bar.
const LONG: Duration = Duration::from_millis(500);
/// The time between two looks at how far the load is.
const LOOK: Duration = Duration::from_millis(100);
/// While nobody knows yet how many reports there are.
const LOOKING: &str = "{spinner} Looking for reports";
const READING: &str = "Reading [{bar:24}] {human_pos} of {human_len} reports{rate}";
/// Reading was long, and the rest of the run will be.
const WORKING: &str = "{spinner} Working on {human_len} reports";

/// Whether a bar shows: on a terminal, unless the run is to be quiet, once it has taken long.
pub fn shows(terminal: bool, quiet: bool, elapsed: Duration) -> bool {
    terminal && !quiet && elapsed >= LONG
}

/// Runs `work`, which updates the progress, and shows that as a bar on stderr if it
/// takes long to read the reports. The bar is gone when this returns.
///
/// `terminal` says whether stderr is a terminal that can draw a line anew.
pub fn beside<Answer>(
    terminal: bool,
    quiet: bool,
    work: impl FnOnce(&Progress) -> Answer,
) -> Answer {
    let progress = Progress::default();
    if !shows(terminal, quiet, Duration::MAX) {
        return work(&progress);
    }
    let (running, ended) = mpsc::channel();
    thread::scope(|scope| {
        let progress = &progress;
        // Without the thread there is no bar, and nothing else is missing.
        let _ = thread::Builder::new().spawn_scoped(scope, move || draw(progress, &ended));
        // Dropped when the work ends, in whatever way, which ends the thread.
        let _running = running;
        work(progress)
    })
}

/// Looks at the progress, and draws it, until the work has ended or was short.
fn draw(progress: &Progress, ended: &Receiver<Infallible>) {
    let start = Instant::now();
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    bar.set_style(style(LOOKING));
    let mut drawn = false;
    while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        let so_far = progress.so_far();
        if let (Some(total), None) = (so_far.total, bar.length()) {
            bar.set_style(style(READING));
            bar.set_length(total as u64);
            // The rate is that of reading, which began between the last look and this one.
            bar.set_elapsed(LOOK);
        }
        if so_far.is_done() {
            if !drawn {
                return;
            }
            bar.set_style(style(WORKING));
        }
        if !drawn && shows(true, false, start.elapsed()) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            drawn = true;
        }
        bar.update(|state| state.set_pos(so_far.read as u64));
    }
    bar.finish_and_clear();
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ").tick_chars("|/-\\ ").with_key(
        "rate",
        |state: &ProgressState, text: &mut dyn Write| {
            if let Some(rate) = rate(state.pos(), state.elapsed()) {
                let _ = write!(text, ", {} a second", HumanCount(rate));
            }
        },
    )
}

/// Reports per second; none before there is enough to compute it from.
fn rate(read: u64, elapsed: Duration) -> Option<u64> {
    let rate = (u128::from(read) * 1000).checked_div(elapsed.as_millis())?;
    u64::try_from(rate).ok().filter(|rate| *rate > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_on_a_terminal_once_it_takes_long() {
        let (short, long) = (Duration::from_millis(499), Duration::from_millis(500));
        #[rustfmt::skip]
        let table = [
            // terminal, quiet, elapsed, a bar?
            (true,       false, short,   false),
            (true,       false, long,    true),
            (true,       true,  long,    false),
            (false,      false, long,    false),
            (false,      true,  long,    false),
        ];
        for (terminal, quiet, elapsed, expected) in table {
            let about = format!("terminal {terminal}, quiet {quiet}, {elapsed:?}");
            assert_eq!(shows(terminal, quiet, elapsed), expected, "{about}");
        }
    }

    #[test]
    fn a_rate_is_shown_once_there_is_one() {
        let table = [
            (0, 0, None),
            (5, 0, None),
            (0, 900, None),
            (1000, 100, Some(10_000)),
            (2000, 1500, Some(1333)),
        ];
        for (read, milliseconds, expected) in table {
            assert_eq!(rate(read, Duration::from_millis(milliseconds)), expected);
        }
    }

    #[test]
    fn work_is_done_whether_a_bar_shows_or_not() {
        for (terminal, quiet) in [(false, false), (true, true), (true, false)] {
            let read = beside(terminal, quiet, |progress| {
                progress.found(2);
                progress.one_more();
                progress.so_far().read
            });
            assert_eq!(read, 1);
        }
    }
}
