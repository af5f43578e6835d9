//! Findings about all reports together: a field that none of them has is reported once, and not once
//! per report.

use crate::domain::{Code, Dimension, Finding};
use crate::loader::normalize::labels::no_label;
use crate::loader::parse::fields::{Field, exact, field_of};
use crate::loader::parse::front_matter::{FrontMatter, Value};

use super::{Candidate, SAMPLE, Survey};

/// The fields that are reported if no report states them, the most important first. Tags are optional.
const NEEDED: [Field; 6] = [
    Field::Loss,
    Field::Date,
    Field::Labels(Dimension::AttackType),
    Field::Labels(Dimension::EntityType),
    Field::Labels(Dimension::TargetEntity),
    Field::Title,
];
/// This many reports are a collection: in fewer, the field is reported for each.
const FEWEST: usize = 2;

/// The fields that a report states; labels only if there are any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated(u8);

impl Stated {
    /// The fields of a front matter.
    pub fn of(matter: &FrontMatter<'_>) -> Self {
        let is_stated = |field: Field, value: &Value<'_>| match (field, value) {
            (Field::Labels(_), Value::Scalar(text)) => !text.text.trim().is_empty(),
            (Field::Labels(_), Value::List(items)) => !items.is_empty(),
            _ => true,
        };
        let read = |which: fn(&str) -> Option<Field>| {
            let fields =
                matter.entries.iter().filter_map(|entry| Some((which(&entry.key.text)?, entry)));
            let stated = fields.filter(|(field, entry)| is_stated(*field, &entry.value));
            stated.fold(0, |bits, (field, _)| bits | bit(field))
        };
        // Other spellings take their time: a report that has all fields is not searched for them.
        let needed = NEEDED.into_iter().fold(0, |bits, field| bits | bit(field));
        let exact = read(exact);
        Self(if exact & needed == needed { exact } else { read(field_of) })
    }
}

const fn bit(field: Field) -> u8 {
    match field {
        Field::Date => 1,
        Field::Title => 2,
        Field::Loss => 4,
        Field::Labels(dimension) => 8 << dimension as u8,
    }
}

/// The fields that no report states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Absent {
    fields: Vec<Field>,
    /// How many reports have a front matter.
    reports: usize,
}

impl Absent {
    /// Puts together what the reports state that have a front matter.
    pub(crate) fn of(reports: impl Iterator<Item = Stated>) -> Self {
        let (count, all) =
            reports.fold((0, 0), |(count, bits), stated| (count + 1, bits | stated.0));
        let mut fields = NEEDED.to_vec();
        fields.retain(|field| count >= FEWEST && all & bit(*field) == 0);
        Self { fields, reports: count }
    }

    /// Whether there is nothing to report.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Whether a finding about one report repeats one about all of them.
    pub(crate) fn covers(&self, finding: &Finding) -> bool {
        let says = |field: &Field| match field {
            // Each report without a day is rejected, or takes that of its file name.
            Field::Date => false,
            Field::Loss => finding.code == Code::MissingLoss,
            Field::Title => finding.code == Code::MissingTitle,
            Field::Labels(dimension) => {
                finding.code == Code::NoLabels && finding.fact == no_label(*dimension)
            }
        };
        self.fields.iter().any(says)
    }

    /// One finding for each field: a warning that names the keys that look like it, or, of labels
    /// without any, a note.
    pub(crate) fn findings(&self, survey: &Survey) -> Vec<Finding> {
        self.fields.iter().map(|field| self.finding(*field, &survey.candidates(*field))).collect()
    }

    fn finding(&self, field: Field, candidates: &[Candidate]) -> Finding {
        let absent = format!("none of the {} reports has `{}`", self.reports, field.key());
        let code = match field {
            Field::Labels(_) if candidates.is_empty() => Code::NoLabelsAnywhere,
            _ => Code::MissingEverywhere,
        };
        let fact = format!("{absent}{}", self.found_in(candidates));
        let help = help(field, candidates.first().map(|candidate| candidate.key.as_str()));
        let amounts = candidates.first().filter(|_| field == Field::Loss);
        Finding { stake: amounts.map(|it| it.sum), ..Finding::about_all(code, fact, &help) }
    }

    /// `; a holds numbers in 57, b in 12`.
    fn found_in(&self, candidates: &[Candidate]) -> String {
        let sample = format!(" of the first {SAMPLE}");
        let of = if self.reports > SAMPLE { sample.as_str() } else { "" };
        let one = |(index, candidate): (usize, &Candidate)| match index {
            0 => format!(
                "; `{}` holds {} in {}{of}",
                candidate.key, candidate.what, candidate.reports
            ),
            _ => format!(", `{}` in {}", candidate.key, candidate.reports),
        };
        candidates.iter().enumerate().map(one).collect()
    }
}

/// What to do about a field that no report states; `key` is the one that looks most like it.
fn help(field: Field, key: Option<&str>) -> String {
    match (field, key) {
        (Field::Loss, None) => {
            "every loss is unknown: write `loss: 26000000`, in US dollars, or `loss: unknown`"
                .into()
        }
        (Field::Loss, Some(key)) => format!(
            "every loss is unknown: if `{key}` is what was lost, in US dollars, write it as `loss: 26000000`"
        ),
        (Field::Date, None) => "write the day of the event as `date: 2023-11-20`".into(),
        (Field::Date, Some(key)) => {
            format!("if `{key}` is the day of the event, write it as `date: 2023-11-20`")
        }
        (Field::Title, None) => "the file names are used instead: write `title: \"...\"`".into(),
        (Field::Title, Some(key)) => format!(
            "the file names are used instead: if `{key}` is the headline, write `title:` instead"
        ),
        (Field::Labels(dimension), None) => format!(
            "nothing to do if the reports are not about that; otherwise add `{}:` with one `- label` per line",
            dimension.key()
        ),
        (Field::Labels(dimension), Some(key)) => format!(
            "all incidents are counted under (unclassified): if `{key}` has the {}, write `{}:` instead",
            dimension.words().1,
            dimension.key()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::parse::front_matter as parse;
    use crate::loader::parse::split::SourceText;

    fn stated(text: &str) -> Stated {
        Stated::of(&parse(SourceText { report: "a.md", text, shown: text, first_line: 2 }).unwrap())
    }

    #[test]
    fn fields_that_no_report_states() {
        const REST: &str = "entity-types: x\ntarget-entities: x\ntitle: x\n";
        #[rustfmt::skip]
        let table: [(&str, &[&str], &[&str]); 7] = [
            // what the row is about           what the reports state besides                         absent
            ("all fields",                     &["date: x\nloss: 1\nattack-types: x\n", ""],           &[]),
            ("some in one, some in another",   &["date: x\nloss: 1\n", "attack-types: [x]\n"],         &[]),
            ("another spelling is the field",  &["date: x\nLoss: 1\n", "categories: x\n"],             &[]),
            ("no loss",                        &["date: x\nattack-types: x\n", "lossUsd: 5\n"],        &["loss"]),
            ("an empty loss is a statement",   &["date: x\nattack-types: x\n", "loss:\n"],             &[]),
            ("an empty label is none",         &["date: x\nloss: 1\nattack-types:\n", ""],             &["attack-types"]),
            ("one report is no collection",    &["title: x\n"],                                        &[]),
        ];
        for (about, texts, expected) in table {
            let absent = Absent::of(texts.iter().map(|text| stated(&format!("{REST}{text}"))));
            let keys: Vec<&str> = absent.fields.iter().map(|it| it.key()).collect();
            assert_eq!(keys, expected, "{about}");
        }
    }

    #[test]
    fn what_is_told_once_is_not_told_of_each() {
        let absent =
            Absent { fields: vec![Field::Loss, Field::Labels(Dimension::EntityType)], reports: 2 };
        let about = |code, fact: String| Finding::about(code, "a.md", fact, "h");
        #[rustfmt::skip]
        let table = [
            (about(Code::MissingLoss, "x".into()),                          true),
            (about(Code::NoLabels, no_label(Dimension::EntityType)),        true),
            (about(Code::NoLabels, no_label(Dimension::AttackType)),        false),
            (about(Code::MissingTitle, "x".into()),                         false),
        ];
        for (finding, expected) in table {
            assert_eq!(absent.covers(&finding), expected, "{finding:?}");
        }
    }
}
