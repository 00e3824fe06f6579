"""Rows and tables: what the records of a data folder become before anybody judges them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as AbstractSequence
from dataclasses import dataclass, field

from programme.problems import Problem
from programme.records.document import Document, Node, Scalar
from programme.records.schemas import Schema

PARENT = "parent"
EVERY = "*"  # among the ids of unread records: any of the kind


@dataclass(slots=True, eq=False)
class Row:
    """One row: its cells as text, where they stand, and the row it belongs to (itself for a record).

    `bad` is set on the record's row when anything about the record is wrong.
    """

    document: Document
    node: Node
    key: str
    cells: dict[str, Scalar]
    lists: dict[str, list[Row]] = field(default_factory=dict)
    names: dict[str, Scalar] = field(default_factory=dict)
    parent: str = ""
    position: int = 0
    root: Row | None = None
    bad: bool = False

    @property
    def record(self) -> Row:
        """The row of the record to which this one belongs."""
        return self.root or self

    def scalar(self, name: str) -> Scalar | None:
        """Return the value of a field, or its name when the value is empty, or None when it is not there."""
        return self.cells.get(name) or self.names.get(name)

    def problem(
        self, code: str, at: Node | None, message: str, *, action: str, expected: str = "", found: str = ""
    ) -> Problem:
        """Return a problem of this row, and mark its record as bad."""
        self.record.bad = True
        place = self.document.place(at or self.node)
        excerpt = self.document.excerpt(place.line)
        return Problem(
            code=code, place=place, message=message, expected=expected, found=found, action=action, excerpt=excerpt
        )


@dataclass(slots=True)
class Table:
    """All rows of one schema: of a record kind, or of one of its lists."""

    schema: Schema
    rows: list[Row] = field(default_factory=list)

    def used(self) -> tuple[str, ...]:
        """Return the names of the columns that hold anything at all, in the schema's order."""
        held = {name for row in self.rows for name in row.cells}
        return tuple(one.name for one in self.schema.scalars if one.name in held)

    def texts(self, columns: AbstractSequence[str]) -> Iterator[list[str]]:
        """Yield every row as text, an absent value as an empty text; PARENT is the key of the row above."""
        resource = self.schema.resource
        for row in self.rows:
            cells = row.cells
            yield [
                cells[name].text if name in cells else f"{resource} {row.parent}" if name == PARENT else ""
                for name in columns
            ]


@dataclass(slots=True)
class Tables:
    """Every table of a data folder by the schema's resource name, and what is wrong with their shape.

    `unread` holds, by kind, the ids of records that could not be read, or EVERY; of terms it has the names of
    vocabularies. What refers to them is not told as wrong.
    """

    tables: dict[str, Table]
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, set[str]] = field(default_factory=dict)
