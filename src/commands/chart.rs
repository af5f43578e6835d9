//! `lossbook chart`: one chart is drawn.

use crate::cli::ChartArgs;
use crate::edition::one_chart::{self, PictureTarget};

use super::console::{Console, print};
use super::{DONE, REJECTED, Status, stop_on_signals, use_threads};

pub(crate) fn chart(arguments: &ChartArgs) -> Status {
    let console = Console::new(arguments.reports.printing);
    let request = match arguments.request() {
        Ok(request) => request,
        Err(error) => return console.fail(&error),
    };
    use_threads(arguments.reports.threads());
    let interrupted = stop_on_signals();
    let outcome = console.beside(|progress| one_chart::chart(&request, &interrupted, progress));
    console.findings(&outcome.findings, outcome.reports, &arguments.reports.inputs);
    match outcome.result {
        Ok(drawn) => {
            // A picture is what was asked for; the path of a file is only told.
            if request.target == PictureTarget::Stdout {
                print(&drawn.stdout);
            } else {
                console.tell(&drawn.stdout);
            }
            if drawn.rejected > 0 { REJECTED } else { DONE }
        }
        Err(error) => console.fail(&error),
    }
}
