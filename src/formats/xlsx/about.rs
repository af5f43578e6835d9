//! The first sheet: what the workbook holds, how to read it, and what was checked.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, Url, Worksheet, XlsxError};

use crate::domain::Usd;
use crate::tables::checks::Check;
use crate::tables::schema::{self, TableSchema};

use super::cells::{self, Cell, INK};
use super::charts::{self, BLUE};
use super::names::{ABOUT, MEANINGS};
use super::sheet::{PAPER, Sheet, header};
use super::{LeftOut, TITLE, Workbook};

/// The words that the columns of the workbook use.
const DEFINITIONS: [(&str, &str); 7] = [
    (
        "Known loss",
        "A loss that a report states in US dollars, at the time of the event. Zero is known.",
    ),
    (
        "Unknown loss",
        "Nobody knows the amount: an empty cell, in no sum, mean or median. Unknown is not zero.",
    ),
    (
        "Involved loss",
        "The whole loss of every incident that carries the label. An incident with two labels counts in full under both, so these sums overlap: never total them.",
    ),
    (
        "Allocated loss",
        "Each loss divided equally among the labels of its incident. Over all attack types, or all entity types, these sums add up to the total loss, to the cent.",
    ),
    (
        "Duplicate",
        "A report about an event that another report is counted for. It stays in the table incidents, with the name of the other one in duplicate_of, and is in no sum.",
    ),
    (
        "Amounts",
        "A spreadsheet keeps 15 digits. Longer amounts are rounded here, and exact in the CSV and Parquet files beside this workbook.",
    ),
    (
        "Cells",
        "No cell is a formula. Several texts in one cell are joined by semicolons. A text of more than 32,767 characters is cut and ends in an ellipsis.",
    ),
];

/// The widths of the columns, in digits.
const WIDTHS: [u8; 4] = [32, 24, 84, 14];
/// How many characters of a meaning fit a line, and how many of a definition.
const LINES: (usize, usize) = (100, 128);
/// The height of a line, in points.
const LINE_HEIGHT: usize = 15;

/// Lines are written one below the other.
struct Page {
    sheet: Worksheet,
    row: u32,
    wrapped: Format,
    link: Format,
}

/// Writes the sheet.
///
/// # Errors
///
/// What the encoder says.
pub(crate) fn write(
    edition: &Workbook<'_>,
    sheets: &[Sheet<'_>],
    left_out: &[LeftOut<'_>],
) -> Result<Worksheet, XlsxError> {
    let mut page = Page::new()?;
    page.title(edition)?;
    page.totals(edition)?;
    page.sheets(sheets)?;
    page.left_out(left_out)?;
    page.definitions()?;
    page.checks(edition.facts.checks)?;
    Ok(page.sheet)
}

impl Page {
    fn new() -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(ABOUT)?;
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_screen_gridlines(false).set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&A&RPage &P of &N");
        let top = Format::new().set_align(FormatAlign::Top);
        let link = top.clone().set_font_color(BLUE).set_underline(FormatUnderline::Single);
        Ok(Self { sheet, row: 0, wrapped: top.set_text_wrap(), link })
    }

    fn title(&mut self, edition: &Workbook<'_>) -> Result<(), XlsxError> {
        let large = Format::new().set_bold().set_font_size(18).set_font_color(INK);
        self.sheet.write_string_with_format(0, 0, TITLE, &large)?;
        let period = edition.period.unwrap_or("No incident");
        self.sheet.write_string_with_format(1, 0, period, &Format::new().set_bold())?;
        let made = format!("Made from incident reports by lossbook {}.", env!("CARGO_PKG_VERSION"));
        self.sheet.write_string(2, 0, made)?;
        self.row = 4;
        Ok(())
    }

    /// The header of a section, over the full width.
    fn section(&mut self, words: [&str; 4]) -> Result<(), XlsxError> {
        for (column, word) in (0..).zip(words) {
            // Above the values, which are at the right.
            let aligned = if column == 1 { FormatAlign::Right } else { FormatAlign::Left };
            let indented = header().set_align(aligned).set_indent(u8::from(column == 2));
            self.sheet.write_string_with_format(self.row, column, word, &indented)?;
        }
        self.row += 1;
        Ok(())
    }

    /// One line of a section: what, how much, and what it means.
    fn line(&mut self, label: &str, value: &Cell<'_>, meaning: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, label, &self.wrapped)?;
        let format = cells::format(value.kind()).set_align(FormatAlign::Top);
        let format = format.set_align(FormatAlign::Right).set_indent(0);
        match value.number() {
            Some(number) => self.sheet.write_number_with_format(self.row, 1, number, &format)?,
            None => self.sheet.write_string_with_format(self.row, 1, value.words(), &format)?,
        };
        let indented = self.wrapped.clone().set_align(FormatAlign::Left).set_indent(1);
        self.sheet.write_string_with_format(self.row, 2, meaning, &indented)?;
        self.next_row(meaning, LINES.0)
    }

    /// Makes the row as high as its text needs, of which so many characters fit a line. Not all
    /// spreadsheets do it by themselves.
    fn next_row(&mut self, text: &str, line: usize) -> Result<(), XlsxError> {
        let lines = text.chars().count().div_ceil(line).max(1);
        let height = u16::try_from(lines * LINE_HEIGHT).unwrap_or(u16::MAX);
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    fn totals(&mut self, edition: &Workbook<'_>) -> Result<(), XlsxError> {
        let (facts, totals) = (edition.facts, edition.facts.totals);
        self.section(["Totals", "", "", ""])?;
        self.line(
            "Total loss",
            &Cell::Usd(totals.loss),
            "Sum of all known losses, US dollars at the time of the event",
        )?;
        let counts = [
            ("Incidents", totals.incidents, "Each event once"),
            ("Incidents with a known loss", totals.known, "In the total"),
            ("Incidents with an unknown loss", totals.unknown, "In no sum"),
            (
                "Duplicate reports",
                totals.duplicates,
                "Of events that another report is counted for",
            ),
            ("Reports found", facts.files.seen, "Loaded, rejected and skipped ones"),
            (
                "Reports loaded",
                facts.files.loaded,
                "Incidents, duplicates and reports outside of the period",
            ),
            ("Reports outside of the period", facts.outside_period, "In no sum of the period"),
            ("Reports rejected", facts.files.rejected, "tables/findings.csv says why"),
            ("Reports skipped", facts.files.skipped, "Hidden files, section pages, links"),
        ];
        for (label, count, meaning) in counts {
            self.line(label, &cells::count(count), meaning)?;
        }
        self.row += 1;
        Ok(())
    }

    fn sheets(&mut self, sheets: &[Sheet<'_>]) -> Result<(), XlsxError> {
        self.section(["Sheets", "Rows", "", "Chart"])?;
        for sheet in sheets {
            self.line("", &cells::count(sheet.rows()), &format!("{}.", sheet.table.meaning))?;
            let row = self.row - 1;
            self.link(row, 0, &sheet.name, "A1", &sheet.name)?;
            if let Some((_, first, column)) = charts::placed(sheet) {
                self.link(row, 3, &sheet.name, &row_col_to_cell(first, column), "to the chart")?;
            }
        }
        let columns = sheets.iter().map(|sheet| sheet.table.columns.len()).sum();
        self.line(
            "",
            &cells::count(columns),
            "One row for each column of each table: what it means.",
        )?;
        self.link(self.row - 1, 0, MEANINGS, "A1", MEANINGS)?;
        self.row += 1;
        Ok(())
    }

    /// The tables that have no sheet, and where they are.
    fn left_out(&mut self, left_out: &[LeftOut<'_>]) -> Result<(), XlsxError> {
        if left_out.is_empty() {
            return Ok(());
        }
        self.section(["Tables beside this workbook", "Rows", "", ""])?;
        for LeftOut { table, rows } in left_out {
            let TableSchema { name, meaning, .. } = table;
            // Findings have no Parquet file.
            let parquet = if *name == schema::findings().name { "" } else { " and .parquet" };
            let files = format!("tables/{name}.csv{parquet}");
            self.line(name, &cells::count(*rows), &format!("{meaning}. It is in {files}."))?;
        }
        self.row += 1;
        Ok(())
    }

    fn link(
        &mut self,
        row: u32,
        column: u16,
        sheet: &str,
        cell: &str,
        words: &str,
    ) -> Result<(), XlsxError> {
        let url = Url::new(format!("internal:'{sheet}'!{cell}")).set_text(words);
        self.sheet.write_url_with_format(row, column, url, &self.link)?;
        Ok(())
    }

    fn definitions(&mut self) -> Result<(), XlsxError> {
        self.section(["Definitions", "", "", ""])?;
        for (word, meaning) in DEFINITIONS {
            self.sheet.write_string_with_format(self.row, 0, word, &self.wrapped)?;
            self.sheet.merge_range(self.row, 1, self.row, 2, meaning, &self.wrapped)?;
            self.next_row(meaning, LINES.1)?;
        }
        self.row += 1;
        Ok(())
    }

    fn checks(&mut self, checks: &[Check]) -> Result<(), XlsxError> {
        self.section(["Checks", "Value", "Equation", ""])?;
        for check in checks {
            let word = if check.holds { "holds" } else { "does not hold" };
            self.line(word, &value(&check.left), &check.name)?;
        }
        Ok(())
    }
}

/// One side of an equation as the count or the amount that it is.
fn value(text: &str) -> Cell<'_> {
    let amount = text.split_once('.').filter(|(_, cents)| cents.len() == 2);
    let cents = amount.and_then(|(dollars, cents)| format!("{dollars}{cents}").parse().ok());
    match (cents, text.parse()) {
        (Some(cents), _) => Cell::Usd(Usd::from_cents(cents)),
        (None, Ok(count)) => Cell::Integer(count),
        (None, Err(_)) => cells::text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_of_equations_are_typed() {
        #[rustfmt::skip]
        let table = [
            ("127",         Cell::Integer(127)),
            ("12.05",       Cell::Usd(Usd::from_cents(1_205))),
            ("-12.05",      Cell::Usd(Usd::from_cents(-1_205))),
            ("0.05",        Cell::Usd(Usd::from_cents(5))),
            ("2.5",         cells::text("2.5")),
            ("all of them", cells::text("all of them")),
        ];
        for (text, expected) in table {
            assert_eq!(value(text), expected, "{text}");
        }
    }
}
