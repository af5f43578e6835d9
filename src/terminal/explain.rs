//! What a code means, as Markdown: for `lossbook explain-code` and for `docs/findings.md`.

use crate::domain::explanations::{Content, Example};
use crate::domain::{Code, Severity};

use super::visible;

const INTRODUCTION: &str = "\
# Findings

A finding says what is wrong with a report, where, and what to do. Its code never changes, so it can be looked up here or
with `lossbook explain-code CODE`, and chosen with `lossbook check --only CODE` or `--ignore CODE`. This page is what
`lossbook explain-code --all` prints.
";

/// Every code, with an introduction and a table of contents.
pub fn all() -> String {
    let row = |code: &Code| {
        let (name, severity) = (code.name(), code.severity().name());
        format!("| [`{name}`](#{name}) | {severity} | {} |", code.meaning())
    };
    let rows: Vec<String> = Code::ALL.iter().map(row).collect();
    let codes: Vec<String> = Code::ALL.iter().map(|code| one(*code)).collect();
    format!(
        "{INTRODUCTION}\n| code | severity | meaning |\n|---|---|---|\n{}\n\n{}",
        rows.join("\n"),
        codes.join("\n")
    )
}

/// One code: severity, meaning, why it matters, an example, what to do.
pub fn one(code: Code) -> String {
    let it = code.explanation();
    let effect = match code.severity() {
        Severity::Error => "an **error**: the report is rejected",
        Severity::Warning => "a **warning**: the report is kept",
        Severity::Note => "a **note**, for information",
    };
    format!(
        "## {}\n\n**{}**, {effect}. {}\n\n{}\n\n{}\n{}\n**What to do:** {}\n",
        code.name(),
        it.title,
        code.meaning(),
        it.why,
        example("Example", &it.example),
        example("Fixed", &it.fixed),
        it.remedy,
    )
}

fn example(heading: &str, example: &Example) -> String {
    match example.content {
        Content::Described(words) => format!("{heading}: {words}.\n"),
        Content::Fields(_) | Content::Whole(_) => {
            let text = example.text().unwrap_or_default();
            // What nobody can see is written as in messages; a tab too, for here it matters.
            let lines: Vec<String> =
                text.lines().map(|line| visible(line).replace('\u{a0}', "\\u{a0}")).collect();
            format!("{heading} (`{}`):\n\n```yaml\n{}\n```\n", example.file, lines.join("\n"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained() {
        insta::assert_snapshot!(one(Code::BadLoss), @r#"
        ## bad-loss

        **Loss that cannot be read**, an **error**: the report is rejected. The loss is neither an amount nor a word for an unknown loss.

        A wrong amount is worse than no amount. `1,6M` is 1.6 million in one country and a typo in another; the two readings of `1,234M` differ by a factor of a thousand.

        Example (`acme.md`):

        ```yaml
        ---
        date: 2023-11-20
        target-entities:
          - Acme
        entity-types:
          - Exchange
        attack-types:
          - Private Key Leak
        title: "Acme loses its keys"
        loss: 1,6M
        ---
        ```

        Fixed (`acme.md`):

        ```yaml
        ---
        date: 2023-11-20
        target-entities:
          - Acme
        entity-types:
          - Exchange
        attack-types:
          - Private Key Leak
        title: "Acme loses its keys"
        loss: 1600000
        ---
        ```

        **What to do:** Write US dollars in digits, as in `loss: 26000000`, with a decimal point before the cents, or `loss: unknown`.
        "#);
        insta::assert_snapshot!(one(Code::LinkNotFollowed), @r"
        ## link-not-followed

        **Symbolic link**, a **note**, for information. A symbolic link was not followed.

        The target of a link may be anywhere, or may already be counted.

        Example: a symbolic link `acme.md`, or a link to a folder, in the folder of reports.

        Fixed: the file itself instead of the link.

        **What to do:** Pass the target as an input of its own if its reports should count.
        ");
    }

    #[test]
    fn nothing_in_an_example_is_hidden() {
        assert!(one(Code::ByteOrderMark).contains("\n\\u{feff}---\n"));
        assert!(one(Code::NoBreakSpace).contains("\nloss:\\u{a0}26000000\n"));
        assert!(one(Code::TabInYaml).contains("\n\\u{9}- Private Key Leak\n"));
    }
}
