"""A workbook whose cells at which its reader would stop, or of which it gives nothing, are made the texts they show."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from programme.submissions.reading.error_cells import errors_as_text
from programme.submissions.reading.number_cells import numbers_as_text


@dataclass(frozen=True, slots=True)
class OddCells:
    """Which cells of a workbook are no ordinary ones: errors, and numbers that no day or duration reaches."""

    errors: bool = False
    far_numbers: bool = False

    def __or__(self, other: OddCells) -> OddCells:
        """Return what either of two parts has."""
        return OddCells(self.errors or other.errors, self.far_numbers or other.far_numbers)


def odd_cells_as_text(content: bytes, odd: OddCells, name: str) -> bytes:
    """Return a workbook, which has been checked, with its odd cells as text. Raises UnreadableError."""
    if odd == OddCells():
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            part = old.read(one)
            new.writestr(one.filename, _as_text(part, odd, name) if b"sheetData" in part else part)
    return out.getvalue()


def _as_text(sheet: bytes, odd: OddCells, name: str) -> bytes:
    changed = errors_as_text(sheet) if odd.errors else sheet
    return numbers_as_text(changed, name) if odd.far_numbers else changed
