//! Single cells: values of a table as a spreadsheet holds them.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};

use crate::domain::Usd;
use crate::tables::cell::Cells;
use crate::tables::cell::joined;
use crate::tables::schema::Kind;
use crate::tables::{Share, view};

/// The fill of headers.
pub(crate) const FILL: Color = Color::RGB(0x00E2_E6EC);
/// The text of headers and titles.
pub(crate) const INK: Color = Color::RGB(0x000F_172A);
/// The longest text of a cell, in units of UTF-16, as Excel counts.
const LONGEST_TEXT: usize = 32_767;
/// The longest text that is written in two pieces: what escapes it makes counts there.
const LONGEST_PIECES: usize = 4_000;
/// Before this day Excel and other programs disagree on the number of a date: Excel takes 1900 for
/// a leap year.
const FIRST_DATE: Option<NaiveDate> = NaiveDate::from_ymd_opt(1900, 3, 1);
/// The day whose number is 0.
const DAY_ZERO: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);

/// A value of a table. An empty cell is no cell at all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Always a text, whatever it looks like.
    Text(Cow<'a, str>),
    /// A day.
    Date(NaiveDate),
    /// A whole number.
    Integer(i64),
    /// US dollars.
    Usd(Usd),
    /// A part of a whole, in millionths.
    Share(i128),
}

/// The format of the cells of a column.
pub(crate) fn format(kind: Kind) -> Format {
    match kind {
        // Stays a text even when somebody edits it; a little apart from a number before it.
        Kind::Text | Kind::TextList => {
            Format::new().set_num_format("@").set_align(FormatAlign::Left).set_indent(1)
        }
        Kind::Date => Format::new().set_num_format("yyyy-mm-dd"),
        Kind::Integer => Format::new().set_num_format("0"),
        Kind::Usd => Format::new().set_num_format("$#,##0.00"),
        Kind::Share => Format::new().set_num_format("0.0%"),
    }
}

/// The cells of a column of a table, row by row.
pub(crate) fn of_column(cells: Cells<'_>) -> Vec<Option<Cell<'_>>> {
    fn all<'a, T>(cells: Vec<Option<T>>, cell: impl Fn(T) -> Cell<'a>) -> Vec<Option<Cell<'a>>> {
        cells.into_iter().map(|it| it.map(&cell)).collect()
    }
    match cells {
        Cells::Text(texts) => all(texts, text),
        Cells::TextList(lists) => {
            let joined = lists.into_iter().map(joined);
            let owned = |text: String| Cell::Text(fitting(&text).into_owned().into());
            joined.map(|it| it.map(owned)).collect()
        }
        Cells::Date(days) => all(days, Cell::Date),
        Cells::Integer(counts) => all(counts, Cell::Integer),
        Cells::Usd(amounts) => all(amounts, Cell::Usd),
        Cells::Share(shares) => all(shares, |Share(millionths)| Cell::Share(millionths)),
    }
}

/// A count as a cell.
pub(crate) fn count(count: usize) -> Cell<'static> {
    Cell::Integer(view::count(count))
}

/// A text as a cell.
pub(crate) fn text(text: &str) -> Cell<'_> {
    Cell::Text(fitting(text))
}

/// A text without the characters that XML forbids, cut where a cell ends.
fn fitting(text: &str) -> Cow<'_, str> {
    let longest = if is_taken_for_markup(text) { LONGEST_PIECES } else { LONGEST_TEXT };
    let forbidden =
        |it: char| it < ' ' && it != '\t' && it != '\n' || matches!(it, '\u{fffe}' | '\u{ffff}');
    // No text has more units than bytes.
    let long = text.len() > longest && text.encode_utf16().count() > longest;
    if !long && !text.contains(forbidden) {
        return Cow::Borrowed(text);
    }
    let mut fitting = String::with_capacity(text.len().min(3 * longest));
    let mut units = 0;
    for character in text.chars() {
        units += character.len_utf16();
        if long && units >= longest {
            fitting.push('…');
            break;
        }
        fitting.push(if forbidden(character) { char::REPLACEMENT_CHARACTER } else { character });
    }
    Cow::Owned(fitting)
}

/// Whether the encoder would take a text for markup of its own and not escape it.
fn is_taken_for_markup(text: &str) -> bool {
    text.starts_with("<r>") && text.ends_with("</r>")
}

impl Cell<'_> {
    /// What kind of column the value belongs into.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Date(_) => Kind::Date,
            Self::Integer(_) => Kind::Integer,
            Self::Usd(_) => Kind::Usd,
            Self::Share(_) => Kind::Share,
        }
    }

    /// Writes the value. The format is that of the column.
    ///
    /// # Errors
    ///
    /// What the encoder says if there is no such place on a sheet.
    pub(crate) fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
    ) -> Result<(), XlsxError> {
        if let Some(number) = self.number() {
            sheet.write_number(row, column, number)?;
            return Ok(());
        }
        let text = self.words();
        if is_taken_for_markup(&text) {
            let plain = Format::default();
            let (first, rest) = text.split_at(1);
            sheet.write_rich_string(row, column, &[(&plain, first), (&plain, rest)])?;
        } else {
            sheet.write_string(row, column, text)?;
        }
        Ok(())
    }

    /// The number that the cell holds; none of a text.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Text(_) => None,
            Self::Date(day) => number_of(*day),
            Self::Integer(number) => Some(float(i128::from(*number))),
            // A spreadsheet has floats only: exact up to 15 digits, rounded beyond.
            Self::Usd(amount) => Some(amount.approximate_dollars()),
            Self::Share(millionths) => Some(float(*millionths) / 1e6),
        }
    }

    /// The text of a cell that holds no number.
    pub(crate) fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Date(day) => day.to_string().into(),
            Self::Integer(_) | Self::Usd(_) | Self::Share(_) => Cow::Borrowed(""),
        }
    }

    /// How wide the value is when shown, in digits.
    pub(crate) fn width(&self) -> usize {
        match self {
            // Letters of Chinese and its neighbours are twice as wide.
            Self::Text(text) => {
                text.chars().take(200).map(|it| 1 + usize::from(it >= '\u{1100}')).sum()
            }
            Self::Date(_) => "2023-11-20".len(),
            Self::Integer(number) => number.to_string().len(),
            Self::Usd(amount) => amount.grouped().len(),
            Self::Share(_) => "-1000.0%".len(),
        }
    }
}

/// The number that stands for a day, if all programs agree on it.
fn number_of(day: NaiveDate) -> Option<f64> {
    let number = day.signed_duration_since(DAY_ZERO?).num_days();
    (day >= FIRST_DATE?).then(|| float(i128::from(number)))
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet knows no numbers but floats")]
fn float(number: i128) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_a_cell() {
        let (emoji, letters) = ("😀".repeat(20_000), "a".repeat(LONGEST_TEXT));
        let (cut, longer) = (letters[1..].to_owned() + "…", letters.clone() + "a");
        let cut_emoji = "😀".repeat(LONGEST_TEXT / 2) + "…";
        let markup = format!("<r>{}</r>", "&".repeat(LONGEST_PIECES));
        let cut_markup = format!("<r>{}…", "&".repeat(LONGEST_PIECES - 4));
        #[rustfmt::skip]
        let table = [
            ("naïve 中文\n\t", "naïve 中文\n\t"),
            ("=1+1",          "=1+1"),
            ("a\u{1b}[1m\r",  "a\u{fffd}[1m\u{fffd}"),
            ("\u{ffff}",      "\u{fffd}"),
            (&letters,        &letters),
            (&longer,         &cut),
            (&emoji,          &cut_emoji),
            (&markup,         &cut_markup),
        ];
        for (given, expected) in table {
            let fitting = fitting(given);
            let start: String = given.chars().take(10).collect();
            assert!(fitting == expected, "{start:?}: {} characters", fitting.chars().count());
            assert!(fitting.encode_utf16().count() <= LONGEST_TEXT, "{start:?}");
        }
    }

    #[test]
    fn amounts_of_fifteen_digits_are_exact() {
        for cents in [0, 1, 29, 5_960_234_821_100, 123_456_789_012_345, 999_999_999_999_999] {
            let amount = Usd::from_cents(cents);
            let number = Cell::Usd(amount).number().unwrap();
            assert_eq!(format!("{number:.2}"), amount.to_string());
        }
        // Beyond, rounded: never a text, which a sum would leave out.
        assert_eq!(Cell::Usd(Usd::MAX_LOSS).number(), Some(1e15));
        assert_eq!(Cell::Usd(Usd::from_cents(99_999_999_999_999_999)).number(), Some(1e15));
    }

    #[test]
    fn days_have_numbers_where_all_programs_agree() {
        #[rustfmt::skip]
        let table = [
            ("2023-11-20", Some(45_250.0), ""),
            ("1900-03-01", Some(61.0),     ""),
            ("1900-02-28", None,           "1900-02-28"),
        ];
        for (day, number, words) in table {
            let cell = Cell::Date(day.parse().unwrap());
            assert_eq!(cell.number(), number, "{day}");
            assert!(number.is_some() || cell.words() == words, "{day}");
        }
    }

    #[test]
    fn cells_of_every_kind() {
        let lists = [vec!["=a".to_owned(), "b".into()], vec![]];
        let lists = lists.iter().map(Vec::as_slice).collect();
        let day = "2023-01-02".parse().ok();
        let cents = Some(Usd::from_cents(-5));
        #[rustfmt::skip]
        let table: [(Cells<'_>, [Option<Cell<'_>>; 2]); 6] = [
            (Cells::Text(vec![Some("=1+1"), None]),            [Some(text("=1+1")),        None]),
            (Cells::TextList(lists),                           [Some(text("=a; b")),       None]),
            (Cells::Date(vec![day, None]),                     [day.map(Cell::Date),       None]),
            (Cells::Integer(vec![Some(7), Some(0)]),           [Some(Cell::Integer(7)),    Some(Cell::Integer(0))]),
            (Cells::Usd(vec![cents, None]),                    [cents.map(Cell::Usd),      None]),
            (Cells::Share(vec![Some(Share(250_000)), None]),   [Some(Cell::Share(250_000)), None]),
        ];
        for (cells, expected) in table {
            let about = format!("{cells:?}");
            assert_eq!(of_column(cells), expected, "{about}");
        }
    }
}
