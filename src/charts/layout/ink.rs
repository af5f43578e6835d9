//! What a mark is for; the theme says how that looks.

/// What a mark is for. A theme says with which colour it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The page; the text on a dark heat map cell.
    Paper,
    /// Titles, labels and values.
    Text,
    /// Subtitles, ticks and notes.
    Muted,
    /// Grid lines.
    Grid,
    /// The axis that bars stand on.
    Axis,
    /// Bars and dots. With [`Ink::Accent`] it is told apart in all common kinds of colour blindness.
    Series,
    /// What the picture points at.
    Accent,
    /// What is gathered, or shown for comparison only.
    Rest,
    /// The faintest of the steps of a heat map.
    Heat1,
    /// The second step of a heat map.
    Heat2,
    /// The third step of a heat map.
    Heat3,
    /// The fourth step of a heat map.
    Heat4,
    /// The fifth step of a heat map.
    Heat5,
    /// The strongest of the steps of a heat map.
    Heat6,
}

impl Ink {
    /// All inks.
    pub const ALL: [Self; 14] = [
        Self::Paper,
        Self::Text,
        Self::Muted,
        Self::Grid,
        Self::Axis,
        Self::Series,
        Self::Accent,
        Self::Rest,
        Self::Heat1,
        Self::Heat2,
        Self::Heat3,
        Self::Heat4,
        Self::Heat5,
        Self::Heat6,
    ];
    /// The steps of a heat map, the faintest first.
    pub const HEAT: [Self; 6] =
        [Self::Heat1, Self::Heat2, Self::Heat3, Self::Heat4, Self::Heat5, Self::Heat6];

    /// The name of the CSS variable that holds its colour: `--chart-series`.
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Paper => "--chart-paper",
            Self::Text => "--chart-text",
            Self::Muted => "--chart-muted",
            Self::Grid => "--chart-grid",
            Self::Axis => "--chart-axis",
            Self::Series => "--chart-series",
            Self::Accent => "--chart-accent",
            Self::Rest => "--chart-rest",
            Self::Heat1 => "--chart-heat-1",
            Self::Heat2 => "--chart-heat-2",
            Self::Heat3 => "--chart-heat-3",
            Self::Heat4 => "--chart-heat-4",
            Self::Heat5 => "--chart-heat-5",
            Self::Heat6 => "--chart-heat-6",
        }
    }

    /// The ink of a text that stands on this one.
    pub const fn text_on(self) -> Self {
        match self {
            Self::Heat4 | Self::Heat5 | Self::Heat6 => Self::Paper,
            _ => Self::Text,
        }
    }
}
