"""Workbooks: sheets of typed columns as an XLSX file, in which no text is a formula and no number loses a bit."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from multipolar.errors import InputError
from multipolar.export_files.neutral import looks_like_formula

__all__ = ["Column", "Sheet", "workbook_bytes"]

FORMATS = {"number": "0.000", "money": "#,##0.0", "count": "0", "probability": "0.00", "text": "@", "prose": "@"}
WIDTHS = {"number": 16.0, "money": 16.0, "count": 8.0, "probability": 11.0, "text": 16.0, "prose": 90.0}
HEADER_HEIGHT, MAX_ROWS, MAX_TEXT = 75, 1_048_575, 32_767
"""Height of the header (points), and what a sheet and a cell hold at most."""
NO_TIME = datetime.datetime(1980, 1, 1)
"""Written as the time of the file, so that the same run gives the same bytes."""

Kind = Literal["number", "money", "count", "probability", "text", "prose"]


@dataclass(frozen=True)
class Column:
    """A column: name, unit or explanation (shown under the name), and kind, which sets format and width."""

    name: str
    unit: str = ""
    kind: Kind = "number"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, columns, rows (None and NaN are empty cells), and how many columns stay in sight."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    frozen_columns: int = 0


class _Exact(float):
    """A number that writes all its digits; the writer of the workbook would stop after sixteen of seventeen."""

    def __format__(self, how: str) -> str:
        return float.__repr__(self)


def workbook_bytes(sheets: Sequence[Sheet], title: str) -> bytes:
    """Sheets as an XLSX file.

    Args:
        sheets: in order. title: of the document.

    Raises:
        InputError: more rows than a sheet holds, or a text longer than a cell holds.
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(buffer, options)
    book.set_properties({"title": title[:255], "created": NO_TIME})
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDF2"})
    kinds = {
        kind: book.add_format({"num_format": how, "valign": "top", "text_wrap": kind == "prose"})
        for kind, how in FORMATS.items()
    }
    quoted = {
        kind: book.add_format({"num_format": "@", "valign": "top", "text_wrap": kind == "prose", "quote_prefix": True})
        for kind in ("text", "prose")
    }
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, header, kinds, quoted)
    book.close()
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet, header: Any, kinds: dict[str, Any], quoted: dict[str, Any]) -> None:
    if len(sheet.rows) > MAX_ROWS:
        raise InputError(
            f"xlsx: sheet {sheet.name!r} would have {len(sheet.rows)} rows, more than {MAX_ROWS}; use csv or parquet."
        )
    for k, column in enumerate(sheet.columns):
        page.set_column(k, k, WIDTHS[column.kind])
        page.write_string(0, k, f"{column.name}\n{column.unit}" if column.unit else column.name, header)
    page.set_row(0, HEADER_HEIGHT if any(c.unit for c in sheet.columns) else None)
    page.freeze_panes(1, sheet.frozen_columns)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for r, row in enumerate(sheet.rows, start=1):
        for k, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(value, str):
                if len(value.encode("utf-16-le")) // 2 > MAX_TEXT:
                    raise InputError(f"xlsx: a text in sheet {sheet.name!r} is longer than {MAX_TEXT} characters.")
                style = "prose" if column.kind == "prose" else "text"
                page.write_string(r, k, value, quoted[style] if looks_like_formula(value) else kinds[style])
            elif value is not None and math.isfinite(value):
                page.write_number(r, k, _Exact(value) if isinstance(value, float) else int(value), kinds[column.kind])
