//! The commands that print a text: `lossbook explain-code` and `completions`.

use crate::cli::{CompletionsArgs, ExplainArgs, completions as scripts};
use crate::terminal::explain;

use super::console::{Console, print};
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
    let script = scripts::script(arguments.shell);
    told(script.map_err(|error| (format!("the script could not be made: {error}"), None)))
}

/// Prints a text, or why there is none and what to do about it.
pub(crate) fn told(text: Result<String, (String, Option<&'static str>)>) -> Status {
    let console = Console::default();
    match text {
        Ok(text) => {
            print(&text);
            DONE
        }
        Err((fact, help)) => console.fail(&fact, help),
    }
}
