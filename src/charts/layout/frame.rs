//! What all charts share: where the title, the subtitle and the footnote stand. What they say comes
//! from [`crate::claims`].

use crate::claims::charts::ChartWords;
use crate::claims::{Part, Sentence};

use super::canvas::{Canvas, TITLE};
use super::spec::{Anchor, ChartSpec, Mark, TextMark};
use super::text::{Style, own_width, wrap};

/// A chart whose body is laid out, and the words about it.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The words.
    pub words: ChartWords,
    /// The marks of the body.
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// Puts the body on its page. A title that is given takes the place of our own.
    pub fn framed(self, name: &str, canvas: Canvas, title: Option<&str>) -> ChartSpec {
        let Self { words, mut marks } = self;
        let titles = title.map_or(words.titles, |title| vec![Sentence::default().name(title)]);
        let (title, subtitle, height) = if canvas.is_slide {
            let title = fitting(&titles, &[TITLE], canvas);
            // A long subtitle is set smaller before it is worded shorter.
            let subtitle = fitting(&words.subtitles, &[canvas.note(), canvas.tick()], canvas);
            marks.extend(around(&title, &subtitle, &words.footnote.bare(), canvas));
            (title.0, subtitle.0, canvas.height)
        } else {
            let lowest = marks.iter().map(Mark::lower_edge).fold(0.0, f64::max);
            let first = |all: Vec<Sentence>| all.into_iter().next().unwrap_or_default();
            (first(titles), first(words.subtitles), (lowest + 4.0).ceil())
        };
        ChartSpec {
            name: name.to_owned(),
            title,
            subtitle,
            footnote: words.footnote,
            description: words.description,
            width: canvas.width,
            height,
            marks,
        }
    }
}

/// The first of several wordings that fits one line in one of these styles, the first style first;
/// the last one in the last style, cut short, if none does.
fn fitting(candidates: &[Sentence], styles: &[Style], canvas: Canvas) -> (Sentence, Style) {
    let room = canvas.right() - canvas.left();
    let fits = |(it, style): &(&Sentence, &Style)| own_width(&it.bare(), **style) <= room;
    let mut each = candidates.iter().flat_map(|it| styles.iter().map(move |style| (it, style)));
    let (sentence, style) = match each.find(fits) {
        Some((sentence, style)) => (Some(sentence), Some(style)),
        None => (candidates.last(), styles.last()),
    };
    (sentence.cloned().unwrap_or_default(), style.copied().unwrap_or(TITLE))
}

/// The marks of title, subtitle and footnote.
fn around(title: &Line, subtitle: &Line, footnote: &str, canvas: Canvas) -> Vec<Mark> {
    let (left, room, tick) = (canvas.left(), canvas.right() - canvas.left(), canvas.tick());
    let line = |baseline, style: Style, text: &str| {
        Mark::Text(TextMark::new(left, baseline, Anchor::Start, style, text).within(room))
    };
    let mut marks =
        vec![line(98.0, title.1, &title.0.bare()), line(148.0, subtitle.1, &subtitle.0.bare())];
    let lines = wrap(footnote, tick, room);
    let mut baseline = canvas.height - 28.0;
    for text in lines.into_iter().take(2).rev() {
        marks.push(line(baseline, tick, &text));
        baseline -= tick.size * 1.3;
    }
    marks
}

/// A sentence and the style that it is set in.
type Line = (Sentence, Style);

/// What stands where there would be bars or dots.
pub fn nothing_to_draw(canvas: Canvas) -> Mark {
    let note = canvas.note();
    let baseline = canvas.top + note.size * 2.0;
    Mark::text(canvas.left(), baseline, Anchor::Start, note, "There is nothing to draw.")
}

/// Whether a value is shown as one that nobody knows.
pub fn is_unknown(value: &Sentence) -> bool {
    !value.parts().iter().any(|part| matches!(part, Part::Number(_) | Part::Strong(_)))
}
