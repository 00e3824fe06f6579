"""Rows of cells as the bytes of a file: CSV in any declared encoding, or a workbook with real date cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

import xlsxwriter

from programme.catalogue.model import ExportShape
from programme.submissions.simulate.layout import Cell
from programme.submissions.simulate.tools import Tool

_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
_LINES: Final = 2000
_BYTE_ORDER_MARK: Final = "\ufeff"
_MADE: Final = datetime(2025, 1, 1)  # noqa: DTZ001 - a workbook says when it was made; it must be the same each time
_NO_GUESSES: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def file_bytes(rows: Iterable[Sequence[Cell]], shape: ExportShape, tool: Tool) -> bytes:
    """Return rows as a file of the shape's type. What its encoding cannot say becomes `?`, as Excel does it."""
    return _workbook(rows) if shape.file_type == "xlsx" else _csv(rows, shape, tool)


def _csv(rows: Iterable[Sequence[Cell]], shape: ExportShape, tool: Tool) -> bytes:
    encoding = shape.encoding or "utf-8"
    lines = _Lines(encoding)
    if tool.byte_order_mark and encoding == "utf-8":
        lines.write(_BYTE_ORDER_MARK)
    delimiter = _DELIMITERS[shape.delimiter or "comma"]
    quoting: Literal[0, 1] = csv.QUOTE_ALL if tool.quotes_all else csv.QUOTE_MINIMAL
    csv.writer(lines, delimiter=delimiter, lineterminator=tool.line_end, quoting=quoting).writerows(rows)
    return lines.content()


class _Lines:
    """What a CSV writer writes, encoded a few thousand lines at a time: much quicker than line by line."""

    def __init__(self, encoding: str) -> None:
        self._encoder = codecs.getincrementalencoder(encoding)(errors="replace")
        self._lines: list[str] = []
        self._content = io.BytesIO()

    def write(self, line: str) -> None:
        """Take one line."""
        self._lines.append(line)
        if len(self._lines) >= _LINES:
            self._encode()

    def content(self) -> bytes:
        """Return all lines, encoded."""
        self._encode()
        return self._content.getvalue()

    def _encode(self) -> None:
        self._content.write(self._encoder.encode("".join(self._lines)))
        self._lines.clear()


def _workbook(rows: Iterable[Sequence[Cell]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **_NO_GUESSES}) as book:
        book.set_properties({"created": _MADE})
        moments = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        sheet = book.add_worksheet("Sheet1")
        string, number, date = sheet.write_string, sheet.write_number, sheet.write_datetime
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        string(at, column, cell)
                elif isinstance(cell, datetime):
                    date(at, column, cell, moments)
                else:
                    number(at, column, cell)
    return content.getvalue()
