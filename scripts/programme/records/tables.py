"""From documents to tables: one row for each record and for each item of a list inside it.

Says what is wrong with the shape of a file (unknown and misplaced fields, lists where text belongs,
records in the wrong place); whether the values are right is for `judge` to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Mapping as AbstractMapping
from pathlib import Path

from programme.problems import Problem, shortened
from programme.records.document import Document, Mapping, Node, Scalar, Sequence
from programme.records.files import find_files, kind_of, misplaced, shown_as
from programme.records.rows import EVERY, Row, Table, Tables
from programme.records.schemas import Field, Schema
from programme.records.shapes import empty_file, meant, missing, shape_of, stray_space, unknown_field
from programme.records.text import read_document

_LONGEST_NAME = 80


def read_tables(
    folder: Path, schemas: AbstractMapping[str, Schema], *, shown: str = "", only: Collection[str] = ()
) -> Tables:
    """Read every record of a data folder, or those of the kinds in `only`; the others count as not read.

    `shown` is how the folder is called in messages (default: its path).
    """
    result = Tables({one.resource: Table(one) for schema in schemas.values() for one in schema.family()})
    shown = shown or str(folder)
    result.unread.update({name: {EVERY} for name in schemas if only and name not in only})
    for name, path in find_files(folder, shown, result.problems):
        schema = kind_of(name, schemas)
        if schema is None:
            result.problems.append(misplaced(path, name, shown, schemas))
        elif not only or schema.name in only:
            _read_file(path, shown_as(shown, name), schema, result)
    return result


def _read_file(path: Path, name: str, schema: Schema, result: Tables) -> None:
    document = read_document(path, name)
    result.problems += document.problems
    unread = result.unread.setdefault(schema.name, set())
    if document.root is None:
        if not document.problems:
            result.problems.append(empty_file(document, schema))
        unread.add(_held(path, schema))
        return
    nodes = _records(document, schema, result.problems)
    if not nodes and not _is_empty_list(document.root):
        unread.add(_held(path, schema))
    for node in nodes:
        row = _row(node, document, schema, result, None)
        row.bad = row.bad or bool(document.problems)
        if schema.holds == "record" and row.key != path.stem:
            unread.add(path.stem)
            _check_name(row, path, schema, result.problems)


def _held(path: Path, schema: Schema) -> str:
    """Return what is not known when a file cannot be read: one record, one vocabulary, or any record of the kind."""
    return path.stem if schema.holds == "record" or schema.name == "term" else EVERY


def _is_empty_list(root: Node) -> bool:
    """Tell whether a file says `[]`: it was read, and holds nothing. What refers to it is wrong, and is told."""
    return isinstance(root, Sequence) and not root.items


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
                found=shape_of(node or root),
                action="Compare it with other records of the kind.",
                excerpt=document.excerpt(place.line),
            )
        )
    return [node for node in nodes if isinstance(node, Mapping)]


def _check_name(row: Row, path: Path, schema: Schema, problems: list[Problem]) -> None:
    cell = row.cells.get("id")
    if not cell:
        return
    free = _is_id(cell.text, schema) and not path.with_name(f"{cell.text}.yaml").exists()
    if _is_id(path.stem, schema):
        message, expected, found = "The id is not the file's name.", f"“{path.stem}”", cell.text
        action = f"Write “id: {path.stem}”" + (f", or rename the file to {cell.text}.yaml." if free else ".")
    else:
        message, expected = "The file's name cannot be an id.", schema.by_name["id"].expected
        found = row.document.path.rpartition("/")[2]
        action = f"Rename the file to {cell.text}.yaml." if free else "Rename the file, and write its new name as id."
    found = f"“{shortened(found)}”"
    problems.append(row.problem("name-is-not-id", cell, message, expected=expected, found=found, action=action))


def _is_id(text: str, schema: Schema) -> bool:
    """Return whether a text may be the id of a record of this kind, and so the name of its file."""
    pattern = schema.by_name["id"].constraints.get("pattern", "")
    return bool(re.fullmatch(pattern, text)) and len(text) <= _LONGEST_NAME


def _row(node: Mapping, document: Document, schema: Schema, result: Tables, above: tuple[Row, int] | None) -> Row:
    row = Row(document, node, "", {})
    if above:
        parent, position = above
        row.root, row.position, row.key = parent.record, position, f"{parent.key}/{position}"
        row.parent = f"{document.path}:{parent.node.line}:{parent.node.column}"  # two records may claim one id
    else:
        identity = node.entries.get("id")
        named = identity and isinstance(identity[1], Scalar) and identity[1].text.strip()
        row.key = named or f"{document.path}:{node.line}"
    result.tables[schema.resource].rows.append(row)
    entries, names, cells = node.entries, row.names, row.cells
    unknown = [name for name in entries if name not in schema.by_name]
    misspelt = {meant(name, schema, node) for name in unknown}
    result.problems += [unknown_field(row, entries[name][0], schema, node) for name in unknown]
    for one in schema.fields:
        if entry := entries.get(one.name):
            key, value = entry
            if one.items is None and type(value) is Scalar and value.text and value.text.strip() == value.text:
                names[one.name], cells[one.name] = key, value  # as nearly all are: quickly
            else:
                _enter(row, one, key, value, result)
        elif one.required:
            row.record.bad = True
            if one.name not in misspelt:
                result.problems.append(missing(row, one, None))
    return row


def _enter(row: Row, one: Field, key: Scalar, value: Node, result: Tables) -> None:
    empty = isinstance(value, Scalar) and not value.text.strip()
    row.names[one.name] = key
    if empty or (isinstance(value, Sequence) and not value.items):
        if one.required:
            result.problems.append(missing(row, one, key))
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
                found=shape_of(value),
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
                found=shape_of(value),
                action="Write the value on the same line, after the colon.",
            )
        )
        return
    bare = value.text.strip()
    if value.text == bare or (one.kind == "text" and value.text.endswith("\n")):
        row.cells[one.name] = value
        return
    row.cells[one.name] = Scalar(bare, value.line, value.column)  # judged by what it says: the space is told
    result.problems.append(stray_space(row, one, value))


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
                    found=shape_of(node),
                    action="Compare it with the items beside it.",
                )
            )
