//! Draws a chart as SVG. The only file that knows plotters, which serves as the drawing layer.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ChartError;
use super::spec::{Anchor, ChartSpec, Fill, Mark, TextMark};
use super::text::{FAMILY, Weight};
use super::theme::{Ink, Theme};

/// plotters' SVG backend divides sizes by this factor; we undo it.
const PLOTTERS_TEXT_FACTOR: f64 = 1.24;
/// How far below its place plotters puts the baseline of a text anchored at the top, in ems.
const PLOTTERS_TOP: f64 = 0.76;
/// The width of the rim of paper around a disc.
const RIM: f64 = 2.0;

/// Draws the chart as an SVG file, with `<title>` and `<desc>` for those who do not see it.
///
/// # Errors
///
/// [`ChartError::Drawing`] with what plotters says.
pub fn svg(spec: &ChartSpec, theme: Theme) -> Result<String, ChartError> {
    let drawn = draw(spec, theme, true)?;
    let (width, height) = page(spec);
    Ok(format!(
        "<svg width=\"{width}\" height=\"{height}\" {} xmlns=\"http://www.w3.org/2000/svg\">\n{}{drawn}",
        described_by(spec, ""),
        description(spec, ""),
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
    let mut drawn = draw(spec, Theme::Light, false)?;
    drawn = drawn.replace(&format!(" font-family=\"{FAMILY}\""), "");
    // Each ink has a colour of its own. Quotes in texts are escaped, so these are attributes.
    for ink in Ink::ALL {
        let colour = format!("\"{}\"", Theme::Light.colour(ink).hexadecimal());
        drawn = drawn.replace(&colour, &format!("\"var({})\"", ink.variable()));
    }
    Ok(format!("<svg {}>\n{}{drawn}", described_by(spec, id_prefix), description(spec, id_prefix)))
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

/// All marks as SVG, and the closing tag.
fn draw(spec: &ChartSpec, theme: Theme, with_paper: bool) -> Result<String, ChartError> {
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, page(spec));
    Painter { page: backend.into_drawing_area(), theme }
        .paint(spec, with_paper)
        .map_err(|reason| ChartError::Drawing { name: spec.name.clone(), reason })?;
    // plotters knows no description, so the opening tag is ours.
    let opening = text.find('>').map_or(0, |end| end + 1);
    Ok(text.split_off(opening).trim_start().to_owned())
}

type Fault<'a> = DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>;

struct Painter<'a> {
    page: DrawingArea<SVGBackend<'a>, plotters::coord::Shift>,
    theme: Theme,
}

impl<'a> Painter<'a> {
    fn paint(&self, spec: &ChartSpec, with_paper: bool) -> Result<(), String> {
        let fault = |error: Fault<'a>| error.to_string();
        if with_paper {
            self.page.fill(&self.colour(Ink::Paper)).map_err(fault)?;
        }
        for mark in &spec.marks {
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
            Mark::Text(mark) => self.text(mark),
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

    fn text(&self, mark: &TextMark) -> Result<(), Fault<'a>> {
        let weight = match mark.style.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let anchor = match mark.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = (FAMILY, mark.style.size * PLOTTERS_TEXT_FACTOR, weight).into_font();
        let style = font.color(&self.colour(mark.style.ink)).pos(Pos::new(anchor, VPos::Top));
        let top = mark.baseline - mark.style.size * PLOTTERS_TOP;
        self.page.draw(&Text::new(without_controls(&mark.text), point((mark.x, top)), style))
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

/// Control characters are not allowed in XML, whatever is written for them.
fn without_controls(text: &str) -> String {
    text.chars()
        .map(
            |c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c },
        )
        .collect()
}

fn escaped(text: &str) -> String {
    without_controls(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::canvas::Canvas;
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
