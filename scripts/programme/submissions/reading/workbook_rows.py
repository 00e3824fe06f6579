"""The rows of a workbook as text. A formula is what it last showed; nothing is worked out or followed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from programme.problems import shortened
from programme.submissions.reading.cell_texts import OddCells, odd_cells_as_text
from programme.submissions.reading.csv_rows import Row
from programme.submissions.reading.csv_text import cleaned
from programme.submissions.reading.error_cells import ERRORS
from programme.submissions.reading.files import UnreadableError, unreadable
from programme.submissions.reading.number_cells import no_day, number_text
from programme.submissions.reading.zip_guard import check_workbook

_HALF_A_SECOND: Final = timedelta(microseconds=500_000)
_MOST_NAMED: Final = 5


def workbook_rows(content: bytes, name: str) -> Iterator[Row]:
    """Yield every row of a workbook's one sheet from row 1 to its last, blank ones too. Raises UnreadableError.

    Rows on a second sheet would be lost without a word, so a workbook with any is refused.
    """
    done = 0
    try:
        for row in _one_sheet(content, name):
            yield row
            done += 1
    except OverflowError:  # the next row has a number that no duration reaches
        yield from islice(_one_sheet(content, name, all_numbers=True), done, None)


def rows_by_sheet(content: bytes, name: str) -> list[tuple[str, list[Row]]]:
    """Return the name and the rows of each sheet, of which there is at least one. Raises UnreadableError."""
    try:
        return _every_sheet(content, name)
    except OverflowError:
        return _every_sheet(content, name, all_numbers=True)


def _one_sheet(content: bytes, name: str, *, all_numbers: bool = False) -> Iterator[Row]:
    with _opened(content, name, all_numbers=all_numbers) as (sheets, has_errors):
        first, *others = sheets  # without any it is a ValueError, and told
        more = [sheet.name for sheet in others if any("".join(map(written, row)).strip() for row in sheet.iter_rows())]
        if more:
            raise _several(more, name)
        yield from _rows(first, has_errors=has_errors)


def _every_sheet(content: bytes, name: str, *, all_numbers: bool = False) -> list[tuple[str, list[Row]]]:
    with _opened(content, name, all_numbers=all_numbers) as (sheets, has_errors):
        first, *others = ((sheet.name, list(_rows(sheet, has_errors=has_errors))) for sheet in sheets)
        return [first, *others]


@contextmanager
def _opened(content: bytes, name: str, *, all_numbers: bool) -> Iterator[tuple[list[CalamineSheet], bool]]:
    """Give the sheets of a workbook, and whether its cells hold errors. Raises UnreadableError for whatever fails.

    A chart that has a sheet for itself is none of them, nor is a sheet that no menu shows.
    A number that no duration reaches is an OverflowError, unless all numbers are looked at beforehand: that takes time.
    """
    odd = check_workbook(content, name) | OddCells(far_numbers=all_numbers)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(odd_cells_as_text(content, odd, name))) as book:
            places = [at for at, one in enumerate(book.sheets_metadata) if _is_for_people(one)]
            yield [book.get_sheet_by_index(at) for at in places], odd.errors
    except OverflowError:
        if all_numbers:
            raise no_day(name) from None
        raise
    except (CalamineError, ValueError, OSError):
        raise _broken(name) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader's own crashes arrive: not as an Exception
            raise
        raise _broken(name) from None


def _is_for_people(sheet: SheetMetadata) -> bool:
    """Tell whether a sheet has cells that people can come to see: Microsoft Forms keeps one that nobody can."""
    return sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.VeryHidden


def _rows(sheet: CalamineSheet, *, has_errors: bool) -> Iterator[Row]:
    for cells in sheet.iter_rows():
        row = [cell if type(cell) is str and cell.isprintable() else written(cell) for cell in cells]
        yield row, "fault" if has_errors and not ERRORS.isdisjoint(row) else ""


def written(cell: object) -> str:
    """Return any cell as text: `12`, `9746.5`, `2026-01-12`, `2026-01-12T16:05:23`, `Yes`."""
    # The likeliest first: this is asked of every cell that is no plain text.
    if isinstance(cell, str):
        return cleaned(cell)
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return number_text(cell)
    if isinstance(cell, datetime):
        late = cell.microsecond and cell.year < date.max.year
        whole = (cell + _HALF_A_SECOND).replace(microsecond=0) if late else cell
        # A moment of midnight is a day: its text is the same without the clock's.
        return whole.isoformat().removesuffix("T00:00:00")
    return cell.isoformat() if isinstance(cell, date | time) else cleaned(str(cell))


def _several(more: list[str], name: str) -> UnreadableError:
    named = ", ".join(f"“{shortened(sheet)}”" for sheet in more[:_MOST_NAMED])
    return unreadable(
        name, "several-sheets", f"The workbook has more than one sheet. Cells stand on {named} too.",
        expected="one sheet, with the answers",
        action="Save the sheet with the answers as a workbook of its own. Nothing was read from this file.",
    )  # fmt: skip


def _broken(name: str) -> UnreadableError:
    message = "The workbook cannot be read: its inside is damaged, or it has no sheet."
    return unreadable(name, "broken-workbook", message, action="Export it again. Nothing was read from this file.")
