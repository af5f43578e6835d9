//! Which field a key of another schema looks like, by its words.

use crate::domain::Dimension;
use crate::loader::parse::fields::Field;

/// Words of keys that speak of the day of an event.
const OF_AN_EVENT: &str = "attack attacked began begin breach breached date dates day detected \
    discovered event exploit exploited hack hacked happened incident occurred rekt start started \
    stolen theft time timestamp when";
/// Words of keys that speak of another day, whatever else they say.
const OF_ANOTHER_DAY: &str = "accessed archived audit audited birth created deployed due edited \
    end ended expires expiry fixed founded last lastmod launch launched listed modified next patched \
    posted previous prior publication published recovered resolved updated written";
/// Words of keys that speak of what was lost.
const OF_A_LOSS: &str = "amount damage damages dollars drained funds loss losses lost stolen usd";
/// Words of keys that speak of money.
const OF_MONEY: &str = "cost money total value";
/// Words of keys whose numbers are no loss, whatever else they say.
const OF_NO_LOSS: &str = "block bounty chain frozen hash height id index number order previous prior \
    recovered refunded returned timestamp tx uuid version views year";

/// Words of keys that speak of a field of texts.
const fn of_texts(field: Field) -> &'static str {
    match field {
        Field::Title => "heading headline name subject",
        Field::Labels(Dimension::AttackType) => {
            "attack attacks cause causes classification exploit method methods technique techniques vector vectors vulnerability"
        }
        Field::Labels(Dimension::EntityType) => "entities entity industry sector",
        Field::Labels(Dimension::TargetEntity) => {
            "affected company organisation organization project projects protocol protocols target targets victim victims"
        }
        Field::Date | Field::Loss | Field::Labels(Dimension::Tag) => "",
    }
}

/// The words of a key in small letters: `incidentStartDate`, `incident_start-date` and
/// `Incident.start date` have the same three.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in key.chars() {
        let is_new = !before.is_alphanumeric() || before.is_lowercase() && character.is_uppercase();
        if is_new {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a key has one of some words.
fn has(key: &[String], words: &str) -> bool {
    words.split(' ').any(|word| key.iter().any(|part| part == word))
}

/// What a key that holds a day is likely to speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DayKey {
    /// Another day: that of publication, of an end, of an event before.
    Another,
    /// Nobody knows.
    Unclear,
    /// The day of the event.
    Event,
}

/// What a key says that holds a day. Below another key both must speak of the event: `older.date`
/// does not.
pub(crate) fn day_key(key: &str) -> DayKey {
    let (above, last) = key.rsplit_once('.').unwrap_or((key, key));
    if has(&words(key), OF_ANOTHER_DAY) {
        DayKey::Another
    } else if has(&words(above), OF_AN_EVENT) && has(&words(last), OF_AN_EVENT) {
        DayKey::Event
    } else {
        DayKey::Unclear
    }
}

/// How clearly a key that holds an amount speaks of a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LossKey {
    /// Its numbers are something else.
    Another,
    /// Nobody knows.
    Unclear,
    /// It speaks of money.
    Money,
    /// It speaks of what was lost.
    Loss,
}

/// What a key says that holds an amount.
pub(crate) fn loss_key(key: &str) -> LossKey {
    let words = words(key);
    if has(&words, OF_NO_LOSS) {
        LossKey::Another
    } else if has(&words, OF_A_LOSS) {
        LossKey::Loss
    } else if has(&words, OF_MONEY) {
        LossKey::Money
    } else {
        LossKey::Unclear
    }
}

/// Whether a key speaks of a field of texts.
pub(crate) fn is_like(key: &str, field: Field) -> bool {
    has(&words(key), of_texts(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_keys() {
        #[rustfmt::skip]
        let table = [
            ("incident_start_date",   "incident start date"),
            ("incidentStartDate",     "incident start date"),
            ("rekt.amountUSD",        "rekt amount usd"),
            ("Date of Hack",          "date of hack"),
            ("--",                    ""),
        ];
        for (key, expected) in table {
            assert_eq!(words(key).join(" "), expected, "{key}");
        }
    }

    #[test]
    fn what_a_key_with_a_day_speaks_of() {
        #[rustfmt::skip]
        let table = [
            ("start_time",              DayKey::Event),
            ("incident_start_date",     DayKey::Event),
            ("hack.date",               DayKey::Event),
            ("dateBreached",            DayKey::Event),
            ("rekt.date",               DayKey::Event),
            ("older.date",              DayKey::Unclear),
            ("hack.by",                 DayKey::Unclear),
            ("end_time",                DayKey::Another),
            ("date_published",          DayKey::Another),
            ("previous-incident.date",  DayKey::Another),
            ("lastmod",                 DayKey::Another),
            ("author",                  DayKey::Unclear),
        ];
        for (key, expected) in table {
            assert_eq!(day_key(key), expected, "{key}");
        }
    }

    #[test]
    fn what_a_key_with_an_amount_speaks_of() {
        #[rustfmt::skip]
        let table = [
            ("rekt.amount",             LossKey::Loss),
            ("funds_lost",              LossKey::Loss),
            ("lossUsd",                 LossKey::Loss),
            ("estimatedLoss.totalUSD",  LossKey::Loss),
            ("total",                   LossKey::Money),
            ("record_count",            LossKey::Unclear),
            ("funds_recovered",         LossKey::Another),
            ("previous.loss",           LossKey::Another),
            ("block_number",            LossKey::Another),
        ];
        for (key, expected) in table {
            assert_eq!(loss_key(key), expected, "{key}");
        }
    }

    #[test]
    fn keys_of_texts() {
        assert!(is_like("victim", Field::Labels(Dimension::TargetEntity)));
        assert!(is_like("hack.techniques", Field::Labels(Dimension::AttackType)));
        assert!(is_like("headline", Field::Title));
        assert!(!is_like("author", Field::Labels(Dimension::TargetEntity)));
        assert!(!is_like("victim", Field::Labels(Dimension::Tag)));
        assert!(!is_like("", Field::Loss));
    }
}
