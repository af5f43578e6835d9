//! Sums of losses: by label, by time, by both, by size; what is largest, and what came before.
//! Incidents in, [`Tables`] of typed rows out.
//!
//! Plain loops over whole cents, not polars expressions: its sum of nothing is 0 and not null, its sum
//! of decimals wraps without a word, the mean of decimals is a float, and the order of groups changes
//! from run to run. Each would have to be stepped around; a loop over [`Usd`] says what it means, and
//! an overflow ends the run.

pub mod by_label;
pub mod by_label_and_period;
pub mod by_pair;
pub mod by_period;
pub mod by_size;
pub mod cumulative;
pub mod findings_by_code;
pub mod key_figures;
pub mod largest;
pub mod reports;
#[cfg(test)]
pub(crate) mod samples;
pub mod to_date;

use crate::domain::{Dimension, Granularity, Period, Usd};

use self::by_label_and_period::{Months, losses_by_label_and_period};
use super::schema::{
    ByLabel, ByLabelAndPeriod, ByPair, ByPeriod, BySize, Concentration, CumulativeByYear,
    FindingsByCode, KeyFigures, LargestIncident, ToDateByYear, shape,
};
use super::table::{AnyTable, Table};
use super::view::{View, add};

/// The dimensions that losses are divided over, so that the parts add up to the total.
pub const DIMENSIONS: [Dimension; 2] = [Dimension::AttackType, Dimension::EntityType];
/// The spans that losses are summed up by.
pub const SPANS: [Granularity; 3] = [Granularity::Month, Granularity::Quarter, Granularity::Year];

/// One table for each month, quarter and year.
#[derive(Clone, Debug)]
pub struct BySpan<T> {
    /// By month.
    pub month: T,
    /// By quarter.
    pub quarter: T,
    /// By year.
    pub year: T,
}

impl<T> BySpan<T> {
    fn new(make: impl Fn(Granularity) -> T) -> Self {
        let [month, quarter, year] = SPANS.map(make);
        Self { month, quarter, year }
    }

    /// The table of spans of this length.
    pub const fn of(&self, granularity: Granularity) -> &T {
        match granularity {
            Granularity::Month => &self.month,
            Granularity::Quarter => &self.quarter,
            Granularity::Year => &self.year,
        }
    }

    fn all(&self) -> [&T; 3] {
        [&self.month, &self.quarter, &self.year]
    }
}

/// Every table of an edition that is computed.
#[derive(Clone, Debug)]
pub struct Tables {
    /// What each attack type cost.
    pub by_attack_type: Table<ByLabel>,
    /// What each entity type cost.
    pub by_entity_type: Table<ByLabel>,
    /// What the incidents with each tag cost.
    pub by_tag: Table<ByLabel>,
    /// What each month, quarter and year cost.
    pub by_period: BySpan<Table<ByPeriod>>,
    /// What each attack type cost in each month, quarter and year.
    pub by_attack_type_and: BySpan<Table<ByLabelAndPeriod>>,
    /// What each entity type cost in each month, quarter and year.
    pub by_entity_type_and: BySpan<Table<ByLabelAndPeriod>>,
    /// What attack types and entity types cost together.
    pub by_pair: Table<ByPair>,
    /// The figures of the period, beside those of earlier spans.
    pub key_figures: Table<KeyFigures>,
    /// The ten largest incidents.
    pub largest_incidents: Table<LargestIncident>,
    /// Losses in bands of size.
    pub by_size: Table<BySize>,
    /// How much of the total the largest losses make up.
    pub concentration: Table<Concentration>,
    /// The running total of each year.
    pub cumulative_by_year: Table<CumulativeByYear>,
    /// What each year had cost by the day that the period ends on.
    pub to_date_by_year: Table<ToDateByYear>,
    /// How often each kind of finding occurs.
    pub findings_by_code: Table<FindingsByCode>,
    /// What begins with the first report, if anything lies around the period.
    pub history: Option<History>,
}

/// The tables that begin with the first report. They end with the month, quarter or year that the
/// period ends in, so that what it cuts is known as a whole.
#[derive(Clone, Debug)]
pub struct History {
    /// What each month, quarter and year cost.
    pub by_period: BySpan<Table<ByPeriod>>,
    /// What each attack type cost in each year.
    pub by_attack_type_and_year: Table<ByLabelAndPeriod>,
}

impl Tables {
    /// Computes every table.
    pub fn new(view: &View<'_>) -> Self {
        let (ranked, period) = (&view.ranked, view.selection.period);
        let by_label = |dimension| by_label::losses_by_label(ranked, dimension);
        let by_label_and = |dimension| {
            let months = Months::new(ranked, dimension);
            BySpan::new(|span| losses_by_label_and_period(&months, dimension, span))
        };
        // Half of the work beside the other half; each table is computed by itself.
        let ((by_attack_type_and, by_attack_type), (by_entity_type_and, by_entity_type)) =
            rayon::join(
                || (by_label_and(Dimension::AttackType), by_label(Dimension::AttackType)),
                || (by_label_and(Dimension::EntityType), by_label(Dimension::EntityType)),
            );
        let (by_pair, (by_tag, history)) = rayon::join(
            || by_pair::losses_by_attack_type_and_entity_type(ranked),
            || (by_label(Dimension::Tag), view.has_history().then(|| History::new(view))),
        );
        Self {
            by_attack_type,
            by_entity_type,
            by_tag,
            by_period: BySpan::new(|span| by_period::losses_by_period(ranked, span, period)),
            by_attack_type_and,
            by_entity_type_and,
            by_pair,
            key_figures: key_figures::key_figures(view),
            largest_incidents: largest::largest_incidents(ranked),
            by_size: by_size::losses_by_size(ranked),
            concentration: largest::loss_concentration(ranked),
            cumulative_by_year: cumulative::cumulative_loss_by_year(view),
            to_date_by_year: to_date::loss_to_date_by_year(view),
            findings_by_code: findings_by_code::findings_by_code(view.findings),
            history,
        }
    }

    /// What each label of a dimension cost; none of a dimension that has no such table.
    pub const fn by_label(&self, dimension: Dimension) -> Option<&Table<ByLabel>> {
        match dimension {
            Dimension::AttackType => Some(&self.by_attack_type),
            Dimension::EntityType => Some(&self.by_entity_type),
            Dimension::Tag => Some(&self.by_tag),
            Dimension::TargetEntity => None,
        }
    }

    /// What each span cost, from the first report on if anything lies around the period.
    pub fn series(&self, granularity: Granularity) -> &Table<ByPeriod> {
        let series = self.history.as_ref().map_or(&self.by_period, |it| &it.by_period);
        series.of(granularity)
    }

    /// What each attack type cost in each year, from the first report on if anything lies around the
    /// period.
    pub fn attack_types_by_year(&self) -> &Table<ByLabelAndPeriod> {
        let history = self.history.as_ref().map(|it| &it.by_attack_type_and_year);
        history.unwrap_or(&self.by_attack_type_and.year)
    }

    /// These beside base tables of the same incidents, in the order of the workbook: those of the period,
    /// and those of what lies around it.
    pub fn beside<'a>(
        &'a self,
        of_period: Vec<&'a dyn AnyTable>,
        around: Vec<&'a dyn AnyTable>,
    ) -> Vec<&'a dyn AnyTable> {
        [of_period, self.of_period(), around, self.of_history()].concat()
    }

    /// Those of the period, in the order of the data package.
    pub fn of_period(&self) -> Vec<&dyn AnyTable> {
        let mut all: Vec<&dyn AnyTable> = vec![&self.by_attack_type, &self.by_entity_type];
        all.extend(self.by_period.all().map(|it| it as &dyn AnyTable));
        for of_dimension in [&self.by_attack_type_and, &self.by_entity_type_and] {
            all.extend(of_dimension.all().map(|it| it as &dyn AnyTable));
        }
        let others: [&dyn AnyTable; 9] = [
            &self.by_tag,
            &self.by_pair,
            &self.key_figures,
            &self.largest_incidents,
            &self.by_size,
            &self.concentration,
            &self.cumulative_by_year,
            &self.to_date_by_year,
            &self.findings_by_code,
        ];
        all.extend(others);
        all
    }

    /// Those that begin with the first report, in the order of the data package.
    pub fn of_history(&self) -> Vec<&dyn AnyTable> {
        let Some(history) = &self.history else { return Vec::new() };
        let [month, quarter, year] = history.by_period.all();
        vec![month, quarter, year, &history.by_attack_type_and_year]
    }
}

impl History {
    fn new(view: &View<'_>) -> Self {
        let by_period = BySpan::new(|span| {
            let period = Period { from: None, to: Some(view.end_of(span)) };
            let table = by_period::losses_by_period(&view.around, span, period);
            Table { schema: shape::history_by_period(span), ..table }
        });
        let (dimension, span) = (Dimension::AttackType, Granularity::Year);
        let months = Months::new(&view.around, dimension);
        let table = losses_by_label_and_period(&months, dimension, span);
        let schema = shape::history_by_label_and_period(dimension, span);
        Self { by_period, by_attack_type_and_year: Table { schema, ..table } }
    }
}

/// Sums over incidents that are looked at under several labels.
#[derive(Clone, Copy, Debug, Default)]
struct Overlapping {
    incidents: i64,
    known: i64,
    involved: Option<Usd>,
    allocated: Option<Usd>,
}

impl Overlapping {
    /// Adds an incident: its loss, and the label's part of it; both none if the loss is unknown.
    fn add(&mut self, loss: Option<Usd>, allocated: Option<Usd>) {
        self.incidents += 1;
        self.known += i64::from(loss.is_some());
        self.involved = add(self.involved, loss);
        self.allocated = add(self.allocated, allocated);
    }

    /// Adds the sums of other incidents.
    fn merge(&mut self, others: &Self) {
        self.incidents += others.incidents;
        self.known += others.known;
        self.involved = add(self.involved, others.involved);
        self.allocated = add(self.allocated, others.allocated);
    }
}
