//! What a person or another program reads: findings in several formats, what a code means, and the
//! summary of a run. Values in, text out; only `commands/console.rs` prints.

pub mod check;
pub mod diff;
pub mod explain;
pub mod findings;
pub mod github;
pub mod json;
pub mod progress;
pub mod run_json;
#[cfg(test)]
mod samples;
pub mod sarif;
pub mod summary;
pub mod timings;
pub mod verify;
pub mod worst;

use crate::domain::Finding;

/// `1 file`, `2 files`.
fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// The column after the last character that a finding is about; none without a place.
fn end_column(finding: &Finding) -> Option<usize> {
    let (place, excerpt) = (finding.place?, finding.excerpt.as_ref()?);
    let part = excerpt.line.get(excerpt.start..excerpt.end)?;
    Some(place.column + part.chars().count())
}

/// A text in which nothing is hidden and nothing acts on the terminal: control characters, escape
/// sequences and marks that turn the direction of writing are shown as `\u{1b}`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let hidden = character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}'..='\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}');
        if hidden {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\r\n"), "a\\u{1b}[31mb\\u{d}\\u{a}");
        assert_eq!(visible("\u{202e}live\u{feff}"), "\\u{202e}live\\u{feff}");
        assert_eq!(visible("naïve “quotes” 中文"), "naïve “quotes” 中文");
    }
}
