//! What a command prints on: its streams, colours, the bar and JSON. The only file that prints.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use crate::cli::{ColorWhen, Printing};
use crate::domain::{Failure, Finding, Severity};
use crate::loader::Progress;
use crate::terminal::progress::beside;
use crate::terminal::worst::View;
use crate::terminal::{findings, visible};

use super::Status;

/// The streams of a command, and how and how much is printed on them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Console {
    printing: Printing,
}

/// Something of ours that an encoder refused: a fault of lossbook.
#[derive(Debug, thiserror::Error)]
#[error("the {what} could not be made: {error}")]
pub(crate) struct NotMade<Source: std::error::Error> {
    /// What was to be made.
    pub(crate) what: &'static str,
    /// What the encoder says.
    pub(crate) error: Source,
}

impl<Source: std::error::Error> Failure for NotMade<Source> {
    fn help(&self) -> Option<&str> {
        Some("this is a fault of lossbook: please report it with the input")
    }
}

/// Prints what was asked for, on stdout.
pub(crate) fn print(text: &str) {
    write(&mut io::stdout(), text);
}

impl Console {
    /// A console for the flags of a command.
    pub(crate) const fn new(printing: Printing) -> Self {
        Self { printing }
    }

    /// Whether only errors are to be printed.
    pub(crate) const fn is_quiet(self) -> bool {
        self.printing.quiet
    }

    /// Prints on stdout, unless only errors are to be printed.
    pub(crate) fn tell(self, text: &str) {
        if !self.is_quiet() {
            print(text);
        }
    }

    /// Prints on stderr, unless only errors are to be printed.
    pub(crate) fn note(self, text: &str) {
        if !self.is_quiet() {
            write(&mut io::stderr(), text);
        }
    }

    /// Prints JSON on stdout.
    ///
    /// # Errors
    ///
    /// The exit status, if it could not be encoded.
    pub(crate) fn json(self, json: serde_json::Result<String>) -> Result<(), Status> {
        let text = json.map_err(|error| self.fail(&NotMade { what: "summary", error }))?;
        print(&text);
        Ok(())
    }

    /// Prints findings on stderr; errors only, if so it is to be. `reports` is how many reports they
    /// are about.
    pub(crate) fn findings(self, found: &[Finding], reports: usize, inputs: &[PathBuf]) {
        let shown: Vec<Finding> = found
            .iter()
            .filter(|finding| !self.is_quiet() || finding.severity() == Severity::Error)
            .cloned()
            .collect();
        let view = View { reports, in_full: &[], inputs };
        write(&mut io::stderr(), &findings::show(&shown, &view, self.colour_on_stderr()));
    }

    /// Prints an error on stderr, and gives its exit status.
    pub(crate) fn fail(self, error: &dyn Failure) -> Status {
        let (red, cyan, reset) = if self.colour_on_stderr() {
            ("\x1b[1;31m", "\x1b[1;36m", "\x1b[0m")
        } else {
            ("", "", "")
        };
        let lines: Vec<String> = error.to_string().lines().map(visible).collect();
        let help =
            error.help().map_or_else(String::new, |help| format!("{cyan}help{reset}: {help}\n"));
        let text = format!("{red}error{reset}: {}\n{help}", lines.join("\n"));
        write(&mut io::stderr(), &text);
        error.exit_status()
    }

    /// Runs work beside a bar on stderr, if that is a terminal that can draw a line anew.
    pub(crate) fn beside<Answer>(self, work: impl FnOnce(&Progress) -> Answer) -> Answer {
        beside(io::stderr().is_terminal() && !is_dumb(), self.is_quiet(), work)
    }

    /// Whether stdout takes colours.
    pub(crate) fn colour_on_stdout(self) -> bool {
        self.colour(io::stdout().is_terminal())
    }

    fn colour_on_stderr(self) -> bool {
        self.colour(io::stderr().is_terminal())
    }

    fn colour(self, is_terminal: bool) -> bool {
        match self.printing.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
                !refused && !is_dumb() && is_terminal
            }
        }
    }
}

/// Prints. A pipe that was closed is not an error: whoever read it has seen enough.
fn write(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|it| it == "dumb")
}
