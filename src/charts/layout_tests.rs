//! Layouts under strain: nothing overlaps, nothing runs off the page, whatever the data.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::checks::{self, Totals};
use crate::domain::{Incident, Loss, Period, Span, Usd};
use crate::tables::{IncidentsTable, LabelsTable};
use crate::transforms::{self, History, View};

use super::frame::Scope;
use super::spec::{ChartSpec, Mark};
use super::{Canvas, ChartOptions, Theme, kind, png, render};

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
            [labels.clone(), vec![], vec![], vec![]],
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
    let period = Period { from, to: None };
    let all = incidents(made);
    let (inside, earlier): (Vec<Incident>, Vec<Incident>) =
        all.into_iter().partition(|it| period.contains(it.date()));
    let table = IncidentsTable::new(&inside).unwrap();
    let labels = LabelsTable::new(&inside).unwrap();
    let history = History::new(&earlier, &inside).unwrap();
    let days = inside.iter().map(Incident::date);
    let days = days.clone().min().zip(days.max());
    let newest = days.map(|it| it.1).or(from).unwrap_or(day(0));
    let first = from.or(days.map(|it| it.0)).unwrap_or(newest);
    let view = View {
        incidents: &table,
        labels: &labels,
        history: history.as_ref(),
        period,
        span: Span::new(first, newest.max(first)).unwrap(),
        newest,
        findings: &[],
    };
    let totals: Totals = checks::totals(&table).unwrap();
    let scope = Scope { totals: &totals, period, days };
    let tables = transforms::all(&view).unwrap();
    let on = |(page, canvas)| {
        let specs = kind::all(&tables, &table, &scope, options, canvas).unwrap();
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
        for (page, spec) in charts(&made, None, &ChartOptions::default()) {
            assert_eq!(spec.faults(), [""; 0], "{name}: {} {page}", spec.name);
            let svg = render::svg(&spec, Theme::Light).unwrap();
            assert!(!svg.contains("<script") && svg.contains("<title"), "{name} {}", spec.name);
            // resvg reads it, whatever the texts.
            let picture = png::Picture::new(&spec.name, &svg).unwrap();
            // To look at them: LOSSBOOK_CHARTS_TO=DIR cargo test --release --lib extreme
            if let Some(folder) = &looked_at {
                let path = std::path::Path::new(folder);
                let path = path.join(format!("{name}-{}-{page}.png", spec.name));
                std::fs::write(path, picture.png(1.0).unwrap()).unwrap();
            }
        }
    }
}

#[test]
fn bars_add_up_and_the_tail_is_gathered() {
    let (_, made) = extreme_sets().into_iter().find(|(name, _)| *name == "thirty-labels").unwrap();
    let charts = charts(&made, None, &ChartOptions::default());
    let (_, bars) = &charts[0];
    let drawn = bars.marks.iter().filter(|mark| matches!(mark, Mark::Bar { .. })).count();
    assert_eq!(drawn, 12);
    assert!(bars.texts().any(|text| text.text == "19 other attack types"));
    let lengths: Vec<f64> = bars
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Bar { area, .. } => Some(area.right - area.left),
            _ => None,
        })
        .collect();
    assert!(lengths[..11].is_sorted_by(|one, next| one >= next), "{lengths:?}");
    // Half the loss, half the bar.
    let dollars = |index: i128| Usd::from_cents(index.pow(3) * 31_700).approximate_dollars();
    assert!((lengths[1] / lengths[0] - dollars(29) / dollars(30)).abs() < 0.001);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_data_breaks_a_layout(
        made in prop::collection::vec((0_usize..4000, prop::collection::vec("[A-Za-z ]{1,30}", 1..3), prop::option::of(0..Usd::MAX_LOSS.cents()), 0_u32..14), 0..40)
    ) {
        let made: Vec<Made> = made.into_iter().map(|(at, labels, cents, shrink)| (day(at), labels, cents.map(|it| it / 10_i128.pow(shrink)))).collect();
        for (page, spec) in charts(&made, None, &ChartOptions::default()) {
            prop_assert_eq!(spec.faults(), Vec::<String>::new(), "{} {}", page, spec.name);
        }
    }
}
