//! The sheet of one table: a frozen header with filters, typed cells, a chart beside some.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, IgnoreError, Worksheet, XlsxError};

use crate::tables::schema::{Kind, TableSchema};

use super::cells::{self, Cell, FILL, INK};

/// The widest and the narrowest that a column gets, in digits.
const WIDTHS: (usize, usize) = (8, 50);
/// What the button of a filter takes of the header, in digits.
const BUTTON: usize = 5;
/// A4, by Excel's number.
pub(crate) const PAPER: u8 = 9;

/// A table as a sheet shows it.
pub(crate) struct Sheet<'a> {
    /// The name of the sheet.
    pub(crate) name: String,
    /// What the columns mean.
    pub(crate) table: &'a TableSchema,
    /// The cells, column by column.
    pub(crate) columns: Vec<Vec<Option<Cell<'a>>>>,
}

/// The format of headers.
pub(crate) fn header() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(INK)
        .set_background_color(FILL)
        .set_border_bottom(FormatBorder::Thin)
}

/// The header of a column, aligned as its cells are.
fn header_of(kind: Kind) -> Format {
    if matches!(kind, Kind::Text | Kind::TextList) {
        header().set_align(FormatAlign::Left).set_indent(1)
    } else {
        // The button of the filter stays free.
        header().set_align(FormatAlign::Right).set_indent(2)
    }
}

impl Sheet<'_> {
    /// How many rows the table has.
    pub(crate) fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The position and the cells of a column.
    pub(crate) fn column(&self, position: usize) -> Option<(u16, &[Option<Cell<'_>>])> {
        Some((u16::try_from(position).ok()?, self.columns.get(position)?))
    }

    /// Writes the sheet.
    ///
    /// # Errors
    ///
    /// What the encoder says; there is nothing to say of a sheet within its limits.
    pub(crate) fn write(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(&self.name)?;
        for (index, (column, cells)) in (0..).zip(self.table.columns.iter().zip(&self.columns)) {
            let content = cells.iter().flatten().map(Cell::width).max().unwrap_or(0);
            let width = content.max(column.name.len() + BUTTON).clamp(WIDTHS.0, WIDTHS.1);
            sheet.set_column_width(index, u8::try_from(width + 1).unwrap_or(u8::MAX))?;
            sheet.set_column_format(index, &cells::format(column.kind))?;
            sheet.write_string_with_format(0, index, column.name, &header_of(column.kind))?;
            for (row, cell) in (1..).zip(cells) {
                if let Some(cell) = cell {
                    cell.write(&mut sheet, row, index)?;
                }
            }
        }
        self.finish(&mut sheet, u32::try_from(self.rows()).unwrap_or(u32::MAX))?;
        Ok(sheet)
    }

    /// What is not cells: the frozen header, the filters, how it prints.
    fn finish(&self, sheet: &mut Worksheet, last_row: u32) -> Result<(), XlsxError> {
        let last_column = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, last_row, last_column)?;
        // A title that is nothing but a year is no mistake to be marked.
        let marked = IgnoreError::NumberStoredAsText;
        sheet.ignore_error_range(0, 0, last_row, last_column, marked)?;
        sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_footer("&L&A&RPage &P of &N");
        Ok(())
    }
}
