"""What people decided and how markers marked, read from the sheets that they filled in: CSV or a workbook.

The sheets to fill in are made in `blank_sheets`. Every wrong row is named with what was expected; a value that may be
about a person is never shown. Whether a reference exists is for the fold to say, not for this.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from programme.catalogue.model import Records
from programme.problems import Place, Problem, Severity, in_order, nearest, shortened
from programme.submissions.decide.rows import FilledRow
from programme.submissions.decide.sheets import DECISIONS, MARKS, Sheet, decision_of, mark_of
from programme.submissions.facts import Decision, Mark
from programme.submissions.reading.error_cells import ERRORS
from programme.submissions.reading.files import UnreadableError, base_name
from programme.submissions.reading.sheets import SheetRow, as_heading, sheets_of
from programme.submissions.report.lines import HEADINGS

_EXAMPLE: Final = "example"


@dataclass(frozen=True, slots=True)
class _Headed:
    """A sheet whose headings were understood: which sheet it is, where each column stands, and the rows below."""

    sheet: Sheet
    columns: Mapping[str, int]
    rows: Sequence[SheetRow]
    problems: tuple[Problem, ...]


def read_decisions(
    content: bytes, name: str, records: Records, *, day: date
) -> tuple[tuple[Decision | Mark, ...], tuple[Problem, ...]]:
    """Return the decisions or marks of a sheet, and everything that is wrong with it. Never raises for bad content.

    Which sheet it is, its headings say. Rows with a problem give no fact. `day` is today: nothing is decided later.
    """
    file = base_name(name)
    try:
        (_, rows), *others = sheets_of(content, file, {*DECISIONS.required, *MARKS.required})
    except UnreadableError as error:
        return (), (error.problem,)
    elsewhere = tuple(_elsewhere(file, title) for title, more in others if _holds_facts(more, file))
    headed = _headed(rows, file)
    if isinstance(headed, Problem):
        return (), (headed, *elsewhere)
    facts, problems = _facts(headed, file, records, day)
    return facts, (*elsewhere, *problems)


def _headed(rows: Sequence[SheetRow], file: str) -> _Headed | Problem:
    """Return the sheet by its headings, or what is wrong with them."""
    headings = [as_heading(cell) for cell in rows[0][1]] if rows else []
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


def _holds_facts(rows: Sequence[SheetRow], file: str) -> bool:
    """Tell whether somebody filled in a sheet of decisions or marks."""
    headed = _headed(rows, file)
    if isinstance(headed, Problem):
        return False
    by_heading = [_by_heading(cells, headed) for _, cells, _ in headed.rows]
    filled = [row for row in by_heading if any(row.get(name) for name in headed.sheet.filled)]
    return any(not _is_example(row[headed.sheet.required[0]]) for row in filled)


def _elsewhere(file: str, title: str) -> Problem:
    return Problem(
        code="other-sheet",
        place=Place(file),
        message=f"The sheet “{shortened(title)}” holds decisions or marks too. Only the first sheet is read.",
        expected="all of them on the first sheet",
        action="Copy them to the first sheet, or save that sheet as a workbook of its own and hand in both.",
    )


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
        row, fact = FilledRow(file, number, _by_heading(cells, headed), day), None
        if not _can_be_read(row, why, headed.sheet):
            pass
        elif _is_example(row.text(headed.sheet.required[0])):
            problems.append(_left_in(file, number))
        elif _filled(row, headed.sheet):
            fact = decision_of(row, records) if headed.sheet is DECISIONS else mark_of(row, records, given)
        problems += row.problems
        facts |= {fact: None} if fact and not row.problems else {}
    return tuple(facts), tuple(in_order(problems))


def _can_be_read(row: FilledRow, why: str, sheet: Sheet) -> bool:
    """Tell whether a row can be read; if not, it says why.

    One that nobody has filled in says nothing: a formula below the last row shows an error too.
    """
    if why and why != "fault":
        row.wrong("row", "This row cannot be read.", expected="one line for each decision", action="Type it again.")
        return False
    error = next((cell for name in sheet.typed if (cell := row.cells.get(name)) in ERRORS), "") if why else ""
    if error and _filled(row, sheet) - ERRORS:
        row.wrong(
            "error-cell",
            f"A cell of this row holds {error}, an error of the spreadsheet, and not what was typed.",
            expected="what was decided",
            action="Type it again: what begins with = or - is taken for a formula.",
        )
    return not error


def _filled(row: FilledRow, sheet: Sheet) -> set[str]:
    """Return what stands in the cells without which a row is left alone."""
    return {cell for name in sheet.filled if (cell := row.cells.get(name))}


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


def _is_example(first: str) -> bool:
    """Tell whether a row is the example, by its first cell."""
    return first.lower().startswith(_EXAMPLE)


def _left_in(file: str, number: int) -> Problem:
    message = "The example is still in the sheet. It was not read."
    place = Place(file, number)
    return Problem(code="example", place=place, message=message, action="Delete the row.", severity=Severity.WARNING)
