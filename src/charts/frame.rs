//! What all charts share: where the title, the subtitle and the footnote stand. What they say comes
//! from [`crate::claims`].

use crate::claims::charts::ChartWords;
use crate::claims::{Part, Sentence};

use super::canvas::{Canvas, TITLE};
use super::spec::{Anchor, ChartSpec, Mark};
use super::text::{Style, fit, width, wrap};

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
    #[must_use]
    pub fn framed(self, name: &str, canvas: Canvas, title: Option<&str>) -> ChartSpec {
        let Self { words, mut marks } = self;
        let titles = title.map_or(words.titles, |title| vec![Sentence::default().name(title)]);
        let (title, subtitle, height) = if canvas.is_slide {
            let (title, shown_title) = fitting(&titles, TITLE, canvas);
            let (subtitle, shown_subtitle) = fitting(&words.subtitles, canvas.note(), canvas);
            marks.extend(around(&shown_title, &shown_subtitle, &words.footnote.bare(), canvas));
            (title, subtitle, canvas.height)
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

/// The first of several wordings that fits one line, and how it is shown; the last one shortened if
/// none fits.
fn fitting(candidates: &[Sentence], style: Style, canvas: Canvas) -> (Sentence, String) {
    let room = canvas.right() - canvas.left();
    let fits = |it: &&Sentence| width(&it.bare(), style) <= room;
    match (candidates.iter().find(fits), candidates.last()) {
        (Some(sentence), _) => (sentence.clone(), sentence.bare()),
        (None, Some(last)) => (last.clone(), fit(&last.bare(), style, room)),
        (None, None) => (Sentence::default(), String::new()),
    }
}

/// The marks of title, subtitle and footnote.
fn around(title: &str, subtitle: &str, footnote: &str, canvas: Canvas) -> Vec<Mark> {
    let (left, room, tick) = (canvas.left(), canvas.right() - canvas.left(), canvas.tick());
    let mut marks = vec![
        Mark::text(left, 98.0, Anchor::Start, TITLE, title),
        Mark::text(left, 148.0, Anchor::Start, canvas.note(), subtitle),
    ];
    let lines = wrap(footnote, tick, room);
    let mut baseline = canvas.height - 28.0;
    for line in lines.into_iter().take(2).rev() {
        marks.push(Mark::text(left, baseline, Anchor::Start, tick, line));
        baseline -= tick.size * 1.3;
    }
    marks
}

/// What stands where there would be bars or dots.
#[must_use]
pub fn nothing_to_draw(canvas: Canvas) -> Mark {
    let note = canvas.note();
    let baseline = canvas.top + note.size * 2.0;
    Mark::text(canvas.left(), baseline, Anchor::Start, note, "There is nothing to draw.")
}

/// Whether a value is shown as one that nobody knows.
#[must_use]
pub fn is_unknown(value: &Sentence) -> bool {
    !value.0.iter().any(|part| matches!(part, Part::Number(_) | Part::Strong(_)))
}
