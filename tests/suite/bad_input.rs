//! Reports and taxonomies that cannot be read or used: the message tells what to do, the exit status
//! is right, every file is accounted for, and the previous edition stays as it was, byte for byte.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::{Project, Run, cells, good, manifest, published, refusals, skipped};

fn mkfifo(project: &Project, path: &str) {
    let made = Command::new("mkfifo").arg(project.path(path)).status().unwrap();
    assert!(made.success());
}

/// Makes a file as large as it can be without taking room: a terabyte, or what the system allows.
/// Whoever read all of it would not be done before the test gives up.
fn enlarge(project: &Project, path: &str, begins: &str) {
    project.write(path, begins);
    let file = File::options().write(true).open(project.path(path)).unwrap();
    file.set_len(1 << 40).or_else(|_| file.set_len(1 << 30)).unwrap();
}

#[test]
fn inputs_that_cannot_be_used() {
    let told = refusals(&[
        ("no such folder", |_| (), &["nowhere"]),
        ("an empty folder", |it| fs::create_dir(it.path("empty")).unwrap(), &["empty"]),
        ("no report in it", |it| it.write("texts/notes.txt", "x"), &["texts"]),
        ("a link to itself", |it| symlink("loop", it.path("loop")).unwrap(), &["loop"]),
    ]);
    insta::assert_snapshot!(told, @r"
    # no such folder
    error: nowhere: No such file or directory
    help: name the folder of reports after the command
    # an empty folder
    error: no incident reports in empty: an incident report is a file named *.md or *.markdown
    help: name the folder of reports after the command
    # no report in it
    error: no incident reports in texts: an incident report is a file named *.md or *.markdown
    help: name the folder of reports after the command
    # a link to itself
    error: loop: Too many levels of symbolic links
    help: name the folder of reports after the command
    ");
}

#[test]
fn folders_in_which_no_file_is_a_report() {
    let told = refusals(&[
        ("only pages about the folder", |it| it.write("in/sub/README.md", "x"), &["in"]),
        (
            "a folder named like a report",
            |it| fs::create_dir_all(it.path("in/x.md")).unwrap(),
            &["in"],
        ),
        ("a binary file", |it| it.write("in/x.md", b"\x89PNG\r\n\x1a\n\0\0"), &["in"]),
        ("an empty file", |it| it.write("in/x.md", ""), &["in"]),
    ]);
    insta::assert_snapshot!(told, @r"
    # only pages about the folder
    error: no report could be loaded: 0 rejected, 1 skipped
    help: pages about a folder (README.md, _index.md), hidden files and links are not incident reports: name the folder of reports, or write a first one with `lossbook new`
    # a folder named like a report
    error[not-a-file]: this is a folder, not a report
    --> in/x.md
     = help: rename it, or move it out of the folder of reports

    error: no report could be loaded: 1 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    # a binary file
    error[binary]: the file is not text: it contains a NUL byte
    --> in/x.md
     = help: move it out of the folder of reports

    error: no report could be loaded: 1 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    # an empty file
    error[no-front-matter]: the file is empty
    --> in/x.md:1:1
     = help: begin the report with its front matter: `---`, `key: value` lines, `---`

    error: no report could be loaded: 1 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    ");
}

#[test]
fn pipes_and_links_in_which_no_file_is_a_report() {
    fn pipe(project: &Project) {
        fs::create_dir(project.path("in")).unwrap();
        mkfifo(project, "in/x.md");
    }
    fn links(project: &Project) {
        fs::create_dir(project.path("in")).unwrap();
        symlink("x.md", project.path("in/x.md")).unwrap();
        symlink(".", project.path("in/sub")).unwrap();
        symlink("../data/reports/good.md", project.path("in/good.md")).unwrap();
    }
    let told = refusals(&[("a pipe", pipe, &["in"]), ("links", links, &["in"])]);
    insta::assert_snapshot!(told, @r"
    # a pipe
    error[not-a-file]: this is a pipe, a socket or a device, not a report
    --> in/x.md
     = help: rename it, or move it out of the folder of reports

    error: no report could be loaded: 1 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    # links
    note[link-not-followed]: the symbolic link was not followed
    --> in/good.md
     = help: pass its target as an input of its own if its reports should count

    note[link-not-followed]: the symbolic link was not followed
    --> in/sub
     = help: pass its target as an input of its own if its reports should count

    note[link-not-followed]: the symbolic link was not followed
    --> in/x.md
     = help: pass its target as an input of its own if its reports should count

    error: no report could be loaded: 0 rejected, 2 skipped
    help: pages about a folder (README.md, _index.md), hidden files and links are not incident reports: name the folder of reports, or write a first one with `lossbook new`
    ");
}

#[test]
fn huge_files_are_not_read() {
    let started = Instant::now();
    let told = refusals(&[
        ("zeros", |it| enlarge(it, "in/x.md", ""), &["in"]),
        (
            "text, then zeros",
            |it| enlarge(it, "in/x.md", &format!("---\n{}", "title: Long\n".repeat(9999))),
            &["in"],
        ),
    ]);
    insta::assert_snapshot!(told, @r"
    # zeros
    error[binary]: the file is not text: it contains a NUL byte
    --> in/x.md
     = help: move it out of the folder of reports

    error: no report could be loaded: 1 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    # text, then zeros
    error[front-matter-too-large]: the front matter does not end within 16 KiB
    --> in/x.md
     = help: add a line `---` after the last `key: value` line; long text belongs in the body

    error: no report could be loaded: 1 rejected, 0 skipped
    help: fix the reports as listed above, or name another folder; an earlier edition is untouched
    ");

    let project = Project::new();
    enlarge(&project, "reports/good.md", &good());
    assert_eq!(manifest(&project.build(&["reports"]))["incidents"], 1, "only the head is needed");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn every_file_is_accounted_for() {
    let project = published();
    for path in
        ["README.md", "_index.md", ".hidden.md", ".git/x.md", "sub/README.md", "b.markdown", "C.MD"]
    {
        project.write(&format!("data/reports/{path}"), good());
    }
    project.write("data/reports/notes.txt", "not seen");
    project.write("data/reports/binary.md", b"\0");
    fs::create_dir(project.path("data/reports/folder.md")).unwrap();
    mkfifo(&project, "data/reports/pipe.md");
    symlink("good.md", project.path("data/reports/link.md")).unwrap();
    symlink("..", project.path("data/reports/loop")).unwrap();
    enlarge(&project, "data/reports/huge.md", "");

    let run = project.run(&["build"]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    let edition = project.edition("output");
    assert_eq!(
        cells(&edition, "incidents", &["report"]).concat(),
        ["C.MD", "b.markdown", "good.md"]
    );
    let files = &manifest(&edition)["files"];
    let counts = [&files["seen"], &files["loaded"], &files["rejected"], &files["skipped"]];
    assert_eq!(counts, [13, 3, 4, 6], "5 pages and hidden files, and a link, are skipped");
    let files = run.stdout.lines().skip_while(|it| !it.starts_with("Files")).take(2);
    insta::assert_snapshot!(files.collect::<Vec<_>>().join("\n"), @r"
    Files    13 seen = 3 loaded (3 with warnings) + 4 rejected + 6 skipped (3
             section pages, 2 hidden files, 1 symbolic link)
    ");
    let mut findings = cells(&edition, "findings", &["report", "severity", "code"]);
    findings.retain(|row| row[2] != "unknown-label" && row[2] != "possible-duplicate");
    let findings: Vec<String> = findings.into_iter().map(|row| row.join(" ")).collect();
    insta::assert_snapshot!(findings.join("\n"), @r"
    binary.md error binary
    folder.md error not-a-file
    huge.md error binary
    link.md note link-not-followed
    loop note link-not-followed
    pipe.md error not-a-file
    ");
}

#[test]
fn files_and_folders_that_may_not_be_read() {
    let project = published();
    project.write("data/reports/secret.md", good());
    project.write("data/reports/closed/x.md", good());
    for path in ["data/reports/secret.md", "data/reports/closed"] {
        fs::set_permissions(project.path(path), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if File::open(project.path("data/reports/secret.md")).is_ok() {
        return skipped("whoever runs this test may read everything");
    }
    let Run { status, stderr, .. } = project.run(&["build"]);
    fs::set_permissions(project.path("data/reports/closed"), fs::Permissions::from_mode(0o755))
        .unwrap();
    assert_eq!(status, Some(3), "{stderr}");
    assert!(stderr.contains("error[unreadable]: the file cannot be read"), "{stderr}");
    assert!(stderr.contains("error[unreadable]: the folder cannot be listed"), "{stderr}");
    let files = &manifest(&project.edition("output"))["files"];
    assert_eq!([&files["loaded"], &files["rejected"]], [1, 2]);
}

const TAXONOMY: &[&str] = &["--taxonomy", "t.yaml"];

fn write_taxonomy(project: &Project, entries: &str) {
    project.write("t.yaml", format!("attack-types:\n{entries}"));
}

#[test]
fn taxonomies_that_cannot_be_read() {
    #[rustfmt::skip]
    let told = refusals(&[
        ("no such file",          |_| (),                                                   TAXONOMY),
        ("a folder",              |it| fs::create_dir(it.path("t.yaml")).unwrap(),          TAXONOMY),
        ("no text",               |it| it.write("t.yaml", b"\xff\xfe\0"),                   TAXONOMY),
        ("broken YAML",           |it| write_taxonomy(it, "  - name: \"Scam\n"),            TAXONOMY),
        ("a list for a name",     |it| write_taxonomy(it, "  - name: [Scam]\n"),            TAXONOMY),
        ("an unknown key",        |it| write_taxonomy(it, "  - name: A\n    alias: B\n"),   TAXONOMY),
        ("an entry without name", |it| write_taxonomy(it, "  - aliases: [Fraud]\n"),        TAXONOMY),
    ]);
    insta::assert_snapshot!(told, @r"
    # no such file
    error: t.yaml: No such file or directory
    help: check the path given with `--taxonomy`, or leave it out to use the built-in taxonomy
    # a folder
    error: t.yaml: Is a directory
    help: check the path given with `--taxonomy`, or leave it out to use the built-in taxonomy
    # no text
    error: t.yaml: the file is not UTF-8 text
    help: check the path given with `--taxonomy`, or leave it out to use the built-in taxonomy
    # broken YAML
    error: t.yaml:3:1: found unexpected end of stream
    help: see data/taxonomy.yaml for how to write a taxonomy
    # a list for a name
    error: t.yaml:2:11: attack-types[0].name: invalid type: sequence, expected a string
    help: see data/taxonomy.yaml for how to write a taxonomy
    # an unknown key
    error: t.yaml:3:5: attack-types[0]: unknown field `alias`, expected one of `name`, `aliases`, `parent`
    help: see data/taxonomy.yaml for how to write a taxonomy
    # an entry without name
    error: t.yaml:2:5: attack-types[0]: missing field `name`
    help: see data/taxonomy.yaml for how to write a taxonomy
    ");
}

#[test]
fn taxonomies_that_contradict_themselves() {
    #[rustfmt::skip]
    let told = refusals(&[
        ("an alias twice",    |it| write_taxonomy(it, "  - name: A\n    aliases: [X]\n  - name: B\n    aliases: [x]\n"), TAXONOMY),
        ("an unknown parent", |it| write_taxonomy(it, "  - name: Scam\n  - name: Rug Pull\n    parent: Scan\n"), TAXONOMY),
        ("a cycle",           |it| write_taxonomy(it, "  - name: A\n    parent: B\n  - name: B\n    parent: C\n  - name: C\n    parent: A\n"), TAXONOMY),
        ("its own parent",    |it| write_taxonomy(it, "  - name: A\n    parent: A\n"), TAXONOMY),
        ("several faults",    |it| write_taxonomy(it, "  - name: A\n    parent: Z\n  - name: a\n"), TAXONOMY),
    ]);
    insta::assert_snapshot!(told, @r#"
    # an alias twice
    error: the taxonomy contradicts itself:
      t.yaml:4: "x" is claimed by "B" and, on line 2, by "A"
        help: use it as the name or alias of only one label
    # an unknown parent
    error: the taxonomy contradicts itself:
      t.yaml:3: the parent "Scan" of "Rug Pull" is not in the taxonomy
        help: did you mean "Scam"?
    # a cycle
    error: the taxonomy contradicts itself:
      t.yaml:2: "A" is its own ancestor
        help: delete one `parent` of the cycle
      t.yaml:4: "B" is its own ancestor
        help: delete one `parent` of the cycle
      t.yaml:6: "C" is its own ancestor
        help: delete one `parent` of the cycle
    # its own parent
    error: the taxonomy contradicts itself:
      t.yaml:2: "A" is its own ancestor
        help: delete one `parent` of the cycle
    # several faults
    error: the taxonomy contradicts itself:
      t.yaml:4: "a" is claimed by "a" and, on line 2, by "A"
        help: use it as the name or alias of only one label
      t.yaml:2: the parent "Z" of "A" is not in the taxonomy
        help: add it as an entry of its own, or delete `parent`
    "#);
}

#[test]
fn a_taxonomy_is_guarded_as_reports_are_but_is_no_front_matter() {
    let nested = "[".repeat(100_000);
    for entries in [nested.as_str(), "  - &a name: A\n  - *a\n"] {
        let project = published();
        write_taxonomy(&project, entries);
        let run = project.run(&["build", "--taxonomy", "t.yaml"]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
        // One word, one meaning: the front matter is a part of a report.
        assert!(run.stderr.starts_with("error: t.yaml:"), "{}", run.stderr);
        assert!(
            !run.stderr.contains("front matter") && !run.stderr.contains("report"),
            "{}",
            run.stderr
        );
    }
}
