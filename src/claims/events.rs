//! Single incidents, the largest loss first: what is said of each.

use chrono::NaiveDate;

use crate::domain::text::one_line;
use crate::domain::{Dimension, Incident, UNCLASSIFIED, Usd};
use crate::tables::schema::names::{self, DATE, DUPLICATE_OF, LOSS_USD, REPORT};
use crate::tables::{Value, view};

use super::fact::{Fact, Source, Take};
use super::sentence::Sentence;
use super::value::Form;

/// What is taken from the rows of the table that have these values, and none of the others.
fn source(
    take: Take,
    column: &str,
    equal: &[(&str, String)],
    except: &[(&str, Vec<String>)],
) -> Source {
    Source {
        table: names::INCIDENTS.to_owned(),
        take,
        row: equal.iter().map(|(name, it)| ((*name).to_owned(), it.clone())).collect(),
        except: except.iter().map(|(name, it)| ((*name).to_owned(), it.clone())).collect(),
        column: column.to_owned(),
        of: None,
    }
}

/// One incident.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    incident: &'a Incident,
    /// The day.
    pub date: NaiveDate,
    /// The loss; none if it is unknown.
    pub loss: Option<Usd>,
}

impl Event<'_> {
    /// Who was hit: the first target, or the title where none is named.
    pub fn name(&self) -> String {
        match self.incident.labels(Dimension::TargetEntity).first() {
            Some(first) if first != UNCLASSIFIED => one_line(first),
            _ => one_line(self.incident.title()),
        }
    }

    /// A loss above zero.
    pub fn positive(&self) -> Option<Usd> {
        self.loss.filter(|loss| *loss > Usd::ZERO)
    }

    /// The loss, with its cell.
    pub fn fact(&self) -> Fact {
        self.cell(LOSS_USD, self.loss.map_or(Value::Null, Value::Usd))
    }

    fn report(&self) -> String {
        self.incident.report().to_owned()
    }

    fn cell(&self, column: &str, value: Value) -> Fact {
        Fact { value, source: source(Take::Cell, column, &[(REPORT, self.report())], &[]) }
    }

    /// Who was hit: `Ronin Network and two others`.
    pub fn targets(&self) -> Sentence {
        let name = Sentence::default().name(&self.name());
        let targets = self.incident.labels(Dimension::TargetEntity);
        let others = view::count(targets.len().saturating_sub(1));
        match Value::Count(others).shown(Form::Words) {
            Some(_) if others == 1 => name.text(" and another"),
            Some(words) if others > 1 => name.text(" and ").name(&words).text(" others"),
            _ => name,
        }
    }

    /// How, as the labels of the attack.
    pub fn attack(&self) -> String {
        one_line(&self.incident.labels(Dimension::AttackType).join(", "))
    }

    /// The day, where room is short: `8 May 2022`.
    pub fn short_day(&self) -> Sentence {
        let day = self.cell(DATE, Value::Day(self.date));
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
pub struct Events<'a>(Vec<Event<'a>>);

impl<'a> Events<'a> {
    /// Reads incidents that are sorted: the largest loss first and unknown ones last.
    pub fn of(ranked: &[&'a Incident]) -> Self {
        let event = |incident: &&'a Incident| Event {
            incident,
            date: incident.date(),
            loss: incident.loss().known(),
        };
        Self(ranked.iter().map(event).collect())
    }

    /// All of them.
    pub fn all(&self) -> &[Event<'a>] {
        &self.0
    }

    /// Those with a loss above zero.
    pub fn positive(&self) -> &[Event<'a>] {
        let end = self.0.iter().position(|it| it.positive().is_none()).unwrap_or(self.0.len());
        &self.0[..end]
    }

    /// How many are known to have cost nothing, and their sum.
    pub fn without_loss(&self) -> (Fact, Fact) {
        let count = self.0.iter().filter(|it| it.loss == Some(Usd::ZERO)).count();
        let equal = [(LOSS_USD, Usd::ZERO.to_string()), counted()];
        let sum = source(Take::Sum, LOSS_USD, &equal, &[]);
        (number_of(count, &equal, &[]), Fact { value: Value::Usd(Usd::ZERO), source: sum })
    }

    /// How many cost as much as this one.
    pub fn as_large_as(&self, event: &Event<'_>) -> Fact {
        let count = self.0.iter().filter(|it| it.loss == event.loss).count();
        let loss = event.loss.map_or_else(String::new, |it| it.to_string());
        number_of(count, &[(LOSS_USD, loss), counted()], &[])
    }

    /// How many cost money, and how much together, but for the first so many.
    pub fn rest(&self, shown: usize) -> (Fact, Fact) {
        let (largest, rest) = self.positive().split_at(shown.min(self.positive().len()));
        let reports = largest.iter().map(Event::report).collect();
        let equal = [counted()];
        let except = [(REPORT, reports), (LOSS_USD, vec![String::new(), Usd::ZERO.to_string()])];
        let sum = rest
            .iter()
            .filter_map(|it| it.loss)
            .reduce(|one, other| [one, other].into_iter().sum());
        let value = sum.map_or(Value::Null, Value::Usd);
        let sum = Fact { value, source: source(Take::Sum, LOSS_USD, &equal, &except) };
        (number_of(rest.len(), &equal, &except), sum)
    }
}

/// The rows that take part in sums.
fn counted() -> (&'static str, String) {
    (DUPLICATE_OF, String::new())
}

fn number_of(count: usize, equal: &[(&str, String)], except: &[(&str, Vec<String>)]) -> Fact {
    Fact { value: Value::Count(view::count(count)), source: source(Take::Rows, "", equal, except) }
}
