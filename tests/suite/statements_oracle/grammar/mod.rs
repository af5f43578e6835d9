//! The closed grammar: which shapes of sentences there are, by place and by the part that they play.
//! A text that has none of them is a failure.

mod around;
mod by_label;
mod by_size;
mod largest;
mod lead;
mod over_time;
mod prose;
mod sections;
mod years;

use super::judge::{Grammar, Rule};

/// The grammar of a report and its pictures.
pub struct Report;

/// The grammar of an index of reports.
pub struct Index;

impl Grammar for Report {
    fn of(&self, place: &str, role: &str) -> Vec<&'static [Rule]> {
        match (place, role) {
            ("lead", "title") => vec![&lead::TITLES],
            ("lead", "text") => vec![&lead::TEXTS],
            ("key-figures", "figure") => vec![&lead::FIGURES],
            ("key-figures", "note") => vec![&lead::NO_PAST],
            ("key-figures", "caption") => vec![&lead::CAPTIONS],
            ("key-figures", "head") => vec![&lead::HEADS],
            ("key-figures", "cell") => vec![&lead::CELLS],
            ("largest-incidents", "text") => vec![&largest::TEXTS],
            ("largest-incidents", "caption") => vec![&largest::CAPTIONS],
            ("largest-incidents", "cell") => vec![&largest::CELLS],
            ("over-time", "text") => vec![&sections::SERIES],
            ("over-time", "cell") => vec![&sections::SERIES_CELLS],
            ("by-attack-type" | "by-entity-type", "text" | "note")
            | ("attack-type-by-entity-type" | "tags", "note") => vec![&sections::BY_LABEL],
            ("by-attack-type" | "by-entity-type", "cell") => vec![&sections::LABEL_CELLS],
            ("attack-type-by-year", "text" | "note") => vec![&sections::BY_YEAR],
            ("attack-type-by-year", "head") => vec![&sections::YEAR_HEADS],
            ("attack-type-by-year", "cell") => vec![&sections::YEAR_CELLS],
            ("attack-type-by-entity-type", "text") => vec![&sections::PAIRS, &sections::NO_LABELS],
            ("attack-type-by-entity-type", "cell") => vec![&sections::PAIR_CELLS],
            ("sizes", "text") => vec![&by_size::TEXTS],
            ("sizes", "cell") => vec![&by_size::CELLS],
            ("year-against-years", "text") => vec![&years::TEXTS],
            ("year-against-years", "cell") => vec![&years::CELLS],
            ("tags", "text") => vec![&prose::TAGS],
            ("tags", "cell") => vec![&sections::TAG_CELLS],
            ("data-quality", "point" | "text" | "caption") => vec![&prose::QUALITY],
            ("data-quality", "cell") => vec![&prose::FINDING_CELLS],
            ("method", "term" | "note") => vec![&prose::METHOD],
            ("files", _) => vec![&prose::FILES],
            (_, "caption") => vec![&prose::CAPTIONS],
            (chart, role) => of_chart(chart, role),
        }
    }

    fn nested(&self, name: &str, place: &str) -> Vec<&'static [Rule]> {
        match (name, place) {
            ("title", chart) => of_chart(chart, "title"),
            ("subtitle", chart) => of_chart(chart, "subtitle"),
            ("quantity", _) => vec![&around::QUANTITIES],
            ("counts", _) => vec![&around::COUNTS],
            ("beside", _) => vec![&around::BESIDE],
            ("rule", _) => vec![&around::DRAWN],
            ("cut", _) => vec![&around::CUT],
            ("source", _) => vec![&around::SOURCES],
            ("left", _) => vec![&around::LEFT_OUT],
            ("twice", _) => vec![&around::NOT_TWICE],
            ("bars", _) => vec![&by_label::BARS],
            ("bands", _) => vec![&by_size::BANDS_SHOWN],
            ("few", _) => vec![&by_size::TOP],
            ("events", _) => vec![&largest::EVENTS],
            ("dots", _) => vec![&largest::DOTS],
            ("lines", _) => vec![&over_time::LINES],
            ("changes", _) => vec![&lead::CHANGES],
            ("largest", _) => vec![&lead::LARGEST],
            ("unknown", _) => vec![&lead::UNKNOWN],
            ("doubled", _) => vec![&lead::DOUBLED],
            ("open", _) => vec![&lead::OPEN],
            ("figure", _) => vec![&lead::FIGURE_NAMES],
            ("frequent", _) => vec![&sections::FREQUENT],
            ("cost", _) => vec![&years::COST],
            ("so_far", _) => vec![&years::SO_FAR],
            ("before", _) => vec![&years::BEFORE],
            ("by_then", _) => vec![&years::BY_THEN],
            ("caption", "key-figures") => vec![&lead::CAPTIONS],
            ("caption", "largest-incidents") => vec![&largest::CAPTIONS],
            ("caption", _) => vec![&prose::CAPTIONS],
            _ => panic!("no rules for {name}"),
        }
    }
}

impl Grammar for Index {
    fn of(&self, place: &str, role: &str) -> Vec<&'static [Rule]> {
        match (place, role) {
            ("lead", "title") => vec![&prose::INDEX_TITLES],
            ("lead", "text") => vec![&prose::INDEX_TEXTS],
            ("reports", "note") => vec![&prose::INDEX_NOTES],
            ("reports", _) => vec![&prose::INDEX_CELLS],
            _ => Vec::new(),
        }
    }

    fn nested(&self, name: &str, _: &str) -> Vec<&'static [Rule]> {
        panic!("no rules for {name}")
    }
}

/// What a picture says.
fn of_chart(chart: &str, role: &str) -> Vec<&'static [Rule]> {
    match (chart, role) {
        (_, "subtitle") => vec![&around::SUBTITLES],
        (_, "footnote") => vec![&around::FOOTNOTES],
        ("losses_by_attack_type" | "losses_by_entity_type", role) => match role {
            "title" => vec![&by_label::UNNAMED, &around::NOTHING, &by_label::TITLES],
            "description" => vec![&by_label::DESCRIPTIONS],
            "mark" => vec![&by_label::MARKS],
            _ => Vec::new(),
        },
        ("losses_by_month" | "losses_by_quarter" | "losses_by_year", role) => match role {
            "title" => vec![&over_time::TITLES, &around::NOTHING],
            "description" => vec![&over_time::DESCRIPTIONS],
            "mark" => vec![&over_time::MARKS],
            _ => Vec::new(),
        },
        ("cumulative_loss_by_year", role) => match role {
            "title" => vec![&over_time::RUNNING_TITLES],
            "description" => vec![&over_time::RUNNING_DESCRIPTIONS],
            "mark" => vec![&over_time::LINES],
            _ => Vec::new(),
        },
        ("losses_by_attack_type_and_year" | "losses_by_attack_type_and_entity_type", role) => {
            match role {
                "title" => vec![&by_label::UNNAMED, &around::NOTHING, &by_label::GRID_TITLES],
                "description" => vec![&by_label::GRID_DESCRIPTIONS],
                "mark" => vec![&by_label::GRID_MARKS],
                _ => Vec::new(),
            }
        }
        ("losses_by_size", role) => match role {
            "title" => vec![&by_size::TITLES, &around::NOTHING],
            "description" => vec![&by_size::DESCRIPTIONS],
            "mark" => vec![&by_size::MARKS],
            _ => Vec::new(),
        },
        ("largest_incidents", role) => match role {
            "title" => vec![&largest::TITLES, &around::NOTHING],
            "description" => vec![&largest::DESCRIPTIONS],
            "mark" => vec![&largest::MARKS],
            _ => Vec::new(),
        },
        ("losses_over_time", role) => match role {
            "title" => vec![&largest::DOT_TITLES, &largest::TITLES, &around::NOTHING],
            "description" => vec![&largest::DOT_DESCRIPTIONS],
            "mark" => vec![&largest::DOT_MARKS],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
