//! Which charts there are, and how each is drawn.

pub mod bands;
pub mod bars;
mod density;
pub mod grid;
pub mod grid_key;
pub mod heat_map;
pub mod lines;
pub mod scatter;
pub mod timeline;
pub mod top_ten;

use crate::claims::Subject;
use crate::domain::{Dimension, Granularity};

use super::layout::axis::ScaleChoice;
use super::layout::canvas::Canvas;
use super::layout::data::Data;
use super::layout::spec::ChartSpec;

/// One of the charts of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars: allocated losses by attack type.
    LossesByAttackType,
    /// Bars: allocated losses by entity type.
    LossesByEntityType,
    /// Bars or dots over time: losses by month.
    LossesByMonth,
    /// Bars or dots over time: losses by quarter.
    LossesByQuarter,
    /// Bars or dots over time: losses by year.
    LossesByYear,
    /// Lines: the running total of each year.
    CumulativeLossByYear,
    /// Heat map: attack types by year.
    LossesByAttackTypeAndYear,
    /// Matrix: attack types by entity types.
    LossesByAttackTypeAndEntityType,
    /// Paired bars: incidents and losses by size.
    LossesBySize,
    /// Bars: the largest losses.
    LargestIncidents,
    /// Dots over time: every loss.
    LossesOverTime,
}

/// What may be chosen of a chart; by default everything fits the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartOptions {
    /// The title, if not the finding of the chart itself.
    pub title: Option<String>,
    /// How many of the largest rows are shown before the rest is gathered.
    pub top: Option<usize>,
    /// The scale of amounts.
    pub scale: ScaleChoice,
}

impl ChartKind {
    /// All charts, in the order of an edition.
    pub const ALL: [Self; 11] = [
        Self::LossesByAttackType,
        Self::LossesByEntityType,
        Self::LossesByMonth,
        Self::LossesByQuarter,
        Self::LossesByYear,
        Self::CumulativeLossByYear,
        Self::LossesByAttackTypeAndYear,
        Self::LossesByAttackTypeAndEntityType,
        Self::LossesBySize,
        Self::LargestIncidents,
        Self::LossesOverTime,
    ];

    /// The name: of its files, and for `lossbook chart`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LossesByAttackType => "losses_by_attack_type",
            Self::LossesByEntityType => "losses_by_entity_type",
            Self::LossesByMonth => "losses_by_month",
            Self::LossesByQuarter => "losses_by_quarter",
            Self::LossesByYear => "losses_by_year",
            Self::CumulativeLossByYear => "cumulative_loss_by_year",
            Self::LossesByAttackTypeAndYear => "losses_by_attack_type_and_year",
            Self::LossesByAttackTypeAndEntityType => "losses_by_attack_type_and_entity_type",
            Self::LossesBySize => "losses_by_size",
            Self::LargestIncidents => "largest_incidents",
            Self::LossesOverTime => "losses_over_time",
        }
    }

    /// What it shows, in one line.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::LossesByAttackType => "Bars: allocated losses by attack type, the largest first",
            Self::LossesByEntityType => "Bars: allocated losses by entity type, the largest first",
            Self::LossesByMonth => {
                "Bars over time: losses by month; dots on a log axis if one month dwarfs the rest"
            }
            Self::LossesByQuarter => "The same by quarter",
            Self::LossesByYear => "The same by year",
            Self::CumulativeLossByYear => {
                "Lines: the running total of each year, the newest year in colour"
            }
            Self::LossesByAttackTypeAndYear => "Heat map: allocated losses by attack type and year",
            Self::LossesByAttackTypeAndEntityType => {
                "Matrix: allocated losses by attack type and entity type"
            }
            Self::LossesBySize => "Paired bars: incidents and losses by size of the loss",
            Self::LargestIncidents => "Bars: the ten largest losses, with attack types and days",
            Self::LossesOverTime => {
                "Dots over time on a log axis: every loss, the largest with their names"
            }
        }
    }

    /// Whether [`ChartOptions::top`] means anything to it.
    pub const fn has_top(self) -> bool {
        matches!(
            self,
            Self::LossesByAttackType
                | Self::LossesByEntityType
                | Self::LossesByAttackTypeAndYear
                | Self::LossesByAttackTypeAndEntityType
                | Self::LargestIncidents
        )
    }

    /// Whether [`ChartOptions::scale`] means anything to it.
    pub const fn has_scale(self) -> bool {
        matches!(
            self,
            Self::LossesByMonth
                | Self::LossesByQuarter
                | Self::LossesByYear
                | Self::CumulativeLossByYear
                | Self::LossesOverTime
        )
    }

    /// Lays the chart out; `None` if there is nothing that it could show: no incident has the label
    /// that it is about.
    pub fn draw(
        self,
        subject: &Subject<'_>,
        options: &ChartOptions,
        canvas: Canvas,
    ) -> Option<ChartSpec> {
        let chart = self.name();
        let data = Data { subject, top: options.top, scale: options.scale, canvas };
        let drawing = match self {
            Self::LossesByAttackType => bars::losses_by_label(&data, Dimension::AttackType),
            Self::LossesByEntityType => bars::losses_by_label(&data, Dimension::EntityType),
            Self::LossesByMonth => Some(timeline::losses_by_span(&data, Granularity::Month)),
            Self::LossesByQuarter => Some(timeline::losses_by_span(&data, Granularity::Quarter)),
            Self::LossesByYear => Some(timeline::losses_by_span(&data, Granularity::Year)),
            Self::CumulativeLossByYear => Some(lines::cumulative_loss_by_year(&data)),
            Self::LossesByAttackTypeAndYear => heat_map::losses_by_attack_type_and_year(&data),
            Self::LossesByAttackTypeAndEntityType => {
                heat_map::losses_by_attack_type_and_entity_type(&data)
            }
            Self::LossesBySize => Some(bands::losses_by_size(&data)),
            Self::LargestIncidents => Some(top_ten::largest_incidents(&data)),
            Self::LossesOverTime => Some(scatter::losses_over_time(&data)),
        };
        let title = options.title.as_deref();
        drawing.map(|drawing| drawing.framed(chart, canvas, title))
    }
}

/// Lays out every chart that has something to show, in the order of [`ChartKind::ALL`].
pub fn all(subject: &Subject<'_>, options: &ChartOptions, canvas: Canvas) -> Vec<ChartSpec> {
    let drawn = ChartKind::ALL.into_iter().map(|kind| kind.draw(subject, options, canvas));
    drawn.flatten().collect()
}
