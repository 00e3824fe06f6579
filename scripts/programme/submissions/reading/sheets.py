"""The sheets of a file that people filled in by hand, CSV or a workbook, as rows; what they mean is not known here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from programme.problems import Place, Problem
from programme.submissions.reading.csv_rows import DELIMITERS, csv_rows, names_sign
from programme.submissions.reading.csv_text import Text, is_utf8, text_of
from programme.submissions.reading.files import OLE_SIGNATURE, ZIP_SIGNATURE, UnreadableError
from programme.submissions.reading.workbook_rows import rows_by_sheet

_LARGEST: Final = 10 * 2**20  # bytes: a year's decisions are a hundredth of it
_SIGNS: Final = '\ufeff\ufffd "' + "".join(DELIMITERS.values())
SheetRow = tuple[int, list[str], str]  # its number in the spreadsheet, its cells, and why they cannot be trusted


def sheets_of(content: bytes, file: str, known: set[str]) -> list[tuple[str, list[SheetRow]]]:
    """Return each sheet of a file: its name, and the rows in which something stands. Raises UnreadableError.

    `known` are the headings by which the sign between the cells of a CSV file is found.
    """
    if len(content) > _LARGEST:
        message = "The sheet is far larger than any sheet of decisions."
        action = "Copy the rows into a new sheet and save that."
        problem = Problem(code="too-large", place=Place(file), message=message, action=action)
        raise UnreadableError(problem)
    if content.startswith((ZIP_SIGNATURE, OLE_SIGNATURE)):
        return [(title, _filled(rows)) for title, rows in rows_by_sheet(content, file)]
    return [("", _filled(csv_rows(_text(content, file), _delimiter(content, known), file)))]


def as_heading(cell: str) -> str:
    """Return a heading as it is compared."""
    return " ".join(cell.strip('\ufeff\ufffd "\r').lower().split())


def _filled(rows: Iterable[tuple[list[str], str]]) -> list[SheetRow]:
    found = [(at, cells, why) for at, (cells, why) in enumerate(rows, start=1) if any(map(str.strip, cells)) or why]
    return found[1:] if found and names_sign(found[0][1]) else found


def _text(content: bytes, file: str) -> Text:
    try:
        return text_of(content, "utf-8" if is_utf8(content) else "cp1252", file)
    except UnreadableError as error:
        if error.problem.code != "wrong-encoding":
            raise
        message = "The letters of this sheet cannot be read: every other sign is empty."
        action = "Open it in Excel, save it as .xlsx or as “CSV UTF-8”, and hand that in."
        expected = "a workbook, or CSV in UTF-8"
        raise UnreadableError(replace(error.problem, message=message, expected=expected, action=action)) from None


def _delimiter(content: bytes, known: set[str]) -> str:
    """Return the sign between the headings: all of them are known, so nothing is guessed from the rows."""
    # Without zeros the headings of a file in UTF-16 can be read as well.
    lines = content.replace(b"\0", b"").decode("utf-8", "replace").splitlines()
    first = next((line for line in lines if line.strip(_SIGNS) and not names_sign(line.lstrip(_SIGNS))), "")
    found = {sign: len(known & set(map(as_heading, first.split(sign)))) for sign in DELIMITERS.values()}
    return max(found, key=lambda sign: found[sign])
