//! Colours: what a mark is for, and how each theme shows that. One visual language for all charts.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::charts::layout::ink::Ink;

/// A colour, as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The colour as CSS and SVG write it: `#1D58B8`.
    pub fn hexadecimal(self) -> String {
        let Self(red, green, blue) = self;
        format!("#{red:02X}{green:02X}{blue:02X}")
    }
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark marks on white.
    #[default]
    Light,
    /// Light marks on near-black.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The name, for the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The colour of an ink. No two inks of a theme share one.
    pub const fn colour(self, ink: Ink) -> Colour {
        let [light, dark] = match ink {
            Ink::Paper => [Colour(255, 255, 255), Colour(15, 21, 33)],
            Ink::Text => [Colour(15, 23, 42), Colour(237, 241, 247)],
            Ink::Muted => [Colour(71, 85, 105), Colour(163, 175, 193)],
            Ink::Grid => [Colour(226, 230, 236), Colour(41, 51, 68)],
            Ink::Axis => [Colour(136, 149, 167), Colour(99, 113, 135)],
            Ink::Series => [Colour(29, 88, 184), Colour(104, 170, 250)],
            Ink::Accent => [Colour(200, 72, 43), Colour(255, 145, 100)],
            Ink::Rest => [Colour(134, 146, 163), Colour(92, 104, 124)],
            Ink::Heat1 => [Colour(222, 235, 249), Colour(24, 44, 77)],
            Ink::Heat2 => [Colour(186, 214, 242), Colour(28, 66, 122)],
            Ink::Heat3 => [Colour(134, 182, 229), Colour(35, 90, 166)],
            Ink::Heat4 => [Colour(52, 114, 197), Colour(70, 132, 214)],
            Ink::Heat5 => [Colour(28, 84, 171), Colour(126, 184, 248)],
            Ink::Heat6 => [Colour(13, 46, 110), Colour(208, 231, 255)],
        };
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    /// The CSS declarations of all colours, one a line: what an inline picture is drawn with. They
    /// go into a rule of the page, such as `:root { … }`.
    pub fn css(self) -> String {
        let mut text = String::new();
        for ink in Ink::ALL {
            // Writing to a text never fails.
            let _ = writeln!(text, "{}: {};", ink.variable(), self.colour(ink).hexadecimal());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.2.
    fn luminance(Colour(red, green, blue): Colour) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(theme: Theme, one: Ink, other: Ink) -> f64 {
        let (one, other) = (luminance(theme.colour(one)), luminance(theme.colour(other)));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_can_be_read_and_marks_can_be_seen() {
        for theme in Theme::ALL {
            let against = |one, other| contrast(theme, one, other);
            // The accent names the dot that it marks.
            for text in [Ink::Text, Ink::Muted, Ink::Accent] {
                assert!(against(text, Ink::Paper) >= 4.5, "{theme:?} {text:?}");
            }
            for mark in [Ink::Series, Ink::Accent, Ink::Rest, Ink::Axis] {
                assert!(against(mark, Ink::Paper) >= 3.0, "{theme:?} {mark:?}");
            }
            for cell in Ink::HEAT {
                assert!(against(cell.text_on(), cell) >= 4.5, "{theme:?} {cell:?}");
            }
            // No colour alone: the two differ in lightness too, for those who see no hue.
            assert!(against(Ink::Series, Ink::Rest) >= 2.0, "{theme:?}");
            // The stronger the step, the further from the paper.
            let steps: Vec<f64> = Ink::HEAT.into_iter().map(|it| against(it, Ink::Paper)).collect();
            let apart = |pair: &[f64]| pair[1] >= pair[0] * 1.2;
            assert!(steps[0] >= 1.2 && steps.windows(2).all(apart), "{theme:?} {steps:?}");
        }
    }

    #[test]
    fn a_colour_says_which_ink_it_is() {
        for theme in Theme::ALL {
            for (position, ink) in Ink::ALL.into_iter().enumerate() {
                let same = |other: &Ink| theme.colour(*other) == theme.colour(ink);
                assert_eq!(Ink::ALL.iter().position(same), Some(position), "{theme:?} {ink:?}");
            }
        }
    }

    #[test]
    fn css_declares_a_variable_for_each_ink() {
        let css = Theme::Dark.css();
        assert_eq!(css.lines().count(), Ink::ALL.len());
        assert!(css.starts_with("--chart-paper: #0F1521;\n"), "{css}");
    }
}
