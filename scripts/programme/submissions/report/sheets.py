"""One table on one sheet of a workbook: a frozen row of headings, filters, widths, and cells of the right kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_FORMATS: Final = {"pounds": "£#,##0.00", "number": "#,##0", "moment": "d mmm yyyy hh:mm", "day": "d mmm yyyy"}
_NONE: Final = "Nothing to show."

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


def write_table(book: Workbook, table: Table) -> Worksheet:
    """Add a sheet with a table to a workbook."""
    sheet: Worksheet = book.add_worksheet(table.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E6EEF1"})
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, _format(book, column.kind))
        sheet.write_string(0, at, column.heading, head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    _write_rows(sheet, table, [_format(book, column.kind) for column in table.columns])
    return sheet


def _format(book: Workbook, kind: str) -> Format | None:
    """Return the format of a kind of cell. The workbook writes equal formats once."""
    made: Any = book.add_format({"num_format": _FORMATS[kind]}) if kind in _FORMATS else None
    return made


def _write_rows(sheet: Worksheet, table: Table, formats: list[Format | None]) -> None:
    # The writer's own `write` would guess what each cell is, and its public methods cost a quarter of the whole time.
    text, number, moment = sheet._write_string, sheet._write_number, sheet._write_datetime  # noqa: SLF001
    for row, cells in enumerate(table.rows, start=1):
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    text(row, at, cell)
            elif isinstance(cell, datetime):
                moment(row, at, cell, formats[at])
            elif cell is not None:
                number(row, at, cell, formats[at])
    if not table.rows:
        sheet.write_string(1, 0, _NONE)
