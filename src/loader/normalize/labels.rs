//! The labels of a report: lists and texts, commas, and those that the taxonomy does not know.

use std::borrow::Cow;

use crate::domain::label::clean_label;
use crate::domain::{Code, Dimension, LabelKey, Taxonomy};
use crate::loader::Noted;
use crate::loader::parse::fields::Field;
use crate::loader::parse::front_matter::{Spanned, Value};

use super::reader::Reader;

/// What to do about a label that is similar to none in the taxonomy: [`super::label_hints`] looks among the
/// labels of all reports.
pub(crate) const NO_HINT: &str = "add it to the taxonomy if it is correct";

/// What to do about a label, if the taxonomy has one that is like it.
fn hint(near: Option<&str>, label: &str) -> String {
    near.map_or_else(
        || NO_HINT.to_owned(),
        |near| {
            format!(
                "did you mean {near:?}? If so, correct the report; if both names mean the same, add {label:?} to its aliases"
            )
        },
    )
}

/// The fact about a label that the taxonomy does not know.
pub(crate) fn unknown_label(dimension: Dimension, label: &str) -> String {
    format!("the {} {label:?} is not in the taxonomy; it is kept", dimension.words().0)
}

/// The fact about a report without a label of a dimension.
pub(crate) fn no_label(dimension: Dimension) -> String {
    format!("no {} is given; the incident is counted under (unclassified)", dimension.words().0)
}

impl Reader<'_, '_> {
    /// The labels of a dimension, cleaned but spelled as written.
    pub(crate) fn labels(
        &mut self,
        dimension: Dimension,
        taxonomy: &Taxonomy,
        noted: &mut Noted,
    ) -> Vec<String> {
        let mut labels = Vec::new();
        let key = dimension.key();
        let mut texts: Vec<&Spanned<'_>> = Vec::new();
        let value = self.entry(Field::Labels(dimension)).map(|entry| &entry.value);
        let is_list = matches!(value, Some(Value::List(_)));
        match value {
            None => {}
            Some(Value::Scalar(text)) => texts.push(text),
            Some(Value::List(items)) => texts.extend(items),
            Some(Value::Nested(span)) => {
                let fact =
                    format!("`{key}` must be a text or a list of texts, but its value is nested");
                self.find(Code::BadValue, span, fact, "write one `- label` per line");
                return labels;
            }
        }
        let dashed;
        if let Some(Value::Scalar(text)) = value {
            dashed = self.dashed_items(text);
            if !dashed.is_empty() {
                texts = dashed.iter().collect();
            }
        }
        let alone = texts.len() == 1;
        for text in texts {
            for label in self.split_labels(text, dimension, alone, is_list, taxonomy) {
                let mut is_news = |key| {
                    taxonomy.canonical(dimension, &key).is_none() && noted.insert((dimension, key))
                };
                if !taxonomy.entries(dimension).is_empty() && is_news(LabelKey::of(&label)) {
                    let fact = unknown_label(dimension, &label);
                    let help = hint(taxonomy.nearest(dimension, &label), &label);
                    self.find(Code::UnknownLabel, &text.span, fact, &help);
                }
                labels.push(label);
            }
        }
        if labels.is_empty() && dimension.is_required() && !self.rejected {
            self.find_missing(
                Code::NoLabels,
                no_label(dimension),
                &format!("add `{key}:` with one `- label` per line"),
            );
        }
        labels
    }

    /// The items of a list whose dashes have no space after them. If they are indented, YAML reads
    /// them as one text over several lines, without an error.
    fn dashed_items(&mut self, text: &Spanned<'_>) -> Vec<Spanned<'static>> {
        let written = self.matter.source.text.get(text.span.clone()).unwrap_or_default();
        let lines: Vec<&str> = written.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.is_empty() || !lines.iter().all(|line| line.trim_start().starts_with('-')) {
            return Vec::new();
        }
        let fact = "there is no space after the dash; the line was read as a list item".to_owned();
        self.find(Code::DashWithoutBlank, &text.span, fact, "put a space after the dash");
        let item = |line: &&str| Spanned {
            text: Cow::Owned(line.trim().trim_start_matches('-').trim().to_owned()),
            span: text.span.clone(),
        };
        lines.iter().map(item).collect()
    }

    /// The labels in one text: usually one; several if they are separated by commas.
    fn split_labels(
        &mut self,
        text: &Spanned<'_>,
        dimension: Dimension,
        alone: bool,
        is_item: bool,
        taxonomy: &Taxonomy,
    ) -> Vec<String> {
        let whole = clean_label(&text.text);
        if matches!(whole.as_str(), "" | "~" | "null") {
            return Vec::new();
        }
        if !whole.contains(',') {
            return vec![whole];
        }
        let known = taxonomy.canonical(dimension, &LabelKey::of(&whole)).is_some();
        let parts: Vec<String> = whole.split(',').map(clean_label).collect();
        let company = parts.iter().skip(1).any(|part| is_company_ending(part));
        // Within quotes of a list item a comma belongs to the label.
        let quoted = is_item && self.is_quoted(text);
        if !alone || quoted || known || company || parts.iter().any(String::is_empty) {
            return vec![whole];
        }
        let fact = format!("`{whole}` was read as {} {}", parts.len(), dimension.words().1);
        self.find(Code::CommaInLabel, &text.span, fact, "write one `- label` per line");
        parts
    }

    fn is_quoted(&self, text: &Spanned<'_>) -> bool {
        let written = self.matter.source.text.get(text.span.clone()).unwrap_or_default();
        written.starts_with(['"', '\''])
    }
}

/// `Acme, Inc.` is one company, not two.
fn is_company_ending(part: &str) -> bool {
    let plain = part.trim_end_matches('.').to_lowercase();
    [
        "inc", "ltd", "llc", "llp", "corp", "co", "gmbh", "s.a", "sa", "ag", "limited", "l.p",
        "lp", "plc",
    ]
    .contains(&plain.as_str())
}
