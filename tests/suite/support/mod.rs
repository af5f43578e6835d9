//! What the tests share: a folder of reports that is removed in the end, and the program run in it.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

pub mod recompute;
mod report;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub use report::Report;
use sha2::{Digest, Sha256};

/// No run takes this long: one that does hangs.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder of its own, with reports, settings and editions; removed in the end.
pub struct Project {
    root: PathBuf,
}

/// The files of an edition: path below its folder, and bytes.
pub type Edition = BTreeMap<String, Vec<u8>>;

impl Project {
    /// An empty folder.
    pub fn new() -> Self {
        static COUNTER: AtomicUsize = AtomicUsize::new(0);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("lossbook-test-{}-{number}", std::process::id());
        let root = fs::canonicalize(std::env::temp_dir()).unwrap().join(name);
        fs::create_dir_all(&root).unwrap();
        Self { root }
    }

    /// A folder with files in it: path and content.
    pub fn with(files: &[(&str, String)]) -> Self {
        let project = Self::new();
        for (path, content) in files {
            project.write(path, content);
        }
        project
    }

    /// A path below the folder.
    pub fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// Writes a file, and the folders it lies in.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The names in a folder, hidden ones too, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names
    }

    /// The program, to be run in the folder, in an environment that says nothing about colour.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts the program.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(LOSSBOOK).args(arguments).spawn().unwrap()
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        finish(self.start(arguments))
    }

    /// Runs a line of shell, in which `$LOSSBOOK` is the program.
    pub fn shell(&self, line: &str) -> Run {
        let mut command = self.command("sh");
        finish(command.env("LOSSBOOK", LOSSBOOK).args(["-c", line]).spawn().unwrap())
    }

    /// Runs the program, which must succeed, and gives the edition, which must be whole.
    pub fn build(&self, arguments: &[&str]) -> Edition {
        let run = self.run(&[&["build"], arguments].concat());
        assert_eq!(run.status, Some(0), "{arguments:?}: {}", run.stderr);
        let output = arguments.iter().position(|it| *it == "-o").map(|it| arguments[it + 1]);
        self.edition(output.unwrap_or("output"))
    }

    /// All files of an edition. It must be whole: the files that the manifest lists and no other,
    /// with the bytes that it tells.
    pub fn edition(&self, output: &str) -> Edition {
        let files = self.files(output);
        let manifest =
            files.get("manifest.json").unwrap_or_else(|| panic!("{output}: no manifest"));
        let manifest: serde_json::Value = serde_json::from_slice(manifest).unwrap();
        let mut listed = vec!["manifest.json"];
        for entry in manifest["outputs"].as_array().unwrap() {
            let path = entry["path"].as_str().unwrap();
            let bytes = files.get(path).unwrap_or_else(|| panic!("{output}: {path} is missing"));
            assert_eq!(entry["bytes"], bytes.len(), "{output}: size of {path}");
            assert_eq!(entry["sha256"], sha256(bytes), "{output}: SHA-256 of {path}");
            listed.push(path);
        }
        listed.sort_unstable();
        assert!(files.keys().eq(listed), "{output}: files that the manifest does not list");
        files
    }

    /// All files below a folder, whatever they are.
    pub fn files(&self, folder: &str) -> Edition {
        let root = self.path(folder);
        let mut files = Edition::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(below(&path, &root), fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// A text without what differs between machines and versions: the same in every snapshot.
    pub fn filtered(&self, text: &str) -> String {
        let text = text.replace(&self.root.display().to_string(), "[project]");
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = text.replace(&version, "\"version\": \"[version]\"");
        // Systems number their faults differently.
        let text =
            text.split(" (os error ").enumerate().fold(String::new(), |before, (at, part)| {
                let part = if at > 0 {
                    part.trim_start_matches(|it: char| it.is_ascii_digit())
                } else {
                    part
                };
                before + if at > 0 { part.strip_prefix(')').unwrap_or(part) } else { part }
            });
        let mut filtered = String::new();
        for (number, part) in text.split('"').enumerate() {
            let is_hash = part.len() == 64 && part.bytes().all(|it| it.is_ascii_hexdigit());
            filtered.push_str(if number > 0 { "\"" } else { "" });
            filtered.push_str(if is_hash { "[sha256]" } else { part });
        }
        let ends = filtered.ends_with('\n');
        let lines: Vec<String> = filtered.lines().map(without_size).collect();
        lines.join("\n") + if ends { "\n" } else { "" }
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// How a row of a table of refusals makes things bad.
pub type Arrange = fn(&Project);

/// A good report.
pub fn good() -> String {
    Report::new("2023-01-10", "1", &["Scam"], &["DeFi"]).to_string()
}

/// A project with one good report and the edition made of it, both in their default places.
pub fn published() -> Project {
    let project = Project::with(&[("data/reports/good.md", good())]);
    project.build(&[]);
    project
}

/// Runs each row in a project of its own: it must fail with status 1, print nothing on stdout, and
/// leave the edition and all that stands beside it as they were. Gives what each printed.
pub fn refusals(table: &[(&str, Arrange, &[&str])]) -> String {
    let mut told = String::new();
    for (about, arrange, arguments) in table {
        let project = published();
        arrange(&project);
        let (edition, beside) = (project.files("output"), project.names(""));
        let run = project.run(&[&["build"], *arguments].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{about}: {}", run.stderr);
        assert!(project.files("output") == edition, "{about}: the edition was touched");
        assert_eq!(project.names(""), beside, "{about}: something was left behind");
        told += &format!("# {about}\n{}\n", project.filtered(&run.stderr).trim_end());
    }
    told
}

/// Says that a part of a test does not apply on this machine, and why.
#[allow(
    clippy::print_stderr,
    reason = "a test that checks nothing must not look like one that does"
)]
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// The program under test.
pub const LOSSBOOK: &str = env!("CARGO_BIN_EXE_lossbook");

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    /// The exit status; none if a signal ended the program.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Waits for the end of a program that was started; one that hangs fails the test.
pub fn finish(mut child: Child) -> Run {
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            panic!("the program hangs");
        }
        thread::sleep(Duration::from_millis(2));
    };
    let run = Run { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() };
    assert!(!run.stderr.contains("panicked"), "the program panicked: {}", run.stderr);
    run
}

/// Reads a stream to its end beside the program, so that no full pipe blocks it.
fn drain(stream: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes).unwrap();
        }
        String::from_utf8(bytes).unwrap()
    })
}

/// A file of an edition as text.
pub fn text<'a>(edition: &'a Edition, path: &str) -> &'a str {
    let bytes = edition.get(path).unwrap_or_else(|| panic!("{path} is missing"));
    std::str::from_utf8(bytes).unwrap()
}

/// The manifest of an edition.
pub fn manifest(edition: &Edition) -> serde_json::Value {
    serde_json::from_slice(&edition["manifest.json"]).unwrap()
}

/// The rows of a table of an edition: the header first.
pub fn rows(edition: &Edition, table: &str) -> Vec<Vec<String>> {
    let text = text(edition, &format!("tables/{table}.csv"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of some columns of a table, row by row, without the header.
pub fn cells(edition: &Edition, table: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let rows = rows(edition, table);
    let position = |name: &&str| rows[0].iter().position(|it| it == name);
    let positions: Vec<usize> = columns.iter().map(|it| position(it).unwrap()).collect();
    rows[1..].iter().map(|row| positions.iter().map(|it| row[*it].clone()).collect()).collect()
}

/// An amount as the tables show it, in cents.
pub fn cents(cell: &str) -> i128 {
    let (dollars, cents) = cell.split_once('.').unwrap_or_else(|| panic!("not an amount: {cell}"));
    assert_eq!(cents.len(), 2, "an amount has two places: {cell}");
    dollars.parse::<i128>().unwrap() * 100 + cents.parse::<i128>().unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn below(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap().display().to_string()
}

/// `Edition  output: 35 files, 644.0 kB` without the numbers, which change with every new chart.
fn without_size(line: &str) -> String {
    match line.rsplit_once(": ") {
        Some((before, _)) if line.starts_with("Edition") => format!("{before}: [size]"),
        _ => line.to_owned(),
    }
}
