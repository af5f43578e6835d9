//! Who may use whom (ARCHITECTURE.md, "Who may use whom"), read from the source text: the arrows between modules,
//! and the files that alone may read, write, draw or print.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// For each room, the rooms and modules that it may use.
#[rustfmt::skip]
const ALLOWED: [(&str, &[&str]); 16] = [
    ("lib",        &[]),
    ("library",    &["charts", "domain", "edition", "formats::csv", "loader", "store", "tables"]),
    ("domain",     &[]),
    ("store",      &["domain"]),
    ("loader",     &["domain", "store"]),
    ("tables",     &["domain"]),
    ("claims",     &["domain", "tables"]),
    ("charts",     &["claims", "domain", "tables"]),
    ("report",     &["charts", "claims", "domain", "tables"]),
    ("formats",    &["charts", "domain", "report::facts", "store", "tables"]),
    ("edition",    &["charts", "claims", "domain", "formats", "loader", "report", "store", "tables"]),
    ("verify",     &["charts", "claims", "domain", "edition", "formats", "report", "store", "tables"]),
    ("cli",        &["charts", "domain", "edition", "formats::csv", "loader"]),
    ("terminal",   &["claims::summary", "domain", "edition", "loader", "tables", "verify"]),
    ("commands",   &["cli", "domain", "edition", "loader", "store", "terminal", "verify"]),
    ("main",       &["cli", "commands"]),
];

/// Words that only some files may use; where a path ends with `/` it stands for all files below.
#[rustfmt::skip]
const ONLY_IN: [(&str, &[&str], &[&str]); 7] = [
    // Frames are made and read in one file; the encoders write them.
    ("knows polars",   &["tables/frame.rs", "formats/csv.rs", "formats/parquet.rs", "formats/mod.rs", "verify/compare.rs", "library.rs"], &["polars", "DataFrame"]),
    ("knows plotters", &["charts/draw/render.rs"],                &["plotters"]),
    ("knows indicatif", &["terminal/progress.rs"],                &["indicatif"]),
    ("touches files",  &["loader/folder.rs", "store/read.rs", "store/publish.rs", "store/replace.rs", "charts/layout_tests.rs"],  &["std::fs", "fs::", "File::open", "File::create", "OpenOptions", "WalkDir"]),
    ("prints",         &["commands/console.rs"],                              &["println!", "print!", "eprintln!", "eprint!", "dbg!", "io::stdout", "io::stderr"]),
    ("exits",          &["main.rs"],                              &["process::exit", "process::abort"]),
    // Charts write amounts at the ticks of an axis and in the key of a grid; all else is a statement.
    ("shows amounts in words", &["claims/value.rs", "charts/layout/plot.rs", "charts/kinds/grid_key.rs", "domain/usd.rs", "domain/amount.rs", "domain/loss.rs", "loader/normalize/mod.rs", "loader/rules/duplicates.rs", "loader/normalize/outliers.rs", "formats/xlsx/cells.rs"], &["compact()", "grouped()", "percent("]),
];

/// The rooms that show statements and word none: they put no number and no span of days into words.
/// The methods that do are closed to them; what is left is a label with a number typed or formatted
/// into it.
const WORDS_NOTHING: [&str; 3] = ["charts/", "report/", "terminal/summary.rs"];
/// How a label could get a number all the same.
const WORDING: [&str; 3] = ["plain(&format!", "name(&format!", "Sentence::of("];

/// Words that the domain does not know.
const NOT_IN_DOMAIN: [&str; 6] = ["polars", "clap", "plotters", "std::fs", "std::io", "std::env"];

/// The longest file, in lines.
const LONGEST: usize = 420;

/// One file of the crate.
struct Source {
    /// The path below `src`.
    path: String,
    /// The text, with comments and literals blanked out.
    code: String,
    /// Its literals.
    literals: Vec<Literal>,
    lines: usize,
}

/// A text in the code.
struct Literal {
    line: usize,
    text: String,
}

/// The texts between quotes, and where each begins.
fn literals(text: &str) -> Vec<Literal> {
    let (mut found, mut line, mut rest) = (Vec::new(), 1, text);
    while let Some(first) = rest.chars().next() {
        let length = literal_or_comment(rest, None).unwrap_or(first.len_utf8());
        let part = &rest[..length];
        if part.len() > 1 && part.starts_with('"') {
            found.push(Literal { line, text: part.trim_matches('"').to_owned() });
        }
        line += part.matches('\n').count();
        rest = &rest[length..];
    }
    found
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = (vec![root.clone()], vec![]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    let source = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&root).unwrap().display().to_string();
        let (code, literals) = (blanked(&text), literals(&text));
        Source { path, code, literals, lines: text.lines().count() }
    };
    files.into_iter().map(source).collect()
}

/// The text with every comment and literal made blank; lines stay where they are.
fn blanked(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal_or_comment(rest, code.chars().next_back());
        let (blank, end) = length.map_or((false, first.len_utf8()), |length| (true, length));
        let part = &rest[..end];
        code.extend(part.chars().map(|it| if blank && it != '\n' { ' ' } else { it }));
        rest = &rest[end..];
    }
    code
}

/// The length of the comment or literal that a text begins with, if it does.
fn literal_or_comment(text: &str, before: Option<char>) -> Option<usize> {
    let until = |start: usize, end: &str| {
        text[start..].find(end).map_or(text.len(), |it| start + it + end.len())
    };
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(until(2, "*/"));
    }
    let in_word = before.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let raw =
        if in_word { None } else { text.strip_prefix("br").or_else(|| text.strip_prefix('r')) };
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let start = text.len() - raw.len() + hashes + 1;
            return Some(until(start, &format!("\"{}", "#".repeat(hashes))));
        }
    }
    if text.starts_with('"') {
        return Some(closing_quote(text, '"').unwrap_or(text.len()));
    }
    // A character, and not the name of a lifetime.
    let character = text.strip_prefix('\'')?;
    let one = character.starts_with('\\') || character.chars().nth(1) == Some('\'');
    one.then(|| closing_quote(text, '\'')).flatten()
}

/// Where a literal ends, behind its closing quote.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (offset, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return Some(offset + character.len_utf8()),
            _ => {}
        }
    }
    None
}

impl Source {
    /// Whether the file is compiled for tests only.
    fn is_test(&self) -> bool {
        ["tests.rs", "samples.rs"].iter().any(|end| self.path.ends_with(end))
    }

    fn line(&self, offset: usize) -> usize {
        self.code[..offset].matches('\n').count() + 1
    }

    /// The name of the module that the file belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The path of the module that the file is: `["loader", "parse"]` of `loader/parse/mod.rs`.
    fn path(&self) -> Vec<&str> {
        let parts = self.path.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part));
        parts.filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect()
    }

    /// Where a word stands; it must not be the end or the beginning of a longer one.
    fn find(&self, word: &str) -> Vec<usize> {
        let is_word = |it: char| it.is_alphanumeric() || it == '_';
        let whole = |start: &usize| {
            let (before, behind) = (&self.code[..*start], &self.code[start + word.len()..]);
            let ends = !word.ends_with(is_word) || !behind.starts_with(is_word);
            !before.ends_with(is_word) && ends
        };
        self.code.match_indices(word).map(|(start, _)| start).filter(whole).collect()
    }

    /// What the file takes from the crate: line, and path below the crate.
    fn uses(&self) -> Vec<(usize, String)> {
        let mut uses = Vec::new();
        for root in ["crate::", "lossbook::"] {
            for start in self.find(root) {
                let paths = paths(&self.code[start + root.len()..]);
                uses.extend(paths.into_iter().map(|path| (self.line(start), path)));
            }
        }
        for start in self.find("super::") {
            if self.code[..start].ends_with("super::") {
                continue;
            }
            let chain = &self.code[start..];
            let behind = chain.trim_start_matches("super::");
            let supers = (chain.len() - behind.len()) / "super::".len();
            // Modules in the file itself begin at its margin: `mod tests {`.
            let before = &self.code[..start];
            let inline =
                before.rfind("\nmod tests {").is_some_and(|it| !before[it..].contains("\n}"));
            let own = self.path();
            let above = own.len().saturating_sub(supers - usize::from(inline).min(supers));
            let prefix: String = own[..above].iter().flat_map(|part| [*part, "::"]).collect();
            uses.extend(
                paths(behind).into_iter().map(|it| (self.line(start), format!("{prefix}{it}"))),
            );
        }
        uses
    }
}

/// The paths that a `use` names: one, or those in braces.
fn paths(text: &str) -> Vec<String> {
    let text = text.trim_start();
    let end = text.find(|it: char| !it.is_alphanumeric() && it != '_' && it != ':');
    let (path, behind) = text.split_at(end.unwrap_or(text.len()));
    let Some(group) = behind.strip_prefix('{').filter(|_| path.is_empty() || path.ends_with("::"))
    else {
        return if path.is_empty() { Vec::new() } else { vec![path.to_owned()] };
    };
    let mut depth = 0;
    let mut starts = vec![0];
    for (offset, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts.push(offset + 1),
            _ => {}
        }
    }
    let inner = starts.into_iter().flat_map(|start| paths(&group[start..]));
    inner.map(|it| format!("{path}{it}")).collect()
}

/// What modules hand on under names of their own: `domain::Code` is `domain::code::Code`.
fn handed_on(sources: &[Source]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for source in sources {
        let own: String = source.path().iter().flat_map(|part| [*part, "::"]).collect();
        for start in source.find("pub use").into_iter().chain(source.find("pub(crate) use")) {
            let text = &source.code[start..];
            for path in paths(&text[text.find("use").unwrap() + 3..]) {
                let whole = path.strip_prefix("crate::").map(str::to_owned);
                let whole = whole.unwrap_or_else(|| format!("{own}{path}"));
                let name = path.rsplit("::").next().unwrap();
                names.insert(format!("{own}{name}"), whole);
            }
        }
    }
    names
}

/// The neighbours that use each other: for each module, which modules beside it are used from within.
fn neighbours(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let names = handed_on(sources);
    let modules: BTreeSet<String> = sources.iter().map(|it| it.path().join("::")).collect();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|it| !it.is_test()) {
        let tests = source.code.find("#[cfg(test)]\nmod tests {").unwrap_or(source.code.len());
        let lines = source.line(tests);
        for (_, path) in source.uses().into_iter().filter(|(line, _)| *line < lines) {
            let parts: Vec<&str> = path.split("::").collect();
            let prefixes = (1..=parts.len()).map(|end| parts[..end].join("::"));
            let on = prefixes.clone().find(|it| !modules.contains(it) && names.contains_key(it));
            let path = on.and_then(|it| names.get(&it)).cloned().unwrap_or(path);
            let (own, other) = (source.path(), path.split("::").collect::<Vec<_>>());
            let shared = own.iter().zip(&other).take_while(|(one, other)| one == other).count();
            let (Some(_), Some(_)) = (own.get(shared), other.get(shared)) else { continue };
            let (one, other) = (own[..=shared].join("::"), other[..=shared].join("::"));
            if modules.contains(&other) {
                edges.entry(one).or_default().insert(other);
            }
        }
    }
    edges
}

#[test]
fn no_circle_of_imports() {
    let edges = neighbours(&sources());
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 100, "the reader sees imports");
    let reached = |from: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = open.pop() {
            for next in edges.get(&module).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        seen
    };
    let circles: Vec<&String> = edges.keys().filter(|it| reached(it).contains(*it)).collect();
    assert!(circles.is_empty(), "these use each other in a circle: {circles:?}");
}

#[test]
fn modules_use_only_those_before_them() {
    let mut faults = Vec::new();
    for source in sources() {
        let module = source.module();
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            faults.push(format!(
                "src/{}:1: {module} is a module that ARCHITECTURE.md does not know",
                source.path
            ));
            continue;
        };
        for (line, path) in source.uses() {
            let may = |allowed: &&str| {
                path == **allowed
                    || path.strip_prefix(*allowed).is_some_and(|it| it.starts_with("::"))
            };
            let own = path.split("::").next() == Some(module);
            if !own && !allowed.iter().any(may) {
                faults.push(format!("src/{}:{line}: {module} must not use {path}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn some_things_are_done_in_one_place_only() {
    let mut faults = Vec::new();
    for source in sources() {
        let told = |word: &str, what: &str| {
            let line =
                |start| format!("src/{}:{}: {what}: {word}", source.path, source.line(start));
            source.find(word).into_iter().map(line).collect::<Vec<_>>()
        };
        for (what, files, words) in ONLY_IN {
            if !files.contains(&source.path.as_str()) {
                let what = format!("only {} {what}", files.join(" and "));
                faults.extend(words.iter().flat_map(|word| told(word, &what)));
            }
        }
        if source.module() == "domain" {
            let words = NOT_IN_DOMAIN.iter();
            faults.extend(words.flat_map(|word| told(word, "the domain does not know this")));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_statement_is_worded_where_statements_are_shown() {
    let mut faults = Vec::new();
    for source in sources() {
        let shows = WORDS_NOTHING.iter().any(|room| source.path.starts_with(room));
        // A test may put together what it likes.
        let code = source.code.split("#[cfg(test)]\nmod tests {").next().unwrap();
        if !shows || source.path.ends_with("tests.rs") {
            continue;
        }
        for words in WORDING {
            for (start, _) in code.match_indices(words) {
                let line = source.line(start);
                faults.push(format!("src/{}:{line}: words are put together: {words}", source.path));
            }
        }
        for literal in source.literals.iter().filter(|it| it.line <= code.matches('\n').count()) {
            // Markup and style sheets have numbers of their own.
            let is_prose = !literal.text.contains(['=', '{', ';', '*']);
            let typed =
                literal.text.contains(' ') && literal.text.contains(|it: char| it.is_ascii_digit());
            let letters = literal.text.chars().filter(|it| it.is_alphabetic()).count();
            if is_prose && typed && letters > 8 {
                faults.push(format!(
                    "src/{}:{}: a number is typed: {:?}",
                    source.path, literal.line, literal.text
                ));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Where names of tables stand that are also names of something else: charts, which are called like
/// the table behind them, fields of the manifest, and dimensions, whose names are columns too.
const NAMED_ALIKE: [&str; 4] =
    ["charts/kinds/mod.rs", "verify/rebuild.rs", "charts/layout_tests.rs", "domain/label.rs"];

#[test]
fn names_of_tables_and_columns_stand_in_one_room() {
    let tables = lossbook::tables::schema::all();
    let columns = tables.iter().flat_map(|it| it.columns.iter().map(|it| it.name));
    let names = tables.iter().map(|it| it.name.as_str()).chain(columns);
    // A word such as `date` may mean anything.
    let names: BTreeSet<&str> = names.filter(|it| it.contains('_')).collect();
    let mut faults = Vec::new();
    for source in sources() {
        let tests = source.code.find("#[cfg(test)]\nmod tests {").unwrap_or(source.code.len());
        let is_room = source.module() == "tables" || source.is_test();
        if is_room || NAMED_ALIKE.contains(&source.path.as_str()) {
            continue;
        }
        for literal in &source.literals {
            if literal.line < source.line(tests) && names.contains(literal.text.as_str()) {
                faults.push(format!("src/{}:{}: {:?}", source.path, literal.line, literal.text));
            }
        }
    }
    assert!(names.len() > 50 && faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn files_are_short_and_named_after_what_they_are_about() {
    let mut faults = Vec::new();
    for Source { path, lines, .. } in sources() {
        if lines > LONGEST {
            faults.push(format!("src/{path}:{lines}: longer than {LONGEST} lines"));
        }
        if ["utils.rs", "util.rs", "helpers.rs", "common.rs"]
            .iter()
            .any(|name| path.ends_with(name))
        {
            faults.push(format!("src/{path}:1: a name that says nothing"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_reader_of_sources_sees_what_is_there() {
    let source = |path: &str, text: &str| Source {
        path: path.into(),
        code: blanked(text),
        literals: literals(text),
        lines: 0,
    };
    #[rustfmt::skip]
    let table: [(&str, &str, &str, &[&str]); 9] = [
        ("one",                  "a.rs",     "use crate::x::Y;",                        &["x::Y"]),
        ("a group",              "a.rs",     "use crate::{\n    x::{Y, Z},\n    w,\n};", &["x::Y", "x::Z", "w"]),
        ("in the code",          "a.rs",     "fn f() { crate::x::y() }",                &["x::y"]),
        ("in a comment",         "a.rs",     "// crate::x\n/* crate::y */",             &[]),
        ("in a text",            "a.rs",     "f(\"crate::x\", r#\"crate::\"y\"#, '\"')", &[]),
        ("beside it",            "a/b.rs",   "use super::x;",                           &["a::x"]),
        ("above it",             "a/b.rs",   "use super::super::x;",                    &["x"]),
        ("above the folder",     "a/mod.rs", "use super::x;\nmod tests {\n    use super::y;\n}", &["x", "a::y"]),
        ("behind a lifetime",    "a.rs",     "fn f<'a>(x: &'a str) { crate::y() }",     &["y"]),
    ];
    for (about, path, text, expected) in table {
        let uses: Vec<String> =
            source(path, text).uses().into_iter().map(|(_, path)| path).collect();
        assert_eq!(uses, expected, "{about}");
    }
    let counted = source("a.rs", "\nuse polars::x;\nlet mypolars = 1;\nlet polars_io = 2;");
    let lines: Vec<usize> = counted.find("polars").into_iter().map(|it| counted.line(it)).collect();
    assert_eq!(lines, [2], "whole words only");
}
