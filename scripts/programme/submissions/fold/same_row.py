"""Submissions that are one and the same: the same row of the same export, read by other declarations.

Where a tool gives no number, what a form declares as `identity` stands in its place, with the moment. Whoever changes
one of them makes other submissions of the same rows, with other references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Literal, TypeVar

from programme.submissions.facts import Entry, Fact, File, SubmissionId

T = TypeVar("T", SubmissionId, str)


def same_by_row(facts: Iterable[Fact], asked: Collection[SubmissionId]) -> frozenset[SubmissionId]:
    """Return the submissions that are asked for, and all that any reading of an export made of the same rows."""
    return _closed(asked, list(_rows(facts, _submission)))


def same_by_row_each(
    facts: Iterable[Fact], asked: Collection[SubmissionId]
) -> dict[SubmissionId, frozenset[SubmissionId]]:
    """Return the same for each of the submissions alone."""
    rows = list(_rows(facts, _submission))
    return {one: _closed([one], rows) for one in asked}


def contents_by_row(facts: Iterable[Fact], contents: Collection[str]) -> frozenset[str]:
    """Return these contents of records, and all that any reading of an export made of the same rows."""
    return _closed(contents, list(_rows(facts, lambda _, entry: entry.content)))


def _submission(file: File, entry: Entry) -> SubmissionId | Literal[""]:
    return (file.form, entry.source) if entry.source else ""


def _closed(asked: Collection[T], rows: Collection[Collection[T]]) -> frozenset[T]:
    found = frozenset(asked)
    while more := frozenset(one for row in rows if not found.isdisjoint(row) for one in row) - found:
        found |= more
    return found


def _rows(facts: Iterable[Fact], what: Callable[[File, Entry], T | Literal[""]]) -> Iterator[set[T]]:
    """Yield what each row is that is not one and the same in all readings.

    Only readings with as many rows as each other have the same rows.
    """
    readings: dict[tuple[str, int], list[File]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, File):
            readings[fact.digest, len(fact.entries)].append(fact)
    for files in readings.values():
        found: dict[int, set[T]] = defaultdict(set)
        for file in files if len(files) > 1 else ():
            for entry in file.entries:
                if one := what(file, entry):
                    found[entry.row].add(one)
        yield from (row for row in found.values() if len(row) > 1)
