//! Letters as paths of an SVG.

use resvg::tiny_skia::{Path, PathSegment, Point, Transform};
use resvg::usvg::{Fill, Group, Node, Paint};

use crate::charts::layout::text_mark::TextMark;

use super::letters::{escaped, value};
use super::theme::Colour;

/// The parts of a unit that places are rounded to.
const PARTS: f32 = 100.0;

/// A line of text as a group of paths, from what resvg made of it. What it says is the label of the
/// group; a number with a value has a group of its own.
pub(crate) fn group(mark: &TextMark, drawn: Option<&Group>) -> String {
    let paths: Vec<String> =
        drawn.map_or(&[][..], Group::children).iter().filter_map(path).collect();
    if paths.is_empty() {
        return String::new();
    }
    // A run of blanks has no path; then it is not known which run a path belongs to.
    let has_one_each = paths.len() == mark.runs.len();
    let mut text = format!("<g aria-label=\"{}\">", escaped(&mark.text()));
    for (at, path) in paths.iter().enumerate() {
        match mark.runs.get(at).filter(|run| has_one_each && run.value.is_some()) {
            None => text.push_str(path),
            Some(run) => {
                let label = escaped(&run.text);
                text.extend(["<g aria-label=\"", &label, "\"", &value(run), ">", path, "</g>"]);
            }
        }
    }
    text + "</g>\n"
}

fn path(node: &Node) -> Option<String> {
    let Node::Path(path) = node else { return None };
    let Some(Paint::Color(colour)) = path.fill().map(Fill::paint) else { return None };
    let colour = Colour(colour.red, colour.green, colour.blue).hexadecimal();
    Some(format!("<path fill=\"{colour}\" d=\"{}\"/>", data(path.data(), path.abs_transform())))
}

/// A place in hundredths of a unit.
type Place = (i32, i32);

/// The segments of a path as an SVG writes them, each relative to the one before: that is shortest.
fn data(path: &Path, transform: Transform) -> String {
    let place = |mut point: Point| {
        transform.map_point(&mut point);
        (hundredths(point.x), hundredths(point.y))
    };
    let mut data = String::new();
    let (mut start, mut at): (Place, Place) = ((0, 0), (0, 0));
    for segment in path.segments() {
        let (command, places): (char, Vec<Place>) = match segment {
            PathSegment::MoveTo(to) => ('m', vec![place(to)]),
            PathSegment::LineTo(to) => ('l', vec![place(to)]),
            PathSegment::QuadTo(by, to) => ('q', vec![place(by), place(to)]),
            PathSegment::CubicTo(by, and, to) => ('c', vec![place(by), place(and), place(to)]),
            PathSegment::Close => ('z', vec![]),
        };
        data.push(command);
        let mut numbers = String::new();
        for place in &places {
            for number in [place.0 - at.0, place.1 - at.1] {
                // A minus parts two numbers as a blank does.
                if !numbers.is_empty() && number >= 0 {
                    numbers.push(' ');
                }
                numbers.push_str(&shortest(number));
            }
        }
        data.push_str(&numbers);
        match (command, places.last()) {
            ('m', Some(to)) => (start, at) = (*to, *to),
            ('z', _) => at = start,
            (_, Some(to)) => at = *to,
            (_, None) => {}
        }
    }
    data
}

#[expect(clippy::cast_possible_truncation, reason = "a page has some thousand units")]
fn hundredths(length: f32) -> i32 {
    (length * PARTS).round() as i32
}

/// A number of hundredths, as SVG allows it: `-1.5`, `.25`, `3`.
fn shortest(hundredths: i32) -> String {
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match (whole, part) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, part) => format!("{sign}.{}", format!("{part:02}").trim_end_matches('0')),
        (whole, part) => format!("{sign}{whole}.{}", format!("{part:02}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::PathBuilder;

    #[test]
    fn numbers_are_short() {
        for (hundredths, text) in
            [(0, "0"), (-150, "-1.5"), (25, ".25"), (-5, "-.05"), (300, "3"), (1001, "10.01")]
        {
            assert_eq!(shortest(hundredths), text);
        }
    }

    #[test]
    fn segments_are_relative_to_where_the_last_one_ended() {
        let mut path = PathBuilder::new();
        path.move_to(1.0, 2.0);
        path.line_to(3.0, 2.004);
        path.quad_to(4.0, 2.0, 4.0, 1.0);
        path.cubic_to(4.0, 0.0, 3.0, 0.0, 2.0, 0.5);
        path.close();
        path.line_to(0.0, 0.0);
        let data = data(&path.finish().unwrap(), Transform::from_translate(10.0, 0.0));
        assert_eq!(data, "m11 2l2 0q1 0 1-1c0-1-1-1-2-.5zm0 0l-1-2");
    }
}
