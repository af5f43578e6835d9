//! Pixels as a PNG file, without losing any: with a palette where there are few colours, as in nearly
//! all charts, which halves the bytes and takes a third of the time.

use std::borrow::Cow;
use std::collections::HashMap;

use ::png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::Pixmap;

/// How many colours a palette holds.
const PALETTE: usize = 256;

/// Encodes pixels as a PNG file: of 8 bits with a palette, of red, green and blue, or, where some are
/// not opaque, of those and their opacity.
///
/// # Errors
///
/// What the encoder says.
pub(crate) fn png(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    // Of what is opaque the colours are as they are, not multiplied.
    match Colours::of(pixels.data()) {
        Colours::NotOpaque => pixels.encode_png(),
        Colours::Few { palette, places } => {
            written(pixels, ColorType::Indexed, Some(palette), Filter::NoFilter, &places)
        }
        Colours::Many => {
            let (data, _) = pixels.data().as_chunks::<4>();
            let colours: Vec<u8> = data.iter().flat_map(|it| [it[0], it[1], it[2]]).collect();
            written(pixels, ColorType::Rgb, None, Filter::Sub, &colours)
        }
    }
}

fn written(
    pixels: &Pixmap,
    colours: ColorType,
    palette: Option<Vec<u8>>,
    filter: Filter,
    data: &[u8],
) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(colours);
    encoder.set_depth(BitDepth::Eight);
    if let Some(palette) = palette {
        encoder.set_palette(Cow::Owned(palette));
    }
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(filter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(file)
}

/// The colours of pixels.
enum Colours {
    /// As many as a palette holds.
    Few {
        /// Red, green and blue of each, in the order in which they first occur.
        palette: Vec<u8>,
        /// The place of each pixel's colour in it.
        places: Vec<u8>,
    },
    /// More than that.
    Many,
    /// Some let through what is behind them.
    NotOpaque,
}

impl Colours {
    /// The colours of pixels of four bytes each.
    fn of(data: &[u8]) -> Self {
        let (pixels, _) = data.as_chunks::<4>();
        let mut known: HashMap<[u8; 4], u8> = HashMap::with_capacity(PALETTE);
        let (mut palette, mut places) = (Vec::new(), Vec::with_capacity(pixels.len()));
        // Most pixels are like the one before: a run is counted as one.
        for run in pixels.chunk_by(|one, other| one == other) {
            let colour = run[0];
            if colour[3] != u8::MAX {
                return Self::NotOpaque;
            }
            let place = match (known.get(&colour), u8::try_from(known.len())) {
                (Some(place), _) => *place,
                (None, Ok(place)) => {
                    known.insert(colour, place);
                    palette.extend_from_slice(&colour[..3]);
                    place
                }
                (None, Err(_)) if pixels.iter().all(|it| it[3] == u8::MAX) => return Self::Many,
                (None, Err(_)) => return Self::NotOpaque,
            };
            places.resize(places.len() + run.len(), place);
        }
        Self::Few { palette, places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::Color;

    /// A picture with so many colours, in runs of three pixels; the last one of this opacity.
    fn picture(colours: u32, opacity: u8) -> Pixmap {
        let mut pixels = Pixmap::new(97, 31).unwrap();
        pixels.fill(Color::WHITE);
        let count = pixels.pixels().len();
        for (at, pixel) in pixels.data_mut().chunks_exact_mut(4).enumerate() {
            let colour = u32::try_from(at / 3).unwrap() % colours * 7919;
            let [red, green, blue, _] = colour.to_le_bytes();
            let opacity = if at + 1 == count { opacity } else { u8::MAX };
            let multiplied = |it: u8| it.min(opacity);
            pixel.copy_from_slice(&[multiplied(red), multiplied(green), multiplied(blue), opacity]);
        }
        pixels
    }

    #[test]
    fn no_pixel_is_lost() {
        #[rustfmt::skip]
        let table = [
            // what the row is about     colours  opacity  kind of file
            ("one colour",               1,       255,     ColorType::Indexed),
            ("some",                     19,      255,     ColorType::Indexed),
            ("as many as there is room", 256,     255,     ColorType::Indexed),
            ("one more",                 257,     255,     ColorType::Rgb),
            ("many",                     900,     255,     ColorType::Rgb),
            ("not opaque",               19,      100,     ColorType::Rgba),
        ];
        for (about, colours, opacity, expected) in table {
            let pixels = picture(colours, opacity);
            let file = png(&pixels).unwrap();
            let read = ::png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
            assert_eq!(read.info().color_type, expected, "{about}");
            assert_eq!(Pixmap::decode_png(&file).unwrap().data(), pixels.data(), "{about}");
        }
    }
}
