//! What other keys than ours hold: read only to report what an author may have written under another
//! key than the documented one. None of it is ever used as a value.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use serde_yaml::Value as Yaml;

use crate::domain::day::NotADay;
use crate::domain::{Usd, parse_day, parse_loss};
use crate::loader::parse::fields::field_of;
use crate::loader::parse::front_matter::{Entry, FrontMatter, Value};

/// How many keys below each other are looked at: `rekt.loss.amount`.
const DEEPEST: usize = 3;
/// How many keys of one report are looked at.
const MOST: usize = 200;
/// The longest key that is looked at, in bytes: longer ones are texts.
const LONGEST_KEY: usize = 60;
/// The longest text that may be a day, in bytes.
const LONGEST_DAY: usize = 40;

/// Whether it is worth a try to read a text as a day.
pub(crate) fn may_be_day(text: &str) -> bool {
    text.len() <= LONGEST_DAY && has_year(text)
}

/// Whether a text has as many digits as a year.
pub(crate) fn has_year(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).take(4).count() == 4
}

/// What one key holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// The texts: one, or those of a list.
    pub(crate) texts: Vec<String>,
    /// Where they are in the front matter, if that is known.
    pub(crate) span: Range<usize>,
}

/// The keys that are not ours, those below others with points between: `rekt.amount`.
pub(crate) type Leaves = BTreeMap<String, Leaf>;

/// Collects what other keys hold.
pub(crate) fn leaves(matter: &FrontMatter<'_>) -> Leaves {
    let mut leaves = Leaves::new();
    let mut whole: Option<Yaml> = None;
    for Entry { key, value } in &matter.entries {
        if field_of(&key.text).is_some() {
            continue;
        }
        let (texts, span) = match value {
            Value::Scalar(text) => (vec![text.text.to_string()], text.span.clone()),
            Value::List(items) => {
                (items.iter().map(|it| it.text.to_string()).collect(), key.span.clone())
            }
            // The parser that gave the entries keeps only texts.
            Value::Nested(span) => {
                let yaml = || serde_yaml::from_str(matter.source.text).unwrap_or(Yaml::Null);
                let below = whole.get_or_insert_with(yaml).get(&*key.text);
                if let Some(below) = below {
                    walk(below, &key.text, DEEPEST - 1, span, &mut leaves);
                }
                continue;
            }
        };
        add(&mut leaves, key.text.to_string(), texts, &span);
    }
    leaves
}

fn walk(value: &Yaml, key: &str, deeper: usize, span: &Range<usize>, leaves: &mut Leaves) {
    match value {
        Yaml::Mapping(entries) if deeper > 0 => {
            for (name, value) in entries {
                if let Some(name) = text_of(name) {
                    walk(value, &format!("{key}.{name}"), deeper - 1, span, leaves);
                }
            }
        }
        Yaml::Sequence(items) => {
            let texts: Vec<String> = items.iter().filter_map(text_of).collect();
            if texts.is_empty() {
                for item in items {
                    walk(item, key, deeper, span, leaves);
                }
            } else {
                add(leaves, key.to_owned(), texts, span);
            }
        }
        _ => add(leaves, key.to_owned(), text_of(value).into_iter().collect(), span),
    }
}

fn text_of(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) => Some(text.clone()),
        Yaml::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn add(leaves: &mut Leaves, key: String, texts: Vec<String>, span: &Range<usize>) {
    let is_kept = key.len() <= LONGEST_KEY && texts.iter().any(|text| !text.trim().is_empty());
    if is_kept && (leaves.len() < MOST || leaves.contains_key(&key)) {
        let leaf =
            leaves.entry(key).or_insert_with(|| Leaf { texts: Vec::new(), span: span.clone() });
        leaf.texts.extend(texts);
    }
}

impl Leaf {
    /// The day, if it is the only text.
    pub(crate) fn day(&self) -> Option<Result<NaiveDate, NotADay>> {
        let [text] = self.texts.as_slice() else { return None };
        may_be_day(text).then(|| parse_day(text).map(|(day, _)| day))
    }

    /// The known amount, if it is the only text.
    pub(crate) fn amount(&self) -> Option<Usd> {
        let [text] = self.texts.as_slice() else { return None };
        if self.holds_day() { None } else { parse_loss(text).ok()?.known() }
    }

    /// Whether the only text is a day, even if an ambiguous one.
    pub(crate) fn holds_day(&self) -> bool {
        matches!(self.day(), Some(Ok(_) | Err(NotADay::TwoReadings(..))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::parse::front_matter as parse;
    use crate::loader::parse::split::SourceText;

    fn leaves_of(text: &str) -> Leaves {
        let source = SourceText { report: "a.md", text, shown: text, first_line: 2 };
        leaves(&parse(source).unwrap())
    }

    #[test]
    fn keys_below_others_have_points() {
        #[rustfmt::skip]
        let table = [
            ("keys of ours are passed over",  "date: 2023-11-20\nLoss: 5\nauthor: me\n",            "author=me"),
            ("a mapping",                     "rekt:\n  amount: 31400000\n  date: 2022-05-06\n",    "rekt.amount=31400000 rekt.date=2022-05-06"),
            ("three levels and no more",      "a: {b: {c: 1, d: {e: 2}}}\n",                        "a.b.c=1"),
            ("a list of texts",               "topics: [x, y]\n",                                   "topics=x|y"),
            ("a list of mappings",            "assets:\n  - symbol: ETH\n    amount: 1\n  - symbol: BTC\n", "assets.amount=1 assets.symbol=ETH|BTC"),
            ("nothing",                       "a:\nb: {c: }\nd: []\ne: true\n",                      "e=true"),
        ];
        for (about, text, expected) in table {
            let shown: Vec<String> = leaves_of(text)
                .iter()
                .map(|(key, leaf)| format!("{key}={}", leaf.texts.join("|")))
                .collect();
            assert_eq!(shown.join(" "), expected, "{about}");
        }
        let many: Vec<String> = (0..1000).map(|index| format!("k{index}: 1\n")).collect();
        assert_eq!(leaves_of(&many.concat()).len(), MOST);
    }
}
