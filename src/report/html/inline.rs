//! Sentences, names and links.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::claims::{Number, Part, Sentence};

/// A sentence with its markup.
pub(super) fn sentence(sentence: &Sentence) -> Markup {
    html! { @for it in &sentence.0 { (part(it)) } }
}

fn part(part: &Part) -> Markup {
    html! {
        @match part {
            Part::Text(text) | Part::Span { shown: text, .. } => { (clean(text)) },
            // A name may run from right to left; it must not turn the words around it.
            Part::Name(text) => bdi { (clean(text)) },
            Part::Code(text) => code { (clean(text)) },
            Part::Link { text, href, .. } => @match address(href) {
                Some(address) => a href=(address) rel="noopener" { (clean(text)) },
                None => code { (clean(text)) },
            },
            Part::Number(it) => { (number(it)) },
            Part::Strong(it) => strong { (number(it)) },
        }
    }
}

/// A number with its exact value for programs that read the page.
fn number(number: &Number) -> Markup {
    html! { data value=(clean(&number.value)) { (clean(&number.shown)) } }
}

/// A text without control characters, which no page may hold.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect())
    } else {
        Cow::Borrowed(text)
    }
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
