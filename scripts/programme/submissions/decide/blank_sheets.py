"""The sheets that people fill in, as workbooks: lists to choose from, limits on cells, and an example to delete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from programme.catalogue.model import Records
from programme.submissions.decide.sheets import DECISIONS
from programme.submissions.facts import Words
from programme.submissions.outcome import Outcome, Submission
from programme.submissions.report.answers import Answers
from programme.submissions.report.applications import to_mark
from programme.submissions.report.kinds import Kinds
from programme.submissions.report.sheets import Cell, Column, Table, Tables
from programme.submissions.report.wording import STATES

_Cells = tuple[Cell, ...]
_ROWS: Final = 2000  # rows below the headings that have lists to choose from
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - equal sheets are equal bytes, so no day of today
_EXAMPLE: Final = "EXAMPLE: delete this row"
_EXAMPLE_DAY: Final = datetime(2026, 2, 3)  # noqa: DTZ001 - as a spreadsheet has it
_WIDTHS: Final = {
    "about": 24, "outcome": 16, "by": 20, "on": 14, "why": 60, "other": 18, "amount": 12, "announce": 36, "purpose": 48,
}  # fmt: skip
_KINDS: Final = {"on": "day", "amount": "pounds"}
_HOW_TO_DECIDE: Final = (
    "One row for each decision. The report has rows ready to paste.",
    "about: the reference, from the report or from the sheet “Submissions”.",
    "outcome: choose from the list. The sheet “Outcomes” says what each means.",
    "by: your role, such as grants-officer. Never a name or an e-mail address: it stays for ever.",
    "on: the day of the decision, such as 2026-02-03 or 03/02/2026.",
    "why: one sentence that names nobody.",
    "other: the second reference, for “same” and “different” only.",
    "amount: the pounds, for “award” only.",
    "announce: the organisation's name as the office announces it, for “award” only. It goes public.",
    "purpose: what the money is for, in the office's own words. It goes public too. Fill in both, or neither.",
    "Copy nothing from an application into these two. Leave them empty for a person who applied alone.",
    "Delete the example, save the sheet, and give it to the command `decide`.",
)
_HOW_TO_MARK: Final = (
    "Read the applications in the file “applications” of the round, beside this one.",
    "Mark alone. The markers talk about their scores when all have marked.",
    "If you know anyone who applies, do not mark that application. Tell whoever leads the marking.",
    "score: from 0 to the number under “out of”. Leave it empty for what you have not marked yet.",
    "marker: your letter, such as marker-a. Never your name.",
    "on: the day on which you marked it.",
    "note: if you like, one sentence that names nobody.",
)


def decision_template(outcome: Outcome, words: Mapping[str, Words], records: Records) -> bytes:
    """Return the sheet for decisions (xlsx), with the submissions and the outcomes to look up beside it."""
    tables = Tables("Decisions", _MADE)
    known = len(records.terms.get("decisions", ()))
    headings = (*DECISIONS.required, *DECISIONS.optional)
    columns = tuple(Column(one, _WIDTHS[one], _KINDS.get(one, "text")) for one in headings)
    sheet = tables.add(Table("Decisions", columns, [_example(outcome)]))
    _mark_example(tables.book, sheet, len(columns))
    _choose(sheet, 1, f"=Outcomes!$A$2:$A${known + 1}", "Choose an outcome from the list.")
    _days(sheet, 3)
    sheet.data_validation(1, 6, _ROWS, 6, {"validate": "decimal", "criteria": ">=", "value": 0})
    _how_to(tables.book, _HOW_TO_DECIDE)
    tables.add(_outcomes(records))
    tables.add(_submissions(outcome, words, records))
    return tables.done()


def marks_template(
    outcome: Outcome, words: Mapping[str, Words], records: Records, *, call: str, marker: str, day: date
) -> bytes:
    """Return one marker's sheet (xlsx) for a round: a row for each criterion of each application that is ready."""
    tables = Tables(f"Marks, {marker}", _MADE)
    columns = (
        Column("reference", 16), Column("organisation", 40), Column("project", 36),
        Column("asks for", 12, "pounds"),
        Column("criterion", 24), Column("what to look for", 76), Column("out of", 8, "number"),
        Column("score", 8), Column("marker", 12), Column("on", 14, "day"), Column("note", 40),
    )  # fmt: skip
    rest = (marker, datetime.combine(day, time()), "")
    rows = list(_marks(to_mark(outcome, call), Answers(words, records), records, rest))
    sheet = tables.add(Table("Marks", columns, rows))
    limit = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": "=$G2",
             "error_title": "Score", "error_message": "From 0 to the number under “out of”."}  # fmt: skip
    sheet.data_validation(1, 7, max(len(rows), 1), 7, limit)
    _days(sheet, 9)
    _how_to(tables.book, _HOW_TO_MARK)
    return tables.done()


def _example(outcome: Outcome) -> _Cells:
    reference = next(iter(outcome.submissions), "")
    why = "Scored 71 percent."
    if reference:
        why += f" A real row has a reference such as {reference} in its first cell."
    announced = ("Example Village Hall Committee", "Lights for a car park")
    return (_EXAMPLE, "award", "grants-officer", _EXAMPLE_DAY, why, "", Decimal(5000), *announced)


def _mark_example(book: Workbook, sheet: Worksheet, width: int) -> None:
    """Show the example as one for as long as it is there."""
    pale = book.add_format({"italic": True, "font_color": "#5A6B76"})
    rule = {"type": "formula", "criteria": f'=LEFT($A2,7)="{_EXAMPLE[:7]}"', "format": pale}
    sheet.conditional_format(1, 0, 1, width - 1, rule)


def _choose(sheet: Worksheet, column: int, source: str, message: str) -> None:
    sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": source, "error_message": message})


def _days(sheet: Worksheet, column: int) -> None:
    rule = {"validate": "date", "criteria": ">=", "value": date(2020, 1, 1), "error_type": "warning",
            "error_title": "Day", "error_message": "Write a day such as 2026-02-03."}  # fmt: skip
    sheet.data_validation(1, column, _ROWS, column, rule)


def _how_to(book: Workbook, lines: tuple[str, ...]) -> None:
    sheet = book.add_worksheet("How to")
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)


def _outcomes(records: Records) -> Table:
    columns = (Column("outcome", 16), Column("name", 20), Column("what it means", 90))
    return Table(
        "Outcomes", columns, [(one.id, one.label, one.description) for one in records.terms.get("decisions", ())]
    )


def _submissions(outcome: Outcome, words: Mapping[str, Words], records: Records) -> Table:
    answers = Answers(words, records)
    kinds = Kinds(answers, records)
    columns = (
        Column("reference", 16), Column("for", 24), Column("from", 32), Column("project", 36),
        Column("state", 20), Column("asks for", 12, "pounds"),
    )  # fmt: skip
    rows = [
        (one.reference, kinds.call(one), kinds.who(one), answers.say(one, "project"),
         STATES[one.state], one.asked)
        for one in outcome.submissions.values()
    ]  # fmt: skip
    return Table("Submissions", columns, rows)


def _marks(ready: list[Submission], answers: Answers, records: Records, rest: _Cells) -> Iterator[_Cells]:
    """Yield a row for each criterion of each submission; `rest` are its last cells, from the marker on."""
    for one in ready:
        about = (one.reference, answers.group(one), answers.say(one, "project"), one.asked)
        for criterion in records.criterions.values():
            yield (*about, criterion.id, criterion.description, criterion.marks, None, *rest)
