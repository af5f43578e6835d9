//! The page of small documents, written out; what reports say never becomes markup.

use crate::charts::Canvas;
use crate::charts::layout::spec::{Anchor, ChartSpec, Mark};
use crate::claims::report::key_figures::Figure;
use crate::claims::{Form, Number, Part, Sentence, Source, Take};
use crate::domain::checksum::sha256_base64;
use crate::report::model::{Align, Block, Cell, Document, Grid, Head, Section};

use super::{Picture, blocks, html};

const HOSTILE: &str = "</style></script><script>alert(1)</script>\"><img src=x onerror=alert(1)>";

#[allow(clippy::unnecessary_wraps, reason = "a sentence takes a number that may not be there")]
fn number(shown: &str, value: &str) -> Option<Number> {
    let source = Source {
        table: "t".into(),
        take: Take::Cell,
        row: vec![],
        except: vec![],
        column: "c".into(),
        of: None,
    };
    Some(Number { shown: shown.into(), value: value.into(), form: Form::Dollars, source })
}

fn head(title: &str, align: Align) -> Head {
    Head { title: Sentence::plain(title), align }
}

fn grid(name: &str) -> Grid {
    let cell = |content: Sentence, order: &str| Cell { content, order: Some(order.into()) };
    let row = |name: &str, shown, value| {
        let loss = Sentence::cell(number(shown, value), "");
        vec![Cell { content: Sentence::default().name(name), order: None }, cell(loss, value)]
    };
    Grid {
        caption: Sentence::plain("Losses"),
        heads: vec![head("Target", Align::Left), head("Loss", Align::Right)],
        rows: vec![row(name, "$2", "2.00"), row("B", "unknown", "")],
        total: Some(row("Total", "$2", "2.00")),
        sortable: true,
    }
}

fn picture() -> Picture {
    let spec = |canvas: Canvas| ChartSpec {
        name: "losses".into(),
        title: Sentence::default().name(HOSTILE),
        subtitle: Sentence::default().name(HOSTILE),
        footnote: Sentence::default(),
        description: Sentence::default().name(HOSTILE),
        width: canvas.width,
        height: 40.0,
        marks: vec![Mark::text(0.0, 30.0, Anchor::Start, canvas.label(), HOSTILE)],
    };
    Picture::new(&spec(Canvas::WIDE), &spec(Canvas::NARROW)).unwrap()
}

fn made(block: &Block) -> String {
    blocks::block(block, "s-0", &[picture()]).into_string()
}

#[test]
fn blocks_of_words() {
    let plain = Sentence::plain;
    let figure = Figure {
        name: "Total loss",
        value: Sentence::of(vec![Part::Strong(number("$2", "2.00").unwrap())]),
        notes: vec![plain("up a bit")],
    };
    #[rustfmt::skip]
    let table = [
        (Block::Text(plain("a")),                       "<p>a</p>"),
        (Block::Note(plain("a")),                       "<p class=\"note\">a</p>"),
        (Block::Points(vec![plain("a"), plain("b")]),   "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        (Block::Terms(vec![("a".into(), plain("b"))]),  "<dl class=\"terms\">\n<div><dt>a</dt><dd>b</dd></div>\n</dl>"),
        (Block::Figures(vec![figure]),
            "<dl class=\"figures\">\n<div><dt>Total loss</dt><dd class=\"value\"><strong><data value=\"2.00\">$2</data></strong></dd>\
             <dd>up a bit</dd></div>\n</dl>"),
        (Block::Chart("not among the pictures"),        ""),
    ];
    for (block, expected) in table {
        assert_eq!(made(&block), expected);
    }
}

#[test]
fn a_table_says_what_its_cells_are() {
    insta::assert_snapshot!(made(&Block::Grid(grid("A <b>"))), @r#"
    <div class="table" role="region" aria-labelledby="s-0" tabindex="0"><table data-sortable>
    <caption id="s-0"><span>Losses</span></caption>
    <thead><tr><th scope="col" class="s">Target</th><th scope="col" class="n">Loss</th></tr></thead>
    <tbody>
    <tr><th scope="row" class="s"><bdi>A &lt;b&gt;</bdi></th><td class="n" data-order="2.00"><data value="2.00">$2</data></td></tr>
    <tr><th scope="row" class="s"><bdi>B</bdi></th><td class="n" data-order=""><data value="">unknown</data></td></tr>
    </tbody>
    <tfoot><tr><th scope="row" class="s"><bdi>Total</bdi></th><td class="n" data-order="2.00"><data value="2.00">$2</data></td></tr></tfoot>
    </table></div>
    "#);
    let folded = made(&Block::Folded(grid("A")));
    let begins = "<details class=\"folded\">\n<summary>Losses</summary>\n<div class=\"table\"";
    assert!(folded.starts_with(begins), "{folded}");
    assert!(folded.contains("<caption id=\"s-0\" class=\"unseen\">"), "{folded}");
}

#[test]
fn columns_take_the_room_that_their_words_need() {
    #[rustfmt::skip]
    let table = [
        ("2023-11-10",                              "class=\"s\""),
        ("Sixteen letters.",                        "class=\"s\""),
        ("Seventeen letters",                       ""),
        (&"so many letters!".repeat(3)[..47],       ""),
        (&"so many letters!".repeat(3),             "class=\"l\""),
    ];
    for (name, class) in table {
        let head = format!("<th scope=\"col\" {class}").trim_end().to_owned() + ">Target";
        assert!(made(&Block::Grid(grid(name))).contains(&head), "{name}: {head}");
    }
}

#[test]
fn a_chart_is_there_twice_and_its_words_once() {
    let figure = made(&Block::Chart("losses")).replace("<wbr>", "");
    for (part, times) in [
        ("<svg ", 2),
        ("role=\"img\"", 2),
        ("id=\"losses-wide-title\"", 1),
        ("id=\"losses-narrow-title\"", 1),
        ("<figcaption>", 1),
        ("class=\"source\"", 0),
        ("<script", 0),
        ("<img", 0),
        // Caption, subtitle; title, description and label of both pictures.
        ("&lt;script&gt;alert(1)", 8),
    ] {
        assert_eq!(figure.matches(part).count(), times, "{part} in {figure}");
    }
}

fn document(text: &str) -> Document {
    let name = || Sentence::default().name(text).code(text).link(text, Some(text.into()));
    let blocks = vec![
        Block::Text(name()),
        Block::Terms(vec![(text.into(), name())]),
        Block::Grid(Grid { caption: Sentence::default().name(text), ..grid(text) }),
        Block::Chart("losses"),
    ];
    Document {
        title: Sentence::default().name(text),
        period: "2023".into(),
        lead: name(),
        sections: vec![Section { id: "one", title: text.into(), blocks }],
    }
}

#[test]
fn no_text_becomes_an_element() {
    let page = html(&document(HOSTILE), &[picture()]);
    for (part, times) in [("<script", 1), ("</script", 1), ("</style", 1), ("<img", 0)] {
        assert_eq!(page.matches(part).count(), times, "{part} in {page}");
    }
    // The link leads into the folder of the page, whatever it says.
    assert!(page.contains("<a href=\"&lt;/style&gt;"), "{page}");
    let controls = html(&document("a\u{0}b\u{1b}[1m\u{85}"), &[]);
    assert!(!controls.chars().any(|it| it.is_control() && it != '\n'), "{controls:?}");
}

#[test]
fn the_policy_lets_only_our_style_and_our_script_in() {
    let page = html(&document("A"), &[]);
    let between = |from: &str, to: &str| {
        let start = page.find(from).unwrap() + from.len();
        &page[start..start + page[start..].find(to).unwrap()]
    };
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for (kind, from, to) in [("style", "<style>", "</style>"), ("script", "<script>", "</script>")]
    {
        let source = format!("{kind}-src 'sha256-{}'", sha256_base64(between(from, to)));
        assert!(policy.contains(&source), "{source} in {policy}");
    }
    assert!(super::SCRIPT.len() < 3000, "the script is small");
}
