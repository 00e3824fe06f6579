"""Submissions that are one and the same: the same row of the same export, read by other declarations.

Where a tool gives no number, what a form declares as `identity` stands in its place, with the moment. Whoever changes
one of them makes other submissions of the same rows, with other references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from programme.submissions.facts import Fact, File
from programme.submissions.fold.issued import Id


def same_by_row(facts: Iterable[Fact], asked: Collection[Id]) -> frozenset[Id]:
    """Return the submissions that are asked for, and all that any reading of an export made of the same rows."""
    rows = list(_rows(facts))
    found = frozenset(asked)
    while more := frozenset(one for row in rows if not found.isdisjoint(row) for one in row) - found:
        found |= more
    return found


def _rows(facts: Iterable[Fact]) -> Iterator[set[Id]]:
    """Yield the submissions of each row that is not one and the same in all readings.

    Only readings with as many rows as each other have the same rows.
    """
    readings: dict[tuple[str, int], list[File]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, File):
            readings[fact.digest, len(fact.entries)].append(fact)
    for files in readings.values():
        found: dict[int, set[Id]] = defaultdict(set)
        for file in files if len(files) > 1 else ():
            for entry in file.entries:
                if entry.source:
                    found[entry.row].add((file.form, entry.source))
        yield from (row for row in found.values() if len(row) > 1)
