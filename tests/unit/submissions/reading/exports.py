"""A small invented form, shapes for its exports, and files of them, for the tests of reading. Nobody in them exists."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from programme.catalogue.model import Area, ExportShape, Form, FormQuestion, FormSection, Records, Term
from programme.problems import Problem
from programme.submissions.facts import Answer, Entry
from programme.submissions.reading.export import Reading, read_export
from programme.submissions.references import References
from tests.unit.sample_fund import made

REFERENCES: Final = References(b"a key that is only for tests ...")
HEADINGS: Final = ("Id", "Submitted", "Group?", "Kind?", "E-mail?", "How much?", "Where?", "Why?")
ROW: Final = (
    "7",
    "2026-01-12 16:05:00",
    "Pretend Watch",
    "Community group",
    "chair@example.org",
    "£9,746.50",
    "Northby",
    "Two words",
)


def question(name: str, column: str, answer: str, **more: Any) -> FormQuestion:
    values = {"section": "all", "options": (), "past_options": (), "former_columns": (), "required": True, **more}
    return made(FormQuestion, id=name, ask=column, column=column, answer=answer, **values)


QUESTIONS: Final = (
    question("group", "Group?", "short-text", means="organisation"),
    question("kind", "Kind?", "choice", options_from="kinds", means="organisation-type"),
    question("email", "E-mail?", "email", means="email", personal=True),
    question("amount", "How much?", "money", means="amount", maximum=Decimal(10000)),
    question("where", "Where?", "choices", options_from="areas", means="areas"),
    question("why", "Why?", "long-text", former_columns=("For what reason?",)),
)
KINDS: Final = {
    "community-group": "Community group",
    "club": "Club, society or band",
    "band": "Band",
    "individual": "One person",
}
AREAS: Final = {"northby": "Northby", "southby": "Southby", "southby-and-sea": "Southby, and the sea"}


def form_of(*questions: FormQuestion, name: str = "sample", **more: Any) -> Form:
    values = {"exports": (), "identity": ("email",), "sections": (made(FormSection, id="all"),), **more}
    blank = dict.fromkeys(one.name for one in fields(Form))
    return Form(**{**blank, "id": name, "title": f"The {name} form", "questions": questions, **values})


FORM: Final = form_of(*QUESTIONS)
OTHER: Final = form_of(
    *(question(f"other-{number}", f"Another question {number}?", "short-text") for number in range(4)), name="other"
)


def records_of(*forms: Form) -> Records:
    areas = {one: made(Area, id=one, name=words) for one, words in AREAS.items()}
    kinds = tuple(Term(id=one, label=words, description="") for one, words in KINDS.items())
    return made(
        Records,
        forms={form.id: form for form in forms or (FORM, OTHER)},
        areas=areas,
        terms={"kinds": kinds},
        export_shapes={},
    )


def shape(**more: Any) -> ExportShape:
    values = {
        "id": "plain",
        "title": "Plain CSV",
        "tool": "other",
        "file_type": "csv",
        "header_rows": 1,
        "headers_repeat": False,
        "id_column": "Id",
        "submitted_column": "Submitted",
        "submitted_format": "iso",
        "zone": "london",
        "unfinished_without_time": False,
        "ignored_states": (),
        "own_columns": (),
        "choices_as": "joined",
        "joined_by": "semicolon",
        "options_are": "labels",
        "text_marks": (),
        "no_moment": (),
        "sources": (),
    }
    return made(ExportShape, **{**values, **more})


PLAIN: Final = shape()
WORKBOOK: Final = shape(id="book", file_type="xlsx", submitted_format="workbook")


def csv_of(rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook_of(rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook whose datetimes are date cells; everything else is what it is."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "m/d/yy h:mm", "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return file.getvalue()


def row(**cells: str) -> list[str]:
    """The usual row with other cells under some headings, which are given by their first letters in small."""
    places = {heading.split()[0].strip("?").lower().replace("-", ""): at for at, heading in enumerate(HEADINGS)}
    changed = list(ROW)
    for name, text in cells.items():
        changed[places[name]] = text
    return changed


def read(
    content: bytes, *, form: Form = FORM, shape: ExportShape = PLAIN, name: str = "export.csv", records: Any = None
) -> Reading:
    return read_export(
        content, name, form=form, shape=shape, records=records or records_of(form, OTHER), references=REFERENCES
    )


def read_rows(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, **more: Any) -> Reading:
    return read(csv_of([headings, *rows]), **more)


def answer(name: str, *rows: Sequence[str], **more: Any) -> Answer:
    """What is known of an answer of the first record."""
    return read_rows(*rows, **more).records[0].answers[name]


def said(entry: Entry) -> str:
    """`record`, or the code of a row that is none."""
    return entry.structural or entry.quarantine or "record"


def places(reading: Reading) -> list[str]:
    return [said(entry) for entry in reading.file.entries]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def only(reading: Reading, code: str) -> Problem:
    (found,) = [problem for problem in reading.problems if problem.code == code]
    return found
