//! Names of spans of days, read back: which days `Q4 2023`, `1 to 15 November 2023` or
//! `2024 up to 14 May` mean.

use chrono::{Datelike, Days as Count, Months, NaiveDate};

/// A run of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// What a name says about the days that it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// All of a month, quarter, half, year, or of several.
    Bare(Days),
    /// Its first and its last day.
    ByDays(Days),
    /// A quarter, half or year whose end is not reached.
    UpTo { whole: Days, last: NaiveDate },
    /// `the same days of 2023`.
    SameDaysOf(Days),
    /// `the first 44 days of Q1 2024`.
    FirstDaysOf(Days, u64),
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Days {
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// So many whole months from the first day of one.
    pub fn months(year: i32, month: u32, months: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::new(first, first + Months::new(months) - Count::new(1))
    }

    pub fn year(year: i32) -> Self {
        Self::months(year, 1, 12).unwrap()
    }

    pub fn len(self) -> u64 {
        (self.last - self.first).num_days().cast_unsigned() + 1
    }

    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    pub fn has(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    pub fn shared(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    pub fn up_to(self, day: NaiveDate) -> Option<Self> {
        Self::new(self.first, self.last.min(day))
    }

    /// The months, quarters or years (by their number of months) that have a day in common with it.
    pub fn calendar(self, months: u32) -> Vec<Self> {
        let start = self.first.month0() / months * months + 1;
        let mut span = Self::months(self.first.year(), start, months);
        let mut spans = Vec::new();
        while let Some(it) = span.filter(|it| it.first <= self.last) {
            spans.push(it);
            let next = it.last + Count::new(1);
            span = Self::months(next.year(), next.month(), months);
        }
        spans
    }

    /// How many months it has, if it begins and ends with one.
    pub fn whole_months(self) -> Option<u32> {
        let behind = self.last + Count::new(1);
        let number = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        let months = (number(behind) - number(self.first)).cast_unsigned();
        (self.first.day() == 1 && behind.day() == 1).then_some(months)
    }

    /// As many months, or days, right before it.
    pub fn before(self) -> Self {
        let first = match self.whole_months() {
            Some(months) => self.first - Months::new(months),
            None => self.first - Count::new(self.len()),
        };
        Self { first, last: self.first - Count::new(1) }
    }

    /// The same days a year before.
    pub fn year_before(self) -> Self {
        let first = self.first - Months::new(12);
        let last = match self.whole_months() {
            Some(months) => first + Months::new(months) - Count::new(1),
            None => self.last - Months::new(12),
        };
        Self { first, last }
    }
}

/// Reads a name; `None` if it is none.
pub fn named(text: &str) -> Option<Named> {
    let words: Vec<&str> = text.split(' ').collect();
    match words.as_slice() {
        ["the" | "The", "same", "days", "of", whole @ ..] => bare(whole).map(Named::SameDaysOf),
        ["the" | "The", "first", "day", "of", whole @ ..] => {
            Some(Named::FirstDaysOf(bare(whole)?, 1))
        }
        ["the" | "The", "first", count, "days", "of", whole @ ..] => {
            Some(Named::FirstDaysOf(bare(whole)?, count.parse().ok().filter(|it| *it > 1)?))
        }
        [whole @ .., "up", "to", day, month] => {
            let whole = bare(whole).filter(|it| matches!(it.whole_months(), Some(3 | 6 | 12)))?;
            let last = date(day, month, &whole.last.year().to_string())?;
            (whole.has(last) && last < whole.last).then_some(Named::UpTo { whole, last })
        }
        words => bare(words).map(Named::Bare).or_else(|| by_days(words).map(Named::ByDays)),
    }
}

/// A day in words: `10 November 2023`, `10 Nov 2023`, `2023-11-10`.
pub fn day(text: &str) -> Option<NaiveDate> {
    match text.split(' ').collect::<Vec<_>>().as_slice() {
        [day, month, year] => date(day, month, year),
        [iso] => iso.parse().ok(),
        _ => None,
    }
}

fn bare(words: &[&str]) -> Option<Days> {
    match *words {
        [first] => Some(Days::year(year(first)?)),
        [first, "to", last] if year(first)? < year(last)? => {
            Days::new(Days::year(year(first)?).first, Days::year(year(last)?).last)
        }
        [part, of] => match (part.split_at_checked(1)?, year(of)?) {
            (("Q", number @ ("1" | "2" | "3" | "4")), year) => {
                Days::months(year, number.parse::<u32>().ok()? * 3 - 2, 3)
            }
            (("H", number @ ("1" | "2")), year) => {
                Days::months(year, number.parse::<u32>().ok()? * 6 - 5, 6)
            }
            (_, year) => Days::months(year, month(part)?, 1),
        },
        [first, "to", last, of] => months((first, of), (last, of)),
        [first, from, "to", last, to] => months((first, from), (last, to)),
        _ => None,
    }
}

fn months(first: (&str, &str), last: (&str, &str)) -> Option<Days> {
    let of = |(name, of): (&str, &str)| Days::months(year(of)?, month(name)?, 1);
    Days::new(of(first)?.first, of(last)?.last)
}

fn by_days(words: &[&str]) -> Option<Days> {
    let (first, last) = match *words {
        [day, month, year] => (date(day, month, year)?, date(day, month, year)?),
        [from, "to", to, month, year] => (date(from, month, year)?, date(to, month, year)?),
        [from, first, "to", to, last, year] => (date(from, first, year)?, date(to, last, year)?),
        [from, first, start, "to", to, last, end] => {
            (date(from, first, start)?, date(to, last, end)?)
        }
        _ => return None,
    };
    Days::new(first, last)
}

fn date(day: &str, name: &str, of: &str) -> Option<NaiveDate> {
    let number = day.parse().ok().filter(|_| !day.starts_with('0'))?;
    NaiveDate::from_ymd_opt(year(of)?, month(name)?, number)
}

fn year(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten()
}

fn month(name: &str) -> Option<u32> {
    let position = MONTHS.iter().position(|it| *it == name || it[..3] == *name)?;
    u32::try_from(position + 1).ok()
}

/// Reads a period as the program's flags and folders name it: `2023-Q4`, `2023-11`, `A..B`.
pub fn period(text: &str) -> Option<Days> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Days::new(flag(from)?.first, flag(to)?.last)
}

fn flag(text: &str) -> Option<Days> {
    let Some((of, part)) = text.split_once('-') else { return year(text).map(Days::year) };
    let number = |digits: &str| digits.parse::<u32>().ok();
    match part.split_at_checked(1)? {
        ("Q", quarter) => Days::months(year(of)?, number(quarter)? * 3 - 2, 3),
        ("H", half) => Days::months(year(of)?, number(half)? * 6 - 5, 6),
        _ if part.len() == 2 => Days::months(year(of)?, number(part)?, 1),
        _ => text.parse().ok().map(|day| Days { first: day, last: day }),
    }
}
