//! Draws a chart as SVG. The only file that knows plotters, which draws the shapes; texts stand
//! between them as `letters` writes them, because plotters knows no runs.

use plotters::prelude::*;

use crate::charts::ChartError;
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::{ChartSpec, Fill, Mark};
use crate::charts::layout::typeface::FAMILY;

use super::letters::{escaped, texts};
use super::theme::Theme;

/// The width of the rim of paper around a disc.
const RIM: f64 = 2.0;

/// Draws the chart as an SVG file, with `<title>` and `<desc>` for those who do not see it, and
/// letters in the typeface of [`FAMILY`].
///
/// # Errors
///
/// [`ChartError::Drawing`] with what plotters says.
pub fn svg(spec: &ChartSpec, theme: Theme) -> Result<String, ChartError> {
    let colour = |ink: Ink| theme.colour(ink).hexadecimal();
    file(spec, theme, &format!("font-family=\"{FAMILY}\" "), &texts(spec, &colour))
}

/// Draws the chart as an SVG file with these elements in the place of its texts; `more` are further
/// attributes of the file's first tag.
///
/// # Errors
///
/// [`ChartError::Drawing`] with what plotters says.
pub(crate) fn file(
    spec: &ChartSpec,
    theme: Theme,
    more: &str,
    texts: &[String],
) -> Result<String, ChartError> {
    let (width, height) = page(spec);
    let colour = |ink: Ink| theme.colour(ink).hexadecimal();
    let paper = format!(
        "<rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        colour(Ink::Paper)
    );
    Ok(format!(
        "<svg width=\"{width}\" height=\"{height}\" {} {more}xmlns=\"http://www.w3.org/2000/svg\">\n{}{paper}{}</svg>\n",
        described_by(spec, ""),
        description(spec, ""),
        body(spec, &colour, theme, texts)?
    ))
}

/// Draws the chart as an SVG element for an HTML page: it takes the width that it is given, the
/// typeface of the page, and its colours from the variables that [`Theme::css`] declares. The
/// prefix makes its ids differ from those of other pictures of the page.
///
/// # Errors
///
/// [`ChartError::Drawing`] with what plotters says.
pub fn inline(spec: &ChartSpec, id_prefix: &str) -> Result<String, ChartError> {
    let colour = |ink: Ink| format!("var({})", ink.variable());
    let drawn = body(spec, &colour, Theme::Light, &texts(spec, &colour))?;
    let (about, words) = (described_by(spec, id_prefix), description(spec, id_prefix));
    Ok(format!("<svg {about}>\n{words}{drawn}</svg>\n"))
}

/// The attributes of the opening tag that both kinds of SVG share.
fn described_by(spec: &ChartSpec, id_prefix: &str) -> String {
    let (width, height) = page(spec);
    let id = escaped(id_prefix);
    format!("viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}title {id}desc\"")
}

fn description(spec: &ChartSpec, id_prefix: &str) -> String {
    let id = escaped(id_prefix);
    format!(
        "<title id=\"{id}title\">{}</title>\n<desc id=\"{id}desc\">{}</desc>\n",
        escaped(&spec.title.bare()),
        escaped(&spec.description.bare())
    )
}

/// The width and height in whole units.
fn page(spec: &ChartSpec) -> (u32, u32) {
    (pixel(spec.width).unsigned_abs(), pixel(spec.height).unsigned_abs())
}

/// All marks in their order, with these elements in the place of texts, in these colours.
fn body(
    spec: &ChartSpec,
    colour: &dyn Fn(Ink) -> String,
    theme: Theme,
    texts: &[String],
) -> Result<String, ChartError> {
    let mut drawn = String::new();
    let mut texts = texts.iter();
    for marks in spec.marks.chunk_by(|one, other| is_text(one) == is_text(other)) {
        if is_text(&marks[0]) {
            drawn.extend(texts.by_ref().take(marks.len()).map(String::as_str));
            continue;
        }
        let shapes = shapes(marks, page(spec), theme)
            .map_err(|reason| ChartError::Drawing { name: spec.name.clone(), reason })?;
        drawn.push_str(&recoloured(shapes, theme, colour));
    }
    Ok(drawn)
}

fn is_text(mark: &Mark) -> bool {
    matches!(mark, Mark::Text(_))
}

/// The shapes in other colours: each ink has a colour of its own, and shapes hold no texts.
fn recoloured(mut shapes: String, theme: Theme, colour: &dyn Fn(Ink) -> String) -> String {
    for ink in Ink::ALL {
        let plain = theme.colour(ink).hexadecimal();
        let wanted = colour(ink);
        if wanted != plain {
            shapes = shapes.replace(&format!("\"{plain}\""), &format!("\"{wanted}\""));
        }
    }
    shapes
}

/// Some shapes as SVG elements.
fn shapes(marks: &[Mark], page: (u32, u32), theme: Theme) -> Result<String, String> {
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, page);
    Painter { page: backend.into_drawing_area(), theme }.paint(marks)?;
    // The first tag and the last are ours.
    let begin = text.find('>').map_or(0, |end| end + 1);
    let end = text.rfind("</svg>").unwrap_or(text.len());
    Ok(text.get(begin..end).unwrap_or_default().trim_start().to_owned())
}

type Fault<'a> = DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>;

struct Painter<'a> {
    page: DrawingArea<SVGBackend<'a>, plotters::coord::Shift>,
    theme: Theme,
}

impl<'a> Painter<'a> {
    fn paint(&self, marks: &[Mark]) -> Result<(), String> {
        let fault = |error: Fault<'a>| error.to_string();
        for mark in marks {
            self.mark(mark).map_err(fault)?;
        }
        self.page.present().map_err(fault)
    }

    fn mark(&self, mark: &Mark) -> Result<(), Fault<'a>> {
        match mark {
            Mark::Bar { area, ink } | Mark::Cell { area, ink } => {
                let corners = [point((area.left, area.top)), point((area.right, area.bottom))];
                self.page.draw(&Rectangle::new(corners, self.colour(*ink).filled()))
            }
            Mark::Line { from, to, ink, width } => self.path(&[*from, *to], *ink, *width),
            Mark::Path { points, ink, width } => self.path(points, *ink, *width),
            Mark::Dot { centre, radius, ink, fill } => self.dot(*centre, *radius, *ink, *fill),
            // Written by the caller.
            Mark::Text(_) => Ok(()),
        }
    }

    fn path(&self, points: &[(f64, f64)], ink: Ink, width: u32) -> Result<(), Fault<'a>> {
        let points: Vec<(i32, i32)> = points.iter().copied().map(point).collect();
        self.page.draw(&PathElement::new(points, self.colour(ink).stroke_width(width)))
    }

    fn dot(&self, centre: (f64, f64), radius: f64, ink: Ink, fill: Fill) -> Result<(), Fault<'a>> {
        let disc = |radius: f64, style: ShapeStyle| {
            self.page.draw(&Circle::new(point(centre), pixel(radius), style))
        };
        if fill == Fill::Rimmed {
            disc(radius + RIM, self.colour(Ink::Paper).filled())?;
        }
        let colour = self.colour(ink);
        disc(radius, if fill == Fill::None { colour.stroke_width(3) } else { colour.filled() })
    }

    fn colour(&self, ink: Ink) -> RGBColor {
        let colour = self.theme.colour(ink);
        RGBColor(colour.0, colour.1, colour.2)
    }
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (pixel(x), pixel(y))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a page has no more than a few thousand pixels"
)]
fn pixel(length: f64) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::layout::canvas::Canvas;
    use crate::charts::layout::spec::Anchor;
    use crate::claims::Sentence;

    fn spec() -> ChartSpec {
        let text = "fill=\"#1D58B8\" <b>";
        ChartSpec {
            name: "a".into(),
            title: Sentence::plain("A & \"B\""),
            subtitle: Sentence::default(),
            footnote: Sentence::default(),
            description: Sentence::plain("<d>"),
            width: 100.0,
            height: 50.0,
            marks: vec![
                Mark::Dot { centre: (9.0, 9.0), radius: 4.0, ink: Ink::Series, fill: Fill::Rimmed },
                Mark::text(9.0, 30.0, Anchor::Start, Canvas::NARROW.tick(), text),
            ],
        }
    }

    #[test]
    fn a_file_has_the_colours_of_its_theme() {
        let svg = super::svg(&spec(), Theme::Dark).unwrap();
        assert!(svg.starts_with("<svg width=\"100\" height=\"50\" viewBox=\"0 0 100 50\" role="));
        assert!(svg.contains("<title id=\"title\">A &amp; &quot;B&quot;</title>"), "{svg}");
        for ink in [Ink::Paper, Ink::Series, Ink::Muted] {
            let colour = Theme::Dark.colour(ink).hexadecimal();
            assert!(svg.contains(&format!("fill=\"{colour}\"")), "{ink:?} in {svg}");
        }
    }

    #[test]
    fn an_inline_picture_takes_colours_and_typeface_from_the_page() {
        let svg = inline(&spec(), "x-").unwrap();
        assert!(
            svg.starts_with(
                "<svg viewBox=\"0 0 100 50\" role=\"img\" aria-labelledby=\"x-title x-desc\">"
            ),
            "{svg}"
        );
        assert!(svg.contains("fill=\"var(--chart-series)\""), "{svg}");
        assert!(
            svg.contains("fill=&quot;#1D58B8&quot; &lt;b&gt;"),
            "texts stay as they are: {svg}"
        );
        for absent in ["font-family", "<rect", "http", "=\"#"] {
            assert!(!svg.contains(absent), "{absent} in {svg}");
        }
    }
}
