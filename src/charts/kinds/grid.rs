//! A grid of amounts, each cell coloured by its power of ten: what heat maps and matrices share.

use crate::charts::layout::area::Area;
use crate::charts::layout::canvas::Canvas;
use crate::charts::layout::ink::Ink;
use crate::charts::layout::spec::{Anchor, Mark, Run, TextMark};
use crate::charts::layout::text::{fit, own_width, width, wrap};
use crate::claims::Sentence;
use crate::claims::charts::grids::{Cell, GridRow, Headers, LossGrid};
use crate::domain::Usd;

use super::grid_key::{Bands, Key, unknown_mark, zero_mark};

/// A loss above zero.
fn positive(cell: &Cell) -> Option<Usd> {
    match cell {
        Cell::Known(loss, _) if *loss > Usd::ZERO => Some(*loss),
        _ => None,
    }
}

/// A grid that is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Grid<'a>(pub &'a LossGrid);

/// Where the cells lie.
struct Place {
    canvas: Canvas,
    left: f64,
    column: f64,
    /// The upper edge of the first row, the space from row to row, and the height of a cell.
    top: f64,
    pitch: f64,
    height: f64,
    labels_above: bool,
}

impl Grid<'_> {
    /// Lays the grid out: the key, the headers, the rows with their sums.
    pub fn draw(self, canvas: Canvas) -> Vec<Mark> {
        let cells = self.0.rows.iter().flat_map(|row| row.cells.iter());
        let bands = Bands::of(cells.clone().filter_map(positive));
        let has_amounts = cells.clone().any(|it| positive(it).is_some());
        let is_zero = |cell: &Cell| matches!(cell, Cell::Known(loss, _) if *loss == Usd::ZERO);
        let key = Key {
            bands: has_amounts.then_some(bands),
            has_unknown: cells.clone().any(|it| matches!(it, Cell::Unknown)),
            has_zero: cells.clone().any(is_zero),
        };
        let (mut marks, key_bottom) = key.marks(canvas);
        let place = self.place(canvas, key_bottom);
        marks.extend(self.header_marks(&place));
        let shows_text = self.text_fits(&place);
        for (position, row) in self.0.rows.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "there are some dozen rows at the most")]
            let top = place.top + place.pitch * position as f64;
            marks.extend(place.row_marks(top, row));
            for (column, cell) in row.cells.iter().enumerate() {
                let about = self.0.about(row, column);
                marks.extend(place.cell_marks((column, top), cell, about, bands, shows_text));
            }
        }
        marks
    }

    fn columns(self) -> usize {
        match &self.0.headers {
            Headers::Years { years, .. } => years.len(),
            Headers::Labels(labels) => labels.len(),
        }
    }

    /// How many lines the headers take.
    fn header_lines(self, column: f64, canvas: Canvas) -> usize {
        match &self.0.headers {
            Headers::Years { .. } => 1,
            Headers::Labels(labels) => {
                let lines = labels.iter().map(|it| header_lines(&it.bare(), column, canvas).len());
                lines.max().unwrap_or(1)
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "there are some hundred cells at the most")]
    fn place(self, canvas: Canvas, key_bottom: f64) -> Place {
        let (small, large) = (canvas.small(), canvas.large());
        let labels_above = canvas.is_narrow();
        let sums = self.0.rows.iter().map(|row| width(&sum_words(row).bare(), canvas.value()));
        let sum_column = sums.fold(width("All", canvas.value()), f64::max) + large * 0.5;
        let (left, right) = if labels_above {
            (canvas.left(), canvas.right())
        } else {
            let widest = canvas.width * 0.24;
            let labels =
                self.0.rows.iter().map(|it| width(&it.label.bare(), canvas.label()).min(widest));
            let column = labels.fold(0.0, f64::max) + large * 0.7;
            (canvas.left() + column, canvas.right() - sum_column)
        };
        let column = (right - left) / self.columns().max(1) as f64;
        let head = small * (1.2 * self.header_lines(column, canvas) as f64 + 0.5);
        let top = key_bottom + head;
        let room = (canvas.bottom - top) / self.0.rows.len().max(1) as f64;
        let (pitch, height) = if labels_above {
            (large * 2.9, large * 1.35)
        } else {
            let pitch = if canvas.is_slide { room.min(large * 2.4) } else { large * 1.9 };
            (pitch, pitch - 3.0)
        };
        Place { canvas, left, column, top, pitch, height, labels_above }
    }

    /// Whether the amounts fit their cells: all of them, or none is shown.
    fn text_fits(self, place: &Place) -> bool {
        let tick = place.canvas.tick();
        let cells = self.0.rows.iter().flat_map(|row| row.cells.iter());
        let text = |cell: &Cell| match cell {
            Cell::Known(_, text) => own_width(&text.bare(), tick),
            _ => 0.0,
        };
        let widest = cells.map(text).fold(0.0, f64::max);
        widest + tick.size * 0.15 <= place.column - 3.0 && tick.size * 1.15 <= place.height
    }

    fn header_marks(self, place: &Place) -> Vec<Mark> {
        let canvas = place.canvas;
        let bottom = place.top - canvas.small() * 0.5;
        let mut marks = match &self.0.headers {
            Headers::Years { years, period_from, .. } => {
                year_marks(years, *period_from, place, bottom)
            }
            Headers::Labels(labels) => label_marks(labels, place, bottom),
        };
        if !place.labels_above {
            let style = canvas.name();
            marks.push(Mark::text(canvas.right(), bottom, Anchor::End, style, "All"));
        }
        marks
    }
}

/// The years above their columns; a line where the period begins.
fn year_marks(years: &[i32], period_from: Option<i32>, place: &Place, bottom: f64) -> Vec<Mark> {
    let canvas = place.canvas;
    let mut marks = Vec::new();
    let needed = width("2023", canvas.name()) + canvas.small() * 0.4;
    let step = [1, 2, 5, 10, 20, 50, 100]
        .into_iter()
        .find(|step| f64::from(*step) * place.column >= needed)
        .unwrap_or(1000);
    let last = years.last().copied().unwrap_or(0);
    let right = place.edge(years.len());
    let mut free_from = f64::INFINITY;
    // From the last one back: the newest years have names.
    for (column, year) in years.iter().enumerate().rev() {
        let is_earlier = period_from.is_some_and(|from| *year < from);
        let begins = period_from == Some(*year) && column > 0;
        if begins {
            let x = place.edge(column) - 1.5;
            let (from, to) = ((x, bottom - canvas.small()), (x, place.top));
            marks.push(Mark::Line { from, to, ink: Ink::Axis, width: canvas.hairline() });
        }
        if (last - year) % step != 0 {
            continue;
        }
        let style = if is_earlier || period_from.is_none() { canvas.tick() } else { canvas.name() };
        let half = width(&year.to_string(), style) / 2.0;
        let low = canvas.left() + half;
        let middle = place.middle(column).clamp(low, (right - half).max(low));
        if middle + half + canvas.small() * 0.3 <= free_from {
            free_from = middle - half;
            marks.push(Mark::text(middle, bottom, Anchor::Middle, style, year.to_string()));
        }
    }
    marks
}

/// The lines of a column's label: three at the most.
fn header_lines(label: &str, column: f64, canvas: Canvas) -> Vec<String> {
    let room = column - canvas.small() * 0.5;
    let mut lines = wrap(label, canvas.tick(), room);
    if lines.len() > 3 {
        let rest = lines.split_off(2).join(" ");
        lines.push(fit(&rest, canvas.tick(), room));
    }
    lines
}

fn label_marks(labels: &[Sentence], place: &Place, bottom: f64) -> Vec<Mark> {
    let canvas = place.canvas;
    let mut marks = Vec::new();
    for (column, label) in labels.iter().enumerate() {
        let lines = header_lines(&label.bare(), place.column, canvas);
        let mut baseline = bottom;
        for line in lines.into_iter().rev() {
            let x = place.middle(column);
            let line = TextMark::new(x, baseline, Anchor::Middle, canvas.tick(), line);
            marks.push(Mark::Text(line.within(place.column - canvas.small() * 0.5)));
            baseline -= canvas.small() * 1.2;
        }
    }
    marks
}

/// The sum of a row.
fn sum_words(row: &GridRow) -> Sentence {
    match &row.sum {
        Cell::Known(_, text) => text.clone(),
        Cell::Unknown => Sentence::plain("unknown"),
        Cell::Empty => Sentence::default(),
    }
}

impl Place {
    #[expect(clippy::cast_precision_loss, reason = "there are some hundred columns at the most")]
    fn edge(&self, column: usize) -> f64 {
        self.left + self.column * column as f64
    }

    fn middle(&self, column: usize) -> f64 {
        self.edge(column) + self.column / 2.0
    }

    /// The upper edge of the cells of a row.
    fn cells_top(&self, top: f64) -> f64 {
        if self.labels_above { top + self.canvas.large() * 1.25 } else { top }
    }

    /// The label and the sum of a row, and a faint line where it ends.
    fn row_marks(&self, top: f64, row: &GridRow) -> Vec<Mark> {
        let (canvas, large) = (self.canvas, self.canvas.large());
        let (style, value) = (canvas.label(), canvas.value());
        let cells_top = self.cells_top(top);
        let (label, says) = (row.label.bare(), row.says_sum(&sum_words(row)));
        let sum = sum_words(row);
        let value = if matches!(row.sum, Cell::Unknown) { canvas.note() } else { value };
        let mut marks = Vec::new();
        let baseline = if self.labels_above {
            let room = canvas.right() - canvas.left() - width(&sum.bare(), value) - large * 0.6;
            let baseline = top + large * 0.95;
            let words = TextMark::new(canvas.left(), baseline, Anchor::Start, style, label);
            marks.push(Mark::Text(words.within(room)));
            baseline
        } else {
            let baseline = cells_top + self.height / 2.0 + style.below_middle();
            let x = self.left - large * 0.5;
            let words = TextMark::new(x, baseline, Anchor::End, style, label);
            marks.push(Mark::Text(words.within(x - canvas.left())));
            baseline
        };
        let sum = Run::of(&sum, value, says);
        marks.push(Mark::Text(TextMark::of(canvas.right(), baseline, Anchor::End, sum)));
        let y = cells_top + self.height + 1.5;
        let (from, to) = ((self.left, y), (self.edge(row.cells.len()), y));
        marks.push(Mark::Line { from, to, ink: Ink::Grid, width: 1 });
        marks
    }

    fn cell_marks(
        &self,
        (column, top): (usize, f64),
        cell: &Cell,
        about: Sentence,
        bands: Bands,
        shows_text: bool,
    ) -> Vec<Mark> {
        let top = self.cells_top(top);
        let gap = (self.column * 0.08).min(1.5);
        let (left, right) = (self.edge(column) + gap, self.edge(column + 1) - gap);
        let area = Area { left, top, right, bottom: top + self.height };
        let centre = (f64::midpoint(left, right), top + self.height / 2.0);
        let size = self.canvas.radius().min(self.column * 0.35);
        match cell {
            Cell::Empty => Vec::new(),
            Cell::Unknown => vec![unknown_mark(centre, size)],
            Cell::Known(loss, _) if *loss == Usd::ZERO => vec![zero_mark(centre, size)],
            Cell::Known(loss, text) => {
                let ink = bands.ink(*loss);
                let mut marks = vec![Mark::Cell { area, ink }];
                if shows_text {
                    let style = self.canvas.tick().with_ink(ink.text_on());
                    let baseline = centre.1 + style.below_middle();
                    let runs = Run::of(text, style, about.labels(text));
                    let text = TextMark::of(centre.0, baseline, Anchor::Middle, runs);
                    marks.push(Mark::Text(text.within(right - left)));
                }
                marks
            }
        }
    }
}
