//! The bundled typeface, and what an SVG asks for in its place.

/// The typeface, Inter: SIL Open Font License, see `fonts/OFL.txt`.
pub const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.otf");
/// Its bold weight.
pub const BOLD: &[u8] = include_bytes!("fonts/Inter-Bold.otf");
/// What an SVG asks for: Inter where it is installed, else what looks like it and is no wider, as
/// far as such a typeface is there.
pub const FAMILY: &str = "Inter, Helvetica Neue, Helvetica, Arial, Liberation Sans, Roboto, Segoe UI, Noto Sans, sans-serif";

/// The weights in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For most text.
    Regular,
    /// For titles and values.
    Bold,
}
