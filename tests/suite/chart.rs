//! `lossbook chart`: the file that was asked for, and nothing else; wrong usage; and that it draws
//! what `build` draws.

use std::fs;

use crate::support::{Project, Report, good, text};
use lossbook::charts::ChartKind;

/// Reports of three attack types in two years, one of which dwarfs the rest.
fn project() -> Project {
    let report = |day: &str, loss: &str, attack: &str| {
        Report::new(day, loss, &[attack], &["Exchange"]).to_string()
    };
    Project::with(&[
        ("reports/a.md", report("2022-05-08", "40000000000", "Bank Run")),
        ("reports/b.md", report("2023-02-05", "3000000", "Scam")),
        ("reports/c.md", report("2023-03-05", "unknown", "Phishing")),
        ("reports/d.md", report("2023-04-05", "20000", "Phishing")),
    ])
}

/// The width and height of a PNG.
fn pixels(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[1..4], b"PNG");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn every_chart_is_the_one_of_the_edition() {
    let project = project();
    let edition = project.build(&["reports"]);
    for kind in ChartKind::ALL {
        let name = kind.name();
        let run = project.run(&["chart", name, "reports", "-o", "-", "--quiet"]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{name}");
        assert_eq!(run.stdout, text(&edition, &format!("charts/{name}.svg")), "{name}");
        for (ending, size) in [("png", (1920, 1080)), ("1280x720.png", (1280, 720))] {
            assert_eq!(pixels(&edition[&format!("charts/{name}.{ending}")]), size, "{name}");
        }
    }
    let charts = edition.keys().filter(|path| path.starts_with("charts/")).count();
    assert_eq!(charts, ChartKind::ALL.len() * 3);
}

#[test]
fn files_are_written_and_replaced() {
    let project = project();
    let chart: [&str; 4] = ["chart", "losses_by_attack_type", "reports", "-q"];
    project.write("old.svg", "old");
    #[rustfmt::skip]
    let table: [(&str, &[&str], Option<(u32, u32)>); 5] = [
        ("old.svg",             &[],                    None),
        ("new/folder/a.svg",    &["--theme", "dark"],   None),
        ("a.png",               &[],                    Some((1920, 1080))),
        ("A.PNG",               &["--size=1280x720"],   Some((1280, 720))),
        ("a.png",               &["--size=1280x720"],   Some((1280, 720))),
    ];
    for (file, flags, size) in table {
        let run = project.run(&[&chart[..], &["-o", file], flags].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(0), ""), "{file}: {}", run.stderr);
        let bytes = fs::read(project.path(file)).unwrap();
        match size {
            Some(size) => assert_eq!(pixels(&bytes), size, "{file}"),
            None => assert!(bytes.starts_with(b"<svg "), "{file}"),
        }
    }
    let run = project.run(&["chart", "losses_by_size", "reports", "-o", "told.svg"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), "told.svg\n"));
    assert_eq!(
        project.names(""),
        ["A.PNG", "a.png", "new", "old.svg", "reports", "told.svg"],
        "and nothing beside them"
    );
}

/// A picture without the marks where the runs of its texts begin and end.
fn without_runs(svg: &str) -> String {
    let mut runs = svg.split("<tspan");
    let first = runs.next().unwrap_or_default().to_owned();
    let behind = |run: &str| run.split_once('>').map_or("", |it| it.1).replace("</tspan>", "");
    runs.fold(first, |text, run| text + &behind(run))
}

#[test]
fn what_is_chosen_is_in_the_picture() {
    let project = project();
    #[rustfmt::skip]
    let table: [(&str, &[&str], &[&str], &[&str]); 7] = [
        // chart                    flags                           there                               not there
        ("losses_by_attack_type",   &[],                            &["#FFFFFF", "Bank Run accounts"],  &["other attack types"]),
        ("losses_by_attack_type",   &["--theme=dark"],              &["#0F1521"],                       &["#FFFFFF"]),
        ("losses_by_attack_type",   &["--top=1"],                   &[">2 other attack types<"],        &[">Phishing<"]),
        ("losses_by_attack_type",   &["--title=Mine & yours"],      &["Mine &amp; yours"],              &["Bank Run accounts"]),
        ("losses_by_year",          &[],                            &["Log scale", "<circle"],          &[]),
        ("losses_by_year",          &["--linear"],                  &[">$0<"],                          &["Log scale"]),
        ("losses_by_month",         &["--from=2023", "--to=2023"],  &["Grey: earlier months"],          &["40B lost"]),
    ];
    for (name, flags, there, absent) in table {
        let run = project.run(&[&["chart", name, "reports", "-o", "-", "-q"], flags].concat());
        assert_eq!(run.status, Some(0), "{name} {flags:?}: {}", run.stderr);
        let picture = without_runs(&run.stdout);
        for words in there {
            assert!(picture.contains(words), "{name} {flags:?}: {words} is missing");
        }
        for words in absent {
            assert!(!picture.contains(words), "{name} {flags:?}: {words} is there");
        }
    }
}

#[test]
fn wrong_usage() {
    let project = project();
    #[rustfmt::skip]
    let table: [(&str, &[&str], &str); 9] = [
        ("no file",                     &["losses_by_size"],                                        "--output <FILE>"),
        ("no such chart",               &["losses_by_sise", "-o", "a.svg"],                         "'losses_by_size'"),
        ("another ending",              &["losses_by_size", "-o", "a.gif"],                         "--output a.gif: the file name must end in .svg or .png"),
        ("no ending",                   &["losses_by_size", "-o", "png"],                           "--output png: the file name must end in"),
        ("pixels of an SVG",            &["losses_by_size", "-o", "a.svg", "--size=1280x720"],      "--size is only for PNG"),
        ("a chart without rows",        &["losses_by_size", "-o", "a.svg", "--top=3"],              "--top can be used with losses_by_attack_type, "),
        ("a chart without a scale",     &["losses_by_size", "-o", "a.svg", "--log"],                "--log and --linear can be used with losses_by_month, "),
        ("two scales",                  &["losses_by_year", "-o", "a.svg", "--log", "--linear"],    "cannot be used with"),
        ("from after to",               &["losses_by_year", "-o", "a.svg", "--from=2024", "--to=2023"], "is later than --to"),
    ];
    for (about, arguments, words) in table {
        let run = project.run(&[&["chart"], arguments].concat());
        assert_eq!(run.status, Some(2), "{about}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{about}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{about}");
    }
    assert_eq!(project.names(""), ["reports"], "nothing is written");
}

#[test]
fn what_cannot_be_drawn_leaves_the_old_file() {
    let project = Project::with(&[
        ("bad/a.md", "---\nloss: -1\n---\n".into()),
        ("mixed/a.md", "---\nloss: -1\n---\n".into()),
        ("mixed/b.md", good()),
        ("a.svg", "old".into()),
    ]);
    let run = project.run(&["chart", "losses_by_size", "bad", "-o", "a.svg"]);
    assert_eq!((run.status, project.read("a.svg").as_str()), (Some(1), "old"), "{}", run.stderr);
    assert!(run.stderr.contains("no report could be loaded"), "{}", run.stderr);
    fs::create_dir(project.path("folder.svg")).unwrap();
    let run = project.run(&["chart", "losses_by_size", "mixed", "-q", "-o", "folder.svg"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("folder.svg is not a file"), "{}", run.stderr);
    let run = project.run(&["chart", "losses_by_size", "mixed", "-q", "-o", "a.svg"]);
    assert_eq!(run.status, Some(3), "written, though a report was rejected: {}", run.stderr);
    assert!(project.read("a.svg").starts_with("<svg "));
}
