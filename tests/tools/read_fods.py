"""Prints as JSON what LibreOffice made of a file that it was told to save as FODS: the cells of
every sheet with type, value and formula, and how many charts there are. Used by
tests/suite/spreadsheets.rs."""

import json
import sys
import xml.etree.ElementTree as tree

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
CHART, OFFICE, TABLE, TEXT = (NAMES % name for name in ("chart", "office", "table", "text"))


def words(node):
    """The text of a paragraph: runs of blanks and tabs are elements of their own."""
    text = node.text or ""
    for part in node:
        if part.tag == TEXT + "s":
            text += " " * int(part.get(TEXT + "c", "1"))
        elif part.tag == TEXT + "tab":
            text += "\t"
        elif part.tag == TEXT + "line-break":
            text += "\n"
        else:
            text += words(part)
        text += part.tail or ""
    return text


def cell(node):
    kind = node.get(OFFICE + "value-type")
    if kind is None:
        return None
    value = node.get(OFFICE + "value") or node.get(OFFICE + "date-value")
    if kind == "string":
        value = "\n".join(words(part) for part in node.findall(TEXT + "p"))
    return {"type": kind, "value": value, "formula": node.get(TABLE + "formula")}


def repeated(nodes, attribute, read):
    """What is repeated is written once. Nothing, repeated to the end of the sheet, is left out."""
    read_nodes = []
    for node in nodes:
        times = int(node.get(TABLE + attribute, "1"))
        value = read(node)
        read_nodes += [value] * (min(times, 1000) if not value else times)
    while read_nodes and not read_nodes[-1]:
        read_nodes.pop()
    return read_nodes


def rows(node):
    for part in node:
        if part.tag == TABLE + "table-row":
            yield part
        elif part.tag in (TABLE + "table-header-rows", TABLE + "table-row-group"):
            yield from rows(part)


def row(node):
    cells = [it for it in node if it.tag in (TABLE + "table-cell", TABLE + "covered-table-cell")]
    return repeated(cells, "number-columns-repeated", cell)


book = tree.parse(sys.argv[1]).getroot().find(f"{OFFICE}body/{OFFICE}spreadsheet")
print(
    json.dumps(
        [
            {
                "name": sheet.get(TABLE + "name"),
                "rows": repeated(rows(sheet), "number-rows-repeated", row),
                "charts": len(list(sheet.iter(CHART + "chart"))),
            }
            for sheet in book.findall(TABLE + "table")
        ]
    )
)
