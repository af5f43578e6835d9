//! Places that an edition cannot be written to, or must not: the message tells what to do, and the
//! previous edition stays as it was, byte for byte. Runs that are killed are in `killed.rs`.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::{Project, finish, manifest, published, refusals, skipped};

#[test]
fn outputs_that_would_destroy_something() {
    fn foreign(project: &Project) {
        project.write("mine/letter.txt", "dear");
        project.write("mine/tables/letter.txt", "dear");
    }
    let told = refusals(&[
        ("a file", |it| it.write("file", "x"), &["-o", "file"]),
        ("a file, with force", |it| it.write("file", "x"), &["-o", "file", "--force"]),
        ("foreign files", foreign, &["-o", "mine"]),
        ("foreign files in an edition", |it| it.write("output/tables/letter.txt", "dear"), &[]),
        ("the reports", |_| (), &["-o", "data/reports", "--force"]),
        ("what holds the reports", |_| (), &["-o", "data", "--force"]),
        ("one report", |_| (), &["data/reports/good.md", "-o", "data", "--force"]),
        ("where one stands", |_| (), &["-o", ".", "--force"]),
        ("above where one stands", |_| (), &["-o", "..", "--force"]),
        (
            "the taxonomy",
            |it| it.write("mine/t.yaml", ""),
            &["--taxonomy", "mine/t.yaml", "-o", "mine", "--force"],
        ),
    ]);
    insta::assert_snapshot!(told, @r"
    # a file
    error: file is a file, not a folder
    help: choose another folder with `-o`
    # a file, with force
    error: file is a file, not a folder
    help: choose another folder with `-o`
    # foreign files
    error: mine holds files that are not part of an edition: letter.txt, tables/letter.txt
    help: choose another folder with `-o`, or replace everything in it with `--force`
    # foreign files in an edition
    error: output holds files that are not part of an edition: tables/letter.txt
    help: choose another folder with `-o`, or replace everything in it with `--force`
    # the reports
    error: publishing to data/reports would delete data/reports
    help: choose a folder of its own for the edition with `-o`
    # what holds the reports
    error: publishing to data would delete data/reports
    help: choose a folder of its own for the edition with `-o`
    # one report
    error: publishing to data would delete data/reports/good.md
    help: choose a folder of its own for the edition with `-o`
    # where one stands
    error: publishing to . would delete data/reports
    help: choose a folder of its own for the edition with `-o`
    # above where one stands
    error: publishing to .. would delete data/reports
    help: choose a folder of its own for the edition with `-o`
    # the taxonomy
    error: publishing to mine would delete mine/t.yaml
    help: choose a folder of its own for the edition with `-o`
    ");
}

#[test]
fn where_one_stands_is_never_replaced() {
    let project = published();
    fs::create_dir(project.path("here")).unwrap();
    let run = project.shell("cd here && exec \"$LOSSBOOK\" build ../data/reports -o . --force");
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        project.filtered(run.stderr.lines().next().unwrap()),
        "error: publishing to . would delete [project]/here"
    );
    assert_eq!(project.names("here"), [""; 0]);
}

#[test]
fn force_replaces_what_else_is_there() {
    let project = published();
    project.write("output/letter.txt", "dear");
    project.write("output/.DS_Store", "nobody misses it");
    assert_eq!(project.run(&["build"]).status, Some(1));
    project.build(&["--force"]);
    project.write("output/.DS_Store", "nobody misses it");
    project.build(&[]);
    assert_eq!(project.names(""), ["data", "output"]);
}

#[test]
fn outputs_that_cannot_be_written() {
    let told = refusals(&[
        ("below a file", |it| it.write("file", "x"), &["-o", "file/output"]),
        ("below a device", |_| (), &["-o", "/dev/null/output"]),
        ("a link to nowhere", |it| symlink("nowhere", it.path("link")).unwrap(), &["-o", "link"]),
    ]);
    insta::assert_snapshot!(told, @r"
    # below a file
    error: [project]/file is a file, not a folder
    help: choose another folder with `-o`
    # below a device
    error: /dev/null is a file, not a folder
    help: choose another folder with `-o`
    # a link to nowhere
    error: [project]/link: cannot move the new edition into place: Not a directory
    help: check that the folder is writable and that the disk has space; an earlier edition is untouched
    ");
    if cfg!(target_os = "linux") {
        insta::assert_snapshot!(refusals(&[("/proc", |_| (), &["-o", "/proc/output"])]), @r"
        # /proc
        error: /proc/output: cannot create a folder next to it: No such file or directory
        help: check that the folder is writable and that the disk has space; an earlier edition is untouched
        ");
    }

    let project = published();
    fs::set_permissions(project.path(""), fs::Permissions::from_mode(0o555)).unwrap();
    if File::create(project.path("probe")).is_ok() {
        return skipped("whoever runs this test may write everywhere");
    }
    let edition = project.files("output");
    let run = project.run(&["build", "--raw-csv"]);
    assert!(project.files("output") == edition);
    fs::set_permissions(project.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.contains("cannot create a folder beside it"), "{}", run.stderr);
}

#[test]
fn a_disk_that_is_full() {
    let project = published();
    let edition = project.edition("output");
    let run = project.shell("trap '' XFSZ; ulimit -f 1; exec \"$LOSSBOOK\" build --raw-csv");
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    // Which file is the first that is too long depends on the charts.
    let stderr = project.filtered(&run.stderr);
    let (before, behind) = stderr.split_once("/output/").unwrap();
    let (_, behind) = behind.split_once(": ").unwrap();
    insta::assert_snapshot!(format!("{before}/output/[file]: {behind}"), @r"
    error: [project]/output/[file]: cannot write: File too large
    help: check that the folder is writable and that the disk has space; an earlier edition is untouched
    ");
    assert!(project.edition("output") == edition, "the edition was touched");
    assert_eq!(project.names(""), ["data", "output"], "nothing is left behind");
}

#[test]
fn a_reader_that_has_seen_enough() {
    let project = published();
    let run = project.shell("\"$LOSSBOOK\" build --raw-csv | head -c 1");
    assert_eq!((run.status, run.stdout.len()), (Some(0), 1), "{}", run.stderr);
    assert_eq!(manifest(&project.edition("output"))["settings"]["raw_csv"], true);

    // Both streams are closed before the first byte.
    let mut child = project.start(&["build"]);
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(finish(child).status, Some(0));
    assert_eq!(manifest(&project.edition("output"))["settings"]["raw_csv"], false);
}
