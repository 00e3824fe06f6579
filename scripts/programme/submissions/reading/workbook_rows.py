"""The rows of a workbook's first sheet as text. A formula is what it last showed; nothing is worked out or followed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from programme.submissions.reading.csv_rows import Row
from programme.submissions.reading.csv_text import cleaned
from programme.submissions.reading.files import unreadable
from programme.submissions.reading.sheet_guard import no_day
from programme.submissions.reading.zip_guard import check_workbook

_MOST_EXACT: Final = 1e15  # beyond it a workbook's number has lost its last digits
_HALF_A_SECOND: Final = timedelta(microseconds=500_000)


def workbook_rows(content: bytes, name: str) -> Iterator[Row]:
    """Yield every row of the first sheet from row 1 to its last, blank ones too. Raises UnreadableError."""
    check_workbook(content, name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for cells in book.get_sheet_by_index(0).iter_rows():
                yield [cell if type(cell) is str and cell.isprintable() else written(cell) for cell in cells], ""
    except OverflowError:
        raise no_day(name) from None
    except (CalamineError, ValueError, OSError, IndexError):
        raise _broken(name) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader's own crashes arrive: not as an Exception
            raise
        raise _broken(name) from None


def written(cell: object) -> str:
    """Return any cell as text: `12`, `9746.5`, `2026-01-12`, `2026-01-12T16:05:23`, `Yes`."""
    # The likeliest first: this is asked of every cell that is no plain text.
    if isinstance(cell, str):
        return cleaned(cell)
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _MOST_EXACT else repr(round(cell, 9))
    if isinstance(cell, datetime):
        late = cell.microsecond and cell.year < date.max.year
        whole = (cell + _HALF_A_SECOND).replace(microsecond=0) if late else cell
        # A moment of midnight is a day: its text is the same without the clock's.
        return whole.isoformat().removesuffix("T00:00:00")
    return cell.isoformat() if isinstance(cell, date | time) else cleaned(str(cell))


def _broken(name: str) -> Exception:
    message = "The workbook cannot be read: its inside is damaged, or it has no sheet."
    return unreadable(name, "broken-workbook", message, action="Export it again. Nothing was read from this file.")
