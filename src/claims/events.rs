//! Single incidents, the largest loss first: what is said of each.

use chrono::NaiveDate;

use crate::domain::text::one_line;
use crate::domain::{Dimension, Incident, UNCLASSIFIED, Usd};
use crate::tables::Value;
use crate::tables::schema::names::{self, DATE, DUPLICATE_OF, LOSS_USD, REPORT};

use super::fact::{Fact, Source, Take};
use super::sentence::Sentence;
use super::value::Form;

/// The table of all incidents.
const INCIDENTS: &str = names::INCIDENTS;

/// Which rows of the table are meant.
struct Selected {
    equal: Vec<(&'static str, String)>,
    except: Vec<(&'static str, Vec<String>)>,
}

impl Selected {
    fn source(&self, take: Take, column: &str) -> Source {
        let named = |name: &&str| (*name).to_owned();
        Source {
            table: INCIDENTS.to_owned(),
            take,
            row: self.equal.iter().map(|(name, it)| (named(name), it.clone())).collect(),
            except: self.except.iter().map(|(name, it)| (named(name), it.clone())).collect(),
            column: column.to_owned(),
            of: None,
        }
    }
}

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
    pub fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }

    /// The loss, with its cell.
    pub fn fact(&self) -> Fact {
        let value = self.loss.map_or(Value::Null, Value::Usd);
        Fact { value, source: self.rows().source(Take::Cell, LOSS_USD) }
    }

    fn rows(&self) -> Selected {
        Selected { equal: vec![(REPORT, self.report.clone())], except: Vec::new() }
    }

    /// Who was hit: `Ronin Network and two others`.
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
    pub fn attack(&self) -> &str {
        &self.attack
    }

    /// The day, where room is short: `8 May 2022`.
    pub fn short_day(&self) -> Sentence {
        let day =
            Fact { value: Value::Day(self.date), source: self.rows().source(Take::Cell, DATE) };
        Sentence::default().number(day.number(Form::DayShort))
    }

    /// The name and the loss: `Terra $40B`; `None` if no money is known to be lost.
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
    /// Reads incidents that are sorted: the largest loss first and unknown ones last.
    pub fn of(ranked: &[&Incident]) -> Self {
        let events = ranked.iter().map(|it| {
            let targets = it.labels(Dimension::TargetEntity);
            Event {
                report: it.report().to_owned(),
                date: it.date(),
                name: name(targets, it.title()),
                others: targets.len().saturating_sub(1),
                attack: one_line(&it.labels(Dimension::AttackType).join(", ")),
                loss: it.loss().known(),
            }
        });
        Self(events.collect())
    }

    /// All of them.
    pub fn all(&self) -> &[Event] {
        &self.0
    }

    /// Those with a loss above zero.
    pub fn positive(&self) -> &[Event] {
        let end = self.0.iter().position(|it| it.positive().is_none()).unwrap_or(self.0.len());
        &self.0[..end]
    }

    /// How many are known to have cost nothing, and their sum.
    pub fn without_loss(&self) -> (Fact, Fact) {
        let nothing = |it: &&Event| it.loss == Some(Usd::ZERO);
        let equal = vec![(LOSS_USD, "0.00".to_owned()), (DUPLICATE_OF, String::new())];
        let rows = Selected { equal, except: Vec::new() };
        let count = self.0.iter().filter(nothing).count();
        let source = rows.source(Take::Sum, LOSS_USD);
        (self.counted(count, &rows), Fact { value: Value::Usd(Usd::ZERO), source })
    }

    /// How many cost as much as this one.
    pub fn as_large_as(&self, event: &Event) -> Fact {
        let count = self.0.iter().filter(|it| it.loss == event.loss).count();
        let loss = event.loss.map_or_else(String::new, |it| it.to_string());
        let equal = vec![(LOSS_USD, loss), (DUPLICATE_OF, String::new())];
        self.counted(count, &Selected { equal, except: Vec::new() })
    }

    /// How many cost money, and how much together, but for the first so many.
    pub fn rest(&self, shown: usize) -> (Fact, Fact) {
        let (largest, rest) = self.positive().split_at(shown.min(self.positive().len()));
        let reports = largest.iter().map(|it| it.report.clone()).collect();
        let equal = vec![(DUPLICATE_OF, String::new())];
        let except = vec![(REPORT, reports), (LOSS_USD, vec![String::new(), "0.00".to_owned()])];
        let rows = Selected { equal, except };
        let sum = rest
            .iter()
            .filter_map(|it| it.loss)
            .reduce(|one, other| [one, other].into_iter().sum());
        let value = sum.map_or(Value::Null, Value::Usd);
        let sum = Fact { value, source: rows.source(Take::Sum, LOSS_USD) };
        (self.counted(rest.len(), &rows), sum)
    }

    #[expect(clippy::unused_self, reason = "what is counted are these events")]
    fn counted(&self, count: usize, rows: &Selected) -> Fact {
        let value = Value::Count(i64::try_from(count).unwrap_or(i64::MAX));
        Fact { value, source: rows.source(Take::Rows, "") }
    }
}

fn name(targets: &[String], title: &str) -> String {
    match targets.first().filter(|first| *first != UNCLASSIFIED) {
        Some(first) => one_line(first),
        None => one_line(title),
    }
}
