//! `lossbook man`: the pages of the manual, made from the same definition that the command line is
//! read by, so that no flag is missing. They hold no date: the same version, the same pages.

use std::io;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// One page of the manual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name of its file: `lossbook-build.1`.
    pub name: String,
    /// What it says, in roff.
    pub text: String,
}

/// The section of user commands.
const SECTION: &str = "1";

/// What to do with the pages.
pub(crate) const EXAMPLES: &str = "\
Examples:
  lossbook man build | man -l -
  lossbook man --dir ~/.local/share/man/man1";

/// What the environment changes, in every command that prints.
const ENVIRONMENT: [(&str, &str); 2] = [
    ("NO_COLOR", "If set to anything, `--color auto` uses no colour."),
    ("TERM", "If set to `dumb`, there is no colour, and no progress bar while reports are read."),
];

/// The commands that have a page.
const COMMANDS: [&str; 9] =
    ["build", "report", "chart", "verify", "check", "explain-code", "new", "completions", "man"];

/// The flags of `lossbook man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Command to print the page of [default: lossbook itself]
    #[arg(value_name = "COMMAND", value_parser = COMMANDS)]
    pub command: Option<String>,

    /// Write all pages to this folder, replacing older ones, and print their paths
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

/// The page of a command, in roff; without one, the main page.
///
/// # Errors
///
/// None that a definition could cause; the type of writing has one.
pub fn page(command: Option<&str>) -> io::Result<Page> {
    let main = definition();
    let command = command.and_then(|name| main.find_subcommand(name));
    render(command.unwrap_or(&main), &main)
}

/// The main page and that of every command.
///
/// # Errors
///
/// As for [`page`].
pub fn pages() -> io::Result<Vec<Page>> {
    let main = definition();
    std::iter::once(&main).chain(main.get_subcommands()).map(|it| render(it, &main)).collect()
}

/// The command line, without the command `help`, which needs no page.
fn definition() -> Command {
    let mut main = super::Cli::command().disable_help_subcommand(true);
    main.build();
    main
}

fn render(command: &Command, main: &Command) -> io::Result<Page> {
    let builder = Man::new(command.clone()).section(SECTION);
    let mut bytes = Vec::new();
    builder.render_name_section(&mut bytes)?;
    builder.render_synopsis_section(&mut bytes)?;
    builder.render_description_section(&mut bytes)?;
    builder.render_options_section(&mut bytes)?;
    if command.has_subcommands() {
        builder.render_subcommands_section(&mut bytes)?;
    }
    let mut rest = Roff::new();
    after_help(&mut rest, command);
    if command.has_subcommands() || command.get_arguments().any(|it| it.get_id() == "color") {
        environment(&mut rest);
    }
    see_also(&mut rest, command, main);
    rest.to_writer(&mut bytes)?;
    let sections = String::from_utf8(bytes).map_err(io::Error::other)?;
    // Each section begins with the same definitions; a page needs them once.
    let definitions = Roff::new().render();
    let sections = quoted_in_bold(&sections.replace(&definitions, ""));
    let text = format!("{definitions}{}{sections}", title(command, main));
    Ok(Page { name: builder.get_filename(), text })
}

/// The title with an empty date, which clap leaves out, so that what follows would be the date.
fn title(command: &Command, main: &Command) -> String {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_uppercase();
    let version = main.get_version().unwrap_or_default();
    format!(".TH \"{name}\" \"{SECTION}\" \"\" \"lossbook {version}\" \"Lossbook manual\"\n")
}

/// The text after the flags in `--help`: a line at the margin is a heading, the lines below it
/// stay as they are.
fn after_help(roff: &mut Roff, command: &Command) {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut is_open = false;
    for line in text.lines().filter(|it| !it.is_empty()) {
        if line.starts_with(' ') {
            roff.text([roman(line)]);
            continue;
        }
        if is_open {
            roff.control("fi", []);
        }
        roff.control("SH", [line.trim_end_matches(':').to_uppercase().as_str()]);
        roff.control("nf", []);
        is_open = true;
    }
    if is_open {
        roff.control("fi", []);
    }
}

fn environment(roff: &mut Roff) {
    roff.control("SH", ["ENVIRONMENT"]);
    for (name, effect) in ENVIRONMENT {
        roff.control("TP", []);
        roff.text([bold(name)]);
        roff.text([roman(effect)]);
    }
}

/// The main page names all others already.
fn see_also(roff: &mut Roff, command: &Command, main: &Command) {
    if command.has_subcommands() {
        return;
    }
    let others = main.get_subcommands().map(Command::get_name);
    let others = others.filter(|it| *it != command.get_name());
    let others = others.map(|it| format!("lossbook-{it}({SECTION})"));
    let pages: Vec<String> =
        std::iter::once(format!("lossbook({SECTION})")).chain(others).collect();
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(pages.join(", "))]);
}

/// What is between backticks in a help text, such as `--fix`, is bold in a manual.
fn quoted_in_bold(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split('`').collect();
        // A single backtick is one.
        let pairs = parts.len() % 2 == 1;
        let marks = if pairs { ["\\fB", "\\fR"] } else { ["\\(ga", "\\(ga"] };
        let mut shown = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                shown.push_str(marks[(index + 1) % 2]);
            }
            shown.push_str(part);
        }
        lines.push(shown);
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let main = definition();
        let names: Vec<&str> = main.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names, COMMANDS);
    }

    #[test]
    fn what_is_quoted_is_bold() {
        let table = [
            ("as `x` and `y` are", "as \\fBx\\fR and \\fBy\\fR are\n"),
            ("one ` alone", "one \\(ga alone\n"),
            ("`a`\nnone\n", "\\fBa\\fR\nnone\n"),
        ];
        for (text, expected) in table {
            assert_eq!(quoted_in_bold(text), expected);
        }
    }
}
