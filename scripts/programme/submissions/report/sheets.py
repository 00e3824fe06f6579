"""One table on one sheet of a workbook: a frozen row of headings, filters, widths, and cells of the right kind.

The library writes everything but the rows: its own way with cells, each kept and then written by itself, is
most of the cost of a report of many rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_FORMATS: Final = {"pounds": "£#,##0.00", "number": "#,##0", "moment": "d mmm yyyy hh:mm", "day": "d mmm yyyy"}
_NONE: Final = "Nothing to show."
_LONGEST: Final = 16_000  # signs; a spreadsheet takes 32,767 at most, and counts some as two
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
_ONE_DAY: Final = timedelta(days=1)
_PLAIN: Final = re.compile(r"[^&<>_\x00-\x1f\ufffe\uffff]*")  # nothing that must be written in another way
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")

Cell = str | int | Decimal | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its width in characters, and the kind of its cells: text, number, pounds, moment or day."""

    heading: str
    width: int
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns and its rows."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


class Sheet(Worksheet):  # type: ignore[misc]  # ships no types
    """A sheet with the rows of a table, which are written when the file is, and never kept as the library's cells."""

    rows: Sequence[tuple[Cell, ...]] = ()
    formats: Sequence[Format | None] = ()
    dim_rowmax: int  # the library's: the last row, from 0

    def hold(self, rows: Sequence[tuple[Cell, ...]], formats: Sequence[Format | None]) -> None:
        """Take the rows that stand below the headings, and the formats of their columns."""
        self.rows, self.formats = rows, formats
        self._check_dimensions(len(rows), len(formats) - 1)

    def _write_rows(self) -> None:
        """Write the headings as the library does, and then the rows. Called by the library."""
        last, self.dim_rowmax = self.dim_rowmax, 0
        super()._write_rows()
        self.dim_rowmax = last
        columns = [
            (f'<c r="{xl_col_to_name(at)}', f'" s="{one._get_xf_index()}"' if one else '"')  # noqa: SLF001
            for at, one in enumerate(self.formats)
        ]
        self.fh.writelines(self._row(number, cells, columns) for number, cells in enumerate(self.rows, 2))

    def _row(self, number: int, cells: tuple[Cell, ...], columns: list[tuple[str, str]]) -> str:
        columns = self._marked(number, columns)
        parts = [f'<row r="{number}">']
        for (start, style), cell in zip(columns, cells, strict=False):
            if cell is not None and cell != "":
                parts.append(f"{start}{number}{style}{_SAID[type(cell)](cell)}</c>")
        parts.append("</row>\n")
        return "".join(parts)

    def _marked(self, number: int, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the columns for one row: text in a row with a format of its own has that."""
        row = self.row_info.get(number - 1)
        if row is None:
            return columns
        own = f'" s="{row.row_format._get_xf_index()}"'  # noqa: SLF001
        return [(start, own if style == '"' else style) for start, style in columns]


def write_table(book: Workbook, table: Table) -> Worksheet:
    """Add a sheet with a table to a workbook."""
    sheet: Sheet = book.add_worksheet(table.name, Sheet)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EEF1"})
    formats = [_format(book, column.kind) for column in table.columns]
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, formats[at])
        sheet.write_string(0, at, column.heading, head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.hold(table.rows or [(_NONE,)], formats)
    return sheet


def _format(book: Workbook, kind: str) -> Format | None:
    """Return the format of a kind of cell. The workbook writes equal formats once."""
    made: Any = book.add_format({"num_format": _FORMATS[kind]}) if kind in _FORMATS else None
    return made


@lru_cache(maxsize=1 << 12)  # rounds, states and reasons come again and again
def _text(text: str) -> str:
    """Return what a cell holds of a text: as it is, never a formula or a link."""
    space, text = "", text[:_LONGEST]
    if not _PLAIN.fullmatch(text) or text.strip() != text:
        space = ' xml:space="preserve"'
        text = _CODED.sub(lambda sign: f"_x{ord(sign[0]):04X}_", escape(text, quote=False))
    return f' t="inlineStr"><is><t{space}>{text}</t></is>'


def _number(number: float | Decimal) -> str:
    return f"><v>{number:.16G}</v>"


def _moment(moment: datetime) -> str:
    return f"><v>{(moment - _FIRST_DAY) / _ONE_DAY:.16G}</v>"


_SAID: Final[dict[type, Callable[[Any], str]]] = {str: _text, int: _number, Decimal: _number, datetime: _moment}
