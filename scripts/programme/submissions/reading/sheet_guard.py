"""What the cells of a workbook's sheet would take, before any reader of workbooks sees them.

A reader holds every cell from the first to the last in each direction, so that one cell in the last corner, or
ten thousand in one row, is enough to fill any memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from programme.submissions.reading.cell_texts import OddCells
from programme.submissions.reading.files import unreadable
from programme.submissions.reading.number_cells import is_far_below
from programme.submissions.reading.shared_guard import odd_workbook

_MOST_CELLS: Final = 12_000_000  # 100,000 rows of 120 columns
_OTHER: Final = rb"(?:\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:\"[^\"<&]*\"|'[^'<&]*'))*+"
_PLACE: Final = rb"(?:\s+r\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,7})[\"'])?"
# Every cell and row: what it is and where it stands. One that is written in no way that we know is matched too.
_CELL: Final = re.compile(rb"<(?:[^\s<>/]*:)?(?:(c|row)" + _OTHER + _PLACE + _OTHER + rb"\s*/?>|(?:c|row)(?=[\s/>]))")
_ODD_CELL: Final = (b"", b"", b"")
_BARE_CELL: Final = (b"c", b"", b"")
_BARE_ROW: Final = (b"row", b"", b"")
_ERROR: Final = re.compile(rb"<(?:[^\s<>/]*:)?c\s[^<>]*?\bt\s*=\s*[\"']e[\"']")
_PREFIXED: Final = re.compile(rb":(?:c|row)[\s/>]")
# How nearly every tool writes its cells, for three sizes of sheet that all can be held: to say that a sheet has no
# other cells takes a quarter of the time of looking where each of them stands.
_SIZES: Final = (
    (rb"[A-Z]{1,2}", rb"[0-9]{1,4}"),
    (rb"[A-C]?[A-Z]", rb"[0-9]{1,5}"),
    (rb"A?[A-Z]", rb"1?[0-9]{1,5}"),
)
_MORE: Final = rb" [st]=\"(?!e\")\w*\""  # its style, or its type, unless it is an error
_UNLIKE: Final = tuple(
    re.compile(
        rb"<(?:c(?! r=\"" + columns + rows + rb"\"(?: t=\"s\">|" + _MORE + rb"(?:" + _MORE + rb")?/?>|/?>)|[\w:.-])"
        rb"|row(?! r=\"" + rows + rb"\"(?: [a-qs-z][\w:]*=\"[^\"<>]*\")*\s*/?>|[\w:.-]))"
    )
    for columns, rows in _SIZES
)


def ordinary(*, large: bool) -> tuple[re.Pattern[bytes], ...]:
    """Return what finds a cell that is not an ordinary one, by size of sheet; a large one is not of the smallest."""
    return _UNLIKE[1:] if large else _UNLIKE


def is_ordinary(piece: bytes, unlike: re.Pattern[bytes]) -> bool:
    """Tell whether every cell in a piece of a sheet is an ordinary one, no error, and no number far below nothing."""
    return not (is_far_below(piece) or _PREFIXED.search(piece) or unlike.search(piece))


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet reach, and which odd ones are among them."""

    odd: OddCells = field(default_factory=OddCells)
    _columns: set[bytes] = field(default_factory=set)
    _rows: set[bytes] = field(default_factory=set)
    _bare: int = 0  # cells that do not say where they stand: each behind the one before, wherever that is
    _bare_rows: int = 0
    _is_sheet: bool = False

    def check(self, pieces: Iterable[bytes], name: str) -> None:
        """Look at every cell. Raises UnreadableError for those that cannot be held, or that nobody would write."""
        for piece in pieces:
            self._is_sheet = self._is_sheet or b"sheetData" in piece  # a picture may hold any signs
            if self._is_sheet:
                self._take(_CELL.findall(piece), name)
                self.odd |= OddCells(_ERROR.search(piece) is not None, is_far_below(piece))
        width = max(map(_number, self._columns), default=0) + self._bare
        height = max(map(int, self._rows - {b""}), default=0) + self._bare_rows + (self._bare > 0)
        if self._bare and width * height > _MOST_CELLS:
            raise odd_workbook(name)
        if max(width, 1) * height > _MOST_CELLS:
            message = f"A cell stands in row {height:,}, one in column {width:,}: so large a sheet is not an export."
            action = "Delete the cells far from the others, save the workbook, and try again."
            raise unreadable(name, "far-cell", message, expected=f"at most {_MOST_CELLS:,} cells", action=action)

    def _take(self, found: list[tuple[bytes, bytes, bytes]], name: str) -> None:
        if _ODD_CELL in found:
            raise odd_workbook(name)
        self._columns.update(letters for _, letters, _ in found)
        self._rows.update(digits for _, _, digits in found)
        self._bare += found.count(_BARE_CELL)
        self._bare_rows += found.count(_BARE_ROW)


def _number(letters: bytes) -> int:
    """Return the number of a column, from 1: `A` is 1, `XFD` is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
