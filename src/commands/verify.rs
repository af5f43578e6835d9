//! `lossbook verify`: an edition is proved.

use crate::cli::VerifyArgs;
use crate::terminal;
use crate::verify::VerifyReport;

use super::console::{Console, print};
use super::{DONE, FAILED, Status};

pub(crate) fn verify(arguments: &VerifyArgs) -> Status {
    let console = Console::new(arguments.printing);
    match crate::verify::verify(&arguments.folder) {
        Ok(report) => {
            if arguments.json {
                if let Err(status) = console.json(terminal::verify::json(&report)) {
                    return status;
                }
            } else {
                print(&terminal::verify::faults(&report));
                console.tell(&terminal::verify::summary(&report, &arguments.folder));
            }
            if report.holds() { DONE } else { FAILED }
        }
        Err(error) => {
            let status = console.fail(&error);
            if arguments.json {
                // The status is that of a failure already.
                let _ = console.json(terminal::verify::json(&VerifyReport::from(&error)));
            }
            status
        }
    }
}
