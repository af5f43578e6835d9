//! Benchmarks of the stages of a run, over the sample reports: `cargo bench`. Each stage is given what
//! the one before it made, so that a change shows where it is.

#![allow(missing_docs, reason = "nobody calls a benchmark")]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use divan::{Bencher, counter::ItemsCount};
use lossbook::domain::{Dimension, Granularity, Taxonomy};
use lossbook::formats::csv::FormulaGuard;
use lossbook::formats::{csv, parquet};
use lossbook::loader::folder::{self, ReportSource};
use lossbook::loader::parse::split::{Head, split};
use lossbook::loader::rules::taxonomy_file;
use lossbook::loader::{Loaded, Noted, Progress, load, parse, read_head};
use lossbook::tables::transforms::by_label::losses_by_label;
use lossbook::tables::transforms::by_label_and_period::{Months, losses_by_label_and_period};
use lossbook::tables::transforms::by_pair::losses_by_attack_type_and_entity_type;
use lossbook::tables::transforms::by_period::losses_by_period;
use lossbook::tables::transforms::by_size::losses_by_size;
use lossbook::tables::transforms::cumulative::cumulative_loss_by_year;
use lossbook::tables::transforms::findings_by_code::findings_by_code;
use lossbook::tables::transforms::key_figures::key_figures;
use lossbook::tables::transforms::largest::{largest_incidents, loss_concentration};
use lossbook::tables::transforms::to_date::loss_to_date_by_year;
use lossbook::tables::{AnyTable, BaseTables, Selection, Tables, View};
use lossbook::{Edition, Period, Reports};

fn main() {
    divan::main();
}

fn inputs() -> Vec<PathBuf> {
    vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/reports")]
}

static TAXONOMY: LazyLock<Taxonomy> =
    LazyLock::new(|| taxonomy_file::read(None).map(|it| it.0).expect("the built-in taxonomy"));

static HEADS: LazyLock<Vec<(ReportSource, Head)>> = LazyLock::new(|| {
    let found = folder::discover(&inputs()).expect("the sample reports");
    let head = |source: ReportSource| {
        let head = folder::read_head(&source.file).expect("a sample report");
        (source, head)
    };
    found.sources.into_iter().map(head).collect()
});

static LOADED: LazyLock<Loaded> = LazyLock::new(|| {
    let never = AtomicBool::new(false);
    load(&inputs(), &TAXONOMY, &never, &Progress::default()).expect("the sample reports")
});

static REPORTS: LazyLock<Reports> =
    LazyLock::new(|| lossbook::load(inputs()).expect("the sample reports"));

fn selection() -> Selection<'static> {
    Selection::new(&LOADED.incidents, Period::default(), None)
}

#[divan::bench]
fn find_and_read_the_files(bencher: Bencher) {
    bencher.counter(ItemsCount::new(HEADS.len())).bench(|| {
        let found = folder::discover(black_box(&inputs())).expect("the sample reports");
        found.sources.iter().filter_map(|it| folder::read_head(&it.file).ok()).count()
    });
}

#[divan::bench]
fn split_and_parse(bencher: Bencher) {
    bencher.counter(ItemsCount::new(HEADS.len())).bench(|| {
        let parsed = |(source, head): &(ReportSource, Head)| {
            let (source, _) = split(&source.report, black_box(head)).ok()?;
            parse::front_matter(source).ok().map(|_| ())
        };
        HEADS.iter().filter_map(parsed).count()
    });
}

#[divan::bench]
fn parse_and_normalize(bencher: Bencher) {
    bencher.counter(ItemsCount::new(HEADS.len())).bench(|| {
        let mut noted = Noted::new();
        let read = |(source, head): &(ReportSource, Head)| {
            read_head(&source.report, black_box(head), &TAXONOMY, &mut noted).draft
        };
        HEADS.iter().filter_map(read).count()
    });
}

#[divan::bench]
fn load_the_folder(bencher: Bencher) {
    let never = AtomicBool::new(false);
    bencher.counter(ItemsCount::new(HEADS.len())).bench(|| {
        load(black_box(&inputs()), &TAXONOMY, &never, &Progress::default()).map(|it| it.files)
    });
}

#[divan::bench]
fn compute_all_tables(bencher: Bencher) {
    let selection = selection();
    bencher
        .counter(ItemsCount::new(selection.incidents.len()))
        .bench(|| Tables::new(&View::new(black_box(&selection), &LOADED.findings)));
}

/// A transform: how many rows it gives.
type Transform = fn(&View<'_>) -> usize;

const TRANSFORMS: [(&str, Transform); 11] = [
    ("by_label", |view| losses_by_label(&view.ranked, Dimension::AttackType).rows.len()),
    ("by_label_and_period", |view| {
        let months = Months::new(&view.ranked, Dimension::AttackType);
        losses_by_label_and_period(&months, Dimension::AttackType, Granularity::Year).rows.len()
    }),
    ("by_pair", |view| losses_by_attack_type_and_entity_type(&view.ranked).rows.len()),
    ("by_period", |view| {
        losses_by_period(&view.ranked, Granularity::Month, view.selection.period).rows.len()
    }),
    ("by_size", |view| losses_by_size(&view.ranked).rows.len()),
    ("concentration", |view| loss_concentration(&view.ranked).rows.len()),
    ("cumulative", |view| cumulative_loss_by_year(view).rows.len()),
    ("findings_by_code", |view| findings_by_code(view.findings).rows.len()),
    ("key_figures", |view| key_figures(view).rows.len()),
    ("largest", |view| largest_incidents(&view.ranked).rows.len()),
    ("to_date", |view| loss_to_date_by_year(view).rows.len()),
];

#[divan::bench(args = TRANSFORMS.map(|(name, _)| name))]
fn one_transform(bencher: Bencher, name: &str) {
    let selection = selection();
    let view = View::new(&selection, &LOADED.findings);
    let named = TRANSFORMS.iter().find(|(other, _)| *other == name);
    let (_, transform) = named.expect("one of them");
    bencher.counter(ItemsCount::new(view.ranked.len())).bench(|| transform(black_box(&view)));
}

/// Encodes every table of the sample reports.
fn encode(bencher: Bencher, encode: impl Fn(&dyn AnyTable) -> usize + Sync) {
    let selection = selection();
    let tables = Tables::new(&View::new(&selection, &LOADED.findings));
    let base = BaseTables::new(&selection);
    let tables = tables.beside(base.of_period(), base.around());
    bencher
        .counter(ItemsCount::new(tables.len()))
        .bench(|| tables.iter().map(|table| encode(black_box(*table))).sum::<usize>());
}

#[divan::bench]
fn encode_as_csv(bencher: Bencher) {
    encode(bencher, |table| csv::encode(table, FormulaGuard::On).map_or(0, |it| it.bytes.len()));
}

#[divan::bench]
fn encode_as_parquet(bencher: Bencher) {
    encode(bencher, |table| parquet::encode(table).map_or(0, |it| it.bytes.len()));
}

#[divan::bench(sample_count = 10)]
fn write_the_edition(bencher: Bencher) {
    let edition = Edition::new(&REPORTS).expect("an edition");
    let folder = std::env::temp_dir().join(format!("lossbook-bench-{}", std::process::id()));
    bencher.bench_local(|| edition.write(black_box(&folder)).is_ok());
    // What is left is a temporary folder.
    let _ = std::fs::remove_dir_all(&folder);
}
