"""How values are written: what is looked at in their text before frictionless judges them.

A value that is not written as its kind asks is taken out of its row, so that it is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from programme.clock import Period
from programme.problems import Problem
from programme.records.rows import Row, Table
from programme.records.schemas import Field
from programme.records.wording import not_valid

# How a value of a Table Schema type is written. Python's own readers also take 1_000, NaN, 1e3 and 2026-1-5.
_WRITTEN = {
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "number": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?"),
    "date": re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"),
    "time": re.compile(r"[0-9]{2}:[0-9]{2}"),
}


def ill_written(table: Table) -> Iterator[Problem]:
    """Take every value that is not written as its kind asks out of its row, with a problem for each.

    These are numbers, dates, times, and values whose kind another field of the row decides.
    """
    for one in table.schema.scalars:
        pattern = _WRITTEN.get(one.type)
        if pattern or one.kind == "period":
            for row in table.rows:
                cell = row.cells.get(one.name)
                if cell and not (pattern.fullmatch(cell.text) if pattern else _is_period(cell.text)):
                    yield taken_out(row, one)
        elif one.kinds:
            yield from _of_another_kind(table, one)


def taken_out(row: Row, one: Field) -> Problem:
    """Take a value out of its row, and return the problem that it is not valid."""
    problem = not_valid(row, one)
    row.names[one.name] = row.cells.pop(one.name)
    return problem


def _is_period(text: str) -> bool:
    try:
        return Period.of(text).text == text
    except ValueError:
        return False


def _of_another_kind(table: Table, one: Field) -> Iterator[Problem]:
    """Judge a field by the kind that it has beside the word in the field `kind_by`."""
    for row in table.rows:
        cell, word = row.cells.get(one.name), row.cells.get(one.kind_by)
        meant = one.kinds.get(word.text) if word else None
        if cell and meant and not re.fullmatch(meant.constraints["pattern"], cell.text):
            yield taken_out(row, meant)
