//! `report.html` and `index.html` as text: their numbers are those of the facts, every element that
//! is opened is closed, every link leads to a file, and nothing is asked for from elsewhere.
//! `tests/suite/browser.rs` opens them.

use std::collections::BTreeMap;

use crate::support::{Edition, Project, Report, text};

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

/// Whether a statement is text of the page: of the report, but for its title, which stands in the
/// head as well; or the caption or footnote of a picture, which a slide may word in another way.
fn is_text_of_page(statement: &serde_json::Value, page: &str) -> bool {
    let part = |name: &str| statement[name].as_str().unwrap();
    let escaped = part("text").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let escaped = escaped.replace('"', "&quot;");
    match part("role") {
        "description" | "mark" => false,
        "title" | "subtitle" | "footnote" if part("place") != "lead" => {
            captions(page, part("place")).contains(&escaped)
        }
        _ => true,
    }
}

/// The words around a picture of a page, without markup.
fn captions(page: &str, chart: &str) -> Vec<String> {
    let figures = page.split("<figure>").skip(1).map(|it| it.split_once("</figure>").unwrap().0);
    let is_chart = format!("id=\"{chart}-wide-title\"");
    let figures = figures.filter(|it| it.contains(&is_chart));
    let texts = figures.flat_map(|figure| {
        ["<strong>", "</strong><span>", "<p class=\"source\">"].into_iter().filter_map(|start| {
            let rest = figure.split_once(start)?.1;
            let end = rest.find("</strong>").unwrap_or(rest.len());
            let end = end.min(rest.find("</span>").unwrap_or(rest.len()));
            Some(&rest[..end.min(rest.find("</p>").unwrap_or(rest.len()))])
        })
    });
    texts.map(without_markup).collect()
}

fn without_markup(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}

/// What pictures show: each text of their SVG that is no tick of an axis says what a statement says,
/// and the marks of facts.json stand in some picture.
#[test]
fn the_numbers_of_the_pictures_are_those_of_the_facts() {
    let project = hostile();
    for edition in
        [sample(&project), project.build(&["reports", "--from", "2023-Q4", "--to", "2023-11"])]
    {
        let facts: serde_json::Value = serde_json::from_slice(&edition["facts.json"]).unwrap();
        let statements = facts["statements"].as_array().unwrap();
        let page = text(&edition, "report.html");
        let name_of =
            |path: &str| Some(path.strip_prefix("charts/")?.strip_suffix(".svg")?.to_owned());
        for (name, bytes) in edition.iter().filter_map(|(path, it)| Some((name_of(path)?, it))) {
            let svg = std::str::from_utf8(bytes).unwrap();
            let of_chart: Vec<&serde_json::Value> =
                statements.iter().filter(|it| it["place"] == name).collect();
            let numbers = |it: &&serde_json::Value| -> Vec<(String, String)> {
                let numbers = it["numbers"].as_array().unwrap().iter();
                let part =
                    |it: &serde_json::Value, name: &str| it[name].as_str().unwrap().to_owned();
                numbers.map(|it| (part(it, "value"), part(it, "shown"))).collect()
            };
            let told: std::collections::BTreeSet<(String, String)> =
                of_chart.iter().flat_map(numbers).collect();
            let shown = values(svg);
            assert!(!shown.is_empty() || told.is_empty(), "{name} marks no number");
            for number in &shown {
                assert!(told.contains(number), "{name} shows {number:?}, which is no fact");
            }
            let in_page = values(page);
            let marks = of_chart.iter().filter(|it| it["role"] == "mark");
            for number in marks.flat_map(numbers) {
                let is_shown = shown.contains(&number) || in_page.contains(&number);
                assert!(is_shown, "{name}: {number:?} stands in no picture");
            }
        }
    }
}

/// The numbers of pictures: the exact value and what is shown.
fn values(svg: &str) -> std::collections::BTreeSet<(String, String)> {
    let parts = svg.split("data-value=\"").skip(1);
    let number = |part: &str| {
        let (value, rest) = part.split_once('"')?;
        let shown = rest.split_once('>')?.1.split_once('<')?.0;
        Some((value.to_owned(), shown.trim().to_owned()))
    };
    parts.filter_map(number).collect()
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
        let statements = facts["statements"].as_array().unwrap();
        assert!(statements.len() > 100, "{}", statements.len());
        for statement in statements.iter().filter(|it| is_text_of_page(it, page)) {
            for fact in statement["numbers"].as_array().unwrap() {
                let part = |name: &str| fact[name].as_str().unwrap().replace('&', "&amp;");
                *found.entry((part("value"), part("shown"))).or_default() -= 1;
            }
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
