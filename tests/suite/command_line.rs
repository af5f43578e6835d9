//! What the program offers beside its work: JSON for scripts, a bar on a terminal, completions, and
//! pages of the manual.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::{Project, Report, Run, cells, good, manifest, published, skipped};
use clap::CommandFactory;
use lossbook::cli::Cli;
use serde_json::Value;

const BAD: &str = "---\ndate: 2023-01-10\ntitle: Bad\nloss: 1,6M\n---\n";

/// A rejected report, a skipped file, a pair that may be one event, a label that no taxonomy knows,
/// an unknown loss, and a report before the period.
fn project() -> Project {
    let report = |day: &str, loss: &str| {
        let report = Report::new(day, loss, &["Bridge Hack"], &["Bridge"]);
        Report { targets: vec!["Acme".into()], ..report }.to_string()
    };
    Project::with(&[
        ("reports/a.md", report("2023-01-10", "$1.6 million")),
        ("reports/b.md", report("2023-01-12", "1500000.05")),
        ("reports/c.md", report("2023-05-01", "unknown")),
        ("reports/d.md", report("2022-05-01", "7")),
        ("reports/bad.md", BAD.into()),
        ("reports/README.md", String::new()),
    ])
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

#[test]
fn json_says_what_the_manifest_and_the_tables_say() {
    let project = project();
    let run = project.run(&["build", "reports", "--from", "2023", "--json"]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    let (told, edition) = (json(&run), project.edition("output"));
    let facts = manifest(&edition);
    let shared = [
        ("files", "{\"loaded\":4,\"recovered\":2,\"rejected\":1,\"seen\":6,\"skipped\":1}"),
        ("incidents", "3"),
        ("incidents_known", "2"),
        ("incidents_unknown", "1"),
        ("duplicates", "0"),
        ("outside_period", "1"),
        ("total_loss_usd", "\"3100000.05\""),
    ];
    for (name, expected) in shared {
        assert_eq!(told[name].to_string(), expected, "{name}");
        assert_eq!(told[name], facts[name], "{name}");
    }
    assert_eq!(told["checks"], facts["checks"]);
    assert_eq!(told["rejected"], 1);
    assert_eq!([&told["first_date"], &told["last_date"]], ["2023-01-10", "2023-05-01"]);
    assert_eq!(
        told["possible_duplicates"].to_string(),
        "{\"complete\":true,\"loss_usd\":\"1500000.05\",\"pairs\":1}"
    );

    assert_eq!(told["output"], "output");
    let outputs: BTreeMap<&str, u64> =
        told["outputs"].as_array().unwrap().iter().map(entry).collect();
    let sizes = edition.iter().map(|(path, bytes)| (path.as_str(), bytes.len() as u64));
    assert_eq!(outputs, sizes.collect());
}

fn entry(output: &Value) -> (&str, u64) {
    (output["path"].as_str().unwrap(), output["bytes"].as_u64().unwrap())
}

#[test]
fn json_counts_the_findings() {
    let project = project();
    let told = json(&project.run(&["build", "reports", "--json"]));
    let mut by_severity = BTreeMap::from([("error", 0), ("warning", 0), ("note", 0)]);
    let mut by_code = BTreeMap::new();
    let findings = cells(&project.edition("output"), "findings", &["severity", "code"]);
    for finding in &findings {
        *by_severity.get_mut(finding[0].as_str()).unwrap() += 1;
        *by_code.entry(finding[1].as_str()).or_insert(0) += 1;
    }
    assert!(by_severity.values().all(|count| *count > 0), "there is something to count");
    assert_eq!(told["findings"]["by_severity"], serde_json::json!(by_severity));
    assert_eq!(told["findings"]["by_code"], serde_json::json!(by_code));
}

#[test]
fn quiet_leaves_the_json() {
    let project = project();
    let loud = project.run(&["build", "reports", "--json"]);
    let quiet = project.run(&["build", "reports", "--json", "--quiet"]);
    assert_eq!(loud.stdout, quiet.stdout);
    assert!(loud.stderr.contains("warning[possible-duplicate]"), "{}", loud.stderr);
    assert!(!quiet.stderr.contains("warning["), "{}", quiet.stderr);
    assert!(quiet.stderr.contains("error[bad-loss]"), "{}", quiet.stderr);
}

#[test]
fn a_run_that_fails_tells_scripts_as_well_as_people() {
    let project = project();
    project.write("none/README.md", "");
    project.write("mine/letter.txt", "dear");
    #[rustfmt::skip]
    let table: [(&str, &[&str], i32, &str, &str); 5] = [
        ("no such folder",  &["nowhere"],                                  1, "nowhere: No such file or directory", "name the folder of reports after the command"),
        ("nothing loaded",  &["none"],                                     1, "no report could be loaded: 0 rejected, 1 skipped", "pages about a folder (README.md, _index.md), hidden files and links are not incident reports: name the folder of reports, or write a first one with `lossbook new`"),
        ("strict",          &["reports", "--strict"],                      1, "1 of 6 reports rejected, and `--strict` is set", "fix the reports as listed above, or leave `--strict` out; an earlier edition is untouched"),
        ("foreign files",   &["reports", "-o", "mine"],                    1, "mine holds files that are not part of an edition: letter.txt", "choose another folder with `-o`, or replace everything in it with `--force`"),
        ("from after to",   &["reports", "--from", "2024", "--to", "2023"], 2, "--from (2024-01-01) is later than --to (2023-12-31)", "see `lossbook build --help`"),
    ];
    for (about, arguments, status, message, help) in table {
        let run = project.run(&[&["build", "--json"], arguments].concat());
        assert_eq!(run.status, Some(status), "{about}: {}", run.stderr);
        let told = json(&run);
        let (fact, advice) = (&told["error"]["message"], &told["error"]["help"]);
        assert_eq!(project.filtered(fact.as_str().unwrap()), message, "{about}");
        assert_eq!(advice, help, "{about}");
        let human = format!("error: {}\nhelp: {help}\n", fact.as_str().unwrap());
        assert!(run.stderr.ends_with(&human), "{about}: {}", run.stderr);
    }
}

#[test]
fn flags_that_cannot_be_read_leave_stdout_empty() {
    let run = project().run(&["build", "reports", "--json", "--forse"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
}

/// Whether a program is there, in the version of the GNU system.
fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success())
}

/// Reports that take long to read: in each, a repair is proved beside many lines of other programs.
fn slow() -> Project {
    let project = Project::new();
    let foreign = |key: usize| format!("key{key}: \"quote {key}\"\nlist{key}:\n  - item\n");
    let foreign: String = (0..300).map(foreign).collect();
    for number in 0..200 {
        let report = format!("---\ndate: 2023-01-10\ntitle: a: b: c\n{foreign}loss: 1\n---\n");
        project.write(&format!("reports/{number}.md"), report);
    }
    project.write("reports/good.md", good());
    project
}

#[test]
fn a_bar_shows_on_a_terminal_and_nowhere_else() {
    let project = slow();
    let control = |text: &str| text.chars().any(|it| it.is_control() && it != '\n');
    for command in ["build", "check"] {
        let run = project.run(&[command, "reports", "--threads", "1"]);
        assert!(run.stderr.contains("201") || run.stdout.contains("201"), "all is read");
        assert!(!control(&run.stderr), "{command}: {:?}", run.stderr);
        assert!(!control(&run.stdout), "{command}: {:?}", run.stdout);
    }

    if !is_there("script") {
        return skipped("there is no `script` of util-linux here, which plays a terminal");
    }
    let on_terminal = |flags: &str| {
        let line = format!(
            "TERM=xterm script -qec '\"$LOSSBOOK\" check reports --threads 1 {flags}' /dev/null"
        );
        project.shell(&line).stdout
    };
    let shown = on_terminal("");
    assert!(shown.contains(" of 201 reports"), "{shown:?}");
    let (_, behind) = shown.rsplit_once("Reading [").unwrap();
    assert!(behind.contains("\u{1b}[2K"), "the bar is removed: {behind:?}");
    assert!(!on_terminal("--quiet").contains("Reading ["), "quiet");
}

/// Every command of the program, and the long flags of each.
fn commands() -> Vec<(String, Vec<String>)> {
    let mut main = Cli::command();
    main.build();
    let flags = |it: &clap::Command| {
        it.get_arguments().filter_map(|it| it.get_long()).map(|it| format!("--{it}")).collect()
    };
    main.get_subcommands().map(|it| (it.get_name().to_owned(), flags(it))).collect()
}

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

#[test]
fn every_shell_completes_every_command_and_flag() {
    let project = Project::new();
    let commands = commands();
    assert!(commands.iter().any(|(name, flags)| name == "build" && flags.len() > 10));
    for shell in SHELLS {
        let run = project.run(&["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{shell}");
        for (name, flags) in &commands {
            assert!(run.stdout.contains(name), "{shell}: {name}");
            for flag in flags {
                // In fish a flag stands without its dashes.
                let flag = if shell == "fish" { flag.trim_start_matches('-') } else { flag };
                assert!(run.stdout.contains(flag), "{shell}: {name} {flag}");
            }
        }
    }
    assert_eq!(project.run(&["completions", "tcsh"]).status, Some(2));
}

#[test]
fn bash_completes_what_is_typed() {
    let project = Project::new();
    if !is_there("bash") {
        return skipped("there is no bash here");
    }
    project.write(
        "complete.sh",
        "
        source <(\"$LOSSBOOK\" completions bash)
        COMP_WORDS=(lossbook \"$@\")
        COMP_CWORD=$#
        _lossbook lossbook \"${COMP_WORDS[$#]}\" \"${COMP_WORDS[$#-1]}\"
        echo \"${COMPREPLY[*]}\"
    ",
    );
    #[rustfmt::skip]
    let table = [
        ("bu",               "build"),
        ("build --js",       "--json"),
        ("check --format s", "sarif"),
        ("man ex",           "explain-code"),
        ("completions z",    "zsh"),
    ];
    for (typed, expected) in table {
        let run = project.shell(&format!("bash complete.sh {typed}"));
        assert_eq!(run.stdout.trim(), expected, "{typed}: {}", run.stderr);
    }
}

/// A page as it is read: without the marks of roff.
fn plain(page: &str) -> String {
    page.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "")
}

/// The commands that have a page: all but `help`.
fn with_pages() -> Vec<(String, Vec<String>)> {
    commands().into_iter().filter(|(name, _)| name != "help").collect()
}

#[test]
fn every_page_names_every_flag() {
    let project = Project::new();
    let main = project.run(&["man"]);
    assert!(main.stdout.contains(".TH \"LOSSBOOK\" \"1\" \"\" \"lossbook "), "{}", main.stdout);
    for (name, flags) in with_pages() {
        let run = project.run(&["man", &name]);
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{name}");
        assert!(plain(&main.stdout).contains(&format!("lossbook-{name}(1)")), "{name}");
        let page = plain(&run.stdout);
        let title = format!(".TH \"LOSSBOOK-{}\" \"1\" \"\" \"lossbook ", name.to_uppercase());
        assert!(page.contains(&title), "no date: {page}");
        assert!(!flags.is_empty(), "{name}");
        for flag in flags {
            assert!(
                page.contains(&format!("\n{flag}")) || page.contains(&format!(", {flag}")),
                "{name} {flag}: {page}"
            );
        }
        // An address that stands for any other.
        let page = page.replace("https://example.org/", "");
        for words in ["://", "registry", env!("CARGO_MANIFEST_DIR"), "`"] {
            assert!(!page.contains(words), "{name}: {words}");
        }
    }
    let build = plain(&project.run(&["man", "build"]).stdout);
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"EXIT STATUS\"", "ENVIRONMENT"]
    {
        assert!(build.contains(&format!("\n.SH {section}\n")), "{section}: {build}");
    }
    assert!(build.contains("\n  3  written, but some reports were rejected\n"), "{build}");
}

#[test]
fn all_pages_are_written_to_a_folder() {
    let project = Project::new();
    project.write("man1/lossbook-build.1", "an older page");
    project.write("man1/other.1", "a page of another program");
    let run = project.run(&["man", "--dir", "man1"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let mut expected = BTreeMap::from([("lossbook.1".to_owned(), project.run(&["man"]).stdout)]);
    for (name, _) in with_pages() {
        expected.insert(format!("lossbook-{name}.1"), project.run(&["man", &name]).stdout);
    }
    let told: BTreeSet<&str> = run.stdout.lines().collect();
    let paths: BTreeSet<String> = expected.keys().map(|it| format!("man1/{it}")).collect();
    assert!(told.iter().eq(paths.iter()), "{}", run.stdout);
    expected.insert("other.1".into(), "a page of another program".into());
    let pages = project.files("man1").into_iter();
    assert_eq!(
        pages.map(|(name, it)| (name, String::from_utf8(it).unwrap())).collect::<BTreeMap<_, _>>(),
        expected
    );

    project.write("file", "");
    let run = project.run(&["man", "--dir", "file"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.starts_with("error: file: cannot write: "), "{}", run.stderr);
}

#[test]
fn pages_are_set_without_a_warning() {
    let project = Project::new();
    if !is_there("groff") {
        return skipped("there is no groff here");
    }
    assert_eq!(project.run(&["man", "--dir", "pages"]).status, Some(0));
    for name in project.names("pages") {
        let run = project.shell(&format!("groff -man -Tutf8 -ww -rLL=80n pages/{name}"));
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{name}");
        let footer = format!("lossbook {}", env!("CARGO_PKG_VERSION"));
        assert!(run.stdout.contains(&footer), "{name}: {}", run.stdout);
    }
}

#[test]
fn a_printed_page_or_script_can_be_cut_off() {
    let project = published();
    for command in ["man build", "completions zsh", "build data/reports --json"] {
        let run = project.shell(&format!("\"$LOSSBOOK\" {command} | head -n 1 >/dev/null"));
        assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""), "{command}");
    }
}
