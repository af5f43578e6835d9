//! `lossbook new`: a report with its front matter filled in.

use crate::cli::NewArgs;
use crate::loader::new_report;

use super::console::{Console, print};
use super::{DONE, Status};

pub(crate) fn new(arguments: &NewArgs) -> Status {
    let console = Console::new(arguments.printing);
    match new_report::new(&arguments.options()) {
        Ok(written) => {
            console.findings(&written.findings, 1, &[]);
            print(&format!("{}\n", written.path.display()));
            DONE
        }
        Err(error) => console.fail(&error),
    }
}
