"""Workbooks of tables, one on each sheet: a frozen row of headings, filters, widths, and cells of the right kind.

The library writes everything but the rows. These are written and packed one after the other, for its own way with
cells, each kept and then written by itself, is most of the cost of a report of many rows, in time and in memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_FORMATS: Final = {"pounds": "£#,##0.00", "number": "#,##0", "moment": "d mmm yyyy hh:mm", "day": "dd/mm/yyyy"}
_NONE: Final = "Nothing to show."
_LONGEST: Final = 16_000  # signs; a spreadsheet takes 32,767 at most, and counts some as two
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
_ONE_DAY: Final = timedelta(days=1)
_PLAIN: Final = re.compile(r"[^&<>_\x00-\x1f\ufffe\uffff]*")  # nothing that must be written in another way
_STYLED: Final = re.compile(rb'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"')
_SIZE: Final = re.compile(rb'<dimension ref="[^"]*"/>')
_END: Final = b"</sheetData>"
_AT_ONCE: Final = 64  # rows
_LEVEL: Final = 1  # of packing: the others take twice as long to save a tenth
_OPTIONS: Final = {
    "in_memory": True,  # nothing of an applicant touches a temporary folder
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")

Cell = str | int | Decimal | datetime | None
_Way = tuple[str, str, Callable[[Any], str]]  # how cells of a column are written: before the row's number, after it


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


class Tables:
    """A workbook of tables. `book` is the library's, for what a sheet has besides its table."""

    def __init__(self, title: str, made: datetime) -> None:
        self._frame = io.BytesIO()
        self._tables: dict[str, Table] = {}
        self.book = Workbook(self._frame, _OPTIONS)
        self.book.set_properties({"title": title, "created": made})

    def add(self, table: Table) -> Worksheet:
        """Add a sheet with a table, and return it for what else it has: no cell of it."""
        sheet = self.book.add_worksheet(table.name)
        self._tables[f"xl/worksheets/sheet{len(self.book.worksheets())}.xml"] = table
        head = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EEF1"}
        bold = self.book.add_format(head)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width, _format(self.book, column.kind))
            sheet.write_string(0, at, column.heading, bold)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
        return sheet

    def done(self) -> bytes:
        """Return the workbook (xlsx); equal tables are equal bytes, since the parts of this zip bear no time."""
        self.book.close()
        content = io.BytesIO()
        with ZipFile(self._frame) as frame, ZipFile(content, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as pack:
            for name in frame.namelist():
                part, table = frame.read(name), self._tables.get(name)
                with pack.open(name, "w") as entry:
                    entry.writelines(_filled(part, table) if table else [part])
        return content.getvalue()


def _filled(sheet: bytes, table: Table) -> Iterator[bytes]:
    """Yield a sheet of headings with the rows of its table below them."""
    rows = table.rows or [(_NONE,)]
    head, _, tail = sheet.rpartition(_END)
    last = f"{xl_col_to_name(len(table.columns) - 1)}{len(rows) + 1}"
    yield _SIZE.sub(f'<dimension ref="A1:{last}"/>'.encode(), head, count=1)
    styles = {
        at: style.decode() for first, end, style in _STYLED.findall(head) for at in range(int(first), int(end) + 1)
    }
    columns = [
        (f'<c r="{xl_col_to_name(at)}', f'" s="{styles[at + 1]}"' if at + 1 in styles else '"', _SAID[column.kind])
        for at, column in enumerate(table.columns)
    ]
    lines = (_row(number, cells, columns) for number, cells in enumerate(rows, 2))
    while some := "".join(islice(lines, _AT_ONCE)):
        yield some.encode()
    yield _END + tail


def _row(number: int, cells: Iterable[Cell], columns: Sequence[_Way]) -> str:
    parts = [
        f"{start}{number}{style}{said(cell)}</c>"
        for (start, style, said), cell in zip(columns, cells, strict=False)
        if cell is not None and cell != ""
    ]
    return f'<row r="{number}">{"".join(parts)}</row>\n'


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


_SAID: Final[dict[str, Callable[[Any], str]]] = {
    "text": _text, "number": _number, "pounds": _number, "moment": _moment, "day": _moment,
}  # fmt: skip
