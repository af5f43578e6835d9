//! Names of spans of days, read back: a bare name must mean all of its span, and the reports must go
//! to its end. This shares no code with `claims::days`, which gives the names.

use crate::report::facts::Statement;

/// The months, as names have them.
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

/// What does not hold of the spans that a statement names, if anything.
pub(crate) fn fault_of(statement: &Statement, complete_to: &str) -> Option<String> {
    statement.spans.iter().find_map(|span| {
        let (id, shown) = (statement.id, &span.shown);
        if !statement.text.to_lowercase().contains(&shown.to_lowercase()) {
            return Some(format!("the text of statement {id} does not name the span {shown:?}"));
        }
        let (first, last) = bare(shown)?;
        if (first.as_str(), last.as_str()) != (span.from.as_str(), span.to.as_str()) {
            let (from, to) = (&span.from, &span.to);
            return Some(format!(
                "statement {id} calls {from} to {to} by the name {shown:?}, which is {first} to {last}"
            ));
        }
        (complete_to < last.as_str()).then(|| {
            format!("statement {id} speaks of {shown:?}, and the reports go up to {complete_to}")
        })
    })
}

/// The first and the last day of the span that a bare name means; `None` of any other name.
fn bare(name: &str) -> Option<(String, String)> {
    let (span, year) = name.rsplit_once(' ').unwrap_or(("", name));
    let is_year = year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit());
    let year: i32 = is_year.then(|| year.parse().ok()).flatten()?;
    let (first, last) = match span {
        "" => (1, 12),
        "Q1" => (1, 3),
        "Q2" => (4, 6),
        "Q3" => (7, 9),
        "Q4" => (10, 12),
        "H1" => (1, 6),
        "H2" => (7, 12),
        month => {
            let is_named = |it: &&str| *it == month || it.get(..3) == Some(month);
            let month = (1..).zip(MONTHS).find(|(_, it)| is_named(it))?.0;
            (month, month)
        }
    };
    let days = match last {
        2 if chrono::NaiveDate::from_ymd_opt(year, 2, 29).is_some() => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Some((format!("{year:04}-{first:02}-01"), format!("{year:04}-{last:02}-{days}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_names_mean_whole_spans() {
        #[rustfmt::skip]
        let table = [
            ("2023",                    Some(("2023-01-01", "2023-12-31"))),
            ("Q4 2023",                 Some(("2023-10-01", "2023-12-31"))),
            ("November 2023",           Some(("2023-11-01", "2023-11-30"))),
            ("Feb 2024",                Some(("2024-02-01", "2024-02-29"))),
            ("H1 2023",                 Some(("2023-01-01", "2023-06-30"))),
            ("H2 2023",                 Some(("2023-07-01", "2023-12-31"))),
            ("2024 up to 14 May",       None),
            ("1 to 15 November 2023",   None),
            ("January to June 2023",    None),
            ("20 November 2023",        None),
            ("the same days of 2023",   None),
        ];
        for (name, expected) in table {
            let expected = expected.map(|(first, last)| (first.to_owned(), last.to_owned()));
            assert_eq!(bare(name), expected, "{name}");
        }
    }
}
