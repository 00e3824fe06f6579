"""YAML as text: every key, value and list item as the editor typed it, with its line and column.

Values stay text until a schema gives them a type, as in a CSV, so that `no`, `11:59` and `0163277001`
mean what was typed. How a file is read is the business of `text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from programme.problems import Place, Problem
from programme.records.faults import Fault


@dataclass(slots=True)
class Scalar:
    """A value as typed, with its place: line and column from 1."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Mapping:
    """Fields in the order of the file: name to (the name's own scalar, value)."""

    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """A list and its items."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


@dataclass(slots=True)
class Document:
    """A file that was read: its path as shown to people, its lines, and its content if it could be read."""

    path: str
    lines: list[str]
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: Scalar | Mapping | Sequence | None) -> Place:
        """Return where the node stands in the file."""
        if not node or not self.lines:
            return Place(self.path)
        line = min(node.line, len(self.lines))  # libyaml puts an empty value at the end beyond the last line
        return Place(self.path, line, min(node.column, len(self.lines[line - 1]) + 1))

    def excerpt(self, line: int) -> str:
        """Return the line as it stands in the file, or nothing when there is no such line."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def note(self, fault: Fault) -> None:
        """Note a fault of this file as a problem."""
        self.problems.append(
            Problem(
                code=fault.code,
                place=Place(self.path, fault.line, fault.column),
                message=fault.message,
                found=fault.found,
                action=fault.action,
                excerpt=self.excerpt(fault.line),
            )
        )
