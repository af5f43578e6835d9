//! The commands that print a text: `lossbook explain-code` and `completions`.

use crate::cli::{CompletionsArgs, ExplainArgs, completions as scripts};
use crate::domain::Failure;
use crate::terminal::explain;

use super::console::{Console, NotMade, print};
use super::{DONE, Status};

pub(crate) fn explain_code(arguments: &ExplainArgs) -> Status {
    let text = match arguments.codes() {
        None => explain::all(),
        Some(codes) => codes.iter().map(|code| explain::one(*code)).collect::<Vec<_>>().join("\n"),
    };
    print(&text);
    DONE
}

pub(crate) fn completions(arguments: &CompletionsArgs) -> Status {
    shown(scripts::script(arguments.shell).map_err(|error| NotMade { what: "script", error }))
}

/// Prints a text, or why there is none and what to do about it.
pub(crate) fn shown(text: Result<String, impl Failure>) -> Status {
    match text {
        Ok(text) => {
            print(&text);
            DONE
        }
        Err(error) => Console::default().fail(&error),
    }
}
