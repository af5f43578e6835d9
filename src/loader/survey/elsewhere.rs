//! What one report says under another key than the documented one: it is reported, and never used.

use chrono::NaiveDate;

use crate::domain::{Code, parse_day};
use crate::loader::normalize::reader::Reader;
use crate::loader::parse::fields::{Field, exact};
use crate::loader::parse::front_matter::{Entry, Value};

use super::likeness::{DayKey, LossKey, day_key, loss_key};
use super::other_keys::{Leaf, has_year, leaves, may_be_day};

/// How many keys of a report are named.
const NAMED: usize = 3;

impl Reader<'_, '_> {
    /// What to do about a missing date: the keys that hold days are named.
    pub(crate) fn help_for_missing_date(&self) -> String {
        let days = self.likeliest(|key, leaf| leaf.holds_day().then(|| day_key(key)));
        format!("add the day of the event: `date: 2023-11-20`{days}")
    }

    /// What to do about a missing loss: the keys that hold amounts are named.
    pub(crate) fn help_for_missing_loss(&self) -> String {
        let amounts = self.likeliest(|key, leaf| {
            leaf.amount().map(|_| loss_key(key)).filter(|key| *key >= LossKey::Money)
        });
        format!("add `loss: 26000000`, in US dollars, or `loss: unknown`{amounts}")
    }

    /// `; start_time holds 2010-07-01`: the keys that look most like a field.
    fn likeliest<Rank: Ord>(&self, rank: impl Fn(&str, &Leaf) -> Option<Rank>) -> String {
        let leaves = leaves(self.matter);
        let ranked = || leaves.iter().filter_map(|(key, leaf)| Some((rank(key, leaf)?, key, leaf)));
        let best = ranked().map(|(rank, ..)| rank).max();
        let named = ranked()
            .filter(|(rank, ..)| Some(rank) == best.as_ref())
            .take(NAMED)
            .map(|(_, key, leaf)| format!("`{key}` holds {}", leaf.texts.concat().trim()));
        let named: Vec<String> = named.collect();
        if named.is_empty() { String::new() } else { format!("; {}", named.join(", ")) }
    }

    /// Warns if another key speaks of the event and holds a day before `date`, which is then likely
    /// to be that of publication.
    pub(crate) fn compare_other_days(&mut self, date: NaiveDate) {
        // Most reports have nothing to compare, and pay next to nothing.
        if !self.matter.entries.iter().any(|entry| self.may_hold_earlier(entry, date)) {
            return;
        }
        let leaves = leaves(self.matter);
        let earlier = leaves
            .iter()
            .filter(|(key, _)| day_key(key) == DayKey::Event)
            .filter_map(|(key, leaf)| Some((leaf.day()?.ok()?, key, leaf)))
            .filter(|(day, ..)| *day < date)
            .min_by_key(|(day, key, _)| (*day, *key));
        let Some((day, key, leaf)) = earlier else { return };
        let within = self.matter.source.text.get(leaf.span.clone()).unwrap_or_default();
        let text = leaf.texts.concat();
        let start = within.find(&text).map(|offset| leaf.span.start + offset);
        let span = start.map_or(leaf.span.clone(), |start| start..start + text.len());
        let is_written = |entry: &Entry<'_>| match &entry.value {
            Value::Scalar(text) => parse_day(&text.text).is_ok_and(|(day, _)| day == date),
            _ => true,
        };
        let taken = if self.entry(Field::Date).is_some_and(is_written) {
            "`date`"
        } else {
            "the day in the file name"
        };
        let fact = format!("`{key}` says {day}, which is earlier than {taken}, {date}");
        let help = format!("if the event happened then, write `date: {day}`; {date} was used");
        self.find(Code::EarlierDay, &span, fact, &help);
    }

    /// Whether another key may hold a day before `date`.
    fn may_hold_earlier(&self, entry: &Entry<'_>, date: NaiveDate) -> bool {
        if exact(&entry.key.text).is_some() {
            return false;
        }
        match &entry.value {
            Value::Scalar(text) => {
                may_be_day(&text.text) && parse_day(&text.text).is_ok_and(|(day, _)| day < date)
            }
            Value::List(items) => items.len() == 1 && may_be_day(&items[0].text),
            Value::Nested(span) => self.matter.source.text.get(span.clone()).is_some_and(has_year),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Taxonomy;
    use crate::loader::Noted;
    use crate::loader::normalize::normalize;
    use crate::loader::parse::front_matter as parse;
    use crate::loader::parse::split::SourceText;

    /// What is said of the day and the loss of a report.
    fn findings(text: &str) -> String {
        findings_of("a.md", text)
    }

    fn findings_of(report: &str, text: &str) -> String {
        let rest = "title: x\nattack-types: x\nentity-types: x\ntarget-entities: x\n";
        let text = format!("{rest}{text}");
        let source = SourceText { report, text: &text, shown: &text, first_line: 2 };
        let (matter, mut findings) = (parse(source).unwrap(), Vec::new());
        normalize(&matter, &Taxonomy::default(), &mut Noted::new(), &mut findings);
        let line = |it: &crate::domain::Finding| {
            let place =
                it.place.map_or_else(String::new, |at| format!(" {}:{}", at.line, at.column));
            format!("{}{place}: {} | {}\n", it.code.name(), it.fact, it.help)
        };
        findings.iter().map(line).collect()
    }

    #[test]
    fn an_earlier_day_under_another_key() {
        #[rustfmt::skip]
        let table = [
            // what the row is about         other keys                                        where it is reported
            ("beside the date",              "incident_start_date: 2022-05-06\n",               Some("8:22")),
            ("below another key",            "hack:\n  by: me\n  date: 2022-05-06\n",           Some("10:9")),
            ("the earliest of two",          "start: 2022-05-06\nhack_date: 2022-05-05\n",      Some("9:12")),
            ("the same day",                 "start_time: 2023-04-01T10:00:00Z\n",              None),
            ("a later day",                  "start_time: 2023-04-02\n",                        None),
            ("of publication",               "published: 2022-05-06\n",                         None),
            ("of an incident before",        "previous-incident:\n  date: 2021-08-10\n",        None),
            ("a key that says nothing",      "version: 2022-05-06\n",                           None),
            ("no day",                       "start_time: late in May 2022\n",                  None),
            ("a text that begins like one",  "event: 2022-05-06 was a bad day for Acme\n",      None),
        ];
        for (about, other, expected) in table {
            let findings = findings(&format!("date: 2023-04-01\nloss: 1\n{other}"));
            match expected {
                None => assert_eq!(findings, "", "{about}"),
                Some(place) => {
                    assert!(
                        findings.starts_with(&format!("earlier-day {place}: ")),
                        "{about}: {findings}"
                    );
                }
            }
        }
        let named = findings_of("2023-04-01-a.md", "loss: 1\nstart: 2022-05-06\n");
        let fact =
            "`start` says 2022-05-06, which is earlier than the day in the file name, 2023-04-01";
        assert!(named.contains(fact), "{named}");
        insta::assert_snapshot!(findings("date: 2023-04-01\nloss: 1\nincident_start_date: 2022-05-06\n"), @"earlier-day 8:22: `incident_start_date` says 2022-05-06, which is earlier than `date`, 2023-04-01 | if the event happened then, write `date: 2022-05-06`; 2023-04-01 was used");
    }

    #[test]
    fn keys_that_hold_what_is_missing_are_named() {
        insta::assert_snapshot!(findings("loss: 1\nstart_time: 2010-07-01T18:17:00Z\nend_time: 2010-07-02\n"), @"missing-date: there is no date, neither in `date` nor in the file name | add the day of the event: `date: 2023-11-20`; `start_time` holds 2010-07-01T18:17:00Z");
        insta::assert_snapshot!(findings("loss: 1\nlastmod: 2010-07-02\nhack: {year: 2010}\n"), @"missing-date: there is no date, neither in `date` nor in the file name | add the day of the event: `date: 2023-11-20`; `lastmod` holds 2010-07-02");
        insta::assert_snapshot!(findings("loss: 1\nauthor: me\n"), @"missing-date: there is no date, neither in `date` nor in the file name | add the day of the event: `date: 2023-11-20`");
        insta::assert_snapshot!(findings("date: 2023-04-01\nrekt:\n  amount: 31400000\n  total: 5\nviews: 7\n"), @"missing-loss: there is no loss; it counts as unknown | add `loss: 26000000`, in US dollars, or `loss: unknown`; `rekt.amount` holds 31400000");
        insta::assert_snapshot!(findings("date: 2023-04-01\nviews: 70000\n"), @"missing-loss: there is no loss; it counts as unknown | add `loss: 26000000`, in US dollars, or `loss: unknown`");
        assert_eq!(findings("date: 2023-04-01\nloss: unknown\n"), "");
        assert_eq!(findings("date: 2023-04-01\nloss:\n"), "");
    }
}
