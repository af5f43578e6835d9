//! Looks fields up in a front matter, and collects what is found wrong with them.

use std::ops::Range;

use crate::domain::{Code, Finding, Severity};
use crate::loader::parse::fields::{Field, Key, is_older_name, read_key};
use crate::loader::parse::front_matter::{Entry, FrontMatter, Spanned, Value};

/// A front matter on its way to an incident, and what was found on the way.
pub(crate) struct Reader<'a, 'b> {
    pub(crate) matter: &'a FrontMatter<'a>,
    pub(crate) findings: &'b mut Vec<Finding>,
    pub(crate) rejected: bool,
}

impl<'a> Reader<'a, '_> {
    pub(crate) fn find(&mut self, code: Code, span: &Range<usize>, fact: String, help: &str) {
        self.rejected |= code.severity() == Severity::Error;
        self.findings.push(self.matter.source.finding(code, span.clone(), fact, help));
    }

    /// A finding about something that is not there.
    pub(crate) fn find_missing(&mut self, code: Code, fact: String, help: &str) {
        self.rejected |= code.severity() == Severity::Error;
        self.findings.push(Finding::about(code, self.matter.source.report, fact, help));
    }

    /// The file name without its folder and ending.
    pub(crate) fn stem(&self) -> &'a str {
        let name = self.matter.source.report.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The entry of a field, by its documented key or another spelling of it.
    pub(crate) fn entry(&self, field: Field) -> Option<&'a Entry<'a>> {
        self.matter.entry(field)
    }

    /// Repeated keys, other spellings, near misses.
    pub(crate) fn check_keys(&mut self) {
        let mut seen: Vec<(Option<Field>, &Spanned<'_>)> = Vec::new();
        for entry in &self.matter.entries {
            let key = &entry.key;
            let read = read_key(&key.text);
            let field = match read {
                Key::Exact(field) | Key::Respelled(field) => Some(field),
                Key::NearMiss(_) | Key::Unknown => None,
            };
            if let Key::Respelled(field) = read
                && let Some(documented) = self.documented_beside(&key.text, field)
            {
                self.left_out(entry, documented);
                continue;
            }
            let first = seen.iter().find(|(other, spelled)| {
                field.is_some() && *other == field || spelled.text == key.text
            });
            if let Some((_, first)) = first {
                let line = self.matter.source.place(first.span.start).line;
                let fact = if first.text == key.text {
                    format!("the key `{}` appears twice, first on line {line}", key.text)
                } else {
                    format!("`{}` and, on line {line}, `{}` are the same key", key.text, first.text)
                };
                self.find(Code::RepeatedKey, &key.span, fact, "keep the one that is right");
            } else if let Key::Respelled(field) = read {
                let fact = format!("the key `{}` was read as `{}`", key.text, field.key());
                self.find(Code::KeySpelling, &key.span, fact, &format!("write `{}:`", field.key()));
            } else if let Key::NearMiss(field) = read {
                let fact = format!("the key `{}` is unknown; it was ignored", key.text);
                self.find(
                    Code::NearMissKey,
                    &key.span,
                    fact,
                    &format!("did you mean `{}`?", field.key()),
                );
            }
            seen.push((field, key));
        }
    }

    /// The entry of the documented key of a field, if another spelling is an older name of it: then
    /// the documented one counts.
    fn documented_beside(&self, spelling: &str, field: Field) -> Option<&'a Entry<'a>> {
        let documented = self.entry(field).filter(|entry| entry.key.text == field.key())?;
        is_older_name(spelling).then_some(documented)
    }

    /// Warns of the value of an older name, which is ignored.
    fn left_out(&mut self, entry: &Entry<'_>, documented: &Entry<'_>) {
        let (key, name) = (&entry.key.text, &documented.key.text);
        let value = match &entry.value {
            Value::Scalar(text) => format!("`{}`", text.text.trim()),
            Value::List(items) => {
                let texts: Vec<&str> = items.iter().map(|item| item.text.trim()).collect();
                format!("`{}`", texts.join(", "))
            }
            Value::Nested(_) => "its nested value".to_owned(),
        };
        let fact = format!(
            "`{key}` is an older name of `{name}`, which is also there and takes precedence; {value} was ignored"
        );
        let help = format!("move what belongs to the incident to `{name}`, and delete `{key}`");
        self.find(Code::LeftOutKey, &entry.key.span, fact, &help);
    }

    /// The one text of a field; `None` without an entry. Anything but a text is an error.
    pub(crate) fn scalar(&mut self, field: Field) -> Result<Option<&'a Spanned<'a>>, ()> {
        let Some(entry) = self.entry(field) else { return Ok(None) };
        match &entry.value {
            Value::Scalar(text) => Ok(Some(text)),
            Value::List(items) if items.len() == 1 => Ok(items.first()),
            Value::List(_) | Value::Nested(_) => {
                let fact = format!(
                    "`{}` must be a single text, but its value is a list or mapping",
                    field.key()
                );
                self.find(
                    Code::BadValue,
                    &entry.key.span,
                    fact,
                    "keep one value, on the same line as the key",
                );
                Err(())
            }
        }
    }
}
