//! How wide a text becomes where the reader's machine lacks our typeface and shows another in its
//! place. What layouts leave room for.

use super::typeface::Weight;

/// How much wider than ours other letters are held to be, of which the table below knows nothing.
const WIDER: f64 = 1.2;

/// The units of the em that the tables below count in.
const EM: f64 = 2048.0;

/// The advance widths of `DejaVu Sans` from U+0020 to U+007E: the widest of the typefaces without
/// serifs that systems show by themselves. Those of Windows, macOS, Android and most Linux desktops
/// (Segoe UI, Arial, Helvetica, Roboto, Noto Sans, Liberation Sans) are no wider.
const REGULAR: [u16; 95] = [
    651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, 1303,
    1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087, 2048,
    1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604, 604, 1343, 1141, 1767, 1532, 1612, 1235,
    1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690, 799, 1716, 1024, 1024,
    1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253, 1300,
    1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716,
];

/// The same of its bold weight.
const BOLD: [u16; 95] = [
    713, 934, 1067, 1716, 1425, 2052, 1786, 627, 936, 936, 1071, 1716, 778, 850, 778, 748, 1425,
    1425, 1425, 1425, 1425, 1425, 1425, 1425, 1425, 1425, 819, 819, 1716, 1716, 1716, 1188, 2048,
    1585, 1561, 1503, 1700, 1399, 1399, 1681, 1714, 762, 762, 1587, 1305, 2038, 1714, 1741, 1501,
    1741, 1577, 1475, 1397, 1663, 1585, 2259, 1579, 1483, 1485, 936, 748, 936, 1716, 1024, 1024,
    1382, 1466, 1214, 1466, 1389, 891, 1466, 1458, 702, 702, 1362, 702, 2134, 1458, 1407, 1466,
    1466, 1010, 1219, 979, 1458, 1335, 1892, 1321, 1335, 1192, 1458, 748, 1458, 1716,
];

/// The width of a letter in ems, in a wide typeface; `own` is that in ours.
pub(crate) fn advance(letter: char, weight: Weight, own: f64) -> f64 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    let position = u32::from(letter).checked_sub(0x20).map(|it| it as usize);
    match position.and_then(|it| table.get(it)) {
        Some(units) => f64::from(*units) / EM,
        None => own * WIDER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_table_and_others() {
        #[rustfmt::skip]
        let table = [
            // letter  weight            own    in ems
            (' ',      Weight::Regular,  0.28,  651.0 / 2048.0),
            ('~',      Weight::Bold,     0.68,  1716.0 / 2048.0),
            ('é',      Weight::Bold,     0.5,   0.6),
            ('\u{1f}', Weight::Regular,  0.5,   0.6),
        ];
        for (letter, weight, own, expected) in table {
            assert!((advance(letter, weight, own) - expected).abs() < 1e-9, "{letter:?}");
        }
    }
}
