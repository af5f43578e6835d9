//! `lossbook completions`: what makes a shell complete commands and flags.

use std::io;

use clap::{Args, CommandFactory as _};
use clap_complete::{Generator as _, Shell};

/// How the scripts are used.
pub(crate) const EXAMPLES: &str = "\
Examples:
  in ~/.bashrc:                    source <(lossbook completions bash)
  in ~/.zshrc, after compinit:     source <(lossbook completions zsh)
  in ~/.config/fish/config.fish:   lossbook completions fish | source";

/// The flags of `lossbook completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell to generate completions for
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// The script of a shell, made from the same definition that the command line is read by.
///
/// # Errors
///
/// None that a definition could cause; the type of writing has one.
pub fn script(shell: Shell) -> io::Result<String> {
    let mut command = super::Cli::command().bin_name("lossbook");
    command.build();
    let mut bytes = Vec::new();
    shell.try_generate(&command, &mut bytes)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
