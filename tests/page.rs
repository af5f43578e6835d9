//! `report.html` and `index.html` as text: their numbers are those of the facts, every element that
//! is opened is closed, every link leads to a file, and nothing is asked for from elsewhere.
//! `tests/browser.rs` opens them.

#![allow(
    clippy::unwrap_used,
    clippy::format_push_string,
    clippy::type_complexity,
    reason = "a test fails by panicking, and favours the plain word"
)]

mod support;

use std::collections::BTreeMap;

use support::{Edition, Project, Report, text};

/// The most that a report of all sample reports may weigh, in bytes.
const MOST_BYTES: usize = 600_000;

/// The reports of this repository, and the page of their whole history.
fn sample(project: &Project) -> Edition {
    let reports = format!("{}/data/reports", env!("CARGO_MANIFEST_DIR"));
    project.build(&[&reports])
}

/// Reports whose texts look like markup.
fn hostile() -> Project {
    let project = Project::new();
    let titles = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a & b <!-- c"];
    for (number, title) in titles.iter().enumerate() {
        let date = format!("2023-{:02}-20", 9 + number);
        let mut report = Report::new(&date, "1500000.01", &[title, "Scam"], &[title]).titled(title);
        report.targets = vec![(*title).into()];
        project
            .write(&format!("reports/{date} {number}'&.md"), report.tagged(&[title]).to_string());
    }
    project
}

/// The elements of a page in their order: names of opening tags, `/name` of closing ones.
fn tags(page: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..start + rest[start..].find('>').unwrap()];
        let name = tag.split(|it: char| it.is_whitespace()).next().unwrap();
        rest = &rest[start + 1 + tag.len()..];
        if tag.ends_with('/') {
            tags.extend([
                name.trim_end_matches('/').to_owned(),
                format!("/{}", name.trim_end_matches('/')),
            ]);
        } else {
            tags.push(name.to_owned());
        }
        if ["style", "script"].contains(&name) {
            rest = &rest[rest.find(&format!("</{name}>")).unwrap()..];
        }
    }
    tags
}

/// What is wrong with the nesting of elements.
fn nesting(page: &str) -> Vec<String> {
    let (mut open, mut faults): (Vec<String>, Vec<String>) = (vec![], vec![]);
    for tag in tags(page) {
        match tag.strip_prefix('/') {
            Some(name) => match open.pop() {
                Some(last) if last == name => {}
                last => faults.push(format!("</{name}> closes {last:?}")),
            },
            None if ["!DOCTYPE", "meta", "link", "wbr"].contains(&tag.as_str()) => {}
            None => open.push(tag),
        }
    }
    faults.extend(open.into_iter().map(|it| format!("<{it}> is never closed")));
    faults
}

#[test]
fn the_reader_of_elements_sees_what_is_wrong() {
    let table: [(&str, &[&str]); 4] = [
        ("<p>a<br/></p>", &[]),
        ("<p><b>a</p></b>", &["</p> closes Some(\"b\")", "</b> closes Some(\"p\")"]),
        ("<p>", &["<p> is never closed"]),
        ("<style>p > b { content: \"<p>\" }</style></p>", &["</p> closes None"]),
    ];
    for (page, expected) in table {
        assert_eq!(nesting(page), expected, "{page}");
    }
}

#[test]
fn the_numbers_of_the_page_are_those_of_the_facts() {
    let project = hostile();
    let whole = sample(&project);
    let quarter = project.build(&["reports", "--from", "2023-Q4", "--to", "2023-Q4"]);
    for edition in [whole, quarter] {
        let page = text(&edition, "report.html");
        let mut found: BTreeMap<(String, String), i64> = BTreeMap::new();
        for part in page.split("<data value=\"").skip(1) {
            let (value, rest) = part.split_once("\">").unwrap();
            let shown = rest.split_once("</data>").unwrap().0;
            *found.entry((value.into(), shown.into())).or_default() += 1;
        }
        let facts: serde_json::Value = serde_json::from_slice(&edition["facts.json"]).unwrap();
        let facts = facts["facts"].as_array().unwrap();
        assert!(facts.len() > 100, "{}", facts.len());
        for fact in facts {
            let part = |name: &str| fact[name].as_str().unwrap().replace('&', "&amp;");
            *found.entry((part("value"), part("shown"))).or_default() -= 1;
        }
        found.retain(|_, count| *count != 0);
        assert!(found.is_empty(), "numbers that are in one of the two more often: {found:?}");
    }
}

#[test]
fn every_element_is_closed_and_no_text_is_one() {
    let project = hostile();
    let flags = ["reports", "--title", "</title><script>alert(2)</script>"];
    let edition = project.build(&[&flags[..], &["--link-base", "javascript:alert(3)//"]].concat());
    let page = text(&edition, "report.html");
    assert_eq!(nesting(page), [""; 0]);
    let tags = tags(page);
    for (name, times) in [("script", 1), ("style", 1), ("title", 1), ("img", 0), ("main", 1)] {
        // Titles of pictures are no titles of the page.
        let pictures =
            if name == "title" { tags.iter().filter(|it| *it == "svg").count() } else { 0 };
        let count = tags.iter().filter(|it| *it == name).count();
        assert_eq!(count, times + pictures, "{name}");
    }
    assert!(!page.contains("href=\"javascript"), "{page}");
    let unbroken = page.replace("<wbr>", "");
    assert!(unbroken.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    let sample = sample(&project);
    let page = text(&sample, "report.html");
    assert_eq!(nesting(page), [""; 0]);
    assert!(page.len() < MOST_BYTES, "{} bytes", page.len());
    // The typeface stands in the page.
    let elsewhere = page.replace("url(data:font/woff2;base64,", "");
    assert!(page.len() - elsewhere.len() > 27, "there is no typeface");
    for absent in ["src=", "url(", "@import", "<link rel=\"stylesheet", "http://", "//fonts"] {
        assert!(!elsewhere.contains(absent), "{absent}");
    }
}

/// The addresses of a page that lead to files.
fn links(page: &str) -> Vec<String> {
    let links = page.split("<a href=\"").skip(1).map(|it| it.split_once('"').unwrap().0);
    links
        .filter(|it| !it.starts_with('#'))
        .map(|it| it.replace("%20", " ").replace("%27", "'").replace("%26", "&"))
        .collect()
}

#[test]
fn every_link_leads_to_a_file() {
    let project = hostile();
    let whole = project.build(&["reports"]);
    let from_output = links(text(&whole, "report.html"));
    assert!(from_output.len() > 40, "{from_output:?}");
    let run = project.run(&["report", "reports", "--every", "month"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let index = project.read("report/index.html");
    assert_eq!(nesting(&index), [""; 0]);
    let periods = links(&index);
    assert_eq!(periods, ["2023-11/report.html", "2023-10/report.html", "2023-09/report.html"]);
    let month = project.read("report/2023-10/report.html");
    assert!(month.contains("<svg "), "one report of many has its charts, too");
    for (folder, links) in
        [("output", from_output), ("report", periods), ("report/2023-10", links(&month))]
    {
        for link in links {
            let path = project.path(folder).join(&link);
            assert!(path.is_file(), "{link} in {folder} leads nowhere");
        }
    }
}
