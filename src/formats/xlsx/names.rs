//! The names of the sheets.

use std::collections::BTreeSet;

/// The sheet that explains.
pub(crate) const ABOUT: &str = "About";
/// The sheet with the meanings of all columns.
pub(crate) const MEANINGS: &str = "Columns";
/// A name that Excel keeps for itself.
const RESERVED: &str = "History";
/// The longest name of a sheet, in characters.
const LONGEST: usize = 31;

/// A name for the sheet of each table: `by attack type and month` for
/// `losses_by_attack_type_and_month`. All are distinct, whatever the case of their letters.
pub(crate) fn sheet_names<'a>(tables: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        [ABOUT, MEANINGS, RESERVED].map(str::to_lowercase).into_iter().collect();
    let mut names = Vec::new();
    for table in tables {
        let words = table.strip_prefix("losses_").unwrap_or(table).replace('_', " ");
        let mut name = cut(&words, LONGEST);
        let mut number = 2;
        while !taken.insert(name.to_lowercase()) {
            let ending = format!(" {number}");
            name = cut(&words, LONGEST - ending.len()) + &ending;
            number += 1;
        }
        names.push(name);
    }
    names
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::schema;

    #[test]
    fn every_table_has_a_sheet_of_its_own_name() {
        let tables = schema::all();
        let names = sheet_names(tables.iter().map(|table| table.name.as_str()));
        let distinct: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), tables.len());
        for (table, name) in tables.iter().zip(&names) {
            assert!(name.chars().count() <= LONGEST, "{name}");
            // Nothing was cut off: each name says which table it is.
            let words = name.replace(' ', "_");
            assert!(table.name == words || table.name == format!("losses_{words}"), "{name}");
        }
    }

    #[test]
    fn names_that_are_too_long_or_taken() {
        let long = "losses_by_one_thing_and_another_thing_and_a_third";
        #[rustfmt::skip]
        let table: [(&[&str], &[&str]); 4] = [
            (&["incidents", "losses_by_month"],  &["incidents", "by month"]),
            (&["about", "columns", "history"],   &["about 2", "columns 2", "history 2"]),
            (&[long, long],                      &["by one thing and another thing ", "by one thing and another thin 2"]),
            (&["losses_a", "a", "A"],            &["a", "a 2", "A 3"]),
        ];
        for (tables, expected) in table {
            assert_eq!(sheet_names(tables.iter().copied()), expected);
        }
    }
}
