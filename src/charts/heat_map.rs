//! Grids of losses: attack types by year, and attack types by entity types.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::domain::usd::percent;
use crate::domain::{Dimension, Usd};

use super::ChartError;
use super::canvas::Canvas;
use super::data::{Data, Rows};
use super::frame::{self, Drawing, Scope};
use super::grid::{Cell, Grid, Headers};

/// The rows of a grid before the rest is gathered.
const ROWS: usize = 11;
/// The same on a narrow page.
const ROWS_NARROW: usize = 7;

/// The sums of pairs, by label and column.
type Pairs<Column> = BTreeMap<(String, Column), Cell>;

/// Lays out `losses_by_attack_type_and_year`: a row for each attack type, a column for each year.
/// Years before the period come from `history_by_attack_type_and_year`, where it is there.
///
/// # Errors
///
/// [`ChartError`] if there is no such table, or it is not as described.
pub fn losses_by_attack_type_and_year(data: &Data<'_>) -> Result<Drawing, ChartError> {
    const TABLE: &str = "losses_by_attack_type_and_year";
    let scope = data.scope;
    let of_period = read_years(&data.table(TABLE)?)?;
    let history = data.optional_table("history_by_attack_type_and_year");
    // Where the period begins within a year, the cells of that year show more than the period.
    let begins_within = history.is_some() && scope.period.from.is_some_and(|day| day.ordinal() > 1);
    let from = scope.period.from.map(|day| day.year());
    let only = of_period.keys().all(|key| Some(key.1) == from);
    let in_year = |label: &str, year: &i32| match begins_within && from == Some(*year) {
        true if only => label.to_owned(),
        true => format!("{label} in the period's part of {year}"),
        false => format!("{label} in {year}"),
    };
    let titles = titles(&of_period, scope, in_year);
    let (pairs, period_from) = match history {
        Some(history) => (read_years(&history)?, scope.period.from.map(|day| day.year())),
        None => (of_period, None),
    };
    let years = years(&pairs, scope);
    let quantity = "Allocated losses by attack type and year";
    let subtitle = if period_from.is_some() {
        scope.subtitle_beside(quantity, "Left of the line: earlier years")
    } else {
        scope.subtitle(quantity)
    };
    let (sorted, rest) = ordered(&pairs, |key| &key.0, rows(data));
    let row = |labels: &[&String]| -> Vec<Cell> {
        let cell = |label: &&String, year| pairs.get(&((*label).clone(), year)).copied();
        let sum = |year| labels.iter().filter_map(|it| cell(it, year)).fold(Cell::Empty, Cell::and);
        years.iter().map(|year| sum(*year)).collect()
    };
    let mut rows: Vec<(String, Vec<Cell>)> =
        sorted.iter().map(|label| ((*label).clone(), row(&[label]))).collect();
    if !rest.is_empty() {
        rows.push((others(rest.len(), Dimension::AttackType), row(&rest)));
    }
    let title = titles.first().cloned().unwrap_or_default();
    let description = format!(
        "{title}. A grid with a row for each attack type and a column for each year. {}",
        data.numbers_words(TABLE)
    );
    let grid = Grid { headers: Headers::Years { years, period_from }, rows };
    let mut drawing = drawing(titles, subtitle, description, &grid, data);
    if begins_within {
        drawing.footnote.insert_str(0, "The year that the period begins in is shown whole. ");
    }
    Ok(drawing)
}

/// Lays out `losses_by_attack_type_and_entity_type`: a row for each attack type, a column for each
/// entity type.
///
/// # Errors
///
/// [`ChartError`] if there is no such table, or it is not as described.
pub fn losses_by_attack_type_and_entity_type(data: &Data<'_>) -> Result<Drawing, ChartError> {
    const TABLE: &str = "losses_by_attack_type_and_entity_type";
    let table = data.table(TABLE)?;
    let columns = table.texts("entity_type")?;
    let pairs = read_pairs(&table, columns)?;
    let at_entity = |label: &str, entity: &String| format!("{label} at {entity}");
    let titles = titles(&pairs, data.scope, at_entity);
    let subtitle = data.scope.subtitle("Allocated losses by attack type and entity type");
    let (rows, other_rows) = ordered(&pairs, |key| &key.0, rows(data));
    let (columns, other_columns) = ordered(&pairs, |key| &key.1, most_columns(data.canvas));
    let row = |labels: &[&String]| -> Vec<Cell> {
        let sum = |entities: &[&String]| {
            let mut sum = Cell::Empty;
            for label in labels {
                for entity in entities {
                    let cell = pairs.get(&((*label).clone(), (*entity).clone()));
                    sum = sum.and(cell.copied().unwrap_or_default());
                }
            }
            sum
        };
        let kept = columns.iter().map(|it| sum(&[it]));
        kept.chain((!other_columns.is_empty()).then(|| sum(&other_columns))).collect()
    };
    let mut shown: Vec<(String, Vec<Cell>)> =
        rows.iter().map(|label| ((*label).clone(), row(&[label]))).collect();
    if !other_rows.is_empty() {
        shown.push((others(other_rows.len(), Dimension::AttackType), row(&other_rows)));
    }
    let mut labels: Vec<String> = columns.iter().map(|it| (*it).clone()).collect();
    if !other_columns.is_empty() {
        labels.push(others(other_columns.len(), Dimension::EntityType));
    }
    let title = titles.first().cloned().unwrap_or_default();
    let description = format!(
        "{title}. A grid with a row for each attack type and a column for each entity type. {}",
        data.numbers_words(TABLE)
    );
    let grid = Grid { headers: Headers::Labels(labels), rows: shown };
    Ok(drawing(titles, subtitle, description, &grid, data))
}

fn drawing(
    titles: Vec<String>,
    subtitle: String,
    description: String,
    grid: &Grid,
    data: &Data<'_>,
) -> Drawing {
    let footnote = format!(
        "A loss with several labels is divided equally among them. Empty cells: no incident. {}",
        data.scope.source_words()
    );
    let marks = if grid.rows.is_empty() {
        vec![frame::nothing_to_draw(data.canvas)]
    } else {
        grid.draw(data.canvas)
    };
    Drawing { titles, subtitle, footnote, description, marks }
}

fn read_years(table: &Rows<'_>) -> Result<Pairs<i32>, ChartError> {
    let years = table.days("year")?.into_iter().map(|day| day.map_or(0, |it| it.year()));
    read_pairs(table, years.collect())
}

fn read_pairs<Column: Ord>(
    table: &Rows<'_>,
    columns: Vec<Column>,
) -> Result<Pairs<Column>, ChartError> {
    let labels = table.texts("attack_type")?;
    let losses = table.money("allocated_loss_usd")?;
    let rows = labels.into_iter().zip(columns).zip(losses);
    let mut pairs = Pairs::new();
    for ((label, column), loss) in rows {
        let cell: &mut Cell = pairs.entry((label, column)).or_default();
        *cell = cell.and(loss.map_or(Cell::Unknown, Cell::Known));
    }
    Ok(pairs)
}

/// The largest pair of the period.
fn titles<Column>(
    pairs: &Pairs<Column>,
    scope: &Scope<'_>,
    words: impl Fn(&str, &Column) -> String,
) -> Vec<String> {
    let total = scope.totals.loss;
    let mut largest: Option<(&(String, Column), Usd)> = None;
    for (key, cell) in pairs {
        if let Cell::Known(loss) = cell
            && *loss > largest.map_or(Usd::ZERO, |(_, loss)| loss)
        {
            largest = Some((key, *loss));
        }
    }
    let Some(((label, column), loss)) = largest else { return vec![scope.nothing_words()] };
    let (name, whole) = (words(label, column), total.compact());
    let share = percent(loss.millionths_of(total).unwrap_or(0));
    vec![
        format!("{name} accounts for {share} of the {whole} lost: {}", loss.compact()),
        format!("{name}: {} of {whole}", loss.compact()),
        name,
    ]
}

/// The years of the columns, without gaps: those of the pairs, and of the period.
fn years(pairs: &Pairs<i32>, scope: &Scope<'_>) -> Vec<i32> {
    let years = pairs.keys().map(|key| key.1);
    let ends = (years.clone().min(), years.max());
    let (Some(first), Some(last)) = ends else { return Vec::new() };
    let from = scope.period.from.map_or(first, |day| day.year().min(first));
    (from..=last).collect()
}

/// How many rows are kept.
fn rows(data: &Data<'_>) -> usize {
    let most = if data.canvas.is_narrow() { ROWS_NARROW } else { ROWS };
    data.top.unwrap_or(most)
}

/// How many columns of labels are kept: a label in two or three lines must fit each, and the
/// gathered one.
fn most_columns(canvas: Canvas) -> usize {
    if canvas.is_narrow() { 3 } else { 7 }
}

/// The labels by their sum, the largest first, ties by name: those that are kept, and the rest. One
/// label more is kept rather than gathered alone.
fn ordered<Column>(
    pairs: &Pairs<Column>,
    label: impl Fn(&(String, Column)) -> &String,
    most: usize,
) -> (Vec<&String>, Vec<&String>) {
    let mut sums: BTreeMap<&String, Cell> = BTreeMap::new();
    for (key, cell) in pairs {
        let sum = sums.entry(label(key)).or_default();
        *sum = sum.and(*cell);
    }
    let amount = |cell: &Cell| match cell {
        Cell::Known(loss) => Some(*loss),
        _ => None,
    };
    let mut sums: Vec<(&String, Cell)> = sums.into_iter().collect();
    sums.sort_by_key(|(_, cell)| std::cmp::Reverse(amount(cell)));
    let mut labels: Vec<&String> = sums.into_iter().map(|(label, _)| label).collect();
    let kept = if labels.len() <= most + 1 { labels.len() } else { most };
    let rest = labels.split_off(kept);
    (labels, rest)
}

fn others(count: usize, dimension: Dimension) -> String {
    format!("{count} other {}", dimension.words().1)
}
