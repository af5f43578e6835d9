//! Findings as rustc shows errors: code, place, the line with the place underlined, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::domain::{Excerpt, Finding, Severity};

use super::visible;
use super::worst::{self, Many, Shown, View};

/// How many findings are shown in full.
pub const IN_FULL: usize = 20;

/// Shows findings, the worst first: some in full, the rest as counts by code.
pub fn show(findings: &[Finding], view: &View<'_>, colour: bool) -> String {
    show_some(findings, view, IN_FULL, colour)
}

/// Shows findings, the worst first: at most `limit` in full, the rest as counts by code.
pub fn show_some(findings: &[Finding], view: &View<'_>, limit: usize, colour: bool) -> String {
    let shown = worst::shown(findings, view);
    let (full, rest) = shown.split_at(shown.len().min(limit));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for entry in full {
        text.push_str(&match entry {
            Shown::One(finding) => one(finding, &renderer),
            Shown::Many(many) => all_of_a_code(many, view, &renderer),
        });
        text.push_str("\n\n");
    }
    text.push_str(&counts(rest));
    text
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Where a finding is; nothing if it is about several folders together.
fn origin(finding: &Finding) -> Option<Origin<'static>> {
    let path = match &finding.file {
        None if finding.is_about_all() => return None,
        file => visible(file.as_ref().unwrap_or(&finding.path)),
    };
    let origin = Origin::path(path);
    Some(match finding.place {
        Some(place) => origin.line(place.line).char_column(place.column),
        None => origin,
    })
}

/// `in all 118 reports, first in a.md:1: ...`: all findings of a code as one.
fn all_of_a_code(many: &Many<'_>, view: &View<'_>, renderer: &Renderer) -> String {
    let Many { first, findings, reports } = many;
    let of = match view.reports {
        total if *reports < total => format!("{reports} of {total}"),
        _ => format!("all {reports}"),
    };
    let count = if findings > reports { format!(" ({findings} findings)") } else { String::new() };
    let path = first.file.as_ref().unwrap_or(&first.path);
    let line = first.place.map_or_else(String::new, |it| format!(":{}", it.line));
    let fact = format!("in {of} reports{count}, first in {path}{line}: {}", first.fact);
    let all = format!("`{}` shows each of them", visible(&view.command_for_all(first.code)));
    let title = level(first).primary_title(visible(&fact)).id(first.code.name());
    let group = Group::with_title(title)
        .element(Level::HELP.message(visible(&first.help)))
        .element(Level::NOTE.message(all));
    renderer.render(&[group])
}

fn one(finding: &Finding, renderer: &Renderer) -> String {
    let title = level(finding).primary_title(visible(&finding.fact)).id(finding.code.name());
    let group = match (&finding.excerpt, finding.place, origin(finding)) {
        (Some(excerpt), Some(place), Some(origin)) => {
            let (line, span) = visible_excerpt(excerpt);
            let snippet = Snippet::source(line)
                .line_start(place.line)
                .annotation(AnnotationKind::Primary.span(span));
            // The snippet shows its own column, which is the true one unless the line was cut.
            let whole = excerpt
                .line
                .get(..excerpt.start)
                .is_some_and(|it| it.chars().count() + 1 == place.column);
            if whole {
                let path = finding.file.as_ref().unwrap_or(&finding.path);
                title.element(snippet.path(visible(path)))
            } else {
                title.element(origin).element(snippet)
            }
        }
        (_, _, Some(origin)) => title.element(origin),
        (_, _, None) => Group::with_title(title),
    };
    renderer.render(&[group.element(Level::HELP.message(visible(&finding.help)))])
}

/// The excerpt with everything hidden made visible, and where its part then is.
fn visible_excerpt(excerpt: &Excerpt) -> (String, std::ops::Range<usize>) {
    let part = |from: usize, to: usize| visible(excerpt.line.get(from..to).unwrap_or_default());
    let (before, inside) = (part(0, excerpt.start), part(excerpt.start, excerpt.end));
    let span = before.len()..before.len() + inside.len();
    let line = format!("{before}{inside}{}", part(excerpt.end, excerpt.line.len()));
    // A line of nothing cannot be underlined.
    if line.is_empty() { (" ".into(), 0..1) } else { (line, span) }
}

/// `and 12 more: 7 warning[date-differs], 5 note[unknown-label]`.
fn counts(rest: &[Shown<'_>]) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let mut counts: Vec<(Severity, &str, usize)> = Vec::new();
    for entry in rest {
        let (finding, more) = match entry {
            Shown::One(finding) => (*finding, 1),
            Shown::Many(many) => (many.first, many.findings),
        };
        let name = finding.code.name();
        match counts.iter_mut().find(|(_, code, _)| *code == name) {
            Some((_, _, count)) => *count += more,
            None => counts.push((finding.severity(), name, more)),
        }
    }
    counts.sort_by_key(|(severity, _, count)| (*severity, std::cmp::Reverse(*count)));
    let words: Vec<String> = counts
        .iter()
        .map(|(severity, code, count)| format!("{count} {}[{code}]", severity.name()))
        .collect();
    let rest: usize = counts.iter().map(|(.., count)| count).sum();
    format!("... and {rest} more: {}\n\n", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Code, Place};

    #[test]
    fn a_finding_shows_the_line_and_the_way_out() {
        let finding = Finding {
            place: Some(Place { line: 3, column: 7 }),
            excerpt: Some(Excerpt { line: "loss: 1,6M".into(), start: 6, end: 10 }),
            ..Finding::about(
                Code::BadLoss,
                "a.md",
                "the loss `1,6M` cannot be used".into(),
                "write US dollars in digits",
            )
        };
        insta::assert_snapshot!(show(&[finding], &View::default(), false), @r"
        error[bad-loss]: the loss `1,6M` cannot be used
         --> a.md:3:7
          |
        3 | loss: 1,6M
          |       ^^^^
          |
          = help: write US dollars in digits
        ");
    }

    #[test]
    fn a_finding_about_a_file_names_it() {
        let finding = Finding::about(
            Code::Binary,
            "a\u{1b}[1m.md",
            "the file is not text".into(),
            "move it away",
        );
        insta::assert_snapshot!(show(&[finding], &View::default(), false), @r"
        error[binary]: the file is not text
        --> a\u{1b}[1m.md
         = help: move it away
        ");
    }

    #[test]
    fn many_findings_are_counted() {
        let warning = |path: &str| Finding::about(Code::DateDiffers, path, "x".into(), "y");
        let mut findings: Vec<Finding> =
            (0..25).map(|index| warning(&format!("{index}.md"))).collect();
        findings.push(Finding::about(Code::BadLoss, "z.md", "an error comes first".into(), "y"));
        let text = show(&findings, &View { reports: 100, ..View::default() }, false);
        assert!(text.starts_with("error[bad-loss]: an error comes first"), "{text}");
        assert!(text.ends_with("... and 6 more: 6 warning[date-differs]\n\n"), "{text}");
    }

    #[test]
    fn a_code_of_every_report_is_told_once() {
        let about = |path: &str, fact: &str, line| Finding {
            place: Some(Place { line, column: 1 }),
            ..Finding::about(Code::NoLabels, path, fact.into(), "add some")
        };
        let findings: Vec<Finding> = ["a.md", "b.md", "c.md"]
            .iter()
            .flat_map(|path| [about(path, "none of this", 1), about(path, "none of that", 2)])
            .collect();
        let view = View { reports: 3, ..View::default() };
        insta::assert_snapshot!(show(&findings, &view, false), @r"
        warning[no-labels]: in all 3 reports (6 findings), first in a.md:1: none of this
         |
         = help: add some
         = note: `lossbook check --only no-labels` shows each of them
        ");
        insta::assert_snapshot!(show_some(&findings, &view, 0, false), @"... and 6 more: 6 warning[no-labels]");
    }

    #[test]
    fn what_is_said_of_all_reports_names_their_folder() {
        let view = View::default();
        let all = Finding::about_all(Code::MissingEverywhere, "no `loss`".into(), "write it");
        insta::assert_snapshot!(show(std::slice::from_ref(&all), &view, false), @r"
        warning[missing-everywhere]: no `loss`
         |
         = help: write it
        ");
        let of_a_folder = Finding { file: Some("my reports".into()), ..all };
        insta::assert_snapshot!(show(&[of_a_folder], &view, false), @r"
        warning[missing-everywhere]: no `loss`
        --> my reports
         = help: write it
        ");
    }
}
