//! The texts of a chart as elements of an SVG: letters of a typeface, one element for each line, or
//! outlines for programs that lack the typeface.

use serde::{Deserialize, Serialize};

use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::{Anchor, ChartSpec, Run, TextMark};
use crate::charts::layout::text_mark::GAP;
use crate::charts::layout::typeface::Weight;

/// How the SVG files of charts hold their letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Letters {
    /// As text in a typeface: small, and can be selected, searched and edited.
    #[default]
    Font,
    /// As shapes: they look the same in every program.
    Outlines,
}

impl Letters {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Font, Self::Outlines];

    /// The name, for the command line and the manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Font => "font",
            Self::Outlines => "outlines",
        }
    }
}

/// The texts of a chart as elements, in their order, for programs that may lack the typeface: a text
/// that has no room for a wider one is set to its width.
pub(crate) fn texts(spec: &ChartSpec, colour: &dyn Fn(Ink) -> String) -> Vec<String> {
    let set = |mark: &TextMark| {
        let width = mark.set_width().map_or_else(String::new, |width| {
            format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", decimal(width))
        });
        element(mark, &width, colour)
    };
    spec.texts().map(set).collect()
}

/// The same for a program that has the typeface: each has an id of its own.
pub(crate) fn identified_texts(spec: &ChartSpec, colour: &dyn Fn(Ink) -> String) -> Vec<String> {
    let texts = spec.texts().enumerate();
    texts.map(|(at, mark)| element(mark, &format!(" id=\"{}\"", identified(at)), colour)).collect()
}

/// The id of the text at this place.
pub(crate) fn identified(at: usize) -> String {
    format!("text-{at}")
}

/// A line of text as one element, whose runs follow each other wherever the one before ends.
fn element(mark: &TextMark, more: &str, colour: &dyn Fn(Ink) -> String) -> String {
    if mark.runs.is_empty() {
        return String::new();
    }
    let anchor = match mark.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (x, y, size) = (decimal(mark.x), decimal(mark.baseline), decimal(mark.size()));
    let place = format!("x=\"{x}\" y=\"{y}\"{anchor} font-size=\"{size}\"{more}");
    if let [run] = mark.runs.as_slice() {
        return format!("<text {place}{}>{}</text>\n", look(run, colour), escaped(&run.text));
    }
    let mut text = format!("<text {place}>");
    for run in &mark.runs {
        text.extend(run.is_apart.then_some(GAP));
        let size = if (run.style.size - mark.size()).abs() < 0.01 {
            String::new()
        } else {
            format!(" font-size=\"{}\"", decimal(run.style.size))
        };
        let look = look(run, colour);
        text.extend(["<tspan", &size, &look, ">", &escaped(&run.text), "</tspan>"]);
    }
    text + "</text>\n"
}

/// How a run looks, and its value, as attributes.
fn look(run: &Run, colour: &dyn Fn(Ink) -> String) -> String {
    let weight = match run.style.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"bold\"",
    };
    format!(" fill=\"{}\"{weight}{}", colour(run.style.ink), value(run))
}

/// The value of a run as an attribute.
pub(crate) fn value(run: &Run) -> String {
    run.value.as_ref().map_or_else(String::new, |it| format!(" data-value=\"{}\"", escaped(it)))
}

/// A length with two places at the most.
pub(crate) fn decimal(length: f64) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A text as XML holds it, within an element or an attribute.
pub(crate) fn escaped(text: &str) -> String {
    without_controls(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Control characters are not allowed in XML, whatever is written for them.
fn without_controls(text: &str) -> String {
    text.chars()
        .map(
            |c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::layout::canvas::Canvas;
    use crate::charts::layout::spec::Mark;
    use crate::claims::Sentence;

    fn elements(mark: TextMark) -> [String; 2] {
        let spec = ChartSpec {
            name: "a".into(),
            title: Sentence::default(),
            subtitle: Sentence::default(),
            footnote: Sentence::default(),
            description: Sentence::default(),
            width: 100.0,
            height: 50.0,
            marks: vec![Mark::Text(mark)],
        };
        let colour = |ink: Ink| ink.variable().to_owned();
        [texts(&spec, &colour), identified_texts(&spec, &colour)].map(|mut it| it.remove(0))
    }

    #[test]
    fn a_line_is_one_element() {
        let canvas = Canvas::SLIDE;
        let plain = TextMark::new(9.0, 30.25, Anchor::End, canvas.label(), "A <b> & \"c\"\u{1}");
        let [text, identified] = elements(plain);
        assert_eq!(
            text,
            "<text x=\"9\" y=\"30.25\" text-anchor=\"end\" font-size=\"28\" fill=\"--chart-text\">\
             A &lt;b&gt; &amp; &quot;c&quot;\u{fffd}</text>\n"
        );
        assert!(identified.contains(" id=\"text-0\""), "{identified}");

        let value =
            Run { value: Some("6210000000.01".into()), ..Run::new("$6.21B", canvas.value()) };
        let note = Run::new("38 incidents", canvas.tick()).apart();
        let line = TextMark::of(9.0, 30.0, Anchor::Start, vec![value, note]);
        let spans = "<tspan fill=\"--chart-text\" font-weight=\"bold\" data-value=\"6210000000.01\">$6.21B</tspan>\
                     \u{2002}<tspan font-size=\"22\" fill=\"--chart-muted\">38 incidents</tspan></text>\n";
        let [text, _] = elements(line.clone());
        assert_eq!(text, format!("<text x=\"9\" y=\"30\" font-size=\"28\">{spans}"));

        // Where it has too little room for a wider typeface, its width is set; not for our own.
        let own = decimal(line.own_width());
        let room = f64::midpoint(line.own_width(), line.width());
        let [text, identified] = elements(line.within(room));
        let set = format!(" textLength=\"{own}\" lengthAdjust=\"spacingAndGlyphs\">");
        assert!(text.contains(&set) && text.ends_with(spans), "{text}");
        assert!(!identified.contains("textLength"), "{identified}");
    }

    #[test]
    fn lengths_are_short() {
        for (length, text) in
            [(28.0, "28"), (0.5, "0.5"), (1.0 / 3.0, "0.33"), (-0.001, "0"), (100.0, "100")]
        {
            assert_eq!(decimal(length), text);
        }
    }
}
