"""One export, read as its form declares: every row of it, what can be told of each, and what is wrong.

Nothing is guessed and nothing is lost: what cannot be read is held for a person, and a file of which no row
can be read says why. Nothing here keeps or decides anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgspec import UNSET

from programme.catalogue.model import ExportShape, Form, Records
from programme.problems import Problem
from programme.submissions.collector import collector_resting
from programme.submissions.facts import File, Record, Words
from programme.submissions.reading.csv_rows import DELIMITERS, Row, csv_rows
from programme.submissions.reading.csv_text import text_of
from programme.submissions.reading.declarations import declared, reading_digest
from programme.submissions.reading.files import UnreadableError, base_name
from programme.submissions.reading.measures import Tokens
from programme.submissions.reading.sorting import Sorted, Sorter
from programme.submissions.reading.workbook_rows import workbook_rows


@dataclass(frozen=True, slots=True)
class Reading:
    """One export as it was read: the file with an entry for each row, its records, their words, and the problems.

    There are no words where `read_export` was given something to `take` them, as every command does.
    """

    file: File
    records: tuple[Record, ...]
    words: tuple[Words, ...]
    problems: tuple[Problem, ...]


def read_export(
    content: bytes,
    name: str,
    *,
    form: Form,
    shape: ExportShape,
    records: Records,
    references: Tokens,
    take: Callable[[Words], None] | None = None,
    digest: str = "",
) -> Reading:
    """Read an export of a form in a shape (see `declarations.shape_of`).

    Never raises for bad content: a file of which no row can be read has no entries and a problem that says why.
    Problems name the file by the last part of its path, and rows as a spreadsheet counts them.

    `take` is handed the words of each record as it is read, and then the reading holds none: those of a large
    export fill the memory. Throw away what it was handed when the reading has no records in the end.
    `digest` is the content's SHA-256, where it is known already.
    """
    name, reading = base_name(name), reading_digest(form, shape, records)
    forms = {one.id: declared(one, shape, records) for one in records.forms.values() if one.id != form.id}
    sorter = Sorter(declared(form, shape, records), forms, references, name=name, reading=reading, take=take)
    try:
        with collector_resting():
            out = sorter.sort(_rows(content, shape, name))
    except UnreadableError as error:
        out = Sorted(problems=[error.problem])
    file = File(
        digest=digest or hashlib.sha256(content).hexdigest(),
        name=name,
        form=form.id,
        shape=shape.id,
        reading=reading,
        entries=tuple(out.entries),
        missing=out.missing,
        unknown=out.unknown,
        unreadable=UNSET if out.entries or not out.problems else out.problems[0].code,
    )
    return Reading(file, tuple(out.records), tuple(out.words), tuple(out.problems))


def _rows(content: bytes, shape: ExportShape, name: str) -> Iterator[Row]:
    if shape.file_type == "xlsx":
        return workbook_rows(content, name)
    return csv_rows(text_of(content, shape.encoding, name), DELIMITERS[shape.delimiter or "comma"], name)
