//! Sentences, names and links.

use std::borrow::Cow;

use maud::{Markup, html};
use unicode_normalization::char::is_combining_mark;

use crate::claims::{Part, Sentence};

/// A sentence with its markup.
pub(crate) fn sentence(sentence: &Sentence) -> Markup {
    html! { @for it in sentence.parts() { (part(it)) } }
}

fn part(part: &Part) -> Markup {
    html! {
        @match part {
            Part::Text(text) | Part::Span { shown: text, .. } => { (breakable(text)) },
            // A name may run from right to left; it must not turn the words around it.
            Part::Name(text) => bdi { (breakable(text)) },
            Part::Code(text) => code { (breakable(text)) },
            Part::Link { text, href, .. } => @match address(href) {
                Some(address) => a href=(address) rel="noopener" { (breakable(text)) },
                None => code { (breakable(text)) },
            },
            Part::Number(it) => { (number(&it.value, &it.shown)) },
            Part::Strong(it) => strong { (number(&it.value, &it.shown)) },
        }
    }
}

/// A number with its exact value for programs that read the page.
pub(crate) fn number(value: &str, shown: &str) -> Markup {
    html! { data value=(clean(value)) { (clean(shown)) } }
}

/// A text without control characters, which no page may hold.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// What has more letters than this without a blank may go over several lines.
const LONGEST_WORD: usize = 18;

/// A text that fits any column: words stay whole, but for those that no column has room for. Paths
/// and names made of several words may end a line behind a sign.
pub(crate) fn breakable(text: &str) -> Markup {
    html! {
        @for word in clean(text).split_inclusive(char::is_whitespace) {
            @for (at, piece) in pieces(word).into_iter().enumerate() {
                @if at > 0 { wbr; }
                (piece)
            }
        }
    }
}

/// A word in pieces that may stand on lines of their own: one, if it is not too long.
fn pieces(word: &str) -> Vec<&str> {
    if word.trim_end().chars().count() <= LONGEST_WORD {
        return vec![word];
    }
    let (mut pieces, mut begin, mut letters) = (Vec::new(), 0, 0);
    let next = word.char_indices().skip(1);
    for ((_, letter), (end, next)) in word.char_indices().zip(next) {
        letters += 1;
        let may_end = next.is_alphanumeric() && !is_combining_mark(next);
        if may_end && (!letter.is_alphanumeric() || letters >= LONGEST_WORD) {
            pieces.push(&word[begin..end]);
            (begin, letters) = (end, 0);
        }
    }
    pieces.push(&word[begin..]);
    pieces
}

/// An address that may become a link: of the web, of mail, or relative to the page. `None` of any
/// other, such as `javascript:`.
///
/// # Source
///
/// WHATWG URL standard, section 4.4: browsers drop control characters and blanks around an address,
/// and tabs and line breaks within it, before they look for a scheme.
fn address(href: &str) -> Option<String> {
    let address: String = href.chars().filter(|it| !it.is_control()).collect();
    let address = address.trim();
    let before_path = address.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let allowed = match before_path.split_once(':') {
        None => true,
        Some((scheme, _)) => {
            ["http", "https", "mailto"].iter().any(|it| it.eq_ignore_ascii_case(scheme))
        }
    };
    allowed.then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_become_links() {
        #[rustfmt::skip]
        let table = [
            ("tables/a.csv",                    Some("tables/a.csv")),
            ("../data/reports/a%3Ab.md",        Some("../data/reports/a%3Ab.md")),
            ("./a:b.md",                        Some("./a:b.md")),
            ("https://example.org/a:b",         Some("https://example.org/a:b")),
            ("HTTP://example.org",              Some("HTTP://example.org")),
            ("mailto:desk@example.org",         Some("mailto:desk@example.org")),
            ("//example.org/a",                 Some("//example.org/a")),
            ("#method",                         Some("#method")),
            ("java\nscript:alert(1)",           None),
            ("javascript:alert(1)//reports/",   None),
            ("\u{1} JavaScript:alert(1)",       None),
            ("java\tscript:alert(1)",           None),
            ("data:text/html,<script>",         None),
            ("vbscript:x",                      None),
            ("file:///etc/passwd",              None),
            ("blob:https://example.org/a",      None),
        ];
        for (href, expected) in table {
            assert_eq!(address(href).as_deref(), expected, "{href:?}");
        }
    }

    #[test]
    fn only_words_that_no_column_has_room_for_are_parted() {
        let longest = "misrepresentations";
        #[rustfmt::skip]
        let table = [
            ("",                                        ""),
            ("Infrastructure Attack",                   "Infrastructure Attack"),
            (" two  blanks\n",                          " two  blanks "),
            (longest,                                   longest),
            (&format!("a {longest}x b"),                "a misrepresentations<wbr>x b"),
            ("tables/losses_by_attack_type.csv",        "tables/<wbr>losses_<wbr>by_<wbr>attack_<wbr>type.<wbr>csv"),
            ("https://example.org/a<b>",                "https://<wbr>example.<wbr>org/<wbr>a&lt;<wbr>b&gt;"),
            (&"x".repeat(40),                           &[&"x".repeat(18), &"x".repeat(18), "xxxx"].map(ToOwned::to_owned).join("<wbr>")),
            (&format!("{}e\u{301}f", "x".repeat(17)),   &format!("{}e\u{301}<wbr>f", "x".repeat(17))),
        ];
        for (text, expected) in table {
            assert_eq!(breakable(text).into_string(), *expected, "{text}");
        }
    }

    #[test]
    fn parts_have_their_markup_and_texts_have_none() {
        let link = |text: &str, href: &str| {
            sentence(&Sentence::default().link(text, Some(href.into()))).into_string()
        };
        #[rustfmt::skip]
        let table = [
            (sentence(&Sentence::plain("a < b & \"c\"")).into_string(),     "a &lt; b &amp; &quot;c&quot;"),
            (sentence(&Sentence::default().name("<b>")).into_string(),      "<bdi>&lt;b&gt;</bdi>"),
            (sentence(&Sentence::default().code("a\0b")).into_string(),     "<code>a b</code>"),
            (link("<i>", "a\"b>"),                                          "<a href=\"a&quot;b&gt;\" rel=\"noopener\">&lt;i&gt;</a>"),
            (link("x", "javascript:alert(1)"),                              "<code>x</code>"),
        ];
        for (made, expected) in table {
            assert_eq!(made, expected);
        }
    }
}
