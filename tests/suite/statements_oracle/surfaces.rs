//! What a reader sees, against the list of statements: titles and descriptions of pictures, headlines
//! drawn in them, and the lines of Markdown that have a number.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::Edition;

/// Texts that are shown and not among the statements.
pub fn unlisted(edition: &Edition, statements: &[Value]) -> Vec<String> {
    let field = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    let said: BTreeSet<String> = statements.iter().map(|it| field(it, "text")).collect();
    let mut unlisted = Vec::new();
    for (path, bytes) in edition {
        let text = String::from_utf8_lossy(bytes);
        if let Some(chart) = path.strip_prefix("charts/").and_then(|it| it.strip_suffix(".svg")) {
            let of_chart = |it: &&Value| it["place"] == chart;
            let said: BTreeSet<String> =
                statements.iter().filter(of_chart).map(|it| field(it, "text")).collect();
            unlisted.extend(in_picture(&text, &said));
            unlisted.extend(headline(&text));
        } else if path == "report.html" || path == "index.html" {
            unlisted.extend(in_picture(&text, &said));
        } else if path == "report.md" || path == "index.md" {
            unlisted.extend(lines(&text, &said, statements));
        }
    }
    unlisted
}

/// The titles and descriptions of a picture, or of a page's.
fn in_picture(text: &str, said: &BTreeSet<String>) -> Vec<String> {
    let all = ["title", "desc"].into_iter().flat_map(|tag| elements(text, tag));
    all.map(|it| unescaped(&it)).filter(|it| !said.contains(it)).collect()
}

/// The title, where it is not drawn in so many words.
fn headline(svg: &str) -> Option<String> {
    let title = unescaped(elements(svg, "title").first()?);
    let drawn: Vec<String> = elements(svg, "text").iter().map(|it| unescaped(it)).collect();
    (!drawn.join(" ").contains(&title)).then(|| format!("not drawn: {title}"))
}

/// What stands between the tags of a name.
fn elements(text: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let behind = text.split(&open).skip(1).filter(|it| it.starts_with([' ', '>']));
    let content = |it: &str| {
        let (_, content) = it.split_once('>')?;
        let content = content.split(&close).next()?;
        // Runs of a text are elements of their own.
        let runs = content.split('<').map(|it| it.rsplit('>').next().unwrap_or(""));
        Some(runs.collect::<String>())
    };
    behind.filter_map(content).collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&apos;", "'").replace("&amp;", "&")
}

/// Lines with a number that are no rows of a table and no statement.
fn lines(markdown: &str, said: &BTreeSet<String>, statements: &[Value]) -> Vec<String> {
    let figures = figures(statements);
    let is_said = |line: &String| {
        let behind = line.split_once(": ").is_some_and(|(_, text)| said.contains(text));
        said.contains(line) || behind || figures.contains(line)
    };
    let prose = markdown.lines().filter(|it| !it.starts_with('|'));
    let numbered = prose.filter(|it| it.contains(|it: char| it.is_ascii_digit()));
    numbered.map(bare).filter(|it| !is_said(it)).collect()
}

/// A line without its markup.
fn bare(line: &str) -> String {
    let line = match line.strip_prefix("![") {
        Some(picture) => picture.rsplit_once("](").map_or(picture, |(text, _)| text),
        None => line.trim_start_matches(['#', '>', '-', ' ']),
    };
    let mut bare = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => bare.extend(letters.next()),
            '*' | '`' => {}
            letter => bare.push(letter),
        }
    }
    bare
}

/// The key figures as Markdown has them: the name, the value, and what there is to say about it.
fn figures(statements: &[Value]) -> BTreeSet<String> {
    let mut lines: Vec<(String, String, Vec<String>)> = Vec::new();
    for it in statements.iter().filter(|it| it["role"] == "figure") {
        let (name, text) = it["text"].as_str().unwrap().split_once(": ").unwrap();
        match lines.last_mut().filter(|last| last.0 == name) {
            Some((.., notes)) => notes.push(text.to_owned()),
            None => lines.push((name.to_owned(), text.to_owned(), Vec::new())),
        }
    }
    let line = |(name, value, notes): (String, String, Vec<String>)| match notes.as_slice() {
        [] => format!("{name} {value}"),
        notes => format!("{name} {value}: {}", notes.join("; ")),
    };
    lines.into_iter().map(line).collect()
}
