//! Which findings a program can fix, and which only a person can.

use super::Code;

impl Code {
    /// Whether `lossbook check --fix` can write back what was read, so that the finding is gone.
    ///
    /// Not so where somebody must decide what is true: which of two dates, which label is meant.
    pub const fn has_repair(self) -> bool {
        matches!(
            self,
            Self::ByteOrderMark
                | Self::Windows1252
                | Self::BlankFirstLines
                | Self::NoOpeningFence
                | Self::NoClosingFence
                | Self::TabInYaml
                | Self::NoBreakSpace
                | Self::DashWithoutBlank
                | Self::TypographicQuotes
                | Self::UnquotedText
                | Self::UnclosedQuote
                | Self::QuotedList
                | Self::StrayLine
                | Self::IndentedKey
                | Self::KeyWithoutBlank
                | Self::DateSpelling
                | Self::TimeOfDay
                | Self::DateFromFileName
                | Self::CommaInLabel
                | Self::QuotedTitle
                | Self::KeySpelling
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Severity;

    #[test]
    fn only_warnings_have_a_repair() {
        let repairable = || Code::ALL.iter().filter(|code| code.has_repair());
        assert!(repairable().all(|code| code.severity() == Severity::Warning));
        let left: Vec<&str> = Code::ALL
            .iter()
            .filter(|code| code.severity() == Severity::Warning && !code.has_repair())
            .map(|code| code.name())
            .collect();
        let for_a_person = [
            "comment-left-out",
            "left-out-key",
            "date-differs",
            "no-labels",
            "other-currency",
            "none-as-loss",
            "large-loss",
            "missing-loss",
            "missing-everywhere",
            "earlier-day",
            "missing-title",
            "near-miss-key",
            "possible-duplicate",
            "title-loss-differs",
        ];
        assert_eq!(left, for_a_person);
    }
}
