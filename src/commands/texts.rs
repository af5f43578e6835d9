//! The commands that give texts: `lossbook new`, `explain-code`, `completions` and `man`.

use crate::cli::{CompletionsArgs, ExplainArgs, ManArgs, NewArgs, completions as scripts, manual};
use crate::pipeline;
use crate::pipeline::new::NewError;
use crate::terminal::explain;

use super::console::{Console, print};
use super::{DONE, Status, USAGE};

pub(super) fn new(arguments: &NewArgs) -> Status {
    let console = Console::new(arguments.printing);
    match pipeline::new::new(&arguments.options()) {
        Ok(written) => {
            console.findings(&written.findings, 1, &[]);
            print(&format!("{}\n", written.path.display()));
            DONE
        }
        Err(error) => {
            let status = console.fail(&error.to_string(), error.help());
            if matches!(error, NewError::Unwritable(_)) { USAGE } else { status }
        }
    }
}

pub(super) fn explain_code(arguments: &ExplainArgs) -> Status {
    let text = match arguments.codes() {
        None => explain::all(),
        Some(codes) => codes.iter().map(|code| explain::one(*code)).collect::<Vec<_>>().join("\n"),
    };
    print(&text);
    DONE
}

pub(super) fn completions(arguments: &CompletionsArgs) -> Status {
    let script = scripts::script(arguments.shell);
    told(script.map_err(|error| (format!("the script could not be made: {error}"), None)))
}

pub(super) fn man(arguments: &ManArgs) -> Status {
    let pages = match &arguments.dir {
        None => manual::page(arguments.command.as_deref()).map(|page| vec![page]),
        Some(_) => manual::pages(),
    };
    told(match (pages, &arguments.dir) {
        (Err(error), _) => Err((format!("the manual could not be made: {error}"), None)),
        (Ok(pages), None) => Ok(pages.into_iter().map(|page| page.text).collect()),
        (Ok(pages), Some(folder)) => pipeline::manual::write(&pages, folder)
            .map(|paths| paths.iter().map(|it| it.display().to_string() + "\n").collect())
            .map_err(|error| (error.to_string(), Some(error.help()))),
    })
}

/// Prints a text, or why there is none and what to do about it.
fn told(text: Result<String, (String, Option<&'static str>)>) -> Status {
    let console = Console::default();
    match text {
        Ok(text) => {
            print(&text);
            DONE
        }
        Err((fact, help)) => console.fail(&fact, help),
    }
}
