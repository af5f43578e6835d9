//! The `date:` field of a report: one day, never guessed.

use chrono::NaiveDate;

/// How a day was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayForm {
    /// `2023-11-20`.
    Iso,
    /// A whole date in another order or with other separators: `2023/11/20`, `November 20, 2023`.
    OtherSpelling,
    /// A date with a time of day, which is dropped.
    WithTime,
}

/// The years that reports can mean.
pub const YEARS: std::ops::Range<i32> = 1900..2200;

/// Why a text is not read as a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADay {
    /// `11/12/2023`: the eleventh of December or the twelfth of November.
    #[error("it has two readings: day and month may be either way round")]
    TwoReadings,
    /// `2018-11`, `November 2023`, `2023`.
    #[error("it names no day")]
    NoDay,
    /// `2023-02-30`.
    #[error("there is no such day")]
    NoSuchDay,
    /// A year outside of 1900 to 2199, which no report means.
    #[error("its year is not between 1900 and 2199")]
    YearOutOfRange,
    /// Anything else.
    #[error("it is not a date")]
    NotADate,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads the `date:` field of a report.
///
/// Accepted: `2023-11-20`, and as [`DayForm::OtherSpelling`] `2023/11/20`, `2023-11-2`,
/// `November 20, 2023` and `20 Nov 2023`; a time of day may follow a date in digits.
///
/// # Errors
///
/// [`NotADay`] says what is wrong. We never guess the day of `11/12/2023` or of `2018-11`.
///
/// ```
/// # use lossbook::domain::{DayForm, parse_day};
/// let (day, form) = parse_day("20 Nov 2023").unwrap();
/// assert_eq!((day.to_string().as_str(), form), ("2023-11-20", DayForm::OtherSpelling));
/// ```
pub fn parse_day(field: &str) -> Result<(NaiveDate, DayForm), NotADay> {
    let field = field.trim();
    if field.starts_with(|first: char| first.is_ascii_digit()) && !field.contains(' ') {
        return parse_digits(field);
    }
    match field.split_once(' ') {
        // `2023-11-20 14:30`, `2023-11-20 UTC`
        Some((date, time)) if date.contains(['-', '/', '.']) && starts_with_year(date) => {
            let (day, _) = parse_digits(date)?;
            if is_time(time.trim()) { Ok((day, DayForm::WithTime)) } else { Err(NotADay::NotADate) }
        }
        _ => parse_words(field).map(|day| (day, DayForm::OtherSpelling)),
    }
}

/// The day that a file name begins with, as in `2023-11-18-Kronos.md`.
#[must_use]
pub fn day_of_file_name(name: &str) -> Option<NaiveDate> {
    let (head, rest) = (name.get(..10)?, name.get(10..)?);
    if rest.starts_with(|next: char| next.is_ascii_digit()) || !is_iso(head) {
        return None;
    }
    parse_digits(head).ok().map(|(day, _)| day)
}

fn is_iso(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(position, byte)| match position {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn starts_with_year(text: &str) -> bool {
    text.len() > 4 && text.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

/// A date in digits, with nothing or a time behind it.
fn parse_digits(field: &str) -> Result<(NaiveDate, DayForm), NotADay> {
    // `2023-11-20T14:30:00Z`
    let (date, time) = match field.split_once(['T', 't']) {
        Some((date, time)) if is_time(time) => (date, true),
        Some(_) => return Err(NotADay::NotADate),
        None => (field, false),
    };
    let separator = ['-', '/', '.'].into_iter().find(|mark| date.contains(*mark));
    let parts: Vec<&str> = match separator {
        Some(mark) => date.split(mark).collect(),
        None => vec![date],
    };
    let numbers =
        parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !numbers {
        return Err(NotADay::NotADate);
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            let day = day_of(year, month, day)?;
            let form = match (time, is_iso(date)) {
                (true, _) => DayForm::WithTime,
                (false, true) => DayForm::Iso,
                (false, false) => DayForm::OtherSpelling,
            };
            Ok((day, form))
        }
        [_, _, year] if year.len() == 4 => Err(NotADay::TwoReadings),
        [year, month] if year.len() == 4 && month.len() <= 2 => Err(NotADay::NoDay),
        [year] if year.len() == 4 => Err(NotADay::NoDay),
        [year, _, _] if year.len() == 4 => Err(NotADay::NoSuchDay),
        _ => Err(NotADay::NotADate),
    }
}

/// `November 20, 2023`, `Nov. 20 2023`, `20 November 2023`, `20th Nov 2023`.
fn parse_words(field: &str) -> Result<NaiveDate, NotADay> {
    let parts: Vec<String> = field
        .split([' ', ',', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches('.').to_lowercase())
        .collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [first, second, year] if is_number(year) && year.len() == 4 => {
            let (month, day) = match (month_of(first), month_of(second)) {
                (Some(month), None) => (month, *second),
                (None, Some(month)) => (month, *first),
                _ => return Err(NotADay::NotADate),
            };
            let day = ["st", "nd", "rd", "th"]
                .iter()
                .find_map(|end| day.strip_suffix(end))
                .unwrap_or(day);
            if !is_number(day) || day.len() > 2 {
                return Err(NotADay::NotADate);
            }
            day_of(year, &month.to_string(), day)
        }
        [month, year] if month_of(month).is_some() && is_number(year) => Err(NotADay::NoDay),
        _ => Err(NotADay::NotADate),
    }
}

/// The number of a month named in full or by at least its first three letters.
fn month_of(name: &str) -> Option<usize> {
    let long_enough = name.len() >= 3;
    MONTHS.iter().position(|month| long_enough && month.starts_with(name)).map(|index| index + 1)
}

/// Such a time of day as may follow a date: it is dropped, so only its shape matters.
fn is_time(text: &str) -> bool {
    let text = text
        .trim_end_matches("UTC")
        .trim_end_matches("GMT")
        .trim_end_matches(['Z', 'z'])
        .trim_end();
    let text =
        text.strip_suffix("AM").or_else(|| text.strip_suffix("PM")).unwrap_or(text).trim_end();
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.contains(':')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b' '))
}

fn day_of(year: &str, month: &str, day: &str) -> Result<NaiveDate, NotADay> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| NotADay::NotADate);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let year = i32::try_from(year).ok().filter(|it| YEARS.contains(it));
    let year = year.ok_or(NotADay::YearOutOfRange)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(NotADay::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn date_field() {
        let day = |text: &str, form| Ok((text.parse::<NaiveDate>().unwrap(), form));
        let error = Err::<(NaiveDate, DayForm), NotADay>;
        #[rustfmt::skip]
        let table = [
            // what the row is about      field                         expected
            ("the standard form",         "2023-11-20",                 day("2023-11-20", DayForm::Iso)),
            ("blanks around",             " 2023-11-20 ",               day("2023-11-20", DayForm::Iso)),
            ("leap day",                  "2024-02-29",                 day("2024-02-29", DayForm::Iso)),
            ("slashes",                   "2023/11/20",                 day("2023-11-20", DayForm::OtherSpelling)),
            ("one digit",                 "2023-11-2",                  day("2023-11-02", DayForm::OtherSpelling)),
            ("a time behind T",           "2023-11-20T14:30:00Z",       day("2023-11-20", DayForm::WithTime)),
            ("a time behind a blank",     "2023-11-20 14:30",           day("2023-11-20", DayForm::WithTime)),
            ("a time with a zone",        "2023-11-20 14:30:00 +02:00", day("2023-11-20", DayForm::WithTime)),
            ("American words",            "November 20, 2023",          day("2023-11-20", DayForm::OtherSpelling)),
            ("British words",             "20 Nov 2023",                day("2023-11-20", DayForm::OtherSpelling)),
            ("an ordinal",                "November 2nd, 2023",         day("2023-11-02", DayForm::OtherSpelling)),
            ("an abbreviation's point",   "Sept. 5, 2022",              day("2022-09-05", DayForm::OtherSpelling)),
            ("day or month first",        "11/12/2023",                 error(NotADay::TwoReadings)),
            ("even where only one works", "25/12/2023",                 error(NotADay::TwoReadings)),
            ("a month only",              "2018-11",                    error(NotADay::NoDay)),
            ("a month only, in words",    "November 2018",              error(NotADay::NoDay)),
            ("a year only",               "2018",                       error(NotADay::NoDay)),
            ("no such day",               "2023-02-30",                 error(NotADay::NoSuchDay)),
            ("no such month",             "2023-13-01",                 error(NotADay::NoSuchDay)),
            ("three digits",              "2023-06-106",                error(NotADay::NoSuchDay)),
            ("day zero",                  "2023-06-0",                  error(NotADay::NoSuchDay)),
            ("a stray letter",            "2023-02-29x",                error(NotADay::NotADate)),
            ("words",                     "yesterday",                  error(NotADay::NotADate)),
            ("words behind a date",       "2023-11-20 or so",           error(NotADay::NotADate)),
            ("empty",                     "",                           error(NotADay::NotADate)),
            ("the year of a typo",        "0203-11-20",                 error(NotADay::YearOutOfRange)),
        ];
        for (about, field, expected) in table {
            assert_eq!(parse_day(field), expected, "{about}: {field:?}");
        }
    }

    #[test]
    fn day_in_a_file_name() {
        let day = |text: &str| text.parse().ok();
        #[rustfmt::skip]
        let table = [
            ("2023-11-18-Kronos",   day("2023-11-18")),
            ("2023-11-18",          day("2023-11-18")),
            ("2023-11-18Kronos",    day("2023-11-18")),
            ("2023-11-181-Kronos",  None),
            ("2023-13-18-Kronos",   None),
            ("2023-11-Kronos",      None),
            ("Kronos-2023-11-18",   None),
            ("ééééééééééé",         None),
            ("",                    None),
        ];
        for (name, expected) in table {
            assert_eq!(day_of_file_name(name), expected, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn every_day_is_read_as_written(days in 0_i32..109_000) {
            let day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(u64::from(days.unsigned_abs()));
            prop_assert_eq!(parse_day(&day.to_string()), Ok((day, DayForm::Iso)));
            prop_assert_eq!(parse_day(&day.format("%B %-d, %Y").to_string()).map(|read| read.0), Ok(day));
            prop_assert_eq!(day_of_file_name(&format!("{day}-Acme")), Some(day));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,30}", digits in "[0-9/:.T -]{0,24}") {
            let _ = (parse_day(&text), parse_day(&digits), day_of_file_name(&text), day_of_file_name(&digits));
        }
    }
}
