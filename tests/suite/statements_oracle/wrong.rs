//! Texts made wrong: what the oracle must not let pass.

/// Variants of a text, each with one thing changed: a digit of a number, a direction, two spans.
pub fn variants(text: &str, spans: &[&str]) -> Vec<String> {
    let mut variants: Vec<String> = numbers(text).into_iter().map(|at| bumped(text, at)).collect();
    let words = [
        (" less", " more"),
        (" more", " less"),
        (" fewer", " more"),
        ("largest", "smallest"),
        ("costliest", "cheapest"),
        ("unknown", "$0"),
        (" known", " unknown"),
        ("all with", "none with"),
    ];
    for (word, other) in words.into_iter().filter(|it| text.contains(it.0)) {
        variants.push(text.replacen(word, other, 1));
    }
    if let [one, .., other] = spans
        && one != other
    {
        let marked = text.replacen(one, "\u{1}", 1);
        variants.push(marked.replacen(other, one, 1).replacen('\u{1}', other, 1));
    }
    variants.retain(|it| it != text);
    variants
}

/// Where numbers begin: a digit that no letter, digit, point or comma stands before.
fn numbers(text: &str) -> Vec<usize> {
    let mut before = ' ';
    let mut found = Vec::new();
    for (at, letter) in text.char_indices() {
        let is_inside = before.is_alphanumeric() || matches!(before, '.' | ',' | '-' | '_');
        if letter.is_ascii_digit() && !is_inside {
            found.push(at);
        }
        before = letter;
    }
    found
}

/// The text with another digit there.
fn bumped(text: &str, at: usize) -> String {
    let digit = text[at..].bytes().next().map_or(b'0', |it| it);
    let other = if digit == b'9' { '1' } else { char::from(digit + 1) };
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}
