//! Mending reports: files that were written back read as before, and nothing but their front matter
//! changes. What is done with single front matters stands beside the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::support::{Project, good, skipped};
use lossbook::domain::Failure;
use lossbook::domain::{Finding, Taxonomy};
use lossbook::loader::fix::files::{FixMode, FixReport, fix};
use lossbook::loader::folder::read_whole;
use lossbook::loader::rules::taxonomy_file;
use lossbook::loader::{self, Loaded, Progress};
use lossbook::store::replace::replace_file;
use lossbook::terminal::diff::unified;

/// A report with a fault, and the same without.
const DIRTY: &[u8] = b"---\r\ndate: 2023/01/10\r\ntitle: A\r\n---\r\nBody \xff\n\0end";
const CLEAN: &[u8] = b"---\r\ndate: 2023-01-10\r\ntitle: A\r\n---\r\nBody \xff\n\0end";

fn taxonomy() -> Taxonomy {
    taxonomy_file::read(None).unwrap().0
}

fn run(folder: &Path, mode: FixMode) -> FixReport {
    let (taxonomy, never) = (taxonomy(), AtomicBool::new(false));
    fix(&[folder.to_owned()], &taxonomy, mode, &never, &Progress::default()).unwrap()
}

fn load(folder: &Path) -> Loaded {
    let (taxonomy, never) = (taxonomy(), AtomicBool::new(false));
    loader::load(&[folder.to_owned()], &taxonomy, &never, &Progress::default()).unwrap()
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn only_the_front_matter_changes() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::with(&[("in/good.md", good()), ("in/bad.md", "# no report\n".into())]);
    project.write("in/a/dirty.md", DIRTY);
    set_mode(&project.path("in/a/dirty.md"), 0o640);
    let before = project.files("in");
    let would = run(&project.path("in"), FixMode::Diff);
    assert_eq!(project.files("in"), before, "a diff writes nothing");
    assert_eq!((would.changes.len(), would.repaired()), (1, 1));

    let report = run(&project.path("in"), FixMode::Write);
    let fixed: Vec<&str> = report.changes.iter().map(|it| it.report.as_str()).collect();
    assert_eq!((fixed, report.repaired(), report.failures.len()), (vec!["a/dirty.md"], 1, 0));
    assert_eq!(fs::read(project.path("in/a/dirty.md")).unwrap(), CLEAN);
    let mode = fs::metadata(project.path("in/a/dirty.md")).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o640);
    assert_eq!(project.names("in/a"), ["dirty.md"]);
    for untouched in ["bad.md", "good.md"] {
        assert_eq!(project.files("in")[untouched], before[untouched]);
    }
    assert!(run(&project.path("in"), FixMode::Write).changes.is_empty(), "a second time");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_told_and_left() {
    let project = Project::new();
    project.write("in/dirty.md", DIRTY);
    let file = project.path("in/dirty.md");
    set_mode(&file, 0o440);
    let told = |report: &FixReport| {
        assert!(report.changes.is_empty(), "{report:?}");
        let [failure] = report.failures.as_slice() else { panic!("{report:?}") };
        assert!(failure.help().is_some_and(|help| !help.is_empty()));
        failure.to_string()
    };
    let message = told(&run(&project.path("in"), FixMode::Write));
    assert_eq!(message, format!("{} is write-protected", file.display()));

    set_mode(&file, 0o640);
    set_mode(&project.path("in"), 0o550);
    let may_all = fs::write(project.path("in/probe"), "").is_ok();
    if may_all {
        skipped("this user may write to folders that are write-protected");
    } else {
        let message = told(&run(&project.path("in"), FixMode::Write));
        let begin = format!("{}: cannot create a file beside it: ", file.display());
        assert!(message.starts_with(&begin), "{message}");
    }
    set_mode(&project.path("in"), 0o750);
    assert_eq!(fs::read(&file).unwrap(), DIRTY);
    assert_eq!(project.names("in").len(), 1 + usize::from(may_all));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let project = Project::new();
    project.write("elsewhere/dirty.md", DIRTY);
    std::os::unix::fs::symlink(project.path("elsewhere/dirty.md"), project.path("link.md"))
        .unwrap();
    let report = run(&project.path("link.md"), FixMode::Write);
    let told: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
    let link = project.path("link.md");
    assert_eq!(told, [format!("{} is a symbolic link, which is not followed", link.display())]);
    assert_eq!(fs::read(project.path("elsewhere/dirty.md")).unwrap(), DIRTY);
    assert!(replace_file(&project.path("elsewhere"), b"").is_err(), "a folder");
    assert!(replace_file(&project.path("none.md"), b"").is_err(), "nothing");
    assert_eq!(project.names(""), ["elsewhere", "link.md"]);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let project = Project::new();
    project.write("a.md", DIRTY);
    assert!(read_whole(&project.path("a.md"), DIRTY.len()).is_ok());
    let error = read_whole(&project.path("a.md"), DIRTY.len() - 1).unwrap_err();
    assert!(error.to_string().contains("larger than"), "{error}");
}

#[test]
fn a_diff_can_be_applied() {
    let body = "One line.\nAnother.\n".repeat(20);
    #[rustfmt::skip]
    let table = [
        ("in/2023-01-10-a.md", format!("---\ntitle: “A: b”\ntags: a, b\n---\n{body}")),
        ("in/b/2023-01-11.md", format!("\n\ndate: 2023/01/11\ntitle: A\nloss: 1\n\n{body}")),
        ("in/crlf.md",         "---\r\nDate: 2023/01/10\r\n---\r\nA\r\nB".to_owned()),
        ("in/short.md",        "---\ndate: 2023/01/10\n---".to_owned()),
        ("in/no end.md",       "---\ndate: 2023-01-10\ntitle: A".to_owned()),
    ];
    let project = Project::with(&table);
    let report = run(&project.path("in"), FixMode::Diff);
    assert_eq!((report.changes.len(), report.failures.len()), (table.len(), 0), "{report:?}");
    let shown = |file: &PathBuf| file.strip_prefix(project.path("")).unwrap().display().to_string();
    let diffs =
        report.changes.iter().map(|it| unified(&shown(&it.file), &it.before, &it.after, false));
    project.write("fix.diff", diffs.collect::<String>());
    let applied = project.shell("command -v patch >/dev/null || exit 77; cp -r in patched; sed 's#\\([ab]\\)/in/#\\1/patched/#' fix.diff | patch -p1");
    if applied.status == Some(77) {
        return skipped("`patch` is not installed");
    }
    assert_eq!(applied.status, Some(0), "{}{}", applied.stdout, applied.stderr);
    run(&project.path("in"), FixMode::Write);
    assert_eq!(project.files("patched"), project.files("in"));
}

/// Findings as they are told, without their places.
fn told(findings: &[Finding], repairable: bool) -> Vec<(String, &'static str, String)> {
    let wanted = findings.iter().filter(|it| it.code.has_repair() == repairable);
    let mut told: Vec<_> =
        wanted.map(|it| (it.path.clone(), it.code.name(), it.fact.clone())).collect();
    told.sort_unstable();
    told
}

/// What stands behind the second fence of a well-formed file.
fn body(bytes: &[u8]) -> &[u8] {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').enumerate().skip(1);
    let fence = lines.filter(|(_, line)| line.trim_ascii_end() == b"---").map(|it| it.0).next();
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').take(fence.unwrap() + 1);
    &bytes[lines.map(<[u8]>::len).sum()..]
}

#[test]
fn real_drafts_read_as_before() {
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/drafts");
    if !drafts.is_dir() {
        return skipped("there are no ../shared/corpus/drafts");
    }
    let project = Project::new();
    for entry in fs::read_dir(drafts).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        project.write(&format!("in/{name}"), fs::read(&path).unwrap());
    }
    let (folder, original) = (project.path("in"), project.files("in"));
    let before = load(&folder);
    let report = run(&folder, FixMode::Write);
    let after = load(&folder);
    assert!(report.failures.is_empty(), "{report:?}");
    assert_eq!(after.incidents, before.incidents);
    assert_eq!(
        (after.files.loaded, after.files.rejected),
        (before.files.loaded, before.files.rejected)
    );
    assert_eq!(told(&after.findings, false), told(&before.findings, false));
    let rejected: BTreeSet<&str> = before
        .findings
        .iter()
        .filter(|it| it.severity() == lossbook::domain::Severity::Error)
        .map(|it| it.path.as_str())
        .collect();
    let left = told(&after.findings, true);
    let left: Vec<_> = left.iter().filter(|it| !rejected.contains(it.0.as_str())).collect();
    assert!(left.is_empty(), "{left:#?}");
    let fixed: BTreeSet<&str> = report.changes.iter().map(|it| it.report.as_str()).collect();
    let now = project.files("in");
    let changed: BTreeSet<&str> =
        original.iter().filter(|it| now[it.0] != *it.1).map(|it| it.0.as_str()).collect();
    assert_eq!(changed, fixed, "only files that are reported change");
    for path in fixed {
        assert!(original[path].ends_with(body(&now[path])), "{path}: the body changed");
    }
    assert!(run(&folder, FixMode::Write).changes.is_empty(), "a second time");
}
