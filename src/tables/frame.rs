//! The only conversion to polars and back: tables become frames for files and for who uses the crate, and
//! a frame that was read from an edition becomes incidents again.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use polars::prelude::*;

use crate::domain::day::YEARS;
use crate::domain::{Incident, Loss, Usd};

use super::cell::Cells;
use super::schema::names::{
    ATTACK_TYPES, DATE, DUPLICATE_OF, ENTITY_TYPES, LOSS_USD, REPORT, TAGS, TARGET_ENTITIES, TITLE,
};
use super::schema::{ColumnSchema, Kind, TableSchema};
use super::table::AnyTable;
use super::value::{SHARE_SCALE, Share, USD_SCALE};

/// The digits of every decimal: the most that there are.
const PRECISION: usize = 38;

/// A table as a frame: dates, lists, 64-bit integers, and decimals of scale 2 for money and 6 for
/// shares.
///
/// # Errors
///
/// What polars says if the columns are not of one length.
pub fn frame(table: &dyn AnyTable) -> PolarsResult<DataFrame> {
    frame_of(table, 0..table.height())
}

/// Some rows of a table as a frame.
///
/// # Errors
///
/// As [`frame`].
pub fn frame_of(table: &dyn AnyTable, rows: Range<usize>) -> PolarsResult<DataFrame> {
    let names = table.schema().columns.iter().map(|it| it.name);
    let height = rows.len();
    let columns = names.zip(table.columns(rows)).map(|(name, cells)| column(name.into(), cells));
    DataFrame::new(height, columns.collect())
}

fn column(name: PlSmallStr, cells: Cells<'_>) -> Column {
    match cells {
        Cells::Text(texts) => {
            StringChunked::from_iter_options(name, texts.into_iter()).into_column()
        }
        Cells::TextList(lists) => {
            let mut builder = ListStringChunkedBuilder::new(name, lists.len(), lists.len() * 2);
            for list in lists {
                builder.append_values_iter(list.iter().map(String::as_str));
            }
            builder.finish().into_column()
        }
        Cells::Date(days) => DateChunked::from_naive_date_options(name, days).into_column(),
        Cells::Integer(counts) => {
            Int64Chunked::from_iter_options(name, counts.into_iter()).into_column()
        }
        Cells::Usd(amounts) => {
            let cents = amounts.into_iter().map(|it| it.map(Usd::cents));
            decimals(name, cents, USD_SCALE)
        }
        Cells::Share(shares) => {
            let millionths = shares.into_iter().map(|it| it.map(|Share(millionths)| millionths));
            decimals(name, millionths, SHARE_SCALE)
        }
    }
}

fn decimals(name: PlSmallStr, values: impl Iterator<Item = Option<i128>>, scale: usize) -> Column {
    Int128Chunked::from_iter_options(name, values)
        .into_decimal_unchecked(PRECISION, scale)
        .into_column()
}

/// A table that was read from a frame.
#[derive(Debug)]
pub struct ReadTable {
    schema: TableSchema,
    height: usize,
    columns: Vec<ReadCells>,
}

#[derive(Debug)]
enum ReadCells {
    Text(Vec<Option<String>>),
    TextList(Vec<Vec<String>>),
    Date(Vec<Option<NaiveDate>>),
    Integer(Vec<Option<i64>>),
    Usd(Vec<Option<Usd>>),
    Share(Vec<Option<Share>>),
}

impl ReadTable {
    /// Reads a frame that has the columns of a table, and no others.
    ///
    /// # Errors
    ///
    /// If a column is missing, in another place or of another type.
    pub fn new(schema: TableSchema, frame: &DataFrame) -> PolarsResult<Self> {
        let names = schema.columns.iter().map(|it| it.name);
        if !frame.get_column_names().into_iter().map(PlSmallStr::as_str).eq(names) {
            polars_bail!(ComputeError: "{} has other columns than it should", schema.name);
        }
        let columns = schema.columns.iter().map(|it| ReadCells::new(frame, it));
        let columns = columns.collect::<PolarsResult<_>>()?;
        Ok(Self { schema, height: frame.height(), columns })
    }
}

impl ReadCells {
    fn new(frame: &DataFrame, described: &ColumnSchema) -> PolarsResult<Self> {
        let name = described.name;
        Ok(match described.kind {
            Kind::Text => {
                let texts = texts(frame, name)?.into_iter();
                Self::Text(texts.map(|it| it.map(str::to_owned)).collect())
            }
            Kind::TextList => {
                let lists = lists(frame, name)?.into_iter();
                Self::TextList(lists.map(Option::unwrap_or_default).collect())
            }
            Kind::Date => Self::Date(days(frame, name)?),
            Kind::Integer => Self::Integer(frame.column(name)?.i64()?.iter().collect()),
            Kind::Usd => Self::Usd(money(frame, name)?),
            Kind::Share => {
                let millionths = scaled(frame, name, SHARE_SCALE)?.into_iter();
                Self::Share(millionths.map(|it| it.map(Share)).collect())
            }
        })
    }
}

impl AnyTable for ReadTable {
    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn height(&self) -> usize {
        self.height
    }

    fn columns(&self, rows: Range<usize>) -> Vec<Cells<'_>> {
        let columns = self.columns.iter().map(|cells| match cells {
            ReadCells::Text(texts) => {
                Cells::Text(texts[rows.clone()].iter().map(Option::as_deref).collect())
            }
            ReadCells::TextList(lists) => {
                Cells::TextList(lists[rows.clone()].iter().map(Vec::as_slice).collect())
            }
            ReadCells::Date(days) => Cells::Date(days[rows.clone()].to_vec()),
            ReadCells::Integer(counts) => Cells::Integer(counts[rows.clone()].to_vec()),
            ReadCells::Usd(amounts) => Cells::Usd(amounts[rows.clone()].to_vec()),
            ReadCells::Share(shares) => Cells::Share(shares[rows.clone()].to_vec()),
        });
        columns.collect()
    }
}

/// Reads the incidents of a table back, in its order.
///
/// # Errors
///
/// If a column is missing or of another type, or a row is no incident that the loader could have
/// made: without a date, or with a loss out of bounds.
pub fn incidents(frame: &DataFrame) -> PolarsResult<Vec<Incident>> {
    let mut reports = texts(frame, REPORT)?.into_iter();
    let mut days_of = days(frame, DATE)?.into_iter();
    let mut titles = texts(frame, TITLE)?.into_iter();
    let mut losses = money(frame, LOSS_USD)?.into_iter();
    let mut originals = texts(frame, DUPLICATE_OF)?.into_iter();
    // In the order of `Dimension::ALL`.
    let columns = [ATTACK_TYPES, ENTITY_TYPES, TAGS, TARGET_ENTITIES];
    let mut labels = Vec::with_capacity(columns.len());
    for column in columns {
        labels.push(lists(frame, column)?.into_iter());
    }
    let mut incidents = Vec::with_capacity(frame.height());
    for row in 1..=frame.height() {
        let report = reports.next().flatten();
        let (date, title) = (days_of.next().flatten(), titles.next().flatten());
        let Some(((report, date), title)) = report.zip(date).zip(title) else {
            polars_bail!(ComputeError: "row {row} has no report, no date or no title");
        };
        let loss = match losses.next().flatten() {
            None => Loss::Unknown,
            Some(loss) if (Usd::ZERO..=Usd::MAX_LOSS).contains(&loss) => Loss::Known(loss),
            Some(_) => polars_bail!(ComputeError: "row {row} has a loss that no report may state"),
        };
        if !YEARS.contains(&date.year()) {
            polars_bail!(ComputeError: "row {row} has a date that no report may state");
        }
        let mut of_row = labels.iter_mut().map(|it| it.next().flatten().unwrap_or_default());
        let of_row = std::array::from_fn(|_| of_row.next().unwrap_or_default());
        let incident = Incident::new(report.to_owned(), date, title.to_owned(), loss, of_row);
        incidents.push(match originals.next().flatten() {
            Some(original) => incident.into_duplicate_of(original.to_owned()),
            None => incident,
        });
    }
    Ok(incidents)
}

fn texts<'a>(frame: &'a DataFrame, name: &str) -> PolarsResult<Vec<Option<&'a str>>> {
    Ok(frame.column(name)?.str()?.iter().collect())
}

fn days(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<NaiveDate>>> {
    Ok(frame.column(name)?.date()?.as_date_iter().collect())
}

fn money(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<Usd>>> {
    let cents = scaled(frame, name, USD_SCALE)?.into_iter();
    Ok(cents.map(|it| it.map(Usd::from_cents)).collect())
}

fn scaled(frame: &DataFrame, name: &str, scale: usize) -> PolarsResult<Vec<Option<i128>>> {
    let decimals = frame.column(name)?.decimal()?;
    if decimals.scale() != scale {
        polars_bail!(ComputeError: "{name} is not a decimal of scale {scale}");
    }
    Ok(decimals.physical().iter().collect())
}

fn lists(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<Vec<String>>>> {
    let lists = frame.column(name)?.list()?;
    let texts = |list: polars::series::amortized_iter::AmortSeries| {
        Ok(list.as_ref().str()?.iter().flatten().map(str::to_owned).collect())
    };
    lists.amortized_iter().map(|list| list.map(texts).transpose()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::incidents::IncidentsTable;

    fn sample() -> Vec<Incident> {
        let owned = |labels: &[&str]| labels.iter().map(|it| (*it).to_owned()).collect();
        let incident = |report: &str, loss| {
            let labels = [owned(&["a; b", "=x"]), owned(&["E"]), vec![], owned(&["T", "U"])];
            Incident::new(report.into(), "2023-01-02".parse().unwrap(), "T".into(), loss, labels)
        };
        vec![
            incident("a.md", Loss::Known(Usd::from_cents(5))),
            incident("b.md", Loss::Unknown),
            incident("c.md", Loss::Known(Usd::MAX_LOSS)).into_duplicate_of("a.md".into()),
        ]
    }

    fn framed(incidents: &[Incident]) -> DataFrame {
        let borrowed: Vec<&Incident> = incidents.iter().collect();
        frame(&IncidentsTable::of_period(&borrowed)).unwrap()
    }

    #[test]
    fn incidents_are_read_back_as_they_were() {
        assert_eq!(incidents(&framed(&sample())).unwrap(), sample());
        assert_eq!(incidents(&framed(&[])).unwrap(), []);
    }

    #[test]
    fn rows_that_no_report_could_have_made() {
        let day = |text: &str| Cells::Date(vec![text.parse().ok(); 3]);
        let cents = |cents| Cells::Usd(vec![Some(Usd::from_cents(cents)); 3]);
        #[rustfmt::skip]
        let table = [
            ("no date",         DATE,     Cells::Date(vec![None; 3])),
            ("a date long ago", DATE,     day("0999-01-01")),
            ("a negative loss", LOSS_USD, cents(-1)),
            ("too much",        LOSS_USD, cents(Usd::MAX_LOSS.cents() + 1)),
            ("another type",    LOSS_USD, Cells::Text(vec![Some("1"); 3])),
            ("no title",        TITLE,    Cells::Text(vec![None; 3])),
        ];
        for (about, name, cells) in table {
            let mut frame = framed(&sample());
            frame.with_column(column(name.into(), cells)).unwrap();
            assert!(incidents(&frame).is_err(), "{about}");
        }
    }
}
