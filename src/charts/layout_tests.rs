//! Layouts under strain: nothing overlaps, nothing runs off the page, whatever the data.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::claims::samples::Sample;
use crate::domain::{Incident, Loss, Period, Usd};

use super::draw::{png, render};
use super::layout::ink::Ink;
use super::layout::spec::{ChartSpec, Fill, Mark};
use super::layout::text_mark::TextMark;
use super::{Canvas, ChartKind, ChartOptions, ScaleChoice, Theme, kinds as kind};

/// A made-up incident: the day, its attack types, its loss in cents.
type Made = (NaiveDate, Vec<String>, Option<i128>);

fn incidents(made: &[Made]) -> Vec<Incident> {
    let one = |(index, (date, labels, cents)): (usize, &Made)| {
        let loss = cents.map_or(Loss::Unknown, |cents| Loss::Known(Usd::from_cents(cents)));
        Incident::new(
            format!("{index:05}.md"),
            *date,
            "T".into(),
            loss,
            // The labels serve as entity types and targets as well, in another order.
            [labels.clone(), labels.iter().rev().cloned().collect(), vec![], labels.clone()],
        )
    };
    made.iter().enumerate().map(one).collect()
}

/// Every chart of some incidents on every page; from `from` on, if that is given, with what was
/// before it as a comparison.
fn charts(
    made: &[Made],
    from: Option<NaiveDate>,
    options: &ChartOptions,
) -> Vec<(&'static str, ChartSpec)> {
    let all = incidents(made);
    let as_of = all.iter().map(Incident::date).max().is_none().then(|| from.unwrap_or(day(0)));
    let sample = Sample::new(&all, Period { from, to: None }, as_of);
    let subject = sample.subject();
    let on = |(page, canvas)| {
        let specs = kind::all(&subject, options, canvas);
        specs.into_iter().map(move |spec| (page, spec))
    };
    CANVASES.into_iter().flat_map(on).collect()
}

const CANVASES: [(&str, Canvas); 3] =
    [("slide", Canvas::SLIDE), ("wide", Canvas::WIDE), ("narrow", Canvas::NARROW)];

fn day(index: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2001, 1, 1).unwrap() + chrono::Days::new(index as u64)
}

/// The sets that every chart must bear, by name.
fn extreme_sets() -> Vec<(&'static str, Vec<Made>)> {
    let label = |index: usize| vec![format!("Attack type number {index}")];
    let spread = |count: usize| -> Vec<Made> {
        (0..count)
            .map(|index| (day(index * 37), label(index), Some((index as i128 + 1).pow(3) * 31_700)))
            .collect()
    };
    let long = "An attack type whose name goes on and on until nobody remembers how it began, and then goes on".to_owned();
    vec![
        ("no-label", vec![]),
        ("one-label", vec![(day(0), label(1), Some(123_456_789))]),
        ("one-unknown", vec![(day(0), label(1), None)]),
        ("one-zero", vec![(day(0), label(1), Some(0))]),
        ("three-labels", spread(3)),
        ("thirty-labels", spread(30)),
        ("two-hundred-labels", spread(200)),
        (
            "a-million-times-the-next",
            vec![
                (day(0), label(1), Some(4_000_000_000_000_000)),
                (day(40), label(2), Some(4_000_000_000)),
                (day(90), label(3), Some(100)),
                (day(500), label(4), Some(0)),
                (day(700), label(5), None),
            ],
        ),
        (
            "long-labels",
            vec![
                (day(0), vec![long.clone()], Some(500_000)),
                (day(3), vec![long + "!"], Some(400_000)),
                (day(9), vec!["W".repeat(300)], Some(1)),
            ],
        ),
        ("all-unknown", (0..20).map(|index| (day(index * 50), label(index), None)).collect()),
        (
            "thirty-years",
            (0..360)
                .map(|index| (day(index * 30), label(index % 7), Some(1_000_000 + index as i128)))
                .collect(),
        ),
        (
            "two-centuries",
            vec![(day(0), label(1), Some(7)), (day(70_000), label(2), Some(9_000_000))],
        ),
        (
            "strange-labels",
            vec![
                (day(0), vec!["<script>&\"'".into()], Some(5)),
                (day(1), vec!["\u{1b}[31m\u{0}".into()], Some(6)),
                (day(2), vec!["中文 العربية 🙂".into()], Some(7)),
            ],
        ),
    ]
}

#[test]
fn extreme_sets_are_laid_out_and_drawn() {
    let looked_at = std::env::var_os("LOSSBOOK_CHARTS_TO");
    for (name, made) in extreme_sets() {
        let specs = charts(&made, None, &ChartOptions::default());
        assert_eq!(specs.len(), CANVASES.len() * ChartKind::ALL.len(), "{name}");
        for (page, spec) in specs {
            assert_eq!(spec.faults(), [""; 0], "{name}: {} {page}", spec.name);
            for theme in Theme::ALL {
                // resvg reads it, whatever the texts.
                let picture = png::Picture::new(&spec, theme).unwrap();
                for svg in [render::svg(&spec, theme).unwrap(), picture.outlined().unwrap()] {
                    assert!(!svg.contains("<script") && svg.contains("<title"), "{name}");
                }
                // To look at them: LOSSBOOK_CHARTS_TO=DIR cargo test --release --lib extreme
                if let Some(folder) = &looked_at {
                    let file = format!("{name}-{}-{page}-{}.png", spec.name, theme.name());
                    let path = std::path::Path::new(folder).join(file);
                    std::fs::write(path, picture.png(1.0).unwrap()).unwrap();
                }
            }
        }
    }
}

#[test]
fn what_lies_before_the_period_fits_as_well() {
    for (name, made) in extreme_sets() {
        for later in [1, 45, 400, 3000, 80_000] {
            for (page, spec) in charts(&made, Some(day(later)), &ChartOptions::default()) {
                assert_eq!(spec.faults(), [""; 0], "{name} from {later}: {} {page}", spec.name);
            }
        }
    }
}

#[test]
fn whatever_is_chosen_fits_as_well() {
    let chosen = |top, scale, title: Option<&str>| ChartOptions {
        title: title.map(str::to_owned),
        top,
        scale,
    };
    let table = [
        chosen(Some(1), ScaleChoice::Log, Some("Short")),
        chosen(Some(20), ScaleChoice::Linear, Some(&"A title that never ends ".repeat(20))),
        chosen(None, ScaleChoice::Log, Some("")),
    ];
    for (name, made) in extreme_sets() {
        for options in &table {
            for (page, spec) in charts(&made, None, options) {
                assert_eq!(spec.faults(), [""; 0], "{name} {options:?}: {} {page}", spec.name);
            }
        }
    }
}

#[test]
fn pages_differ_in_what_they_hold() {
    let made = set("thirty-labels");
    for (page, spec) in charts(&made, None, &ChartOptions::default()) {
        let smallest = spec.texts().map(TextMark::size).fold(f64::INFINITY, f64::min);
        let has_title = spec.texts().any(|text| text.text() == spec.title.bare());
        let (width, height) = (spec.width, spec.height);
        let name = &spec.name;
        match page {
            "slide" => {
                assert!(has_title && (width, height) == (1920.0, 1080.0), "{name}");
                // At 1280x720 no text is under 14 pixels.
                assert!(smallest * 2.0 / 3.0 >= 14.0, "{name}: {smallest}");
            }
            "wide" => assert!(!has_title && height <= 640.0, "{name}: {height}"),
            _ => {
                assert!(!has_title && height <= 1100.0, "{name}: {height}");
                // 600 units are 328 CSS pixels wide: no text is under 12 of them.
                assert!(smallest * 328.0 / 600.0 >= 12.0, "{name}: {smallest}");
            }
        }
    }
}

fn set(name: &str) -> Vec<Made> {
    extreme_sets().into_iter().find(|(it, _)| *it == name).unwrap().1
}

fn chart(made: &[Made], from: Option<NaiveDate>, kind: ChartKind) -> ChartSpec {
    let specs = charts(made, from, &ChartOptions::default());
    let slide = |(page, spec): &(&str, ChartSpec)| *page == "slide" && spec.name == kind.name();
    specs.into_iter().find(slide).unwrap().1
}

fn bar_lengths(spec: &ChartSpec) -> Vec<f64> {
    let length = |mark: &Mark| match mark {
        Mark::Bar { area, .. } => Some(area.right - area.left),
        _ => None,
    };
    spec.marks.iter().filter_map(length).collect()
}

#[test]
fn bars_add_up_and_the_tail_is_gathered() {
    let bars = chart(&set("thirty-labels"), None, ChartKind::LossesByAttackType);
    assert!(bars.texts().any(|text| text.text() == "19 other attack types"));
    let lengths = bar_lengths(&bars);
    assert_eq!(lengths.len(), 12);
    assert!(lengths[..11].is_sorted_by(|one, next| one >= next), "{lengths:?}");
    // Half the loss, half the bar.
    let dollars = |index: i128| Usd::from_cents(index.pow(3) * 31_700).approximate_dollars();
    assert!((lengths[1] / lengths[0] - dollars(29) / dollars(30)).abs() < 0.001);
}

#[test]
fn long_words_leave_room_for_bars() {
    let made = set("long-labels");
    for kind in [ChartKind::LossesByAttackType, ChartKind::LargestIncidents] {
        let spec = chart(&made, None, kind);
        let lengths = bar_lengths(&spec);
        assert!(lengths[0] > 300.0, "{kind:?} {lengths:?}");
        assert!((lengths[1] / lengths[0] - 0.8).abs() < 0.001, "{kind:?} {lengths:?}");
    }
}

#[test]
fn titles_say_what_is_found() {
    let label = |name: &str| vec![name.to_owned()];
    let made: Vec<Made> = vec![
        (day(10), label("Scam"), Some(100_000_000)),
        (day(400), label("Bank Run"), Some(900_000_000)),
        (day(430), label("Scam"), Some(300_000_000)),
        (day(440), label("Phishing"), Some(0)),
        (day(450), label("Phishing"), None),
    ];
    #[rustfmt::skip]
    let table = [
        (ChartKind::LossesByAttackType,                 None,           "Bank Run accounts for 69% of the $13M lost: $9M"),
        (ChartKind::LossesByMonth,                      None,           "February 2002 alone saw 69% of the $13M lost: $9M"),
        (ChartKind::LossesByYear,                       None,           "2002 up to 27 March saw 92% of the $13M lost: $12M"),
        (ChartKind::LossesByYear,                       Some(day(365)), "2002 up to 27 March: $12M lost"),
        (ChartKind::LossesByYear,                       Some(day(420)), "25 February to 27 March 2002: $3M of the $12M lost in 2002 up to 27 March"),
        (ChartKind::CumulativeLossByYear,               None,           "2002 up to 27 March: $12M lost, 12 times as much as in the same days of 2001"),
        (ChartKind::LossesByAttackTypeAndYear,          None,           "Bank Run in 2002 up to 27 March accounts for 69% of the $13M lost: $9M"),
        (ChartKind::LossesByAttackTypeAndYear,          Some(day(420)), "Scam accounts for 100% of the $3M lost: $3M"),
        (ChartKind::LossesByAttackTypeAndEntityType,    None,           "Bank Run at Bank Run accounts for 69% of the $13M lost: $9M"),
        (ChartKind::LossesBySize,                       None,           "Losses of $1M to $10M: 3 of 5 incidents, 100% of the money"),
        (ChartKind::LargestIncidents,                   None,           "Bank Run is the largest loss: $9M, 69% of the $13M lost"),
        (ChartKind::LossesOverTime,                     None,           "The largest of 4 known losses: Bank Run $9M"),
    ];
    for (kind, from, title) in table {
        assert_eq!(chart(&made, from, kind).title.bare(), title, "{kind:?}");
    }
}

#[test]
fn zero_unknown_and_absent_look_different() {
    let made = vec![
        (day(0), vec!["Scam".to_owned()], Some(500)),
        (day(40), vec!["Rug Pull".to_owned()], Some(0)),
        (day(75), vec!["Phishing".to_owned()], None),
        (day(130), vec!["Scam".to_owned()], Some(700)),
    ];
    for kind in [ChartKind::LossesByMonth, ChartKind::LossesOverTime] {
        let spec = chart(&made, None, kind);
        let height = |word: &str| spec.texts().find(|it| it.text() == word).unwrap().baseline;
        assert!(height("no loss") < height("unknown"), "{kind:?}");
        let rings = spec.marks.iter().filter(|it| matches!(it, Mark::Dot { fill: Fill::None, .. }));
        assert_eq!(rings.count(), 2, "{kind:?}: one in each strip, none for a month without");
    }
    let grid = chart(&made, None, ChartKind::LossesByAttackTypeAndYear);
    let rings = grid.marks.iter().filter(|it| matches!(it, Mark::Dot { fill: Fill::None, .. }));
    let dashes = grid.marks.iter().filter(|it| matches!(it, Mark::Line { width: 3, .. }));
    assert_eq!((rings.count(), dashes.count()), (2, 2), "each once in the grid, once in the key");
}

#[test]
fn where_dots_are_dense_no_rim_hides_them() {
    let dots = |count: usize, wanted: Fill| {
        let made: Vec<Made> = (0..count)
            .map(|index| (day(index % 700), vec!["Scam".to_owned()], Some(1 << (index % 50))))
            .collect();
        let spec = chart(&made, None, ChartKind::LossesOverTime);
        spec.marks
            .iter()
            .filter(|it| matches!(it, Mark::Dot { fill, .. } if *fill == wanted))
            .count()
    };
    assert_eq!((dots(40, Fill::Rimmed), dots(40, Fill::Full)), (40, 0));
    assert_eq!(dots(2000, Fill::Rimmed), 0);
    assert!(dots(2000, Fill::Full) > 500);
}

#[test]
fn what_lies_before_the_period_is_grey() {
    let made: Vec<Made> = (0..30)
        .map(|index| (day(index * 31), vec!["Scam".to_owned()], Some(1_000_000 + index as i128)))
        .collect();
    let spec = chart(&made, Some(day(750)), ChartKind::LossesByMonth);
    let bars = |wanted: Ink| {
        spec.marks.iter().filter(|it| matches!(it, Mark::Bar { ink, .. } if *ink == wanted)).count()
    };
    let of_period = bars(Ink::Series) + bars(Ink::Accent);
    assert!(of_period >= 5 && bars(Ink::Rest) + of_period <= 24 && bars(Ink::Rest) > 10);
    let subtitle = spec.subtitle.bare();
    assert!(subtitle.ends_with("Grey: earlier months"), "{subtitle}");
}

#[test]
fn where_no_incident_has_a_label_there_is_no_chart_of_labels() {
    let made: Vec<Made> =
        vec![(day(0), vec!["(unclassified)".to_owned()], Some(500)), (day(1), vec![], Some(7))];
    let specs = charts(&made, None, &ChartOptions::default());
    let names: Vec<&str> = specs
        .iter()
        .filter(|(page, _)| *page == "slide")
        .map(|(_, spec)| spec.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "losses_by_month",
            "losses_by_quarter",
            "losses_by_year",
            "cumulative_loss_by_year",
            "losses_by_size",
            "largest_incidents",
            "losses_over_time"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_data_breaks_a_layout(
        made in prop::collection::vec((0_usize..4000, prop::collection::vec("[A-Za-z ]{1,30}", 1..3), prop::option::of(0..Usd::MAX_LOSS.cents()), 0_u32..14), 0..40),
        from in prop::option::of(0_usize..4000),
        scale in prop::sample::select(vec![ScaleChoice::Fitting, ScaleChoice::Log, ScaleChoice::Linear]),
        top in prop::option::of(1_usize..=20),
    ) {
        let made: Vec<Made> = made.into_iter().map(|(at, labels, cents, shrink)| (day(at), labels, cents.map(|it| it / 10_i128.pow(shrink)))).collect();
        let options = ChartOptions { title: None, top, scale };
        for (page, spec) in charts(&made, from.map(day), &options) {
            prop_assert_eq!(spec.faults(), Vec::<String>::new(), "{} {}", page, spec.name);
        }
    }
}
