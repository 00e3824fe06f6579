"""What people decided and how markers marked, read from the sheets that they filled in: CSV or a workbook.

The sheets to fill in come from here too. Every wrong row is named with what was expected; a value that may be
about a person is never shown. Whether a reference exists is for the fold to say, not for this.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from programme.catalogue.model import Records
from programme.problems import Place, Problem, Severity, in_order, nearest
from programme.submissions.facts import Decision, Mark
from programme.submissions.reading.csv_rows import DELIMITERS, csv_rows
from programme.submissions.reading.csv_text import text_of
from programme.submissions.reading.files import OLE_SIGNATURE, ZIP_SIGNATURE, UnreadableError, base_name
from programme.submissions.reading.workbook_rows import workbook_rows
from programme.submissions.report.blank_sheets import decision_template, marks_template
from programme.submissions.report.filled_rows import FilledRow
from programme.submissions.report.filled_sheet import DECISIONS, MARKS, Sheet, decision_of, mark_of
from programme.submissions.report.lines import HEADINGS

__all__ = ["decision_template", "marks_template", "read_decisions"]

_LARGEST: Final = 10 * 2**20  # bytes: a year's decisions are a hundredth of it
_EXAMPLE: Final = "example"
Row = tuple[int, list[str], str]  # its number in the spreadsheet, its cells, and why they cannot be trusted


@dataclass(frozen=True, slots=True)
class _Headed:
    """A sheet whose headings were understood: which sheet it is, where each column stands, and the rows below."""

    sheet: Sheet
    columns: Mapping[str, int]
    rows: Sequence[Row]
    problems: tuple[Problem, ...]


def read_decisions(
    content: bytes, name: str, records: Records, *, day: date
) -> tuple[tuple[Decision | Mark, ...], tuple[Problem, ...]]:
    """Return the decisions or marks of a sheet, and everything that is wrong with it. Never raises for bad content.

    Which sheet it is, its headings say. Rows with a problem give no fact. `day` is today: nothing is decided later.
    """
    file = base_name(name)
    try:
        rows = [(number, cells, why) for number, (cells, why) in enumerate(_rows(content, file), start=1)]
    except UnreadableError as error:
        return (), (error.problem,)
    headed = _headed([row for row in rows if any(map(str.strip, row[1])) or row[2]], file)
    if isinstance(headed, Problem):
        return (), (headed,)
    return _facts(headed, file, records, day)


def _rows(content: bytes, file: str) -> Iterator[tuple[list[str], str]]:
    if len(content) > _LARGEST:
        message = "The sheet is far larger than any sheet of decisions."
        action = "Copy the rows into a new sheet and save that."
        problem = Problem(code="too-large", place=Place(file), message=message, action=action)
        raise UnreadableError(problem)
    if content.startswith((ZIP_SIGNATURE, OLE_SIGNATURE)):
        return workbook_rows(content, file)
    encoding = "utf-8" if _is_utf8(content) else "cp1252"
    return csv_rows(text_of(content, encoding, file), _delimiter(content), file)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(content: bytes) -> str:
    """Return the sign between the headings: all of them are known, so nothing is guessed from the rows."""
    # Without zeros the headings of a file in UTF-16 can be read as well.
    first = content.replace(b"\0", b"").lstrip().split(b"\n", 1)[0].decode("utf-8", "replace")
    known = {*DECISIONS.required, *MARKS.required}
    found = {sign: len(known.intersection(map(_heading, first.split(sign)))) for sign in DELIMITERS.values()}
    return max(found, key=lambda sign: found[sign])


def _heading(cell: str) -> str:
    return " ".join(cell.strip('\ufeff\ufffd "\r').lower().split())


def _headed(rows: Sequence[Row], file: str) -> _Headed | Problem:
    """Return the sheet by its headings, or what is wrong with them."""
    headings = [_heading(cell) for cell in rows[0][1]] if rows else []
    sheet = max((DECISIONS, MARKS), key=lambda one: len(set(one.required) & set(headings)))
    missing = [column for column in sheet.required if column not in headings]
    twice = sorted({one for one in headings if one in sheet.known and headings.count(one) > 1})
    if missing or twice:
        what = f"lacks {', '.join(missing)}" if missing else f"has {', '.join(twice)} twice"
        return Problem(
            code="headings",
            place=Place(file, rows[0][0] if rows else 0),
            message=f"The row of headings {what}. Nothing was read.",
            expected=", ".join((*DECISIONS.required, *DECISIONS.optional)) + "; for marks " + ", ".join(MARKS.required),
            action="Use the sheet that this tool writes, and change no heading in it.",
        )
    columns = {heading: at for at, heading in enumerate(headings) if heading in sheet.known}
    unknown = [at for at, heading in enumerate(headings, start=1) if heading and heading not in sheet.known]
    problems = tuple(_unknown(file, rows[0][0], at, headings[at - 1], sheet) for at in unknown)
    return _Headed(sheet, columns, rows[1:], problems)


def _unknown(file: str, row: int, at: int, heading: str, sheet: Sheet) -> Problem:
    near = nearest(heading, tuple(sheet.known))
    return Problem(
        code="unknown-heading",
        place=Place(file, row, at),
        message=f"Column {at} has a heading that is not known here. It was not read.",
        expected=", ".join(sheet.known),
        action=f"If it is “{near}”, write it so." if near else "Nothing, if it is a note of your own.",
        severity=Severity.WARNING,
    )


def _facts(
    headed: _Headed, file: str, records: Records, day: date
) -> tuple[tuple[Decision | Mark, ...], tuple[Problem, ...]]:
    facts: dict[Decision | Mark, None] = {}
    problems = list(headed.problems)
    given: dict[tuple[str, str, str], tuple[int, str]] = {}
    for number, cells, why in headed.rows:
        row = FilledRow(file, number, _by_heading(cells, headed), day)
        fact = None
        if why:
            row.wrong("row", "This row cannot be read.", expected="one line for each decision", action="Type it again.")
        elif _is_example(row, headed.sheet):
            problems.append(_left_in(file, number))
        elif any(row.cells[name] for name in headed.sheet.filled if name in row.cells):
            fact = decision_of(row, records) if headed.sheet is DECISIONS else mark_of(row, records, given)
        problems += row.problems
        facts |= {fact: None} if fact and not row.problems else {}
    return tuple(facts), tuple(in_order(problems))


def _by_heading(cells: Sequence[str], headed: _Headed) -> dict[str, str]:
    """Return a row's cells by heading; those of a whole line of the report that was pasted into the first cell too."""
    found = {name: _cell(cells, at) for name, at in headed.columns.items()}
    first, *rest = found.values()
    if headed.sheet is DECISIONS and not any(rest):
        pasted = _pasted(first)
        return found | dict(zip(HEADINGS, pasted, strict=True)) if len(pasted) == len(HEADINGS) else found
    return found


def _pasted(cell: str) -> list[str]:
    """Return the cells of a line that stands in one cell; nothing of what is no such line."""
    try:
        return next(csv.reader([cell]), [])
    except csv.Error:  # several lines in one cell
        return []


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _is_example(row: FilledRow, sheet: Sheet) -> bool:
    return row.text(sheet.required[0]).lower().startswith(_EXAMPLE)


def _left_in(file: str, number: int) -> Problem:
    message = "The example is still in the sheet. It was not read."
    place = Place(file, number)
    return Problem(code="example", place=place, message=message, action="Delete the row.", severity=Severity.WARNING)
