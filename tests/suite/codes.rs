//! Every code is explained, its example is true, and `docs/findings.md` says the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::support::Project;
use lossbook::domain::Code;
use lossbook::domain::explanations::Example;
use lossbook::loader::rules::taxonomy_file;
use lossbook::loader::{self, Progress};

/// The codes that the loader gives for a folder.
fn codes_of(folder: &Path) -> BTreeSet<&'static str> {
    let (taxonomy, _) = taxonomy_file::read(None).unwrap();
    let (inputs, never) = ([folder.to_owned()], AtomicBool::new(false));
    let loaded = loader::load(&inputs, &taxonomy, &never, &Progress::default()).unwrap();
    loaded.findings.iter().map(|it| it.code.name()).collect()
}

/// The codes that the loader gives for an example; `None` if it is only told.
fn codes_of_example(example: &Example) -> Option<BTreeSet<&'static str>> {
    let project = Project::new();
    project.write(&format!("reports/{}", example.file), example.text()?);
    Some(codes_of(&project.path("reports")))
}

#[test]
fn the_examples_are_true() {
    for code in Code::ALL {
        let it = code.explanation();
        if let Some(found) = codes_of_example(&it.example) {
            assert_eq!(found, BTreeSet::from([code.name()]), "{}", it.example.text().unwrap());
        }
        if let Some(found) = codes_of_example(&it.fixed) {
            assert_eq!(found, BTreeSet::new(), "{}: {}", code.name(), it.fixed.text().unwrap());
        }
    }
}

/// The examples that no text shows, arranged in a folder.
#[cfg(unix)]
#[test]
fn what_is_only_told_is_found_as_well() {
    type Arrange = fn(&Project);
    let long = |project: &Project| {
        project.write("reports/acme.md", format!("---\n{}\n---\n", "# x\n".repeat(5000)));
    };
    let table: [(Code, Arrange); 5] = [
        (Code::NotAFile, |it| it.write("reports/acme.md/x.txt", "")),
        (Code::Binary, |it| it.write("reports/acme.md", b"\x89PNG\0\0")),
        (Code::NotUtf8, |it| it.write("reports/acme.md", b"---\ntitle: \x81\n---\n")),
        (Code::FrontMatterTooLarge, long),
        (Code::LinkNotFollowed, |it| {
            it.write("acme.md", "");
            fs::create_dir_all(it.path("reports")).unwrap();
            std::os::unix::fs::symlink(it.path("acme.md"), it.path("reports/acme.md")).unwrap();
        }),
    ];
    for (code, arrange) in table {
        let project = Project::new();
        arrange(&project);
        assert_eq!(codes_of(&project.path("reports")), BTreeSet::from([code.name()]));
        assert_eq!(code.explanation().example.text(), None, "{} has an example", code.name());
    }
}

#[test]
fn every_explanation_is_whole_sentences() {
    for code in Code::ALL {
        let it = code.explanation();
        for (what, text) in [("why", it.why), ("remedy", it.remedy)] {
            assert!(text.ends_with(['.', '”']), "{}: {what}: {text}", code.name());
        }
        assert!(!it.title.is_empty() && !it.title.ends_with('.'), "{}: {}", code.name(), it.title);
        assert_ne!(it.example, it.fixed, "{}", code.name());
    }
    let titles: BTreeSet<&str> = Code::ALL.iter().map(|code| code.explanation().title).collect();
    assert_eq!(titles.len(), Code::ALL.len(), "each title says something else");
}

#[test]
fn the_page_of_findings_is_what_the_program_prints() {
    let run = Project::new().run(&["explain-code", "--all"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    if std::env::var_os("LOSSBOOK_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &run.stdout).unwrap();
        return;
    }
    let page = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == run.stdout,
        "docs/findings.md is not fresh: run LOSSBOOK_BLESS=1 cargo test --release --test suite codes"
    );
}

#[test]
fn codes_are_explained_on_demand() {
    let project = Project::new();
    for code in Code::ALL {
        let run = project.run(&["explain-code", code.name()]);
        assert_eq!(run.status, Some(0));
        assert!(run.stdout.starts_with(&format!("## {}\n", code.name())), "{}", run.stdout);
    }
    let run = project.run(&["explain-code", "bad-loss", "BAD-DATE"]);
    assert_eq!(run.stdout.matches("\n## ").count(), 1, "one blank line between the two");
    #[rustfmt::skip]
    let table: [(&[&str], &str); 3] = [
        (&["bad-los"],           "there is no code `bad-los`; did you mean `bad-loss`?"),
        (&[],                    "Explain every code"),
        (&["--all", "bad-loss"], "cannot be used with"),
    ];
    for (arguments, message) in table {
        let run = project.run(&[&["explain-code"], arguments].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}
