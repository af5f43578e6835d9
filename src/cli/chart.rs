//! The flags of `lossbook chart`.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::charts::{ChartKind, ChartOptions, Letters, Pictures, ScaleChoice, Theme};
use crate::edition::one_chart::{ChartRequest, PictureFormat, PictureTarget};
use crate::edition::run::Settings;

use super::UsageError;
use super::reports::{DaysArgs, ReportsArgs};

/// The exit status of `lossbook chart`.
pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0  done
  1  failed: nothing was written, and an existing file is untouched
  2  wrong usage
  3  written, but some reports were rejected";

/// The flags of `lossbook chart`.
#[derive(Debug, Args)]
pub struct ChartArgs {
    /// Chart to draw
    #[arg(value_enum, value_name = "NAME")]
    name: ChartKind,

    /// Which reports, and how they are read.
    #[command(flatten)]
    pub reports: ReportsArgs,

    /// Which days.
    #[command(flatten)]
    days: DaysArgs,

    /// File to write; its extension, .svg or .png, sets the format, and `-` writes SVG to stdout
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Colours
    #[arg(long, value_enum, default_value_t = Theme::Light, value_name = "THEME")]
    theme: Theme,

    /// How text is drawn in an SVG [default: font]
    #[arg(long, value_enum, value_name = "LETTERS")]
    text: Option<Letters>,

    /// Size of a PNG in pixels [default: 1920x1080]
    #[arg(long, value_enum, value_name = "SIZE")]
    size: Option<Size>,

    /// Title to use instead of the generated one; cut to fit on one line
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Number of largest rows to show; the rest are combined into one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    top: Option<u8>,

    /// Use a log scale, whatever the amounts
    #[arg(long, conflicts_with = "linear")]
    log: bool,

    /// Use a linear scale, whatever the amounts
    #[arg(long)]
    linear: bool,
}

/// The pixels of a PNG.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Size {
    /// For a large screen.
    #[value(name = "1920x1080")]
    Large,
    /// For a small one.
    #[value(name = "1280x720")]
    Small,
}

impl ValueEnum for ChartKind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.meaning()))
    }
}

impl ValueEnum for Theme {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Light => "Dark marks on white",
            Self::Dark => "Light marks on near-black",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Letters {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Font => "Text in Inter, or in a fallback font where it is not installed",
            Self::Outlines => "Shapes, for programs without Inter",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Pictures {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::All => "SVG, and PNG of 1920x1080 and 1280x720 pixels",
            Self::Svg => "SVG only: faster and smaller",
            Self::None => "no files: only the page shows the charts",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ChartArgs {
    /// What the flags ask for.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for flags that do not go together.
    pub fn request(&self) -> Result<ChartRequest, UsageError> {
        let help = "see `lossbook chart --help`";
        self.requested().map_err(|message| UsageError { message, help })
    }

    fn requested(&self) -> Result<ChartRequest, String> {
        self.check_that(self.top.is_none(), "--top", ChartKind::has_top)?;
        let no_scale = !self.log && !self.linear;
        self.check_that(no_scale, "--log and --linear", ChartKind::has_scale)?;
        let scale = match (self.log, self.linear) {
            (true, _) => ScaleChoice::Log,
            (_, true) => ScaleChoice::Linear,
            _ => ScaleChoice::Fitting,
        };
        let (target, format) = self.target()?;
        Ok(ChartRequest {
            inputs: self.reports.inputs(),
            settings: Settings {
                period: self.days.period()?,
                as_of: self.reports.as_of,
                theme: self.theme,
                letters: self.text.unwrap_or_default(),
                ..Settings::default()
            },
            kind: self.name,
            chosen: ChartOptions {
                title: self.title.clone(),
                top: self.top.map(usize::from),
                scale,
            },
            target,
            format,
        })
    }

    /// A flag that means nothing to the chart is a mistake.
    fn check_that(
        &self,
        is_absent: bool,
        flags: &str,
        goes_with: fn(ChartKind) -> bool,
    ) -> Result<(), String> {
        if is_absent || goes_with(self.name) {
            return Ok(());
        }
        let names = ChartKind::ALL.into_iter().filter(|kind| goes_with(*kind));
        let names: Vec<&str> = names.map(ChartKind::name).collect();
        let names = names.join(", ");
        Err(format!("{flags} can be used with {names}, not with {}", self.name.name()))
    }

    fn target(&self) -> Result<(PictureTarget, PictureFormat), String> {
        let is_small = self.size == Some(Size::Small);
        let (target, format) = if self.output == Path::new("-") {
            (PictureTarget::Stdout, PictureFormat::Svg)
        } else {
            let ending = self.output.extension().map(|it| it.to_string_lossy().to_lowercase());
            let format = match ending.as_deref() {
                Some("svg") => PictureFormat::Svg,
                Some("png") if is_small => PictureFormat::Png1280,
                Some("png") => PictureFormat::Png1920,
                _ => {
                    let file = self.output.display();
                    let message =
                        format!("--output {file}: the file name must end in .svg or .png");
                    return Err(message);
                }
            };
            (PictureTarget::File(self.output.clone()), format)
        };
        if self.size.is_some() && format == PictureFormat::Svg {
            return Err("--size is only for PNG: an SVG scales to any size".into());
        }
        if self.text.is_some() && format != PictureFormat::Svg {
            return Err("--text is only for SVG: the text in a PNG is pixels".into());
        }
        Ok((target, format))
    }
}
