//! The `date:` field of a report: one day, never guessed.

use chrono::{Datelike, NaiveDate};

use super::time_of_day::is_time;

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
    /// `11/12/2023`: the eleventh of December or the twelfth of November, the earlier first.
    #[error("it is ambiguous: {0} or {1}, depending on the order of day and month")]
    TwoReadings(NaiveDate, NaiveDate),
    /// `2018-11`, `November 2023`, `2023`: a year, and perhaps a month.
    #[error("it does not name a day")]
    NoDay(i32, Option<u32>),
    /// `2023-02-30`.
    #[error("there is no such day")]
    NoSuchDay,
    /// `Monday, 21 November 2023`, which was a Tuesday.
    #[error("{0} was a {day}", day = .0.format("%A"))]
    OtherWeekday(NaiveDate),
    /// A year outside of 1900 to 2199, which no report means.
    #[error("its year is not between 1900 and 2199")]
    YearOutOfRange,
    /// Anything else.
    #[error("it is not a date")]
    NotADate,
}

impl NotADay {
    /// What the author of a report can do about it.
    pub fn help(&self) -> String {
        match self {
            Self::TwoReadings(one, other) => {
                format!("write the one you mean: `date: {one}` or `date: {other}`")
            }
            Self::NoDay(year, Some(month)) => {
                format!("add the day of the event: `date: {year}-{month:02}-DD`")
            }
            Self::NoDay(year, None) => {
                format!("add the month and the day of the event: `date: {year}-MM-DD`")
            }
            Self::NoSuchDay => "correct the day or the month".to_owned(),
            Self::OtherWeekday(_) => "correct the weekday or the date".to_owned(),
            Self::YearOutOfRange => "correct the year".to_owned(),
            Self::NotADate => "write the day as YYYY-MM-DD: `date: 2023-11-20`".to_owned(),
        }
    }

    /// Whether a day is among those that the text may mean.
    pub fn may_be(&self, day: NaiveDate) -> bool {
        match *self {
            Self::TwoReadings(one, other) => day == one || day == other,
            Self::NoDay(year, month) => {
                day.year() == year && month.is_none_or(|month| day.month() == month)
            }
            _ => false,
        }
    }
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

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads the `date:` field of a report.
///
/// Accepted: `2023-11-20`, and as [`DayForm::OtherSpelling`] `2023/11/20`, `2023-11-2`, `20231120`,
/// `November 20, 2023`, `20 Nov 2023`, `20-Nov-2023`, and `20.11.2023` or `11/20/2023` where only one
/// of the two can be the month. A weekday may come first, if it is the right one, and a time of day
/// last, with a zone.
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
    if is_iso(field) {
        return day_of(&field[..4], field[5..7].parse().ok(), &field[8..])
            .map(|day| (day, DayForm::Iso));
    }
    let lower = field.to_lowercase().replace([',', '\u{a0}', '\u{202f}'], " ");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    let weekday = words.first().and_then(|word| weekday_of(word));
    if weekday.is_some() {
        words.remove(0);
    }
    let (parts, after) = parts(&words).ok_or(NotADay::NotADate)?;
    if !after.is_empty() && !is_time(&after) {
        return Err(NotADay::NotADate);
    }
    let day = of_parts(&parts)?;
    if weekday.is_some_and(|weekday| weekday != day.weekday().num_days_from_monday() as usize) {
        return Err(NotADay::OtherWeekday(day));
    }
    let form = if after.is_empty() { DayForm::OtherSpelling } else { DayForm::WithTime };
    Ok((day, form))
}

/// The parts of a date at the beginning, and the words after it.
fn parts<'a>(words: &[&'a str]) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
    let [first, rest @ ..] = words else { return None };
    // `2023-11-20T14:30:00Z`
    let (date, time) = match first.split_once('t') {
        Some((date, time))
            if date.len() >= 8 && date.bytes().all(|byte| !byte.is_ascii_alphabetic()) =>
        {
            (date, Some(time))
        }
        _ => (*first, None),
    };
    let after = || time.into_iter().chain(rest.iter().copied()).collect();
    if let Some(mark) =
        ['-', '/', '.'].into_iter().find(|mark| date.trim_end_matches('.').contains(*mark))
    {
        return Some((date.split(mark).collect(), after()));
    }
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if date.len() == 8 && is_number(date) {
        return Some((vec![&date[..4], &date[4..6], &date[6..]], after()));
    }
    // `November 20 2023`, `November 2023`, `2023`.
    let has_year = |count: &usize| {
        words
            .get(..*count)
            .is_some_and(|words| words.iter().any(|word| word.len() == 4 && is_number(word)))
    };
    let count = (1..=3).find(has_year)?;
    // `2023 November 20`
    let count =
        if count == 1 && words.len() >= 3 && month_of(words[1]).is_some() { 3 } else { count };
    Some((words[..count].to_vec(), words[count..].to_vec()))
}

/// The day that the parts of a date name, in whatever order.
fn of_parts(parts: &[&str]) -> Result<NaiveDate, NotADay> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |text: &str| text.len() == 4 && is_number(text);
    let is_short = |text: &str| text.len() <= 2 && is_number(text);
    match parts {
        [year] if is_year(year) => {
            Err(in_range(year).map_or_else(|reason| reason, |year| NotADay::NoDay(year, None)))
        }
        [year, month] if is_year(year) && is_short(month) => Err(no_day(year, month.parse().ok())),
        [month, year] if is_year(year) => Err(no_day(year, month_of(month))),
        [year, month, day] if is_year(year) && is_number(month) && is_number(day) => {
            if !is_short(month) || !is_short(day) {
                return Err(NotADay::NoSuchDay);
            }
            day_of(year, month.parse().ok(), day)
        }
        [year, month, day] if is_year(year) => day_of(year, month_of(month), day),
        [one, other, year] if is_year(year) && is_short(one) && is_short(other) => {
            either_way(one, other, year)
        }
        [one, other, year] if is_year(year) => match (month_of(one), month_of(other)) {
            (Some(month), None) => day_of(year, Some(month), other),
            (None, Some(month)) => day_of(year, Some(month), one),
            _ => Err(NotADay::NotADate),
        },
        _ => Err(NotADay::NotADate),
    }
}

/// What is wrong with a year and a month: the day is missing, or more.
fn no_day(year: &str, month: Option<u32>) -> NotADay {
    match (in_range(year), month) {
        (Ok(year), Some(1..=12)) => NotADay::NoDay(year, month),
        (Ok(_), Some(_)) => NotADay::NoSuchDay,
        (Ok(_), None) => NotADay::NotADate,
        (Err(reason), _) => reason,
    }
}

/// `11/20/2023` or `20/11/2023`: the day, if only one of the two can be the month.
fn either_way(one: &str, other: &str, year: &str) -> Result<NaiveDate, NotADay> {
    let day_first = day_of(year, other.parse().ok(), one);
    let month_first = day_of(year, one.parse().ok(), other);
    match (day_first, month_first) {
        (Ok(one), Ok(other)) if one != other => {
            Err(NotADay::TwoReadings(one.min(other), one.max(other)))
        }
        (Ok(day), _) | (_, Ok(day)) => Ok(day),
        (Err(reason), Err(_)) => Err(reason),
    }
}

/// The day that a file name begins with, as in `2023-11-18-Kronos.md`.
pub fn day_of_file_name(name: &str) -> Option<NaiveDate> {
    let (head, rest) = (name.get(..10)?, name.get(10..)?);
    if rest.starts_with(|next: char| next.is_ascii_digit()) || !is_iso(head) {
        return None;
    }
    day_of(&head[..4], head[5..7].parse().ok(), &head[8..]).ok()
}

fn is_iso(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(position, byte)| match position {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// The number of a month, named in full or by at least its first three letters.
fn month_of(name: &str) -> Option<u32> {
    let name = name.trim_end_matches('.');
    let at = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(name))?;
    u32::try_from(at + 1).ok()
}

/// The number of a weekday, named in full or by at least its first three letters; Monday is 0.
fn weekday_of(name: &str) -> Option<usize> {
    let name = name.trim_end_matches('.');
    WEEKDAYS.iter().position(|day| name.len() >= 3 && day.starts_with(name))
}

fn in_range(year: &str) -> Result<i32, NotADay> {
    let year = year.parse().map_err(|_| NotADay::NotADate)?;
    if YEARS.contains(&year) { Ok(year) } else { Err(NotADay::YearOutOfRange) }
}

/// The day of a year and month, which may be an ordinal: `2nd`.
fn day_of(year: &str, month: Option<u32>, day: &str) -> Result<NaiveDate, NotADay> {
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end));
    let day = ordinal.unwrap_or(day).trim_end_matches('.');
    let is_short = day.len() <= 2 && day.bytes().all(|it| it.is_ascii_digit());
    let day = day.parse().ok().filter(|_| is_short).ok_or(NotADay::NotADate)?;
    let (year, month) = (in_range(year)?, month.ok_or(NotADay::NotADate)?);
    NaiveDate::from_ymd_opt(year, month, day).ok_or(NotADay::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    #[expect(clippy::too_many_lines, reason = "one row a case")]
    fn date_field() {
        let day = |text: &str, form| Ok((text.parse::<NaiveDate>().unwrap(), form));
        let error = Err::<(NaiveDate, DayForm), NotADay>;
        let two = |one: &str, other: &str| {
            error(NotADay::TwoReadings(one.parse().unwrap(), other.parse().unwrap()))
        };
        #[rustfmt::skip]
        let table = [
            // what the row is about      field                         expected
            ("the standard form",         "2023-11-20",                 day("2023-11-20", DayForm::Iso)),
            ("spaces around",             " 2023-11-20 ",               day("2023-11-20", DayForm::Iso)),
            ("leap day",                  "2024-02-29",                 day("2024-02-29", DayForm::Iso)),
            ("slashes",                   "2023/11/20",                 day("2023-11-20", DayForm::OtherSpelling)),
            ("one digit",                 "2023-11-2",                  day("2023-11-02", DayForm::OtherSpelling)),
            ("a time after T",            "2023-11-20T14:30:00Z",       day("2023-11-20", DayForm::WithTime)),
            ("a time after a space",      "2023-11-20 14:30",           day("2023-11-20", DayForm::WithTime)),
            ("a time with a zone",        "2023-11-20 14:30:00 +02:00", day("2023-11-20", DayForm::WithTime)),
            ("American words",            "November 20, 2023",          day("2023-11-20", DayForm::OtherSpelling)),
            ("British words",             "20 Nov 2023",                day("2023-11-20", DayForm::OtherSpelling)),
            ("an ordinal",                "November 2nd, 2023",         day("2023-11-02", DayForm::OtherSpelling)),
            ("an abbreviation's point",   "Sept. 5, 2022",              day("2022-09-05", DayForm::OtherSpelling)),
            ("month first",               "05/27/2021",                 day("2021-05-27", DayForm::OtherSpelling)),
            ("day first",                 "27/05/2021",                 day("2021-05-27", DayForm::OtherSpelling)),
            ("points",                    "27.05.2021",                 day("2021-05-27", DayForm::OtherSpelling)),
            ("dashes",                    "27-5-2021",                  day("2021-05-27", DayForm::OtherSpelling)),
            ("both ways the same",        "05/05/2021",                 day("2021-05-05", DayForm::OtherSpelling)),
            ("a month between dashes",    "27-May-2021",                day("2021-05-27", DayForm::OtherSpelling)),
            ("the year first",            "2021-May-27",                day("2021-05-27", DayForm::OtherSpelling)),
            ("the same in words",         "2021 May 27",                day("2021-05-27", DayForm::OtherSpelling)),
            ("digits alone",              "20210527",                   day("2021-05-27", DayForm::OtherSpelling)),
            ("a weekday",                 "Thursday, May 27, 2021",     day("2021-05-27", DayForm::OtherSpelling)),
            ("a short weekday",           "Thu. 27 May 2021",           day("2021-05-27", DayForm::OtherSpelling)),
            ("RFC 2822",                  "Thu, 27 May 2021 10:00:00 +0000", day("2021-05-27", DayForm::WithTime)),
            ("all at once",               "Tuesday, November 21st 2023, 2:30:00 pm", day("2023-11-21", DayForm::WithTime)),
            ("a zone by its name",        "2023-11-20 14:30 CET",       day("2023-11-20", DayForm::WithTime)),
            ("a zone in brackets",        "Nov 20, 2023 at 2pm (UTC)",  day("2023-11-20", DayForm::WithTime)),
            ("a point after the day",     "27. May 2021",               day("2021-05-27", DayForm::OtherSpelling)),
            ("a time after slashes",      "05/27/2021 10:00",           day("2021-05-27", DayForm::WithTime)),
            ("digits with a time",        "20210527T100000Z",           error(NotADay::NotADate)),
            ("another weekday",           "Monday, November 21 2023",   error(NotADay::OtherWeekday(NaiveDate::from_ymd_opt(2023, 11, 21).unwrap()))),
            ("day or month first",        "11/12/2023",                 two("2023-11-12", "2023-12-11")),
            ("the same with points",      "05.06.2021",                 two("2021-05-06", "2021-06-05")),
            ("the same with a time",      "05/06/2021 10:00",           two("2021-05-06", "2021-06-05")),
            ("neither way",               "13/13/2021",                 error(NotADay::NoSuchDay)),
            ("not in this year",          "29/02/2021",                 error(NotADay::NoSuchDay)),
            ("a year of two digits",      "05/27/21",                   error(NotADay::NotADate)),
            ("digits that are no day",    "20211332",                   error(NotADay::NoSuchDay)),
            ("seconds since 1970",        "1622073600",                 error(NotADay::NotADate)),
            ("two days",                  "2023-11-18 - 2023-11-20",    error(NotADay::NotADate)),
            ("two days in words",         "18 to 20 November 2023",     error(NotADay::NotADate)),
            ("a month only",              "2018-11",                    error(NotADay::NoDay(2018, Some(11)))),
            ("a month only, in words",    "November 2018",              error(NotADay::NoDay(2018, Some(11)))),
            ("a month that is none",      "2018-13",                    error(NotADay::NoSuchDay)),
            ("a year only",               "2018",                       error(NotADay::NoDay(2018, None))),
            ("no such day",               "2023-02-30",                 error(NotADay::NoSuchDay)),
            ("no such month",             "2023-13-01",                 error(NotADay::NoSuchDay)),
            ("three digits",              "2023-06-106",                error(NotADay::NoSuchDay)),
            ("day zero",                  "2023-06-0",                  error(NotADay::NoSuchDay)),
            ("a stray letter",            "2023-02-29x",                error(NotADay::NotADate)),
            ("words",                     "yesterday",                  error(NotADay::NotADate)),
            ("words after a date",        "2023-11-20 or so",           error(NotADay::NotADate)),
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
