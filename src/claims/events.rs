//! Single incidents, the largest loss first: what is said of each.

use chrono::NaiveDate;
use polars::prelude::PolarsResult;

use crate::domain::text::one_line;
use crate::domain::{UNCLASSIFIED, Usd};
use crate::tables::{IncidentsTable, read_dates, read_money, read_text_lists, read_texts};

use super::fact::{Fact, Take};
use super::sentence::Sentence;
use super::sheet::Rows;
use super::value::{Form, Value};

/// The table of all incidents.
const INCIDENTS: &str = "incidents";

/// One incident.
#[derive(Clone, Debug)]
pub struct Event {
    report: String,
    /// The day.
    pub date: NaiveDate,
    /// Who was hit: the first target, or the title where none is named.
    pub name: String,
    others: usize,
    attack: String,
    /// The loss; none if it is unknown.
    pub loss: Option<Usd>,
}

impl Event {
    /// A loss above zero.
    #[must_use]
    pub fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }

    /// The loss, with its cell.
    #[must_use]
    pub fn fact(&self) -> Fact {
        let value = self.loss.map_or(Value::Null, Value::Usd);
        Fact { value, source: self.rows().source(INCIDENTS, Take::Cell, "loss_usd") }
    }

    fn rows(&self) -> Rows<'_> {
        Rows { equal: vec![("report", self.report.clone())], except: Vec::new() }
    }

    /// Who was hit: `Ronin Network and two others`.
    #[must_use]
    pub fn targets(&self) -> Sentence {
        let name = Sentence::default().name(&self.name);
        let others = i64::try_from(self.others).unwrap_or(i64::MAX);
        match Value::Count(others).shown(Form::Words) {
            Some(_) if others == 1 => name.text(" and another"),
            Some(words) if others > 1 => name.text(" and ").name(&words).text(" others"),
            _ => name,
        }
    }

    /// How, as the labels of the attack.
    #[must_use]
    pub fn attack(&self) -> &str {
        &self.attack
    }

    /// The day, where room is short: `8 May 2022`.
    #[must_use]
    pub fn short_day(&self) -> Sentence {
        let day = Fact {
            value: Value::Day(self.date),
            source: self.rows().source(INCIDENTS, Take::Cell, "date"),
        };
        Sentence::default().number(day.number(Form::DayShort))
    }

    /// The name and the loss: `Terra $40B`; `None` if no money is known to be lost.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Sentence> {
        self.positive()?;
        let loss = self.fact().number(Form::Compact);
        Some(Sentence::default().name(name).text(" ").number(loss))
    }
}

/// The incidents that are counted, the largest loss first and unknown ones last; equal ones by date
/// and path, as in the tables.
#[derive(Clone, Debug)]
pub struct Events(Vec<Event>);

impl Events {
    /// Reads the table of incidents.
    ///
    /// # Errors
    ///
    /// What polars says; on a table that this crate made there is nothing to say.
    pub fn of(incidents: &IncidentsTable) -> PolarsResult<Self> {
        let frame = incidents.counted().collect()?;
        let targets = read_text_lists(&frame, "target_entities")?;
        let attacks = read_text_lists(&frame, "attack_types")?;
        let who = targets.into_iter().zip(read_texts(&frame, "title")?);
        let what = who.zip(attacks).zip(read_money(&frame, "loss_usd")?);
        let reports = read_texts(&frame, "report")?.into_iter().zip(read_dates(&frame, "date")?);
        let columns = reports.zip(what);
        let events = columns.filter_map(|((report, date), (((targets, title), attack), loss))| {
            Some(Event {
                report: report?.to_owned(),
                date: date?,
                name: name(&targets, title.unwrap_or_default()),
                others: targets.len().saturating_sub(1),
                attack: one_line(&attack.join(", ")),
                loss,
            })
        });
        // The table is sorted by path, and the sort keeps that order among equals.
        let mut events: Vec<Event> = events.collect();
        events.sort_by_key(|it| (std::cmp::Reverse(it.loss), it.date));
        Ok(Self(events))
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Event] {
        &self.0
    }

    /// Those with a loss above zero.
    #[must_use]
    pub fn positive(&self) -> &[Event] {
        let end = self.0.iter().position(|it| it.positive().is_none()).unwrap_or(self.0.len());
        &self.0[..end]
    }

    /// How many are known to have cost nothing, and their sum.
    #[must_use]
    pub fn without_loss(&self) -> (Fact, Fact) {
        let nothing = |it: &&Event| it.loss == Some(Usd::ZERO);
        let equal = vec![("loss_usd", "0.00".to_owned()), ("duplicate_of", String::new())];
        let rows = Rows { equal, except: Vec::new() };
        let count = self.0.iter().filter(nothing).count();
        let source = rows.source(INCIDENTS, Take::Sum, "loss_usd");
        (self.counted(count, &rows), Fact { value: Value::Usd(Usd::ZERO), source })
    }

    /// How many cost as much as this one.
    #[must_use]
    pub fn as_large_as(&self, event: &Event) -> Fact {
        let count = self.0.iter().filter(|it| it.loss == event.loss).count();
        let loss = event.loss.map_or_else(String::new, |it| it.to_string());
        let equal = vec![("loss_usd", loss), ("duplicate_of", String::new())];
        self.counted(count, &Rows { equal, except: Vec::new() })
    }

    /// How many cost money, and how much together, but for the first so many.
    #[must_use]
    pub fn rest(&self, shown: usize) -> (Fact, Fact) {
        let (largest, rest) = self.positive().split_at(shown.min(self.positive().len()));
        let reports = largest.iter().map(|it| it.report.as_str()).collect();
        let equal = vec![("duplicate_of", String::new())];
        let except = vec![("report", reports), ("loss_usd", vec!["", "0.00"])];
        let rows = Rows { equal, except };
        let sum = rest
            .iter()
            .filter_map(|it| it.loss)
            .reduce(|one, other| [one, other].into_iter().sum());
        let value = sum.map_or(Value::Null, Value::Usd);
        let sum = Fact { value, source: rows.source(INCIDENTS, Take::Sum, "loss_usd") };
        (self.counted(rest.len(), &rows), sum)
    }

    #[expect(clippy::unused_self, reason = "what is counted are these events")]
    fn counted(&self, count: usize, rows: &Rows<'_>) -> Fact {
        let value = Value::Count(i64::try_from(count).unwrap_or(i64::MAX));
        Fact { value, source: rows.source(INCIDENTS, Take::Rows, "") }
    }
}

fn name(targets: &[String], title: &str) -> String {
    match targets.first().filter(|first| *first != UNCLASSIFIED) {
        Some(first) => one_line(first),
        None => one_line(title),
    }
}
