"""The rows of a CSV file as its declaration has them. What cannot be decoded or taken apart is said row by row.

A quotation mark that never ends would swallow the rows after it: after such a row reading goes on with its
second line, so that no row is lost. Nothing here knows what a row means.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from programme.submissions.reading.csv_text import Text, cleaned
from programme.submissions.reading.error_cells import ERRORS
from programme.submissions.reading.files import unreadable

_MOST_REPAIRS: Final = 100  # after these every line counts as a row of its own, so that time stays linear
MOST_BROKEN: Final = 50_000
MOST_ROWS: Final = 2**20  # as many as a spreadsheet has
_LONGEST_CELL: Final = 131_072  # signs; a spreadsheet's cell holds 32,767
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
_SIGN_LINES: Final = frozenset({"sep=", *(f"sep={sign}" for sign in DELIMITERS.values())})
_LOST: Final = re.compile("[\udc80-\udcff\ufffd]")

Row = tuple[list[str], str]  # the cells, and why they cannot be trusted: nothing, `encoding`, `width` or `fault`


def csv_rows(text: Text, delimiter: str, name: str) -> Iterator[Row]:
    """Yield every row, blank ones too, in order. Raises UnreadableError where nothing in it makes sense."""
    rows = _rows(text, delimiter, name)
    with _own_limit():
        yield from islice(rows, MOST_ROWS)
        more = next(rows, None) is not None
    if more:
        action = "Look for an answer with very many lines, or split the file. Nothing was read from it."
        message = f"The file has more than {MOST_ROWS:,} rows, as many as a spreadsheet can hold."
        raise unreadable(name, "too-many-rows", message, expected=f"at most {MOST_ROWS:,} rows", action=action)


def names_sign(cells: Iterable[str]) -> bool:
    """Tell whether a row is the line by which Excel is told what parts the cells: `sep=;`."""
    return "".join(cells).strip('" ').casefold() in _SIGN_LINES


@contextmanager
def _own_limit() -> Iterator[None]:
    """Set how long a cell may be while rows are read: the limit is the whole process's, and others raise it."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(text: Text, delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(text.lines(), delimiter=delimiter, strict=True)
    is_plain, done = text.is_plain, 0
    try:
        for cells in reader:
            yield (cells, "") if is_plain else _judged(cells, text)
            done += 1
    except csv.Error:
        yield from islice(_repaired(text, delimiter, name), done, None)


def _repaired(text: Text, delimiter: str, name: str) -> Iterator[Row]:
    """Yield the rows of a file with broken ones among them: its lines are kept until they are known to be a row."""
    lines = _Lines(text.lines())
    repairs = 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while repairs < _MOST_REPAIRS:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            repairs += 1
            first = lines.taken[0] if lines.taken else ""
            lines.again(1)
            yield [first], "width"
            continue
        yield _judged([cleaned(cell) for cell in cells], text)
    for number, _ in enumerate(lines):
        if number >= MOST_BROKEN:
            raise unreadable(
                name, "broken-quotes", "In very many rows of this file quotation marks do not end where they should.",
                expected="CSV as the tool writes it", action="Export it again, and do not change the file by hand.",
            )  # fmt: skip
        lines.taken.clear()
        yield [], "width"


def _judged(cells: list[str], text: Text) -> Row:
    """Return a row without control characters, and whether its letters can be trusted."""
    if text.controls:
        cells = [cleaned(cell) for cell in cells]
    if text.other and not all(map(str.isascii, cells)):
        return cells, "encoding"
    if text.lost and any(_LOST.search(cell) for cell in cells if not cell.isascii()):
        return [_LOST.sub("\ufffd", cell) for cell in cells], "encoding"
    return cells, "fault" if text.errors and not ERRORS.isdisjoint(cells) else ""


class _Lines:
    """Lines that can be had again: those of the row at hand are kept."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def again(self, start: int) -> None:
        """Give the lines of the row at hand once more, without the first `start`."""
        self._again.extendleft(reversed(self.taken[start:]))
