//! The flags of `lossbook new`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use crate::domain::{Loss, parse_day, parse_loss};
use crate::loader::new_report::NewOptions;

use super::Printing;

/// The exit status of `lossbook new`.
pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0  written
  1  failed: nothing was written, and no file was touched
  2  wrong usage";

/// The flags of `lossbook new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Entity that was hit; several can be given
    #[arg(required = true, value_name = "ENTITY")]
    entities: Vec<String>,

    /// Day of the event, preferably as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: NaiveDate,

    /// Loss in US dollars: 26000000, "$1.6 million", 0 or unknown
    #[arg(long, value_name = "LOSS", value_parser = loss, allow_hyphen_values = true)]
    loss: Loss,

    /// How the money was taken; can be repeated
    #[arg(long = "attack-type", required = true, value_name = "LABEL")]
    attack_types: Vec<String>,

    /// What kind of project was hit; can be repeated
    #[arg(long = "entity-type", value_name = "LABEL")]
    entity_types: Vec<String>,

    /// Anything else to find the incident by; can be repeated
    #[arg(long = "tag", value_name = "LABEL")]
    tags: Vec<String>,

    /// Headline [default: "ENTITY: ATTACK TYPE"]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Folder to write the incident report to
    #[arg(short, long, default_value = "data/reports", value_name = "DIR")]
    output: PathBuf,

    /// Labels, their aliases and parents (YAML); replaces the built-in taxonomy
    #[arg(long, value_name = "FILE")]
    taxonomy: Option<PathBuf>,

    /// How and how much to print.
    #[command(flatten)]
    pub printing: Printing,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    let help = "write it as 2024-03-07";
    parse_day(text).map(|(day, _)| day).map_err(|error| format!("{error}; {help}"))
}

fn loss(text: &str) -> Result<Loss, String> {
    let help = "write US dollars in digits, such as 26000000, or unknown";
    parse_loss(text).map_err(|error| format!("{error}; {help}"))
}

impl NewArgs {
    /// The options that the flags mean.
    pub fn options(&self) -> NewOptions {
        NewOptions {
            date: self.date,
            loss: self.loss,
            title: self.title.clone(),
            // In the order of `Dimension::ALL`.
            labels: [&self.attack_types, &self.entity_types, &self.tags, &self.entities]
                .map(Clone::clone),
            folder: self.output.clone(),
            taxonomy: self.taxonomy.clone(),
        }
    }
}
