"""From documents to tables: one row for each record and for each item of a list inside it.

Says what is wrong with the shape of a file (unknown and misplaced fields, lists where text belongs,
records in the wrong place); whether the values are right is for `judge` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from dataclasses import dataclass, field
from pathlib import Path

from programme.problems import Place, Problem, nearest, shortened
from programme.records.files import find_files, kind_of, misplaced, shown_as
from programme.records.schemas import Field, Schema
from programme.records.text import Document, Mapping, Node, Scalar, Sequence, read_document

PARENT = "parent"
EVERY = "*"  # among the ids of unread records: any of the kind
_LONGEST_NAME = 80


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

    `unread` holds, by kind, the ids of records that could not be read, or EVERY: what refers to them is
    not told as wrong.
    """

    tables: dict[str, Table]
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, set[str]] = field(default_factory=dict)


def read_tables(folder: Path, schemas: AbstractMapping[str, Schema], *, shown: str = "") -> Tables:
    """Read every record of a data folder. `shown` is how the folder is called in messages (default: its path)."""
    result = Tables({one.resource: Table(one) for schema in schemas.values() for one in schema.family()})
    shown = shown or str(folder)
    for name, path in find_files(folder, shown, result.problems):
        schema = kind_of(name, schemas)
        if schema is None:
            result.problems.append(misplaced(path, name, shown, schemas))
        else:
            _read_file(path, shown_as(shown, name), schema, result)
    return result


def _read_file(path: Path, name: str, schema: Schema, result: Tables) -> None:
    document = read_document(path, name)
    result.problems += document.problems
    unread = result.unread.setdefault(schema.name, set())
    if document.root is None:
        if not document.problems:
            result.problems.append(_empty(document, schema))
        unread.add(path.stem if schema.holds == "record" else EVERY)
        return
    nodes = _records(document, schema, result.problems)
    if not nodes:
        unread.add(path.stem if schema.holds == "record" else EVERY)
    for node in nodes:
        row = _row(node, document, schema, result, None)
        row.bad = row.bad or bool(document.problems)
        if schema.holds == "record" and row.key != path.stem:
            unread.add(path.stem)
            _check_name(row, path, schema, result.problems)


def _empty(document: Document, schema: Schema) -> Problem:
    return Problem(
        code="empty-file",
        place=Place(document.path),
        message="There is nothing in this file.",
        expected=f"a record of the kind “{schema.title}”",
        action="Fill it in, or remove the file.",
    )


def _records(document: Document, schema: Schema, problems: list[Problem]) -> list[Mapping]:
    """Return the mappings of a file that are records: the file itself, or the items of its list."""
    root = document.root
    if schema.holds == "list":
        nodes: list[Node | None] = [*root.items] if isinstance(root, Sequence) else [None]
        wanted = "a list of records, each beginning with a hyphen"
    else:
        nodes, wanted = [root], "one record: fields, each with a name, a colon and a value"
    wrong = [node for node in nodes if not isinstance(node, Mapping)]
    for node in wrong:
        place = document.place(node or root)
        message = (
            "This item is not a record."
            if node and schema.holds == "list"
            else "The content of the file is not what belongs here."
        )
        problems.append(
            Problem(
                code="wrong-shape",
                place=place,
                message=message,
                expected=wanted,
                found=_shape(node or root),
                action="Compare it with other records of the kind.",
                excerpt=document.excerpt(place.line),
            )
        )
    return [node for node in nodes if isinstance(node, Mapping)]


def _check_name(row: Row, path: Path, schema: Schema, problems: list[Problem]) -> None:
    cell = row.cells.get("id")
    if not cell:
        return
    fits = (
        re.fullmatch(schema.by_name["id"].constraints.get("pattern", ""), cell.text) and len(cell.text) <= _LONGEST_NAME
    )
    free = fits and not path.with_name(f"{cell.text}.yaml").exists()
    problems.append(
        row.problem(
            "name-is-not-id",
            cell,
            "The id is not the file's name.",
            expected=f"“{path.stem}”",
            found=f"“{shortened(cell.text)}”",
            action=f"Write “id: {path.stem}”" + (f", or rename the file to {cell.text}.yaml." if free else "."),
        )
    )


def _row(node: Mapping, document: Document, schema: Schema, result: Tables, above: tuple[Row, int] | None) -> Row:
    row = Row(document, node, "", {})
    if above:
        parent, position = above
        row.root, row.position, row.key = parent.record, position, f"{parent.key}/{position}"
        row.parent = f"{document.path}:{parent.node.line}:{parent.node.column}"  # two records may claim one id
    else:
        identity = node.entries.get("id")
        named = identity and isinstance(identity[1], Scalar) and identity[1].text
        row.key = named or f"{document.path}:{node.line}"
    result.tables[schema.resource].rows.append(row)
    unknown = [name for name in node.entries if name not in schema.by_name]
    misspelt = {_meant(name, schema, node) for name in unknown}
    result.problems += [_unknown(row, node.entries[name][0], schema, node) for name in unknown]
    for one in schema.fields:
        if one.name in node.entries:
            _enter(row, one, *node.entries[one.name], result)
        elif one.required:
            row.record.bad = True
            if one.name not in misspelt:
                result.problems.append(_missing(row, one, None))
    return row


def _enter(row: Row, one: Field, key: Scalar, value: Node, result: Tables) -> None:
    empty = isinstance(value, Scalar) and not value.text.strip()
    row.names[one.name] = key
    if empty or (isinstance(value, Sequence) and not value.items):
        if one.required:
            result.problems.append(_missing(row, one, key))
    elif one.items is None:
        _enter_scalar(row, one, value, result)
    elif isinstance(value, Sequence):
        _enter_list(row, one.items, value, result)
    else:
        result.problems.append(
            row.problem(
                "not-a-list",
                value,
                f"“{one.title}” ({one.name}) takes a list, and this is not one.",
                expected="each item on its own line, after a hyphen",
                found=_shape(value),
                action="Put each value on a line of its own with a hyphen before it.",
            )
        )


def _enter_scalar(row: Row, one: Field, value: Node, result: Tables) -> None:
    if not isinstance(value, Scalar):
        result.problems.append(
            row.problem(
                "not-a-value",
                value,
                f"“{one.title}” ({one.name}) takes one value.",
                expected=one.expected,
                found=_shape(value),
                action="Write the value on the same line, after the colon.",
            )
        )
        return
    row.cells[one.name] = value
    if value.text != value.text.strip() and not (one.kind == "text" and value.text.endswith("\n")):
        what = "line" if value.text.endswith("\n") else "space"
        result.problems.append(
            row.problem(
                "stray-space",
                value,
                f"“{one.title}” ({one.name}) begins or ends with a {what + ' break' if what == 'line' else what}.",
                action="Write the value on the same line, after the colon."
                if what == "line"
                else "Delete the space inside the quotation marks.",
            )
        )


def _enter_list(row: Row, items: Schema, value: Sequence, result: Tables) -> None:
    name = items.resource.rpartition(".")[2]
    plain = items.is_plain
    for position, node in enumerate(value.items, 1):
        if plain and isinstance(node, Scalar):
            wrapped = Mapping(node.line, node.column, {"value": (node, node)})
            row.lists.setdefault(name, []).append(_row(wrapped, row.document, items, result, (row, position)))
        elif not plain and isinstance(node, Mapping):
            row.lists.setdefault(name, []).append(_row(node, row.document, items, result, (row, position)))
        else:
            wanted = "one value" if plain else "fields: " + ", ".join(one.name for one in items.fields)
            result.problems.append(
                row.problem(
                    "wrong-item",
                    node,
                    f"This item of “{items.title}” ({name}) does not have the right form.",
                    expected=wanted,
                    found=_shape(node),
                    action="Compare it with the items beside it.",
                )
            )


def _shape(node: Node | None) -> str:
    if isinstance(node, Scalar):
        return f"“{shortened(node.text)}”" if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a group of fields" if node else "nothing"


def _free(schema: Schema, node: Mapping) -> list[str]:
    return [one.name for one in schema.fields if one.name not in node.entries]


def _meant(name: str, schema: Schema, node: Mapping) -> str:
    """Return the field that an unknown name is likely to mean, or an empty text."""
    return nearest(name, _free(schema, node))


def _unknown(row: Row, key: Scalar, schema: Schema, node: Mapping) -> Problem:
    free = _free(schema, node)
    meant = nearest(key.text, free)
    also = " That field is missing." if meant and schema.by_name[meant].required else ""
    return row.problem(
        "unknown-field",
        key,
        f"There is no field “{shortened(key.text)}” here.",
        expected=meant or ("one of: " + ", ".join(free) if free else "no further field"),
        found=f"“{shortened(key.text)}”",
        action=f"Did you mean “{meant}”?{also}" if meant else "Remove it, or correct its name.",
    )


def _missing(row: Row, one: Field, key: Scalar | None) -> Problem:
    if one.name == "value":
        return row.problem(
            "empty-item",
            key,
            f"An item of “{one.title}” is empty.",
            expected=one.expected,
            found="nothing after the hyphen",
            action="Write a value after the hyphen, or remove the hyphen.",
        )
    example = (
        f"{one.name}: {one.example}" if one.items is None else f"{one.name}:, and under it each item after a hyphen"
    )
    return row.problem(
        "missing-field",
        key,
        f"“{one.title}” ({one.name}) is missing.",
        expected=one.expected,
        found="nothing after the colon" if key else "",
        action=f"Add a line such as: {example}",
    )
