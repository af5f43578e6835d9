//! Draws a chart as SVG. The only file that knows plotters, which serves as the drawing layer.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ChartError;
use super::spec::{Anchor, ChartSpec, Mark, TextMark};
use super::text::{FAMILY, Weight};
use super::theme::{Colour, HEIGHT, PAPER, WIDTH};

/// plotters' SVG backend divides sizes by this factor; we undo it.
const PLOTTERS_TEXT_FACTOR: f64 = 1.24;
/// How far below its place plotters puts the baseline of a text anchored at the top, in ems.
const PLOTTERS_TOP: f64 = 0.76;

/// Draws the chart as SVG text, with `<title>` and `<desc>` for those who do not see it.
///
/// # Errors
///
/// [`ChartError::Drawing`] with what plotters says.
pub fn svg(spec: &ChartSpec) -> Result<String, ChartError> {
    let mut text = String::new();
    let page = (WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
    let drawn = draw(spec, SVGBackend::with_string(&mut text, page));
    drawn.map_err(|reason| ChartError::Drawing { name: spec.name.clone(), reason })?;
    let described = format!(
        "<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n",
        escaped(&spec.title),
        escaped(&spec.description)
    );
    // plotters knows no description: it goes behind the opening tag, which gets the role of a picture.
    let opening = text.find('>').map_or(0, |end| end + 1);
    let (head, rest) = text.split_at(opening);
    let head = head.trim_end_matches('>');
    Ok(format!(
        "{head} role=\"img\" aria-labelledby=\"title desc\">\n{described}{}",
        rest.trim_start()
    ))
}

fn draw(spec: &ChartSpec, backend: SVGBackend<'_>) -> Result<(), String> {
    let page = backend.into_drawing_area();
    let fault = |error: DrawingAreaErrorKind<_>| error.to_string();
    page.fill(&colour(PAPER)).map_err(fault)?;
    for mark in &spec.marks {
        match mark {
            Mark::Bar { area, colour: it } => {
                let corners =
                    [(pixel(area.left), pixel(area.top)), (pixel(area.right), pixel(area.bottom))];
                page.draw(&Rectangle::new(corners, colour(*it).filled())).map_err(fault)?;
            }
            Mark::Line { from, to, colour: it, width } => {
                let path = vec![(pixel(from.0), pixel(from.1)), (pixel(to.0), pixel(to.1))];
                page.draw(&PathElement::new(path, colour(*it).stroke_width(*width)))
                    .map_err(fault)?;
            }
            Mark::Dot { centre, radius, colour: it, filled } => {
                let centre = (pixel(centre.0), pixel(centre.1));
                let style =
                    if *filled { colour(*it).filled() } else { colour(*it).stroke_width(3) };
                page.draw(&Circle::new(centre, pixel(*radius), style)).map_err(fault)?;
            }
            Mark::Text(mark) => draw_text(&page, mark).map_err(fault)?,
        }
    }
    page.present().map_err(fault)
}

type Fault<'a> = DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>;

fn draw_text<'a>(
    page: &DrawingArea<SVGBackend<'a>, plotters::coord::Shift>,
    mark: &TextMark,
) -> Result<(), Fault<'a>> {
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
    let style = font.color(&colour(mark.style.colour)).pos(Pos::new(anchor, VPos::Top));
    let top = mark.baseline - mark.style.size * PLOTTERS_TOP;
    page.draw(&Text::new(without_controls(&mark.text), (pixel(mark.x), pixel(top)), style))
}

fn colour(Colour(red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
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
    without_controls(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
