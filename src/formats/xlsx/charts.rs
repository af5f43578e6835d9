//! Charts that the spreadsheet draws from the cells of a sheet: for the three main tables.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartAxisDateUnitType, ChartDataLabel,
    ChartDataLabelPosition, ChartFont, ChartFormat, ChartLayout, ChartLine, ChartSolidFill, Color,
    ObjectMovement,
};

use crate::domain::Granularity;
use crate::tables::schema::{self, ByLabel, ByPeriod, TableSchema};
use crate::tables::transforms::DIMENSIONS;

use super::cells::{Cell, FILL, INK};
use super::sheet::Sheet;

/// The most bars.
const MOST_BARS: usize = 12;
/// The colour of bars, columns and links.
pub(crate) const BLUE: Color = Color::RGB(0x001F_5FBF);
/// Units of an axis, the largest first: in cents, and the format that shows dollars in that unit.
const UNITS: [(i128, &str); 3] = [
    (100_000_000_000, "$#,##0,,,\"B\""),
    (100_000_000, "$#,##0,,\"M\""),
    (100_000, "$#,##0,\"k\""),
];
/// An amount at its bar, each in the unit that fits it.
const AT_BAR: &str = "[>=999500000]$0.00,,,\"B\";[>=999500]$0.0,,\"M\";$#,##0";

/// The chart of a sheet, if there is one, and its place: right of the table, below the frozen header.
pub(crate) fn placed(sheet: &Sheet<'_>) -> Option<(Chart, u32, u16)> {
    let after = u16::try_from(sheet.columns.len() + 1).ok()?;
    of_sheet(sheet).map(|chart| (chart, 1, after))
}

/// The chart of a table that has one and something to draw.
fn of_sheet(sheet: &Sheet<'_>) -> Option<Chart> {
    let is = |schema: TableSchema| sheet.table.name == schema.name;
    let dimension = DIMENSIONS.into_iter().find(|it| is(schema::losses_by_label(*it)));
    match dimension {
        Some(dimension) => bars(sheet, dimension.words().0),
        None if is(schema::losses_by_period(Granularity::Month)) => months(sheet),
        None => None,
    }
}

/// Horizontal bars of the first rows, which are the largest; the largest on top.
fn bars(sheet: &Sheet<'_>, word: &str) -> Option<Chart> {
    let rows = sheet.rows().min(MOST_BARS);
    let mut chart = Chart::new_bar();
    let mut labels = ChartDataLabel::new();
    labels.show_value().set_num_format(AT_BAR).set_position(ChartDataLabelPosition::OutsideEnd);
    let format = add_series(
        &mut chart,
        sheet,
        [ByLabel::LABEL.index, ByLabel::ALLOCATED_LOSS_USD.index],
        rows,
        Some(&labels),
    )?;
    let which = if sheet.rows() > rows {
        format!(": the {rows} largest of {}", sheet.rows())
    } else {
        String::new()
    };
    // Bars are counted from the bottom: turned round, so that the first row is on top and the
    // amounts stay below. The axes keep their letters as if the bars stood upright.
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
    // Room for every label beside its bar: spreadsheets leave out those that come too close.
    let room = ChartLayout::new().set_offset(0.24, 0.1).set_dimensions(0.7, 0.82);
    chart.plot_area().set_layout(&room);
    amounts(chart.x_axis(), format);
    finish(&mut chart, &format!("Allocated loss by {word}{which}"));
    chart.set_height(620);
    Some(chart)
}

/// Columns on an axis of dates, one for each month.
fn months(sheet: &Sheet<'_>) -> Option<Chart> {
    let mut chart = Chart::new_column();
    let format = add_series(
        &mut chart,
        sheet,
        [ByPeriod::FIRST_DAY.index, ByPeriod::LOSS_USD.index],
        sheet.rows(),
        None,
    )?;
    let (_, months) = sheet.column(ByPeriod::FIRST_DAY.index)?;
    let day = |cell: &Option<Cell<'_>>| match cell {
        Some(Cell::Date(day)) => Some(*day),
        _ => None,
    };
    let (first, last) = (day(months.first()?)?, day(months.last()?)?);
    let count = months.len();
    let axis = chart.x_axis();
    axis.set_date_axis(true);
    if count > 36 {
        let years = u32::try_from(count / 12 / 15).unwrap_or(0) + 1;
        axis.set_num_format("yyyy").set_major_unit(years);
        axis.set_major_unit_date_type(ChartAxisDateUnitType::Years);
    } else {
        axis.set_num_format("mmm yyyy").set_major_unit(if count > 12 { 3 } else { 1 });
        axis.set_major_unit_date_type(ChartAxisDateUnitType::Months);
    }
    let title = if first == last {
        format!("Known losses in {}", month(first))
    } else {
        format!("Known losses by month, {} to {}", month(first), month(last))
    };
    amounts(chart.y_axis(), format);
    finish(&mut chart, &title);
    Some(chart)
}

/// `Oct 2011`.
fn month(day: NaiveDate) -> String {
    day.format("%b %Y").to_string()
}

/// Adds the one series, from two columns of the sheet. Gives the format of the axis of amounts; none
/// if there is no amount above zero to draw.
fn add_series(
    chart: &mut Chart,
    sheet: &Sheet<'_>,
    [label, amount]: [usize; 2],
    rows: usize,
    at_bar: Option<&ChartDataLabel>,
) -> Option<&'static str> {
    let (label, _) = sheet.column(label)?;
    let (amount, amounts) = sheet.column(amount)?;
    let cents = |cell: &Option<Cell<'_>>| match cell {
        Some(Cell::Usd(amount)) => Some(amount.cents()),
        _ => None,
    };
    let largest = amounts.iter().take(rows).filter_map(cents).max()?;
    let last = u32::try_from(rows).ok()?;
    if largest <= 0 {
        return None;
    }
    let name = sheet.name.as_str();
    let series = chart.add_series();
    series
        .set_name((name, 0, amount))
        .set_categories((name, 1, label, last, label))
        .set_values((name, 1, amount, last, amount))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BLUE)))
        .set_gap(40);
    if let Some(labels) = at_bar {
        series.set_data_label(labels);
    }
    // Ten units at the least, so that the steps of the axis are whole ones.
    let fits = |(unit, _): &&(i128, &str)| largest >= 10 * unit;
    Some(UNITS.iter().find(fits).map_or("$#,##0", |(_, format)| format))
}

/// The axis of amounts: faint lines, and dollars in one unit.
fn amounts(axis: &mut ChartAxis, format: &str) {
    let mut line = ChartLine::new();
    line.set_color(FILL);
    axis.set_num_format(format).set_major_gridlines(true).set_major_gridlines_line(&line);
}

/// What all charts share: title, words for those who do not see it, size.
fn finish(chart: &mut Chart, title: &str) {
    let mut font = ChartFont::new();
    font.set_size(13).set_color(INK);
    chart.title().set_name(title).set_font(&font);
    chart.legend().set_hidden();
    chart.set_alt_text(format!("{title}. The numbers are the cells of this sheet."));
    // Filters hide rows: the chart must not shrink with them.
    chart.set_object_movement(ObjectMovement::DontMoveOrSizeWithCells);
    chart.set_width(860).set_height(480);
}
