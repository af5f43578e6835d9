"""Prints as JSON what openpyxl sees in a workbook: every cell with its type and format, and what
else a sheet has. Used by tests/suite/spreadsheets.rs."""

import json
import sys
import zipfile

import openpyxl


def cell(it):
    if it.value is None:
        return None
    value = it.value
    if it.data_type == "d":
        value = value.isoformat()[:10]
    elif it.data_type == "n":
        value = repr(value)
    return {"type": it.data_type, "format": it.number_format, "value": str(value)}


def chart(it):
    series = it.series[0]
    categories = series.cat.numRef or series.cat.strRef
    return {
        "kind": getattr(it, "barDir", type(it).__name__),
        "title": "".join(run.t for part in it.title.tx.rich.p for run in part.r),
        "series": len(it.series),
        "values": series.val.numRef.f,
        "categories": categories.f,
        "colour": series.graphicalProperties.solidFill.srgbClr,
        "amounts": it.y_axis.numFmt.formatCode,
        "column": it.anchor._from.col,
        "legend": it.legend is not None,
    }


def sheet(it):
    cells = [place for row in it.iter_rows() for place in row]
    return {
        "name": it.title,
        "frozen": it.freeze_panes,
        "filters": it.auto_filter.ref,
        "gridlines": it.sheet_view.showGridLines,
        # One page wide is what "fit to page" means unless a width is given.
        "one_page_wide": it.sheet_properties.pageSetUpPr.fitToPage
        and it.page_setup.fitToWidth in (None, 1)
        and it.page_setup.fitToHeight == 0,
        "widths": [it.column_dimensions[letter].width for letter in sorted(it.column_dimensions)],
        "links": [place.hyperlink.location for place in cells if place.hyperlink],
        "rows": [[cell(place) for place in row] for row in it.iter_rows()],
        "charts": [chart(drawn) for drawn in it._charts],
    }


path = sys.argv[1]
book = openpyxl.load_workbook(path)
with zipfile.ZipFile(path) as archive:
    days = sorted({entry.date_time[:3] for entry in archive.infolist()})
print(
    json.dumps(
        {
            "title": book.properties.title,
            "days": [str(book.properties.created)[:10], str(book.properties.modified)[:10]],
            "packed": days,
            "sheets": [sheet(it) for it in book.worksheets],
        }
    )
)
