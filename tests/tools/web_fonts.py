"""Splits the bundled typeface into the parts that pages carry.

    target/test-tools/python/bin/python tests/tools/web_fonts.py [FOLDER]

Reads parts.txt and the two weights of Inter below src/charts/layout/fonts, writes a WOFF2 file for each part and
weight to FOLDER (src/charts/layout/fonts/web). Kerning, figures of equal width, and the names and the licence of
the typeface are kept. tests/suite/typeface.rs runs it and compares: the files are what this makes, byte for byte.
"""

import pathlib
import sys

from fontTools import subset

FONTS = pathlib.Path(__file__).resolve().parents[2] / "src/charts/layout/fonts"
WEIGHTS = {400: "Inter-Regular.otf", 700: "Inter-Bold.otf"}


def letters(ranges):
    """The code points of `U+0020-007E, U+00A0`."""
    for one in ranges.split(","):
        first, _, last = one.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def main(folder):
    options = subset.Options(
        flavor="woff2",
        layout_features=["kern", "mark", "mkmk", "ccmp", "tnum"],
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        desubroutinize=True,
        notdef_outline=True,
    )
    for line in (FONTS / "web/parts.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, ranges = line.split(" ", 1)
        for weight, file in WEIGHTS.items():
            font = subset.load_font(FONTS / file, options)
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=list(letters(ranges)))
            subsetter.subset(font)
            subset.save_font(font, folder / f"{name}-{weight}.woff2", options)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else FONTS / "web")
