//! Findings as rustc shows errors: code, place, the line with the place underlined, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::domain::{Excerpt, Finding, Severity};

use super::visible;

/// How many findings are shown in full.
pub const IN_FULL: usize = 20;

/// Shows findings, the gravest first: some in full, the rest as counts by code.
#[must_use]
pub fn show(findings: &[Finding], colour: bool) -> String {
    show_some(findings, IN_FULL, colour)
}

/// Shows findings, the gravest first: at most `limit` in full, the rest as counts by code.
#[must_use]
pub fn show_some(findings: &[Finding], limit: usize, colour: bool) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    // A stable sort: within a severity they stay in the order of path and place.
    sorted.sort_by_key(|finding| finding.severity());
    let (full, rest) = sorted.split_at(sorted.len().min(limit));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in full {
        text.push_str(&one(finding, &renderer));
        text.push_str("\n\n");
    }
    text.push_str(&counts(rest));
    text
}

fn one(finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = visible(finding.file.as_ref().unwrap_or(&finding.path));
    let mut origin = Origin::path(path.clone());
    if let Some(place) = finding.place {
        origin = origin.line(place.line).char_column(place.column);
    }
    let title = level.primary_title(visible(&finding.fact)).id(finding.code.name());
    let group: Group<'_> = match (&finding.excerpt, finding.place) {
        (Some(excerpt), Some(place)) => {
            let (line, span) = visible_excerpt(excerpt);
            let snippet = Snippet::source(line)
                .line_start(place.line)
                .annotation(AnnotationKind::Primary.span(span));
            // The snippet tells its own column, which is the true one unless the line was cut.
            let whole = excerpt
                .line
                .get(..excerpt.start)
                .is_some_and(|it| it.chars().count() + 1 == place.column);
            if whole {
                title.element(snippet.path(path))
            } else {
                title.element(origin).element(snippet)
            }
        }
        _ => title.element(origin),
    };
    renderer.render(&[group.element(Level::HELP.message(visible(&finding.help)))])
}

/// The excerpt with everything hidden made visible, and where its part then stands.
fn visible_excerpt(excerpt: &Excerpt) -> (String, std::ops::Range<usize>) {
    let part = |from: usize, to: usize| visible(excerpt.line.get(from..to).unwrap_or_default());
    let (before, inside) = (part(0, excerpt.start), part(excerpt.start, excerpt.end));
    let span = before.len()..before.len() + inside.len();
    let line = format!("{before}{inside}{}", part(excerpt.end, excerpt.line.len()));
    // A line of nothing cannot be underlined.
    if line.is_empty() { (" ".into(), 0..1) } else { (line, span) }
}

/// `and 12 more: 7 warning[date-differs], 5 note[unknown-label]`.
fn counts(rest: &[&Finding]) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let mut counts: Vec<(Severity, &str, usize)> = Vec::new();
    for finding in rest {
        let name = finding.code.name();
        match counts.iter_mut().find(|(_, code, _)| *code == name) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((finding.severity(), name, 1)),
        }
    }
    counts.sort_by_key(|(severity, _, count)| (*severity, std::cmp::Reverse(*count)));
    let words: Vec<String> = counts
        .iter()
        .map(|(severity, code, count)| format!("{count} {}[{code}]", severity.name()))
        .collect();
    format!("... and {} more: {}\n\n", rest.len(), words.join(", "))
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
        insta::assert_snapshot!(show(&[finding], false), @r"
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
        insta::assert_snapshot!(show(&[finding], false), @r"
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
        let text = show(&findings, false);
        assert!(text.starts_with("error[bad-loss]: an error comes first"), "{text}");
        assert!(text.ends_with("... and 6 more: 6 warning[date-differs]\n\n"), "{text}");
    }
}
