//! A new report as Markdown: its front matter, and the sections to be written.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

use crate::domain::{Dimension, Incident, Loss, UNCLASSIFIED};

/// The longest name of a file, in bytes, without the day and the ending.
const LONGEST_SLUG: usize = 60;

/// The sections of a report, each with a line on what belongs in it.
const SECTIONS: [(&str, &str); 5] = [
    ("Summary", "What happened, in two or three sentences: who lost what, when, and how."),
    (
        "Attackers",
        "Who did it, as far as it is known: names, groups, addresses; or that nobody knows.",
    ),
    ("Losses", "What was taken, in which currencies and from whom; what was paid back."),
    ("Timeline", "One line per day or hour: `- **2023-11-20, 14:30 UTC:** what happened`."),
    (
        "Security Failure Causes",
        "What made it possible, one line per cause: `- **Cause:** how it was used`.",
    ),
];

/// The name of the file: `2023-11-20-acme-bridge.md`.
pub fn file_name(incident: &Incident) -> String {
    let entity = incident.labels(Dimension::TargetEntity).first().map_or("", String::as_str);
    format!("{}-{}.md", incident.date(), slug(entity))
}

/// Letters and digits of ASCII, in the case as given, with hyphens between the words.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    // `é` becomes `e` and an accent, which is dropped.
    for character in
        text.nfkd().filter(|character| !unicode_normalization::char::is_combining_mark(*character))
    {
        if slug.len() >= LONGEST_SLUG {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') && character != '\'' && character != '’'
        {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "report".to_owned() } else { slug.to_owned() }
}

/// The text of the front matter between its two lines of dashes.
pub fn front_matter(incident: &Incident) -> String {
    let mut text = format!("date: {}\n", incident.date());
    for dimension in
        [Dimension::TargetEntity, Dimension::EntityType, Dimension::AttackType, Dimension::Tag]
    {
        let labels = incident.labels(dimension);
        let none = labels.is_empty() || dimension.is_required() && labels == [UNCLASSIFIED];
        if !none {
            let key = format!("{text}{}:\n", dimension.key());
            text = labels.iter().fold(key, |text, label| format!("{text}  - {}\n", scalar(label)));
        }
    }
    text = format!("{text}title: {}\n", quoted(incident.title()));
    let loss = match incident.loss() {
        Loss::Unknown => "unknown".to_owned(),
        Loss::Known(amount) => {
            let amount = amount.to_string();
            amount.strip_suffix(".00").map_or(amount.clone(), str::to_owned)
        }
    };
    format!("{text}loss: {loss}\n")
}

/// The whole report.
pub fn text(incident: &Incident) -> String {
    SECTIONS.iter().fold(format!("---\n{}---\n", front_matter(incident)), |text, (title, hint)| {
        format!("{text}\n## {title}\n\n<!-- {hint} -->\n")
    })
}

/// A text as it is where no YAML parser could take it for anything else; otherwise in quotes.
fn scalar(text: &str) -> String {
    let words = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" ()/-".contains(&byte))
    };
    let is_plain = text.starts_with(|it: char| it.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && words(text)
        // Words that some version of YAML reads as a truth value, nothing or a number.
        && !["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
            .contains(&text.to_ascii_lowercase().as_str());
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes, on one line, with escapes for whatever YAML or an editor could lose.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        let lost = character.is_control()
            || matches!(character, '\u{a0}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Writing to a text cannot fail.
            _ if lost => drop(write!(quoted, "\\u{:04X}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        let long = "Long ".repeat(40);
        #[rustfmt::skip]
        let table = [
            ("Kronos",           "Kronos"),
            ("Pike Finance",     "Pike-Finance"),
            ("  Acme, Inc. ",    "Acme-Inc"),
            ("Crédit Zürich",    "Credit-Zurich"),
            ("McDonald's",       "McDonalds"),
            ("../../etc/passwd", "etc-passwd"),
            ("中文",              "report"),
            ("😀 DAO",           "DAO"),
            ("ｆｕｌｌ",           "full"),
            (long.as_str(),      "Long-Long-Long-Long-Long-Long-Long-Long-Long-Long-Long-Long"),
        ];
        for (entity, expected) in table {
            assert_eq!(slug(entity), expected, "{entity}");
        }
    }

    #[test]
    fn texts_in_yaml() {
        #[rustfmt::skip]
        let table = [
            ("Acme Bridge",      "Acme Bridge"),
            ("2Gether",          "\"2Gether\""),
            ("No",               "\"No\""),
            ("51% Attack",       "\"51% Attack\""),
            ("a: b # c",         "\"a: b # c\""),
            ("say \"no\" \\",    "\"say \\\"no\\\" \\\\\""),
            ("a\u{1b}\u{feff}b", "\"a\\u001B\\uFEFFb\""),
            ("😀",               "\"😀\""),
            ("",                 "\"\""),
        ];
        for (text, expected) in table {
            assert_eq!(scalar(text), expected, "{text:?}");
        }
    }
}
