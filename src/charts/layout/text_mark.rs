//! A line of text on a chart: runs that follow each other, so that no typeface can make them collide.

use crate::claims::Sentence;

use super::area::Area;
use super::text::{self, Style, fit};

/// What stands between two runs that are apart: half an em, in every typeface, and a blank to those
/// who copy the text.
pub const GAP: char = '\u{2002}';
/// The width of the gap, in ems.
const GAP_WIDTH: f64 = 0.5;

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A part of a line of text that looks the same throughout.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Whether a gap lies before it, if it is not the first.
    pub is_apart: bool,
    /// The exact value, if the text is a number: what programs read.
    pub value: Option<String>,
    /// What it says of the data; nothing if it only names a place, such as the tick of an axis.
    pub says: Option<Sentence>,
}

impl Run {
    /// A text that follows the run before it without a gap.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, is_apart: false, value: None, says: None }
    }

    /// The words and numbers of a sentence, a number in a run of its own. The last of them says what
    /// the picture says there: `statement`, in which stands what the words are about.
    pub fn of(sentence: &Sentence, style: Style, statement: Sentence) -> Vec<Self> {
        let mut runs: Vec<Self> = Vec::new();
        for part in sentence.parts() {
            match (part.number(), runs.last_mut().filter(|it| it.value.is_none())) {
                (None, Some(last)) => last.text.push_str(part.shown()),
                (None, None) => runs.push(Self::new(part.shown(), style)),
                (Some(it), _) => {
                    runs.push(Self {
                        value: Some(it.value.clone()),
                        ..Self::new(&it.shown, style)
                    });
                }
            }
        }
        if let Some(last) = runs.last_mut() {
            last.says = Some(statement);
        }
        runs
    }

    /// The same with a gap before it.
    pub fn apart(self) -> Self {
        Self { is_apart: true, ..self }
    }

    /// The same cut short: it no longer says what it said.
    fn cut(self, text: String) -> Self {
        let is_whole = text == self.text;
        let (value, says) = if is_whole { (self.value, self.says) } else { (None, None) };
        Self { text, value, says, ..self }
    }
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// Where the anchor stands.
    pub x: f64,
    /// Where the letters stand: their baseline.
    pub baseline: f64,
    /// Which point of the text `x` is.
    pub anchor: Anchor,
    /// What it says, in its order.
    pub runs: Vec<Run>,
    /// The width that it must not exceed: in a typeface that is wider than ours, its letters are set
    /// as narrow as ours.
    pub most: f64,
}

/// Far less than anybody sees, and more than sums of floats are off.
const HAIR: f64 = 1e-6;

impl TextMark {
    /// A line of text whose anchor stands at `x` and whose letters stand on `baseline`.
    pub fn new(
        x: f64,
        baseline: f64,
        anchor: Anchor,
        style: Style,
        text: impl Into<String>,
    ) -> Self {
        Self::of(x, baseline, anchor, vec![Run::new(text, style)])
    }

    /// The same of several runs. Those without a letter are left out.
    pub fn of(x: f64, baseline: f64, anchor: Anchor, mut runs: Vec<Run>) -> Self {
        runs.retain(|run| !run.text.is_empty());
        if let Some(first) = runs.first_mut() {
            first.is_apart = false;
        }
        Self { x, baseline, anchor, runs, most: f64::INFINITY }
    }

    /// The same in no more than so much room: cut short at its end if it is longer.
    pub fn within(mut self, room: f64) -> Self {
        // Room that was made for just this text may have come out a hair too narrow.
        while self.own_width() > room + HAIR {
            let Some(last) = self.runs.pop() else { break };
            let left = room - self.own_width() - self.gaps(std::slice::from_ref(&last));
            let text = fit(&last.text, last.style, left);
            // A lone ellipsis behind other runs says nothing, and may not fit.
            if self.runs.is_empty() || text != "…" {
                self.runs.push(last.cut(text));
                break;
            }
        }
        self.most = room;
        self
    }

    /// What it says.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for run in &self.runs {
            text.extend(run.is_apart.then_some(GAP));
            text.push_str(&run.text);
        }
        text
    }

    /// The size of its largest letters.
    pub fn size(&self) -> f64 {
        self.runs.iter().map(|run| run.style.size).fold(0.0, f64::max)
    }

    /// The gaps before these runs together, in pixels.
    fn gaps(&self, runs: &[Run]) -> f64 {
        runs.iter().filter(|run| run.is_apart).map(|_| self.size() * GAP_WIDTH).sum()
    }

    fn sum(&self, width: impl Fn(&str, Style) -> f64) -> f64 {
        let runs: f64 = self.runs.iter().map(|run| width(&run.text, run.style)).sum();
        runs + self.gaps(&self.runs)
    }

    /// Its width in our own typeface.
    pub fn own_width(&self) -> f64 {
        self.sum(text::own_width)
    }

    /// The width that it may get in any typeface.
    pub fn width(&self) -> f64 {
        self.sum(text::width).min(self.most)
    }

    /// The width that its letters must be set to where a typeface is wider than ours; none if there
    /// is room for any.
    pub fn set_width(&self) -> Option<f64> {
        (self.sum(text::width) > self.most).then(|| self.own_width())
    }

    /// The area that the letters take, from the top of capitals to below the baseline.
    pub fn area(&self) -> Area {
        let width = self.width();
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area {
            left,
            top: self.baseline - self.size() * 0.76,
            right: left + width,
            bottom: self.baseline + self.size() * 0.22,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::layout::canvas::Canvas;

    const CANVAS: Canvas = Canvas::SLIDE;

    fn mark(texts: &[&str]) -> TextMark {
        let styles = [CANVAS.value(), CANVAS.note(), CANVAS.note()];
        let runs = texts.iter().zip(styles).map(|(text, style)| Run::new(*text, style).apart());
        TextMark::of(100.0, 50.0, Anchor::Start, runs.collect())
    }

    #[test]
    fn a_line_is_as_wide_as_its_runs_and_the_gaps_between_them() {
        let line = mark(&["$6.21B", "", "38 incidents"]);
        assert_eq!(line.text(), "$6.21B\u{2002}38 incidents");
        let sum = |width: fn(&str, Style) -> f64| {
            width("$6.21B", CANVAS.value()) + 14.0 + width("38 incidents", CANVAS.note())
        };
        assert!((line.own_width() - sum(text::own_width)).abs() < 1e-9);
        assert!((line.width() - sum(text::width)).abs() < 1e-9);
        let area = line.area();
        assert!((area.left, area.right) == (100.0, 100.0 + line.width()));
    }

    #[test]
    fn a_line_is_cut_from_its_end() {
        let whole = mark(&["$6.21B", "Wallet Hack", "16 Jan 2018"]);
        #[rustfmt::skip]
        let table = [
            // room     text
            (1000.0,    "$6.21B\u{2002}Wallet Hack\u{2002}16 Jan 2018"),
            (395.0,     "$6.21B\u{2002}Wallet Hack\u{2002}16 Jan…"),
            (300.0,     "$6.21B\u{2002}Wallet Hack"),
            (200.0,     "$6.21B\u{2002}Wall…"),
            (80.0,      "$6.…"),
            (1.0,       "…"),
        ];
        for (room, text) in table {
            let cut = whole.clone().within(room);
            assert_eq!(cut.text(), text, "{room}");
            assert!(cut.width() <= room && (cut.own_width() <= room || room < 20.0), "{room}");
        }
    }

    #[test]
    fn letters_are_set_closer_only_where_another_typeface_has_no_room() {
        let line = mark(&["2011", "2011"]);
        let (own, widest) = (line.own_width(), line.width());
        assert!(own < widest && line.set_width().is_none());
        for (room, expected) in [(widest + 1.0, None), (own + 1.0, Some(own))] {
            assert_eq!(line.clone().within(room).set_width(), expected, "{room}");
        }
    }
}
